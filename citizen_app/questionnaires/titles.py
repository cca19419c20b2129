"""Which forms can be asked for, and what they are called in our languages."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from citizen_app.fhir_forms import Words, parse
from citizen_app.plans.rules import Text
from citizen_app.questionnaires import queries
from citizen_app.web.language import main_language

# As long as the title of an activity may be.
LONGEST_TITLE = 200


@dataclass(frozen=True)
class FormChoice:
    """An imported version that a plan may ask for."""

    id: UUID
    url: str
    version: str
    title: str


def list_choices(session: Session) -> list[FormChoice]:
    """The newest version of every form that is not retired, by title."""
    newest: dict[str, FormChoice] = {}
    for row in queries.list_titles(session):
        newest[row[1]] = FormChoice(*row)
    return sorted(newest.values(), key=lambda one: (one.title.casefold(), one.url))


def not_imported(session: Session, versions: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the (url, version) pairs that nobody has imported, in their order."""
    known = queries.list_version_ids(session, versions) if versions else {}
    return [version for version in versions if version not in known]


def title_of(session: Session, choice: FormChoice) -> Text:
    """The title of a form in our languages."""
    form = parse(queries.get_original(session, choice.id)).questionnaire
    words = form.title if form is not None else None
    return title_in_our_languages(words or Words(choice.title))


def title_in_our_languages(title: Words) -> Text:
    """The title in our languages; where it lacks one of them, one text for both."""
    found = {language: title.within(language) for language in ("da", "en")}
    known = [words for tag, words in found.items() if main_language(words.language or "") == tag]
    if len(known) == len(found):
        return Text(*(words[:LONGEST_TITLE] for words in known))
    only = known[0] if known else title
    return Text(only[:LONGEST_TITLE], only[:LONGEST_TITLE], only.language)
