"""Keeps the tables of each part in docs/performance.md, between marks of their own."""

import re
from collections.abc import Sequence
from pathlib import Path

DOCUMENT = Path("docs/performance.md")


def replaced(document: str, part: str, lines: Sequence[str]) -> str:
    """The document with a part's lines renewed. LookupError when it has no place for the part."""
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    place = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    if not place.search(document):
        raise LookupError(f"no place for {part}")
    body = "\n".join([begin, *lines, "", end])
    return place.sub(lambda _found: body, document, count=1)


def keep(part: str, lines: Sequence[str], document: Path = DOCUMENT) -> None:
    """Write a part's lines into the document."""
    document.write_text(replaced(document.read_text("utf-8"), part, lines), "utf-8")
