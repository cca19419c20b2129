"""Our own daily form, from Today to the receipt and the history."""

from sqlmodel import Session, select

from citizen_app.questionnaires.models import Draft
from citizen_app.record.models import Submission
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.html_checks import text_of
from tests.integration.questionnaires.answering import Answering, chosen, rows
from tests.signing_in import end_session

QUIET_DAY = {
    "Har du mere åndenød, end du plejer?": "Slet ikke",
    "Hoster du mere, end du plejer?": "Slet ikke",
    "Hoster du slim op?": "Nej",
    "Har du feber?": "Nej",
    "Har du taget mere medicin, end du plejer?": "Nej",
    "Hvor sikker føler du dig i dag?": "Helt sikker",
}
IN_ENGLISH = {
    "Are you more breathless than you usually are?": "Not at all",
    "Do you cough more than you usually do?": "Not at all",
    "Do you cough up phlegm?": "No",
    "Do you have a fever?": "No",
    "Have you taken more medicine than you usually do?": "No",
    "How sure do you feel today?": "Very sure",
}
COMMENT = "Er der mere, du vil sige til dit team?"
CHECK = "Tjek dine svar"


def answer_all(round_: Answering, answers: dict[str, str]) -> list[str]:
    """Answer what is open, one page after the other; the headings met."""
    met = [round_.begin()]
    while met[-1] in answers:
        met.append(round_.choose(answers[met[-1]]))
    return met


def test_from_today_to_the_receipt(daily: Answering, anna: CheckingClient) -> None:
    anna.get("/today")
    assert daily.link("Dagens spørgsmål") == next(iter(QUIET_DAY))
    assert "Spørgsmål 1 af 7" in daily.page.text
    assert answer_all(daily, QUIET_DAY) == [*QUIET_DAY, COMMENT]
    assert daily.write("Ondt i dag\nmen <b>bedre</b> nu") == CHECK
    checked = rows(daily.page)
    assert checked == {**QUIET_DAY, COMMENT: "Ondt i dag men <b>bedre</b> nu"}
    assert daily.go_on("Send") == "Din kvittering"
    assert rows(daily.page) == checked
    assert "Teamet læser målinger mandag og torsdag" in daily.page.text


def test_the_same_in_english(daily: Answering, anna: CheckingClient) -> None:
    anna.set_cookie("language", "en")
    anna.get("/today")
    assert daily.link("Today's questions") == next(iter(IN_ENGLISH))
    assert "Question 1 of 7" in daily.page.text
    answer_all(daily, IN_ENGLISH)
    assert daily.go_on() == "Check your answers"
    assert daily.go_on("Send") == "Your receipt"
    assert rows(daily.page) == IN_ENGLISH


def test_what_was_sent_is_in_the_history_and_done_on_today(
    daily: Answering, anna: CheckingClient
) -> None:
    answer_all(daily, QUIET_DAY)
    daily.go_on()
    daily.go_on("Send")
    anna.get("/record")
    assert "Svar på spørgsmål" in daily.page.text
    assert daily.link("Svar på spørgsmål") == "Din kvittering"
    anna.get("/today")
    assert "Gjort i dag Dagens spørgsmål Sendt kl. 9.12. Se kvitteringen." in daily.page.text
    assert daily.link("Dagens spørgsmål") == "Din kvittering"


def test_the_submission_belongs_to_the_task_and_the_draft_is_gone(
    daily: Answering, cast: Cast, session: Session
) -> None:
    answer_all(daily, QUIET_DAY)
    daily.go_on()
    daily.go_on("Send")
    (sent,) = session.exec(select(Submission)).all()
    assert (sent.person_id, f"{sent.window_start:%H%M}") == (cast.anna, "0700")
    assert session.exec(select(Draft)).all() == []


def test_each_page_is_kept_and_goes_on_after_a_new_sign_in(
    daily: Answering, anna: CheckingClient, cast: Cast
) -> None:
    daily.begin()
    daily.choose("Lidt mere")
    daily.choose("Slet ikke")
    end_session(anna)
    anna.sign_in(cast.anna)
    anna.get("/today")
    assert "Fortsæt, hvor du slap." in daily.page.text
    assert daily.link("Dagens spørgsmål") == "Hoster du slim op?"


def test_enter_goes_on(daily: Answering) -> None:
    daily.begin()
    first = next(button for button in daily.page.all("button") if button.get("form") == "step")
    assert "name" not in first.attrib


def test_closing_keeps_what_stands_on_the_page(daily: Answering) -> None:
    daily.begin()
    assert daily.choose("Lidt mere", button="Gem og luk") == "Det skal du i dag"
    assert daily.begin() == "Hoster du mere, end du plejer?"


def test_going_back_keeps_what_stands_on_the_page(daily: Answering) -> None:
    answer_all(daily, QUIET_DAY)
    assert daily.write("Halvt skrevet", button="Tilbage") == "Hvor sikker føler du dig i dag?"
    assert chosen(daily.page) == "Helt sikker"
    daily.go_on("Tilbage")
    daily.go_on()
    assert daily.go_on() == COMMENT
    assert text_of(daily.page.all("textarea")[0]) == "Halvt skrevet"


def test_back_on_the_first_page_leads_to_today(daily: Answering) -> None:
    daily.begin()
    assert daily.go_on("Tilbage") == "Det skal du i dag"


def test_an_answer_is_changed_from_the_check_page(daily: Answering) -> None:
    answer_all(daily, QUIET_DAY)
    daily.go_on()
    assert daily.link("Ret: Har du feber?") == "Har du feber?"
    assert chosen(daily.page) == "Nej"
    assert daily.choose("Det ved jeg ikke") == CHECK
    assert rows(daily.page)["Har du feber?"] == "Det ved jeg ikke"


def test_a_change_that_opens_questions_asks_them_before_the_check_page(daily: Answering) -> None:
    answer_all(daily, QUIET_DAY)
    daily.go_on()
    daily.link("Ret: Hoster du slim op?")
    assert daily.choose("Ja").startswith("Er der mere slim")
    assert daily.choose("Slet ikke") == "Hvilken farve har dit slim?"
    assert daily.choose("Hvidt") == CHECK


def test_back_from_a_change_leads_to_the_check_page(daily: Answering) -> None:
    answer_all(daily, QUIET_DAY)
    daily.go_on()
    daily.link("Ret: Har du feber?")
    assert daily.choose("Det ved jeg ikke", button="Tilbage") == CHECK
    assert rows(daily.page)["Har du feber?"] == "Det ved jeg ikke"


def test_what_is_missing_is_named_on_the_check_page_and_cannot_be_sent(
    daily: Answering, session: Session
) -> None:
    daily.begin()
    daily.choose("Slet ikke")
    daily.open("check")
    assert "Du mangler at svare på 6 spørgsmål." in daily.page.text
    assert daily.page.all("form") == []
    (draft,) = session.exec(select(Draft)).all()
    refused = daily.post("check", key=str(draft.submission_key), revision=str(draft.revision))
    assert refused.status_code == 422
    assert session.exec(select(Submission)).all() == []
    assert daily.link("Svar på det, der mangler") == "Hoster du mere, end du plejer?"
