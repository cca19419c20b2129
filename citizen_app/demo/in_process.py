"""Carries the application's calls to the stand-in, which runs in the same process."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app


class InProcess(HTTPAdapter):
    """The same requests and answers as over the network, handed to a WSGI application."""

    def __init__(self, app: Callable[..., Any], base_url: str) -> None:
        super().__init__()
        self.app, self.base_url = app, base_url

    def send(self, request: PreparedRequest, *_args: object, **_limits: object) -> Response:
        """Answer at once, in the caller's thread."""
        body = request.body or b""
        builder = EnvironBuilder(
            path=(request.url or "").removeprefix(self.base_url),
            base_url=self.base_url,
            method=request.method or "GET",
            headers=Headers(list(request.headers.items())),
            data=body.encode() if isinstance(body, str) else body,
        )
        parts, status, headers = run_wsgi_app(self.app, builder.get_environ(), buffered=True)
        answer = HTTPResponse(
            body=BytesIO(b"".join(parts)),
            headers=dict(headers),
            status=int(status.split()[0]),
            preload_content=False,
        )
        return self.build_response(request, answer)
