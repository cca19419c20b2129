"""Sends the invented three months through the same services that real people use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from sqlmodel import Session

from citizen_app.demo.plans import Asked
from citizen_app.demo.story import AWAY, DayStory, tell
from citizen_app.demo.team import Team
from citizen_app.fhir_forms import Questionnaire, Value
from citizen_app.measures import MeasureCode, Position, ReadingContext
from citizen_app.plans import service as plans
from citizen_app.plans.rules import COPENHAGEN, DAY, PauseReason, TaskRef, TooFew, midnight
from citizen_app.plans.service import ActivityView
from citizen_app.questionnaires import service as questionnaires
from citizen_app.questionnaires.entries import Entry
from citizen_app.questionnaires.shapes import Round
from citizen_app.record import service as record
from citizen_app.record.rules import AcknowledgementKind, Colour
from citizen_app.record.shapes import NewReading, NewSubmission, Receipt
from citizen_app.trends.series import LineKey
from citizen_app.trends.suggestions import suggested_baselines

AT_REST = ReadingContext(position=Position.REST)
TEAM_LOOKS = (1, 4)
TEAM_LOOKS_AT = time(10)
# Days ago: after a month of daily readings, and after ten weeks of weekly ones.
CONFIRMS_USUAL = (60, 20)
LANGUAGE = "da"


@dataclass
class History:
    """One citizen's past while it is being written."""

    session: Session
    team: Team
    asked: Asked
    keys: Random
    waiting: list[Receipt] = field(default_factory=list)
    confirmed: set[LineKey] = field(default_factory=set)

    @property
    def person(self) -> UUID:
        """Whose past it is."""
        return self.team.people["citizen"]

    def write(self, today: date) -> None:
        """Everything up to yesterday; what the team has not looked at yet stays sent."""
        told = {story.day: story for story in tell(today)}
        for day in _days(min(told), today):
            if day == today - AWAY[-1] * DAY:
                self._pause(day, until=today - (AWAY[0] - 1) * DAY)
            if day in told:
                self._live(told[day])
            if day.isoweekday() in TEAM_LOOKS:
                self._look(_local(day, TEAM_LOOKS_AT))
            if (today - day).days in CONFIRMS_USUAL:
                self._confirm_usual(_local(day, TEAM_LOOKS_AT))

    def _live(self, story: DayStory) -> None:
        moment = _local(story.day, time(7)) + timedelta(minutes=story.minutes_past_seven)
        self._send_readings(self.asked.oxygen, _oxygen(story, moment), moment)
        self._send_readings(self.asked.weekly, _weekly(story, moment), moment)
        if story.mistyped_weight is not None:
            self._correct_weight(story, moment + timedelta(minutes=2))
        if story.temperature is not None:
            extra = (NewReading(MeasureCode.TEMPERATURE, story.temperature, moment),)
            self._send(None, extra, moment + timedelta(minutes=3))
        if story.answers:
            self._answer(story, moment + timedelta(minutes=5))

    def _send_readings(
        self, activity: ActivityView, readings: tuple[NewReading, ...], moment: datetime
    ) -> None:
        if readings:
            task = self._task(activity, moment.date())
            self._send(task, readings, moment + timedelta(minutes=1))

    def _correct_weight(self, story: DayStory, moment: datetime) -> None:
        mistyped = next(
            reading
            for reading in self.waiting[-1].readings
            if reading.measure is MeasureCode.WEIGHT
        )
        right = NewReading(
            MeasureCode.WEIGHT, story.weight, mistyped.measured_at, replaces=mistyped.id
        )
        self._send(None, (right,), moment)

    def _send(
        self, task: TaskRef | None, readings: tuple[NewReading, ...], moment: datetime
    ) -> None:
        submission = NewSubmission(key=self._key(), task=task, readings=readings)
        self.waiting.append(
            record.send(
                self.session,
                actor=self.person,
                person=self.person,
                submission=submission,
                now=moment.astimezone(UTC),
            )
        )

    def _answer(self, story: DayStory, moment: datetime) -> None:
        now = moment.astimezone(UTC)
        start = self._task(self.asked.questions, story.day).window_start
        where = Round(self.person, self.asked.questions.id, start)
        opened = questionnaires.open_answering(self.session, where=where, language=LANGUAGE)
        saved = questionnaires.save_page(
            self.session,
            where=where,
            opened=opened,
            changes=_entries(opened.form, story, self.person, now),
            key=None,
            now=now,
        )
        if saved.key is None:
            raise RuntimeError("a saved draft has a key")
        sent = questionnaires.send_answers(
            self.session,
            actor=self.person,
            where=where,
            key=saved.key,
            revision=saved.revision,
            language=LANGUAGE,
            now=now,
        )
        self.waiting.append(
            record.get_receipt(self.session, person=self.person, submission_id=sent)
        )

    def _pause(self, day: date, *, until: date) -> None:
        asked_at = _local(day, time(8)).astimezone(UTC)
        pause = plans.ask_for_pause(
            self.session,
            actor=self.person,
            person=self.person,
            from_on=day,
            until_on=until,
            reason=PauseReason.AWAY,
            now=asked_at,
        )
        plans.confirm_pause(
            self.session,
            actor=self.team.nurse,
            person=self.person,
            pause_id=pause.id,
            now=asked_at + timedelta(hours=3),
        )

    def _look(self, moment: datetime) -> None:
        for minutes, receipt in enumerate(self.waiting):
            seen_at = moment + timedelta(minutes=minutes)
            self._acknowledge(receipt, AcknowledgementKind.SEEN, seen_at)
            if receipt.colour in (Colour.YELLOW, Colour.RED):
                self._acknowledge(receipt, AcknowledgementKind.HANDLED, seen_at)
        self.waiting = []

    def _confirm_usual(self, moment: datetime) -> None:
        """The nurse confirms what is suggested, once for each measure and context."""
        now = moment.astimezone(UTC)
        for suggestion in suggested_baselines(self.session, person=self.person, now=now):
            key = (suggestion.measure, suggestion.context)
            if isinstance(suggestion.outcome, TooFew) or key in self.confirmed:
                continue
            self.confirmed.add(key)
            plans.confirm_baseline(
                self.session,
                actor=self.team.nurse,
                person=self.person,
                measure=suggestion.measure,
                context=suggestion.context,
                usual=suggestion.outcome.range,
                readings=suggestion.outcome.readings,
                valid_from=suggestion.since,
                now=now,
            )

    def _acknowledge(self, receipt: Receipt, kind: AcknowledgementKind, moment: datetime) -> None:
        record.acknowledge(
            self.session,
            actor=self.team.nurse,
            person=self.person,
            submission_id=receipt.id,
            kind=kind,
            now=moment.astimezone(UTC),
        )

    def _task(self, activity: ActivityView, day: date) -> TaskRef:
        return plans.find_task(
            self.session, person=self.person, activity_id=activity.id, window_start=midnight(day)
        )

    def _key(self) -> UUID:
        return UUID(int=self.keys.getrandbits(128), version=4)


def _days(first: date, today: date) -> Iterator[date]:
    for number in range((today - first).days):
        yield first + number * DAY


def _local(day: date, at: time) -> datetime:
    return datetime.combine(day, at, COPENHAGEN)


def _oxygen(story: DayStory, moment: datetime) -> tuple[NewReading, ...]:
    values = {MeasureCode.SPO2: story.spo2, MeasureCode.PULSE: story.pulse}
    return tuple(
        NewReading(
            measure,
            value,
            moment,
            context=AT_REST if value is not None and measure is MeasureCode.SPO2 else None,
            skip_reason=story.skipped,
        )
        for measure, value in values.items()
    )


def _weekly(story: DayStory, moment: datetime) -> tuple[NewReading, ...]:
    if story.weight is None or story.blood_pressure is None:
        return ()
    systolic, diastolic = story.blood_pressure
    return (
        NewReading(MeasureCode.WEIGHT, story.mistyped_weight or story.weight, moment),
        NewReading(MeasureCode.SYSTOLIC, systolic, moment),
        NewReading(MeasureCode.DIASTOLIC, diastolic, moment),
    )


def _entries(form: Questionnaire, story: DayStory, by: UUID, at: datetime) -> dict[str, Entry]:
    """An entry for each question of the form; what was not told is left blank."""
    return {item.link_id: Entry(_values(form, item.link_id, story), by, at) for item in form}


def _values(form: Questionnaire, link_id: str, story: DayStory) -> tuple[Value, ...]:
    told = story.answers.get(link_id)
    options = [option.value for item in form if item.link_id == link_id for option in item.options]
    if told is None or not options:
        return () if told is None else (told,)
    return tuple(value for value in options if getattr(value, "code", None) == told)
