"""Along every path of a graph the converted form asks exactly what the graph asks."""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from citizen_app.fhir_forms import (
    SKIP_REASON_SYSTEM,
    Answers,
    Coding,
    Item,
    Quantity,
    Questionnaire,
    Value,
    asked,
    convert,
    first_open,
    parse,
    validate,
)
from tests.shared_data import needs_shared, shared_files
from tests.unit.fhir_forms.graphs import (
    Graph,
    Step,
    edge,
    graph,
    measurement,
    paths,
    question,
    text,
)

NORTH_DENMARK = "RN_kol_maalinger_og_spoergsmaal"
NUMBER_OF_PATHS = {
    "RH_kol-maalinger": 256,
    "RM_blodtryk_puls_manuel": 2,
    "RM_vaegt_manuel_v2": 2,
    NORTH_DENMARK: 1656,
    "RN_rejse-saette_sig_traeningsoevelse": 6,
    "US_copd_standard": 24,
}
CLOSING = {
    NORTH_DENMARK: {"text26"},
    "RN_rejse-saette_sig_traeningsoevelse": {"text13"},
    "US_copd_standard": {"text10"},
}
SKIPPED = Coding(SKIP_REASON_SYSTEM, "other")


@cache
def form_of(source: str) -> Questionnaire:
    resource = convert(source).resource
    assert resource is not None
    form = parse(resource).questionnaire
    assert form is not None
    return form


def answers_of(group: Item, happens: str) -> dict[str, Value]:
    """What a person gives at one node: yes or no, every number, or a reason to skip."""
    if happens == "skipped":
        return {f"{group.link_id}.skip": SKIPPED}
    if happens == "measured":
        readings = [item for item in group.items if item.is_reading]
        return {item.link_id: in_unit(item) for item in readings}
    return {group.link_id: happens == "true"} if happens in ("true", "false") else {}


def in_unit(item: Item) -> Value:
    assert item.unit is not None
    return Quantity(Decimal(90), None, item.unit.system, item.unit.code)


def answered(form: Questionnaire, path: list[Step]) -> Answers:
    groups = {item.link_id: item for item in form.items}
    rows = [answers_of(groups[name], happens) for name, happens in path if name in groups]
    return Answers({link_id: value for row in rows for link_id, value in row.items()})


def shown(form: Questionnaire, answers: Answers) -> list[str]:
    return [page.step.link_id for page in asked(form, answers)]


@needs_shared
@pytest.mark.parametrize("path", shared_files("opentele/*.json"), ids=lambda path: path.stem)
def test_every_path_of_a_real_graph_asks_what_the_graph_asks(path: Path) -> None:
    source = path.read_text()
    form, walked = form_of(source), 0
    for steps in paths(json.loads(source)):
        answers = answered(form, steps)
        left_out = {"start1", *CLOSING.get(path.stem, ())}
        assert shown(form, answers) == [name for name, _ in steps if name not in left_out]
        assert validate(form, answers) == ()
        walked += 1
    assert walked == NUMBER_OF_PATHS[path.stem]


@needs_shared
@pytest.mark.parametrize("path", shared_files("opentele/*.json"), ids=lambda path: path.stem)
def test_answering_page_after_page_leads_along_the_same_path(path: Path) -> None:
    source = path.read_text()
    form = form_of(source)
    groups = {item.link_id: item for item in form.items}
    for steps in list(paths(json.loads(source)))[::7]:
        happens, given_answers = dict(steps), Answers()
        while page := first_open(form, given_answers):
            name = page.step.link_id
            assert name in happens
            for link_id, value in answers_of(groups[name], happens[name]).items():
                given_answers = given_answers.put(link_id, value)
        assert given_answers == answered(form, steps)


@needs_shared
@pytest.mark.parametrize("path", shared_files("opentele/*.json"), ids=lambda path: path.stem)
def test_answers_left_from_another_path_change_nothing(path: Path) -> None:
    source = path.read_text()
    form = form_of(source)
    everywhere = list(paths(json.loads(source)))
    for steps, others in zip(everywhere[::5], reversed(everywhere[::5]), strict=True):
        mine, stale = answered(form, steps), answered(form, others)
        names = {name for name, _ in steps}
        kept = {key: value for key, value in stale.items() if key.split(".")[0] not in names}
        assert shown(form, Answers({**kept, **mine})) == shown(form, mine)


@needs_shared
def test_numbers_of_questions_are_true_along_every_path() -> None:
    [path] = shared_files(f"opentele/{NORTH_DENMARK}.json")
    form = form_of(path.read_text())
    for steps in paths(json.loads(path.read_text())):
        found = asked(form, answered(form, steps))
        numbers = [page.number for page in found if page.number is not None]
        assert numbers == list(range(1, len(numbers) + 1))
        assert {page.total for page in found} == {len(numbers)}


KINDS: dict[str, tuple[Callable[[], dict[str, Any]], list[str | None]]] = {
    "text": (text, [None]),
    "input": (question, ["true", "false"]),
    "measurement": (measurement, [None, "skipped"]),
}


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Nodes in a row where each way leads to any later one; what nothing leads to is left out."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=9))
    names = [f"n{at}" for at in range(len(kinds))]
    nodes: dict[str, dict[str, Any]] = {"start": {"type": "start"}, "end": {"type": "end"}}
    connections, reached = [edge("start", "n0")], {"n0"}
    for at, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        if name not in reached:
            continue
        make, choices = KINDS[kind]
        nodes[name] = make()
        for choice in choices:
            target = draw(st.sampled_from([*names[at + 1 :], "end"]))
            connections.append(edge(name, target, choice))
            reached.add(target)
    return graph(nodes, connections)


@given(graphs(), st.randoms(use_true_random=False))
def test_random_graphs_are_asked_along_every_path(source: Graph, random: Any) -> None:
    everywhere = list(paths(source))
    assume(len(everywhere) <= 200)
    form = form_of(json.dumps(source))
    for steps in everywhere:
        mine, stale = answered(form, steps), answered(form, random.choice(everywhere))
        names = [name for name, _ in steps if name != "start"]
        kept = {key: value for key, value in stale.items() if key.split(".")[0] not in names}
        assert shown(form, Answers({**kept, **mine})) == names
        assert validate(form, mine) == ()
