"""`make bench`: runs the parts that are asked for and prints a table of each."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from bench.conditions import look, with_end
from bench.report import keep
from bench.sheets import Sheet
from citizen_app.web.clock import today

PARTS = ("pages", "start", "peers", "server")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 when a budget is missed and nobody has written down why."""
    wanted = _parser().parse_args(arguments)
    unexplained = False
    for part in wanted.parts or PARTS:
        lines, sheets = _run(part)
        print("\n".join(lines), flush=True)
        if wanted.keep:
            keep(part, lines)
        unexplained |= any(not miss.cause for sheet in sheets for miss in sheet.misses())
    return int(unexplained)


def _run(part: str) -> tuple[list[str], list[Sheet]]:
    before = look(today())
    sheets: list[Sheet] = import_module(f"bench.parts.{part}").measure()
    lines = [str(with_end(before))]
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
