"""Makes a PDF of plain data, in a process of its own that ends with it.

The typesetter takes about 40 MB and never gives them back; a worker should not grow by it, nor
fall with it. What a person has typed reaches it as data and is never read as markup. A character
that its fonts lack makes it fail, so a second try goes without such characters.
"""

import json
import re
import subprocess
import sys
import unicodedata
from threading import BoundedSemaphore
from typing import Any

from citizen_app.paths import TEMPLATES

TEMPLATE = TEMPLATES / "trends" / "one_page.typ"
AT_ONCE = 2
SECONDS = 20
# Letters of the scripts that the fonts surely have, and signs between words and numbers.
SURELY_SHOWN = re.compile(r"[^\x20-\x7e\xa0-\u017f\u0386-\u03ce\u0400-\u045f\u2010-\u2026\u20ac]")
INSTEAD = "?"
_places = BoundedSemaphore(AT_ONCE)


class NotMade(Exception):
    """There is no PDF: too many at once, or the typesetter failed."""


def make_pdf(data: dict[str, Any]) -> bytes:
    """The page as a PDF that screen readers can read (PDF/UA). Raises NotMade."""
    if not _places.acquire(timeout=SECONDS):
        raise NotMade
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, the data goes in as a file would
            [sys.executable, "-I", "-m", __name__],
            input=json.dumps(data).encode(),
            capture_output=True,
            check=True,
            timeout=SECONDS,
            env={},
        )
    except (subprocess.SubprocessError, OSError):
        # The failure quotes what was typeset: none of it may reach a log.
        raise NotMade from None
    finally:
        _places.release()
    return done.stdout


def typeset(data: Any) -> bytes:
    """The PDF, made in this process."""
    import typst  # here only: it is large, and the web process never needs it

    clean = _mapped(data, _without_controls)
    try:
        return _compile(typst.Compiler, clean)
    except typst.TypstError:
        return _compile(typst.Compiler, _mapped(clean, _without_rare_letters))


def _compile(compiler: Any, data: Any) -> bytes:
    made = compiler(
        TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    ).compile(format="pdf", pdf_standards="ua-1")
    return bytes(made)


def _mapped(data: Any, change: Any) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [_mapped(one, change) for one in data]
    if isinstance(data, dict):
        return {key: _mapped(one, change) for key, one in data.items()}
    return data


def _without_controls(text: str) -> str:
    return "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)


def _without_rare_letters(text: str) -> str:
    return SURELY_SHOWN.sub(INSTEAD, unicodedata.normalize("NFC", text))


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)))
