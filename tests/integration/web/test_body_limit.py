"""A body that is too large is refused before it is read to its end."""

import http.client
import json
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, select

from citizen_app.record.models import Submission
from tests.checking_client import CheckingClient
from tests.integration.web.conftest import DemoServer

LIMIT = 1_000_000


def test_a_form_within_the_limit_is_read(anna: CheckingClient) -> None:
    assert anna.post("/readings/add", data={"pulse": "a" * 900_000}).status_code == 422


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
def test_a_larger_form_is_refused_with_a_page(
    anna: CheckingClient, session: Session, kind: str
) -> None:
    answer = anna.post("/readings/add", data=b"pulse=" + b"7" * LIMIT, content_type=kind)
    assert answer.status_code == 413
    assert anna.page.h1 == "Det fylder for meget"
    assert "7777" not in anna.page.html
    assert session.exec(select(Submission)).all() == []


def test_a_large_part_and_a_large_file_are_refused(anna: CheckingClient) -> None:
    for part in ("7" * (LIMIT + 1), (BytesIO(b"7" * (LIMIT + 1)), "a.txt")):
        sent = {"pulse": part}
        answer = anna.post("/readings/add", data=sent, content_type="multipart/form-data")
        assert answer.status_code == 413


def test_very_many_parts_are_refused(anna: CheckingClient) -> None:
    sent = {f"a{number}": "1" for number in range(1001)}
    answer = anna.post("/readings/add", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_a_length_that_is_no_number_is_no_failure(anna: CheckingClient) -> None:
    for length in ("-1", "many", "9" * 30):
        answer = anna.post("/readings/add", headers={"Content-Length": length})
        assert answer.status_code < 500


def send_chunked(address: str, parts: Iterator[bytes]) -> tuple[int, str]:
    """POST a body whose length nobody said before."""
    host = urlsplit(address).netloc
    connection = http.client.HTTPConnection(host, timeout=20)
    headers = {"Origin": address, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/settings/language", parts, headers, encode_chunked=True)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


@pytest.mark.slow
def test_a_body_in_pieces_is_read_and_has_the_same_limit(demo_server: DemoServer) -> None:
    status, _ = send_chunked(demo_server.address, iter([b"langu", b"age=", b"en"]))
    assert status == 303
    status, page = send_chunked(
        demo_server.address, iter([b"language=en&a="] + [b"7" * 10_000] * 110)
    )
    assert status == 413
    assert "Det fylder for meget" in page


@pytest.mark.slow
def test_a_body_that_never_ends_is_cut(demo_server: DemoServer) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 200 * LIMIT:
            sent += 100_000
            yield b"7" * 100_000

    try:
        status, _ = send_chunked(demo_server.address, endless())
    except OSError:
        status = 413
    assert status == 413
    lines = demo_server.log.read_text("utf-8").splitlines()
    assert json.loads(lines[-1])["status"] == 413
