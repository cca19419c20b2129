"""What must be said at once after a page: a clinician's words, the citizen's own action plan's,
and when to call."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

from citizen_app.fhir_forms import Asked, significant
from citizen_app.measures import MEASURES, is_alarming
from citizen_app.questionnaires.entries import answers_of
from citizen_app.questionnaires.sending import readings_of
from citizen_app.questionnaires.shapes import Answering
from citizen_app.record import service as record
from citizen_app.record.rules import Colour, Finding, FindingKind
from citizen_app.record.service import NewReading
from citizen_app.record.shapes import ZoneWords

FindZoneWords = Callable[..., tuple[ZoneWords, ...]]


class Alarm(StrEnum):
    """Why the phone numbers are shown where no clinician has written any words."""

    TOO_UNWELL = "too_unwell"
    FAR_OUT = "far_out"


@dataclass(frozen=True)
class Advice:
    """One thing to say about a page: words as a clinician wrote them, or an alarm of our own.

    `zone` is the zone of the citizen's action plan that the words stand in, if they do.
    """

    colour: Colour
    words: str | None = None
    alarm: Alarm | None = None
    zone: Colour | None = None


def advice_after(
    session: Session, answering: Answering, page: Asked, *, person: UUID, now: datetime
) -> tuple[Advice, ...]:
    """What to say after a page with the answers saved so far; empty when nothing must be said."""
    return (*_of_answers(answering, page), *_of_readings(session, answering, page, person, now))


def plan_words_after(
    session: Session,
    answering: Answering,
    page: Asked,
    find: FindZoneWords,
    *,
    person: UUID,
    now: datetime,
) -> tuple[Advice, ...]:
    """The words of the action plan for what a page says; those that an earlier page has shown
    already are not said once more."""

    def said(pages: Sequence[Asked]) -> tuple[ZoneWords, ...]:
        return find(
            session,
            person=person,
            findings=_findings(session, answering, pages, person, now),
            form_url=answering.form.url,
            at=now,
        )

    here = said((page,))
    earlier = [one for one in answering.way.pages if one.step.index < page.step.index]
    before = said(earlier) if here else ()
    return tuple(Advice(one.zone, one.words, zone=one.zone) for one in here if one not in before)


def _findings(
    session: Session, answering: Answering, pages: Sequence[Asked], person: UUID, now: datetime
) -> list[Finding]:
    answers = answers_of(answering.entries)
    shown = {item.link_id for page in pages for item in page.items if not item.is_skip_reason}
    answered = [
        Finding(Colour(found.colour.value), FindingKind.ANSWER, link_id=found.link_id)
        for found in significant(answering.form, answers)
        if found.link_id in shown
    ]
    readings = list(readings_of(tuple(pages), answering.entries, answers))
    if not readings:
        return answered
    measured = record.judge_readings(session, person=person, readings=readings, now=now)
    return [*answered, *(found for found in measured if found is not None)]


def _of_answers(answering: Answering, page: Asked) -> Iterator[Advice]:
    shown = {item.link_id for item in page.items}
    for finding in significant(answering.form, answers_of(answering.entries)):
        if finding.advice and finding.link_id in shown:
            yield Advice(Colour(finding.colour.value), words=finding.advice)


def _of_readings(
    session: Session, answering: Answering, page: Asked, person: UUID, now: datetime
) -> list[Advice]:
    readings = list(readings_of((page,), answering.entries, answers_of(answering.entries)))
    if not readings:
        return []
    judged = record.judge_readings(session, person=person, readings=readings, now=now)
    found = [_of_reading(*one) for one in zip(readings, judged, strict=True)]
    return list(dict.fromkeys(advice for advice in found if advice is not None))


def _of_reading(reading: NewReading, finding: Finding | None) -> Advice | None:
    if reading.skip_reason is not None:
        is_alarm = reading.skip_reason.is_alarm
        return Advice(Colour.RED, alarm=Alarm.TOO_UNWELL) if is_alarm else None
    if reading.value is None:
        return None
    if finding is not None and finding.words:
        return Advice(finding.colour, words=finding.words)
    far_out = is_alarming(MEASURES[reading.measure], reading.value)
    return Advice(Colour.RED, alarm=Alarm.FAR_OUT) if far_out else None
