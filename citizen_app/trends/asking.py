"""The period that a page of the signed-in person was asked for."""

from citizen_app.database import db
from citizen_app.trends import service
from citizen_app.trends.forms import DEFAULT, PeriodAsked
from citizen_app.trends.periods import Period, PeriodKind
from citizen_app.web.clock import now
from citizen_app.web.guards import current_person


def period_of(asked: PeriodAsked) -> Period:
    """Its days; the usual period where days that were typed are none."""
    if asked.own is not None:
        return asked.own
    kind = DEFAULT if asked.kind is PeriodKind.OWN else asked.kind
    return service.period_for(db.session, person=current_person(), kind=kind, now=now())
