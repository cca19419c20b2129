"""Turns a finished draft into the one submission that the record takes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from citizen_app.fhir_forms import (
    Answers,
    Asked,
    Coding,
    Quantity,
    Questionnaire,
    Value,
    build_response,
    significant,
    visible_answers,
)
from citizen_app.measures import SkipReason, skip_reason_for_coding
from citizen_app.plans.rules import COPENHAGEN
from citizen_app.questionnaires.entries import Entries, answers_of
from citizen_app.questionnaires.rules import comments_in, measure_of
from citizen_app.questionnaires.shapes import Answering
from citizen_app.record.rules import Colour, Finding, FindingKind
from citizen_app.record.service import NewReading, NewResponse, NewSubmission


def submission_of(
    answering: Answering, *, key: UUID, author: str, person: UUID, now: datetime
) -> NewSubmission:
    """Response, readings and the colours of the answers, for one complete draft.

    `author` is who typed, as a FHIR reference.
    """
    form = answering.form
    answers = visible_answers(form, answers_of(answering.entries))
    resource = build_response(
        form,
        as_shown(form, answers),
        authored=now,
        subject=f"Patient/{person}",
        author=author,
        source=f"Patient/{person}",
    )
    return NewSubmission(
        key=key,
        task=answering.task,
        readings=tuple(readings_of(answering.way.pages, answering.entries, answers)),
        response=NewResponse(
            questionnaire_url=form.url or "",
            questionnaire_version=form.version or "",
            resource=resource,
            findings=findings_of(answering, answers),
        ),
    )


def as_shown(form: Questionnaire, answers: Answers) -> Answers:
    """The answers with each coded one in the words that the person chose.

    A coding without a code is known by its words alone and keeps those of the form's author.
    """
    shown = {
        item.link_id: replace(option.value, display=option.label)
        for item in form
        for option in item.options
        if isinstance(option.value, Coding)
        and option.value.code is not None
        and option.value == answers.of(item.link_id)
    }
    return Answers({**answers, **shown})


def amount(value: Value) -> Decimal:
    """The number in a numeric answer."""
    return value.value if isinstance(value, Quantity) else Decimal(str(value))


def skip_reason_on(page: Asked, answers: Answers) -> SkipReason | None:
    """Why the readings of a page that are missing were left out, as the person chose."""
    for item in page.items:
        chosen = answers.of(item.link_id) if item.is_skip_reason else None
        if isinstance(chosen, Coding):
            known = skip_reason_for_coding(chosen.system or "", chosen.code or "")
            return known or SkipReason.OTHER
    return None


def readings_of(
    pages: tuple[Asked, ...], entries: Entries, answers: Answers
) -> Iterator[NewReading]:
    """A reading for each value given and for each one left out with a reason.

    Measured when the page was saved, on a clock in Denmark.
    """
    for page in pages:
        reason = skip_reason_on(page, answers)
        for item in page.items:
            measure = measure_of(item)
            entry = entries.get(item.link_id)
            if measure is None or entry is None or not (entry.values or reason):
                continue
            yield NewReading(
                measure=measure,
                value=amount(entry.values[0]) if entry.values else None,
                measured_at=entry.at.astimezone(COPENHAGEN),
                context=entry.context if entry.values else None,
                skip_reason=None if entry.values else reason,
                link_id=item.link_id,
            )


def findings_of(answering: Answering, answers: Answers) -> tuple[Finding, ...]:
    """The colours of the answers with a clinician's words; a comment is at least yellow.

    The record colours readings and skipped ones itself.
    """
    skips = {item.link_id for item in answering.form if item.is_skip_reason}
    coloured = [
        Finding(
            colour=Colour(finding.colour.value),
            kind=FindingKind.ANSWER,
            link_id=finding.link_id,
            words=str(finding.advice) if finding.advice else None,
        )
        for finding in significant(answering.form, answers)
        if finding.link_id not in skips
    ]
    comments = [
        Finding(Colour.YELLOW, FindingKind.COMMENT, link_id=link_id)
        for link_id in comments_in(answering.form, answers)
    ]
    return (*coloured, *comments)
