"""What the pages of a plan share: a change is shown before it is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import planning
from citizen_app.care_team import wording_planning as wording
from citizen_app.care_team.forms_planning import Pairs, Times, TimesForm, key_of
from citizen_app.database import db
from citizen_app.plans import service as plans
from citizen_app.plans.rules import Text
from citizen_app.plans.service import ActivityView, Addition, Change, ChangedMeanwhile, Moved
from citizen_app.plans.wording_schedules import schedule_text
from citizen_app.web.clock import now, today
from citizen_app.web.language import current_language

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Shown:
    """What the check page names: the activity, its new times if it has any, and the fields."""

    title: Text
    times: Times | None
    pairs: Pairs


def check_or(
    person: UUID, change: Change, shown: Shown, store: Callable[[datetime], None]
) -> Answer:
    """Show what the change would do; store it once just that has been seen."""
    seen = _instant(request.form.get("at", ""))
    if request.form.get("go") == "save" and seen is not None:
        try:
            store(seen)
        except Moved:
            db.session.rollback()
            return _show_check(person, change, shown, has_moved=True), 409
        return to_plan(person)
    return _show_check(person, change, shown, has_moved=False)


def _show_check(person: UUID, change: Change, shown: Shown, *, has_moved: bool) -> str:
    if not isinstance(change, Addition):
        activity_of(person, change.activity_id)
    preview = plans.preview_change(db.session, person=person, change=change, now=now())
    times = shown.times
    return render_template(
        "care_team/plan/check_change.html",
        person=planning.name_of(db.session, person=person),
        title=shown.title.in_language(current_language()),
        times=schedule_text(times.schedule) if times else None,
        counts=wording.counts_text(preview.at) if times else wording.ends_text(preview.at),
        days=planning.next_days(preview.agenda, today()),
        pairs=[*shown.pairs, ("at", preview.at.isoformat())],
        has_moved=has_moved,
        words=wording,
        language=current_language(),
    )


def unless_changed(person: UUID, answer: Callable[[], Answer]) -> Answer:
    """The answer, or the page that says that somebody else was faster."""
    try:
        return answer()
    except ChangedMeanwhile:
        db.session.rollback()
        page = render_template(
            "care_team/plan/show_changed.html",
            person=planning.name_of(db.session, person=person),
        )
        return page, 409


def activity_of(person: UUID, activity_id: UUID) -> ActivityView:
    """An activity of the citizen that may still be changed."""
    return planning.activity_of(db.session, person=person, activity_id=activity_id)


def key_or_refuse(times: TimesForm) -> UUID:
    """The key of the form, 422 when somebody has meddled with it."""
    return key_of(times.key) or abort(422)


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.utcoffset() is not None else None


def wants_to_edit() -> bool:
    """Whether the person went back from the page that asks whether it is right."""
    return request.form.get("go") == "edit"


def to_plan(person: UUID) -> Response:
    """Back to the plan, after something was stored."""
    return redirect(url_for("care_team.planning.show_plan", person_id=person), code=303)
