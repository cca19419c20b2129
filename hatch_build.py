"""Puts templates, static files and compiled translations inside the wheel."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OUTSIDE_THE_PACKAGE = ("templates", "static")


class CustomBuildHook(BuildHookInterface):
    """An editable install reads the folders where they are; a wheel gets copies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name what the wheel holds beside the package; `version` is standard or editable."""
        if self.target_name != "wheel" or version != "standard":
            return
        included = build_data["force_include"]
        root = Path(self.root)
        for folder in OUTSIDE_THE_PACKAGE:
            included[str(root / folder)] = f"citizen_app/{folder}"
        for catalogue in sorted(root.glob("translations/*/LC_MESSAGES/messages.po")):
            compiled = compile_catalogue(catalogue)
            included[str(compiled)] = f"citizen_app/{compiled.relative_to(root)}"


def compile_catalogue(catalogue: Path) -> Path:
    """Write the .mo beside the .po and return its path."""
    compiled = catalogue.with_suffix(".mo")
    with catalogue.open("rb") as source:
        translations = read_po(source, locale=catalogue.parent.parent.name)
    with compiled.open("wb") as target:
        write_mo(target, translations)
    return compiled
