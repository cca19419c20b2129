"""What answers mean, by the significance that the form's author gave them."""

from dataclasses import dataclass

from citizen_app.fhir_forms.answers import Answers
from citizen_app.fhir_forms.conditions import holds, visible_answers
from citizen_app.fhir_forms.definition import Colour, Item, Questionnaire
from citizen_app.fhir_forms.values import Value, Words

_MILDEST_FIRST = tuple(Colour)


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """The colour of one answer and the advice that a clinician wrote for it, if any."""

    colour: Colour
    link_id: str
    advice: Words | None = None


def significant(questionnaire: Questionnaire, answers: Answers) -> tuple[AnswerFinding, ...]:
    """A finding for each answer in force that has a significance, in the order of the form.

    The gravest significance of an item wins; where several are equally grave, the first with
    advice. Answers to items that are not enabled have none.
    """
    counted = visible_answers(questionnaire, answers)
    found = (
        significance_of(item, counted[item.link_id])
        for item in questionnaire
        if item.significances and item.link_id in counted
    )
    return tuple(finding for finding in found if finding is not None)


def significance_of(item: Item, values: tuple[Value, ...]) -> AnswerFinding | None:
    """What the values given to one question mean, or None where nothing was said about them."""
    met = [
        significance
        for significance in item.significances
        if values and all(holds(test.operator, values, test.value) for test in significance.tests)
    ]
    if not met:
        return None
    gravest = max(met, key=lambda row: (_MILDEST_FIRST.index(row.colour), row.advice is not None))
    return AnswerFinding(gravest.colour, item.link_id, gravest.advice)
