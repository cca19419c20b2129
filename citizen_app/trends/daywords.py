"""The words of a page about one day."""

from flask_babel import gettext, ngettext

from citizen_app.record.answers import AnsweredQuestion, answered_questions
from citizen_app.record.rules import Colour, FindingKind
from citizen_app.record.shapes import Receipt
from citizen_app.trends.days import DayShown
from citizen_app.trends.wording import Sentence


def count_sentence(shown: DayShown) -> Sentence:
    """How many times something was sent that belongs to the day."""
    if not shown.receipts:
        return gettext("You sent nothing on this day.")
    count = len(shown.receipts)
    return ngettext("You sent something %(num)s time.", "You sent something %(num)s times.", count)


def questions_of(receipt: Receipt) -> list[AnsweredQuestion]:
    """What was answered, without what stands as readings already."""
    if receipt.response is None:
        return []
    shown = [reading.link_id for reading in receipt.readings if reading.link_id]
    return answered_questions(receipt.response.resource, leave_out=shown)


def advice_of(shown: DayShown) -> list[str]:
    """A clinician's words for what was sent on the day, each once, the red ones first."""
    findings = [finding for receipt in shown.receipts for finding in receipt.findings]
    findings.sort(key=lambda finding: finding.colour is not Colour.RED)
    return list(dict.fromkeys(finding.words for finding in findings if finding.words))


def was_too_unwell(shown: DayShown) -> bool:
    """Whether the person was too unwell to measure on the day."""
    findings = (finding for receipt in shown.receipts for finding in receipt.findings)
    return any(finding.kind is FindingKind.SKIPPED for finding in findings)
