"""Typed answer values, and how FHIR R4 compares them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias


class Words(str):
    """Text of a form that remembers its language and its translations; used like any str."""

    __slots__ = ("language", "translations")
    language: str | None
    translations: Mapping[str, str]

    def __new__(
        cls,
        text: str = "",
        translations: Mapping[str, str] | None = None,
        language: str | None = None,
    ) -> "Words":
        """`translations` maps language tags (`en`, `da-DK`) to the same text in them.

        `language` is the tag of the text itself; None where the form does not say.
        """
        words = super().__new__(cls, text)
        words.translations = MappingProxyType(dict(translations or {}))
        words.language = language
        return words

    def __getnewargs__(self) -> tuple[str, dict[str, str], str | None]:  # type: ignore[override]
        return str(self), dict(self.translations), self.language

    def within(self, language: str) -> "Words":
        """This text in `language` (exact tag first, then the same main language), or itself."""
        found = find_language(language, self.translations)
        if found is None:
            return self
        return Words(self.translations[found], self.translations, found)


def find_language(wanted: str, available: Mapping[str, str]) -> str | None:
    """The tag among `available` that serves `wanted`: `da` serves `da-DK` and the reverse."""
    by_tag = {tag.lower(): tag for tag in reversed(list(available))}
    main = wanted.lower().split("-")[0]
    same_main = [tag for low, tag in by_tag.items() if low.split("-")[0] == main]
    return by_tag.get(wanted.lower()) or by_tag.get(main) or next(iter(same_main), None)


@dataclass(frozen=True, slots=True)
class Coding:
    """A code in a terminology (FHIR Coding). Two are the same when system and code are.

    `display` is the word for people and takes no part in `==`; without any code at all, the
    display is what identifies it.
    """

    system: str | None = None
    code: str | None = None
    display: Words = field(default=Words(), compare=False)

    @property
    def identity(self) -> tuple[str | None, str | None]:
        """What makes this coding the same as another one."""
        return (self.system, self.code if self.code is not None else str(self.display))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Coding) and self.identity == other.identity

    def __hash__(self) -> int:
        return hash(self.identity)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured amount (FHIR Quantity): exact value, unit for people, unit code for machines."""

    value: Decimal
    unit: str | None = None
    system: str | None = None
    code: str | None = None


Value: TypeAlias = bool | int | Decimal | str | date | Coding | Quantity
OptionValue: TypeAlias = Coding | str | int | date


def same(left: Value, right: Value) -> bool:
    """Whether two values are equal as enableWhen means it (R4 Questionnaire.item.enableWhen).

    Numbers compare by amount (1 = 1.0), codings by system and code, quantities by amount and
    unit; values of different kinds are never equal.
    """
    numbers = _number(left), _number(right)
    if None not in numbers:
        return numbers[0] == numbers[1]
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return left.value == right.value and _same_unit(left, right)
    return _kind(left) is _kind(right) and left == right


def ordering(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 as left is less than, the same as or more than right; None where no order is.

    Booleans and codings have no order: they are the same (0) or not comparable (None), which
    makes `>=` true for equal ones and `>` always false.
    """
    match left, right:
        case Quantity(), Quantity():
            return _sign(left.value - right.value) if _same_unit(left, right) else None
        case (str(), str()) | (date(), date()):
            return (left > right) - (left < right)  # type: ignore[operator]
    numbers = _number(left), _number(right)
    if numbers[0] is not None and numbers[1] is not None:
        return _sign(numbers[0] - numbers[1])
    return 0 if same(left, right) else None


def _sign(difference: Decimal) -> int:
    return (difference > 0) - (difference < 0)


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _kind(value: Value) -> type:
    return str if isinstance(value, str) else type(value)


def _same_unit(left: Quantity, right: Quantity) -> bool:
    """Same unit; a side that names no unit at all agrees with any."""
    left_unit, right_unit = _unit(left), _unit(right)
    return left_unit == right_unit or None in (left_unit, right_unit)


def _unit(quantity: Quantity) -> tuple[str | None, str] | None:
    if quantity.code is not None:
        return (quantity.system, quantity.code)
    return None if quantity.unit is None else (None, quantity.unit)
