"""The database itself refuses what no service would write."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from tests.cast import Cast

INSERT = text(
    "INSERT INTO reading (id, submission_id, person_id, place, measure, scaled, decimals, unit,"
    " measured_at, utc_offset_minutes, skip_reason) SELECT :id, id, person_id, :place, :measure,"
    " :scaled, :decimals, '%', received_at, 60, :skip_reason FROM submission"
)
GOOD = {
    "id": "0" * 32,
    "place": 0,
    "measure": "spo2",
    "scaled": 92,
    "decimals": 0,
    "skip_reason": None,
}


@pytest.fixture
def a_submission(session: Session, cast: Cast) -> None:
    from tests.integration.record.test_sending import saturation, send

    send(session, cast.anna, saturation("92"))


@pytest.mark.usefixtures("a_submission")
def test_a_good_row_goes_in(session: Session) -> None:
    session.connection().execute(INSERT, GOOD)


@pytest.mark.usefixtures("a_submission")
@pytest.mark.parametrize(
    "wrong",
    [
        {"place": "first"},
        {"measure": "happiness"},
        {"scaled": None},
        {"skip_reason": "other"},
        {"decimals": 9},
    ],
)
def test_a_wrong_row_is_refused(session: Session, wrong: dict[str, object]) -> None:
    with pytest.raises(DBAPIError):
        session.connection().execute(INSERT, {**GOOD, **wrong})
