"""A row that may be stored only once: who came first is known on both databases."""

from datetime import UTC, datetime

from sqlmodel import Session

from citizen_app.database import insert_unless_taken
from citizen_app.questionnaires.models import Questionnaire

UNIQUE = ["url", "version"]


def form(version: str) -> Questionnaire:
    return Questionnaire(
        url="https://example.org/q",
        version=version,
        title="A form",
        language="en",
        original="{}",
        content_hash="0",
        imported_at=datetime(2026, 11, 23, tzinfo=UTC),
    )


def test_the_first_is_told_that_it_was_stored_and_the_second_that_it_was_not(
    session: Session,
) -> None:
    assert insert_unless_taken(session, form("1"), UNIQUE) is True
    assert insert_unless_taken(session, form("1"), UNIQUE) is False
    assert insert_unless_taken(session, form("2"), UNIQUE) is True
