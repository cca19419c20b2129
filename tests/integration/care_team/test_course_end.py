"""A course ends with a reason; when the citizen has died, every word to them stops at once."""

from uuid import uuid4

import pytest

from citizen_app.messages import alerts
from citizen_app.messages import service as messages
from citizen_app.messages.alert_job import SendAlert
from citizen_app.messages.alerts import AlertChoice
from citizen_app.messages.rules import AlertChannel, Author
from citizen_app.outbox import service as outbox
from citizen_app.people import service as people
from citizen_app.people.rules import Condition, EndReason
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, local_day
from tests.factories import LONG_AGO, make_activity, make_plan
from tests.html_forms import choose_form, fill
from tests.integration.monday import NOW
from tests.integration.outbox.jobs import Clock, make_worker

MONDAY = local_day(NOW)
SHOW, END = "Se, hvad det betyder", "Afslut forløbet"
MAIL = AlertChoice(AlertChannel.EMAIL, "anna@example.dk")


class Gateway:
    """Keeps what would have been sent."""

    def __init__(self):
        self.sent = []

    def send(self, alert):
        self.sent.append(alert)


@pytest.fixture
def course(session, cast):
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    return people.courses_of(session, person=cast.anna)[0].id


@pytest.fixture
def end(cast, course, erik):
    """Erik ends Anna's course in two steps."""

    def end(reason):
        erik.get(f"/care-team/citizens/{cast.anna}/plan/courses/{course}/end")
        erik.submit({"reason": [reason]}, button=SHOW)
        return erik.submit(button=END)

    return end


def write_to_anna(session, cast):
    alerts.choose(session, actor=cast.anna, person=cast.anna, choice=MAIL, now=NOW)
    messages.start_thread(
        session,
        actor=cast.erik,
        role=Author.NURSE,
        person=cast.anna,
        team=cast.team,
        key=uuid4(),
        subject="Din måling",
        body="Ring til os.",
        now=NOW,
    )


def work(app, session):
    """Do everything that waits in the outbox; gives what would have been sent."""
    gateway, clock = Gateway(), Clock()
    clock.now = NOW
    session.commit()
    worker = make_worker(session, SendAlert({AlertChannel.EMAIL: gateway}, "Åndehul"), clock=clock)
    with app.app_context():
        while worker.do_next():
            pass
    session.expire_all()
    return gateway.sent


def tasks(session, cast, day):
    return plans.tasks_on(session, person=cast.anna, day=day)


def test_a_course_ends_after_a_look_and_asks_nothing_from_tomorrow(session, cast, end, erik):
    answer = end("completed")
    assert answer.headers["Location"].endswith("/care-team")
    assert people.courses_of(session, person=cast.anna) == []
    assert len(tasks(session, cast, MONDAY)) == 1
    assert tasks(session, cast, MONDAY + DAY) == []
    assert plans.plans_of(session, person=cast.anna) == []
    assert erik.get(f"/care-team/citizens/{cast.anna}").status_code == 404


def test_a_course_needs_a_reason(session, cast, course, erik):
    erik.get(f"/care-team/citizens/{cast.anna}/plan/courses/{course}/end")
    assert erik.submit(button=SHOW).status_code == 422
    assert "Vælg hvorfor forløbet slutter" in erik.page.text
    assert len(people.courses_of(session, person=cast.anna)) == 1


def test_a_second_press_leads_to_the_work_list_too(cast, course, erik):
    erik.get(f"/care-team/citizens/{cast.anna}/plan/courses/{course}/end")
    erik.submit({"reason": ["moved"]}, button=SHOW)
    form = choose_form(erik.page, button=END)
    values = fill(form, {}, button=END)
    for _ in range(2):
        answer = erik.post(form.get("action"), data=values)
        assert answer.headers["Location"].endswith("/care-team")


def test_what_waits_is_told_before_the_course_ends(cast, send, course, erik):
    send("130")
    erik.get(f"/care-team/citizens/{cast.anna}/plan/courses/{course}/end")
    assert "1 indsendelse venter stadig" in erik.page.text


def test_another_course_goes_on(session, cast, end, erik):
    people.enrol(
        session,
        person=cast.anna,
        care_team=cast.team,
        condition=Condition.HEART_FAILURE,
        started_on=MONDAY,
    )
    assert end("wish").headers["Location"].endswith("/plan")
    (left,) = people.courses_of(session, person=cast.anna)
    assert left.condition is Condition.HEART_FAILURE
    assert people.may_be_told(session, person=cast.anna)


def test_death_ends_everything_at_once_also_with_other_teams(session, cast, course, end, erik):
    people.enrol(
        session,
        person=cast.anna,
        care_team=cast.other_team,
        condition=Condition.HEART_FAILURE,
        started_on=MONDAY,
    )
    erik.get(f"/care-team/citizens/{cast.anna}/plan/courses/{course}/end")
    erik.submit({"reason": ["dead"]}, button=SHOW)
    assert "der går ikke mere e-mail, sms eller påmindelse ud" in erik.page.text
    erik.submit(button=END)
    assert people.courses_of(session, person=cast.anna) == []
    assert tasks(session, cast, MONDAY + DAY) == []
    assert not people.may_be_told(session, person=cast.anna)


def test_word_that_waits_is_never_sent_after_a_death(session, cast, end, app):
    write_to_anna(session, cast)
    end("dead")
    assert outbox.standing(session, now=NOW).waiting == 1
    assert work(app, session) == []
    assert outbox.standing(session, now=NOW).waiting == 0


def test_word_that_waits_is_sent_when_a_course_ends_otherwise(session, cast, end, app):
    write_to_anna(session, cast)
    end("moved")
    assert [alert.address for alert in work(app, session)] == ["anna@example.dk"]


def test_a_job_that_was_promised_meanwhile_finds_nobody_to_tell(session, cast, course, app):
    write_to_anna(session, cast)
    people.end_course(
        session, actor=cast.erik, person=cast.anna, course=course, reason=EndReason.DEAD, now=NOW
    )
    assert work(app, session) == []


def test_nothing_new_is_promised_for_somebody_who_has_died(session, cast, end, erik):
    end("dead")
    write_to_anna(session, cast)
    assert outbox.standing(session, now=NOW).waiting == 0


def test_a_mistaken_death_is_mended_by_following_again(session, cast, end):
    end("dead")
    people.enrol(
        session,
        person=cast.anna,
        care_team=cast.team,
        condition=Condition.COPD,
        started_on=MONDAY,
    )
    assert people.may_be_told(session, person=cast.anna)


def test_ending_twice_changes_nothing(session, cast, course):
    for reason in (EndReason.MOVED, EndReason.DEAD):
        people.end_course(
            session, actor=cast.erik, person=cast.anna, course=course, reason=reason, now=NOW
        )
    assert people.may_be_told(session, person=cast.anna)


@pytest.mark.parametrize(
    ("who", "status"), [("dora", 403), ("support", 403), ("gitte", 404), ("anna", 404), (None, 303)]
)
def test_only_those_who_treat_end_a_course(session, cast, course, client, clock, who, status):
    if who:
        client.sign_in(getattr(cast, who))
    answer = client.post(f"/care-team/courses/{course}/end", data={"reason": "moved", "go": "save"})
    assert answer.status_code == status
    assert len(people.courses_of(session, person=cast.anna)) == 1


def test_the_trail_tells_who_ended_it(session, cast, end):
    from sqlmodel import select

    from citizen_app.audit.models import AuditEvent

    end("completed")
    actions = select(AuditEvent).where(AuditEvent.action == "course:ended")
    (event,) = session.exec(actions).all()
    assert (event.actor_id, event.person_id, event.at) == (cast.erik, cast.anna, NOW)
    assert event.at > LONG_AGO
