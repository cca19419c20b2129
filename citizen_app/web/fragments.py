"""Tells an htmx request for a part of a page from a request for the page."""

from flask import request


def wants_fragment() -> bool:
    """True only for htmx 4's partial requests; Back and boosted links want the whole page."""
    return request.headers.get("HX-Request-Type") == "partial"
