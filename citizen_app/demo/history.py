"""Three months of believable days for one citizen: a slow trend, gaps, and one bad spell."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from sqlmodel import Session

from citizen_app.fhir_forms import Answers, Coding, build_response, parse, significant
from citizen_app.fhir_forms import Questionnaire as Form
from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.paths import CONTENT
from citizen_app.plans import service as plans
from citizen_app.plans.rules import ActivityKind
from citizen_app.plans.shapes import PlannedTask
from citizen_app.record import service as record
from citizen_app.record.rules import AcknowledgementKind, Colour, Finding, FindingKind
from citizen_app.record.shapes import NewReading, NewResponse, NewSubmission, Receipt
from citizen_app.web.clock import COPENHAGEN

DAYS = 90
BAD_SPELL = range(38, 45)
SEED = 20261123
RESTING = ReadingContext(Position.REST)
ONE_IN = 9


def make_history(session: Session, *, citizen: UUID, nurse: UUID, now: datetime) -> None:
    """Send what a citizen could have sent, day by day, through the record's own service.

    Nothing is sent for today, which is left for whoever tries the demo.
    """
    story = Story(session, citizen, nurse, now)
    today = now.astimezone(COPENHAGEN).date()
    for ago in range(DAYS, 0, -1):
        for task in plans.tasks_on(session, person=citizen, day=today - timedelta(days=ago)):
            story.live(task, ago)


class Story:
    """Draws the same days each time, from a fixed seed."""

    def __init__(self, session: Session, citizen: UUID, nurse: UUID, now: datetime) -> None:
        self.session, self.citizen, self.nurse, self.now = session, citizen, nurse, now
        # Believable days, not secrets.
        self.random = Random(SEED)  # noqa: S311
        source = (CONTENT / "questionnaires" / "kol-daily.json").read_text("utf-8")
        form = parse(source).questionnaire
        assert form is not None  # noqa: S101 - we ship it
        self.form: Form = form

    def live(self, task: PlannedTask, ago: int) -> None:
        """One task of one day: done, or forgotten now and then."""
        if self.random.randrange(ONE_IN) == 0:
            return
        day = task.ref.window_start.astimezone(COPENHAGEN).date()
        minute = self.random.randrange(55)
        at = datetime.combine(day, time(8, minute), COPENHAGEN)
        if task.activity.kind is ActivityKind.QUESTIONNAIRE:
            receipt = self._answer(task, ago, at)
        else:
            receipt = self._measure(task, ago, at)
        self._let_the_nurse_look(receipt, ago, at)

    def _send(self, at: datetime, **content: object) -> Receipt:
        key = UUID(int=self.random.getrandbits(128), version=4)
        submission = NewSubmission(key=key, **content)  # type: ignore[arg-type]
        return record.send(
            self.session,
            actor=self.citizen,
            person=self.citizen,
            submission=submission,
            now=at.astimezone(self.now.tzinfo),
        )

    def _measure(self, task: PlannedTask, ago: int, at: datetime) -> Receipt:
        if ago == 41:
            readings = tuple(
                NewReading(code, None, at, skip_reason=SkipReason.TOO_UNWELL)
                for code in task.activity.measures
            )
            return self._send(at, task=task.ref, readings=readings)
        readings = tuple(
            NewReading(
                code,
                self._value(code, ago),
                at,
                RESTING if code is MeasureCode.SPO2 else None,
            )
            for code in task.activity.measures
        )
        receipt = self._send(at, task=task.ref, readings=readings)
        if ago == 20 and task.activity.measures[0] is MeasureCode.SPO2:
            self._correct(receipt, at)
        return receipt

    def _correct(self, receipt: Receipt, at: datetime) -> None:
        wrong = receipt.readings[0]
        right = NewReading(wrong.measure, Decimal(93), at, wrong.context, replaces=wrong.id)
        self._send(at + timedelta(minutes=4), readings=(right,))

    def _value(self, code: MeasureCode, ago: int) -> Decimal:
        is_bad = ago in BAD_SPELL
        slide = ago // 45
        spread = self.random.randint(-1, 1)
        values = {
            MeasureCode.SPO2: 91 + slide + spread - (5 if is_bad else 0),
            MeasureCode.PULSE: 78 + 3 * spread + (16 if is_bad else 0),
            MeasureCode.SYSTOLIC: 134 + 4 * spread,
            MeasureCode.DIASTOLIC: 79 + 2 * spread,
        }
        if code is MeasureCode.WEIGHT:
            return Decimal(712 + 2 * spread - slide * 4) / 10
        return Decimal(values[code])

    def _answer(self, task: PlannedTask, ago: int, at: datetime) -> Receipt:
        answers = self._answers("quite-a-bit" if ago in BAD_SPELL else self._usual())
        resource = build_response(self.form, answers, authored=at)
        findings = tuple(
            Finding(
                Colour(found.colour.value),
                FindingKind.ANSWER,
                found.link_id,
                words=str(found.advice) if found.advice else None,
            )
            for found in significant(self.form, answers)
        )
        response = NewResponse(str(self.form.url), str(self.form.version), resource, findings)
        return self._send(at, task=task.ref, response=response)

    def _usual(self) -> str:
        return self.random.choice(["not-at-all", "not-at-all", "not-at-all", "a-little"])

    def _answers(self, amount: str) -> Answers:
        return Answers(
            {
                "breathlessness": (self._option("breathlessness", amount),),
                "cough": (self._option("cough", self._usual()),),
                "sputum": (False,),
                "fever": (self._option("fever", "no"),),
                "extra-medicine": (False,),
                "confidence": (self._option("confidence", "fairly-sure"),),
            }
        )

    def _option(self, link_id: str, code: str) -> Coding:
        for item in self.form:
            if item.link_id == link_id:
                for option in item.options:
                    if isinstance(option.value, Coding) and option.value.code == code:
                        return option.value
        raise LookupError(f"{link_id} has no option {code}")

    def _let_the_nurse_look(self, receipt: Receipt, ago: int, at: datetime) -> None:
        if ago <= 2:
            return
        self._acknowledge(receipt, AcknowledgementKind.SEEN, at + timedelta(hours=2))
        if receipt.colour in (Colour.RED, Colour.YELLOW):
            self._acknowledge(receipt, AcknowledgementKind.HANDLED, at + timedelta(hours=3))

    def _acknowledge(self, receipt: Receipt, kind: AcknowledgementKind, at: datetime) -> None:
        record.acknowledge(
            self.session,
            actor=self.nurse,
            person=self.citizen,
            submission_id=receipt.id,
            kind=kind,
            now=at.astimezone(self.now.tzinfo),
        )
