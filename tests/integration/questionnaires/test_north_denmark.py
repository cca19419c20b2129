"""North Denmark's questionnaire, answered over HTTP along paths of its own graph."""

from random import Random
from uuid import UUID

import pytest
from sqlmodel import Session

from citizen_app.plans.rules import OnDemand
from citizen_app.record import service as record
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.html_checks import text_of
from tests.integration.questionnaires import north_denmark
from tests.integration.questionnaires.answering import (
    Answering,
    address_of,
    answering,
    offer_form,
    row_list,
    rows,
)
from tests.integration.questionnaires.north_denmark import AT_REST, WITHOUT_PAGE, Walk, colour_of
from tests.shared_data import needs_shared
from tests.unit.fhir_forms.graphs import Step, paths

pytestmark = needs_shared

SEED = 20261123
CHECK = "Tjek dine svar"


@pytest.fixture
def round_(anna: CheckingClient, cast: Cast, session: Session) -> Answering:
    """The form on demand, in an extra round."""
    source = north_denmark.source()
    activity = offer_form(session, person=cast.anna, source=source, schedule=OnDemand())
    return answering(anna, activity)


def walk(round_: Answering, path: list[Step], random: Random) -> Walk:
    walked = Walk(round_, north_denmark.graph()["nodes"], random)
    walked.along(path)
    return walked


def send(round_: Answering) -> UUID:
    answer = round_.press("Send")
    assert round_.follow(answer) == "Din kvittering"
    return UUID(answer.headers["Location"].rpartition("/")[2])


def assert_receipt_is_true(
    round_: Answering, session: Session, person: UUID, path: list[Step], walked: Walk
) -> None:
    receipt = record.get_receipt(session, person=person, submission_id=send(round_))
    found = [(one.measure, one.skip_reason or one.value) for one in receipt.readings]
    assert found == walked.taken
    assert receipt.colour == colour_of(north_denmark.graph(), path, walked.taken)
    assert row_list(round_.page, "Dine svar") == walked.answers


def walk_paths(
    round_: Answering, session: Session, person: UUID, random: Random, number: int
) -> None:
    everywhere = list(paths(north_denmark.graph()))
    assert len(everywhere) == 1656
    for path in random.sample(everywhere, number):
        walked = walk(round_, path, random)
        assert walked.asked == [name for name, _ in path if name not in WITHOUT_PAGE]
        assert round_.page.h1 == CHECK
        assert_receipt_is_true(round_, session, person, path, walked)


@pytest.mark.parametrize("part", range(5))
def test_paths_are_asked_as_the_graph_asks_and_end_in_a_true_receipt(
    round_: Answering, cast: Cast, session: Session, part: int
) -> None:
    walk_paths(round_, session, cast.anna, Random(SEED + part), 5)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5, 9))
def test_200_more_paths_are_asked_as_the_graph_asks(
    round_: Answering, cast: Cast, session: Session, part: int
) -> None:
    walk_paths(round_, session, cast.anna, Random(SEED + part), 50)


def to_first_readings(round_: Answering) -> None:
    """Past the texts and the countdown, to oxygen saturation."""
    round_.begin()
    while round_.page.by_id("spo2") is None:
        round_.go_on()


def typed(round_: Answering, name: str) -> str | None:
    """What stands in a field."""
    field = round_.page.by_id(name)
    return None if field is None else field.get("value")


def test_nothing_asks_whether_to_send(round_: Answering) -> None:
    texts = " ".join(item.text for item in north_denmark.form())
    assert "sende data" in str(north_denmark.graph())
    assert "sende data" not in texts


def test_the_countdown_can_be_waited_for_without_javascript(round_: Answering) -> None:
    round_.begin()
    round_.go_on()
    round_.go_on()
    assert "Hold hånden i ro og afvent en måling." in round_.page.text
    assert "Vent 60 sekunder. Tryk så på Næste." in round_.page.text
    (clock,) = [div for div in round_.page.all("div") if "data-countdown" in div.attrib]
    assert "hidden" in clock.attrib
    round_.go_on()
    assert round_.page.by_id("spo2") is not None


def test_being_too_unwell_to_measure_shows_the_phone_numbers_at_once(round_: Answering) -> None:
    to_first_readings(round_)
    assert round_.follow(round_.press(skip="too_unwell")) == "Læs dette nu"
    (first,) = [note for note in round_.page.all("div") if note.get("class") == "note red"]
    assert "Du er for dårlig til at måle. Ring nu" in text_of(first)
    assert address_of(round_.page, "112") == "tel:112"


def test_closing_does_not_hide_that_somebody_is_too_unwell(round_: Answering) -> None:
    to_first_readings(round_)
    answer = round_.press("Gem og luk", skip="too_unwell")
    assert round_.follow(answer) == "Læs dette nu"


def test_a_reading_that_is_typed_wins_over_a_reason_for_the_other(
    round_: Answering, cast: Cast, session: Session
) -> None:
    to_first_readings(round_)
    round_.follow(round_.press(**AT_REST, spo2="94", skip="device_fault"))
    round_.open("check")
    (_, saturation), pulse, *_ = row_list(round_.page)
    assert saturation.startswith("94 %")
    assert pulse == ("Puls", "Ikke målt: Apparatet virker ikke")


def test_neither_a_number_nor_a_reason_is_told_clearly(round_: Answering) -> None:
    to_first_readings(round_)
    assert round_.press().status_code == 422
    assert round_.page.by_id("error-summary") is not None


def test_a_very_low_saturation_is_measured_again_and_then_taken_with_the_numbers(
    round_: Answering,
) -> None:
    to_first_readings(round_)
    assert round_.press(**AT_REST, spo2="79", pulse="80").status_code == 422
    assert round_.page.h1 == "Varm fingeren, og mål igen"
    assert round_.follow(round_.press(again="78")) == "Læs dette nu"
    assert "Tallet er meget lavt eller meget højt." in round_.page.text
    assert round_.link("Gå videre") == "Ønsker du at gentage målingen?"


def test_back_from_a_question_about_a_number_leads_to_the_numbers(round_: Answering) -> None:
    to_first_readings(round_)
    round_.press(**AT_REST, spo2="79", pulse="80")
    round_.go_on("Tilbage")
    assert (typed(round_, "spo2"), typed(round_, "pulse")) == ("79", "80")


def test_closing_does_not_answer_a_question_about_a_number(round_: Answering) -> None:
    to_first_readings(round_)
    round_.press(**AT_REST, spo2="79", pulse="80")
    assert round_.go_on("Gem og luk") == "Det skal du i dag"
    round_.begin()
    assert typed(round_, "spo2") == "79"


def test_closing_keeps_an_answer_to_a_question_about_a_number(round_: Answering) -> None:
    to_first_readings(round_)
    round_.press(**AT_REST, spo2="79", pulse="80")
    round_.press("Gem og luk", again="92")
    assert round_.begin() == "Ønsker du at gentage målingen?"


def test_the_check_page_tells_the_context_of_a_saturation(round_: Answering) -> None:
    to_first_readings(round_)
    with_oxygen = {"spo2_position": "exertion", "spo2_oxygen": "yes", "spo2_litres": "1,5"}
    round_.follow(round_.press(**with_oxygen, spo2="94", pulse="80"))
    round_.open("check")
    told = rows(round_.page)["Iltmætning"]
    assert told == "94 %. Efter anstrengelse, med 1,5 liter ilt i minuttet"
