"""Words for pauses: reasons, and why one cannot be kept as asked."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.plans.rules import PauseProblem, PauseReason
from citizen_app.web.field_errors import FieldError

REASONS: Mapping[PauseReason, LazyString] = MappingProxyType(
    {
        # Translators: why somebody wants a pause from their tasks.
        PauseReason.AWAY: _l("I am away"),
        PauseReason.IN_HOSPITAL: _l("I am in hospital"),
        PauseReason.OTHER: _l("Something else"),
    }
)

PROBLEMS: Mapping[PauseProblem, tuple[str, LazyString]] = MappingProxyType(
    {
        PauseProblem.STARTS_IN_THE_PAST: (
            "from",
            _l("The pause can begin today or later. Choose another first day."),
        ),
        PauseProblem.ENDS_BEFORE_IT_STARTS: (
            "until",
            _l("The day you are back must be after the first day of the pause."),
        ),
        PauseProblem.TOO_LONG: (
            "until",
            _l("A pause can last %(days)s days at most. Call your team if you need longer."),
        ),
        PauseProblem.OVERLAPS: (
            "from",
            _l("You already have a pause in these days. End it before you ask for a new one."),
        ),
    }
)


def problem_error(problem: PauseProblem, *, longest: timedelta) -> FieldError:
    """The message beside the field that can mend the problem; `longest` is how long is allowed."""
    field, message = PROBLEMS[problem]
    return FieldError(field, str(message) % {"days": longest.days})
