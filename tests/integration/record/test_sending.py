"""Sending stores an act once, whole, and triaged."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func
from sqlmodel import Session, select

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.plans import service as plans
from citizen_app.plans.rules import TaskRef, ThresholdLimits
from citizen_app.record import service
from citizen_app.record.models import Reading, Submission
from citizen_app.record.rules import AcknowledgementKind, Colour, Finding, FindingKind
from citizen_app.record.shapes import (
    AlreadyReplaced,
    KeyTaken,
    NewReading,
    NewResponse,
    NewSubmission,
    Receipt,
)
from tests.at_once import at_once
from tests.cast import Cast
from tests.factories import LONG_AGO, make_activity, make_plan

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DANISH_WINTER = timezone(timedelta(hours=1))
RESTING = ReadingContext(Position.REST)


def saturation(value: str, **changed: Any) -> NewReading:
    return NewReading(
        MeasureCode.SPO2, Decimal(value), NOW.astimezone(DANISH_WINTER), RESTING, **changed
    )


def send(session: Session, person: UUID, *readings: NewReading, **changed: Any) -> Receipt:
    submission = NewSubmission(key=uuid4(), readings=readings, **changed)
    return service.send(session, actor=person, person=person, submission=submission, now=NOW)


def count(session: Session, table: type) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_a_receipt_shows_exactly_what_was_sent(session: Session, cast: Cast) -> None:
    receipt = send(session, cast.anna, saturation("92.50"))
    session.expire_all()
    found = service.get_receipt(session, person=cast.anna, submission_id=receipt.id)
    assert found == receipt
    reading = found.readings[0]
    assert str(reading.value) == "92.50"
    assert reading.measured_at.utcoffset() == timedelta(hours=1)
    assert found.received_at == NOW


def test_the_same_key_gives_the_first_receipt_again(session: Session, cast: Cast) -> None:
    submission = NewSubmission(key=uuid4(), readings=(saturation("92"),))
    asked: dict[str, Any] = {"actor": cast.anna, "person": cast.anna, "submission": submission}
    first = service.send(session, now=NOW, **asked)
    later = service.send(session, now=NOW + timedelta(minutes=5), **asked)
    assert later == first
    assert count(session, Submission) == count(session, Reading) == 1


def test_the_same_key_for_something_else_stores_nothing(session: Session, cast: Cast) -> None:
    key = uuid4()
    first = NewSubmission(key=key, readings=(saturation("92"),))
    other = NewSubmission(key=key, readings=(saturation("93"),))
    receipt = service.send(session, actor=cast.anna, person=cast.anna, submission=first, now=NOW)
    with pytest.raises(KeyTaken) as refused:
        service.send(session, actor=cast.anna, person=cast.anna, submission=other, now=NOW)
    assert refused.value.first == receipt
    assert count(session, Reading) == 1


def test_two_people_may_use_the_same_key(session: Session, cast: Cast) -> None:
    submission = NewSubmission(key=uuid4(), readings=(saturation("92"),))
    for person in (cast.anna, cast.frida):
        service.send(session, actor=person, person=person, submission=submission, now=NOW)
    assert count(session, Submission) == 2


def send_at_once(
    session: Session, person: UUID, *submissions: NewSubmission
) -> list[Receipt | Exception]:
    def act(submission: NewSubmission) -> Callable[[Session], Receipt]:
        return lambda own: service.send(
            own, actor=person, person=person, submission=submission, now=NOW
        )

    return at_once(session, [act(submission) for submission in submissions])


def test_ten_sends_at_once_store_one(session: Session, cast: Cast) -> None:
    submission = NewSubmission(key=uuid4(), readings=(saturation("92"),))
    receipts = send_at_once(session, cast.anna, *[submission] * 10)
    assert len(receipts) == 10
    assert all(receipt == receipts[0] for receipt in receipts)
    assert count(session, Submission) == count(session, Reading) == 1


def test_of_two_corrections_at_once_one_stands_and_the_other_is_told(
    session: Session, cast: Cast
) -> None:
    first = send(session, cast.anna, saturation("92")).readings[0]
    corrections = [
        NewSubmission(key=uuid4(), readings=(saturation(value, replaces=first.id),))
        for value in ("93", "94")
    ]
    answers = send_at_once(session, cast.anna, *corrections)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyReplaced", "Receipt"]
    assert count(session, Reading) == 2


def test_a_value_beyond_a_threshold_colours_the_submission(session: Session, cast: Cast) -> None:
    set_threshold(session, cast.anna)
    receipt = send(session, cast.anna, saturation("84"))
    assert receipt.colour is Colour.RED
    assert [finding.words for finding in receipt.findings] == ["Ring til os."]


def set_threshold(session: Session, person: UUID) -> None:
    plan = make_plan(session, person=person)
    threshold = plans.NewThreshold(
        MeasureCode.SPO2,
        ThresholdLimits(red_below=Decimal(86), yellow_below=Decimal(89)),
        position=Position.REST,
        with_oxygen=False,
        red_words="Ring til os.",
    )
    plans.set_threshold(
        session, actor=person, person=person, plan=plan, threshold=threshold, now=LONG_AGO
    )


def test_a_value_without_a_threshold_has_no_colour(session: Session, cast: Cast) -> None:
    assert send(session, cast.anna, saturation("84")).colour is None


def test_too_unwell_to_measure_is_red(session: Session, cast: Cast) -> None:
    skipped = NewReading(MeasureCode.SPO2, None, NOW, skip_reason=SkipReason.TOO_UNWELL)
    assert send(session, cast.anna, skipped).colour is Colour.RED


def test_the_worst_answer_colours_the_submission(session: Session, cast: Cast) -> None:
    findings = (
        Finding(Colour.GREEN, FindingKind.ANSWER, "cough"),
        Finding(Colour.YELLOW, FindingKind.COMMENT, "comment"),
    )
    resource = {"resourceType": "QuestionnaireResponse", "item": []}
    response = NewResponse("https://example.org/q", "1", resource, findings)
    receipt = send(session, cast.anna, response=response)
    assert receipt.colour is Colour.YELLOW
    assert receipt.findings == findings


def test_exact_decimals_survive_in_a_response(session: Session, cast: Cast) -> None:
    resource = {"item": [{"linkId": "a", "answer": [{"valueDecimal": Decimal("36.70")}]}]}
    receipt = send(session, cast.anna, response=NewResponse("https://example.org/q", "1", resource))
    session.expire_all()
    found = service.get_receipt(session, person=cast.anna, submission_id=receipt.id)
    assert found.response is not None
    assert found.response.resource == resource
    assert str(found.response.resource["item"][0]["answer"][0]["valueDecimal"]) == "36.70"


def test_a_correction_replaces_and_both_stay_readable(session: Session, cast: Cast) -> None:
    first = send(session, cast.anna, saturation("29"))
    second = send(session, cast.anna, saturation("92", replaces=first.readings[0].id))
    old = service.get_receipt(session, person=cast.anna, submission_id=first.id).readings[0]
    assert old.replaced_by == second.readings[0].id
    assert str(old.value) == "29"


def test_the_old_colour_stands_after_a_correction(session: Session, cast: Cast) -> None:
    set_threshold(session, cast.anna)
    first = send(session, cast.anna, saturation("29"))
    send(session, cast.anna, saturation("92", replaces=first.readings[0].id))
    old = service.get_receipt(session, person=cast.anna, submission_id=first.id)
    assert old.colour is Colour.RED


def test_a_reading_is_corrected_only_once(session: Session, cast: Cast) -> None:
    first = send(session, cast.anna, saturation("29"))
    send(session, cast.anna, saturation("92", replaces=first.readings[0].id))
    with pytest.raises(AlreadyReplaced):
        send(session, cast.anna, saturation("93", replaces=first.readings[0].id))


def test_nobody_corrects_a_strangers_reading(session: Session, cast: Cast) -> None:
    first = send(session, cast.frida, saturation("92"))
    with pytest.raises(NotFound):
        send(session, cast.anna, saturation("93", replaces=first.readings[0].id))


def test_a_strangers_receipt_is_not_found(session: Session, cast: Cast) -> None:
    receipt = send(session, cast.frida, saturation("92"))
    with pytest.raises(NotFound):
        service.get_receipt(session, person=cast.anna, submission_id=receipt.id)


def test_a_strangers_task_is_not_found(session: Session, cast: Cast) -> None:
    plan = make_plan(session, person=cast.frida)
    activity = make_activity(session, person=cast.frida, plan=plan)
    task = plans.tasks_on(session, person=cast.frida, day=NOW.date())[0].ref
    assert task.activity_id == activity.id
    with pytest.raises(NotFound):
        send(session, cast.anna, saturation("92"), task=task)


def test_a_task_with_another_end_is_not_found(session: Session, cast: Cast) -> None:
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    ref = plans.tasks_on(session, person=cast.anna, day=NOW.date())[0].ref
    longer = TaskRef(ref.activity_id, ref.window_start, ref.window_end + timedelta(hours=1))
    with pytest.raises(NotFound):
        send(session, cast.anna, saturation("92"), task=longer)


def test_a_sent_task_is_done_and_the_others_are_not(session: Session, cast: Cast) -> None:
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    day = NOW.date()
    task = plans.tasks_on(session, person=cast.anna, day=day)[0].ref
    receipt = send(session, cast.anna, saturation("92"), task=task)
    today = service.task_states(session, person=cast.anna, day=day, now=NOW)
    yesterday = service.task_states(session, person=cast.anna, day=day - timedelta(days=1), now=NOW)
    assert [(state.state, state.submission_id) for state in today] == [("done", receipt.id)]
    assert [state.state for state in yesterday] == ["missed"]
    assert service.find_sent(session, person=cast.anna, task=task) == receipt.id


def test_the_latest_reading_is_by_time_measured_and_not_corrected(
    session: Session, cast: Cast
) -> None:
    first = send(session, cast.anna, saturation("29"))
    send(session, cast.anna, saturation("92", replaces=first.readings[0].id))
    earlier = NewReading(MeasureCode.SPO2, Decimal(95), NOW - timedelta(days=1), RESTING)
    send(session, cast.anna, earlier)
    latest = service.latest_reading(session, person=cast.anna, measure=MeasureCode.SPO2)
    assert latest is not None
    assert latest.value == 92


def test_seen_and_handled_are_two_acts_with_the_real_role(session: Session, cast: Cast) -> None:
    receipt = send(session, cast.anna, saturation("92"))
    acknowledge(session, cast, receipt, AcknowledgementKind.SEEN, cast.erik)
    acknowledge(session, cast, receipt, AcknowledgementKind.HANDLED, cast.hanne)
    found = service.get_receipt(session, person=cast.anna, submission_id=receipt.id)
    assert found.seen is not None
    assert found.handled is not None
    assert (found.seen.role, found.handled.role) == ("nurse", "doctor")


def test_the_first_who_saw_it_stays(session: Session, cast: Cast) -> None:
    receipt = send(session, cast.anna, saturation("92"))
    acknowledge(session, cast, receipt, AcknowledgementKind.SEEN, cast.erik)
    acknowledge(session, cast, receipt, AcknowledgementKind.SEEN, cast.hanne)
    found = service.get_receipt(session, person=cast.anna, submission_id=receipt.id)
    assert found.seen is not None
    assert found.seen.role == "nurse"


def acknowledge(
    session: Session, cast: Cast, receipt: Receipt, kind: AcknowledgementKind, actor: UUID
) -> None:
    service.acknowledge(
        session, actor=actor, person=cast.anna, submission_id=receipt.id, kind=kind, now=NOW
    )


def test_every_send_is_in_the_audit_trail(session: Session, cast: Cast) -> None:
    send(session, cast.anna, saturation("92"))
    send(session, cast.anna, saturation("93"))
    assert audit.find_break(session, person=cast.anna) is None
    assert audit.count(session, person=cast.anna) == 2
