"""Pages of readings as typed: errors, questions, entries."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import MEASURES, MeasureCode, Position, SkipReason
from citizen_app.readings.fields import ask_view, fields_view, hidden_fields
from citizen_app.readings.forms import Entry, EntryPage, Outcome, SkipMode, parse_entry
from citizen_app.readings.rules import BASIC

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PAGE = EntryPage(BASIC)
AT_REST = {"spo2_position": "rest", "spo2_oxygen": "no"}


def _parse(**fields: str) -> Entry:
    return parse_entry(PAGE, fields, NOW)


def _values(entry: Entry) -> dict[str, Decimal | None]:
    return {reading.measure.value: reading.value for reading in entry.readings}


def _fields_with_errors(entry: Entry) -> list[str]:
    return [error.field_id for error in entry.errors]


def test_numbers_with_comma_and_unit_make_an_entry() -> None:
    entry = _parse(**AT_REST, spo2="93 %", pulse="78", temperature="36,7 °C")
    assert entry.outcome is Outcome.COMPLETE
    assert _values(entry) == {"spo2": 93, "pulse": 78, "temperature": Decimal("36.7")}


def test_pressure_typed_as_one_fills_both_fields() -> None:
    assert _values(_parse(systolic="120/80")) == {"systolic": 120, "diastolic": 80}
    assert _values(_parse(diastolic="120/80")) == {"systolic": 120, "diastolic": 80}


def test_half_a_pressure_is_an_error_at_the_empty_field() -> None:
    assert _fields_with_errors(_parse(systolic="120")) == ["diastolic"]


def test_words_are_an_error_at_their_field_and_the_text_is_kept() -> None:
    entry = _parse(pulse="høj", weight="82,5")
    assert _fields_with_errors(entry) == ["pulse"]
    assert (entry.texts["pulse"], entry.texts["weight"]) == ("høj", "82,5")


def test_errors_stand_in_the_order_of_the_page() -> None:
    entry = _parse(weight="x", pulse="x", spo2="93", measured="earlier", measured_clock="x")
    assert _fields_with_errors(entry) == [
        *("pulse", "spo2_position", "spo2_oxygen", "weight", "measured_clock"),
    ]


def test_saturation_needs_its_context_and_other_measures_none() -> None:
    assert _parse(pulse="78").outcome is Outcome.COMPLETE
    assert _fields_with_errors(_parse(spo2="93")) == ["spo2_position", "spo2_oxygen"]


@pytest.mark.parametrize("litres", ["", "x", "0", "25", "-1", "1,234"])
def test_oxygen_needs_likely_litres(litres: str) -> None:
    entry = _parse(spo2="93", spo2_position="rest", spo2_oxygen="yes", spo2_litres=litres)
    assert _fields_with_errors(entry) == ["spo2_litres"]


def test_litres_make_the_context() -> None:
    entry = _parse(spo2="93", spo2_position="exertion", spo2_oxygen="yes", spo2_litres="1,5 L")
    context = entry.readings[0].context
    assert context is not None
    assert (context.position, context.oxygen_l_per_min) == (Position.EXERTION, Decimal("1.5"))


def test_litres_without_oxygen_are_asked_to_be_corrected() -> None:
    assert _fields_with_errors(_parse(**AT_REST, spo2="93", spo2_litres="2")) == ["spo2_litres"]


def test_reason_covers_what_the_device_did_not_give() -> None:
    entry = _parse(**AT_REST, spo2="93", spo2_skip="device_fault")
    assert [reading.skip_reason for reading in entry.readings] == [None, SkipReason.DEVICE_FAULT]


def test_reason_beside_all_numbers_is_an_error() -> None:
    assert _fields_with_errors(_parse(weight="82", weight_skip="other")) == ["weight_skip"]


def test_being_too_unwell_is_an_alarm_at_once() -> None:
    assert _parse(spo2_skip="too_unwell").has_alarm


def test_nothing_typed_is_empty() -> None:
    assert _parse().outcome is Outcome.EMPTY


def test_slip_is_asked_about_and_the_meaning_taken() -> None:
    entry = _parse(temperature="367")
    assert entry.outcome is Outcome.ASK
    fields = {**dict(ask_view(entry).hidden), "answer": "meant-0"}
    assert _values(_parse(**fields)) == {"temperature": Decimal("36.7")}


def test_impossible_number_cannot_be_kept_by_a_tampered_answer() -> None:
    entry = _parse(temperature="367", asked="slip:temperature", answer="keep")
    assert entry.outcome is Outcome.ASK
    assert _fields_with_errors(entry) == ["answer"]
    assert _parse(temperature="367", settled="slip:temperature=367").outcome is Outcome.ASK


def test_possible_number_may_be_kept() -> None:
    entry = _parse(weight="250", asked="slip:weight", answer="keep")
    assert _values(entry) == {"weight": 250}


def test_wish_to_correct_leads_back_to_the_field() -> None:
    entry = _parse(temperature="367", asked="slip:temperature", answer="correct")
    assert (entry.outcome, _fields_with_errors(entry)) == (Outcome.ERRORS, ["temperature"])


def test_swapped_numbers_are_turned() -> None:
    entry = _parse(systolic="80", diastolic="120", asked="swap:systolic", answer="swap")
    assert _values(entry) == {"systolic": 120, "diastolic": 80}


@pytest.mark.parametrize(("again", "sent"), [("", "82"), ("91", "91"), ("81", "81")])
def test_very_low_number_is_taken_after_measuring_again(again: str, sent: str) -> None:
    entry = _parse(**AT_REST, spo2="82", asked="again:spo2", again=again)
    assert _values(entry) == {"spo2": Decimal(sent)}


def test_words_for_the_new_number_leave_the_question_standing() -> None:
    entry = _parse(**AT_REST, spo2="82", asked="again:spo2", again="ved ikke")
    assert (entry.outcome, _fields_with_errors(entry)) == (Outcome.ASK, ["again"])


def test_answer_to_another_question_changes_nothing() -> None:
    entry = _parse(temperature="367", asked="slip:weight", answer="meant-0")
    assert (entry.outcome, entry.errors) == (Outcome.ASK, ())


def test_time_is_kept_from_the_first_look_to_the_last() -> None:
    first = _parse(pulse="78")
    later = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    second = parse_entry(PAGE, dict(hidden_fields(first)), later)
    assert (second.measured_at, second.fingerprint) == (first.measured_at, first.fingerprint)


@pytest.mark.parametrize("kept", ["2026-11-23T08:00:00", "1990-01-01T00:00:00Z", "x", "9999-12-31"])
def test_time_that_cannot_be_kept_is_now(kept: str) -> None:
    assert _parse(pulse="78", measured_at=kept).measured_at == NOW


def test_earlier_time_is_kept_with_its_offset() -> None:
    entry = _parse(pulse="78", measured="earlier", measured_day="22.11", measured_clock="8.15")
    assert entry.measured_at is not None
    assert entry.measured_at.isoformat() == "2026-11-22T08:15:00+01:00"


def test_time_typed_but_not_chosen_is_an_error() -> None:
    assert _fields_with_errors(_parse(pulse="78", measured_clock="7.15")) == ["measured"]


def test_hour_that_came_twice_is_asked_about() -> None:
    night = {"measured": "earlier", "measured_day": "25.10", "measured_clock": "2.30"}
    entry = _parse(pulse="78", **night, asked="twice", answer="second")
    assert entry.ask is not None
    assert entry.ask.name == "old"
    entry = parse_entry(PAGE, {**dict(ask_view(entry).hidden), "answer": "keep"}, NOW)
    assert entry.measured_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_page_inside_another_uses_its_prefix_and_asks_no_time() -> None:
    page = EntryPage((MeasureCode.PULSE,), prefix="r1-", skips=SkipMode.ONCE, asks_time=False)
    entry = parse_entry(page, {"r1-pulse": "x", "pulse": "78"}, NOW)
    assert _fields_with_errors(entry) == ["r1-pulse"]
    skipped = parse_entry(page, {"r1-skip": "other"}, NOW)
    assert skipped.readings[0].skip_reason is SkipReason.OTHER
    assert fields_view(entry).time is None


names = st.sampled_from([*PAGE.field_names, "settled", "asked", "answer", "again", "key", "go"])
likely = st.sampled_from(
    ["93", "367", "82", "x", "rest", "yes", "too_unwell", "earlier", "25.10", "2.30", "keep"]
    + ["swap", "meant-0", "meant-9", "correct", "slip:temperature", "twice", "120/80", "9" * 300]
)


@given(st.dictionaries(names, likely | st.text(max_size=60)))
def test_whatever_is_posted_can_be_shown_again(fields: dict[str, str]) -> None:
    entry = parse_entry(PAGE, fields, NOW)
    assert fields_view(entry).first
    assert all(len(text) <= 200 for name, text in hidden_fields(entry) if name != "settled")
    if entry.outcome is Outcome.ASK:
        assert ask_view(entry).hidden
    assert (entry.outcome is Outcome.COMPLETE) == bool(entry.readings)


def test_absurdly_long_text_is_cut_before_it_is_shown_again() -> None:
    entry = _parse(pulse="9" * 5000, settled="x" * 5000)
    assert [len(entry.texts[name]) for name in ("pulse", "settled")] == [200, 600]


@given(st.dictionaries(names, likely))
def test_nothing_impossible_is_ever_entered(fields: dict[str, str]) -> None:
    for reading in parse_entry(PAGE, fields, NOW).readings:
        limits = MEASURES[reading.measure].limits
        assert reading.value is None or limits.lowest <= reading.value <= limits.highest
