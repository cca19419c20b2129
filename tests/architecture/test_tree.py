"""What no file may hold, and what lock files and decision records must keep."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, assert_none, files, text_files

# Written in two parts, so that this file does not name them either.
HOSTS = [
    first + last
    for first, last in [
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("npmjs", ".org"),
        ("npmjs", ".com"),
        ("yarnpkg", ".com"),
        ("deb.", "debian.org"),
        ("archive.", "ubuntu.com"),
        ("devpi", "."),
        ("artifactory", "."),
    ]
]
FORBIDDEN = {
    "a package host": "|".join(re.escape(host) for host in HOSTS),
    "the choice of an index": r"(extra-)?index-" + r"url|trusted-" + r"host|--" + r"registry\b",
    "a path of one machine": r"(?<![\w.}/-])/(work|farm|root|home)/[a-z.]",
}
LOCKS = sorted(ROOT.glob("requirements*.lock"))
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.M)
RECORD = re.compile(r"(\d{4})-[a-z0-9-]+\.md")


def faults_in(text: str) -> list[str]:
    """What must not stand in any file."""
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I)]


def pins(path: Path) -> dict[str, str]:
    """Package and version of a lock file."""
    return dict(PIN.findall(path.read_text("utf-8")))


def test_no_file_names_a_package_host_or_a_machine() -> None:
    assert_none([(name, fault) for name, text in text_files() for fault in faults_in(text)])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_files_hold_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "http" not in text
    assert "@" not in text
    unhashed = [line for line in text.splitlines() if "==" in line and not line.endswith("\\")]
    assert unhashed == []


def test_npm_locks_hold_no_address() -> None:
    locks = [path for path in files() if path.name == "package-lock.json"]
    assert len(locks) == 2
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert '"resolved"' not in text
        assert '"integrity"' in text


def test_lock_files_agree_with_each_other() -> None:
    everything = pins(ROOT / "requirements-dev.lock")
    for lock in LOCKS:
        assert pins(lock).items() <= everything.items(), lock.name


def test_locks_of_other_tools_are_not_kept() -> None:
    assert {path.name for path in files()} & {"uv.lock", "pylock.toml", "poetry.lock"} == set()


def test_decision_records_have_numbers_of_their_own() -> None:
    names = [path.name for path in (ROOT / "docs" / "decisions").glob("*.md")]
    numbers = Counter(found.group(1) for name in names if (found := RECORD.fullmatch(name)))
    assert sum(numbers.values()) == len(names), f"named otherwise: {names}"
    assert [number for number, count in numbers.items() if count > 1] == []


@pytest.mark.parametrize(
    "text",
    ["get it from " + HOSTS[0], "--index-" + "url x", "see /" + "work/shared", "/" + "root/.cache"],
)
def test_a_forbidden_word_is_found(text: str) -> None:
    assert faults_in(text)
