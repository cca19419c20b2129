"""Our CSS, scripts and icons under names that carry their content's hash, held in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.wrappers import Request, Response

from citizen_app.config import Settings
from citizen_app.paths import STATIC
from citizen_app.web.compression import BEST, COMPRESSED_TYPES, choose_encoding, compress
from citizen_app.web.security_headers import ONE_YEAR, fixed_headers

WsgiApp = Callable[..., Iterable[bytes]]

PREFIX = "/static/"
# Not asked of the machine, whose list may be another.
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class StaticFile:
    """One file: its address, and its bytes in every encoding that makes it smaller."""

    url: str
    mimetype: str
    digest: str
    bodies: dict[str, bytes]

    @classmethod
    def read(cls, file: Path, root: Path) -> "StaticFile":
        """Read and compress a file below `root`."""
        body, mimetype = file.read_bytes(), TYPES[file.suffix]
        bodies = {"identity": body}
        if mimetype in COMPRESSED_TYPES:
            small = {encoding: compress(body, encoding, BEST) for encoding in ("br", "gzip")}
            bodies |= {name: tried for name, tried in small.items() if len(tried) < len(body)}
        digest = sha256(body).hexdigest()[:12]
        folder = file.relative_to(root).parent
        url = PREFIX + (folder / f"{file.stem}.{digest}{file.suffix}").as_posix()
        return cls(url, mimetype, digest, bodies)

    def answer(self, request: Request) -> Response:
        """The file as the browser wants it, or that it has it already."""
        encoding = choose_encoding(request.accept_encodings)
        body = self.bodies.get(encoding)
        answer = Response(self.bodies["identity"] if body is None else body, mimetype=self.mimetype)
        if body is not None and encoding != "identity":
            answer.content_encoding = encoding
        if len(self.bodies) > 1:
            answer.vary.add("Accept-Encoding")
        answer.cache_control.public = answer.cache_control.immutable = True
        answer.cache_control.max_age = ONE_YEAR
        answer.set_etag(self.digest, weak=True)
        return answer.make_conditional(request)


@cache
def static_files() -> dict[str, StaticFile]:
    """Every file by its name, such as "css/app.css"; read once a process."""
    files = sorted(path for path in STATIC.rglob("[!.]*") if path.is_file())
    return {file.relative_to(STATIC).as_posix(): StaticFile.read(file, STATIC) for file in files}


def static_url(name: str) -> str:
    """Address of a static file, such as "css/app.css"; it changes when the file does."""
    return static_files()[name].url


class StaticFiles:
    """Answers for the files before the application is asked."""

    def __init__(self, app: WsgiApp, headers: dict[str, str]) -> None:
        self._app, self._headers = app, headers
        self._files = {file.url: file for file in static_files().values()}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        file = self._files.get(environ.get("PATH_INFO", ""))
        if file is None:
            return self._app(environ, start_response)
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            answer = file.answer(Request(environ))
        else:
            answer = Response(status=405, headers={"Allow": "GET, HEAD"})
        answer.headers.extend(self._headers)
        return answer(environ, start_response)


def init_static_files(app: Flask, settings: Settings) -> None:
    """Serve the files before the application is asked, and name them in templates."""
    app.jinja_env.globals["static_url"] = static_url
    app.wsgi_app = StaticFiles(app.wsgi_app, fixed_headers(settings))  # type: ignore[method-assign]
