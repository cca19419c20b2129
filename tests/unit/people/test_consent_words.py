"""The words of consents: complete, versioned, and replaceable."""

import json
from pathlib import Path
from typing import Any

import pytest

from citizen_app.people.consent_words import (
    BadWords,
    current,
    find_version,
    load_words,
    parse_words,
)
from citizen_app.people.rules import ConsentKind


def words(**changed: Any) -> dict[str, Any]:
    one = {"version": "1", "da": "Ja", "en": "Yes"}
    return {kind.value: [one] for kind in ConsentKind} | changed


def test_ours_are_complete_and_say_that_they_are_a_draft() -> None:
    ours = load_words()
    for kind in ConsentKind:
        assert "draft" in current(ours, kind).version
        assert current(ours, kind).in_language("da") != current(ours, kind).in_language("en")


def test_the_last_version_counts_and_the_first_stays_readable() -> None:
    versions = [{"version": one, "da": f"Ja {one}", "en": f"Yes {one}"} for one in "12"]
    found = parse_words(words(participation=versions))
    assert current(found, ConsentKind.PARTICIPATION).version == "2"
    first = find_version(found, ConsentKind.PARTICIPATION, "1")
    assert first is not None
    assert first.da == "Ja 1"
    assert find_version(found, ConsentKind.PARTICIPATION, "3") is None


def test_an_organisation_has_its_own_file(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_text(json.dumps(words()), "utf-8")
    assert current(load_words(str(file)), ConsentKind.RELATIVE).en == "Yes"


@pytest.mark.parametrize(
    "stored",
    [
        [],
        {},
        words(more=[]),
        words(participation=[]),
        words(participation="Ja"),
        words(participation=["Ja"]),
        words(participation=[{"version": "1", "da": "Ja"}]),
        words(participation=[{"version": "1", "da": "Ja", "en": " "}]),
        words(participation=[{"version": "x" * 41, "da": "Ja", "en": "Yes"}]),
        words(participation=[{"version": "1", "da": "Ja", "en": "Yes"}] * 2),
    ],
    ids=str,
)
def test_words_that_are_not_complete_are_refused(stored: Any) -> None:
    with pytest.raises(BadWords):
        parse_words(stored)
