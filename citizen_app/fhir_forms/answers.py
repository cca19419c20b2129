"""The answers of one person to one form, by linkId."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from citizen_app.fhir_forms.definition import Item
from citizen_app.fhir_forms.values import Coding, Quantity, Value, Words


class Answers(Mapping[str, tuple[Value, ...]]):
    """An immutable mapping of linkId to the values given; a question without any is absent.

    Blank text is no answer.

    >>> answers = Answers().put("fever", True)
    >>> answers.of("fever"), answers.of("cough")
    (True, None)
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value | tuple[Value, ...]] | None = None) -> None:
        rows = {
            link_id: tuple(filter(_is_given, value if isinstance(value, tuple) else (value,)))
            for link_id, value in (values or {}).items()
        }
        self._values = {link_id: row for link_id, row in rows.items() if row}

    def __getitem__(self, link_id: str) -> tuple[Value, ...]:
        return self._values[link_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        # Answers are health data: they must not reach a log by accident.
        return f"<Answers to {len(self)} questions>"

    def of(self, link_id: str) -> Value | None:
        """The (first) value given to a question, or None."""
        values = self._values.get(link_id)
        return values[0] if values else None

    def put(self, link_id: str, *values: Value) -> "Answers":
        """A copy where `link_id` is answered with `values`; without values it is unanswered."""
        return Answers({**self._values, link_id: values})

    def drop(self, link_id: str) -> "Answers":
        """A copy where `link_id` is not answered."""
        return self.put(link_id)


def _is_given(value: Value) -> bool:
    return not isinstance(value, str) or bool(value.strip())


def quantity_for(item: Item, amount: Decimal) -> Quantity:
    """`amount` in the unit that the item asks for."""
    unit = item.unit
    if unit is None:
        return Quantity(amount)
    return Quantity(amount, str(unit.display) or unit.code, unit.system, unit.code)


def to_plain(answers: Answers) -> dict[str, list[dict[str, Any]]]:
    """Answers as plain JSON values for storing: `{"spo2": [{"quantity": {"value": "93.0", …}}]}`.

    Decimals are strings, so that no JSON library can round them.
    """
    return {link_id: [_value_to_plain(value) for value in answers[link_id]] for link_id in answers}


def from_plain(plain: Mapping[str, list[dict[str, Any]]]) -> Answers:
    """What `to_plain` wrote; ValueError for anything else."""
    try:
        return Answers(
            {link_id: tuple(map(_value_from_plain, rows)) for link_id, rows in plain.items()}
        )
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError("these are not stored answers") from error


def _value_to_plain(value: Value) -> dict[str, Any]:
    match value:
        case Coding():
            display = str(value.display)
            return {"coding": {"system": value.system, "code": value.code, "display": display}}
        case Quantity():
            unit = {"unit": value.unit, "system": value.system, "code": value.code}
            return {"quantity": {"value": str(value.value), **unit}}
        case bool():
            return {"boolean": value}
        case int():
            return {"integer": value}
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case _:
            return {"string": str(value)}


def _value_from_plain(plain: dict[str, Any]) -> Value:
    ((kind, value),) = plain.items()
    match kind, value:
        case "coding", dict():
            return Coding(value["system"], value["code"], Words(value["display"]))
        case "quantity", dict():
            amount = Decimal(value["value"])
            return Quantity(amount, value["unit"], value["system"], value["code"])
        case ("boolean", bool()) | ("integer", int()) | ("string", str()):
            stored: Value = value
            return stored
        case "decimal", str():
            return Decimal(value)
        case "date", str():
            return date.fromisoformat(value)
    raise ValueError("these are not stored answers")
