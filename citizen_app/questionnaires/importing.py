"""Taking a form in: checked whole, kept as it was written, never changed afterwards."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.database import Conflict, insert_unless_taken
from citizen_app.fhir_forms import (
    Answers,
    Parsed,
    Problem,
    ProblemCode,
    Words,
    asked,
    parse,
)
from citizen_app.fhir_forms import Questionnaire as Form
from citizen_app.questionnaires import queries
from citizen_app.questionnaires.models import Questionnaire

UNKNOWN_LANGUAGE = "und"
LONGEST = {"url": 300, "version": 60, "language": 35}
BYTE_ORDER_MARK = "\ufeff"
NEEDED = ("url", "version")
LONGEST_LINK_ID = 255
LONGEST_TITLE = 500


class FormRefused(ValueError):
    """A form that cannot be run safely; `problems` names every place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class VersionTaken(Conflict):
    """Another form is already imported under the same address and version."""


@dataclass(frozen=True)
class Imported:
    """An imported version; `is_new` is False when the same content was there already."""

    questionnaire_id: UUID
    url: str
    version: str
    title: Words
    is_new: bool
    warnings: tuple[Problem, ...]


def import_questionnaire(session: Session, *, source: str, now: datetime) -> Imported:
    """Store one version of a FHIR R4 Questionnaire, given as JSON text.

    The same content under the same version is harmless. FormRefused when it cannot be run,
    VersionTaken when the version holds other content; the database is then as it was.
    """
    source = source.removeprefix(BYTE_ORDER_MARK)
    parsed = parse(source)
    form = _importable(parsed)
    row = _row(form, source=source, now=now)
    is_new = insert_unless_taken(session, row, ["url", "version"])
    stored = queries.find_version(session, url=row.url, version=row.version)
    if stored is None or stored.content_hash != row.content_hash:
        raise VersionTaken(f"{row.url}|{row.version}")
    title = form.title or Words(row.url)
    return Imported(stored.id, row.url, row.version, title, is_new, parsed.warnings)


def content_hash(source: str) -> str:
    """The same for texts that differ only in layout and the order of names."""
    plain = json.loads(source, parse_float=str)
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _importable(parsed: Parsed) -> Form:
    form = parsed.questionnaire
    if form is None:
        raise FormRefused(parsed.errors)
    problems = [*_problems_of_names(form), *_problems_of_link_ids(form)]
    if not asked(form, Answers()):
        message = "nothing is shown or asked before something is answered"
        problems.append(Problem("Questionnaire.item", ProblemCode.STRUCTURE, message))
    if problems:
        raise FormRefused(problems)
    return form


def _problems_of_names(form: Form) -> Iterator[Problem]:
    for name, longest in LONGEST.items():
        value, path = getattr(form, name), f"Questionnaire.{name}"
        if not value and name in NEEDED:
            yield Problem(path, ProblemCode.MISSING, f"a form to import needs a {name}")
        if value and len(value) > longest:
            yield Problem(path, ProblemCode.VALUE, f"at most {longest} characters")


def _problems_of_link_ids(form: Form) -> Iterator[Problem]:
    message = f"at most {LONGEST_LINK_ID} characters"
    for item in form:
        if len(item.link_id) > LONGEST_LINK_ID:
            yield Problem(f"{item.path}.linkId", ProblemCode.VALUE, message)


def _row(form: Form, *, source: str, now: datetime) -> Questionnaire:
    url, version = form.url or "", form.version or ""
    return Questionnaire(
        url=url,
        version=version,
        title=(form.title or url)[:LONGEST_TITLE],
        language=form.language or UNKNOWN_LANGUAGE,
        original=source,
        content_hash=content_hash(source),
        imported_at=now,
    )
