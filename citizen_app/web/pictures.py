"""Answers that hold a picture of a person's."""

from collections.abc import Mapping

from flask import Response

HEADERS: Mapping[str, str] = {
    "Content-Disposition": 'inline; filename="photo.jpg"',
    "Cache-Control": "private, no-store",
}


def as_picture(content: bytes) -> Response:
    """A JPEG: stored nowhere, and never taken for something else."""
    return Response(content, mimetype="image/jpeg", headers=dict(HEADERS))
