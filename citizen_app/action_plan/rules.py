"""What an action plan holds, and which of its zones a finding calls for; plain values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from citizen_app.measures import MeasureCode
from citizen_app.record.rules import SEVERITY, Colour, Finding, FindingKind

# So that the whole plan fits on one sheet of paper.
LONGEST_TEXT, MOST_LINES = 180, 4
LONGEST_NAME, MOST_PHONES = 60, 3
PHONE = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]")
ZONES = (Colour.GREEN, Colour.YELLOW, Colour.RED)
# Never green: no finding may tell somebody that all is well.
TIED_ZONES = (Colour.YELLOW, Colour.RED)


@dataclass(frozen=True, slots=True)
class ZoneText:
    """One zone in the citizen's words: how it is then, and what to do."""

    zone: Colour
    feels: str
    does: str


@dataclass(frozen=True, slots=True)
class Phone:
    """Somebody to call, beside the numbers that stand on every page."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Tie:
    """When a zone's words are shown: at a colour of one measure, of one question of a form, or,
    where neither is named, of anything measured or answered."""

    zone: Colour
    colour: Colour
    measure: MeasureCode | None = None
    form_url: str | None = None
    link_id: str | None = None

    @property
    def subject(self) -> tuple[Colour, MeasureCode | None, str | None, str | None]:
        """What it is tied to, whichever the zone."""
        return (self.colour, self.measure, self.form_url, self.link_id)


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A whole plan: a text for each zone, phone numbers, and when zones are shown."""

    zones: tuple[ZoneText, ...]
    phones: tuple[Phone, ...] = ()
    ties: frozenset[Tie] = frozenset()

    def text_of(self, zone: Colour) -> ZoneText:
        """The text of a zone."""
        return next(text for text in self.zones if text.zone is zone)


class TextProblem(StrEnum):
    """Why a text of a plan cannot be kept as it was written."""

    MISSING = "missing"
    TOO_LONG = "too_long"


def problem_of(text: str) -> TextProblem | None:
    """What is wrong with a zone's text; blank lines count, they take room on paper too."""
    if not text:
        return TextProblem.MISSING
    is_long = len(text) > LONGEST_TEXT or text.count("\n") >= MOST_LINES
    return TextProblem.TOO_LONG if is_long else None


def is_phone(number: str) -> bool:
    """Whether it can be called: digits with blanks, with or without a country."""
    return PHONE.fullmatch(number) is not None


def zones_for(
    ties: Iterable[Tie], findings: Sequence[Finding], form_url: str | None
) -> list[Colour]:
    """The zones that the nurse tied to what was found, the gravest first.

    `form_url` names the form that the answers are of. A comment calls for no zone: nobody has
    read it yet.
    """
    zones = {
        tie.zone for tie in ties if any(_is_met(tie, finding, form_url) for finding in findings)
    }
    return sorted(zones, key=lambda zone: -SEVERITY[zone])


def _is_met(tie: Tie, finding: Finding, form_url: str | None) -> bool:
    if finding.colour is not tie.colour or finding.kind is FindingKind.COMMENT:
        return False
    if tie.measure is not None:
        return finding.measure is tie.measure
    if tie.link_id is not None:
        is_answer = finding.kind is FindingKind.ANSWER
        return is_answer and (form_url, finding.link_id) == (tie.form_url, tie.link_id)
    return True
