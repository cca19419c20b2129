"""Part `pages`: what a citizen's pages weigh, how fast they come, and what is wrong in them."""

from collections import Counter
from collections.abc import Mapping
from statistics import median

from playwright.sync_api import Browser

from bench.browser import visits
from bench.browser.chromium import DOUBLE_TEXT, chromium
from bench.browser.visits import SLOW_4G, Place
from bench.browser.walk import collect_places, walk
from bench.budgets import PAGES, QUERIES, Value
from bench.demo_site import demo_site
from bench.lighthouse import lighthouse
from bench.query_counts import count_queries
from bench.series import trend_places
from bench.sheets import Sheet

RUNS = 3
MOST_TOLD = 3
NOTES = (
    "LCP, slow 4G: Lighthouse's simulation of a phone (150 ms a round trip, 1.6 Mbit/s).",
    "DevTools' slow 4G holds every request for 562 ms, so that two requests after each other "
    "(the page, its style sheet) cannot be under 1.1 s; the next page has the style sheet.",
    "INP 0: under 16 ms. axe: light and dark together.",
    "The walk to these pages (questions, check, send, receipt) is made without JavaScript.",
)


def measure() -> list[Sheet]:
    """One table of all pages, what was wrong in them, and one of their queries."""
    with demo_site() as site, chromium() as launch:
        browser, with_large_text = launch(), launch(DOUBLE_TEXT)
        beginner = walk(browser, site, "new-citizen")
        at_first = count_queries(site.database_url, beginner)
        places = [*collect_places(browser, site), *trend_places(site)]
        queries = _queries(at_first, count_queries(site.database_url, places))
        found: dict[str, dict[str, Value]] = {}
        faults: list[str] = []
        for place in places:
            found[place.name] = {
                **_weight_and_speed(browser, place),
                **_faults(browser, with_large_text, place, faults),
                **lighthouse(place, RUNS),
            }
    figures = {key: {name: found[name].get(key) for name in found} for key in PAGES}
    return [
        Sheet("pages", "Pages", list(found), PAGES, figures, (*NOTES, *faults)),
        Sheet("pages queries", "Queries of a page", list(found), QUERIES, queries),
    ]


def _queries(at_first: Mapping[str, int], now: Mapping[str, int]) -> dict[str, dict[str, Value]]:
    """Side by side; a page that only one of them has shows one number."""
    return {
        "queries": dict(now),
        "queries_new": dict(at_first),
        "growth": {name: now[name] - count for name, count in at_first.items()},
    }


def _weight_and_speed(browser: Browser, place: Place) -> dict[str, Value]:
    timed = [visits.time_visits(browser, place, SLOW_4G) for _ in range(RUNS)]
    return {
        "bytes": visits.weigh(browser, place) / 1000,
        "lcp_requests": median(one["first"] for one in timed),
        "lcp_again": median(one["again"] for one in timed),
        "cls": max(one["cls"] for one in timed),
        "inp": median(one["inp"] for one in timed),
    }


def _faults(
    browser: Browser, with_large_text: Browser, place: Place, words: list[str]
) -> dict[str, Value]:
    plain = visits.content(browser, place, java_script=False)
    whole = visits.content(browser, place, java_script=True)
    lists = {
        **visits.faults(browser, place),
        "cut_off": visits.cut_off(with_large_text, place),
        "lost_words": missing(whole.words, plain.words),
        "dead_controls": missing(whole.controls, plain.controls),
    }
    words += [
        f"{place.name}, {PAGES[key].words.lower()}: {one}"
        for key, faults in lists.items()
        for one in faults[:MOST_TOLD]
    ]
    wide = visits.pixels_too_wide(browser, place)
    return {"overflow": wide, **{key: len(faults) for key, faults in lists.items()}}


def missing(whole: tuple[str, ...], plain: tuple[str, ...]) -> list[str]:
    """What is in the one and not, or not as often, in the other."""
    return sorted((Counter(whole) - Counter(plain)).elements())
