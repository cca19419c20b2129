"""Answers that came after their form was sent: what was sent, and what was written now."""

from collections.abc import Iterator
from dataclasses import dataclass

from citizen_app.fhir_forms import Answers, Asked, Item, Questionnaire, Value, read_response
from citizen_app.measures import ReadingContext
from citizen_app.questionnaires.fields import question_words, value_words
from citizen_app.questionnaires.forms import TypedPage
from citizen_app.questionnaires.rules import questions_on
from citizen_app.readings.wording import context_words
from citizen_app.record.service import Receipt


@dataclass(frozen=True)
class LateAnswer:
    """One question whose answer differs from the one sent; words are empty without an answer."""

    question: str
    sent: str
    written: str


def late_answers(
    form: Questionnaire, page: Asked, typed: TypedPage, receipt: Receipt
) -> tuple[LateAnswer, ...]:
    """The questions of a page that are answered otherwise than was sent; none for a repeat."""
    return tuple(_differing(form, page, typed, receipt))


def _differing(
    form: Questionnaire, page: Asked, typed: TypedPage, receipt: Receipt
) -> Iterator[LateAnswer]:
    sent = read_response(form, receipt.response.resource).answers if receipt.response else Answers()
    contexts = {reading.link_id: reading.context for reading in receipt.readings}
    for item in questions_on(page):
        written = typed.answers[item.link_id]
        words_sent = _words(item, sent.get(item.link_id, ()), contexts.get(item.link_id))
        words = written.text or _words(item, written.values, written.context)
        if words != words_sent:
            yield LateAnswer(question_words(item), words_sent, words)


def _words(item: Item, values: tuple[Value, ...], context: ReadingContext | None) -> str:
    words = ", ".join(value_words(item, value) for value in values)
    return f"{words}. {context_words(context)}" if values and context else words
