"""Gathers what is taken along: rows for the file, everything for the sheet, tables for paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.measures import MeasureCode
from citizen_app.people import service as people
from citizen_app.record import service as record
from citizen_app.record.shapes import ListedReading
from citizen_app.trends.periods import Period
from citizen_app.trends.service import Background, Trend, trends_of
from citizen_app.trends.subjects import SUBJECTS, Subject
from citizen_app.trends.table import TablePage, newest_entries

MOST_PRINTED = 200


@dataclass(frozen=True)
class Gathered:
    """Everything of a period, with the newest entries of each subject that has any."""

    background: Background
    trends: list[Trend]
    tables: dict[Subject, TablePage]
    marked_answers: int


def gather(
    session: Session, *, person: UUID, period: Period, now: datetime, most: int = MOST_PRINTED
) -> Gathered:
    """What a paper shows; at most `most` times of measuring a subject."""
    background, trends = trends_of(session, person=person, period=period, now=now)
    tables = {
        trend.subject: newest_entries(
            session, person=person, subject=trend.subject, period=period, most=most
        )
        for trend in trends
    }
    return Gathered(background, trends, tables, _marked(session, person, period))


def each_reading(session: Session, *, person: UUID, period: Period) -> Iterator[ListedReading]:
    """All readings of the period, subject by subject in their order on screen."""
    measures: list[MeasureCode] = [code for subject in SUBJECTS for code in subject.measures]
    return record.each_reading(
        session, person=person, measures=measures, since=period.since, until=period.until
    )


def has_measured(session: Session, *, person: UUID) -> bool:
    """Whether there is anything to take along."""
    return record.first_measured_at(session, person=person) is not None


def name_of(session: Session, person: UUID) -> str:
    """What a person is called."""
    return people.names_of(session, people=[person])[person]


def _marked(session: Session, person: UUID, period: Period) -> int:
    marked = record.list_marked_answers(
        session, person=person, since=period.since, until=period.until
    )
    return len({answer.submission_id for answer in marked})
