"""Who may do what for whom: one table, and nothing else decides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from citizen_app.people.rules import Role

# A placeholder for an organisation to decide.
EMERGENCY_LASTS = timedelta(hours=1)
SHORTEST_REASON = 10


class Right(StrEnum):
    """What somebody may do. The first group is about one citizen, the second about a team."""

    SEE_CONTACT = "see_contact"
    CHANGE_CONTACT = "change_contact"
    SEE_CLINICAL = "see_clinical"
    ENTER_ON_BEHALF = "enter_on_behalf"
    ACKNOWLEDGE = "acknowledge"
    MARK_FAULTY = "mark_faulty"
    WRITE_MESSAGE = "write_message"
    WRITE_NOTE = "write_note"
    CHANGE_PLAN = "change_plan"
    SET_THRESHOLD = "set_threshold"
    SEE_TRAINING = "see_training"
    SIGN_SKILL = "sign_skill"
    CHANGE_EQUIPMENT = "change_equipment"

    ENROL = "enrol"
    SEE_WORK_LIST = "see_work_list"
    SEE_INBOX = "see_inbox"
    SEND_NOTICE = "send_notice"
    MANAGE_TEAM = "manage_team"
    MANAGE_QUESTIONNAIRES = "manage_questionnaires"
    MANAGE_TEMPLATES = "manage_templates"
    SEE_PROGRAMME = "see_programme"
    DELEGATE = "delegate"
    OPEN_EMERGENCY = "open_emergency"


CLINICAL = frozenset(
    {
        Right.SEE_CONTACT,
        Right.CHANGE_CONTACT,
        Right.SEE_CLINICAL,
        Right.ENTER_ON_BEHALF,
        Right.ACKNOWLEDGE,
        Right.MARK_FAULTY,
        Right.WRITE_MESSAGE,
        Right.WRITE_NOTE,
        Right.CHANGE_PLAN,
        Right.SET_THRESHOLD,
        Right.SEE_TRAINING,
        Right.SIGN_SKILL,
        Right.CHANGE_EQUIPMENT,
        Right.ENROL,
        Right.SEE_WORK_LIST,
        Right.SEE_INBOX,
        Right.SEND_NOTICE,
        Right.MANAGE_TEMPLATES,
        Right.SEE_PROGRAMME,
        Right.OPEN_EMERGENCY,
    }
)
# A nurse sets thresholds by a recorded delegation of the doctor's, see `rights_of`.
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.DOCTOR: CLINICAL | {Right.DELEGATE},
    Role.NURSE: CLINICAL - {Right.SET_THRESHOLD},
    Role.TRAINER: frozenset({Right.SEE_CONTACT, Right.SEE_TRAINING, Right.SIGN_SKILL}),
    Role.HOME_CARE: frozenset({Right.SEE_CONTACT, Right.ENTER_ON_BEHALF}),
    Role.SUPPORT: frozenset({Right.SEE_CONTACT, Right.CHANGE_CONTACT, Right.CHANGE_EQUIPMENT}),
    Role.ADMINISTRATOR: frozenset(
        {
            Right.SEE_CONTACT,
            Right.CHANGE_CONTACT,
            Right.ENROL,
            Right.MANAGE_TEAM,
            Right.MANAGE_QUESTIONNAIRES,
            Right.MANAGE_TEMPLATES,
            Right.SEE_PROGRAMME,
        }
    ),
}
DELEGATED = frozenset({Right.SET_THRESHOLD})
# Support staff know how to reach a citizen only while the citizen agrees to it (SSLPCI).
WITH_CONSENT = frozenset({Right.SEE_CONTACT, Right.CHANGE_CONTACT})
# Emergency access lets those who treat look and act on what they see, nothing more.
IN_AN_EMERGENCY = frozenset(
    {Right.SEE_CONTACT, Right.SEE_CLINICAL, Right.ENTER_ON_BEHALF, Right.WRITE_NOTE}
)


class Access(StrEnum):
    """The answer to a wish. Hidden looks to the asker as if there were nothing."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Relation:
    """What an actor is to a person: their roles in teams that follow the person.

    `has_delegation` is a doctor's recorded leave to set thresholds; `in_emergency` is true
    while an emergency access, opened with a reason, lasts; `shares_contact` while the person
    agrees that support staff see contact data.
    """

    roles: frozenset[Role] = field(default_factory=frozenset)
    has_delegation: bool = False
    in_emergency: bool = False
    shares_contact: bool = False


def rights_of(relation: Relation) -> frozenset[Right]:
    """Everything a relation allows: the union over roles, delegation and emergency."""
    allowed: set[Right] = set()
    for role in relation.roles:
        withheld = role is Role.SUPPORT and not relation.shares_contact
        allowed |= RIGHTS[role] - WITH_CONSENT if withheld else RIGHTS[role]
    if relation.has_delegation and Role.NURSE in relation.roles:
        allowed |= DELEGATED
    if relation.in_emergency:
        allowed |= IN_AN_EMERGENCY
    return frozenset(allowed)


def access(relation: Relation, right: Right) -> Access:
    """Whether a relation allows a right; one without any relation is not told that there is
    anybody."""
    allowed = rights_of(relation)
    if right in allowed:
        return Access.ALLOWED
    return Access.REFUSED if allowed else Access.HIDDEN


def may_open_in_an_emergency(roles: Iterable[Role]) -> bool:
    """Whether somebody with these roles, in any team, may open an emergency access."""
    return any(Right.OPEN_EMERGENCY in RIGHTS[role] for role in roles)


def emergency_ends(opened_at: datetime) -> datetime:
    """When an emergency access that was opened at `opened_at` is over."""
    return opened_at + EMERGENCY_LASTS
