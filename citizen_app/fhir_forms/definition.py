"""A questionnaire as an immutable tree: the shapes. `parse` in `parsing` makes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from citizen_app.fhir_forms.problems import Problem
from citizen_app.fhir_forms.values import Coding, OptionValue, Value, Words


class ItemType(StrEnum):
    """The item types of R4 that this version runs."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    QUANTITY = "quantity"
    STRING = "string"
    TEXT = "text"
    DATE = "date"


class Operator(StrEnum):
    """How an answer is compared in a condition (questionnaire-enable-operator)."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    GREATER_OR_EQUAL = ">="
    LESS_OR_EQUAL = "<="


class Behaviour(StrEnum):
    """Whether all or any of several conditions must hold (Questionnaire.item.enableBehavior)."""

    ALL = "all"
    ANY = "any"


class Colour(StrEnum):
    """Significance of an answer, mildest first."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Direction(StrEnum):
    """Which way a countdown step counts."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Condition:
    """One enableWhen: the item is shown when `question`'s answer compares so with `answer`."""

    question: str
    operator: Operator
    answer: Value


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """One answerCondition of a significance: the item's own answer compares so with `value`."""

    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Significance:
    """What an answer means: a colour when all `tests` hold, with a clinician's advice."""

    tests: tuple[AnswerTest, ...]
    colour: Colour
    advice: Words | None = None


@dataclass(frozen=True, slots=True)
class Countdown:
    """A display item that waits: so many seconds, counted up or down."""

    seconds: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class Option:
    """One answerOption: `value` is what is stored, `label` what is shown."""

    value: OptionValue
    label: Words


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a questionnaire (R4 Questionnaire.item).

    `path` is where it stood in the JSON. `help` is the text of its help children, which are
    not in `items`. `unit` is questionnaire-unit or else the first unitOption. `minimum` and
    `maximum` are in that unit. `control` is the first code of itemControl.
    """

    link_id: str
    type: ItemType
    path: str
    text: Words = Words()
    prefix: Words = Words()
    short_text: Words | None = None
    help: Words | None = None
    codes: tuple[Coding, ...] = ()
    required: bool = False
    read_only: bool = False
    hidden: bool = False
    max_length: int | None = None
    minimum: int | Decimal | date | None = None
    maximum: int | Decimal | date | None = None
    max_decimals: int | None = None
    unit: Coding | None = None
    unit_options: tuple[Coding, ...] = ()
    options: tuple[Option, ...] = ()
    enable_when: tuple[Condition, ...] = ()
    enable_behaviour: Behaviour = Behaviour.ANY
    control: str | None = None
    significances: tuple[Significance, ...] = ()
    countdown: Countdown | None = None
    is_skip_reason: bool = False
    items: tuple["Item", ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it takes an answer."""
        return self.type not in (ItemType.GROUP, ItemType.DISPLAY)

    @property
    def is_asked(self) -> bool:
        """Whether a person can answer it: a question that is neither hidden nor read-only."""
        return self.is_question and not self.hidden and not self.read_only

    @property
    def is_reading(self) -> bool:
        """Whether it asks for a number that a code names: a measurement."""
        numeric = self.type in (ItemType.QUANTITY, ItemType.DECIMAL, ItemType.INTEGER)
        return numeric and any(coding.code for coding in self.codes)


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """A form that is safe to run. `language` is the language its texts are in.

    Compared and hashed by identity, so that what is worked out from it can be kept beside it.
    """

    url: str | None
    version: str | None
    title: Words
    language: str | None
    items: tuple[Item, ...]
    languages: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Item]:
        """All items, parents before children, in the order of the form."""
        waiting = list(reversed(self.items))
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.items))


@dataclass(frozen=True, slots=True)
class Parsed:
    """What reading a form gave: `questionnaire` is None exactly when there are errors."""

    questionnaire: Questionnaire | None
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...]
