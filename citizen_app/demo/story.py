"""Three months of an invented citizen's life, a day at a time. The same for everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from citizen_app.measures import SkipReason

DAYS = 91
SEED = 20260105
# Days before today, and how bad it was: 1 a little, 2 quite a bit, 3 much.
BAD_SPELL = {45: 1, 44: 2, 43: 3, 42: 3, 41: 2, 40: 2, 39: 1, 38: 1}
AWAY = range(64, 71)
FORGOTTEN = {3, 17, 29, 52, 77}
ONLY_MEASURED = {11, 33, 58}
BROKEN_DEVICE = 24
TOO_UNWELL = 43
MISTYPED_WEIGHT_WEEK = 5

LEVELS = ("not-at-all", "a-little", "quite-a-bit", "much")
SURE = ("fairly-sure", "fairly-sure", "a-little-unsure", "very-unsure")
COLOURS = ("white", "light-yellow", "dark-yellow", "green")
COMMENTS = {
    80: "Jeg har været ude at gå i skoven. Det gik fint.",
    43: "Jeg har sovet siddende i nat.",
    40: "Det er lidt bedre i dag.",
    21: "Mit barnebarn har været forkølet.",
    6: "Det er blevet koldt, og jeg går kortere ture.",
}

Answer = str | bool | int


@dataclass(frozen=True)
class DayStory:
    """One day. What is None was not measured or not answered."""

    day: date
    minutes_past_seven: int
    spo2: Decimal | None = None
    pulse: Decimal | None = None
    skipped: SkipReason | None = None
    temperature: Decimal | None = None
    weight: Decimal | None = None
    mistyped_weight: Decimal | None = None
    blood_pressure: tuple[Decimal, Decimal] | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)


def tell(today: date) -> Iterator[DayStory]:
    """The days before `today`, oldest first; days on which nothing was sent are left out."""
    # The same story at every start; nothing secret hangs on these numbers.
    chance = Random(SEED)  # noqa: S311
    for ago in range(DAYS, 0, -1):
        told = _tell_day(chance, today - timedelta(days=ago), ago)
        if ago not in FORGOTTEN and ago not in AWAY:
            yield told


def _tell_day(chance: Random, day: date, ago: int) -> DayStory:
    badness = BAD_SPELL.get(ago, 0)
    skipped = {BROKEN_DEVICE: SkipReason.DEVICE_FAULT, TOO_UNWELL: SkipReason.TOO_UNWELL}.get(ago)
    oxygen = 92 + chance.choice((0, 0, 1, 1, 2)) - (DAYS - ago) // 60 - 2 * badness
    pulse = 78 + chance.randint(-5, 6) + 9 * badness
    weight = Decimal(714 - (DAYS - ago) // 8 + chance.randint(-3, 3)).scaleb(-1)
    pressure = (Decimal(134 + chance.randint(-8, 9)), Decimal(78 + chance.randint(-5, 5)))
    is_monday = day.isoweekday() == 1
    has_mistyped = is_monday and (ago - 1) // 7 == MISTYPED_WEIGHT_WEEK
    return DayStory(
        day=day,
        minutes_past_seven=chance.randint(20, 95),
        spo2=None if skipped else Decimal(oxygen),
        pulse=None if skipped else Decimal(pulse),
        skipped=skipped,
        temperature=Decimal(372 + 4 * badness).scaleb(-1) if badness > 1 else None,
        weight=weight if is_monday else None,
        mistyped_weight=weight + 10 if has_mistyped else None,
        blood_pressure=pressure if is_monday else None,
        answers={} if ago in ONLY_MEASURED else _answers(chance, badness, ago),
    )


def _answers(chance: Random, badness: int, ago: int) -> dict[str, Answer]:
    worse = max(badness, int(chance.random() < 0.12))
    answers: dict[str, Answer] = {
        "breathlessness": LEVELS[worse],
        "cough": LEVELS[max(badness, int(chance.random() < 0.1))],
        "sputum": badness > 0 or chance.random() < 0.6,
        "sputum-amount": LEVELS[badness],
        "sputum-colour": COLOURS[badness],
        "fever": "yes" if badness > 2 else "no",
        "extra-medicine": badness > 1,
        "extra-medicine-kind": "reliever",
        "extra-puffs": 2 * badness,
        "confidence": SURE[badness] if badness else chance.choice(("very-sure", SURE[0])),
    }
    return answers | ({"comment": COMMENTS[ago]} if ago in COMMENTS else {})
