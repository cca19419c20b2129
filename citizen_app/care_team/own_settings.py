"""What the care team's pages need of the settings."""

from flask import current_app

from citizen_app.config import Settings
from citizen_app.people.consent_words import AllWords, load_words
from citizen_app.people.sealing import Seal


def settings() -> Settings:
    """The application's settings."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def own_seal() -> Seal:
    """The keys of CPR numbers."""
    return Seal(settings().secret_key.get_secret_value().encode(), settings().cpr_key_list)


def consent_words() -> AllWords:
    """The organisation's words of consent, or ours."""
    return load_words(settings().consents_file)


def accepts_test_numbers() -> bool:
    """Whether published test numbers are taken; never where real people are."""
    return settings().has_stand_in
