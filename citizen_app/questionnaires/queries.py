"""Reads of forms, and of drafts always by their person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from citizen_app.questionnaires.models import Draft, Questionnaire, RetiredQuestionnaire


def find_version(session: Session, *, url: str, version: str) -> Questionnaire | None:
    """One imported version of a form."""
    return session.exec(
        select(Questionnaire).where(Questionnaire.url == url, Questionnaire.version == version)
    ).first()


def find_version_id(session: Session, *, url: str, version: str) -> UUID | None:
    """The id of an imported version, without reading its text."""
    return session.exec(
        select(Questionnaire.id).where(Questionnaire.url == url, Questionnaire.version == version)
    ).first()


def list_version_ids(
    session: Session, versions: Collection[tuple[str, str]]
) -> dict[tuple[str, str], UUID]:
    """The ids of those of the (url, version) pairs that are imported."""
    wanted = select(Questionnaire.url, Questionnaire.version, Questionnaire.id).where(
        tuple_(col(Questionnaire.url), col(Questionnaire.version)).in_(sorted(versions))
    )
    return {(url, version): found for url, version, found in session.exec(wanted)}


def list_versions(
    session: Session, questionnaire_id: UUID | None = None
) -> list[tuple[UUID, str, str, str, str, datetime, datetime | None]]:
    """Every imported version, or one, without its text: id, address, version, title, language,
    when it was imported, and when it was retired. By title, the newest first."""
    wanted = (
        select_columns(
            col(Questionnaire.id),
            col(Questionnaire.url),
            col(Questionnaire.version),
            col(Questionnaire.title),
            col(Questionnaire.language),
            col(Questionnaire.imported_at),
            col(RetiredQuestionnaire.retired_at),
        )
        .outerjoin(
            RetiredQuestionnaire, col(RetiredQuestionnaire.questionnaire_id) == Questionnaire.id
        )
        .order_by(
            col(Questionnaire.title), col(Questionnaire.url), col(Questionnaire.imported_at).desc()
        )
    )
    if questionnaire_id is not None:
        wanted = wanted.where(col(Questionnaire.id) == questionnaire_id)
    return [tuple(row) for row in session.execute(wanted)]


def find_retirement(session: Session, questionnaire_id: UUID) -> RetiredQuestionnaire | None:
    """Who retired a version, and when."""
    return session.get(RetiredQuestionnaire, questionnaire_id)


def get_original(session: Session, questionnaire_id: UUID) -> str:
    """The text of a form as it was imported."""
    return session.exec(
        select(Questionnaire.original).where(Questionnaire.id == questionnaire_id)
    ).one()


def list_titles(session: Session) -> list[tuple[UUID, str, str, str]]:
    """Id, address, version and title of every version that is offered, the oldest first."""
    found = session.exec(
        select(Questionnaire.id, Questionnaire.url, Questionnaire.version, Questionnaire.title)
        .where(
            ~select(RetiredQuestionnaire.questionnaire_id)
            .where(RetiredQuestionnaire.questionnaire_id == Questionnaire.id)
            .exists()
        )
        .order_by(col(Questionnaire.imported_at), col(Questionnaire.version))
    )
    return [(row[0], row[1], row[2], row[3]) for row in found]


def find_draft(
    session: Session,
    *,
    person: UUID,
    activity_id: UUID,
    window_start: datetime | None,
    for_change: bool = False,
) -> Draft | None:
    """The person's draft for one task, or for an extra round; locked when it will be changed."""
    wanted = select(Draft).where(
        Draft.person_id == person,
        Draft.activity_id == activity_id,
        col(Draft.window_start).is_(None)
        if window_start is None
        else col(Draft.window_start) == window_start,
    )
    if for_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.exec(wanted).first()


def list_drafts(session: Session, person: UUID) -> list[Draft]:
    """Everything the person has begun and not sent, latest first."""
    wanted = select(Draft).where(Draft.person_id == person)
    return list(session.exec(wanted.order_by(col(Draft.changed_at).desc())))
