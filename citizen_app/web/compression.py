"""Makes answers small on the wire: brotli or gzip, whichever the browser takes."""

import gzip

import brotli
from flask import Flask, Response, request
from werkzeug.datastructures import Accept

COMPRESSED_TYPES = frozenset(
    {"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"}
)
SMALLEST = 300
# Pages are compressed for every answer, so quickly; files once a process, so well.
QUICK, BEST = {"br": 5, "gzip": 6}, {"br": 11, "gzip": 9}


def choose_encoding(accepted: Accept) -> str:
    """ "br", "gzip" or "identity": the browser's favourite, ours where it has none."""
    return accepted.best_match(("br", "gzip", "identity")) or "identity"


def compress(body: bytes, encoding: str, quality: dict[str, int]) -> bytes:
    """The body in the encoding, which is "br" or "gzip"."""
    if encoding == "br":
        small: bytes = brotli.compress(body, quality=quality["br"])
        return small
    return gzip.compress(body, quality["gzip"], mtime=0)


def init_compression(app: Flask) -> None:
    """Compress every page, with errors or without."""

    @app.after_request
    def compress_answer(response: Response) -> Response:
        if response.mimetype not in COMPRESSED_TYPES:
            return response
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        encoding = choose_encoding(request.accept_encodings)
        if encoding != "identity" and len(body) >= SMALLEST:
            response.set_data(compress(body, encoding, QUICK))
            response.content_encoding = encoding
        return response
