"""When and on what the figures were taken, and who else used the machine."""

import os
import platform
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import psutil

LISTEN_SECONDS = 5.0
# More than this, and what was measured is marked.
QUIET_PERCENT = 10.0


@dataclass(frozen=True)
class Conditions:
    """What a figure depends on besides the code."""

    day: date
    processor: str
    cores: int
    memory_gb: float
    system: str
    others_percent: float

    def __str__(self) -> str:
        machine = f"{self.processor}, {self.cores} cores, {self.memory_gb:.0f} GB, {self.system}"
        quiet = self.others_percent <= QUIET_PERCENT
        load = (
            "nothing else ran"
            if quiet
            else f"**under other load**: others used {self.others_percent:.0f} % of the processor"
        )
        return f"Measured {self.day.isoformat()} on {machine}; {load}."


def look(day: date) -> Conditions:
    """Listen to the machine for a moment before anything of ours runs."""
    return Conditions(
        day=day,
        processor=_processor(),
        cores=os.cpu_count() or 0,
        memory_gb=psutil.virtual_memory().total / 1e9,
        system=f"{platform.system()} {platform.release().split('-')[0]}",
        others_percent=psutil.cpu_percent(LISTEN_SECONDS),
    )


def with_end(before: Conditions) -> Conditions:
    """Listen again now that ours has ended; the worse of the two counts."""
    after = psutil.cpu_percent(LISTEN_SECONDS)
    return replace(before, others_percent=max(before.others_percent, after))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
