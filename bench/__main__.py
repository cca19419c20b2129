"""`make bench`: runs the parts that are asked for and prints a table of each."""

import argparse
import sys
import time
import traceback
from collections.abc import Sequence
from importlib import import_module

from bench.conditions import look, with_end
from bench.report import keep
from bench.sheets import Sheet
from citizen_app.web.clock import today

PARTS = ("pages", "start", "peers", "server", "care_team")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 when a part fails, or misses a budget and nobody has written down why."""
    wanted = _parser().parse_args(arguments)
    good = [_measured(part, is_kept=wanted.keep) for part in wanted.parts or PARTS]
    return int(not all(good))


def _measured(part: str, *, is_kept: bool) -> bool:
    """Measure a part and show it; a part that fails keeps none of the others from running."""
    try:
        lines, sheets = _run(part)
    except Exception:
        traceback.print_exc()
        return False
    print("\n".join(lines), flush=True)
    if is_kept:
        keep(part, lines)
    return all(miss.cause for sheet in sheets for miss in sheet.misses())


def _run(part: str) -> tuple[list[str], list[Sheet]]:
    before, began = look(today()), time.monotonic()
    sheets: list[Sheet] = import_module(f"bench.parts.{part}").measure()
    lines = [f"{with_end(before)} It took {time.monotonic() - began:.0f} s."]
    for sheet in sheets:
        lines += ["", *sheet.lines()]
    return lines, sheets


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--keep", action="store_true", help="renew docs/performance.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
