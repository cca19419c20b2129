"""Static files: named by content, compressed once, kept for a year."""

import re
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from citizen_app.web.static_files import StaticFile, static_files, static_url

TEXT = b"a { color: red }\n" * 40


@pytest.fixture
def sheet(tmp_path: Path) -> StaticFile:
    return written(tmp_path, "css/a.css", TEXT)


def written(root: Path, name: str, body: bytes) -> StaticFile:
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(body)
    return StaticFile.read(path, root)


def answer(file: StaticFile, method: str = "GET", **headers: str) -> Response:
    sent = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return file.answer(Request(EnvironBuilder(method=method, headers=sent).get_environ()))


def test_the_address_changes_with_the_content_only(tmp_path: Path) -> None:
    first, same = (written(tmp_path, "css/a.css", TEXT) for _ in range(2))
    other = written(tmp_path, "css/a.css", TEXT + b" ")
    assert re.fullmatch(r"/static/css/a\.[0-9a-f]{12}\.css", first.url)
    assert first.url == same.url != other.url


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_every_encoding_is_served_with_its_length(sheet: StaticFile, encoding: str) -> None:
    found = answer(sheet, Accept_Encoding=encoding)
    assert found.headers.get("Content-Encoding", "identity") == encoding
    assert found.content_length == len(sheet.bodies[encoding])
    assert found.get_data() == sheet.bodies[encoding]
    assert found.headers["Vary"] == "Accept-Encoding"
    assert found.headers["Content-Type"] == "text/css; charset=utf-8"


def test_a_file_that_compression_makes_larger_stays_as_it_is(tmp_path: Path) -> None:
    tiny = answer(written(tmp_path, "a.css", b"a{}"), Accept_Encoding="br")
    assert tiny.get_data() == b"a{}"
    assert "Content-Encoding" not in tiny.headers
    assert "Vary" not in tiny.headers


def test_a_browser_keeps_it_for_a_year_and_asks_no_more(sheet: StaticFile) -> None:
    kept = answer(sheet).headers["Cache-Control"]
    assert {"public", "immutable", "max-age=31536000"} == set(kept.split(", "))


def test_who_asks_again_is_told_that_nothing_changed(sheet: StaticFile) -> None:
    tag = answer(sheet, Accept_Encoding="br").headers["ETag"]
    assert answer(sheet, Accept_Encoding="gzip", If_None_Match=tag).status_code == 304
    assert answer(sheet, If_None_Match='"older"').status_code == 200


def test_a_kind_of_file_that_nobody_named_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        written(tmp_path, "a.exe", b"")


def test_every_shipped_file_can_be_named() -> None:
    assert {static_url(name) for name in static_files()} == {
        file.url for file in static_files().values()
    }
    with pytest.raises(KeyError):
        static_url("css/absent.css")
