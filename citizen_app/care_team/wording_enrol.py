"""Words of enrolment, consents and relatives."""

from flask_babel import lazy_gettext as _l

from citizen_app.messages.rules import AlertChannel
from citizen_app.people.rules import Condition, ConsentHow, ConsentKind, Kinship
from citizen_app.people.wording import CONDITIONS

KINDS = {
    ConsentKind.PARTICIPATION: _l("Taking part"),
    ConsentKind.SUPPORT_CONTACT: _l("Contact data for support staff"),
    ConsentKind.RELATIVE: _l("A relative on the list"),
}
HOW = {
    # Translators: how somebody agreed: by saying so, which was written down
    ConsentHow.SPOKEN: _l("Yes, spoken"),
    # Translators: how somebody agreed: on paper, with a signature
    ConsentHow.WRITTEN: _l("Yes, in writing"),
}
KINSHIPS = {
    Kinship.PARTNER: _l("Husband, wife or partner"),
    Kinship.CHILD: _l("Daughter or son"),
    Kinship.PARENT: _l("Mother or father"),
    Kinship.SIBLING: _l("Sister or brother"),
    Kinship.FRIEND: _l("Friend or neighbour"),
    Kinship.OTHER: _l("Somebody else"),
}
TOLD = {
    AlertChannel.NONE: _l("Not outside of the app"),
    AlertChannel.SMS: _l("By SMS to the phone number"),
    AlertChannel.EMAIL: _l("By e-mail"),
}
NO_CPR = _l("Write the whole CPR number: six digits and four characters")
NO_SUCH_DAY = _l("The first six digits must be a day, month and year")
NO_NAME = _l("Write the name")
NO_TEAM = _l("Choose a team")
NO_CONDITION = _l("Choose what the team follows")
NO_PHONE = _l("Write a phone number, for example 12 34 56 78.")
NO_PHONE_FOR_SMS = _l("Write the phone number that the SMS goes to")
NO_EMAIL = _l("Write an e-mail address, for example anna@example.dk.")
NO_CHANNEL = _l("Choose how the citizen is told")
HALF_A_CLINIC = _l("Write both the name and the phone number of the clinic")
NO_PARTICIPATION = _l("Write down how the citizen agreed; without it nobody is enrolled")
NO_ANSWER = _l("Choose an answer")
NO_PLAN = _l("Choose a plan")
OTHER_PLAN = _l("This plan is for something else than the team follows")
NO_KINSHIP = _l("Choose what the relative is to the citizen")
NO_SPOKEN_CONSENT = _l("Write down that the citizen agreed; else nobody is registered")
TOO_LONG = _l("Write a shorter text")


def condition_choices(codes: dict[str, Condition]) -> list[tuple[str, str]]:
    """What a team may enrol for, with the SKS code behind the name."""
    return [(code, f"{CONDITIONS[condition]} ({code})") for code, condition in codes.items()]
