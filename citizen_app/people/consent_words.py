"""The words that people agree to. Every version stays readable; the last of each kind counts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from citizen_app.paths import CONTENT
from citizen_app.people.rules import ConsentKind

OURS = CONTENT / "consents" / "consents.json"
LONGEST_VERSION = 40


class BadWords(ValueError):
    """A file of consents lacks something; the text says what."""


@dataclass(frozen=True)
class ConsentWords:
    """One version of the words."""

    version: str
    da: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in Danish, else in English."""
        return self.da if language == "da" else self.en


AllWords = Mapping[ConsentKind, tuple[ConsentWords, ...]]


@lru_cache(maxsize=4)
def load_words(file: str = "") -> AllWords:
    """The words of a file, or ours; BadWords where it is not complete."""
    return parse_words(json.loads((Path(file) if file else OURS).read_text(encoding="utf-8")))


def parse_words(stored: Any) -> AllWords:
    """Every kind with its versions, the oldest first."""
    if not isinstance(stored, dict) or set(stored) != set(ConsentKind):
        raise BadWords(f"there must be words for each of {', '.join(ConsentKind)}")
    return {kind: _versions(kind, stored[kind]) for kind in ConsentKind}


def current(words: AllWords, kind: ConsentKind) -> ConsentWords:
    """The words that somebody agrees to today."""
    return words[kind][-1]


def find_version(words: AllWords, kind: ConsentKind, version: str) -> ConsentWords | None:
    """The words that somebody agreed to."""
    return next((one for one in words[kind] if one.version == version), None)


def _versions(kind: ConsentKind, stored: Any) -> tuple[ConsentWords, ...]:
    if not isinstance(stored, list) or not stored:
        raise BadWords(f"{kind.value} has no words")
    found = tuple(_one(kind, entry) for entry in stored)
    if len({one.version for one in found}) != len(found):
        raise BadWords(f"{kind.value} has a version twice")
    return found


def _one(kind: ConsentKind, stored: Any) -> ConsentWords:
    found = stored if isinstance(stored, dict) else {}
    texts = [text for text in map(found.get, ("version", "da", "en")) if _is_text(text)]
    if len(texts) != 3:
        raise BadWords(f"{kind.value} needs a version, Danish words and English words")
    words = ConsentWords(*map(str, texts))
    if len(words.version) > LONGEST_VERSION:
        raise BadWords(f"{kind.value} has a version that is too long")
    return words


def _is_text(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())
