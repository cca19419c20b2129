"""The budgets of the design, and why a figure that breaks one does so."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = float | str | None


class Bound(StrEnum):
    """Which way a limit holds."""

    AT_MOST = "≤"
    AT_LEAST = "≥"
    IS = "="


@dataclass(frozen=True)
class Budget:
    """A limit that every subject keeps, unless one has a limit of its own.

    With `only`, the other subjects are shown and not judged.
    """

    limit: float | str
    bound: Bound = Bound.AT_MOST
    own_limits: Mapping[str, float] | None = None
    only: frozenset[str] = frozenset()

    def limit_of(self, subject: str) -> float | str | None:
        """The limit for a subject, or None when it is not judged."""
        if self.only and subject not in self.only:
            return None
        return (self.own_limits or {}).get(subject, self.limit)

    def is_kept(self, subject: str, value: Value) -> bool | None:
        """True or False, or None where there is nothing to judge."""
        limit = self.limit_of(subject)
        if limit is None or value is None:
            return None
        if self.bound is Bound.IS or isinstance(limit, str) or isinstance(value, str):
            return value == limit
        return value <= limit if self.bound is Bound.AT_MOST else value >= limit


@dataclass(frozen=True)
class Measure:
    """One line of a table: what is measured, how it is written, and its budget if it has one."""

    words: str
    unit: str = ""
    decimals: int = 0
    budget: Budget | None = None


TODAY, QUESTION, READING = "Today", "Question", "Reading"
CHECK, RECEIPT = "Check", "Receipt"
TREND_90, TREND_3650, TREND_7300 = "Trend 90", "Trend 3,650", "Trend 7,300"
OURS = "Åndehul"
LFORMS, SMART_FORMS, SURVEYJS = "LHC-Forms", "Smart Forms", "SurveyJS"
ZERO = Budget(0)
FULL_MARKS = Budget(100, Bound.AT_LEAST)
ANY_PAGE_KB = 30.0
LARGEST_KB = {TODAY: 15.0, QUESTION: 20.0, TREND_90: 20.0}

PAGES: Mapping[str, Measure] = {
    "bytes": Measure("All bytes, cold", "kB", 1, Budget(ANY_PAGE_KB, own_limits=LARGEST_KB)),
    "performance": Measure("Lighthouse performance", "", 0, FULL_MARKS),
    "accessibility": Measure("Lighthouse accessibility", "", 0, FULL_MARKS),
    "best_practices": Measure("Lighthouse best practices", "", 0, FULL_MARKS),
    "lcp": Measure("LCP, slow 4G, 4× CPU", "s", 2, Budget(1.0)),
    "lcp_requests": Measure("LCP, DevTools' slow 4G, first visit", "s", 2),
    "lcp_again": Measure("LCP, DevTools' slow 4G, next page", "s", 2),
    "cls": Measure("CLS", "", 3, ZERO),
    "inp": Measure("INP, 4× CPU", "ms", 0, Budget(100)),
    "axe_aa": Measure("axe: WCAG 2.2 A and AA", "", 0, ZERO),
    "axe_aaa": Measure("axe: contrast AAA", "", 0, ZERO),
    "small_targets": Measure("Targets under 44 px", "", 0, ZERO),
    "overflow": Measure("Wider than 320 px by", "px", 0, ZERO),
    "cut_off": Measure("Cut off at 200 % text", "", 0, ZERO),
    "lost_words": Measure("Words lost without JavaScript", "", 0, ZERO),
    "dead_controls": Measure("Controls that need JavaScript", "", 0, ZERO),
}

START: Mapping[str, Measure] = {
    "start": Measure("Start of the web process", "s", 2, Budget(1.5)),
    "libraries": Measure("Python with the libraries alone", "s", 2),
    "pss": Measure("Memory of a worker (PSS)", "MB", 0, Budget(120)),
    "rss": Measure("Memory of a worker (RSS)", "MB", 0),
    "render_800": Measure("800 items: render", "ms", 0, Budget(100)),
    "validate_800": Measure("800 items: validate", "ms", 0, Budget(50)),
}

QUERIES: Mapping[str, Measure] = {
    "queries": Measure("Queries, with a history", "", 0),
    "queries_new": Measure("Queries, nothing sent yet", "", 0),
    "growth": Measure("More with a history", "", 0, Budget(2)),
}

# Ours against the best of the others in the same row.
PEER_RATIOS: Mapping[str, Measure] = {
    "bytes": Measure("Bytes until it can be answered", "", 2, Budget(0.15)),
    "bytes_all": Measure("Bytes, every question seen", "", 2, Budget(1.0)),
    "fast_4g": Measure("Time, fast 4G", "", 2, Budget(1.0)),
    "slow_4g": Measure("Time, slow 4G", "", 2, Budget(1.0)),
}
PEERS: Mapping[str, Measure] = {
    "bytes": Measure("All bytes until it can be answered", "kB", 1),
    "bytes_all": Measure("All bytes, every question seen", "kB", 1),
    "requests": Measure("Requests until it can be answered", "", 0),
    "fast_4g": Measure("Can be answered, fast 4G, 4× CPU", "s", 2),
    "slow_4g": Measure("Can be answered, slow 4G, 4× CPU", "s", 2),
    "axe_aa": Measure("axe: WCAG 2.2 A and AA", "", 0, Budget(0, only=frozenset({OURS}))),
    "axe_aaa": Measure("axe: contrast AAA", "", 0, Budget(0, only=frozenset({OURS}))),
    "danish": Measure("36,7 typed in Danish", "", 1, Budget("36.7", only=frozenset({OURS}))),
    "english": Measure("36,7 typed in English", "", 1, Budget("36.7", only=frozenset({OURS}))),
}

SERVER: Mapping[str, Measure] = {
    "p50": Measure("Server time p50, a third of the load", "ms", 1),
    "p95": Measure("Server time p95, a third of the load", "ms", 1, Budget(30)),
    "throughput": Measure("Throughput", "/s", 0),
    "refused": Measure("Refused under full load", "", 0, ZERO),
    "floor": Measure("Throughput of the bare route", "/s", 0),
    "ratio": Measure("Ratio", "", 2, Budget(0.6, Bound.AT_LEAST)),
    "cpu": Measure("Processor time a request", "ms", 1),
    "cpu_floor": Measure("Processor time of the bare route", "ms", 1),
    "statements": Measure("Statements, ours", "", 0),
    "statements_floor": Measure("Statements, bare route", "", 0),
}

WORK_LIST, SECOND_PAGE = "Work list", "Its page 2"
ONE_COLOUR, DAY, CITIZEN = "Only yellow", "Day", "Citizen"
TEAM_LIST = dict.fromkeys((WORK_LIST, SECOND_PAGE, ONE_COLOUR), 100.0)
CARE_TEAM: Mapping[str, Measure] = {
    "p50": Measure("Server time p50, a third of the load", "ms", 1),
    "p95": Measure(
        "Server time p95, a third of the load", "ms", 1, Budget(60, own_limits=TEAM_LIST)
    ),
    "throughput": Measure("Throughput", "/s", 0),
    "refused": Measure("Refused under full load", "", 0, ZERO),
    "statements": Measure("Statements", "", 0),
    "bytes": Measure("Bytes of the page, uncompressed", "kB", 0),
}

GROWTH: Mapping[str, Measure] = {
    "p95_tenth": Measure("Server time p95, a tenth of the data", "ms", 1),
    "p95": Measure("Server time p95, all of the data", "ms", 1),
    "growth": Measure("Throughput, all against a tenth", "", 2, Budget(0.8, Bound.AT_LEAST)),
}

# Why a figure breaks its budget, by part, measure and subject; `*` stands for every subject.
STATEMENTS = (
    "no single place: the bare route sends statements that are built once, while ours builds each "
    "anew, signs the person in, decides, words it in Danish, fills a template and compresses"
)
DRAWING = "drawing and wording each mark of the picture takes longer than all queries together"
LOADING = (
    "loading: the libraries alone take the time of the next row; tables as pydantic classes and "
    "250 modules of our own take most of the rest"
)
PICTURE = (
    "the server takes some 50 ms more for the page than for Today (part `server`), and a phone of "
    "that speed takes the rest to lay out the picture; the words above it need no picture"
)
CURSOR = "72 and 104 ms in two runs: moving the cursor lays the picture out anew"
READ_OUT = (
    "what the script adds is its own read-out by touch and arrow keys, a slider with one sentence "
    "on how to use it; the sentences, the table and the titles of the marks tell the same without"
)
WAITING = (
    "waiting: the median is 18 to 29 ms, but requests come by chance and two workers share two "
    "processors with the load maker and the database"
)
WORDING = (
    "words and template: on the list all statements take 64 of 474 ms, the rest is mostly limits "
    "worded anew for each of 150 submissions"
)
OBJECTS = (
    "the statements themselves take 2 to 3 ms, the rest is making objects of rows, and the template"
)
CAUSES: Mapping[tuple[str, str, str], str] = {
    **{
        (f"care_team {kind}", "p95", page): OBJECTS if page in (DAY, CITIZEN) else WORDING
        for kind in ("SQLite", "PostgreSQL")
        for page in (WORK_LIST, SECOND_PAGE, ONE_COLOUR, DAY, CITIZEN)
    },
    **{
        ("pages", measure, trend): READ_OUT
        for measure in ("lost_words", "dead_controls")
        for trend in (TREND_90, TREND_3650, TREND_7300)
    },
    **{("pages", "lcp", trend): PICTURE for trend in (TREND_90, TREND_3650, TREND_7300)},
    ("pages", "inp", TREND_90): CURSOR,
    ("start", "start", OURS): LOADING,
    ("server SQLite", "ratio", TREND_90): DRAWING,
    ("server SQLite", "ratio", "*"): STATEMENTS,
    ("server SQLite", "p95", TREND_90): DRAWING,
    ("server SQLite", "p95", "*"): WAITING,
    ("server PostgreSQL", "ratio", TREND_90): DRAWING,
    ("server PostgreSQL", "ratio", "*"): STATEMENTS,
    ("server PostgreSQL", "p95", TREND_90): DRAWING,
    ("server PostgreSQL", "p95", "*"): WAITING,
}


def cause_of(part: str, measure: str, subject: str) -> str:
    """What is known about why a figure is out of its budget; empty when nothing is."""
    for name in (subject, "*"):
        if (part, measure, name) in CAUSES:
            return CAUSES[(part, measure, name)]
    return ""
