"""Plan templates: what a plan for a condition begins with. Plain values, read from JSON."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from citizen_app.fhir_forms import read_json
from citizen_app.measures import MeasureCode, Position
from citizen_app.people.rules import Condition, ReadingHours
from citizen_app.plans.rules import (
    ActivityKind,
    BadSchedule,
    Schedule,
    Text,
    ThresholdLimits,
    schedule_from_json,
)
from citizen_app.plans.shapes import NewActivity, NewThreshold

T = TypeVar("T")
Json = Mapping[str, Any]

ANY_DAY = date(2000, 1, 3)
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME, LONGEST_TITLE, LONGEST_WORDS, LONGEST_URL, LONGEST_VERSION = 60, 200, 1000, 500, 100
TOP = {
    "name", "version", "condition", "title", "about", "activities", "thresholds", "advice",
    "training", "reading_hours",
}  # fmt: skip
NEEDED = ("name", "version", "condition", "title", "activities")


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """What is wrong with a template and where, such as `activities[1].measures`."""

    path: str
    message: str


class TemplateRefused(ValueError):
    """A template that cannot be used; `problems` names every place."""

    def __init__(self, problems: Collection[TemplateProblem]) -> None:
        super().__init__("; ".join(f"{one.path}: {one.message}" for one in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class TemplateActivity:
    """Something to ask for. The days of its schedule are counted from when a plan begins."""

    kind: ActivityKind
    title: Text
    measures: tuple[MeasureCode, ...]
    questionnaire_url: str | None
    questionnaire_version: str | None
    schedule_json: Json = field(hash=False)

    def schedule(self, from_on: date) -> Schedule:
        """The schedule of a plan that begins on a local day."""
        return schedule_from_json(_begun(self.schedule_json, from_on))

    def begun(self, from_on: date) -> NewActivity:
        """The activity to add to a plan that begins on a local day."""
        return NewActivity(
            kind=self.kind,
            title=self.title,
            schedule=self.schedule(from_on),
            from_on=from_on,
            measures=self.measures,
            questionnaire_url=self.questionnaire_url,
            questionnaire_version=self.questionnaire_version,
        )


@dataclass(frozen=True, slots=True)
class TemplateThreshold:
    """Limits of a standard set, and the clinician or board of the organisation that decided them.

    Without `decided_by` they are a placeholder: shown, and never set for anybody.
    """

    threshold: NewThreshold
    decided_by: str | None

    @property
    def is_placeholder(self) -> bool:
        """True when nobody has said that these numbers are theirs."""
        return self.decided_by is None


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """What a plan for a condition begins with. `name` tells it apart in forms and commands."""

    name: str
    version: str
    condition: str
    title: Text
    about: Text | None
    activities: tuple[TemplateActivity, ...]
    thresholds: tuple[TemplateThreshold, ...]
    advice: tuple[Text, ...]
    training: tuple[str, ...]
    reading_hours: tuple[ReadingHours, ...]

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        """Canonical address and version of every questionnaire it asks for."""
        return tuple(
            (one.questionnaire_url, one.questionnaire_version or "")
            for one in self.activities
            if one.questionnaire_url is not None
        )


def parse_template(source: bytes | str) -> PlanTemplate:
    """The template of a JSON text; TemplateRefused names everything that is wrong with it."""
    read = read_json(source)
    if read.problems:
        raise TemplateRefused([TemplateProblem(one.path, one.message) for one in read.problems])
    reader = _Reader([])
    found = reader.template(read.value)
    if reader.problems or found is None:
        raise TemplateRefused(reader.problems)
    return found


def _begun(schedule: Json, from_on: date) -> dict[str, Any]:
    """The schedule with its first days filled in; what follows a first period begins after it."""
    kind = schedule.get("kind")
    if kind == "every_days":
        return {**schedule, "starts_on": from_on.isoformat()}
    if kind == "phased":
        after = from_on + timedelta(days=schedule["days"])
        return {
            **schedule,
            "starts_on": from_on.isoformat(),
            "first": _begun(schedule["first"], from_on),
            "then": _begun(schedule["then"], after),
        }
    return dict(schedule)


def _starts_on_places(value: object, path: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "starts_on" in value:
            yield f"{path}.starts_on"
        for part in ("first", "then"):
            yield from _starts_on_places(value.get(part), f"{path}.{part}")


class _Wrong(Exception):
    """Something is no part of a template; its place and reason have been noted."""


@dataclass(frozen=True)
class _Reader:
    """Reads values that came from JSON and notes every problem with its place."""

    problems: list[TemplateProblem]

    def template(self, value: object) -> PlanTemplate | None:
        try:
            top = self._object(value, "template", TOP, NEEDED)
        except _Wrong:
            return None
        name = self._try(self._name, top, "name")
        version = self._try(self._words(LONGEST_VERSION), top, "version")
        condition = self._try(self._condition, top, "condition")
        title = self._try(self._text(LONGEST_TITLE), top, "title")
        about = self._try(self._text(LONGEST_WORDS), top, "about")
        activities = self._each(self._activity, top, "activities")
        thresholds = self._each(self._threshold, top, "thresholds")
        advice = self._each(self._text(LONGEST_WORDS), top, "advice")
        training = self._each(self._words(LONGEST_TITLE), top, "training")
        hours = self._each(self._hours, top, "reading_hours")
        if top["activities"] == []:
            self.problems.append(TemplateProblem("activities", "ask for at least one thing"))
        if self.problems or not (name and version and condition and title):
            return None
        return PlanTemplate(
            name, version, condition, title, about, activities, thresholds, advice, training, hours
        )

    def _try(self, read: Callable[[object, str], T], top: Json, name: str) -> T | None:
        if name not in top:
            return None
        try:
            return read(top[name], name)
        except _Wrong:
            return None

    def _each(self, read: Callable[[object, str], T], top: Json, name: str) -> tuple[T, ...]:
        return self._try(lambda value, path: self._items(read, value, path), top, name) or ()

    def _items(self, read: Callable[[object, str], T], value: object, path: str) -> tuple[T, ...]:
        found: list[T] = []
        for place, one in enumerate(self._list(value, path)):
            try:
                found.append(read(one, f"{path}[{place}]"))
            except _Wrong:
                continue
        return tuple(found)

    def _refuse(self, path: str, message: str) -> _Wrong:
        self.problems.append(TemplateProblem(path, message))
        return _Wrong()

    def _object(
        self, value: object, path: str, known: Collection[str], needed: Collection[str] = ()
    ) -> Json:
        if not isinstance(value, Mapping):
            raise self._refuse(path, "this is an object in braces")
        strange = sorted(set(value) - set(known))
        absent = [name for name in needed if name not in value]
        for name in strange:
            self._refuse(f"{path}.{name}", f"known here are {', '.join(sorted(known))}")
        for name in absent:
            self._refuse(f"{path}.{name}", "this is missing")
        if strange or absent:
            raise _Wrong
        return value

    def _list(self, value: object, path: str) -> list[object]:
        if not isinstance(value, list):
            raise self._refuse(path, "this is a list in brackets")
        return value

    def _words(self, longest: int) -> Callable[[object, str], str]:
        def read(value: object, path: str) -> str:
            if not isinstance(value, str) or not value.strip():
                raise self._refuse(path, "this is a text in quotation marks")
            if len(value) > longest:
                raise self._refuse(path, f"at most {longest} characters")
            return value.strip()

        return read

    def _text(self, longest: int) -> Callable[[object, str], Text]:
        words = self._words(longest)

        def read(value: object, path: str) -> Text:
            both = self._object(value, path, ("da", "en"), ("da", "en"))
            return Text(words(both["da"], f"{path}.da"), words(both["en"], f"{path}.en"))

        return read

    def _name(self, value: object, path: str) -> str:
        name = self._words(LONGEST_NAME)(value, path)
        if not NAME.fullmatch(name):
            raise self._refuse(path, "small letters, digits and hyphens, such as heart-failure")
        return name

    def _condition(self, value: object, path: str) -> str:
        return self._one_of(tuple(Condition), value, path).value

    def _one_of(self, known: Collection[T], value: object, path: str) -> T:
        for one in known:
            if one == value:
                return one
        raise self._refuse(path, f"one of {', '.join(str(one) for one in known)}")

    def _activity(self, value: object, path: str) -> TemplateActivity:
        known = ("kind", "title", "measures", "questionnaire", "schedule")
        found = self._object(value, path, known, ("kind", "title", "schedule"))
        kind = self._one_of(tuple(ActivityKind), found["kind"], f"{path}.kind")
        title = self._text(LONGEST_TITLE)(found["title"], f"{path}.title")
        measures = self._items(self._measure, found.get("measures", []), f"{path}.measures")
        url, version = self._form(found.get("questionnaire"), f"{path}.questionnaire")
        if kind is ActivityKind.READINGS and not measures:
            raise self._refuse(f"{path}.measures", "name at least one measure")
        if (kind is ActivityKind.QUESTIONNAIRE) != (url is not None):
            raise self._refuse(
                f"{path}.questionnaire", "a questionnaire names its form, readings name none"
            )
        schedule = self._schedule(found["schedule"], f"{path}.schedule")
        return TemplateActivity(kind, title, measures, url, version, schedule)

    def _measure(self, value: object, path: str) -> MeasureCode:
        return self._one_of(tuple(MeasureCode), value, path)

    def _form(self, value: object, path: str) -> tuple[str | None, str | None]:
        if value is None:
            return None, None
        found = self._object(value, path, ("url", "version"), ("url", "version"))
        url = self._words(LONGEST_URL)(found["url"], f"{path}.url")
        return url, self._words(LONGEST_VERSION)(found["version"], f"{path}.version")

    def _schedule(self, value: object, path: str) -> Json:
        for place in _starts_on_places(value, path):
            raise self._refuse(place, "leave it out: days are counted from when a plan begins")
        try:
            whole = self._object(value, path, ("kind", "slots", "weekdays", "every", "days",
                                               "first", "then"), ("kind",))  # fmt: skip
            schedule_from_json(_begun(whole, ANY_DAY))
        except (BadSchedule, KeyError, TypeError, ValueError, AttributeError, OverflowError) as why:
            raise self._refuse(path, f"no schedule: {why}") from why
        return whole

    def _threshold(self, value: object, path: str) -> TemplateThreshold:
        limits = ("red_below", "yellow_below", "yellow_above", "red_above")
        texts = ("red_words", "yellow_words", "decided_by")
        known = ("measure", "position", "with_oxygen", *limits, *texts)
        found = self._object(value, path, known, ("measure",))
        measure = self._measure(found["measure"], f"{path}.measure")
        position, oxygen = found.get("position"), found.get("with_oxygen")
        if oxygen is not None and not isinstance(oxygen, bool):
            raise self._refuse(f"{path}.with_oxygen", "true or false")
        words = {
            name: self._words(LONGEST_WORDS)(found[name], f"{path}.{name}")
            for name in texts
            if name in found
        }
        numbers = {
            name: self._number(found[name], f"{path}.{name}") for name in limits if name in found
        }
        try:
            threshold = NewThreshold(
                measure,
                ThresholdLimits(**numbers, change=None),
                position=None
                if position is None
                else self._one_of(tuple(Position), position, f"{path}.position"),
                with_oxygen=oxygen,
                red_words=words.get("red_words"),
                yellow_words=words.get("yellow_words"),
            )
        except ValueError as why:
            raise self._refuse(path, str(why)) from why
        return TemplateThreshold(threshold, words.get("decided_by"))

    def _number(self, value: object, path: str) -> Decimal:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        raise self._refuse(path, "this is a number, with a dot for decimals")

    def _hours(self, value: object, path: str) -> ReadingHours:
        found = self._object(value, path, ("weekdays", "opens", "closes"),
                             ("weekdays", "opens", "closes"))  # fmt: skip
        listed = self._list(found["weekdays"], f"{path}.weekdays")
        days = {day for day in listed if type(day) is int and day in range(1, 8)}
        if not days or len(days) < len(listed):
            raise self._refuse(f"{path}.weekdays", "1 (Monday) to 7 (Sunday), each once")
        opens, closes = (self._clock(found[name], f"{path}.{name}") for name in ("opens", "closes"))
        if closes <= opens:
            raise self._refuse(f"{path}.closes", "the team stops reading after it begins")
        return ReadingHours(tuple(sorted(day - 1 for day in days)), opens, closes)

    def _clock(self, value: object, path: str) -> time:
        try:
            return time.fromisoformat(self._words(5)(value, path))
        except ValueError as why:
            raise self._refuse(path, "a time of day such as 09:00") from why
