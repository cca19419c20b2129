"""A browser without JavaScript at a real server, for tests that need one."""

from dataclasses import dataclass, field

import requests

from tests.html_checks import Page
from tests.html_forms import Values, choose_form, fill, pressed

SECONDS = 20


@dataclass
class HttpBrowser:
    """Keeps its cookies; `page` is the last page."""

    address: str
    http: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> requests.Response:
        """Ask for a page and go where it leads."""
        return self._seen(self.http.get(self._url(path), timeout=SECONDS))

    def submit(self, fields: Values | None = None, *, button: str = "") -> requests.Response:
        """Fill in a form of the last page, press the button, and go where it leads."""
        form = choose_form(self.page, button=button)
        values = {**fill(form, fields or {}, button=button), **pressed(self.page, form, button)}
        return self.post(form.get("action") or self._last, values)

    def post(self, path: str, values: Values) -> requests.Response:
        """Send a form and go where the answer leads."""
        headers = {"Origin": self.address}
        return self._seen(
            self.http.post(self._url(path), data=values, headers=headers, timeout=SECONDS)
        )

    def sign_in(self, role: str = "citizen") -> None:
        """Through the stand-in, as one of the demo's people."""
        self.post("/sign-in", {})
        self.submit({"as": role})

    def _url(self, path: str) -> str:
        return path if path.startswith("http") else self.address + path

    def _seen(self, answer: requests.Response) -> requests.Response:
        self._last = answer.url
        self.page = Page(answer.text)
        return answer
