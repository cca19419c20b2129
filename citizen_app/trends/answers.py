"""Brings together what a page of answers over time shows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from citizen_app.fhir_forms import Questionnaire
from citizen_app.plans import service as plans
from citizen_app.plans.rules import local_day
from citizen_app.record import service as record
from citizen_app.trends.events import Paused, pauses_in
from citizen_app.trends.periods import Period, Unit, edges_of, unit_for
from citizen_app.trends.questions import FormKey, Question, Stretch, questions_of, stretches_of

# Forms belong to a room beside this one: the application says how they are found.
FindForms = Callable[[Session, Collection[FormKey], str], Mapping[FormKey, Questionnaire]]


@dataclass(frozen=True)
class Followed:
    """A question with its answers in stretches of the calendar, oldest first."""

    question: Question
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class AnswersOverTime:
    """The questions of a period. `words` are a clinician's, for answers of today."""

    period: Period
    unit: Unit
    followed: tuple[Followed, ...]
    pauses: tuple[Paused, ...]
    shows_triage: bool
    words: tuple[str, ...]

    def find(self, address: str) -> Followed | None:
        """The question with this address."""
        return next((one for one in self.followed if one.question.address == address), None)


def answers_over_time(
    session: Session,
    *,
    person: UUID,
    period: Period,
    today: date,
    find_forms: FindForms,
    language: str,
) -> AnswersOverTime:
    """Everything that was chosen in forms, in five queries however long the period is."""
    since, until = period.since, period.until
    given = record.list_given_answers(session, person=person, since=since, until=until)
    marked = record.list_marked_answers(session, person=person, since=since, until=until)
    forms = find_forms(session, {one.form for one in given}, language)
    unit = unit_for(period)
    edges = edges_of(period, unit)
    words = (one.words for one in marked if local_day(one.received_at) == today)
    return AnswersOverTime(
        period=period,
        unit=unit,
        followed=tuple(
            Followed(question, stretches_of(question, edges, unit))
            for question in questions_of(given, marked, forms)
        ),
        pauses=pauses_in(plans.pauses_since(session, person=person, since=period.first_on), period),
        shows_triage=plans.shows_triage(session, person=person),
        words=tuple(dict.fromkeys(one for one in words if one)),
    )
