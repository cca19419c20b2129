"""Serves folders of files, compressed beforehand as well as brotli can, the same for all."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import brotli

COMPRESSED = {".html", ".css", ".js", ".json", ".svg"}
Bodies = dict[str, tuple[bytes, dict[str, str]]]


def bodies_of(folder: Path) -> Bodies:
    """Body and headers of every file, by its path; `/` is index.html."""
    bodies: Bodies = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        body, path = file.read_bytes(), f"/{file.relative_to(folder).as_posix()}"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"Content-Type": kind, "Cache-Control": "max-age=3600"}
        if file.suffix in COMPRESSED:
            body = brotli.compress(body)
            headers["Content-Encoding"] = "br"
        bodies[path] = (body, {**headers, "Content-Length": str(len(body))})
        if path == "/index.html":
            bodies["/"] = bodies[path]
    return bodies


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address under which the folder is served."""
    bodies = bodies_of(folder)

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body, headers = bodies.get(urlsplit(self.path).path, (b"", {"Content-Length": "0"}))
            self.send_response(200 if body else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
