"""Makes the demo: once, and without touching what people have sent in it since."""

from datetime import datetime, timedelta
from random import Random

from sqlmodel import Session

from citizen_app.demo.action_plan import write_action_plan
from citizen_app.demo.history import History
from citizen_app.demo.messages import Writing
from citizen_app.demo.neighbours import add_neighbours
from citizen_app.demo.plans import plan_for_citizen, plan_for_new_citizen
from citizen_app.demo.story import DAYS, SEED
from citizen_app.demo.team import find_people, make_team
from citizen_app.paths import CONTENT
from citizen_app.people import service as people
from citizen_app.people.sealing import Seal
from citizen_app.plans.rules import DAY, local_day
from citizen_app.questionnaires.importing import import_questionnaire

FORM = CONTENT / "questionnaires" / "kol-daily.json"


def make_demo(session: Session, *, key: bytes, now: datetime, seal: Seal | None = None) -> bool:
    """Make the demo's people and their past; False when they were there already.

    `key` is what CPR numbers are hashed with; with a `seal` they are kept, too. Running again
    changes nothing but this: people may sign in anew from another address of the demo.
    """
    found = find_people(session, key=key)
    for person in found.values():
        people.forget_identity(session, person=person)
    if found:
        return False
    today = local_day(now)
    began = now - timedelta(days=DAYS)
    team = make_team(
        session,
        key=key,
        seal=seal,
        registered_at=began,
        started_on={"citizen": today - DAYS * DAY, "new-citizen": today},
    )
    form = import_questionnaire(session, source=FORM.read_text(encoding="utf-8"), now=began)
    asked = plan_for_citizen(session, team=team, form=form, now=began)
    write_action_plan(session, team=team, now=began)
    plan_for_new_citizen(session, team=team, now=now)
    # Keys need not be secret here; the same ones make every demo alike.
    keys = Random(SEED)  # noqa: S311
    History(session, team, asked, keys).write(today)
    Writing(session, team, keys).write(today)
    add_neighbours(session, team=team, keys=keys, now=now, today=today)
    return True
