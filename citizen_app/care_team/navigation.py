"""The sections of the care team's side, each shown to those who have its right."""

from dataclasses import dataclass
from uuid import UUID

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.database import db
from citizen_app.people import service as people
from citizen_app.sharing.rules import RIGHTS, Right


@dataclass(frozen=True)
class Section:
    """Where a section begins, what it says, and which right it asks for."""

    endpoint: str
    label: LazyString
    right: Right

    def is_current(self) -> bool:
        """Whether the page that is shown is the section's first."""
        return request.endpoint == self.endpoint


SECTIONS = (
    # Translators: section of the care team's side, the citizens who need a look first
    Section("care_team.show_work_list", _l("Work list"), Right.SEE_CONTACT),
    # Translators: section of the care team's side, what citizens have written
    Section("care_team.messages.show_inbox", _l("Messages"), Right.SEE_INBOX),
    # Translators: section of the care team's side, what a citizen's plan can begin with
    Section("care_team.templates.show_templates", _l("Plan templates"), Right.MANAGE_TEMPLATES),
    # Translators: section of the care team's side, beginning to follow somebody
    Section("care_team.enrol.ask_for_cpr", _l("Enrol a citizen"), Right.ENROL),
    # Translators: section of the care team's side, which nurses may set limits
    Section("care_team.show_delegations", _l("Delegations"), Right.DELEGATE),
    Section(
        "care_team.questionnaires.list_questionnaires",
        # Translators: section of the care team's side, the forms that citizens answer
        _l("Questionnaires"),
        Right.MANAGE_QUESTIONNAIRES,
    ),
    # Translators: section of the care team's side, a citizen of another team when it is urgent
    Section("care_team.emergency.ask_for_reason", _l("Emergency access"), Right.OPEN_EMERGENCY),
    # Translators: section of the care team's side, how many take part and how soon all act
    Section("care_team.programme.show_programme", _l("Programme"), Right.SEE_PROGRAMME),
)


def sections_of(actor: UUID) -> list[Section]:
    """The sections that a member of care teams may open."""
    roles = people.get_person(db.session, person=actor).roles
    rights = frozenset[Right]().union(*(RIGHTS[role] for role in roles))
    return [section for section in SECTIONS if section.right in rights]
