"""JSON that two readers could understand differently is refused, with its place."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.fhir_forms import parse, read_json, write_json
from citizen_app.fhir_forms.json_text import MAX_BYTES

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(-(10**15), 10**15, places=10)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"resourceType":"Questionnaire","item":[{"text":"a","text":"b"}]}', ".item[0].text"),
        ('{"resourceType":"Questionnaire","item":[{"x":NaN}]}', ".item[0].x"),
        ('{"resourceType":"Questionnaire","item":[{"x":-Infinity}]}', ".item[0].x"),
        ('{"resourceType":"Questionnaire","item":[{"x":1e999999999}]}', ".item[0].x"),
        ('{"resourceType":"Questionnaire","title":"\\ud800"}', ".title"),
        ('{"resourceType":"Questionnaire","title":"a\\u0000b"}', ".title"),
        (f'{{"resourceType":"Questionnaire","title":{"9" * 5000}}}', ".title"),
    ],
)
def test_ambiguous_json_is_refused_with_its_place(text: str, place: str) -> None:
    parsed = parse(text)
    assert [problem.path for problem in parsed.errors] == ["Questionnaire" + place]


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe",
        b"[1,",
        b"nothing",
        b"\x00\x01\x02",
        "[" * 100_000,
        '{"a":' * 600 + "1" + "}" * 600,
        '"' + '\\"' * 400_000,
        b'{"a"' + b" " * 40_000_000,
    ],
    ids=lambda source: repr(source[:10]),
)
def test_hostile_text_is_refused_within_a_second(source: bytes | str) -> None:
    began = time.perf_counter()
    parsed = parse(source)
    assert parsed.questionnaire is None
    assert len(parsed.errors) == 1
    assert time.perf_counter() - began < 1


def test_many_duplicate_names_are_found_in_linear_time() -> None:
    text = "{" + ",".join(f'"n{at % 50_000}":1' for at in range(100_000)) + "}"
    began = time.perf_counter()
    assert len(read_json(text).problems) == 50_000
    assert time.perf_counter() - began < 5


def test_size_is_limited_before_anything_is_read() -> None:
    problem = read_json(b" " * (MAX_BYTES + 1)).problems[0]
    assert problem.code == "too_large"


def test_values_read_already_may_not_hold_nan() -> None:
    assert read_json({"a": [float("nan")]}).problems[0].path == "a[0]"


def test_values_read_already_may_not_hold_objects() -> None:
    assert read_json({"a": object()}).problems


def test_an_endless_mapping_is_refused() -> None:
    endless: dict[str, object] = {}
    endless["again"] = endless
    assert read_json(endless).problems


@pytest.mark.parametrize("digits", ["1.10", "36.70", "0.000001", "100", "1E+2", "-0.0"])
def test_decimals_keep_every_digit(digits: str) -> None:
    value = read_json(f'{{"value": {digits}}}').value
    assert str(value["value"]) == digits
    assert write_json(value, indent=None) == f'{{"value": {digits}}}'


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_json(b"\xef\xbb\xbf{}").problems == ()


@given(PLAIN)
def test_what_is_written_reads_back_the_same(value: object) -> None:
    assert read_json(write_json(value)).value == value
    assert json.loads(write_json(value), parse_float=Decimal) == value


@given(st.text() | st.binary())
def test_any_text_at_all_gives_a_reason_or_a_form(source: str | bytes) -> None:
    parsed = parse(source)
    assert (parsed.questionnaire is None) == bool(parsed.errors)
