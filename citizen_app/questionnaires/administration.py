"""The imported versions of forms, for those who look after them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound, insert_unless_taken
from citizen_app.fhir_forms import Asked, Problem, is_graph, parse, read_json, steps
from citizen_app.plans.rules import ActivityKind, OnDemand, Text
from citizen_app.plans.service import ActivityView
from citizen_app.questionnaires import importing, queries
from citizen_app.questionnaires.importing import FormRefused, Imported, VersionTaken
from citizen_app.questionnaires.library import load_form
from citizen_app.questionnaires.models import RetiredQuestionnaire
from citizen_app.questionnaires.shapes import Answering

__all__ = [
    "FormRefused",
    "FormVersion",
    "VersionTaken",
    "get_version",
    "import_form",
    "is_graph_of_opentele",
    "list_versions",
    "offer_again",
    "preview",
    "retire",
    "warnings_of",
]


@dataclass(frozen=True)
class FormVersion:
    """One imported version; it is offered for plans while `retired_at` is None."""

    id: UUID
    url: str
    version: str
    title: str
    language: str
    imported_at: datetime
    retired_at: datetime | None

    @property
    def is_retired(self) -> bool:
        """Whether no new plan may ask for it."""
        return self.retired_at is not None


def list_versions(session: Session) -> list[FormVersion]:
    """Every imported version, by title, the newest first."""
    return [FormVersion(*row) for row in queries.list_versions(session)]


def get_version(session: Session, questionnaire_id: UUID) -> FormVersion:
    """One imported version. NotFound when there is none."""
    rows = queries.list_versions(session, questionnaire_id)
    if not rows:
        raise NotFound
    return FormVersion(*rows[0])


def import_form(session: Session, *, actor: UUID, source: str, now: datetime) -> Imported:
    """Import a version as `import_questionnaire` does, and note on the actor's own audit trail
    who did it."""
    imported = importing.import_questionnaire(session, source=source, now=now)
    if imported.is_new:
        _note(session, actor, "questionnaire:imported", imported.questionnaire_id, now)
    return imported


def is_graph_of_opentele(content: bytes) -> bool:
    """Whether it is a form in the old format, which has to be converted first."""
    return is_graph(read_json(content).value)


def warnings_of(session: Session, questionnaire_id: UUID) -> tuple[Problem, ...]:
    """What was tolerated or left out when a version was imported."""
    return parse(queries.get_original(session, questionnaire_id)).warnings


def retire(session: Session, *, actor: UUID, questionnaire_id: UUID, now: datetime) -> None:
    """Offer a version no more; plans that ask for it go on. Harmless twice."""
    get_version(session, questionnaire_id)
    row = RetiredQuestionnaire(questionnaire_id=questionnaire_id, retired_by=actor, retired_at=now)
    if insert_unless_taken(session, row, ["questionnaire_id"]):
        _note(session, actor, "questionnaire:retired", questionnaire_id, now)


def offer_again(session: Session, *, actor: UUID, questionnaire_id: UUID, now: datetime) -> None:
    """Offer a retired version for plans again. Harmless twice."""
    row = queries.find_retirement(session, questionnaire_id)
    if row is None:
        return
    session.delete(row)
    session.flush()
    _note(session, actor, "questionnaire:offered_again", questionnaire_id, now)


def preview(
    session: Session, *, questionnaire_id: UUID, step: int, language: str
) -> tuple[Answering, Asked]:
    """A page of a form as it looks before anybody has answered; nothing is stored.

    Every page can be looked at, also one that is asked after certain answers only. NotFound
    where the form has no such page; `step` counts from 1.
    """
    version = get_version(session, questionnaire_id)
    form = load_form(session, questionnaire_id, language)
    pages = steps(form)
    if not 0 < step <= len(pages):
        raise NotFound
    page = pages[step - 1]
    nobodys = ActivityView(
        id=questionnaire_id,
        plan_id=questionnaire_id,
        kind=ActivityKind.QUESTIONNAIRE,
        title=Text(version.title, version.title),
        measures=(),
        questionnaire_url=version.url,
        questionnaire_version=version.version,
        schedule=OnDemand(),
        valid_from=version.imported_at,
        valid_until=None,
    )
    answering = Answering(nobodys, None, questionnaire_id, form, {}, None, 0, None)
    return answering, Asked(page, page.items, number=step, total=len(pages))


def _note(session: Session, actor: UUID, action: str, subject: UUID, now: datetime) -> None:
    audit.record(session, actor=actor, person=actor, action=action, subject=subject, now=now)
