"""The document keeps each part's tables between marks of their own."""

from pathlib import Path

import pytest

from bench.__main__ import PARTS
from bench.report import DOCUMENT, keep, replaced
from tests.architecture.tree import ROOT

KEPT = "<!-- start -->\nstays\n<!-- /start -->\n"
BEFORE = f"# Fast\n\n<!-- pages -->\nold\n<!-- /pages -->\n\n{KEPT}"


def test_only_the_part_is_renewed() -> None:
    after = replaced(BEFORE, "pages", ["new", r"with \1 in it"])
    assert "old" not in after
    assert "<!-- pages -->\nnew\nwith \\1 in it\n\n<!-- /pages -->" in after
    assert after.endswith(KEPT)


def test_renewing_twice_changes_nothing() -> None:
    once = replaced(BEFORE, "pages", ["new"])
    assert replaced(once, "pages", ["new"]) == once


def test_a_part_without_a_place_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(BEFORE, "utf-8")
    with pytest.raises(LookupError, match="peers"):
        keep("peers", ["new"], document)
    assert document.read_text("utf-8") == BEFORE


@pytest.mark.parametrize("part", PARTS)
def test_our_document_has_a_place_for_every_part(part: str) -> None:
    assert replaced((ROOT / DOCUMENT).read_text("utf-8"), part, ["new"])
