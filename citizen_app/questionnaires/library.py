"""Parsed forms, kept for the life of the process: an imported version never changes."""

from uuid import UUID

from sqlmodel import Session

from citizen_app.fhir_forms import Questionnaire, localised, parse
from citizen_app.questionnaires import queries

MOST_KEPT = 100

_kept: dict[tuple[UUID, str], Questionnaire] = {}


def load_form(session: Session, questionnaire_id: UUID, language: str) -> Questionnaire:
    """An imported form in a language, or in its own where it has no translation."""
    wanted = (questionnaire_id, language)
    form = _kept.get(wanted)
    if form is None:
        form = _parsed(queries.get_original(session, questionnaire_id), language)
        # Another thread may do the same at the same time; both forms are alike.
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[wanted] = form
    return form


def _parsed(original: str, language: str) -> Questionnaire:
    form = parse(original).questionnaire
    if form is None:
        raise RuntimeError("a form that was imported earlier can no longer be run")
    return localised(form, language)
