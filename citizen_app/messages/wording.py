"""Who wrote, whether it was read, and when the team reads, in words."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l

from citizen_app.files.rules import MOST_BYTES, MOST_PIXELS
from citizen_app.messages.alerts import AlertView
from citizen_app.messages.photos import MOST_PHOTOS, PhotoProblem
from citizen_app.messages.rules import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    AlertChannel,
    AlertState,
    Author,
    Problem,
    ThreadState,
    next_reading,
)
from citizen_app.messages.shapes import MessageView
from citizen_app.people.rules import Condition, Contacts, CourseStatus
from citizen_app.people.wording import reading_hours_sentence, reading_hours_text
from citizen_app.web.field_errors import FieldError
from citizen_app.web.formatting import format_clock, format_day, format_moment, local

# After "Read by", as in "Læst af sygeplejerske".
READERS = {
    Author.CITIZEN: _l("the citizen"),
    Author.NURSE: _l("a nurse"),
    Author.DOCTOR: _l("a doctor"),
    Author.TRAINER: _l("a trainer"),
    Author.HOME_CARE: _l("home care"),
    Author.SUPPORT: _l("support staff"),
    Author.ADMINISTRATOR: _l("an administrator"),
}
WRITERS = {
    Author.CITIZEN: _l("Citizen"),
    Author.NURSE: _l("Nurse"),
    Author.DOCTOR: _l("Doctor"),
    Author.TRAINER: _l("Trainer"),
    Author.HOME_CARE: _l("Home care"),
    Author.SUPPORT: _l("Support staff"),
    Author.ADMINISTRATOR: _l("Administrator"),
}
PROBLEMS = {
    Problem.NO_SUBJECT: ("subject", _l("Write what it is about.")),
    Problem.LONG_SUBJECT: (
        "subject",
        _l("Write what it is about in at most %(most)s characters.", most=LONGEST_SUBJECT),
    ),
    Problem.NO_BODY: ("body", _l("Write your message.")),
    Problem.LONG_BODY: (
        "body",
        _l("The message is too long. Write at most %(most)s characters.", most=LONGEST_BODY),
    ),
}
SOMETHING_NEWER = _l("Somebody else has written in the meantime. Read it, and send again.")
SENT_BEFORE = _l("You have sent another text from this form before. Look at it, and send again.")
TAKEN_MEANWHILE = _l("Somebody else has taken it or handed it over. Nothing was changed.")
# Ours, beside those that a team keeps itself; they give no advice.
SNIPPETS = {
    "received": (
        _l("We have read it"),
        _l("Thank you for your message. We have read it, and we will write to you again."),
    ),
    "call": (_l("Please call us"), _l("Please call us in our opening hours, so we can talk.")),
    "support": (
        _l("Technical support"),
        _l("Please call technical support. They can help you with the app and the devices."),
    ),
}
NOBODY_GETS_IT = _l("Nobody is in the group you have chosen.")
CONDITION_CHOICES = (
    ("", _l("All conditions")),
    (Condition.COPD.value, _l("COPD")),
    (Condition.HEART_FAILURE.value, _l("Heart failure")),
)
STATUS_CHOICES = (
    (CourseStatus.ACTIVE.value, _l("Running courses")),
    (CourseStatus.PAUSED.value, _l("Paused courses")),
    ("running", _l("Both")),
)
CHANNELS = {
    AlertChannel.NONE: _l("No, thank you"),
    AlertChannel.EMAIL: _l("E-mail"),
    AlertChannel.SMS: _l("SMS"),
}
NO_CHANNEL = _l("Choose how you want to be told.")
BAD_EMAIL = _l("Write an e-mail address, for example anna@example.dk.")
BAD_PHONE = _l("Write a phone number, for example 12 34 56 78.")
PHOTO_PROBLEMS = {
    PhotoProblem.NO_PICTURE: _l(
        "A file was not a photo that we can show. Choose a photo in JPEG, PNG or WebP."
    ),
    PhotoProblem.HEIC: _l(
        "A photo was in the format HEIC, which we cannot show. Take a screenshot of it on your "
        "phone, and choose that instead."
    ),
    PhotoProblem.TOO_MANY_BYTES: _l(
        "A photo was too big. It may be at most %(most)s MB.", most=MOST_BYTES // 1_000_000
    ),
    PhotoProblem.TOO_MANY_PIXELS: _l(
        "A photo was too large. It may be at most %(most)s megapixels.",
        most=MOST_PIXELS // 1_000_000,
    ),
    PhotoProblem.BROKEN: _l("A photo could not be read. Take it again, or choose another."),
    PhotoProblem.TOO_MANY: _l("There may be at most %(most)s photos.", most=MOST_PHOTOS),
}
NO_TEAM = _l("Choose which team you write to.")
STATES = {
    # Translators: state of a conversation
    ThreadState.WAITING: (_l("Waits for an answer"), "clock"),
    # Translators: state of a conversation
    ThreadState.ANSWERED: (_l("Answered"), "check"),
    # Translators: state of a conversation
    ThreadState.DONE: (_l("Finished"), "check"),
}


def problem_errors(problems: Iterable[Problem]) -> list[FieldError]:
    """What to write instead, field by field."""
    return [FieldError(*PROBLEMS[problem]) for problem in problems]


def alert_words(app_name: str, language: str | None) -> tuple[str, str]:
    """Subject and text of the mail or SMS: that there is news, and nothing about what."""
    with force_locale(language or "da"):
        return (
            gettext("There is news for you in %(app)s", app=app_name),
            gettext("Sign in to %(app)s as you usually do to read it.", app=app_name),
        )


def alert_text(alert: AlertView) -> str:
    """What came of telling the citizen, for the team."""
    words = {"channel": CHANNELS[alert.channel], "moment": format_moment(alert.at)}
    match alert.state:
        case AlertState.SENT:
            return gettext("Told by %(channel)s %(moment)s", **words)
        case AlertState.FAILED:
            return gettext("Could not be told by %(channel)s. Last tried %(moment)s", **words)
        case _:
            return gettext("Will be told by %(channel)s", channel=words["channel"])


def read_text(message: MessageView) -> str:
    """ "Læst af sygeplejerske i dag kl. 9.12", or that it was not read yet."""
    if message.read is None:
        # Translators: state of a message
        return gettext("Not read yet")
    return gettext(
        "Read by %(role)s %(moment)s",
        role=READERS[message.read.role],
        moment=format_moment(message.read.at),
    )


def team_reads(contacts: Contacts, now: datetime) -> list[str]:
    """When the team reads in general, and when that is next."""
    window = next_reading(contacts.reading_hours, now)
    if window is None:
        return [reading_hours_sentence(())]
    hours = reading_hours_text(contacts.reading_hours)
    # Translators: such as "Teamet læser beskeder mandag og torsdag kl. 9–12."
    sentences = [gettext("The team reads messages on %(hours)s.", hours=hours)]
    opens, closes = window
    if opens <= now:
        sentences.append(
            gettext("The team reads messages now, until %(time)s.", time=format_clock(closes))
        )
        return sentences
    day = gettext("today") if local(opens).date() == local(now).date() else format_day(opens)
    sentences.append(
        # Translators: such as "Næste gang er torsdag 26. november kl. 9.00."
        gettext("The next time is %(day)s at %(time)s.", day=day, time=format_clock(opens))
    )
    return sentences
