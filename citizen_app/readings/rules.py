"""What to ask about typed numbers before they may be sent, and what an answer changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from citizen_app.measures import (
    MEASURES,
    PAIRS,
    Accepted,
    Asked,
    MeasureAgain,
    MeasureCode,
    ReadingContext,
    Refused,
    SkipReason,
    Swapped,
    assess,
    assess_pair,
    is_alarming,
)

BASIC: tuple[MeasureCode, ...] = (
    MeasureCode.SPO2,
    MeasureCode.PULSE,
    MeasureCode.SYSTOLIC,
    MeasureCode.DIASTOLIC,
    MeasureCode.WEIGHT,
    MeasureCode.TEMPERATURE,
    MeasureCode.SIT_TO_STAND,
)
# Measured in one go with one device: one reason covers what is missing of them.
ONE_DEVICE: tuple[tuple[MeasureCode, ...], ...] = (
    (MeasureCode.SPO2, MeasureCode.PULSE),
    (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC),
    (MeasureCode.FEV1, MeasureCode.FVC),
)
SHOWN_WITHOUT_PLAN = frozenset({MeasureCode.SPO2, MeasureCode.PULSE})

Numbers = Mapping[MeasureCode, Decimal]


@dataclass(frozen=True)
class EnteredReading:
    """One reading as the person means it: a number in the measure's unit, or why it is missing."""

    measure: MeasureCode
    value: Decimal | None = None
    context: ReadingContext | None = None
    skip_reason: SkipReason | None = None

    @property
    def is_alarming(self) -> bool:
        """Whether the phone numbers are shown at once."""
        if self.skip_reason is not None:
            return self.skip_reason.is_alarm
        return self.value is not None and is_alarming(MEASURES[self.measure], self.value)


@dataclass(frozen=True)
class SlipAsk:
    """Did you mean another number with the same digits? `meant` may be empty."""

    measure: MeasureCode
    value: Decimal
    meant: tuple[Decimal, ...]
    can_keep: bool

    @property
    def name(self) -> str:
        return f"slip:{self.measure}"

    @property
    def token(self) -> str:
        return f"{self.name}={self.value}"


@dataclass(frozen=True)
class SwapAsk:
    """Did you write two numbers in each other's place?"""

    first: MeasureCode
    second: MeasureCode
    first_value: Decimal
    second_value: Decimal
    can_keep: bool

    @property
    def name(self) -> str:
        return f"swap:{self.first}"

    @property
    def token(self) -> str:
        return f"{self.name}={self.first_value}/{self.second_value}"


@dataclass(frozen=True)
class AgainAsk:
    """Please measure once more; the first number stands where that is not possible."""

    measure: MeasureCode
    value: Decimal

    @property
    def name(self) -> str:
        return f"again:{self.measure}"

    @property
    def token(self) -> str:
        return f"{self.name}={self.value}"


@dataclass(frozen=True)
class OldAsk:
    """Was it really that long ago?"""

    moment: datetime
    days: int

    @property
    def name(self) -> str:
        return "old"

    @property
    def token(self) -> str:
        return f"old:{self.moment:%Y%m%dT%H%M}"


@dataclass(frozen=True)
class TwiceAsk:
    """The hour came twice that night: the first or the second time?"""

    first: datetime
    second: datetime

    @property
    def name(self) -> str:
        return "twice"

    @property
    def token(self) -> str:
        return self.name


Ask = SlipAsk | SwapAsk | AgainAsk | OldAsk | TwiceAsk


def allowed_measures(asked: Iterable[MeasureCode]) -> tuple[MeasureCode, ...]:
    """What may be entered outside a task: what the plan asks for and the basic ones, in order."""
    allowed = {*asked, *BASIC}
    return tuple(code for code in MeasureCode if code in allowed)


def first_measures(asked: frozenset[MeasureCode]) -> frozenset[MeasureCode]:
    """Those shown at once outside a task; the rest lie behind a "more"."""
    return asked or SHOWN_WITHOUT_PLAN


def device_groups(measures: Iterable[MeasureCode]) -> tuple[tuple[MeasureCode, ...], ...]:
    """The measures in their order, those of one device together."""
    groups: dict[MeasureCode, list[MeasureCode]] = {}
    for code in measures:
        device = next((codes for codes in ONE_DEVICE if code in codes), (code,))
        groups.setdefault(device[0], []).append(code)
    return tuple(tuple(group) for group in groups.values())


def refused_numbers(numbers: Numbers) -> dict[MeasureCode, Refused]:
    """The numbers that cannot stand, except those that only seem swapped with another."""
    swapped = {code for ask in _early_swaps(numbers) for code in (ask.first, ask.second)}
    refused: dict[MeasureCode, Refused] = {}
    for code, value in numbers.items():
        answer = assess(MEASURES[code], value)
        if isinstance(answer, Refused) and code not in swapped:
            refused[code] = answer
    for first, second, verdict in _pair_verdicts(numbers):
        if isinstance(verdict, Refused) and first not in refused and second not in refused:
            refused[second] = verdict
    return refused


def next_ask(numbers: Numbers, settled: frozenset[str]) -> SlipAsk | SwapAsk | AgainAsk | None:
    """The next question about the numbers that the person has not settled, or None.

    Clear swaps come first, since the numbers alone look wrong then; then slips, the other
    swaps, and last what should be measured again.
    """
    asks: list[SlipAsk | SwapAsk | AgainAsk] = [*_early_swaps(numbers), *_slips(numbers)]
    asks += [*_swaps(numbers), *_again(numbers)]
    return next((ask for ask in asks if ask.token not in settled), None)


def final_value(code: MeasureCode, value: Decimal) -> Decimal:
    """The number as it is sent: without decimals that say nothing."""
    answer = assess(MEASURES[code], value)
    return answer.value if isinstance(answer, Accepted | MeasureAgain) else value


def _pair_verdicts(
    numbers: Numbers,
) -> Iterator[tuple[MeasureCode, MeasureCode, Swapped | Refused]]:
    for first, second in PAIRS:
        if first in numbers and second in numbers:
            verdict = assess_pair(
                MEASURES[first], numbers[first], MEASURES[second], numbers[second]
            )
            if verdict is not None:
                yield first, second, verdict


def _swaps(numbers: Numbers) -> Iterator[SwapAsk]:
    for first, second, verdict in _pair_verdicts(numbers):
        if isinstance(verdict, Swapped):
            yield SwapAsk(first, second, numbers[first], numbers[second], verdict.can_keep)


def _early_swaps(numbers: Numbers) -> Iterator[SwapAsk]:
    for ask in _swaps(numbers):
        turned = (
            assess(MEASURES[ask.first], ask.second_value),
            assess(MEASURES[ask.second], ask.first_value),
        )
        if all(isinstance(answer, Accepted | MeasureAgain) for answer in turned):
            yield ask


def _slips(numbers: Numbers) -> Iterator[SlipAsk]:
    for code, value in numbers.items():
        answer = assess(MEASURES[code], value)
        if isinstance(answer, Asked):
            yield SlipAsk(code, value, answer.meant, answer.can_keep)


def _again(numbers: Numbers) -> Iterator[AgainAsk]:
    for code, value in numbers.items():
        if is_alarming(MEASURES[code], value):
            yield AgainAsk(code, value)
