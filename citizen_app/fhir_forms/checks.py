"""What must hold across a whole form: linkIds are unique, conditions lead somewhere, no circles."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from citizen_app.fhir_forms.definition import Condition, Item, ItemType
from citizen_app.fhir_forms.order import cycles
from citizen_app.fhir_forms.problems import ProblemCode, Problems
from citizen_app.fhir_forms.values import Coding, OptionValue, Quantity, Value

_ANSWER_KINDS: dict[ItemType, tuple[type, ...]] = {
    ItemType.BOOLEAN: (bool,),
    ItemType.INTEGER: (int,),
    ItemType.DECIMAL: (int,),
    ItemType.QUANTITY: (Quantity,),
    ItemType.STRING: (str,),
    ItemType.TEXT: (str,),
}


@dataclass(frozen=True, slots=True)
class _Placed:
    item: Item
    parent: int


@dataclass(slots=True)
class Named:
    """The linkIds of a form: all with their paths, those of help texts, those refused already."""

    places: list[tuple[str, str]] = field(default_factory=list)
    helps: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


def check_tree(items: tuple[Item, ...], named: Named, problems: Problems) -> None:
    """Refuse duplicate linkIds, conditions without a target and circles, naming every place."""
    _check_unique(named.places, problems)
    placed = _place_all(items)
    index = {row.item.link_id: at for at, row in enumerate(placed)}
    for row in placed:
        for at, condition in enumerate(row.item.enable_when):
            place = f"{row.item.path}.enableWhen[{at}]"
            target = index.get(condition.question)
            if condition.question not in named.refused:
                item = None if target is None else placed[target].item
                _check_target(place, condition, item, named, problems)
    _check_circles(placed, index, problems)


def _place_all(items: tuple[Item, ...]) -> list[_Placed]:
    placed: list[_Placed] = []
    waiting = [(item, -1) for item in reversed(items)]
    while waiting:
        item, parent = waiting.pop()
        placed.append(_Placed(item, parent))
        here = len(placed) - 1
        waiting.extend((child, here) for child in reversed(item.items))
    return placed


def _check_unique(link_ids: list[tuple[str, str]], problems: Problems) -> None:
    first: dict[str, str] = {}
    for link_id, path in sorted(link_ids, key=lambda row: _place_order(row[1])):
        if link_id in first:
            message = f"The linkId {link_id!r} is used already at {first[link_id]}."
            problems.refuse(f"{path}.linkId", ProblemCode.DUPLICATE, message)
        else:
            first[link_id] = path


def _place_order(path: str) -> list[int]:
    return [int(part.split("]")[0]) for part in path.split("[")[1:]]


def _check_target(
    place: str, condition: Condition, target: Item | None, named: Named, problems: Problems
) -> None:
    name = condition.question
    if name in named.helps:
        message = f"The condition asks for {name!r}, a help text without an answer."
        problems.refuse(f"{place}.question", ProblemCode.UNKNOWN_TARGET, message)
    elif target is None:
        message = f"The condition asks for {name!r}, which no item is called."
        problems.refuse(f"{place}.question", ProblemCode.UNKNOWN_TARGET, message)
    elif not target.is_question:
        message = f"The condition asks for {name!r}, a {target.type} without an answer."
        problems.refuse(f"{place}.question", ProblemCode.UNKNOWN_TARGET, message)
    elif not isinstance(condition.answer, bool) or condition.operator != "exists":
        _check_answer(place, target, condition.answer, problems)


def _check_answer(place: str, target: Item, answer: Value, problems: Problems) -> None:
    if target.type is ItemType.CHOICE:
        fits = _is_option(answer, [option.value for option in target.options])
    else:
        fits = isinstance(answer, _ANSWER_KINDS.get(target.type, (object,)))
        numeric = target.type in (ItemType.INTEGER, ItemType.DECIMAL)
        if numeric:
            fits = not isinstance(answer, bool | str | Coding | Quantity)
    if not fits:
        message = f"No answer to {target.link_id!r} ({target.type}) can be equal to this one."
        problems.warn(place, ProblemCode.CONDITION, message)


def _is_option(answer: Value, options: Iterable[OptionValue]) -> bool:
    return any(type(answer) is type(option) and answer == option for option in options)


def _check_circles(placed: list[_Placed], index: dict[str, int], problems: Problems) -> None:
    edges = [
        [*([row.parent] if row.parent >= 0 else []), *_targets(row.item, index)] for row in placed
    ]
    for circle in cycles(edges):
        members = set(circle)
        names = ", ".join(repr(placed[at].item.link_id) for at in circle[:10])
        for at in circle:
            item = placed[at].item
            for place, condition in enumerate(item.enable_when):
                if index.get(condition.question) in members:
                    message = f"The condition goes round in a circle through: {names}."
                    path = f"{item.path}.enableWhen[{place}]"
                    problems.refuse(path, ProblemCode.CYCLE, message)


def _targets(item: Item, index: dict[str, int]) -> list[int]:
    return [index[row.question] for row in item.enable_when if row.question in index]
