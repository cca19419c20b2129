"""Taking a form in: checked whole, kept as it was written, never changed afterwards."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.database import Conflict
from citizen_app.fhir_forms import Parsed, Problem, ProblemCode, Words, parse
from citizen_app.questionnaires import queries
from citizen_app.questionnaires.models import Questionnaire

UNKNOWN_LANGUAGE = "und"
LONGEST = {"url": 300, "version": 60}
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
    parsed = parse(source)
    url, version, title = _identity(parsed)
    fingerprint = content_hash(source)
    found = queries.find_version(session, url=url, version=version)
    if found is not None and found.content_hash != fingerprint:
        raise VersionTaken(f"{url}|{version}")
    row = found or _stored(session, parsed, source=source, fingerprint=fingerprint, now=now)
    return Imported(row.id, url, version, title, found is None, parsed.warnings)


def content_hash(source: str) -> str:
    """The same for texts that differ only in layout and the order of names."""
    plain = json.loads(source, parse_float=str)
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _identity(parsed: Parsed) -> tuple[str, str, Words]:
    form = parsed.questionnaire
    if form is None:
        raise FormRefused(parsed.errors)
    problems = _problems_of_name("url", form.url) + _problems_of_name("version", form.version)
    problems += [
        Problem(f"{item.path}.linkId", ProblemCode.VALUE, f"at most {LONGEST_LINK_ID} characters")
        for item in form
        if len(item.link_id) > LONGEST_LINK_ID
    ]
    if form.url is None or form.version is None or problems:
        raise FormRefused(problems)
    return form.url, form.version, form.title


def _problems_of_name(name: str, value: str | None) -> list[Problem]:
    path = f"Questionnaire.{name}"
    if not value:
        return [Problem(path, ProblemCode.MISSING, f"a form to import needs a {name}")]
    if len(value) > LONGEST[name]:
        return [Problem(path, ProblemCode.VALUE, f"at most {LONGEST[name]} characters")]
    return []


def _stored(
    session: Session, parsed: Parsed, *, source: str, fingerprint: str, now: datetime
) -> Questionnaire:
    url, version, title = _identity(parsed)
    form = parsed.questionnaire
    language = form.language if form else None
    row = Questionnaire(
        url=url,
        version=version,
        title=(title or url)[:LONGEST_TITLE],
        language=language or UNKNOWN_LANGUAGE,
        original=source,
        content_hash=fingerprint,
        imported_at=now,
    )
    session.add(row)
    session.flush()
    return row
