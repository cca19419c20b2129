"""Denmark's 98 municipalities and 11 provinces (landsdele), with the codes of the registers."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from citizen_app.paths import CONTENT

WHOLE_COUNTRY = "DK"
# Where nobody has said in which municipality a citizen lives.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality and the province that it lies in."""

    code: str
    name: str
    province: str


@cache
def municipalities() -> Mapping[str, Municipality]:
    """All of them by code."""
    return {row["code"]: Municipality(row["code"], row["name"], row["province"]) for row in _rows()}


@cache
def provinces() -> Mapping[str, str]:
    """The names of the provinces by code, from east to west."""
    return {row["province"]: row["province_name"] for row in _rows()}


def province_of(municipality: str | None) -> str:
    """The province of a municipality; UNKNOWN where the municipality is not known."""
    found = municipalities().get(municipality or "")
    return found.province if found else UNKNOWN


def _rows() -> list[dict[str, str]]:
    text = (CONTENT / "municipalities.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
