"""Keeps the translation catalogues in step with the texts in code and templates.

`update` extracts the texts and merges them into every catalogue; `check` fails when that
would change anything, when a text has no Danish, or when a translation names other values.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
SOURCE_LANGUAGE = "en"
PLURAL_FORMS = {"da": "nplurals=2; plural=(n != 1);", "en": "nplurals=2; plural=(n != 1);"}
MARKED_BY = ("_l", "_n:1,2", "lazy_gettext", "lazy_ngettext:1,2")
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[a-z]")


def catalogue_path(language: str) -> Path:
    """Where a language's texts lie."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def extract(target: Path) -> None:
    """Write every text of the code and the templates to a template catalogue."""
    marks = [part for mark in MARKED_BY for part in ("-k", mark)]
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", *marks]
    command += ["-F", "pyproject.toml", "--no-location", "--sort-output", "--omit-header"]
    command += ["-c", "Translators:", "-o", str(target), "citizen_app", "templates"]
    subprocess.run(command, cwd=ROOT, check=True)


def merge(language: str, template: polib.POFile, known: Iterable[polib.POEntry]) -> polib.POFile:
    """The template's texts with the translations that the language already has."""
    translated = {(entry.msgctxt, entry.msgid): entry for entry in known}
    merged = polib.POFile(wrapwidth=100)
    merged.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "1.0",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    for entry in template:
        merged.append(_merge_entry(language, entry, translated.get((entry.msgctxt, entry.msgid))))
    return merged


def _merge_entry(language: str, entry: polib.POEntry, old: polib.POEntry | None) -> polib.POEntry:
    merged = polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        comment=entry.comment,
        flags=[flag for flag in entry.flags if flag != "fuzzy"],
    )
    if language == SOURCE_LANGUAGE:
        singular, plural = entry.msgid, entry.msgid_plural
    else:
        singular = old.msgstr if old else ""
        plural = ""
    if entry.msgid_plural:
        forms = old.msgstr_plural if old and language != SOURCE_LANGUAGE else {}
        merged.msgstr_plural = {0: forms.get(0, singular), 1: forms.get(1, plural)}
    else:
        merged.msgstr = singular
    return merged


def faults(language: str, entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translated text."""
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(forms):
        yield f"{language}: no translation of {entry.msgid!r}"
        return
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
    # A singular may spell its number out; every other value must be in every form.
    for form in forms:
        missing = wanted - placeholders(form) - ({"num"} if entry.msgid_plural else set())
        foreign = placeholders(form) - wanted
        if missing or foreign:
            named = ", ".join(sorted(missing | foreign))
            yield f"{language}: placeholders differ ({named}) in {form!r}"


def placeholders(text: str) -> set[str]:
    """The named (and nameless) values in a text."""
    return {found.group(1) or found.group(0) for found in PLACEHOLDER.finditer(text)}


def fresh_catalogues() -> dict[Path, str]:
    """What every catalogue file should hold now."""
    with tempfile.TemporaryDirectory() as folder:
        extracted = Path(folder) / "messages.pot"
        extract(extracted)
        files = {TEMPLATE: extracted.read_text("utf-8")}
        template = polib.pofile(str(extracted), encoding="utf-8")
    for language in PLURAL_FORMS:
        path = catalogue_path(language)
        known = polib.pofile(str(path)) if path.exists() else []
        files[path] = f"{merge(language, template, known)}\n"
    return files


def update() -> int:
    """Write the catalogues anew and compile them."""
    for path, text in fresh_catalogues().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        if path.suffix == ".po":
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    for fault in all_faults():
        print(fault)
    return 0


def all_faults() -> list[str]:
    """Every missing or wrong translation."""
    return [
        fault
        for language in PLURAL_FORMS
        for entry in polib.pofile(str(catalogue_path(language)))
        for fault in faults(language, entry)
    ]


def check() -> int:
    """Exit status 1 with the reasons when `update` or a translator has work to do."""
    found = [
        f"{path.relative_to(ROOT)} is stale: run `make strings`"
        for path, text in fresh_catalogues().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    found += all_faults() if not found else []
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    commands = {"update": update, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: strings.py update | check")
    sys.exit(commands[sys.argv[1]]())
