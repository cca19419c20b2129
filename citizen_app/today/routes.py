"""Today: the page a citizen lands on."""

from flask import Blueprint, render_template, url_for

from citizen_app.database import db
from citizen_app.people.wording import reading_hours_sentence
from citizen_app.plans.rules import EXTRA, ActivityKind, write_window
from citizen_app.plans.shapes import ActivityView
from citizen_app.today import service, wording
from citizen_app.today.rules import TodayTask
from citizen_app.web.acting import acting_for
from citizen_app.web.clock import now
from citizen_app.web.guards import current_actor, current_person, entering

bp = Blueprint("today", __name__, url_prefix="/today")


@bp.get("")
@entering
def show_today() -> str:
    """What to do today, what is done, when the team reads, and whom to call."""
    moment = now()
    return render_template(
        "today/show_today.html",
        greeting=None if acting_for() else wording.greeting(current_actor().name, moment),
        today=service.read_today(db.session, person=current_person(), now=moment),
        wording=wording,
        address_of_task=address_of_task,
        address_of_offer=address_of_offer,
        reading_hours_sentence=reading_hours_sentence,
        is_form=lambda activity: activity.kind is ActivityKind.QUESTIONNAIRE,
    )


def address_of_task(task: TodayTask) -> str:
    """Where a task is done."""
    ref = task.state.task.ref
    return _address(task.state.task.activity, write_window(ref.window_start))


def address_of_offer(activity: ActivityView) -> str:
    """Where a questionnaire on demand is answered."""
    return _address(activity, EXTRA)


def _address(activity: ActivityView, occurrence: str) -> str:
    if activity.kind is ActivityKind.QUESTIONNAIRE:
        return url_for("questionnaires.start", activity_id=activity.id, occurrence=occurrence)
    return url_for("readings.add_readings", activity=activity.id, window=occurrence)
