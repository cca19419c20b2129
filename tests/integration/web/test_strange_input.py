"""Whatever is sent to whichever address, the answer is a page and never a failure of ours."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import Session
from werkzeug.routing import Rule

from citizen_app.messages import service as messages
from citizen_app.messages.rules import Author
from citizen_app.paths import CONTENT
from citizen_app.people import service as people
from citizen_app.plans.rules import OnDemand
from citizen_app.record import service as record
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import make_pause
from tests.html_forms import fill
from tests.integration.questionnaires.answering import offer_form
from tests.photos import make_photo

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
STRANGE = [
    "",
    "a\0b",
    "\ufffd\ufffe\uffff\x01\x1b[2J\x7f\x85\u202e93\u2066",
    "🫁" * 40,
    "9" * 20_000,
    "1e400",
    "NaN",
    "\u0669\u0663",
    "-99999999999999999999",
    """'"><script>alert(1)</script>%(a b)s %s %d {0}; DROP TABLE person; --""",
    "a\r\nSet-Cookie: b=c\r\n\r\n",
]
RAW_PATHS = ["/%00", "/%ff%fe", "/today/%2e%2e", "/.//evil.example", "/" + "a/" * 5000, "/%"]
RAW_QUERIES = ["after=%ff&%00=%00", "a=1&" * 20_000, "next=//evil.example&=&%&a[]=1"]
KINDS = ["text/plain", "application/json", "multipart/form-data", "a/b;c"]
BODIES = [b"", b"\xff\xfe\x00", b"{", b"a=%ff&%00=1&=&&;", b"--x\r\n"]

METHODS = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW"]

pytestmark = pytest.mark.slow


@pytest.fixture
def anna(anna: CheckingClient, cast: Cast, session: Session) -> Iterator[CheckingClient]:
    """Anna with something behind every address, on a Monday morning."""
    with time_machine.travel(NOW, tick=False):
        source = (CONTENT / "questionnaires" / "kol-daily.json").read_text(encoding="utf-8")
        form = offer_form(session, person=cast.anna, source=source, schedule=OnDemand())
        pause = make_pause(session, person=cast.anna, now=NOW, starts_in=3)
        anna.get("/readings/add")
        anna.submit({"pulse": "78"}, button="Fortsæt")
        anna.submit(button="Send")
        (receipt,), _ = record.list_receipts(session, person=cast.anna)
        written = messages.start_thread(
            session,
            actor=cast.anna,
            role=Author.CITIZEN,
            person=cast.anna,
            team=cast.team,
            key=uuid4(),
            subject="Min inhalator",
            body="Hvad gør jeg?",
            now=NOW,
        )
        photo = make_photo(session, anna.application, person=cast.anna, thread=written.thread)
        anna.places = {  # type: ignore[attr-defined]
            "activity_id": form.id,
            "course_id": people.courses_of(session, person=cast.anna)[0].id,
            "scope": "pulse",
            "nurse_id": cast.erik,
            "day": "2026-11-23",
            "form_id": uuid4(),
            "occurrence": "extra",
            "pause_id": pause.id,
            "plan_id": form.plan_id,
            "photo_id": photo,
            "question": "0" * 12,
            "reading_id": receipt.readings[0].id,
            "step": 2,
            "submission_id": receipt.id,
            "team_id": cast.team,
            "thread_id": written.thread,
            "version_id": uuid4(),
        }
        anna.get(f"/questionnaires/{form.id}/extra")
        yield anna


def rules(client: CheckingClient, method: str) -> list[Rule]:
    found = client.application.url_map.iter_rules()
    return [rule for rule in found if method in (rule.methods or ())]


def address(client: CheckingClient, rule: Rule, **changed: str) -> str:
    """A working address, with some parts changed."""
    places: dict[str, Any] = {**client.places, **changed}  # type: ignore[attr-defined]
    return "".join(
        quote(str(places.get(text, "pulse")), safe="") if is_part else text
        for is_part, text in rule._trace[1:]
    ).replace("|", "")


def leads_nowhere(rule: Rule) -> bool:
    """The care team's pages, the way back from a sign-in that nobody began, and our failures."""
    return rule.rule.startswith(("/care-team", "/sign-in/callback", "/fails/"))


def test_the_addresses_lead_somewhere(anna: CheckingClient) -> None:
    for rule in rules(anna, "GET"):
        answer = anna.get(address(anna, rule))
        assert answer.status_code in {200, 303} or leads_nowhere(rule), rule


def test_strange_parts_of_an_address_are_not_found(anna: CheckingClient) -> None:
    for rule, strange in product(rules(anna, "GET"), STRANGE):
        for part in rule.arguments:
            answer = anna.get(address(anna, rule, **{part: strange}))
            assert answer.status_code in {303, 308, 400, 404}, (rule, part, strange)


def test_strange_questions_in_an_address_are_answered(anna: CheckingClient) -> None:
    names = ["after", "next", "from", "code", "state", "error", "subject", "period"]
    for rule, strange in product(rules(anna, "GET"), STRANGE):
        query = "&".join(f"{quote(name)}={quote(strange)}" for name in [*names, strange])
        assert anna.get(f"{address(anna, rule)}?{query}").status_code < 500, (rule, strange)


def test_strange_words_in_any_field_are_refused_or_kept(anna: CheckingClient) -> None:
    for rule in rules(anna, "GET"):
        anna.get(address(anna, rule))
        for form in anna.page.all("form"):
            names = {field.get("name") or "" for field in form.iter()} - {"", "key"}
            for name, strange in product(names, STRANGE):
                post(anna, form.get("action") or "", {**fill(form, {}), name: strange})


def test_strange_answers_to_any_question_are_refused_or_kept(anna: CheckingClient) -> None:
    place = f"/questionnaires/{anna.places['activity_id']}/extra/steps"  # type: ignore[attr-defined]
    for step in range(1, 12):
        if anna.get(f"{place}/{step}").status_code == 200:
            values = fill(anna.page.all("form")[-1], {})
            for strange in STRANGE:
                post(anna, f"{place}/{step}", {**values, "answer-1": strange})


def post(client: CheckingClient, path: str, values: dict[str, Any]) -> None:
    """Send it; the only page that may be missing is the provider's."""
    answer = client.post(path, data=values)
    assert answer.status_code < 500 or path == "/sign-in", (path, values)


def test_fields_that_come_twice_or_not_at_all_are_no_failure(anna: CheckingClient) -> None:
    for rule in rules(anna, "GET"):
        anna.get(address(anna, rule))
        for form in anna.page.all("form"):
            values = fill(form, {})
            twice = {name: [value, "other"] for name, value in values.items()}
            post(anna, form.get("action") or "", twice)
            post(anna, form.get("action") or "", {"unknown": "1"})


def test_bodies_of_every_kind_are_no_failure(anna: CheckingClient) -> None:
    for rule, kind, body in product(rules(anna, "POST"), KINDS, BODIES):
        answer = anna.post(address(anna, rule), data=body, content_type=kind)
        assert answer.status_code < 500 or rule.rule in {"/sign-in", "/fails/<how>"}, rule


def test_every_method_at_every_address_is_answered(anna: CheckingClient) -> None:
    for rule, method in product(anna.application.url_map.iter_rules(), METHODS):
        answer = anna.open(address(anna, rule), method=method)
        expected = {200, 303, 405} if method in {"HEAD", "OPTIONS"} else {405}
        assert answer.status_code in expected or leads_nowhere(rule), rule
        assert method != "HEAD" or answer.data == b""


def test_a_broken_path_is_not_found(anna: CheckingClient) -> None:
    for path in RAW_PATHS:
        assert anna.get(path).status_code in {308, 400, 404}, path


def test_a_broken_query_is_no_failure(anna: CheckingClient) -> None:
    for rule, query in product(rules(anna, "GET"), RAW_QUERIES):
        assert anna.get(f"{address(anna, rule)}?{query}").status_code < 500, rule


def test_a_strange_cookie_is_nobody(client: CheckingClient) -> None:
    for cookie in ("", "a", '"\000"', "9" * 3000, "{}", "a=b; session=c", str(uuid4())):
        answer = client.get("/today", headers={"Cookie": f"session={cookie}; language={cookie}"})
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in")
