"""Pictures from strangers' devices, drawn anew: what comes out holds pixels and nothing else."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from citizen_app.files.rules import (
    Kind,
    PictureProblem,
    PictureRefused,
    check_pixels,
    kind_of,
    webp_size,
)

LONGEST_SIDE, SMALL_SIDE = 1600, 240
QUALITY, SMALL_QUALITY = 82, 70
PAPER = (255, 255, 255)
PLAIN_MODES = frozenset({"L", "RGB", "RGBA", "CMYK"})
# Our own limit, asked before anything is decoded, is lower.
Image.MAX_IMAGE_PIXELS = None
# A picture of 25 megapixels takes 100 MB while it is decoded: one at a time in a process.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class CleanPicture:
    """A picture as JPEG, turned upright, without place, time or device; and a small one."""

    large: bytes
    small: bytes
    width: int
    height: int


def clean_picture(content: bytes) -> CleanPicture:
    """Draw a JPEG, PNG or WebP file on a new canvas. PictureRefused for everything else."""
    kind = kind_of(content)
    if kind is Kind.WEBP:
        check_pixels(*webp_size(content))
    with _one_at_a_time:
        try:
            return _drawn(content, kind)
        except PictureRefused:
            raise
        # A decoder may fail in any way on bytes that somebody made up.
        except Exception as error:
            raise PictureRefused(PictureProblem.BROKEN) from error


def _drawn(content: bytes, kind: Kind) -> CleanPicture:
    with Image.open(BytesIO(content), formats=(kind.value,)) as opened:
        check_pixels(*opened.size)
        picture: Image.Image = opened if opened.mode in PLAIN_MODES else opened.convert("RGBA")
        # Made small before anything is copied; a JPEG is not even decoded larger than needed.
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        ImageOps.exif_transpose(picture, in_place=True)
        upright = picture.convert("RGBA")
    canvas = Image.new("RGB", upright.size, PAPER)
    canvas.paste(upright, mask=upright)
    small = canvas.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return CleanPicture(
        _jpeg(canvas, QUALITY), _jpeg(small, SMALL_QUALITY), canvas.width, canvas.height
    )


def _jpeg(canvas: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    canvas.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()
