"""The test client: a signed-in browser without JavaScript that checks every answer it gets."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Flask, has_request_context, request
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import Session
from werkzeug.test import TestResponse

from tests.html_checks import Page, faults_of
from tests.html_forms import choose_form, fill, pressed
from tests.signing_in import start_session

FROM_OUR_OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
HEADERS_OF_EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY_PARTS = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)
LOOSE_SOURCES = ("unsafe-", "*", "http:")
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# The closed list of the design: what may be stored while somebody only looks.
WRITES_WHILE_READING = {"audit_event": None, "browser_session": {"last_seen_at"}}
WRITE = re.compile(r"\s*(insert\s+into|update|delete\s+from)\s+\"?(\w+)\"?(.*)", re.I | re.S)


class UnkeptPromise(AssertionError):
    """An answer broke a rule that every answer must keep."""


class CheckingClient(FlaskClient):
    """Checks headers, HTML and writes of every answer; `client.page` is the last page."""

    session: Session
    page: Page
    is_checking = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request, as our own pages would, and check the answer."""
        kwargs["headers"] = {**FROM_OUR_OWN_PAGE, **dict(kwargs.get("headers") or {})}
        # The test's own session must hold no lock while the application works.
        self.session.commit()
        written: list[str] = []
        with watching_writes(self.application, written):
            response = super().open(*args, **kwargs)
        self.session.expire_all()
        if self.is_checking:
            self._check(response, written)
        return response

    def _check(self, response: TestResponse, written: list[str]) -> None:
        faults = [*written, *header_faults(response), *cookie_faults(response)]
        faults += self._status_faults(response)
        if response.mimetype == "text/html" and response.text:
            self.page = Page(response.text, fragment=is_fragment(response))
            if not 300 <= response.status_code < 400:
                faults += faults_of(self.page)
        if faults:
            where = f"{response.request.method} {response.request.path} {response.status_code}"
            raise UnkeptPromise("\n  ".join([where, *faults]))

    def _status_faults(self, response: TestResponse) -> list[str]:
        status, method = response.status_code, response.request.method
        if method in SAFE_METHODS or is_fragment(response):
            return []
        if status in {301, 302, 307, 308}:
            return [f"after a write the answer is 303, not {status}"]
        if status == 200 and response.mimetype == "text/html" and not self._may_show(response):
            return ["a write that succeeds answers 303, one with errors 422"]
        return []

    def _may_show(self, response: TestResponse) -> bool:
        """Whether the route is one of the few that show what was typed before it is sent."""
        adapter = self.application.url_map.bind("")
        endpoint, _ = adapter.match(response.request.path, method=response.request.method)
        return hasattr(self.application.view_functions[endpoint], "may_answer_with_page")

    def submit(
        self, fields: Mapping[str, Any] | None = None, *, button: str = "", form: int = -1
    ) -> TestResponse:
        """Fill in a form of the last page and send it as a browser without JavaScript would.

        `button` is the text of the button to press; `form` chooses among several forms by
        position and is found by the button when one is named.
        """
        chosen = choose_form(self.page, button=button, position=form)
        values = fill(chosen, fields or {}, button=button) | pressed(self.page, chosen, button)
        path = chosen.get("action") or ""
        if (chosen.get("method") or "").lower() == "get":
            return self.get(path, query_string=values)
        return self.post(path, data=values)

    def follow(self, response: TestResponse) -> TestResponse:
        """Go where a redirect leads, however many there are."""
        while 300 <= response.status_code < 400:
            response = self.get(response.headers["Location"])
        return response

    def sign_in(self, person: UUID) -> None:
        """Begin a session for the person without the way over the sign-in provider."""
        start_session(self, self.session, person)


def is_fragment(response: TestResponse) -> bool:
    """Whether htmx asked for a part of a page."""
    return response.request.headers.get("HX-Request-Type") == "partial"


def header_faults(response: TestResponse) -> list[str]:
    """Missing or weak security headers."""
    headers = response.headers
    faults = [
        f"{name} is {headers.get(name)!r}, not {value!r}"
        for name, value in HEADERS_OF_EVERY_ANSWER.items()
        if headers.get(name) != value
    ]
    policy = headers.get("Content-Security-Policy", "")
    faults += [f"the policy lacks {part}" for part in POLICY_PARTS if part not in policy]
    faults += [
        f"the policy allows {word}" for word in ("unsafe-", "*", "http:") if _allows(policy, word)
    ]
    if "no-store" not in headers.get("Cache-Control", "") and not _is_static(response):
        faults.append(f"Cache-Control is {headers.get('Cache-Control')!r}, not no-store")
    return faults


def _allows(policy: str, word: str) -> bool:
    sources = [source for part in policy.split(";") for source in part.split()[1:]]
    return any(word in source and "127.0.0.1" not in source for source in sources)


def _is_static(response: TestResponse) -> bool:
    return response.request.path.startswith("/static/")


def cookie_faults(response: TestResponse) -> list[str]:
    """Cookies that scripts or other sites could use."""
    return [
        f"the cookie {cookie.partition('=')[0]} lacks {flag}"
        for cookie in response.headers.getlist("Set-Cookie")
        for flag in ("HttpOnly", "SameSite=Lax", "Path=/")
        if flag not in cookie
    ]


@contextmanager
def watching_writes(app: Flask, written: list[str]) -> Iterator[None]:
    """Notes what a GET stores outside the closed list."""

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found = WRITE.match(statement)
        if not found or not has_request_context() or request.method not in SAFE_METHODS:
            return
        view = app.view_functions.get(request.endpoint or "")
        table = found.group(2)
        if getattr(view, "writes_on_get", False) or may_write_while_reading(table, statement):
            return
        written.append(f"a {request.method} writes to {table}")

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def may_write_while_reading(table: str, statement: str) -> bool:
    """Whether a statement is on the closed list of writes that a GET may do."""
    if table not in WRITES_WHILE_READING:
        return False
    columns = WRITES_WHILE_READING[table]
    changed = re.search(r"\bset\b(.*?)\bwhere\b", statement, re.I | re.S)
    if columns is None or changed is None:
        return columns is None
    names = {part.partition("=")[0].strip() for part in changed.group(1).split(",")}
    return names <= columns
