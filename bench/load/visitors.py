"""The people who make the load: each signed in, with the requests of one page or one sending."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from bench.demo_site import COOKIE, start_session
from bench.population import people_with_history
from citizen_app import create_app
from citizen_app.config import Environment, Settings
from citizen_app.plans import service as plans
from citizen_app.plans.rules import ActivityKind, local_day, write_window
from citizen_app.web.clock import now
from citizen_app.web.logs import configure_logs
from tests.html_checks import Page
from tests.html_forms import choose_form, fill

PAGES = ("today", "question", "trend")
SEND = "send"
KEY = "key"
OWN = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"spo2": "94", "spo2_position": "rest", "spo2_oxygen": "no", "pulse": "72"}


@dataclass(frozen=True)
class Visitor:
    """One signed-in person. `paths` are by page; `form` is what sending posts."""

    token: str
    paths: dict[str, str]
    form: dict[str, Any]


def application_on(database_url: str) -> Flask:
    """The application in this process."""
    settings = Settings(
        environment=Environment.TEST, database_url=database_url, log_level="WARNING"
    )
    configure_logs(settings)
    return create_app(settings)


def make_visitors(app: Flask, session: Session, count: int) -> list[Visitor]:
    """Sign in people with history, and find their pages; the caller commits."""
    return [_visitor(app, session, person) for person in people_with_history(session, count)]


def _visitor(app: Flask, session: Session, person: UUID) -> Visitor:
    today = local_day(now())
    tasks = plans.tasks_on(session, person=person, day=today)
    token = start_session(session, person)
    session.commit()
    paths = {"today": "/today", "trend": "/trends/spo2?period=quarter"}
    for task in tasks:
        window = write_window(task.ref.window_start)
        if task.activity.kind is ActivityKind.QUESTIONNAIRE:
            paths["question"] = f"/questionnaires/{task.activity.id}/{window}/steps/1"
        elif "spo2" in task.activity.measures:
            where = {"activity": task.activity.id, "window": window}
            paths[SEND] = f"/readings/add?{urlencode(where)}"
    return Visitor(token, paths, _form_to_send(app, token, paths[SEND]))


def _form_to_send(app: Flask, token: str, path: str) -> dict[str, Any]:
    """Type two readings, look at them, and give what the last button posts."""
    client = signed_in(app, token)
    empty = choose_form(Page(client.get(path).text), button="Fortsæt")
    typed = fill(empty, TYPED, button="Fortsæt")
    answer = client.post(path, data=typed, headers=OWN)
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return fill(choose_form(Page(answer.text), button="Send"), {}, button="Send")


def signed_in(app: Flask, token: str) -> FlaskClient:
    """A client with the cookie, that speaks Danish."""
    client = app.test_client()
    client.set_cookie(COOKIE, token)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "da"
    return client


def do(app: Flask, visitor: Visitor, action: str) -> None:
    """One request of an action in this process; a sending has a new key each time."""
    client = signed_in(app, visitor.token)
    if action == SEND:
        form = {**visitor.form, KEY: str(uuid4())}
        answer = client.post(visitor.paths[SEND], data=form, headers=OWN)
    else:
        answer = client.get(visitor.paths[action])
    assert answer.status_code == (303 if action == SEND else 200), f"{action}: {answer.status}"


def requests_of(visitors: Sequence[Visitor], action: str, address: str) -> Iterator[bytes]:
    """The raw requests of an action, one visitor after the other, for ever."""
    host = urlsplit(address).netloc
    for visitor in cycle(visitors):
        cookie = f"{COOKIE}={visitor.token}"
        if action == SEND:
            form = {**visitor.form, KEY: str(uuid4())}
            yield _post(host, visitor.paths[SEND], cookie, urlencode(form, doseq=True).encode())
        else:
            yield _get(host, visitor.paths[action], cookie)


def get_request(host: str, path: str, token: str) -> bytes:
    """A raw request for a page by whoever has the token."""
    return _get(host, path, f"{COOKIE}={token}")


def bare_requests(count: int, action: str, address: str) -> Iterator[bytes]:
    """The same for the bare routes, which know the visitors by number."""
    host = urlsplit(address).netloc
    for number in cycle(range(count)):
        path = f"/{action}?visitor={number}"
        yield _post(host, path, "", b"") if action == SEND else _get(host, path, "")


def _get(host: str, path: str, cookie: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\n{_head(host, cookie)}\r\n".encode()


def _post(host: str, path: str, cookie: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\n{_head(host, cookie)}Sec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _head(host: str, cookie: str) -> str:
    return (
        f"Host: {host}\r\nCookie: {cookie}\r\nAccept-Encoding: br, gzip\r\nAccept-Language: da\r\n"
    )


def write_visitors(path: Path, visitors: Sequence[Visitor]) -> None:
    """Keep them for the process of the bare routes."""
    path.write_text(json.dumps([asdict(visitor) for visitor in visitors]), "utf-8")


def read_visitors(path: Path) -> list[Visitor]:
    """Those that were kept."""
    return [Visitor(**fields) for fields in json.loads(path.read_text("utf-8"))]
