"""A FHIR R4 questionnaire engine: forms, answers, conditions, responses. Knows no framework.

parsed = parse(text)                       # a tree, or the reasons why not
answers = Answers({"fever": True})
enabled(parsed.questionnaire, answers)     # which items are in force
asked(parsed.questionnaire, answers)       # the pages, "question 2 of 5"
validate(parsed.questionnaire, answers)    # what must be mended
significant(parsed.questionnaire, answers) # colours and a clinician's advice
build_response(parsed.questionnaire, answers, authored=moment)
"""

from citizen_app.fhir_forms.answers import Answers, from_plain, quantity_for, to_plain
from citizen_app.fhir_forms.conditions import enabled, visible_answers
from citizen_app.fhir_forms.definition import (
    Behaviour,
    Colour,
    Condition,
    Countdown,
    Direction,
    Item,
    ItemType,
    Operator,
    Option,
    Parsed,
    Questionnaire,
    Significance,
)
from citizen_app.fhir_forms.json_text import read_json, write_json
from citizen_app.fhir_forms.opentele import Converted, convert
from citizen_app.fhir_forms.opentele_graph import is_graph
from citizen_app.fhir_forms.parsing import parse
from citizen_app.fhir_forms.problems import Problem, ProblemCode
from citizen_app.fhir_forms.response import ReadResponse, build_response, read_response
from citizen_app.fhir_forms.steps import Asked, Step, StepKind, asked, first_open, steps
from citizen_app.fhir_forms.translation import localised
from citizen_app.fhir_forms.triage import AnswerFinding, significance_of, significant
from citizen_app.fhir_forms.urls import SKIP_REASON_SYSTEM
from citizen_app.fhir_forms.validation import (
    AnswerIssue,
    IssueCode,
    issues_of,
    missing_readings,
    validate,
)
from citizen_app.fhir_forms.values import Coding, Quantity, Value, Words

__all__ = [
    "SKIP_REASON_SYSTEM",
    "AnswerFinding",
    "AnswerIssue",
    "Answers",
    "Asked",
    "Behaviour",
    "Coding",
    "Colour",
    "Condition",
    "Converted",
    "Countdown",
    "Direction",
    "IssueCode",
    "Item",
    "ItemType",
    "Operator",
    "Option",
    "Parsed",
    "Problem",
    "ProblemCode",
    "Quantity",
    "Questionnaire",
    "ReadResponse",
    "Significance",
    "Step",
    "StepKind",
    "Value",
    "Words",
    "asked",
    "build_response",
    "convert",
    "enabled",
    "first_open",
    "from_plain",
    "is_graph",
    "issues_of",
    "localised",
    "missing_readings",
    "parse",
    "quantity_for",
    "read_json",
    "read_response",
    "significance_of",
    "significant",
    "steps",
    "to_plain",
    "validate",
    "visible_answers",
    "write_json",
]
