"""Numbers as people type them, understood exactly: comma or dot, spaces, units, any digits."""

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal

from citizen_app.measures.codes import Measure

MAX_TYPED_LENGTH = 40
MAX_DIGITS = 15

_SIGNS = {"−": "-", "﹣": "-", "－": "-", "﹢": "+", "＋": "+"}
_SEPARATORS = {"，": ",", "．": ".", "٫": ",", "٬": ".", "。": "."}
_SPACES = "\u00a0\u2007\u2009\u202f\u3000\t"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069"

_NUMBER = re.compile(r"(?P<sign>[-+]?) ?(?P<body>[0-9.,](?:[0-9., ]*[0-9])?)(?P<rest>.*)", re.S)
_GROUPS = {
    separator: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(separator)}[0-9]{{3}})+")
    for separator in ".,"
}
_SPACE_GROUPS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_PAIR = re.compile(r"(?P<first>[0-9]{1,4}) ?[/\\|\- ] ?(?P<second>[0-9]{1,4})(?P<rest>.*)", re.S)
_PRESSURE_UNITS = ("", "mmhg", "mm hg")


class NotANumber(ValueError):
    """What was typed cannot be read as one number."""


def parse_number(text: str, *, units: Collection[str] = ()) -> Decimal:
    """The exact number typed, with comma or dot, spaces, sign, and perhaps one of `units`.

    A single comma or dot is always the decimal mark ("1.234" is a little more than one), since
    guessing otherwise could be wrong by a thousand; `assess` asks where the thousand is likely.
    Raises NotANumber for words, other units, unfinished or absurdly long numbers.
    """
    found = _NUMBER.fullmatch(_plain(text))
    if found is None or not _is_unit(found["rest"], units):
        raise NotANumber
    whole, fraction = _split_decimals(found["body"])
    if len(whole) + len(fraction) > MAX_DIGITS or not whole + fraction:
        raise NotANumber
    digits = f"{whole or '0'}.{fraction}" if fraction else whole
    number = Decimal(digits)
    return -number if found["sign"] == "-" and number else number


def parse_value(measure: Measure, text: str) -> Decimal:
    """The number typed for a measure, in its unit; the unit may be typed after the number.

    Raises NotANumber as `parse_number` does.
    """
    return parse_number(text, units=(measure.unit, *measure.unit_spellings))


def parse_blood_pressure(text: str) -> tuple[Decimal, Decimal] | None:
    """Two numbers typed as one ("120/80", "120 80 mmHg") in mmHg, in the order typed, or None."""
    if len(text) > MAX_TYPED_LENGTH:
        return None
    found = _PAIR.fullmatch(_plain(text).replace("／", "/").replace("∕", "/"))
    if found is None or _folded(found["rest"]) not in _PRESSURE_UNITS:
        return None
    if _SPACE_GROUPS.fullmatch(found[0][: found.end("second")]):
        return None
    return Decimal(found["first"]), Decimal(found["second"])


def to_scaled(value: Decimal) -> tuple[int, int]:
    """A decimal as (scaled integer, number of decimals), as it is stored: 36.70 is (3670, 2)."""
    if not value.is_finite():
        raise ValueError(value)
    exponent = value.as_tuple().exponent
    decimals = max(0, -int(exponent))
    return int(value.scaleb(decimals)), decimals


def from_scaled(scaled: int, decimals: int) -> Decimal:
    """The exact decimal of a stored (scaled integer, number of decimals)."""
    return Decimal(scaled).scaleb(-decimals)


def _plain(text: str) -> str:
    if len(text) > MAX_TYPED_LENGTH:
        raise NotANumber
    return re.sub(" +", " ", "".join(map(_plain_character, text))).strip()


def _plain_character(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    if character in _SPACES or character.isspace():
        return " "
    if character in _SIGNS or character in _SEPARATORS:
        return _SIGNS.get(character) or _SEPARATORS[character]
    # Only true digits: a superscript or a fraction is no part of a plain number.
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return character


def _folded(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).strip().casefold()


def _is_unit(rest: str, units: Collection[str]) -> bool:
    typed = _folded(rest)
    return not typed or typed in {_folded(unit) for unit in units}


def _split_decimals(body: str) -> tuple[str, str]:
    """Digits before and after the decimal mark; thousand separators must stand in threes."""
    if " " in body:
        if _SPACE_GROUPS.fullmatch(body) is None:
            raise NotANumber
        body = body.replace(" ", "")
    mark = _decimal_mark(body)
    whole, _, fraction = body.rpartition(mark) if mark else (body, "", "")
    for separator in ".,":
        if separator in whole and _GROUPS[separator].fullmatch(whole):
            whole = whole.replace(separator, "")
    if mark and not fraction or not (whole + fraction).isdigit():
        raise NotANumber
    return whole, fraction


def _decimal_mark(body: str) -> str:
    """The decimal mark used, or nothing where every separator parts thousands."""
    used = sorted({character for character in body if character in ".,"}, key=body.rindex)
    if not used or (len(used) == 1 and body.count(used[0]) > 1):
        return ""
    return used[-1]
