"""What a file must be before anything reads it; plain bytes."""

from enum import StrEnum

MOST_BYTES = 15_000_000
MOST_PIXELS = 25_000_000
HEADER = 64


class Kind(StrEnum):
    """The kinds of pictures that are read, by Pillow's names."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"


class PictureProblem(StrEnum):
    """Why a file is not taken as a picture."""

    NO_PICTURE = "no_picture"
    HEIC = "heic"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"


class PictureRefused(ValueError):
    """The file is not taken; `problem` says why."""

    def __init__(self, problem: PictureProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def kind_of(content: bytes) -> Kind:
    """What the first bytes say it is, whatever its name. PictureRefused for all else."""
    if len(content) > MOST_BYTES:
        raise PictureRefused(PictureProblem.TOO_MANY_BYTES)
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Kind.WEBP
    is_heic = content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"hevc"}
    raise PictureRefused(PictureProblem.HEIC if is_heic else PictureProblem.NO_PICTURE)


def check_pixels(width: int, height: int) -> None:
    """PictureRefused where decoding would take too much room."""
    if width * height > MOST_PIXELS:
        raise PictureRefused(PictureProblem.TOO_MANY_PIXELS)


def webp_size(content: bytes) -> tuple[int, int]:
    """Width and height from the header of a WebP file, whose decoder takes its room at once.

    The three layouts are those of RFC 9649: extended, lossless and lossy.
    """
    layout, head = content[12:16], content[20:HEADER]
    if layout == b"VP8X" and len(head) >= 10:
        return _little(head[4:7]) + 1, _little(head[7:10]) + 1
    if layout == b"VP8L" and len(head) >= 5 and head[0] == 0x2F:
        bits = _little(head[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if layout == b"VP8 " and len(head) >= 10 and head[3:6] == b"\x9d\x01\x2a":
        return _little(head[6:8]) & 0x3FFF, _little(head[8:10]) & 0x3FFF
    raise PictureRefused(PictureProblem.BROKEN)


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")
