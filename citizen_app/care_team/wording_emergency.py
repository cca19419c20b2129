"""Words of an emergency access: problems of the form, and what the citizen is told."""

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l

from citizen_app.people.rules import Role
from citizen_app.record.wording import ROLES
from citizen_app.sharing.rules import SHORTEST_REASON
from citizen_app.sharing.service import EmergencyView
from citizen_app.web.formatting import format_clock, format_day

NO_CPR = _l("Write the CPR number with ten characters")
NOBODY = _l("Nobody is followed here under that number. Check it, and search again")
NO_REASON = _l("Write why, in at least %(fewest)s characters", fewest=SHORTEST_REASON)
LONG_REASON = _l("Write a shorter reason")


def told_words(
    opened: EmergencyView, *, name: str, role: Role, language: str | None
) -> tuple[str, str]:
    """Subject and text of the message to the citizen."""
    with force_locale(language or "da"):
        parts = [
            gettext(
                "%(name)s (%(role)s) has opened your data in an emergency, on %(day)s at %(time)s.",
                name=name,
                role=ROLES[role],
                day=format_day(opened.opened_at),
                time=format_clock(opened.opened_at),
            ),
            gettext("The reason given: %(reason)s", reason=opened.reason),
            gettext(
                "It ends by itself at %(time)s. If you wonder about it, write to your team here.",
                time=format_clock(opened.ends_at),
            ),
        ]
        return gettext("Your data was opened in an emergency"), "\n\n".join(parts)
