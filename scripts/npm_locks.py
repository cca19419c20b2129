"""Takes every address out of the npm locks: they then work on any registry or mirror."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# What npm writes beside a package's version and hash, and what it needs to install it.
WITH_ADDRESSES = ("resolved", "funding", "deprecated")


def without_addresses(lock: dict[str, Any]) -> dict[str, Any]:
    """The same lock; a package that can only be had from an address of its own is refused."""
    packages = {
        name: {key: value for key, value in package.items() if key not in WITH_ADDRESSES}
        for name, package in lock["packages"].items()
    }
    unhashed = [name for name, package in packages.items() if name and "integrity" not in package]
    if unhashed:
        raise ValueError(f"not from a registry: {', '.join(unhashed)}")
    return {**lock, "packages": packages}


def main() -> None:
    """Rewrite every lock of the tree."""
    for path in ROOT.glob("*/npm/package-lock.json"):
        lock = without_addresses(json.loads(path.read_text("utf-8")))
        path.write_text(json.dumps(lock, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
