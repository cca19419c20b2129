"""Refuses writes that another site started, by what the browser itself says of them."""

from flask import Flask, abort, request

from citizen_app.config import Settings
from citizen_app.database import SAFE_METHODS


def is_own_request(sec_fetch_site: str | None, origin: str | None, own_origin: str) -> bool:
    """Fetch Metadata where the browser sends it, else Origin; with neither it is refused."""
    if sec_fetch_site is not None:
        return sec_fetch_site in {"same-origin", "none"}
    if origin is None:
        return False
    return origin == own_origin


def init_cross_site(app: Flask, settings: Settings) -> None:
    """Check every unsafe request before its route runs."""

    @app.before_request
    def refuse_cross_site() -> None:
        if request.method in SAFE_METHODS:
            return
        headers = request.headers
        if not is_own_request(
            headers.get("Sec-Fetch-Site"), headers.get("Origin"), settings.public_origin
        ):
            abort(403)
