"""Older tabs, double sends and new versions: nothing is lost, doubled or sent unseen."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import time_machine
from flask import Flask
from sqlmodel import Session, select

from citizen_app.plans import service as plans
from citizen_app.plans.service import ActivityView
from citizen_app.questionnaires.importing import import_questionnaire
from citizen_app.questionnaires.models import Draft
from citizen_app.record.models import Response, Submission
from citizen_app.web.clock import now
from tests.cast import Cast
from tests.checking_client import FROM_OUR_OWN_PAGE, CheckingClient
from tests.integration.questionnaires import north_denmark
from tests.integration.questionnaires.answering import (
    Answering,
    answering,
    chosen,
    offer_form,
    rows,
)
from tests.integration.questionnaires.odd_form import odd_form
from tests.integration.questionnaires.test_daily_form import QUIET_DAY, answer_all
from tests.shared_data import needs_shared
from tests.signing_in import start_session

BREATH = "Har du mere åndenød, end du plejer?"
CHECK = "Tjek dine svar"
RECEIPT = "Din kvittering"
SENT_BEFORE = "Du har sendt disse svar før"


def submissions(session: Session) -> list[Submission]:
    return list(session.exec(select(Submission)))


def sendable(round_: Answering) -> dict[str, str]:
    """Everything answered; what the check page's button posts."""
    answer_all(round_, QUIET_DAY)
    assert round_.go_on() == CHECK
    return {field.get("name", ""): field.get("value", "") for field in round_.page.all("input")}


def test_two_tabs_opened_before_anything_was_saved_share_one_draft(
    daily: Answering, session: Session
) -> None:
    daily.begin()
    first = daily.page
    daily.choose("Lidt mere")
    daily.client.page = first
    daily.choose("Meget mere")
    assert len(session.exec(select(Draft)).all()) == 1
    daily.open("steps/1")
    assert chosen(daily.page) == "Meget mere"


def test_an_older_tabs_page_leaves_the_other_pages_as_they_are(daily: Answering) -> None:
    daily.begin()
    first = daily.page
    daily.choose("Lidt mere")
    daily.choose("En del mere")
    daily.client.page = first
    daily.choose("Slet ikke")
    daily.open("check")
    checked = rows(daily.page)
    assert (checked[BREATH], checked["Hoster du mere, end du plejer?"]) == (
        "Slet ikke",
        "En del mere",
    )


def test_what_changed_in_another_tab_is_looked_at_before_it_is_sent(
    daily: Answering, session: Session
) -> None:
    sendable(daily)
    old = daily.page
    daily.post("steps/1", **{"answer-1": "2"})
    daily.client.page = old
    refused = daily.press("Send")
    assert refused.status_code == 409
    assert "Dine svar er ændret" in daily.page.text
    assert rows(daily.page)[BREATH] == "Lidt mere"
    assert submissions(session) == []
    assert daily.go_on("Send") == RECEIPT


def test_sending_again_gives_the_same_receipt(daily: Answering, session: Session) -> None:
    fields = sendable(daily)
    first = daily.post("check", **fields)
    again = [daily.post("check", **fields) for _ in range(3)]
    assert {answer.headers["Location"] for answer in again} == {first.headers["Location"]}
    assert len(submissions(session)) == len(session.exec(select(Response)).all()) == 1


def test_sending_an_extra_round_again_gives_the_same_receipt(
    extra: Answering, session: Session
) -> None:
    fields = sendable(extra)
    first, again = extra.post("check", **fields), extra.post("check", **fields)
    assert first.headers["Location"] == again.headers["Location"]
    assert len(submissions(session)) == 1


def test_two_sends_at_the_same_moment_are_one_submission(
    daily: Answering, app: Flask, cast: Cast, session: Session
) -> None:
    fields, barrier, found = sendable(daily), Barrier(4), []
    browsers = [app.test_client() for _ in range(4)]
    for browser in browsers:
        start_session(browser, session, cast.anna)  # type: ignore[arg-type]
        browser.is_checking = False  # type: ignore[attr-defined]
        browser.session = Session()  # type: ignore[attr-defined]

    def send(browser: CheckingClient) -> None:
        barrier.wait()
        answer = browser.post(f"{daily.address}/check", data=fields, headers=FROM_OUR_OWN_PAGE)
        found.append((answer.status_code, answer.headers.get("Location")))

    threads = [Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert found[0][0] == 303
    assert len(submissions(session)) == 1


def test_an_older_tabs_answer_after_sending_is_shown_beside_what_was_sent(
    daily: Answering, session: Session
) -> None:
    daily.begin()
    first = daily.page
    daily.post("check", **sendable(daily))
    daily.client.page = first
    answer = daily.press(**{"answer-1": "4"})
    assert (answer.status_code, daily.page.h1) == (409, SENT_BEFORE)
    assert rows(daily.page) == {"Det sendte du først": "Slet ikke", "Det skrev du nu": "Meget mere"}
    assert len(submissions(session)) == 1
    assert session.exec(select(Draft)).all() == []
    assert daily.link("Svar en gang til") == BREATH


def test_an_older_tabs_unreadable_text_after_sending_is_shown_too(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    activity = offer_form(session, person=cast.anna, source=odd_form())
    round_ = answering(anna, activity)
    round_.begin()
    round_.write("4")
    key = round_.page.all("input")[0].get("value") or ""
    for _ in range(7):
        round_.go_on()
    round_.go_on("Send")
    late = round_.post("steps/1", key=key, **{"answer-1": "mange"})
    assert late.status_code == 409
    assert rows(round_.page) == {"Det sendte du først": "4", "Det skrev du nu": "mange"}


def test_an_older_tabs_page_that_says_what_was_sent_leads_to_the_receipt(
    daily: Answering,
) -> None:
    daily.begin()
    first = daily.page
    daily.post("check", **sendable(daily))
    daily.client.page = first
    assert daily.choose("Slet ikke") == RECEIPT


def test_an_older_tabs_page_that_is_asked_no_more_is_not_lost_either(extra: Answering) -> None:
    extra.begin()
    extra.choose("Slet ikke")
    extra.choose("Slet ikke")
    extra.choose("Ja")
    amount = extra.page
    extra.post("steps/3", **{"answer-1": "no"})
    extra.post("check", **sendable(extra))
    extra.client.page = amount
    answer = extra.press(**{"answer-1": "4"})
    assert answer.status_code == 409
    assert rows(extra.page) == {
        "Det sendte du først": "Intet svar",
        "Det skrev du nu": "Meget mere",
    }


@needs_shared
def test_readings_after_sending_are_compared_with_their_context(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    source = north_denmark.source()
    round_ = answering(anna, offer_form(session, person=cast.anna, source=source))
    round_.begin()
    for _ in range(3):
        round_.go_on()
    readings = {**north_denmark.AT_REST, "spo2": "94", "pulse": "80"}
    round_.follow(round_.press(**readings))
    key = round_.page.all("input")[0].get("value") or ""
    round_.choose("Nej")
    for button in ("", "skip", "Nej", "Nej", "Nej", "", ""):
        if button == "skip":
            round_.follow(round_.press(skip="no_device"))
        elif button:
            round_.choose(button)
        else:
            round_.go_on()
    assert round_.go_on("Send") == RECEIPT
    same = round_.post("steps/4", key=key, **readings)
    other = round_.post("steps/4", key=key, **{**readings, "spo2_position": "exertion"})
    assert (same.status_code, other.status_code) == (303, 409)
    assert list(rows(round_.page).values()) == [
        "94 %. I hvile, uden ilt",
        "94 %. Efter anstrengelse, uden ilt",
    ]


def test_a_key_of_nothing_sends_nothing(daily: Answering, session: Session) -> None:
    sendable(daily)
    for key in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert daily.post("check", key=key, revision="1").status_code == 409
    assert submissions(session) == []


def test_an_extra_round_after_sending_is_a_new_one(daily: Answering, session: Session) -> None:
    daily.post("check", **sendable(daily))
    assert daily.begin() == "Du har sendt dine svar"
    assert daily.link("Svar en gang til") == BREATH
    assert chosen(daily.page) == ""
    assert len(submissions(session)) == 1


def test_an_open_draft_goes_on_with_its_own_version(
    daily: Answering, daily_source: str, activity: ActivityView, cast: Cast, session: Session
) -> None:
    daily.begin()
    daily.choose("Lidt mere")
    newer = daily_source.replace('"1.0.0"', '"1.1.0"').replace(BREATH, "Et andet spørgsmål?")
    import_questionnaire(session, source=newer, now=now())
    day_after = date(2026, 11, 24)
    plans.end_activity(
        session,
        actor=cast.erik,
        person=cast.anna,
        activity_id=activity.id,
        until_on=day_after,
        now=now(),
    )
    daily.open("steps/1")
    assert (daily.page.h1, chosen(daily.page)) == (BREATH, "Lidt mere")
    daily.post("check", **sendable(daily))
    (sent,) = session.exec(select(Response)).all()
    assert sent.questionnaire_version == "1.0.0"


def at(clock: time_machine.Traveller, day: int, hour: int) -> None:
    """Move to an hour UTC of a day in November 2026, with sessions still alive."""
    clock.move_to(datetime(2026, 11, day, hour, tzinfo=UTC))


def test_a_form_cannot_be_answered_before_its_time(
    daily: Answering, clock: time_machine.Traveller, cast: Cast, session: Session
) -> None:
    at(clock, 23, 6)
    assert daily.begin() == "Dagens spørgsmål"
    assert "Du kan gøre det fra i dag kl. 8.00." in daily.page.text
    for place in ("steps/1", "check"):
        assert daily.open(place) == "Dagens spørgsmål"
    assert daily.follow(daily.post("steps/1", **{"answer-1": "2"})) == "Dagens spørgsmål"
    assert session.exec(select(Draft)).all() == []


def test_a_form_whose_day_has_passed_offers_an_extra_round(
    daily: Answering, clock: time_machine.Traveller, cast: Cast
) -> None:
    at(clock, 24, 8)
    daily.client.sign_in(cast.anna)
    assert daily.begin() == "Dagens spørgsmål"
    assert "Tiden for dette er gået." in daily.page.text
    assert daily.link("Svar uden for planen") == BREATH


def test_what_was_begun_in_time_is_finished_the_day_after(
    daily: Answering, clock: time_machine.Traveller, cast: Cast, session: Session
) -> None:
    daily.begin()
    daily.choose("Slet ikke")
    at(clock, 24, 8)
    daily.client.sign_in(cast.anna)
    daily.post("check", **sendable(daily))
    (sent,) = submissions(session)
    assert sent.window_start == datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_answers_from_an_earlier_day_are_named_before_they_are_sent(
    extra: Answering, clock: time_machine.Traveller, cast: Cast
) -> None:
    extra.begin()
    extra.choose("Slet ikke")
    extra.open("check")
    assert "Du begyndte" not in extra.page.text
    at(clock, 25, 8)
    extra.client.sign_in(cast.anna)
    sendable(extra)
    assert "Du begyndte mandag 23. november. Passer svarene stadig?" in extra.page.text
    extra.open("steps/1")
    extra.choose("Lidt mere")
    extra.open("check")
    assert "Du begyndte" not in extra.page.text


def test_a_page_that_was_opened_in_time_is_kept_the_day_after(
    daily: Answering, clock: time_machine.Traveller, cast: Cast
) -> None:
    daily.begin()
    page = daily.page
    at(clock, 24, 8)
    daily.client.sign_in(cast.anna)
    daily.client.page = page
    assert daily.choose("Slet ikke") == "Hoster du mere, end du plejer?"


def test_a_form_that_is_asked_no_more_says_so(
    extra: Answering,
    clock: time_machine.Traveller,
    activity: ActivityView,
    cast: Cast,
    session: Session,
) -> None:
    end = {"actor": cast.erik, "person": cast.anna, "activity_id": activity.id}
    plans.end_activity(session, until_on=date(2026, 11, 24), now=now(), **end)
    at(clock, 24, 8)
    extra.client.sign_in(cast.anna)
    assert extra.begin() == "Dagens spørgsmål"
    assert "Dit team beder ikke længere om dette." in extra.page.text
