"""Every failure has a page that says what to do next and whom to call."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlmodel import Session, select

from citizen_app.people.models import Person
from citizen_app.record.models import Submission
from tests.checking_client import CheckingClient
from tests.html_forms import choose_form
from tests.integration.web.conftest import NAME, TYPED, VALUE

WithoutDatabase = Callable[[], AbstractContextManager[None]]
Logged = Callable[[], list[dict[str, Any]]]

PAGES = [
    ("400", 400, "Vi forstod ikke det, du sendte", "We could not understand what was sent"),
    ("403", 403, "Det kan du ikke gøre her", "You cannot do this"),
    ("not-found", 404, "Vi kan ikke finde siden", "We cannot find the page"),
    ("conflict", 409, "Det er ændret i mellemtiden", "This has changed in the meantime"),
    ("413", 413, "Det fylder for meget", "It is too big to send"),
    ("422", 422, "Vi forstod ikke det, du sendte", "We could not understand what was sent"),
    ("429", 429, "Noget gik galt", "Something went wrong"),
    ("500", 500, "Noget gik galt", "Something went wrong"),
    ("divide", 500, "Noget gik galt", "Something went wrong"),
    ("rule", 500, "Noget gik galt", "Something went wrong"),
]


def phones(client: CheckingClient) -> set[str]:
    links = (link.get("href") or "" for link in client.page.all("a"))
    return {link for link in links if link.startswith("tel:")}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("how", "status", "danish", "english"), PAGES)
def test_a_failure_is_told_in_the_persons_language_with_a_way_on(
    client: CheckingClient, how: str, status: int, danish: str, english: str, language: str
) -> None:
    answer = client.post(f"/fails/{how}", data=TYPED, headers={"Accept-Language": language})
    assert answer.status_code == status
    assert client.page.h1 == (danish if language == "da" else english)
    assert client.page.title.startswith(client.page.h1)
    assert "tel:112" in phones(client)
    assert len(ways_on(client)) == 1


def ways_on(client: CheckingClient) -> list[str]:
    """Where the buttons of the page lead, but for those that call."""
    buttons = [e for e in client.page.all("a", "button") if "btn" in (e.get("class") or "").split()]
    return [e.get("href") or "" for e in buttons if not (e.get("href") or "").startswith("tel:")]


@pytest.mark.parametrize("how", ["conflict", "divide", "422", "not-found"])
def test_a_signed_in_person_sees_their_own_numbers(anna: CheckingClient, how: str) -> None:
    anna.post(f"/fails/{how}", data=TYPED)
    assert {"tel:112", "tel:98000001", "tel:70113131", "tel:96000002"} <= phones(anna)


@pytest.mark.parametrize("how", ["conflict", "divide", "rule", "422", "400"])
def test_what_was_typed_is_still_there_to_read(client: CheckingClient, how: str) -> None:
    client.post(f"/fails/{how}", data=TYPED)
    assert "Jeg hostede <b>hele</b> natten" in client.page.text
    assert "91" in client.page.text
    assert "2f1c" not in client.page.text


@pytest.mark.parametrize("how", ["403", "not-found", "413"])
def test_what_was_refused_is_not_shown_again(client: CheckingClient, how: str) -> None:
    client.post(f"/fails/{how}", data=TYPED)
    assert "hostede" not in client.page.html


def test_after_a_failure_the_same_form_can_be_sent_again(client: CheckingClient) -> None:
    client.post("/fails/divide?step=2", data=TYPED)
    form = choose_form(client.page, button="Prøv igen")
    assert form.get("action") == "/fails/divide?step=2"
    sent = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert sent == TYPED


def test_a_conflict_is_never_sent_again_with_one_press(client: CheckingClient) -> None:
    client.post("/fails/conflict", data=TYPED)
    assert client.page.all("form") == []


def test_a_page_that_failed_can_be_asked_for_again(client: CheckingClient) -> None:
    client.get("/fails/divide?step=2")
    again = [link for link in client.page.all("a") if link.get("href") == "/fails/divide?step=2"]
    assert len(again) == 1


def test_a_very_long_text_is_not_sent_back(client: CheckingClient) -> None:
    client.post("/fails/divide", data={"comment": "a" * 100_001})
    assert "aaaa" not in client.page.html


def test_a_failure_shows_nothing_of_the_inside(client: CheckingClient) -> None:
    for how in ("divide", "rule"):
        html = client.post(f"/fails/{how}").text
        words = ("Traceback", "ZeroDivision", "IntegrityError", "sql", ".py", NAME, VALUE)
        assert [word for word in words if word in html] == []


@pytest.mark.parametrize("how", ["divide", "rule", "conflict", "403", "422"])
def test_a_failure_stores_nothing(client: CheckingClient, session: Session, how: str) -> None:
    client.post(f"/fails/{how}")
    assert session.exec(select(Person)).all() == []


@pytest.mark.parametrize(
    ("how", "kind", "cause"),
    [("divide", "ZeroDivisionError", None), ("rule", "IntegrityError", "")],
)
def test_a_failure_is_logged_by_its_place_and_without_its_words(
    client: CheckingClient, logged: Logged, how: str, kind: str, cause: str | None
) -> None:
    client.post(f"/fails/{how}", data=TYPED)
    lines = logged()
    failure = next(line for line in lines if line["event"] == "request failed")
    assert failure["kind"] == kind
    assert ("cause" in failure) is (cause is not None)
    assert "citizen_app/web/guards.py:" in failure["where"]
    assert failure["code"] in client.page.text
    assert [line["event"] for line in lines] == ["request failed", "request"]
    for word in (NAME, VALUE, "hostede", "Traceback"):
        assert word not in str(lines)


def test_a_library_that_complains_is_named_but_not_quoted(logged: Logged) -> None:
    import logging

    try:
        raise ValueError(VALUE)
    except ValueError:
        logging.getLogger("sqlalchemy.pool").exception("failed with %s", NAME)
    assert [(line["library"], line["kind"], line["level"]) for line in logged()] == [
        ("sqlalchemy.pool", "ValueError", "error")
    ]


def test_without_the_database_the_text_stays_and_can_be_sent_again(
    anna: CheckingClient, session: Session, without_database: WithoutDatabase
) -> None:
    anna.get("/readings/add")
    values = {"pulse": "78", "spo2": "93", "spo2_position": "rest", "spo2_oxygen": "no"}
    anna.submit(values, button="Fortsæt")
    with without_database():
        answer = anna.submit(button="Send")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert anna.page.h1 == "Tjenesten svarer ikke lige nu"
        assert "78" in anna.page.text
        assert "tel:112" in phones(anna)
    assert anna.submit(button="Prøv igen").status_code == 303
    assert len(session.exec(select(Submission)).all()) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [("/today", 503), ("/record", 503), ("/settings", 503), ("/absent", 404), ("/sign-in", 503)],
)
def test_without_the_database_every_page_is_still_a_page(
    anna: CheckingClient, without_database: WithoutDatabase, path: str, status: int
) -> None:
    with without_database():
        anna.set_cookie("language", "en")
        assert anna.get(path).status_code == status
        assert anna.page.root.get("lang") == "en"
        assert "tel:112" in phones(anna)


def test_a_method_that_is_not_allowed_names_those_that_are(client: CheckingClient) -> None:
    answer = client.post("/today")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_error_page_that_fails_itself_still_names_112(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    client.application.jinja_env.globals["contacts"] = lambda: 1 / 0
    client.is_checking = False
    answer = client.get("/absent")
    assert answer.status_code == 404
    assert "112" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert [line["event"] for line in logged()].count("error page failed") == 2
