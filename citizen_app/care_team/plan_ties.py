"""What the zones of a citizen's action plan can be tied to: all that her plan may colour."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.action_plan.rules import TIED_ZONES, Tie
from citizen_app.fhir_forms import Questionnaire
from citizen_app.measures import MeasureCode
from citizen_app.plans import service as plans
from citizen_app.plans.service import ActivityView
from citizen_app.questionnaires import service as questionnaires
from citizen_app.questionnaires.rules import measure_of
from citizen_app.record.rules import Colour

ONE_TICK = timedelta(microseconds=1)
Forms = Mapping[tuple[str, str], Questionnaire]


@dataclass(frozen=True)
class TieOption:
    """Something that may be coloured; `question` is the form's words where it is an answer."""

    colour: Colour
    measure: MeasureCode | None = None
    form_url: str | None = None
    link_id: str | None = None
    question: str = ""

    @property
    def name(self) -> str:
        """What tells it apart in a form."""
        parts = (self.colour, self.measure or "", self.form_url or "", self.link_id or "")
        return "|".join(parts)

    def tied_to(self, zone: Colour) -> Tie:
        """The tie of a zone to it."""
        return Tie(zone, self.colour, self.measure, self.form_url, self.link_id)


def tie_options(
    session: Session, *, person: UUID, kept: Iterable[Tie], language: str, now: datetime
) -> list[TieOption]:
    """Anything yellow or red, each measure, and each question that the form's author coloured.

    What the present plan is tied to (`kept`) stays, also when it is no longer asked for.
    """
    activities = plans.activities_between(session, person=person, since=now, until=now + ONE_TICK)
    forms = _forms(session, activities, language)
    measures = {
        *(measure for activity in activities for measure in activity.measures),
        *(limits.measure for limits in plans.thresholds_at(session, person=person, at=now)),
        *(measure for form in forms.values() for item in form if (measure := measure_of(item))),
    }
    offered = [
        *(TieOption(colour) for colour in TIED_ZONES),
        *(
            TieOption(colour, code)
            for code in MeasureCode
            if code in measures
            for colour in TIED_ZONES
        ),
        *(option for form in forms.values() for option in _questions(form)),
    ]
    known = {option.tied_to(Colour.RED).subject for option in offered}
    gone = [TieOption(*tie.subject) for tie in kept if tie.subject not in known]
    return list(dict.fromkeys([*offered, *gone]))


def _forms(session: Session, activities: Iterable[ActivityView], language: str) -> Forms:
    versions = {
        (activity.questionnaire_url, activity.questionnaire_version)
        for activity in activities
        if activity.questionnaire_url and activity.questionnaire_version
    }
    return questionnaires.find_forms(session, versions, language)


def _questions(form: Questionnaire) -> Iterator[TieOption]:
    for item in form:
        if item.is_skip_reason or measure_of(item) is not None:
            continue
        colours = {significance.colour.value for significance in item.significances}
        for colour in TIED_ZONES:
            if colour.value in colours:
                yield TieOption(
                    colour, form_url=form.url, link_id=item.link_id, question=str(item.text)
                )
