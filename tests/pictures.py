"""Photos as devices make them, with all that must not be kept."""

from io import BytesIO
from typing import Any

from PIL import Image

ORIENTATION, PLACE, MAKER = 0x112, 0x8825, 0x10F
SECRET = "Fjordby Telefon"
COLOURS = ("red", "green", "blue", "yellow", "white", "black")


def photo(
    kind: str = "JPEG",
    *,
    size: tuple[int, int] = (320, 200),
    number: int = 0,
    turned: int = 1,
    **saved: Any,
) -> bytes:
    """A picture of one colour, with place and maker in its metadata; `turned` as EXIF says it."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = turned, SECRET
    exif[PLACE] = {1: "N", 2: (57.0, 2.0, 55.0), 3: "E", 4: (9.0, 55.0, 18.0)}
    written = BytesIO()
    picture = Image.new("RGB", size, COLOURS[number % len(COLOURS)])
    picture.save(written, kind, exif=exif, **saved)
    return written.getvalue()


def photo_file(number: int = 0) -> Any:
    """The same for the browser's file field."""
    return {
        "name": f"IMG_{number}.jpg",
        "mimeType": "image/jpeg",
        "buffer": photo(size=(1200, 900), number=number),
    }
