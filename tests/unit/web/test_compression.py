"""An answer is as small as the browser allows."""

import gzip

import brotli
import pytest
from werkzeug.http import parse_accept_header

from citizen_app.web.compression import BEST, QUICK, choose_encoding, compress


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("identity", "identity"),
        ("*", "br"),
        ("deflate", "identity"),
        ("identity;q=0", "identity"),
        ("br;q=high", "identity"),
        (";;;,,", "identity"),
    ],
)
def test_the_browser_says_what_it_takes(accepted: str, encoding: str) -> None:
    assert choose_encoding(parse_accept_header(accepted)) == encoding


@pytest.mark.parametrize("quality", [QUICK, BEST])
def test_nothing_is_lost(quality: dict[str, int]) -> None:
    body = "æøå ".encode() * 500
    assert brotli.decompress(compress(body, "br", quality)) == body
    assert gzip.decompress(compress(body, "gzip", quality)) == body


def test_the_same_file_is_the_same_bytes_in_every_process() -> None:
    assert compress(b"a" * 500, "gzip", BEST)[4:8] == b"\0\0\0\0"
