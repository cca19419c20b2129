"""A questionnaire in another of its languages."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from citizen_app.fhir_forms.definition import Item, Option, Questionnaire, Significance
from citizen_app.fhir_forms.values import Coding, Words, find_language


@lru_cache(maxsize=64)
def localised(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The same form with its texts in `language` (`en`, `da-DK`) where it has them.

    Texts without that translation stay as they are. linkIds, paths, codes and conditions are
    the same, so answers fit both. A form that does not know the language comes back unchanged.
    """
    tag = find_language(language, {tag: tag for tag in questionnaire.languages})
    own = questionnaire.language
    if tag is None or tag == own:
        return questionnaire
    return replace(
        questionnaire,
        title=questionnaire.title.within(tag),
        language=tag,
        items=tuple(_item(item, tag) for item in questionnaire.items),
    )


def languages_of(questionnaire: Questionnaire) -> Questionnaire:
    """The same form with `languages` filled in: its own first, then those of its texts.

    For a form that was just read: its texts are told that they are in its own language.
    """
    texts = [questionnaire.title, *(text for item in questionnaire for text in _texts(item))]
    tags = dict.fromkeys(tag for text in texts for tag in text.translations)
    own = [questionnaire.language] if questionnaire.language else []
    for text in filter(None, texts):
        text.language = questionnaire.language
    return replace(questionnaire, languages=tuple(dict.fromkeys([*own, *tags])))


def _texts(item: Item) -> Iterator[Words]:
    yield from (item.text, item.prefix)
    yield from (text for text in (item.short_text, item.help) if text is not None)
    yield from (option.label for option in item.options)
    yield from (found.advice for found in item.significances if found.advice is not None)
    if item.unit is not None:
        yield item.unit.display


def _item(item: Item, tag: str) -> Item:
    return replace(
        item,
        text=item.text.within(tag),
        prefix=item.prefix.within(tag),
        short_text=_maybe(item.short_text, tag),
        help=_maybe(item.help, tag),
        unit=None if item.unit is None else _coding(item.unit, tag),
        options=tuple(_option(option, tag) for option in item.options),
        significances=tuple(_significance(found, tag) for found in item.significances),
        items=tuple(_item(child, tag) for child in item.items),
    )


def _maybe(words: Words | None, tag: str) -> Words | None:
    return None if words is None else words.within(tag)


def _coding(coding: Coding, tag: str) -> Coding:
    return replace(coding, display=coding.display.within(tag))


def _option(option: Option, tag: str) -> Option:
    # What is stored stays as the form's author wrote it; only what is shown changes.
    return replace(option, label=option.label.within(tag))


def _significance(significance: Significance, tag: str) -> Significance:
    return replace(significance, advice=_maybe(significance.advice, tag))
