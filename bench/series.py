"""Citizens of the demo with long rows of oxygen readings, for the pages that draw them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlmodel import Session

from bench.browser.visits import Place
from bench.budgets import TREND_90, TREND_3650, TREND_7300
from bench.demo_site import Site
from citizen_app.database import open_session
from citizen_app.web.clock import now
from tests.factories import make_care_team, make_citizen
from tests.series_factories import A_DAY, Measured, make_baseline, make_series

# How many readings, how many a day, and the period that shows all of them.
SERIES = {
    TREND_90: (90, 1, "quarter"),
    TREND_3650: (3650, 1, "all"),
    TREND_7300: (7300, 2, "all"),
}
BETWEEN = timedelta(hours=9)


def trend_places(site: Site) -> list[Place]:
    """The page of oxygen of a new citizen for each number of readings."""
    with open_session(site.database_url) as session:
        team = make_care_team(session)
        people = {
            name: measured_citizen(session, team, count, a_day, now())
            for name, (count, a_day, _) in SERIES.items()
        }
        session.commit()
    return [
        Place(name, f"{site.address}/trends/spo2?period={SERIES[name][2]}", site.sign_in(person))
        for name, person in people.items()
    ]


def measured_citizen(session: Session, team: UUID, count: int, a_day: int, until: datetime) -> UUID:
    """A citizen with so many readings, and a usual range that the team has confirmed."""
    person = make_citizen(session, care_team=team, name="Else Eksempel")
    make_baseline(session, person=person, low="90", high="94")
    make_series(session, person=person, readings=oxygen(until, count, a_day))
    return person


def oxygen(until: datetime, count: int, a_day: int) -> Iterator[Measured]:
    """So many readings of the last days, each day's some hours from each other."""
    chance = Random(7)
    for number in range(count):
        days, time = divmod(number, a_day)
        at = until - days * A_DAY - time * BETWEEN - timedelta(minutes=chance.randint(1, 40))
        yield Measured(str(90 + chance.choice((0, 1, 1, 2, 2, 3, 4, -2))), at)
