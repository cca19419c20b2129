"""Åndehul: self-management for citizens with KOL who are followed at home."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from citizen_app.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The web application; imported late so that the pure packages stay light to import."""
    from citizen_app.application import build_application

    return build_application(settings)
