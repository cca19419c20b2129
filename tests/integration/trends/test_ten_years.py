"""Ten years of readings twice a day, and of answers every day, stay small and keep their ends."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from citizen_app.fhir_forms import write_json
from citizen_app.record.models import Response, Submission
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.integration.monday import NOW
from tests.queries import counted_queries
from tests.series_factories import make_series, twice_a_day
from tests.weighing import cold_bytes

pytestmark = pytest.mark.slow
DAYS = 3650
MOST_BYTES = 30_000
MOST_QUERIES = 20
CODES = ("not-at-all", "a-little", "quite-a-bit", "much")


@pytest.fixture
def ten_years(session: Session, cast: Cast, daily_form: tuple[str, str]) -> None:
    make_series(session, person=cast.anna, readings=twice_a_day(NOW, days=DAYS))
    url, version = daily_form
    sent, answered = [], []
    for ago in range(DAYS):
        item = {"linkId": "breathlessness", "text": "Har du mere åndenød, end du plejer?"}
        code = CODES[ago * ago % 4]
        item["answer"] = [{"valueCoding": {"code": code, "display": code}}]  # type: ignore[assignment]
        submission = {
            "id": uuid4(),
            "person_id": cast.anna,
            "actor_id": cast.anna,
            "key": uuid4(),
            "body_hash": "0" * 64,
            "received_at": NOW - timedelta(days=ago),
            "colour": None,
        }
        sent.append(submission)
        answered.append(
            {
                "id": uuid4(),
                "submission_id": submission["id"],
                "person_id": cast.anna,
                "questionnaire_url": url,
                "questionnaire_version": version,
                "resource": write_json({"language": "da", "item": [item]}),
            }
        )
    session.execute(insert(Submission), sent)
    session.execute(insert(Response), answered)
    session.commit()


def test_every_page_is_small_and_asks_little(
    anna: CheckingClient, session: Session, ten_years: None
) -> None:
    anna.get("/trends/answers?period=all")
    question = next(
        one.get("href") or ""
        for one in anna.page.all("a")
        if (one.get("href") or "").startswith("/trends/answers/")
    )
    for path in (
        "/trends?period=all",
        "/trends/spo2?period=all",
        "/trends/pulse?period=all",
        "/trends/answers?period=all",
        question,
        "/trends/days/2026-11-20",
    ):
        with counted_queries(session) as asked:
            anna.get(path)
        assert len(asked) <= MOST_QUERIES, path
        assert cold_bytes(anna, path) <= MOST_BYTES, path


def test_the_lowest_and_the_highest_of_ten_years_are_told(
    anna: CheckingClient, cast: Cast, ten_years: None
) -> None:
    values = [int(one.value or 0) for one in twice_a_day(NOW, days=DAYS) if one.measure == "spo2"]
    anna.get("/trends/spo2?period=all")
    assert f"Lavest {min(values)} %" in anna.page.text
    assert f"Højest {max(values)} %" in anna.page.text
