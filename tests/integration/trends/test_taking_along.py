"""The page that offers it, paper, spreadsheet and PDF: complete, exact, and only one's own."""

import csv
import io
import tracemalloc
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader
from sqlmodel import Session

from citizen_app.measures import MeasureCode, SkipReason
from citizen_app.record import service as record
from citizen_app.trends import routes_take_along, taking_along
from citizen_app.trends.periods import PeriodKind, period_until
from citizen_app.trends.typesetting import NotMade
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import make_person
from tests.series_factories import Measured, make_series, twice_a_day

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WAYS = "/trends/take-along"
PAPER, NUMBERS, SHEET = f"{WAYS}/paper", f"{WAYS}/numbers", f"{WAYS}/sheet"
EVERYWHERE = [WAYS, PAPER, NUMBERS, SHEET]
MEGABYTE = 1024**2


@pytest.fixture
def anna(client: CheckingClient, cast: Cast) -> CheckingClient:
    client.sign_in(cast.anna)
    client.set_cookie("language", "da")
    return client


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def readings(session: Session, cast: Cast) -> None:
    """A number, one that was corrected, one that was skipped, one that another typed."""
    helper = make_person(session, name="=HYPERLINK(1)")
    (slip,) = make_series(
        session,
        person=cast.anna,
        readings=[Measured("714", NOW - 30 * HOUR, MeasureCode.WEIGHT)],
    )
    make_series(
        session,
        person=cast.anna,
        readings=[
            Measured("92", NOW - 3 * HOUR),
            Measured("71.40", NOW - 30 * HOUR, MeasureCode.WEIGHT, replaces=slip),
            Measured(None, NOW - HOUR, MeasureCode.PULSE, skip_reason=SkipReason.TOO_UNWELL),
        ],
    )
    make_series(
        session,
        person=cast.anna,
        actor=helper,
        readings=[Measured("78", NOW - 9 * HOUR, MeasureCode.PULSE)],
    )


def rows_of(client: CheckingClient, query: str = "?form=international") -> list[list[str]]:
    answer = client.get(NUMBERS + query)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.data.decode(), newline="")))


def words_of(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


@pytest.mark.usefixtures("readings")
def test_the_file_has_everything_with_what_became_of_it(anna: CheckingClient) -> None:
    found = [[row[0], row[1], row[7], row[8], row[9]] for row in rows_of(anna)[1:]]
    assert sorted(found) == [
        ["Oxygen saturation", "92", "Counts", "", "Anna Andersen"],
        ["Pulse", "", "Not measured", "Too unwell to measure", "Anna Andersen"],
        ["Pulse", "78", "Counts", "", "'=HYPERLINK(1)"],
        ["Weight", "71.40", "Counts, corrects an earlier number", "", "Anna Andersen"],
        ["Weight", "714", "Corrected later", "", "Anna Andersen"],
    ]


def test_a_reading_that_the_team_found_wrong_is_nowhere_told_as_counting(
    anna: CheckingClient, session: Session, cast: Cast
) -> None:
    (wrong,) = make_series(session, person=cast.anna, readings=[Measured("92", NOW - HOUR)])
    record.mark_faulty(
        session, actor=cast.erik, person=cast.anna, reading_id=wrong, reason="Kold finger", now=NOW
    )
    assert rows_of(anna)[1][7] == "Found wrong by the team, does not count"
    for page in ("/trends/spo2", PAPER):
        anna.get(page)
        assert "92 % tæller ikke med" in anna.page.text


@pytest.mark.usefixtures("readings")
def test_files_are_kept_nowhere_and_their_names_say_nothing_of_the_person(
    anna: CheckingClient,
) -> None:
    for address, ending in ((NUMBERS, "csv"), (SHEET, "pdf")):
        headers = anna.get(f"{address}?period=week").headers
        name = f'attachment; filename="maalinger-2026-11-17-2026-11-23.{ending}"'
        assert headers["Content-Disposition"] == name
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("readings")
def test_the_period_bounds_the_file(anna: CheckingClient) -> None:
    query = "?form=international&period=own&from=23.11.2026"
    assert [row[1] for row in rows_of(anna, query)[1:]] == ["92", "78", ""]


@pytest.mark.usefixtures("readings")
def test_the_sheet_tells_what_the_page_tells(anna: CheckingClient) -> None:
    anna.get("/trends")
    told = anna.page.text
    words = words_of(anna.get(SHEET).data)
    for part in ("Din iltmætning er 92 i dag.", "Din vægt var 71,40 kg"):
        assert part in told
        assert part in words
    for part in ("Anna Andersen", "Ring 112", "98 00 00 01", "Teamet læser målinger mandag"):
        assert part in words


@pytest.mark.usefixtures("readings")
def test_the_sheet_speaks_english(anna: CheckingClient) -> None:
    anna.set_cookie("language", "en")
    body = anna.get(SHEET).data
    assert "Call 112" in words_of(body)
    root: Any = PdfReader(io.BytesIO(body)).trailer["/Root"]
    assert root["/Lang"] == "en"


@pytest.mark.usefixtures("readings")
def test_too_unwell_to_measure_stands_first_on_both_papers(anna: CheckingClient) -> None:
    words = "Du er for dårlig til at måle."
    assert words in words_of(anna.get(SHEET).data)
    anna.get(PAPER)
    assert words in anna.page.text


@pytest.mark.usefixtures("readings")
def test_paper_has_the_name_in_its_body_and_not_in_its_title(anna: CheckingClient) -> None:
    anna.get(PAPER)
    assert "Anna Andersen" in anna.page.text
    assert "Anna" not in (anna.page.title or "")
    for part in ("71,40 kg", "714 kg", "rettet senere", "Tastet af =HYPERLINK(1)", "Ring 112"):
        assert part in anna.page.text


def test_paper_says_how_many_times_it_leaves_out(
    anna: CheckingClient, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_along, "MOST_PRINTED", 3)
    readings = [Measured("92", NOW - n * HOUR) for n in range(1, 6)]
    make_series(session, person=cast.anna, readings=readings)
    anna.get(PAPER)
    assert "de 3 nyeste af 5 gange" in anna.page.text


def test_who_has_sent_nothing_is_told_so(anna: CheckingClient) -> None:
    anna.get(WAYS)
    assert "Du har ikke sendt noget endnu." in anna.page.text
    assert anna.get(PAPER).status_code == 200
    assert len(rows_of(anna)) == 1
    assert "Der er ikke sendt noget endnu." in words_of(anna.get(SHEET).data)


@pytest.mark.parametrize("address", EVERYWHERE[1:])
def test_wrong_days_lead_to_the_page_that_says_so(anna: CheckingClient, address: str) -> None:
    answer = anna.follow(anna.get(f"{address}?period=own&from=31.2.2026&until="))
    assert answer.status_code == 422
    assert "Der er et problem" in anna.page.text


@pytest.mark.usefixtures("readings")
def test_a_sheet_that_cannot_be_made_is_a_sentence(
    anna: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> bytes:
        raise NotMade

    monkeypatch.setattr(routes_take_along, "make_pdf", fail)
    assert anna.get(SHEET).status_code == 503
    assert "Siden kunne ikke laves lige nu" in anna.page.text


@pytest.mark.usefixtures("readings")
@pytest.mark.parametrize("address", EVERYWHERE)
def test_somebody_who_is_signed_out_is_sent_to_sign_in(
    client: CheckingClient, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]


@pytest.mark.usefixtures("readings")
def test_a_stranger_gets_nothing_of_anna(client: CheckingClient, cast: Cast) -> None:
    client.sign_in(cast.frida)
    assert len(rows_of(client)) == 1
    assert "Anna" not in words_of(client.get(SHEET).data)
    for address in (WAYS, PAPER):
        assert "Anna" not in client.get(address).text


@pytest.mark.usefixtures("readings")
@pytest.mark.parametrize("address", EVERYWHERE)
def test_who_is_followed_by_no_team_does_not_come_in(
    client: CheckingClient, cast: Cast, address: str
) -> None:
    client.sign_in(cast.jens)
    assert client.get(address).status_code == 303


@pytest.mark.slow
def test_ten_years_twice_a_day_need_little_memory(session: Session, cast: Cast) -> None:
    make_series(session, person=cast.anna, readings=twice_a_day(NOW, days=3650))
    session.commit()
    session.expunge_all()
    period = period_until(NOW.date(), PeriodKind.ALL, (NOW - timedelta(days=3660)).date())
    tracemalloc.start()
    rows = taking_along.each_reading(session, person=cast.anna, period=period)
    values = sum(1 for row in rows if isinstance(row.value, Decimal))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert values > 14_000
    assert peak < 8 * MEGABYTE


def test_reading_part_by_part_leaves_nothing_out(session: Session, cast: Cast) -> None:
    readings = [Measured(str(80 + n), NOW - (n // 2) * HOUR) for n in range(9)]
    make_series(session, person=cast.anna, readings=readings)
    found = record.each_reading(
        session,
        person=cast.anna,
        measures=[MeasureCode.SPO2],
        since=NOW - 99 * HOUR,
        until=NOW + HOUR,
        rows=2,
    )
    assert sorted(row.value for row in found if row.value) == [Decimal(80 + n) for n in range(9)]
