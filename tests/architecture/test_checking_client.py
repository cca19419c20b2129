"""The checking client finds each fault that it is there to find."""

import pytest
from flask import Flask, Response, redirect
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from citizen_app.config import Environment, Settings
from citizen_app.web.security_headers import fixed_headers
from tests.checking_client import CheckingClient, UnkeptPromise, may_write_while_reading
from tests.html_checks import Page, faults_of
from tests.html_forms import choose_form, fill, pressed

FORM = """<form method="post" action="/save">
<input type="hidden" name="key" value="k"><label for="a">Puls</label><input id="a" name="pulse">
<fieldset><legend>Farve</legend>
<label><input type="radio" name="colour" value="red" checked> Rød</label>
<label><input type="radio" name="colour" value="green"> Grøn</label></fieldset>
<label for="t">Andet</label><textarea id="t" name="words">hej</textarea>
<button name="go" value="next">Næste</button></form>"""
BROKEN = {
    "no doctype": "<html lang=da><title>A</title><main><h1>A</h1></main></html>",
    "bad nesting": "<p><b>a</p></b>",
    "two h1": "<h1>A</h1>",
    "same id": '<p id="x"></p><p id="x"></p>',
    "dangling label": '<label for="nobody">A</label>',
    "dangling link": '<a href="#nowhere">A</a>',
    "no label": '<input name="pulse">',
    "number field": '<label>A<input type="number" name="pulse"></label>',
    "radio without legend": '<label><input type="radio" name="a">A</label>',
    "form without action": '<form method="post"></form>',
    "form without method": '<form action="/x"></form>',
    "button without text": '<button type="button"></button>',
    "picture without alt": '<img src="/a.svg">',
    "inline style": '<p style="color:red">a</p>',
    "inline script": "<script>alert(1)</script>",
    "handler": '<p onclick="go()">a</p>',
    "code in a link": '<a href="javascript:go()">a</a>',
    "foreign picture": '<img alt="" src="//elsewhere.example/a.svg">',
    "htmx only": '<button type="button" hx-post="/x">Send</button>',
    "unfilled text": "<p>Hej %(name)s</p>",
}


def whole(body: str) -> str:
    return (
        f"<!doctype html><html lang=da><title>A</title><body><main><h1>A</h1>{body}</main></html>"
    )


@pytest.mark.parametrize("what", BROKEN)
def test_a_fault_in_a_page_is_found(what: str) -> None:
    html = BROKEN[what]
    assert faults_of(Page(html if what == "no doctype" else whole(html)))


def test_a_sound_page_and_fragment_have_no_fault() -> None:
    assert faults_of(Page(whole(FORM))) == []
    assert faults_of(Page(FORM, fragment=True)) == []


def test_a_fragment_with_a_frame_and_a_page_without_language_are_found() -> None:
    assert faults_of(Page("<html><p>a</p></html>", fragment=True))
    assert faults_of(Page(whole("").replace(" lang=da", "")))


def test_a_form_is_filled_in_as_a_browser_would() -> None:
    page = Page(whole(FORM))
    form = choose_form(page, button="Næste")
    values = fill(form, {"pulse": "72"}, button="Næste")
    assert values == {"key": "k", "pulse": "72", "colour": ["red"], "words": "hej", "go": "next"}
    with pytest.raises(KeyError):
        fill(form, {"weight": "80"})


def test_a_button_outside_its_form_is_sent_with_it() -> None:
    close = "<button form=f name=go value=close>Gem og luk</button>"
    page = Page(whole(f"{close}<form id=f method=post action=/a><input name=a></form>"))
    form = choose_form(page, button="Gem og luk")
    assert pressed(page, form, "Gem og luk") == {"go": "close"}
    assert pressed(page, form, "Næste") == {}


@pytest.fixture
def engine() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        connection.execute(text("create table note (words text)"))
    return engine


@pytest.fixture
def planted(engine: Engine) -> CheckingClient:
    """A small application that does everything wrong, one address each."""
    app = Flask("planted", static_folder=None)
    headers = fixed_headers(Settings(environment=Environment.TEST))

    def good(body: str = "", status: int = 200) -> Response:
        return Response(
            body, status, {**headers, "Cache-Control": "no-store"}, mimetype="text/html"
        )

    def cookie() -> Response:
        answer = good(whole(""))
        answer.set_cookie("session", "1")
        return answer

    def write() -> Response:
        with engine.begin() as connection:
            connection.execute(text("insert into note values ('a')"))
        return good(whole(""))

    app.add_url_rule("/good", view_func=lambda: good(whole("")), endpoint="good")
    app.add_url_rule("/broken", view_func=lambda: good("<p>a"), endpoint="broken")
    app.add_url_rule(
        "/bare", view_func=lambda: Response("a", mimetype="text/plain"), endpoint="bare"
    )
    app.add_url_rule("/cookie", view_func=cookie)
    app.add_url_rule("/write", view_func=write, methods=["GET", "POST"])
    app.add_url_rule("/moved", view_func=lambda: redirect("/good"), methods=["POST"], endpoint="m")
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.session = Session(engine)
    return client


@pytest.mark.parametrize("path", ["/broken", "/bare", "/cookie", "/write"])
def test_an_answer_with_a_fault_fails_the_test(planted: CheckingClient, path: str) -> None:
    planted.get("/good")
    with pytest.raises(UnkeptPromise):
        planted.get(path)


@pytest.mark.parametrize("path", ["/write", "/moved"])
def test_a_write_that_answers_with_a_page_or_302_fails(planted: CheckingClient, path: str) -> None:
    with pytest.raises(UnkeptPromise, match="303"):
        planted.post(path)


@pytest.mark.parametrize(
    ("table", "statement", "allowed"),
    [
        ("audit_event", "INSERT INTO audit_event (id) VALUES (?)", True),
        ("browser_session", "UPDATE browser_session SET last_seen_at=? WHERE id = ?", True),
        ("browser_session", "UPDATE browser_session SET person_id=? WHERE id = ?", False),
        ("browser_session", "DELETE FROM browser_session WHERE id = ?", False),
        ("reading", "INSERT INTO reading (id) VALUES (?)", False),
    ],
)
def test_only_the_closed_list_is_written_while_reading(
    table: str, statement: str, allowed: bool
) -> None:
    assert may_write_while_reading(table, statement) is allowed
