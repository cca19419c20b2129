"""Walks North Denmark's own questionnaire over HTTP along a path of its graph."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from citizen_app.fhir_forms import Questionnaire, convert, parse, steps, write_json
from citizen_app.fhir_forms.opentele_measurements import SKIP_REASONS
from citizen_app.measures import MeasureCode, SkipReason
from citizen_app.record.rules import Colour
from tests.integration.questionnaires.answering import Answering
from tests.shared_data import shared_path
from tests.unit.fhir_forms.graphs import Graph, Step

NAME = "opentele/RN_kol_maalinger_og_spoergsmaal.json"
# The start has no page, and the last node asks whether to send: the check page does that.
WITHOUT_PAGE = {"start1", "text26"}
AT_REST = {"spo2_position": "rest", "spo2_oxygen": "no"}
# Far from what is asked about or alarming.
ORDINARY = {
    "SATURATION": {MeasureCode.SPO2: (92, 98), MeasureCode.PULSE: (60, 90)},
    "BLOOD_PRESSURE_PULSE": {
        MeasureCode.SYSTOLIC: (120, 145),
        MeasureCode.DIASTOLIC: (70, 85),
        MeasureCode.PULSE: (60, 90),
    },
}
ANSWERS = {"true": "Ja", "false": "Nej"}
READ_NOW = "Læs dette nu"
WHY_SKIPPED = "Kan du ikke måle? Vælg hvorfor."

Taken = tuple[MeasureCode, Decimal | SkipReason]


def graph() -> Graph:
    """The file as North Denmark wrote it; the test is skipped where it is absent."""
    loaded: Graph = json.loads(shared_path(NAME).read_text(encoding="utf-8"))
    return loaded


@cache
def source() -> str:
    """The same as a FHIR form, as `convert` prints it."""
    resource = convert(shared_path(NAME).read_bytes()).resource
    assert resource is not None
    return write_json(resource)


@cache
def form() -> Questionnaire:
    """The same, read by the engine."""
    questionnaire = parse(source()).questionnaire
    assert questionnaire is not None
    return questionnaire


@dataclass
class Walk:
    """One person's way through the pages: what was asked, answered and measured."""

    round_: Answering
    nodes: dict[str, dict[str, Any]]
    random: Random
    asked: list[str] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)

    def along(self, path: list[Step]) -> None:
        """From the first page to the check page, doing at each what happens on the path."""
        happens = dict(path)
        self.round_.begin()
        while "/steps/" in self.address:
            name = steps(form())[self.round_.step - 1].link_id
            self.asked.append(name)
            self._do(self.nodes[name], happens[name])
            if self.round_.page.h1 == READ_NOW:
                self.round_.link("Gå videre")

    @property
    def address(self) -> str:
        """Where the form on the page leads."""
        return self.round_.page.all("form")[-1].get("action") or ""

    def _do(self, node: dict[str, Any], happens: str) -> None:
        if happens in ANSWERS:
            self.answers.append((node["question"], ANSWERS[happens]))
            self.round_.choose(ANSWERS[happens])
        elif happens == "next":
            self.round_.go_on()
        else:
            fields = self._measure(node) if happens == "measured" else self._skip(node)
            self.round_.follow(self.round_.press(**fields))

    def _measure(self, node: dict[str, Any]) -> dict[str, str]:
        limits = ORDINARY[node["measurementType"]]
        values = {code: self.random.randint(*between) for code, between in limits.items()}
        self.taken += [(code, Decimal(value)) for code, value in values.items()]
        context = AT_REST if MeasureCode.SPO2 in values else {}
        return {**context, **{code.value: str(value) for code, value in values.items()}}

    def _skip(self, node: dict[str, Any]) -> dict[str, str]:
        reason = self.random.choice(list(SkipReason))
        self.answers.append((WHY_SKIPPED, SKIP_REASONS[reason]["da"]))
        self.taken += [(code, reason) for code in ORDINARY[node["measurementType"]]]
        return {"skip": reason.value}


def colour_of(source: Graph, path: list[Step], taken: list[Taken]) -> Colour | None:
    """The worst severity on the path's edges; being too unwell to measure is red."""
    severities = {
        (edge["source"], edge.get("choiceValue")): edge["severity"]
        for edge in source["connections"]
    }
    found = {severities.get(step, "") for step in path}
    if "RED" in found or any(what is SkipReason.TOO_UNWELL for _, what in taken):
        return Colour.RED
    return Colour.YELLOW if "YELLOW" in found else None
