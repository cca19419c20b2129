"""Everything a person has sent, newest first, with its state in words."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.record import service
from citizen_app.record.rules import AcknowledgementKind
from citizen_app.record.shapes import NewReading
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.integration.monday import NOW
from tests.integration.record.conftest import Send

PAGE = 20


def receipts(client: CheckingClient) -> list[str]:
    links = [link.get("href") or "" for link in client.page.all("a")]
    return [link for link in links if link.startswith("/record/")]


def older(client: CheckingClient) -> str | None:
    links = [link.get("href") or "" for link in client.page.all("a")]
    return next((link for link in links if link.startswith("/record?after=")), None)


def walk(client: CheckingClient) -> list[list[str]]:
    """The receipts of every page."""
    pages, path = [], "/record"
    while path:
        client.get(path)
        pages.append(receipts(client))
        path = older(client) or ""
    return pages


def test_nothing_sent_is_said_and_leads_to_sending(anna: CheckingClient) -> None:
    anna.get("/record")
    assert anna.page.h1 == "Det har du sendt"
    assert "Du har ikke sendt noget endnu." in anna.page.text
    assert any(link.get("href") == "/readings/add" for link in anna.page.all("a"))


def test_days_and_states_are_in_words(
    anna: CheckingClient, send: Send, session: Session, cast: Cast
) -> None:
    seen = send(at=NOW - timedelta(days=1, hours=1))
    send(at=NOW - timedelta(days=10))
    send()
    service.acknowledge(
        session,
        actor=cast.erik,
        person=cast.anna,
        submission_id=seen.id,
        kind=AcknowledgementKind.SEEN,
        now=NOW,
    )
    anna.get("/record")
    days = [" ".join(element.itertext()).strip() for element in anna.page.all("h2")][:3]
    assert days == ["I dag", "I går", "Fredag 13. november"]
    assert "Kl. 9.12. Sendt, ikke set endnu." in anna.page.text
    assert "Kl. 8.12. Set af sygeplejerske." in anna.page.text


def test_a_line_names_what_was_sent_as_it_stands_now(anna: CheckingClient, send: Send) -> None:
    resting = ReadingContext(Position.REST)
    wrong = send(NewReading(MeasureCode.SPO2, Decimal(29), NOW, resting))
    send(NewReading(MeasureCode.SPO2, Decimal(92), NOW, resting, replaces=wrong.readings[0].id))
    send(
        NewReading(MeasureCode.SYSTOLIC, Decimal(128), NOW),
        NewReading(MeasureCode.DIASTOLIC, Decimal(81), NOW),
        NewReading(MeasureCode.WEIGHT, None, NOW, skip_reason=SkipReason.NO_DEVICE),
    )
    anna.get("/record")
    assert "Blodtryk 128/81" in anna.page.text
    assert "vægt ikke målt" in anna.page.text
    assert "92 %" in anna.page.text
    assert "29 %" not in anna.page.text


@pytest.mark.parametrize(
    ("number", "sizes"), [(PAGE, [PAGE]), (PAGE + 1, [PAGE, 1]), (2 * PAGE, [PAGE, PAGE])]
)
def test_pages_hold_twenty_and_lose_nothing(
    anna: CheckingClient, send: Send, number: int, sizes: list[int]
) -> None:
    sent = [send(at=NOW - timedelta(minutes=minute)).id for minute in range(number)]
    pages = walk(anna)
    assert [len(page) for page in pages] == sizes
    assert sum(pages, []) == [f"/record/{receipt}" for receipt in sent]


def test_things_sent_at_the_same_instant_are_all_there(anna: CheckingClient, send: Send) -> None:
    sent = {f"/record/{send().id}" for _ in range(PAGE * 2 + 3)}
    pages = walk(anna)
    assert len(sum(pages, [])) == len(sent)
    assert set(sum(pages, [])) == sent


def test_what_is_sent_while_one_reads_moves_nothing(anna: CheckingClient, send: Send) -> None:
    sent = [send(at=NOW - timedelta(minutes=minute)).id for minute in range(1, PAGE + 2)]
    anna.get("/record")
    path = older(anna)
    assert path is not None
    send()
    anna.get(path)
    assert receipts(anna) == [f"/record/{sent[-1]}"]


@pytest.mark.parametrize(
    "before", ["yesterday", "2026", "20261123T081200.000000Z", "1_2", "_", "0" * 99]
)
def test_a_place_that_nobody_was_given_is_not_found(anna: CheckingClient, before: str) -> None:
    assert anna.get(f"/record?after={before}").status_code == 404


def test_the_address_of_an_older_page_holds_no_value(anna: CheckingClient, send: Send) -> None:
    for minute in range(PAGE + 1):
        send(at=NOW - timedelta(minutes=minute))
    anna.get("/record")
    assert "78" not in urlsplit(older(anna) or "").query.partition("_")[0]


def test_only_ones_own_is_there(anna: CheckingClient, send: Send, cast: Cast) -> None:
    send(actor=cast.frida, person=cast.frida)
    anna.get("/record")
    assert receipts(anna) == []
