"""Which items are in force for the answers given: enableWhen, worked out once per form."""

from dataclasses import dataclass
from functools import lru_cache

from citizen_app.fhir_forms.answers import Answers
from citizen_app.fhir_forms.definition import Behaviour, Condition, Item, Operator, Questionnaire
from citizen_app.fhir_forms.order import topological
from citizen_app.fhir_forms.values import Value, ordering, same

_NOTHING: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The form as the answers leave it.

    `enabled`: linkIds whose conditions hold, and whose ancestors' do. `in_reach`: those of them
    that can be asked and sent: what stands under a question needs that question's answer
    (R4 QuestionnaireResponse.item.answer.item). `counted`: the answers to them.
    """

    enabled: frozenset[str]
    in_reach: frozenset[str]
    counted: Answers


@dataclass(frozen=True, slots=True)
class _Compiled:
    """Items in the order of the form, each one's parent, and an order that meets all needs."""

    items: tuple[Item, ...]
    parents: tuple[int, ...]
    index: dict[str, int]
    order: tuple[int, ...]


@lru_cache(maxsize=128)
def _compile(questionnaire: Questionnaire) -> _Compiled:
    items = tuple(questionnaire)
    index = {item.link_id: at for at, item in enumerate(items)}
    parents = [-1] * len(items)
    for at, item in enumerate(items):
        for child in item.items:
            parents[index[child.link_id]] = at
    needs = [
        [
            *([parents[at]] if parents[at] >= 0 else []),
            *(index[condition.question] for condition in item.enable_when),
        ]
        for at, item in enumerate(items)
    ]
    return _Compiled(items, tuple(parents), index, tuple(topological(needs)))


def enabled(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The linkIds of the items whose conditions hold (R4 Questionnaire.item.enableWhen).

    What stands under an item that is not enabled is not enabled either, and answers to such
    items count as absent in other conditions. Time grows with the number of conditions only.
    """
    return state_of(questionnaire, answers).enabled


def visible_answers(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The answers that count: those to items that are enabled and in reach."""
    return state_of(questionnaire, answers).counted


def state_of(questionnaire: Questionnaire, answers: Answers) -> State:
    """Everything about which items are in force, worked out in one pass."""
    form = _compile(questionnaire)
    size = len(form.items)
    is_enabled, in_reach = [False] * size, [False] * size
    counted: dict[str, Value | tuple[Value, ...]] = {}
    for at in form.order:
        item, parent = form.items[at], form.parents[at]
        is_enabled[at] = (parent < 0 or is_enabled[parent]) and _is_met(item, counted)
        above_in_reach = parent < 0 or (
            in_reach[parent]
            and (not form.items[parent].is_question or form.items[parent].link_id in counted)
        )
        in_reach[at] = is_enabled[at] and above_in_reach
        if in_reach[at] and item.is_question and item.link_id in answers:
            counted[item.link_id] = answers[item.link_id]
    return State(
        frozenset(item.link_id for at, item in enumerate(form.items) if is_enabled[at]),
        frozenset(item.link_id for at, item in enumerate(form.items) if in_reach[at]),
        Answers(counted),
    )


def _is_met(item: Item, counted: dict[str, Value | tuple[Value, ...]]) -> bool:
    if not item.enable_when:
        return True
    found = (_holds(condition, counted) for condition in item.enable_when)
    return all(found) if item.enable_behaviour is Behaviour.ALL else any(found)


def _holds(condition: Condition, counted: dict[str, Value | tuple[Value, ...]]) -> bool:
    given = counted.get(condition.question, _NOTHING)
    values = given if isinstance(given, tuple) else (given,)
    return holds(condition.operator, values, condition.answer)


def holds(operator: Operator, given: tuple[Value, ...], wanted: Value) -> bool:
    """Whether the answers `given` compare so with `wanted` (questionnaire-enable-operator).

    `=`, `>`, `<`, `>=`, `<=` ask for at least one such answer (R5 says so; R4's text for the
    ordering ones is a slip). `!=` is true when no answer is equal, so also without any answer.
    """
    match operator:
        case Operator.EXISTS:
            return bool(given) is wanted
        case Operator.EQUAL:
            return any(same(value, wanted) for value in given)
        case Operator.NOT_EQUAL:
            return not any(same(value, wanted) for value in given)
    accepted = {
        Operator.GREATER: (1,),
        Operator.LESS: (-1,),
        Operator.GREATER_OR_EQUAL: (0, 1),
        Operator.LESS_OR_EQUAL: (0, -1),
    }[operator]
    return any(ordering(value, wanted) in accepted for value in given)
