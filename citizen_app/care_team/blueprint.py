"""The care team's blueprint; each group of pages has a module of routes of its own."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from citizen_app.care_team.addresses import ScopeConverter
from citizen_app.care_team.navigation import sections_of
from citizen_app.web.guards import current_actor

bp = Blueprint("care_team", __name__, url_prefix="/care-team")


@bp.record
def _add_converters(setup: BlueprintSetupState) -> None:
    setup.app.url_map.converters.update(scope=ScopeConverter)


@bp.app_context_processor
def _for_staff_pages() -> dict[str, object]:
    return {"staff_sections": lambda: sections_of(current_actor().id)}
