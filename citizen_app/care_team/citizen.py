"""One citizen as the care team sees her: courses, plan, limits, usual ranges, pauses, notes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.care_team import queries
from citizen_app.care_team.models import CareNote
from citizen_app.care_team.shapes import Limits
from citizen_app.care_team.worklist import limits_of
from citizen_app.database import Conflict, NotFound, insert_unless_taken
from citizen_app.measures import MeasureCode, ReadingContext
from citizen_app.people import service as people
from citizen_app.plans import service as plans
from citizen_app.plans.rules import Suggested, UsualRange, local_day
from citizen_app.record import service as record
from citizen_app.record.shapes import Receipt
from citizen_app.trends.suggestions import Suggestion, suggested_baselines

NOTES, SENT = 20, 15
ONE_TICK = timedelta(microseconds=1)
ML_PER_L = 1000


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note with who wrote it and when."""

    id: UUID
    words: str
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Usual:
    """A measure in one context: the range that counts, and the one that readings suggest.

    `name` tells it apart in a form.
    """

    name: str
    measure: MeasureCode
    context: ReadingContext | None
    confirmed: plans.BaselineView | None
    suggestion: Suggestion

    @property
    def offered(self) -> UsualRange | None:
        """What the form begins with: what readings suggest, else what counts."""
        if isinstance(self.suggestion.outcome, Suggested):
            return self.suggestion.outcome.range
        return self.confirmed.usual if self.confirmed else None

    @property
    def is_news(self) -> bool:
        """Whether readings suggest another range than the one that counts."""
        counts = self.confirmed.usual if self.confirmed else None
        return self.offered is not None and self.offered != counts


@dataclass(frozen=True, slots=True)
class CitizenView:
    """Everything on a citizen's page."""

    person: people.PersonName
    courses: tuple[people.CourseView, ...]
    activities: tuple[plans.ActivityView, ...]
    limits: Limits
    usual: tuple[Usual, ...]
    pauses: tuple[plans.PauseView, ...]
    notes: tuple[NoteView, ...]
    sent: tuple[Receipt, ...]


def citizen_view(session: Session, *, person: UUID, now: datetime) -> CitizenView:
    """One citizen, whole."""
    notes = queries.list_notes(session, person, limit=NOTES)
    names = people.names_of(session, people={note.author_id for note in notes})
    limits = limits_of(session, people_ids=[person], now=now)[person]
    pauses = plans.pauses_since(session, person=person, since=local_day(now))
    return CitizenView(
        person=people.PersonName(person, people.get_person(session, person=person).name),
        courses=tuple(people.courses_of(session, person=person)),
        activities=tuple(
            plans.activities_between(session, person=person, since=now, until=now + ONE_TICK)
        ),
        limits=limits,
        usual=usual_of(session, person=person, limits=limits, now=now),
        pauses=tuple(pause for pause in pauses if pause.span.ended_at is None),
        notes=tuple(
            NoteView(note.id, note.words, names[note.author_id], note.written_at) for note in notes
        ),
        sent=tuple(record.list_receipts(session, person=person, limit=SENT)[0]),
    )


def usual_of(session: Session, *, person: UUID, limits: Limits, now: datetime) -> tuple[Usual, ...]:
    """A row for every measure and context of the last year."""
    return tuple(
        Usual(
            name=_name(one.measure, one.context),
            measure=one.measure,
            context=one.context,
            confirmed=next(
                (
                    known
                    for known in limits.baselines
                    if (known.measure, known.context) == (one.measure, one.context)
                ),
                None,
            ),
            suggestion=one,
        )
        for one in suggested_baselines(session, person=person, now=now)
    )


def confirm_usual(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    name: str,
    low: Decimal,
    high: Decimal,
    now: datetime,
) -> None:
    """Let a range count as usual from now on.

    NotFound when nothing was measured under the name, BadRange when it is none.
    """
    limits = limits_of(session, people_ids=[person], now=now)[person]
    rows = usual_of(session, person=person, limits=limits, now=now)
    row = next((one for one in rows if one.name == name), None)
    if row is None:
        raise NotFound
    usual = UsualRange(low, high)
    if row.confirmed is not None and row.confirmed.usual == usual:
        return
    plans.confirm_baseline(
        session,
        actor=actor,
        person=person,
        measure=row.measure,
        context=row.context,
        usual=usual,
        readings=row.suggestion.outcome.readings,
        valid_from=now,
        now=now,
    )


def write_note(
    session: Session, *, actor: UUID, person: UUID, key: UUID, words: str, now: datetime
) -> None:
    """Keep a note about the citizen; the same key again changes nothing, other words are refused
    with Conflict."""
    row = CareNote(person_id=person, key=key, author_id=actor, words=words, written_at=now)
    if insert_unless_taken(session, row, ["person_id", "key"]):
        audit.record(
            session, actor=actor, person=person, action="note:written", subject=row.id, now=now
        )
        return
    first = queries.find_note_by_key(session, person, key)
    if first is None or (first.author_id, first.words) != (actor, words):
        raise Conflict("the key belongs to another note")


def _name(measure: MeasureCode, context: ReadingContext | None) -> str:
    if context is None:
        return measure.value
    millilitres = int((context.oxygen_l_per_min or 0) * ML_PER_L)
    return f"{measure.value}-{context.position.value}-{millilitres}"
