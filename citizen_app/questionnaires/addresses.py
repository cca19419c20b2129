"""Where the pages of a form are, for one task or an extra round."""

from flask import url_for

from citizen_app.fhir_forms import Asked
from citizen_app.plans.rules import write_window
from citizen_app.questionnaires.shapes import Answering

FROM_CHECK = "check"


def correcting(is_correcting: bool) -> dict[str, str]:
    """The part of an address that says that a page was opened from the check page."""
    return {"from": FROM_CHECK} if is_correcting else {}


def address(endpoint: str, answering: Answering, **more: object) -> str:
    """A page of the round, such as its check page."""
    start = answering.task.window_start if answering.task else None
    return url_for(
        f".{endpoint}",
        activity_id=answering.activity.id,
        occurrence=write_window(start),
        **more,  # type: ignore[arg-type]
    )


def address_of_extra(answering: Answering) -> str:
    """Where the same form is answered outside of any task."""
    return url_for(".start", activity_id=answering.activity.id, occurrence=write_window(None))


def page_address(answering: Answering, page: Asked, **more: object) -> str:
    """A step of the form."""
    return address("show_step", answering, step=page.step.index, **more)


def address_after(answering: Answering, page: Asked | None, is_correcting: bool) -> str:
    """The page that comes next, or the check page when there is none."""
    if page is None:
        return address("show_check", answering)
    return page_address(answering, page, **correcting(is_correcting))
