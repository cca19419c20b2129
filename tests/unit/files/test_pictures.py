"""Pictures come out upright and bare, and whatever else comes in is refused."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from citizen_app.files.pictures import LONGEST_SIDE, SMALL_SIDE, clean_picture
from citizen_app.files.rules import MOST_BYTES, PictureProblem, PictureRefused
from tests.pictures import SECRET, photo

KINDS = ("JPEG", "PNG", "WEBP")
MARKS = (b"Exif", b"GPS", b"ICC_PROFILE", b"http", SECRET.encode())
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
PHOTOS = {kind: photo(kind) for kind in KINDS}


def why_refused(content: bytes) -> PictureProblem:
    with pytest.raises(PictureRefused) as refused:
        clean_picture(content)
    return refused.value.problem


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_place_device_or_profile_is_left(kind: str) -> None:
    assert SECRET.encode() in PHOTOS[kind]
    clean = clean_picture(PHOTOS[kind])
    for content in (clean.large, clean.small):
        assert opened(content).format == "JPEG"
        assert dict(opened(content).getexif()) == {}
        assert [mark for mark in MARKS if mark in content] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_lies_on_its_side_is_turned(kind: str) -> None:
    clean = clean_picture(photo(kind, size=(320, 200), turned=6))
    assert (clean.width, clean.height) == (200, 320)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
def test_every_sort_of_png_is_drawn(mode: str) -> None:
    written = BytesIO()
    Image.new(mode, (30, 20)).save(written, "PNG")
    assert clean_picture(written.getvalue()).width == 30


def test_what_is_see_through_becomes_white() -> None:
    written = BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(written, "PNG")
    assert opened(clean_picture(written.getvalue()).large).getpixel((5, 5)) == (255, 255, 255)


def test_large_pictures_are_made_smaller_and_small_ones_stay() -> None:
    clean = clean_picture(photo(size=(4000, 3000)))
    assert (clean.width, clean.height) == (LONGEST_SIDE, 1200)
    assert max(opened(clean.small).size) == SMALL_SIDE
    assert clean_picture(photo(size=(50, 40))).width == 50


def test_what_stands_behind_the_picture_is_left_out() -> None:
    clean = clean_picture(PHOTOS["JPEG"] + b"PK\x03\x04 and <script>alert(1)</script>")
    assert b"script" not in clean.large


@pytest.mark.parametrize("kind", KINDS)
def test_too_many_pixels_are_refused_before_they_are_decoded(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = photo(kind, size=(5001, 5000))

    def load(_self: Image.Image) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
    assert why_refused(large) is PictureProblem.TOO_MANY_PIXELS


def test_a_header_that_promises_more_than_it_has_is_refused() -> None:
    bomb = bytearray(PHOTOS["PNG"])
    bomb[16:24] = (60_000).to_bytes(4) * 2
    assert why_refused(bytes(bomb)) in {PictureProblem.TOO_MANY_PIXELS, PictureProblem.BROKEN}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", PictureProblem.NO_PICTURE),
        (SVG, PictureProblem.NO_PICTURE),
        (b"GIF89a" + bytes(50), PictureProblem.NO_PICTURE),
        (b"%PDF-1.7", PictureProblem.NO_PICTURE),
        (b"BM" + bytes(80), PictureProblem.NO_PICTURE),
        (b"\x00\x00\x00\x18ftypheic" + bytes(80), PictureProblem.HEIC),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), PictureProblem.TOO_MANY_BYTES),
        (b"\xff\xd8\xff", PictureProblem.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), PictureProblem.BROKEN),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", PictureProblem.BROKEN),
    ],
)
def test_everything_else_is_refused_with_a_reason(content: bytes, problem: PictureProblem) -> None:
    assert why_refused(content) is problem


def is_picture_or_refused(content: bytes) -> bool:
    try:
        return bool(clean_picture(content).large)
    except PictureRefused:
        return True


@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]))
def test_random_bytes_are_a_picture_or_refused(content: bytes, head: bytes) -> None:
    assert is_picture_or_refused(head + content)


@settings(max_examples=300)
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 700),
)
def test_pictures_with_changed_bytes_are_a_picture_or_refused(kind, changes, cut) -> None:
    content = bytearray(PHOTOS[kind])
    for place, byte in changes:
        content[place % len(content)] = byte
    assert is_picture_or_refused(bytes(content[: len(content) - cut % len(content)]))


@given(st.binary(max_size=64))
def test_any_webp_header_has_a_size_or_is_refused(head: bytes) -> None:
    assert is_picture_or_refused(b"RIFF\x40\x00\x00\x00WEBPVP8X" + head)
