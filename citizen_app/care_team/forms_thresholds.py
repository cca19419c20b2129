"""Limits as somebody of the care team typed them: understood, or told what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.care_team.forms import LONGEST_WORDS, MOST_DECIMALS, TOO_LONG, possible_number
from citizen_app.measures import MEASURES, NotANumber, parse_number, parse_value, to_scaled
from citizen_app.measures.wording import measure_example
from citizen_app.plans.rules import MOST_DAYS, ChangeLimits, Scope, ThresholdLimits
from citizen_app.plans.service import NewThreshold, SetThreshold
from citizen_app.readings.wording import plain_number
from citizen_app.typed_text import tidy
from citizen_app.web.field_errors import FieldError

VALUES = ("red-below", "yellow-below", "yellow-above", "red-above")
AMOUNTS = ("yellow-rise", "red-rise", "yellow-fall", "red-fall")
TEXTS = ("yellow-words", "red-words", "reason")
DAYS = "change-days"
FIELDS = (*VALUES, *AMOUNTS, DAYS, *TEXTS)
# As they stand on the page, so that the first one told is the first one met.
IN_ORDER = (*VALUES, DAYS, *AMOUNTS, "red-words", "yellow-words", "reason")
LONGEST_AS_TYPED = 5000

NO_LIMIT = _l("Write at least one limit")
NO_REASON = _l("Write why, in a few words")
NO_AMOUNT = _l("Write how much: a number above 0")
NO_DAYS = _l("Write within how many days, from 1 to %(most)s", most=MOST_DAYS)
NO_CHANGE = _l("Write how much it may rise or fall, or leave the days empty")


@dataclass(frozen=True)
class ThresholdForm:
    """The texts of the fields, kept as typed, by the fields' names."""

    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, standing: SetThreshold | None) -> "ThresholdForm":
        """The limits that stand, to be changed; why they were set is asked anew."""
        if standing is None:
            return cls(dict.fromkeys(FIELDS, ""))
        limits, change = standing.threshold, standing.threshold.change
        numbers: dict[str, Decimal | None] = {
            name: getattr(limits, _field(name)) for name in VALUES
        }
        numbers |= {name: getattr(change, _field(name)) if change else None for name in AMOUNTS}
        return cls(
            {name: "" if one is None else plain_number(one) for name, one in numbers.items()}
            | {DAYS: str(change.days) if change else "", "reason": ""}
            | {"yellow-words": limits.yellow_words or "", "red-words": limits.red_words or ""}
        )

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "ThresholdForm":
        """The texts of a form that was sent."""
        return cls({name: tidy(fields.get(name, "")[:LONGEST_AS_TYPED]) for name in FIELDS})

    def parse(self, scope: Scope) -> NewThreshold | list[FieldError]:
        """The limits to set, or what to write instead."""
        numbers, errors = self._numbers(scope)
        days = _days(self.texts[DAYS])
        has_change = any(self.texts[name] for name in AMOUNTS)
        errors += [
            *self._faults_of_change(days, has_change),
            *self._faults_of_texts(),
            *(_order_faults(numbers) if not errors else ()),
        ]
        if not errors and not any(value is not None for value in numbers.values()):
            errors = [FieldError(VALUES[0], NO_LIMIT)]
        if errors:
            return sorted(errors, key=lambda error: IN_ORDER.index(error.field_id))
        return NewThreshold(
            measure=scope.measure,
            limits=ThresholdLimits(
                **{_field(name): numbers[name] for name in VALUES},
                change=_change(days, numbers) if days else None,
            ),
            position=scope.position,
            with_oxygen=scope.with_oxygen,
            red_words=self.texts["red-words"] or None,
            yellow_words=self.texts["yellow-words"] or None,
            reason=self.texts["reason"],
        )

    def _numbers(self, scope: Scope) -> tuple[dict[str, Decimal | None], list[FieldError]]:
        numbers: dict[str, Decimal | None] = dict.fromkeys((*VALUES, *AMOUNTS))
        errors = []
        for name in numbers:
            if not self.texts[name]:
                continue
            is_value = name in VALUES
            read = _value if is_value else _amount
            numbers[name] = read(scope, self.texts[name])
            if numbers[name] is None:
                message = _no_value(scope) if is_value else NO_AMOUNT
                errors.append(FieldError(name, message))
        return numbers, errors

    def _faults_of_change(self, days: int | None, has_change: bool) -> Iterator[FieldError]:
        if days is None and (has_change or self.texts[DAYS]):
            yield FieldError(DAYS, NO_DAYS)
        elif days is not None and not has_change:
            yield FieldError(AMOUNTS[0], NO_CHANGE)

    def _faults_of_texts(self) -> Iterator[FieldError]:
        for name in TEXTS:
            if len(self.texts[name]) > LONGEST_WORDS:
                yield FieldError(name, TOO_LONG)
        if not self.texts["reason"]:
            yield FieldError("reason", NO_REASON)


def _field(name: str) -> str:
    """What the limit of a form's field is called in code."""
    return name.replace("-", "_")


def _change(days: int, numbers: Mapping[str, Decimal | None]) -> ChangeLimits:
    return ChangeLimits(days, **{_field(name): numbers[name] for name in AMOUNTS})


def _no_value(scope: Scope) -> LazyString:
    return _l(
        # Translators: "Skriv et tal, der kan måles, for eksempel 92"
        "Write a number that can be measured, %(example)s",
        example=measure_example(scope.measure),
    )


def _value(scope: Scope, text: str) -> Decimal | None:
    return possible_number(MEASURES[scope.measure], text)


def _amount(scope: Scope, text: str) -> Decimal | None:
    measure = MEASURES[scope.measure]
    try:
        amount = parse_value(measure, text)
    except NotANumber:
        return None
    is_possible = 0 < amount <= measure.limits.highest
    return amount if is_possible and to_scaled(amount)[1] <= MOST_DECIMALS else None


def _days(text: str) -> int | None:
    try:
        days = parse_number(text, units=("days", "dage", "dag", "day"))
    except NotANumber:
        return None
    is_whole = days == days.to_integral_value()
    return int(days) if is_whole and 1 <= days <= MOST_DAYS else None


def _order_faults(numbers: Mapping[str, Decimal | None]) -> Iterator[FieldError]:
    """Limits that stand in each other's way, in a sentence at the field to look at."""
    if _is_above(numbers["red-below"], numbers["yellow-below"]):
        yield FieldError(
            "yellow-below",
            _l("Yellow below must not be lower than red below: yellow comes before red"),
        )
    if _is_above(numbers["yellow-above"], numbers["red-above"]):
        yield FieldError(
            "red-above",
            _l("Red above must not be lower than yellow above: yellow comes before red"),
        )
    low = [one for one in (numbers["red-below"], numbers["yellow-below"]) if one is not None]
    high = [
        (name, one) for name in ("yellow-above", "red-above") if (one := numbers[name]) is not None
    ]
    if low and high and max(low) >= min(one for _, one in high):
        yield FieldError(high[0][0], _l("The limits above must be higher than the limits below"))
    for yellow, red in (AMOUNTS[:2], AMOUNTS[2:]):
        if _is_above(numbers[yellow], numbers[red]):
            yield FieldError(
                red, _l("Red must not ask for less than yellow: yellow comes before red")
            )


def _is_above(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one > other
