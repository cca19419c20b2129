"""What is wrong with an entry and what is asked about it, in words that say what to do."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from babel.numbers import get_decimal_symbol
from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l

from citizen_app.measures import (
    MEASURES,
    MeasureCode,
    ReadingContext,
    RefusalReason,
    Refused,
)
from citizen_app.measures.wording import (
    measure_example,
    measure_name,
    position_name,
    skip_reason_name,
    unit_name,
)
from citizen_app.readings.answers import CORRECT, FIRST, KEEP, MEANT, SWAP
from citizen_app.readings.moments import MomentFault
from citizen_app.readings.rules import (
    AgainAsk,
    Ask,
    EnteredReading,
    OldAsk,
    SlipAsk,
    SwapAsk,
    TwiceAsk,
)
from citizen_app.web.formatting import format_clock, format_day, format_number

MOMENT_FAULTS: Mapping[MomentFault, LazyString] = MappingProxyType(
    {
        MomentFault.NO_DAY: _l("Write the day with numbers, for example 23.11"),
        MomentFault.NO_TIME: _l("Write the time with numbers, for example 8.15"),
        MomentFault.FUTURE: _l("That time has not come yet. Write when you measured"),
        MomentFault.TOO_OLD: _l("Write a day within the last year"),
        MomentFault.MISSING_HOUR: _l(
            "The clocks went forward that night, so this time did not exist. Write another time"
        ),
    }
)

NOTHING_ENTERED = _l("Write at least one number, or choose why you do not measure")
POSITION_MISSING = _l("Choose whether you were at rest or had exerted yourself")
OXYGEN_MISSING = _l("Choose whether you had oxygen while you measured")
LITRES_MISSING = _l("Write how many litres of oxygen you had in 1 minute, for example 1.5")
LITRES_IMPOSSIBLE = _l("Oxygen is a number from 0.1 to 15 litres. Write it again, for example 1.5")
LITRES_UNWANTED = _l("You chose no oxygen, but wrote litres. Correct one of them")
SKIP_AND_NUMBER = _l("You wrote a number and chose why you do not measure. Correct one of them")
TIME_UNWANTED = _l("You wrote another time, but did not choose it. Choose when you measured")
NOTHING_CHANGED = _l("You have not changed anything. Correct it, or go back")
HALF_A_PRESSURE = _l("Write both numbers of the blood pressure")
ANSWER_MISSING = _l("Choose an answer")


def plain_number(value: Decimal) -> str:
    """A number as a person would type it: the language's decimal mark, no grouping."""
    return f"{value:f}".replace(".", get_decimal_symbol(get_locale() or "da"))


def value_with_unit(code: MeasureCode, value: Decimal) -> str:
    """A number with its unit, as "36,7 °C"."""
    return f"{format_number(value)} {unit_name(code)}"


def not_a_number(code: MeasureCode) -> LazyString:
    """Words were typed where a number belongs."""
    # Translators: for example "Pulse: write a number, for example 78"
    return _l(
        "%(name)s: write a number, %(example)s",
        name=measure_name(code),
        example=measure_example(code),
    )


def refusal(code: MeasureCode, refused: Refused, value: Decimal) -> LazyString:
    """Why a number cannot be the reading."""
    if refused.reason is RefusalReason.SAME:
        return _l("The high and the low number cannot be the same. Look at the device once more")
    if refused.reason is not RefusalReason.TOO_MANY_DECIMALS:
        # Translators: for example "Temperature cannot be 98.6 °C. Look at the device …"
        return _l(
            "%(name)s cannot be %(value)s. Look at the device, and write the number again",
            name=measure_name(code),
            value=value_with_unit(code, value),
        )
    if MEASURES[code].decimals:
        return _l(
            "%(name)s: write at most 2 digits after the comma, %(example)s",
            name=measure_name(code),
            example=measure_example(code),
        )
    return _l(
        "%(name)s: write a number without a comma, %(example)s",
        name=measure_name(code),
        example=measure_example(code),
    )


def write_again(code: MeasureCode | None) -> LazyString:
    """The person wants to correct a field; None is the time."""
    if code is None:
        return _l("Write when you measured")
    return _l("%(name)s: write the number again", name=measure_name(code))


AGAIN: Mapping[MeasureCode, LazyString] = MappingProxyType(
    {
        MeasureCode.SPO2: _l("Warm your finger, and measure again"),
        MeasureCode.PULSE: _l("Sit still for 5 minutes, and measure again"),
        MeasureCode.SYSTOLIC: _l("Sit still for 5 minutes, and measure again"),
        MeasureCode.DIASTOLIC: _l("Sit still for 5 minutes, and measure again"),
        MeasureCode.RESPIRATORY_RATE: _l("Sit still for 5 minutes, and count again"),
    }
)
MEASURE_AGAIN = _l("Measure again")

# Translators: names of numbers that are easily swapped, within a sentence
SHORT_NAMES: Mapping[MeasureCode, LazyString | str] = MappingProxyType(
    {
        MeasureCode.SPO2: _l("oxygen saturation"),
        MeasureCode.PULSE: _l("pulse"),
        MeasureCode.SYSTOLIC: _l("the high number"),
        MeasureCode.DIASTOLIC: _l("the low number"),
        MeasureCode.FEV1: "FEV1",
        MeasureCode.FVC: "FVC",
    }
)


def question(ask: Ask, texts: Mapping[str, str]) -> LazyString:
    """The question itself, to be the page's heading. `texts` are as typed, by field name."""
    match ask:
        case SlipAsk(meant=()):
            return _l("You wrote %(typed)s. Is that right?", typed=texts[ask.measure])
        case SlipAsk(meant=(meant,)):
            return _l(
                "You wrote %(typed)s. Did you mean %(meant)s?",
                typed=texts[ask.measure],
                meant=format_number(meant),
            )
        case SlipAsk():
            return _l("You wrote %(typed)s. What did you mean?", typed=texts[ask.measure])
        case SwapAsk():
            return _l("Did you write the 2 numbers in each other's place?")
        case AgainAsk():
            return AGAIN.get(ask.measure, MEASURE_AGAIN)
        case OldAsk():
            return _l(
                "Did you measure on %(day)s at %(time)s?",
                day=format_day(ask.moment),
                time=format_clock(ask.moment),
            )
        case TwiceAsk():
            return _l(
                "The clock showed %(time)s twice that night. When did you measure?",
                time=format_clock(ask.first),
            )


def explanation(ask: Ask) -> LazyString | str:
    """What the question is about, to stand under it."""
    match ask:
        case SlipAsk():
            return measure_name(ask.measure)
        case SwapAsk():
            return _l(
                "You wrote %(first_value)s as %(first)s and %(second_value)s as %(second)s.",
                first_value=format_number(ask.first_value),
                first=SHORT_NAMES[ask.first],
                second_value=format_number(ask.second_value),
                second=SHORT_NAMES[ask.second],
            )
        case AgainAsk():
            return _l(
                "You wrote: %(value)s. Measure once more, so that we are sure of the number.",
                value=named_value(ask.measure, ask.value),
            )
        case OldAsk():
            return _l("That is %(days)s days ago.", days=ask.days)
        case TwiceAsk():
            return _l("That night the clocks went back 1 hour.")


def choice_name(ask: Ask, choice: str) -> LazyString | str:
    """The words beside one choice of a question."""
    if choice == CORRECT:
        return _correct_choice(ask)
    match ask:
        case SlipAsk():
            return _slip_choice(ask, choice)
        case SwapAsk() if choice == SWAP:
            return _l(
                "Yes, swap them: %(first)s is %(first_value)s, and %(second)s is %(second_value)s",
                first=SHORT_NAMES[ask.first],
                first_value=format_number(ask.second_value),
                second=SHORT_NAMES[ask.second],
                second_value=format_number(ask.first_value),
            )
        case SwapAsk():
            return _l("No, the numbers are right")
        case OldAsk():
            return _l("Yes, that is right")
        case _:
            return _l("The first time") if choice == FIRST else _l("The second time")


def _correct_choice(ask: Ask) -> LazyString:
    match ask:
        case OldAsk():
            return _l("I want to correct the time")
        case SwapAsk():
            return _l("I want to write the numbers again")
        case _:
            return _l("I want to write the number again")


def _slip_choice(ask: SlipAsk, choice: str) -> LazyString:
    if choice != KEEP:
        meant = ask.meant[int(choice.removeprefix(MEANT))]
        return _l("Yes, %(value)s", value=value_with_unit(ask.measure, meant))
    value = value_with_unit(ask.measure, ask.value)
    if ask.meant:
        return _l("No, %(value)s is right", value=value)
    return _l("Yes, %(value)s is right", value=value)


def named_value(code: MeasureCode, value: Decimal) -> str:
    """A value with its name, as "Puls 78 slag/min."."""
    return f"{measure_name(code)} {value_with_unit(code, value)}"


def again_hint(ask: AgainAsk) -> LazyString:
    """What happens when the field for the new number stays empty."""
    return _l(
        "Can you not measure again? Leave the field empty. Then we send %(value)s.",
        value=value_with_unit(ask.measure, ask.value),
    )


def context_words(context: ReadingContext) -> str:
    """ "I hvile, 1,5 L ilt pr. minut"."""
    if not context.oxygen_l_per_min:
        oxygen = _l("without oxygen")
    else:
        oxygen = _l(
            "with %(litres)s litres of oxygen in 1 minute",
            litres=format_number(context.oxygen_l_per_min),
        )
    return f"{position_name(context.position)}, {oxygen}"


def reading_words(reading: EnteredReading) -> str:
    """What will be sent for one measure: its value, or why it is missing."""
    if reading.skip_reason is not None:
        return str(_l("Not measured: %(reason)s", reason=skip_reason_name(reading.skip_reason)))
    return value_with_unit(reading.measure, reading.value or Decimal(0))


def same_time(moment: datetime) -> LazyString:
    """The choice that leaves the time of a corrected reading as it was."""
    return _l(
        "The same as before: %(day)s at %(time)s",
        day=format_day(moment),
        time=format_clock(moment),
    )


def alarm_words(reading: EnteredReading) -> LazyString:
    """Why the phone numbers are shown, without any advice of ours."""
    if reading.skip_reason is not None:
        return _l("You wrote that you are too unwell to measure.")
    # Translators: for example "Oxygen saturation 82 % is a very low or very high number."
    return _l(
        "%(reading)s is a very low or very high number.",
        reading=named_value(reading.measure, reading.value or Decimal(0)),
    )


def alarms(readings: Iterable[EnteredReading]) -> list[str]:
    """The words for each alarming reading, the same words once."""
    alarming = [str(alarm_words(reading)) for reading in readings if reading.is_alarming]
    return list(dict.fromkeys(alarming))
