"""Part `peers`: the same fifteen questions in other people's renderers and in ours."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from bench.browser.chromium import Launch, chromium
from bench.browser.visits import FAST_4G, SLOW_4G, Place
from bench.budgets import OURS, PEER_RATIOS, PEERS, Value
from bench.demo_site import demo_site
from bench.peers.entry import (
    axe_findings,
    is_danish,
    seconds_until_ready,
    typed_temperature,
    weigh,
)
from bench.peers.ours import our_place, take_temperature, walk_to_the_end
from bench.peers.sites import build_sites, versions
from bench.peers.static_server import serving
from bench.sheets import Sheet

RUNS = 3
TYPED = "36,7"
LANGUAGES = {"danish": "da-DK", "english": "en-US"}
NETWORKS = {"fast_4g": FAST_4G, "slow_4g": SLOW_4G}
NOTES = (
    "One form, bench/peers/form.json. The peers get it as a file from a server of ours, everything "
    "compressed with brotli's best, scripts by their READMEs; ours is imported into the demo and "
    "answered by a signed-in citizen.",
    "The peers show every question on one page, ours one a page: until the first can be answered, "
    "and until every question was seen and answers are checked (their page, all of ours).",
    "Can be answered: a field of the first question is shown and the thread is free; a phone that "
    "was never there, DevTools' fast and slow 4G, median of three.",
    "36,7 typed: with the keyboard into the field of temperature; what the response then holds.",
    "axe: ours on every page of the form, the peers on their one page, in light.",
)
NOT_DANISH = "This Chromium has no Danish language pack: its number fields are English in both."


def measure() -> list[Sheet]:
    """Everybody's figures, and ours against the best of the others."""
    with chromium() as launch:
        found = {OURS: _ours(launch), **_others(launch)}
        notes = [*NOTES, *([] if is_danish(launch(language="da")) else [NOT_DANISH])]
    notes.append(f"Versions: {', '.join(versions().values())}.")
    figures = {key: {name: found[name].get(key) for name in found} for key in PEERS}
    return [
        Sheet("peers", "Fifteen questions beside others", list(found), PEERS, figures, notes),
        Sheet(
            "peers ratio",
            "Ours against the best of the others",
            [OURS],
            PEER_RATIOS,
            {key: {OURS: ratio_to_best(figures[key])} for key in PEER_RATIOS},
        ),
    ]


def ratio_to_best(row: Mapping[str, Value]) -> float:
    """Ours divided by the lowest of the others."""
    numbers = {name: value for name, value in row.items() if isinstance(value, float | int)}
    return numbers[OURS] / min(value for name, value in numbers.items() if name != OURS)


def _ours(launch: Launch) -> dict[str, Value]:
    browser = launch()
    faults: dict[str, list[str]] = {"axe_aa": [], "axe_aaa": []}
    typed: dict[str, Value] = {}
    with demo_site() as site:
        place = our_place(browser, site)
        figures = _speed_and_weight(browser, place)
        figures["bytes_all"] = walk_to_the_end(browser, place, TYPED, faults=faults) / 1000
        for key, locale in LANGUAGES.items():
            take_temperature(site)
            typing = launch(language=locale.partition("-")[0])
            walk_to_the_end(typing, place, TYPED, locale=locale)
            typed[key] = take_temperature(site)
    return {**figures, **typed, **{key: len(found) for key, found in faults.items()}}


def _others(launch: Launch) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    browser = launch()
    typing = {key: launch(language=loc.partition("-")[0]) for key, loc in LANGUAGES.items()}
    with peer_places() as places:
        for place in places:
            figures = _speed_and_weight(browser, place)
            found[place.name] = {
                **figures,
                "bytes_all": figures["bytes"],
                **{key: len(faults) for key, faults in axe_findings(browser, place).items()},
                **{
                    key: typed_temperature(typing[key], place, TYPED, locale)
                    for key, locale in LANGUAGES.items()
                },
            }
    return found


@contextmanager
def peer_places() -> Iterator[list[Place]]:
    """The page of each peer, served."""
    with TemporaryDirectory(prefix="peers-") as name, ExitStack() as stack:
        sites = build_sites(Path(name))
        yield [Place(peer, stack.enter_context(serving(folder))) for peer, folder in sites.items()]


def _speed_and_weight(browser: Browser, place: Place) -> dict[str, Value]:
    meter = weigh(browser, place)
    timed: dict[str, Value] = {
        key: median(seconds_until_ready(browser, place, network) for _ in range(RUNS))
        for key, network in NETWORKS.items()
    }
    return {"bytes": meter.bytes / 1000, "requests": len(meter.asked), **timed}
