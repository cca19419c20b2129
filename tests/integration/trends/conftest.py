"""Anna at 9.12 on Monday 23 November 2026, what she measured, and what she answered."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.monday import NOW
from tests.integration.monday import anna as anna
from tests.integration.monday import clock as clock

if TYPE_CHECKING:
    from uuid import UUID

    from sqlmodel import Session

    from citizen_app.record.shapes import Receipt
    from tests.cast import Cast

DAY = timedelta(days=1)
Send = Callable[..., "Receipt"]


@pytest.fixture
def send(session: "Session", cast: "Cast") -> Send:
    """Sends readings or a response for Anna: pulse, if nothing is given."""
    from uuid import uuid4

    from citizen_app.measures import MeasureCode
    from citizen_app.record import service
    from citizen_app.record.shapes import NewReading, NewSubmission

    def send(
        *readings: NewReading, at: datetime = NOW, actor: "UUID | None" = None, **more: Any
    ) -> "Receipt":
        person = more.pop("person", cast.anna)
        if not readings and "response" not in more:
            readings = (NewReading(MeasureCode.PULSE, Decimal(78), at),)
        receipt = service.send(
            session,
            actor=actor or person,
            person=person,
            submission=NewSubmission(key=uuid4(), readings=readings, **more),
            now=at,
        )
        session.commit()
        return receipt

    return send


@pytest.fixture
def daily_form(session: "Session") -> tuple[str, str]:
    """Our daily form, imported."""
    from citizen_app.paths import CONTENT
    from citizen_app.questionnaires.importing import import_questionnaire

    source = (CONTENT / "questionnaires" / "kol-daily.json").read_text(encoding="utf-8")
    form = import_questionnaire(session, source=source, now=NOW)
    return form.url, form.version


@pytest.fixture
def answer(send: Send, daily_form: tuple[str, str]) -> Send:
    """Answers the question about breathlessness, and finds the answer red if it is told to."""
    from citizen_app.record.rules import Colour, Finding, FindingKind
    from citizen_app.record.shapes import NewResponse

    def answer(
        code: str = "not-at-all", *, at: datetime = NOW, is_red: bool = False, **more: Any
    ) -> "Receipt":
        words = {"not-at-all": "Slet ikke", "a-little": "Lidt mere", "much": "Meget mere"}
        coding = {"system": "http://example.org", "code": code, "display": words.get(code, code)}
        item = {
            "linkId": "breathlessness",
            "text": "Har du mere åndenød, end du plejer?",
            "answer": [{"valueCoding": coding}],
        }
        slime = {"linkId": "sputum", "text": "Hoster du slim op?"}
        resource = {
            "resourceType": "QuestionnaireResponse",
            "language": "da",
            "item": [item, {**slime, "answer": [{"valueBoolean": True}]}],
        }
        red = Finding(
            Colour.RED, FindingKind.ANSWER, "breathlessness", words=more.pop("words", None)
        )
        response = NewResponse(*daily_form, resource, (red,) if is_red else ())
        return send(at=at, response=response, **more)

    return answer
