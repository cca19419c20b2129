"""The period that a page about a person was asked for: one's own page, or the care team's."""

from flask import request

from citizen_app.database import db
from citizen_app.trends import service
from citizen_app.trends.forms import DEFAULT, PeriodAsked, read_page, read_period
from citizen_app.trends.periods import Period, PeriodKind
from citizen_app.web.clock import now, today
from citizen_app.web.guards import current_person


def asked_period() -> PeriodAsked:
    """What the address asks for."""
    return read_period(request.args, today())


def asked_page() -> int:
    """The page of the table that the address asks for."""
    return read_page(request.args)


def period_of(asked: PeriodAsked) -> Period:
    """Its days; the usual period where days that were typed are none."""
    if asked.own is not None:
        return asked.own
    kind = DEFAULT if asked.kind is PeriodKind.OWN else asked.kind
    return service.period_for(db.session, person=current_person(), kind=kind, now=now())
