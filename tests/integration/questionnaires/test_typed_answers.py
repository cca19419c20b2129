"""What is typed wrongly comes back with the text and a link to its field, and never as a 500."""

import pytest
from sqlmodel import Session, select

from citizen_app.questionnaires.models import Draft
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.html_checks import text_of
from tests.integration.questionnaires.answering import Answering, answering, offer_form, rows
from tests.integration.questionnaires.conftest import OPENS
from tests.integration.questionnaires.odd_form import (
    COLOUR,
    DAY,
    MORE,
    NAME,
    PUFFS,
    STEPS,
    WEIGHT,
    WHICH,
    WORDS,
    odd_form,
)

REFUSED = {
    "words for a whole number": (PUFFS, "mange", "Skriv et tal, for eksempel 4. Du skrev »mange«."),
    "a part of a whole": (PUFFS, "1,5", "Skriv et helt tal"),
    "more than allowed": (PUFFS, "21", "Det kan ikke være mere end 20."),
    "less than allowed": (PUFFS, "-1", "Det kan ikke være mindre end 0."),
    "a required answer": (PUFFS, "", "Skriv et tal."),
    "words for a number": (WEIGHT, "tung", "Skriv et tal, for eksempel 4. Du skrev »tung«."),
    "another unit": (WEIGHT, "82 lbs", "Skriv et tal"),
    "too many decimals": (STEPS, "1,25", "Skriv højst 1 tal efter kommaet."),
    "an endless number": (WEIGHT, "9" * 5000, "Skriv et tal"),
    "too long a text": (WORDS, "12345678901", "Skriv højst 10 tegn. Nu er der 11."),
    "too long a line": (NAME, "x" * 501, "Teksten er for lang. Gør den kortere."),
    "an unknown option": (COLOUR, "3", "Vælg et svar."),
    "an endless option": (COLOUR, "9" * 5000, "Vælg et svar."),
    "an unknown yes": (MORE, "maybe", "Vælg et svar."),
}
BAD_DATES = {
    "words": ("i går", "11", "2026"),
    "no such day": ("31", "2", "2026"),
    "half": ("", "11", "2026"),
    "a short year": ("5", "11", "26"),
    "an endless year": ("5", "11", "9" * 5000),
    "a year beyond all": ("5", "11", "99999999999999999999"),
    "superscript": ("²", "11", "2026"),
    "two in one": ("5 11", "11", "2026"),
}


@pytest.fixture
def odd(anna: CheckingClient, cast: Cast, session: Session) -> Answering:
    """The odd form, this morning, with every question visited but the conditional one."""
    activity = offer_form(session, person=cast.anna, source=odd_form())
    round_ = answering(anna, activity, OPENS)
    round_.begin()
    round_.write("4")
    for _ in range(7):
        round_.go_on()
    assert round_.page.h1 == "Tjek dine svar"
    return round_


def summary(round_: Answering) -> dict[str, str]:
    """The errors on top of the page, by the field that each leads to."""
    box = round_.page.by_id("error-summary")
    assert box is not None
    return {(link.get("href") or "")[1:]: text_of(link) for link in box.iter("a")}


def kept(round_: Answering, name: str = "answer-1") -> str:
    """What stands in a field."""
    field = round_.page.by_id(name)
    assert field is not None
    return field.get("value") or text_of(field)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_an_answer_comes_back_with_words_at_its_field(
    odd: Answering, name: str
) -> None:
    step, typed, words = REFUSED[name]
    odd.open(f"steps/{step}")
    refused = odd.post(f"steps/{step}", **{"answer-1": typed})
    assert refused.status_code == 422
    ((field, said),) = summary(odd).items()
    assert said.startswith(words)
    assert odd.page.by_id(field) is not None
    assert odd.page.title.startswith("Fejl: ")


@pytest.mark.parametrize("name", ["words for a number", "too long a text", "more than allowed"])
def test_what_was_typed_is_kept_on_the_page(odd: Answering, name: str) -> None:
    step, typed, _ = REFUSED[name]
    odd.post(f"steps/{step}", **{"answer-1": typed})
    assert kept(odd) == typed


@pytest.mark.parametrize("name", BAD_DATES)
def test_what_is_no_date_comes_back(odd: Answering, name: str) -> None:
    day, month, year = BAD_DATES[name]
    fields = {"answer-1-day": day, "answer-1-month": month, "answer-1-year": year}
    assert odd.post(f"steps/{DAY}", **fields).status_code == 422
    assert list(summary(odd)) == ["answer-1"]
    if name == "half":
        assert (kept(odd, "answer-1-month"), kept(odd, "answer-1-year")) == ("11", "2026")


@pytest.mark.parametrize("name", [*REFUSED, *BAD_DATES])
def test_closing_keeps_even_what_cannot_be_an_answer(
    odd: Answering, session: Session, name: str
) -> None:
    step, typed, _ = REFUSED.get(name, (DAY, "", ""))
    day, month, year = BAD_DATES.get(name, ("", "", ""))
    dates = {"answer-1-day": day, "answer-1-month": month, "answer-1-year": year}
    closed = odd.post(f"steps/{step}", **{"answer-1": typed, "go": "close", **dates})
    assert closed.status_code == 303
    odd.begin()
    assert odd.step == step


@pytest.mark.parametrize(
    ("step", "typed", "shown"),
    [
        (PUFFS, " 12 ", "12"),
        (WEIGHT, "82,5 kg", "82,5 kg"),
        (STEPS, "1.5", "1,5"),
        (NAME, "none", "none"),
        (NAME, "  Anna \t Andersen ", "Anna Andersen"),
        (WORDS, "a\x85b\x07\ufffec", "abc"),
        (WORDS, "<b>&amp;", "<b>&amp;"),
        (WORDS, "👩‍🚀🫨", "👩‍🚀🫨"),
        (COLOUR, "2", "Blue"),
        (COLOUR, "none", "Intet svar"),
    ],
)
def test_what_is_typed_is_understood(odd: Answering, step: int, typed: str, shown: str) -> None:
    assert odd.post(f"steps/{step}", **{"answer-1": typed}).status_code == 303
    odd.open("check")
    terms = [odd.page.parents[term] for term in odd.page.all("dt")]
    assert text_of(terms[step - 1].findall("dd")[0]) == shown


def test_a_date_is_understood(odd: Answering) -> None:
    odd.open(f"steps/{DAY}")
    fields = {"answer-1-day": "5", "answer-1-month": "11", "answer-1-year": "2026"}
    odd.follow(odd.press(**fields))
    odd.open("check")
    assert "torsdag 5. november" in odd.page.text
    odd.open(f"steps/{DAY}")
    assert {name: kept(odd, name) for name in ("answer-1-month", "answer-1-year")} == {
        "answer-1-month": "11",
        "answer-1-year": "2026",
    }


def test_unknown_fields_and_files_are_ignored(odd: Answering, session: Session) -> None:
    assert odd.post(f"steps/{NAME}", words="x", **{"answer-2": "y"}).status_code == 303
    (draft,) = session.exec(select(Draft)).all()
    assert "x" not in str(draft.answers["name"]["values"])


def test_an_answer_that_is_no_longer_asked_is_not_sent_and_comes_back(odd: Answering) -> None:
    odd.open(f"steps/{MORE}")
    assert odd.choose("Ja") == "Which?"
    odd.write("Knee")
    odd.open(f"steps/{MORE}")
    odd.choose("Nej")
    odd.open("check")
    assert "Knee" not in odd.page.text
    odd.open(f"steps/{MORE}")
    assert odd.choose("Ja") == "Which?"
    assert kept(odd) == "Knee"
    odd.open(f"steps/{MORE}")
    odd.choose("Nej")
    odd.open("check")
    assert odd.go_on("Send") == "Din kvittering"
    assert "Knee" not in odd.page.text


def test_an_answer_to_a_page_that_another_tab_has_closed_is_kept(odd: Answering) -> None:
    odd.open(f"steps/{MORE}")
    odd.choose("Ja")
    which = odd.page
    odd.post(f"steps/{MORE}", **{"answer-1": "no"})
    odd.client.page = which
    assert odd.write("Knee") == "Tjek dine svar"
    assert "Knee" not in odd.page.text
    odd.open(f"steps/{MORE}")
    assert odd.choose("Ja") == "Which?"
    assert kept(odd) == "Knee"


@pytest.mark.parametrize("step", ["0", "10", "99999", "9" * 5000, "-1", "1.0", "x"])
def test_a_step_that_the_form_does_not_have_is_not_found(odd: Answering, step: str) -> None:
    for path in (f"steps/{step}", f"steps/{step}/advice"):
        assert odd.client.get(f"{odd.address}/{path}").status_code == 404
    assert odd.post(f"steps/{step}", **{"answer-1": "4"}).status_code == 404


def test_a_step_that_is_not_asked_now_leads_to_where_the_form_was_left(odd: Answering) -> None:
    assert odd.open(f"steps/{WHICH}") == "Tjek dine svar"


def test_the_receipt_writes_numbers_as_the_page_does(odd: Answering) -> None:
    odd.post(f"steps/{WEIGHT}", **{"answer-1": "1082,5"})
    odd.post(f"steps/{STEPS}", **{"answer-1": "1.5"})
    odd.open("check")
    odd.go_on("Send")
    told = rows(odd.page)
    assert (told["Text of weight"], told["Text of steps"]) == ("1.082,5 kg", "1,5")
