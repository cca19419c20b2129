"""Answering a form: opening it, saving a page, and sending the whole."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from citizen_app.database import NotFound
from citizen_app.fhir_forms import Questionnaire
from citizen_app.people import service as people
from citizen_app.plans import service as plans
from citizen_app.plans.rules import TaskRef
from citizen_app.plans.service import ActivityView
from citizen_app.questionnaires import queries
from citizen_app.questionnaires.entries import (
    Entries,
    entries_from_plain,
    entries_to_plain,
)
from citizen_app.questionnaires.library import load_form
from citizen_app.questionnaires.models import Draft
from citizen_app.questionnaires.sending import submission_of
from citizen_app.questionnaires.shapes import (
    AlreadySent,
    Answering,
    DraftChanged,
    NotComplete,
    Round,
)
from citizen_app.record import service as record


def open_answering(session: Session, *, where: Round, language: str) -> Answering:
    """The form and the person's draft of it. NotFound for others' activities, unknown windows,
    and forms that are not imported. Writes nothing."""
    activity = plans.find_activity(session, person=where.person, activity_id=where.activity_id)
    task = _task(session, where)
    draft = _draft(session, where)
    form_id = draft.questionnaire_id if draft else _form_of(session, activity)
    return Answering(
        activity=activity,
        task=task,
        questionnaire_id=form_id,
        form=load_form(session, form_id, language),
        entries=entries_from_plain(draft.answers) if draft else {},
        key=draft.submission_key if draft else None,
        revision=draft.revision if draft else 0,
        sent=record.find_sent(session, person=where.person, task=task) if task else None,
    )


def save_page(
    session: Session,
    *,
    where: Round,
    opened: Answering,
    changes: Entries,
    key: UUID | None,
    now: datetime,
) -> Answering:
    """Put a page's entries into the draft, which is made with the first page.

    `key` is the draft that the page was shown with. AlreadySent when that one, or the task, has
    been sent.
    """
    draft = _draft(session, where, for_change=True)
    # Only now: a send that held the draft is over, and what it stored can be seen.
    current_key = draft.submission_key if draft else None
    sent = find_where_sent(
        session, person=where.person, opened=replace(opened, key=current_key), key=key
    )
    if sent is not None:
        raise AlreadySent(sent)
    draft = draft or _begin(session, where, opened, now)
    before = entries_from_plain(draft.answers)
    entries = {**before, **_really_changed(before, changes)}
    draft.answers = entries_to_plain(entries)
    draft.revision += 1
    draft.changed_at = now
    session.add(draft)
    session.flush()
    return replace(opened, entries=entries, key=draft.submission_key, revision=draft.revision)


def find_where_sent(
    session: Session, *, person: UUID, opened: Answering, key: UUID | None
) -> UUID | None:
    """The submission that a page's answers are too late for, or None.

    `key` is the draft that the page was shown with, `opened.key` the one there is now.
    """
    if opened.sent is not None:
        return opened.sent
    if opened.key is None and opened.task is not None:
        return record.find_sent(session, person=person, task=opened.task)
    if key is None or key == opened.key:
        return None
    receipt = record.find_by_key(session, person=person, key=key)
    return receipt.id if receipt else None


def send_answers(
    session: Session,
    *,
    actor: UUID,
    where: Round,
    key: UUID,
    revision: int,
    language: str,
    now: datetime,
) -> UUID:
    """Send the draft with this key as one submission, delete it, and give the submission's id.

    Sending the same key again gives the same submission. DraftChanged when the draft is not
    what was looked at (`revision`), NotComplete when something is missing: nothing is sent.
    """
    draft = _draft(session, where, for_change=True)
    if draft is None or draft.submission_key != key:
        return _sent_before(session, person=where.person, key=key)
    if draft.revision != revision:
        raise DraftChanged
    answering = open_answering(session, where=where, language=language)
    if answering.sent is not None:
        raise AlreadySent(answering.sent)
    if answering.way.first_open() is not None:
        raise NotComplete
    receipt = record.send(
        session,
        actor=actor,
        person=where.person,
        submission=submission_of(
            answering,
            key=key,
            author=_author(session, actor, where.person),
            person=where.person,
            now=now,
        ),
        now=now,
    )
    session.delete(draft)
    session.flush()
    return receipt.id


def _author(session: Session, actor: UUID, person: UUID) -> str:
    if actor == person:
        return f"Patient/{actor}"
    is_staff = bool(people.roles_of(session, people=[actor]))
    return f"{'Practitioner' if is_staff else 'RelatedPerson'}/{actor}"


def begun(session: Session, *, person: UUID) -> frozenset[tuple[UUID, datetime | None]]:
    """What the person has begun and not sent: activity and window start (None: extra)."""
    return frozenset(
        (draft.activity_id, draft.window_start) for draft in queries.list_drafts(session, person)
    )


def find_forms(
    session: Session, versions: Collection[tuple[str, str]], language: str
) -> dict[tuple[str, str], Questionnaire]:
    """Those of the (url, version) pairs that are imported, parsed, in one query once known."""
    ids = queries.list_version_ids(session, versions) if versions else {}
    return {version: load_form(session, found, language) for version, found in ids.items()}


def _sent_before(session: Session, *, person: UUID, key: UUID) -> UUID:
    sent = record.find_by_key(session, person=person, key=key)
    if sent is None:
        raise DraftChanged
    return sent.id


def _really_changed(before: Entries, changes: Entries) -> Entries:
    """Without the entries that say the same as before: those keep who gave them, and when."""
    return {
        link_id: entry
        for link_id, entry in changes.items()
        if link_id not in before or not before[link_id].says_the_same(entry)
    }


def _task(session: Session, where: Round) -> TaskRef | None:
    if where.window_start is None:
        return None
    return plans.find_task(
        session,
        person=where.person,
        activity_id=where.activity_id,
        window_start=where.window_start,
    )


def _form_of(session: Session, activity: ActivityView) -> UUID:
    url, version = activity.questionnaire_url, activity.questionnaire_version
    if url is None or version is None:
        raise NotFound
    found = queries.find_version_id(session, url=url, version=version)
    if found is None:
        raise NotFound
    return found


def _draft(session: Session, where: Round, *, for_change: bool = False) -> Draft | None:
    return queries.find_draft(
        session,
        person=where.person,
        activity_id=where.activity_id,
        window_start=where.window_start,
        for_change=for_change,
    )


def _begin(session: Session, where: Round, opened: Answering, now: datetime) -> Draft:
    draft = Draft(
        person_id=where.person,
        activity_id=where.activity_id,
        window_start=where.window_start,
        window_end=opened.task.window_end if opened.task else None,
        questionnaire_id=opened.questionnaire_id,
        answers={},
        started_at=now,
        changed_at=now,
    )
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:
        # Another tab began the same draft a moment ago; that one is continued.
        return _required(_draft(session, where, for_change=True))
    return draft


def _required(draft: Draft | None) -> Draft:
    if draft is None:
        raise NotFound
    return draft
