"""A day holds everything that was sent or measured on it, and leads to the days beside it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from citizen_app.measures import MeasureCode, SkipReason
from citizen_app.plans import service as plans
from citizen_app.plans.rules import ThresholdLimits
from citizen_app.record import service
from citizen_app.record.rules import AcknowledgementKind
from citizen_app.record.shapes import NewReading
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import LONG_AGO, make_plan
from tests.html_checks import text_of
from tests.integration.monday import NOW
from tests.integration.trends.conftest import DAY, Send
from tests.queries import counted_queries

TODAY = "/trends/days/2026-11-23"
YESTERDAY = "/trends/days/2026-11-22"


def links(client: CheckingClient) -> list[str]:
    return [one.get("href") or "" for one in client.page.all("a")]


def weight(value: str, **changed: object) -> NewReading:
    return NewReading(MeasureCode.WEIGHT, Decimal(value), NOW, **changed)  # type: ignore[arg-type]


def test_everything_of_the_day_is_there_with_its_receipt(
    anna: CheckingClient, send: Send, answer: Send
) -> None:
    sent = [
        send(),
        answer("a-little"),
        send(NewReading(MeasureCode.SPO2, None, NOW, skip_reason=SkipReason.NO_DEVICE)),
    ]
    assert anna.get(TODAY).status_code == 200
    assert anna.page.h1 == "Mandag 23. november"
    text = anna.page.text
    assert "Du sendte noget 3 gange." in text
    assert "78 slag/min." in text
    assert "Lidt mere" in text
    assert "Ikke målt: " in text
    assert {f"/record/{one.id}" for one in sent} <= set(links(anna))


def test_it_says_when_it_was_measured_and_received(anna: CheckingClient, send: Send) -> None:
    send(NewReading(MeasureCode.PULSE, Decimal(78), NOW - timedelta(hours=1)))
    anna.get(TODAY)
    assert "Modtaget i dag kl. 9.12" in anna.page.text
    assert "Målt i dag kl. 8.12" in anna.page.text


def test_a_late_reading_is_on_the_day_it_was_measured_and_the_day_it_was_sent(
    anna: CheckingClient, send: Send
) -> None:
    send(NewReading(MeasureCode.PULSE, Decimal(78), NOW - DAY))
    for day in (TODAY, YESTERDAY):
        anna.get(day)
        assert "78 slag/min." in anna.page.text


def test_corrections_are_shown_as_corrected(anna: CheckingClient, send: Send) -> None:
    first = send(weight("81.4"))
    send(weight("71.4", replaces=first.readings[0].id))
    anna.get(TODAY)
    assert [text_of(one) for one in anna.page.all("s")] == ["81,4 kg"]
    assert "rettet senere" in anna.page.text
    assert "Retter en tidligere måling." in anna.page.text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (AcknowledgementKind.SEEN, "Set af sygeplejerske"),
        (AcknowledgementKind.HANDLED, "Handlet på af sygeplejerske"),
    ],
)
def test_the_state_has_the_real_role(
    anna: CheckingClient,
    send: Send,
    session: Session,
    cast: Cast,
    kind: AcknowledgementKind,
    words: str,
) -> None:
    receipt = send()
    anna.get(TODAY)
    assert "Sendt, ikke set endnu" in anna.page.text
    assert words not in anna.page.text
    service.acknowledge(
        session, actor=cast.erik, person=cast.anna, submission_id=receipt.id, kind=kind, now=NOW
    )
    anna.get(TODAY)
    assert words in anna.page.text


def test_somebody_else_who_sent_it_is_named(anna: CheckingClient, send: Send, cast: Cast) -> None:
    send(actor=cast.bo)
    anna.get(TODAY)
    assert "Tastet af Bo Bertelsen" in anna.page.text


def test_days_with_something_lie_beside_it(anna: CheckingClient, send: Send) -> None:
    for ago in (0, 4, 9):
        send(at=NOW - ago * DAY)
    anna.get("/trends/days/2026-11-19")
    assert "/trends/days/2026-11-14" in links(anna)
    assert "/trends/days/2026-11-23" in links(anna)
    assert "Før: lørdag 14. november" in anna.page.text
    anna.get("/trends/days/2026-11-14")
    assert "Før:" not in anna.page.text


def test_an_empty_day_says_so(anna: CheckingClient, send: Send) -> None:
    send()
    anna.get(YESTERDAY)
    assert "Du sendte ikke noget den dag." in anna.page.text
    assert "Efter: mandag 23. november" in anna.page.text


@pytest.mark.parametrize(
    "day", ["2026-11-24", "2026-13-01", "2026-02-30", "0001-01-01", "1899-12-31", "today", "9"]
)
def test_a_day_that_is_none_or_has_not_come_is_not_found(anna: CheckingClient, day: str) -> None:
    assert anna.get(f"/trends/days/{day}").status_code == 404
    assert anna.page.h1 == "Vi kan ikke finde siden"


@pytest.mark.parametrize("shows_triage", [False, True])
def test_words_of_today_are_said_and_colours_only_where_the_plan_shows_them(
    anna: CheckingClient, send: Send, session: Session, cast: Cast, shows_triage: bool
) -> None:
    plan = make_plan(session, person=cast.anna, shows_triage=shows_triage)
    plans.set_threshold(
        session,
        actor=cast.anna,
        person=cast.anna,
        plan=plan,
        threshold=plans.NewThreshold(
            MeasureCode.PULSE, ThresholdLimits(red_above=Decimal(70)), red_words="Ring nu til os."
        ),
        now=LONG_AGO,
    )
    send()
    anna.get(TODAY)
    assert "Ring nu til os." in anna.page.text
    assert ("Rød" in anna.page.text) is shows_triage


def test_more_than_fit_are_said_to_be_elsewhere(anna: CheckingClient, send: Send) -> None:
    for minute in range(31):
        send(at=NOW - timedelta(minutes=minute))
    anna.get(TODAY)
    assert "Her er de første." in anna.page.text


def test_it_asks_the_same_number_of_times_however_much_there_is(
    anna: CheckingClient, send: Send, session: Session
) -> None:
    send()
    anna.get(TODAY)
    counts = []
    for number in (0, 20):
        for minute in range(number):
            send(at=NOW - timedelta(minutes=minute))
        with counted_queries(session) as asked:
            anna.get(TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16


def test_nobody_elses_day_is_there(anna: CheckingClient, send: Send, cast: Cast) -> None:
    send(person=cast.frida)
    anna.get(TODAY)
    assert "Du sendte ikke noget den dag." in anna.page.text
    anna.get(YESTERDAY)
    assert "Efter:" not in anna.page.text


def test_whoever_is_signed_out_is_asked_to_sign_in(client: CheckingClient) -> None:
    assert client.get(TODAY).headers["Location"].startswith("/sign-in")
