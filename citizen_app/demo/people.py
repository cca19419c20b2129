"""The invented people of the demo, as the stand-in provider knows them."""

from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class DemoPerson:
    """One invented person. `role` is the word a script signs in with.

    The CPR numbers are synthetic: published test numbers, or a day of birth plus 60, which no
    real number has.
    """

    role: str
    name: str
    born: date
    cpr: str
    role_text: LazyString
    about: LazyString

    @property
    def subject(self) -> str:
        """Who this is to the provider, for ever."""
        return f"stand-in-{self.role}"


DEMO_PEOPLE = (
    DemoPerson(
        "citizen",
        "Karen Madsen",
        date(1948, 12, 25),
        "2512489996",
        _l("Citizen with COPD"),
        _l("Has sent readings for three months."),
    ),
    DemoPerson(
        "new-citizen",
        "Jørgen Kjær",
        date(1953, 3, 14),
        "7403531117",
        _l("Citizen with COPD"),
        _l("Begins today and has sent nothing yet."),
    ),
    DemoPerson(
        "caregiver",
        "Mette Madsen",
        date(1975, 6, 2),
        "6206751118",
        _l("Relative"),
        _l("Karen's daughter."),
    ),
    DemoPerson(
        "former-caregiver",
        "Lars Madsen",
        date(1978, 9, 19),
        "7909781115",
        _l("Relative"),
        _l("Karen's son. He helped her before."),
    ),
    DemoPerson(
        "trainer",
        "Dorte Winther",
        date(1982, 1, 8),
        "6801821116",
        _l("Trainer"),
        _l("Shows people how to use the app."),
    ),
    DemoPerson(
        "nurse",
        "Nina Sand",
        date(1985, 11, 30),
        "9011851112",
        _l("Nurse"),
        _l("Reads what Karen and Jørgen send."),
    ),
    DemoPerson(
        "doctor",
        "Omar Haddad",
        date(1971, 4, 5),
        "6504711119",
        _l("Doctor"),
        _l("Lung doctor in the team."),
    ),
    DemoPerson(
        "administrator",
        "Ida Bro",
        date(1969, 8, 22),
        "8208691114",
        _l("Administrator"),
        _l("Looks after the team's settings."),
    ),
    DemoPerson(
        "stranger",
        "Frida Dahl",
        date(1990, 2, 11),
        "7102901110",
        _l("Not on any list"),
        _l("No care team has enrolled her. CPR number 710290-1110."),
    ),
)


def find_demo_person(role: str) -> DemoPerson | None:
    """The person whom a role word stands for."""
    return next((person for person in DEMO_PEOPLE if person.role == role), None)


def find_by_subject(subject: str) -> DemoPerson | None:
    """The person whom the provider knows by this subject."""
    return next((person for person in DEMO_PEOPLE if person.subject == subject), None)
