"""A receipt says what was sent, when, how far it has come and when it is read."""

import json
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.plans import service as plans
from citizen_app.plans.rules import ThresholdLimits
from citizen_app.record import service
from citizen_app.record.rules import AcknowledgementKind, Colour, Finding, FindingKind
from citizen_app.record.shapes import NewReading, NewResponse, Receipt
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import LONG_AGO, make_plan
from tests.html_checks import text_of
from tests.integration.monday import NOW
from tests.integration.record.conftest import Send

AN_HOUR_AGO = NOW - timedelta(hours=1)
RESPONSE = json.loads(
    """{"resourceType": "QuestionnaireResponse", "language": "da", "item": [
  {"linkId": "1", "text": "Hvordan er din vejrtrækning?", "answer": [{"valueCoding":
    {"code": "more", "display": "Meget mere"}}]},
  {"linkId": "2", "text": "Vil du skrive noget?", "answer": [{"valueString": "<b>Nej</b>"}]},
  {"linkId": "3", "text": "Temperatur", "answer": [{"valueDecimal": 36.70}]},
  {"linkId": "4", "text": "Ilt", "answer": [{"valueQuantity": {"value": 1.5, "unit": "L/min."}}]},
  {"linkId": "5", "text": "Hoster du?", "answer": [{"valueBoolean": true}]},
  {"linkId": "6", "text": "Siden hvornår?", "answer": [{"valueDate": "2026-11-21"}]}]}""",
    parse_float=Decimal,
)


def saturation(value: str, oxygen: str | None = None, **changed: object) -> NewReading:
    context = ReadingContext(Position.REST, Decimal(oxygen) if oxygen else None)
    return NewReading(
        MeasureCode.SPO2,
        Decimal(value),
        AN_HOUR_AGO,
        context,
        **changed,  # type: ignore[arg-type]
    )


def show(client: CheckingClient, receipt: Receipt) -> str:
    answer = client.get(f"/record/{receipt.id}")
    assert answer.status_code == 200
    return client.page.text


def acknowledge(
    session: Session, cast: Cast, receipt: Receipt, kind: AcknowledgementKind, actor: UUID
) -> None:
    at = NOW + timedelta(minutes=30)
    service.acknowledge(
        session, actor=actor, person=cast.anna, submission_id=receipt.id, kind=kind, now=at
    )


def test_it_says_what_was_sent_and_when_it_was_measured_and_received(
    anna: CheckingClient, send: Send
) -> None:
    text = show(anna, send(saturation("92.50", oxygen="2"), at=NOW))
    assert anna.page.h1 == "Din kvittering"
    assert "Modtaget i dag kl. 9.12" in text
    assert "Målt i dag kl. 8.12" in text
    assert "92,50 %" in text
    assert "med 2 liter ilt i minuttet" in text


def test_it_says_when_the_team_reads_and_whom_to_call_until_then(
    anna: CheckingClient, send: Send
) -> None:
    text = show(anna, send())
    assert "mandag og torsdag" in text
    assert "9–12" in text
    links = {link.get("href") for link in anna.page.all("a")}
    assert {"tel:112", "tel:96000001", "tel:98000001", "tel:70113131"} <= links


def test_sent_is_not_shown_as_seen(anna: CheckingClient, send: Send) -> None:
    text = show(anna, send())
    assert "Sendt, ikke set endnu" in text
    assert "Set af" not in text
    assert "Handlet på" not in text


def test_seen_and_acted_on_are_shown_with_the_real_role_and_time(
    anna: CheckingClient, send: Send, session: Session, cast: Cast
) -> None:
    receipt = send()
    acknowledge(session, cast, receipt, AcknowledgementKind.SEEN, cast.erik)
    text = show(anna, receipt)
    assert "Set af sygeplejerske" in text
    assert "Set i dag kl. 9.42" in text
    acknowledge(session, cast, receipt, AcknowledgementKind.HANDLED, cast.hanne)
    text = show(anna, receipt)
    assert "Handlet på af læge" in text
    assert "Handlet på i dag kl. 9.42" in text


def test_a_corrected_value_stays_readable_and_is_marked(anna: CheckingClient, send: Send) -> None:
    first = send(saturation("29"))
    second = send(saturation("92", replaces=first.readings[0].id))
    text = show(anna, first)
    assert [element.text for element in anna.page.all("s")] == ["29 %"]
    assert "rettet senere" in text
    assert not any("/change" in (link.get("href") or "") for link in anna.page.all("a"))
    assert "Retter en tidligere måling" in show(anna, second)
    assert anna.page.all("s") == []


def test_questions_stand_with_their_answers_as_people_say_them(
    anna: CheckingClient, send: Send
) -> None:
    show(anna, send(response=NewResponse("https://example.org/q", "1", RESPONSE)))
    questions = {text_of(part): text_of(anna.page.parents[part][1]) for part in anna.page.all("dt")}
    assert questions["Hvordan er din vejrtrækning?"] == "Meget mere"
    assert questions["Vil du skrive noget?"] == "<b>Nej</b>"
    assert questions["Temperatur"] == "36,70"
    assert questions["Ilt"] == "1,5 L/min."
    assert questions["Hoster du?"] == "Ja"
    assert questions["Siden hvornår?"] == "lørdag 21. november"


def test_what_was_not_measured_says_why(anna: CheckingClient, send: Send) -> None:
    skipped = NewReading(MeasureCode.WEIGHT, None, NOW, skip_reason=SkipReason.NO_DEVICE)
    text = show(anna, send(skipped))
    assert "Ikke målt: " in text
    assert "Læs det her nu" not in text


def test_too_unwell_to_measure_says_to_call_now(anna: CheckingClient, send: Send) -> None:
    skipped = NewReading(MeasureCode.SPO2, None, NOW, skip_reason=SkipReason.TOO_UNWELL)
    text = show(anna, send(skipped))
    assert "Du er for dårlig til at måle. Ring nu." in text
    assert text.index("112") < text.index("Hvornår bliver det læst?")


@pytest.mark.parametrize("shows_triage", [False, True])
def test_a_clinicians_words_show_at_once_and_the_colour_only_where_the_plan_says_so(
    anna: CheckingClient, send: Send, session: Session, cast: Cast, shows_triage: bool
) -> None:
    plan = make_plan(session, person=cast.anna, shows_triage=shows_triage)
    plans.set_threshold(
        session,
        actor=cast.anna,
        person=cast.anna,
        plan=plan,
        threshold=plans.NewThreshold(
            MeasureCode.SPO2,
            ThresholdLimits(red_below=Decimal(86), yellow_below=Decimal(89)),
            position=Position.REST,
            with_oxygen=False,
            red_words="Ring til sygeplejersken nu.",
        ),
        now=LONG_AGO,
    )
    text = show(anna, send(saturation("84")))
    assert "Ring til sygeplejersken nu." in text
    assert ("Rød" in text) is shows_triage


def test_red_words_come_before_yellow_ones_and_each_once(anna: CheckingClient, send: Send) -> None:
    findings = (
        Finding(Colour.YELLOW, FindingKind.ANSWER, "1", words="Gult råd."),
        Finding(Colour.RED, FindingKind.ANSWER, "2", words="Rødt råd."),
        Finding(Colour.RED, FindingKind.ANSWER, "3", words="Rødt råd."),
    )
    response = NewResponse("https://example.org/q", "1", RESPONSE, findings)
    text = show(anna, send(response=response))
    assert text.count("Rødt råd.") == 1
    assert text.index("Rødt råd.") < text.index("Gult råd.")


def test_who_sent_it_is_named_when_it_was_somebody_else(
    anna: CheckingClient, send: Send, cast: Cast
) -> None:
    assert "Tastet af Bo Bertelsen" in show(anna, send(actor=cast.bo))
    assert "sendt af" not in show(anna, send())


def test_a_strangers_receipt_is_the_same_as_none(
    anna: CheckingClient, send: Send, cast: Cast
) -> None:
    stranger = send(actor=cast.frida, person=cast.frida)
    pages = []
    for identity in (stranger.id, uuid4()):
        assert anna.get(f"/record/{identity}").status_code == 404
        pages.append(anna.page.html)
    assert pages[0] == pages[1]


def test_no_value_is_in_the_address_or_in_the_title(anna: CheckingClient, send: Send) -> None:
    receipt = send(saturation("92.50"))
    show(anna, receipt)
    assert anna.page.title == "Din kvittering – Åndehul"
    assert str(receipt.id) in f"/record/{receipt.id}"


def test_whoever_is_signed_out_is_asked_to_sign_in(client: CheckingClient, send: Send) -> None:
    for path in ("/record", f"/record/{send().id}"):
        assert client.get(path).headers["Location"].startswith("/sign-in")
