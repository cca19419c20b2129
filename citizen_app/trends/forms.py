"""Which period and page are asked for, as they stand in an address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from citizen_app.readings.moments import BadMoment, parse_day
from citizen_app.trends.periods import Period, PeriodKind, PeriodProblem, own_period
from citizen_app.trends.wording import PROBLEMS
from citizen_app.web.field_errors import FieldError

DEFAULT = PeriodKind.QUARTER
LONGEST_TEXT = 40
LONGEST_PAGE = 6
FIELDS = {
    PeriodProblem.ENDS_BEFORE_IT_STARTS: "until",
    PeriodProblem.NOT_COME_YET: "from",
}


@dataclass(frozen=True)
class PeriodAsked:
    """What was asked for: a kind, or two days with their texts as typed. Errors by field."""

    kind: PeriodKind
    own: Period | None = None
    first_text: str = ""
    last_text: str = ""
    errors: tuple[FieldError, ...] = ()

    @property
    def address_fields(self) -> dict[str, str]:
        """What asks for the same period again."""
        if self.kind is not PeriodKind.OWN:
            return {"period": self.kind.value}
        return {"period": self.kind.value, "from": self.first_text, "until": self.last_text}


def read_period(fields: Mapping[str, str], today: date) -> PeriodAsked:
    """The period of an address; a kind that is none gives the usual one. Never raises."""
    wanted = fields.get("period", "")
    kind = PeriodKind(wanted) if wanted in set(PeriodKind) else DEFAULT
    if kind is not PeriodKind.OWN:
        return PeriodAsked(kind)
    return _own(_text(fields, "from"), _text(fields, "until"), today)


def _own(first_text: str, last_text: str, today: date) -> PeriodAsked:
    asked = PeriodAsked(PeriodKind.OWN, first_text=first_text, last_text=last_text)
    first, last = _day(first_text, today), _day(last_text or today.isoformat(), today)
    if first is None or last is None:
        named = (("from", first), ("until", last))
        bad = [
            FieldError(field, PROBLEMS[PeriodProblem.NOT_A_DAY])
            for field, day in named
            if day is None
        ]
        return replace(asked, errors=tuple(bad))
    found = own_period(first, last, today)
    if isinstance(found, PeriodProblem):
        return replace(asked, errors=(FieldError(FIELDS[found], PROBLEMS[found]),))
    return replace(asked, own=found)


def read_page(fields: Mapping[str, str]) -> int:
    """The page of the table, from 1; anything that is no such number is 1."""
    wanted = fields.get("page", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_PAGE):
        return 1
    return max(1, int(wanted))


def _text(fields: Mapping[str, str], name: str) -> str:
    return fields.get(name, "")[:LONGEST_TEXT].strip()


def _day(text: str, today: date) -> date | None:
    """An empty first day is no day: reading it as today would show an empty picture."""
    try:
        return parse_day(text, today) if text else None
    except BadMoment:
        return None
