"""Two addresses for machines: is the process alive, and can it serve."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from citizen_app.database import db, is_current
from citizen_app.web.guards import public

bp = Blueprint("web", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """Alive; asks nothing of anybody else."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Ready when the database answers and has the schema of this version."""
    try:
        db.session.execute(text("SELECT 1"))
        ready = is_current(db.engine)
    except SQLAlchemyError:
        return jsonify(status="database does not answer"), 503
    return (jsonify(status="ok"), 200) if ready else (jsonify(status="not migrated"), 503)
