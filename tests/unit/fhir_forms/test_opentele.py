"""OpenTele graphs become forms that ask the same, or are refused with the node named."""

import json
from decimal import Decimal
from typing import Any

import pytest

from citizen_app.fhir_forms import (
    SKIP_REASON_SYSTEM,
    Answers,
    Coding,
    Quantity,
    Questionnaire,
    asked,
    convert,
    parse,
    significant,
    write_json,
)
from tests.shared_data import needs_shared, shared_files
from tests.unit.fhir_forms.graphs import Graph, edge, graph, measurement, question, text

START_END = {"start": {"type": "start"}, "end": {"type": "end"}}
CHOICES: dict[str, list[str | None]] = {
    "input": ["true", "false"],
    "measurement": [None, "skipped"],
}
UNWELL = Coding(SKIP_REASON_SYSTEM, "too_unwell")
OTHER = Coding(SKIP_REASON_SYSTEM, "other")


def converted(source: Graph) -> Questionnaire:
    found = convert(source)
    assert found.resource is not None, found.errors
    parsed = parse(found.resource)
    assert parsed.questionnaire is not None
    assert parsed.warnings == ()
    return parsed.questionnaire


def line(**nodes: dict[str, Any]) -> Graph:
    """A graph with these nodes one after the other; questions and measurements go on anyhow."""
    names = ["start", *nodes, "end"]
    connections = []
    for source, target in zip(names, names[1:], strict=False):
        kind = {**START_END, **nodes}[source]["type"]
        connections += [edge(source, target, choice) for choice in CHOICES.get(kind, [None])]
    return graph({**START_END, **nodes}, connections)


def refusals(source: Graph) -> list[tuple[str, str]]:
    found = convert(source)
    assert found.resource is None
    return [(problem.path, problem.message) for problem in found.errors]


def test_saturation_is_oxygen_and_pulse_with_danish_codes_and_loinc() -> None:
    group = converted(line(m=measurement("SATURATION"))).items[0]
    spo2, pulse, skip = group.items
    npu = "urn:oid:1.2.208.176.2.1"
    assert spo2.codes[:2] == (Coding(npu, "NPU03011"), Coding("http://loinc.org", "59408-5"))
    assert pulse.codes == (Coding(npu, "NPU21692"), Coding("http://loinc.org", "8867-4"))
    assert spo2.unit == Coding("http://unitsofmeasure.org", "%")
    assert (group.required, group.control, skip.is_skip_reason) == (True, "page", True)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("BLOOD_PRESSURE_PULSE", ["DNK05472", "DNK05473", "NPU21692"]),
        ("WEIGHT", ["NPU03804"]),
        ("TEMPERATURE", ["NPU08676"]),
    ],
)
def test_each_measurement_has_its_readings(kind: str, codes: list[str]) -> None:
    readings = converted(line(m=measurement(kind))).items[0].items[:-1]
    assert [row.codes[0].code for row in readings] == codes
    assert all(row.is_reading and row.unit is not None for row in readings)


def test_readings_have_the_codes_and_units_that_measures_know() -> None:
    from citizen_app.fhir_forms.opentele_measurements import MEASUREMENTS
    from citizen_app.measures import measure_for_coding

    for reading in {row.name: row for rows in MEASUREMENTS.values() for row in rows}.values():
        for system, code in reading.codes:
            measure = measure_for_coding(system, code)
            assert measure is not None
            assert (measure.code, measure.unit) == (reading.name, reading.unit)
            assert measure.decimals == reading.decimals


def test_skip_reasons_are_those_that_measures_know() -> None:
    from citizen_app.fhir_forms.opentele_measurements import SKIP_REASONS
    from citizen_app.measures import SkipReason

    assert list(SKIP_REASONS) == list(SkipReason)


def colours_of_skip(severity: str) -> list[str | None]:
    source = line(m=measurement("WEIGHT"))
    source["connections"][2]["severity"] = severity
    form = converted(source)
    found = [significant(form, Answers({"m.skip": reason})) for reason in (UNWELL, OTHER)]
    return [rows[0].colour.value if rows else None for rows in found]


@pytest.mark.parametrize(
    ("severity", "other"),
    [("", None), ("NONE", None), ("BLUE", None), ("GREEN", "green"), ("YELLOW", "yellow")],
)
def test_too_unwell_to_measure_is_red_whatever_skipping_means(
    severity: str, other: str | None
) -> None:
    assert colours_of_skip(severity) == ["red", other]


def test_orange_is_never_made_milder_and_is_told() -> None:
    source = line(q=question())
    source["connections"][1]["severity"] = "ORANGE"
    [finding] = significant(converted(source), Answers({"q": True}))
    assert finding.colour == "red"
    assert "connections[1].severity" in [problem.path for problem in convert(source).warnings]


def test_severities_belong_to_the_answer_they_stand_on() -> None:
    source = line(q=question())
    source["connections"][1]["severity"] = "YELLOW"
    form = converted(source)
    assert [row.colour for row in significant(form, Answers({"q": True}))] == ["yellow"]
    assert significant(form, Answers({"q": False})) == ()


def test_a_delay_is_a_countdown() -> None:
    wait = {"type": "delay", "text": "Hold still", "countTime": "60", "countType": "Ned"}
    up = {**wait, "countType": "Op", "countTime": 30}
    first, second = converted(line(a=wait, b=up)).items
    assert first.countdown is not None
    assert second.countdown is not None
    assert (first.text, first.countdown.seconds, first.countdown.direction) == (
        "Hold still",
        60,
        "down",
    )
    assert (second.countdown.seconds, second.countdown.direction) == (30, "up")


def test_headline_text_and_line_breaks_are_kept() -> None:
    [item] = converted(line(t=text("One\nTwo\n\n", headline="Head"))).items
    assert item.text == "Head\n\nOne\nTwo"


@pytest.mark.parametrize(
    "words",
    [
        "På næste skærmbillede kan du vælge, om du vil sende data.",
        "Der er ikke data, der skal sendes. Tryk Nej.",
        "Please press next and submit your results.",
    ],
)
def test_a_closing_text_about_sending_is_left_out_and_told(words: str) -> None:
    source = line(q=question(), t=text(words))
    assert [item.link_id for item in converted(source).items] == ["q"]
    assert "nodes.t.text" in [problem.path for problem in convert(source).warnings]


def test_advice_before_the_end_and_texts_before_others_stay() -> None:
    closing = text("Du kan nu sende data.")
    source = line(a=closing, q=question(), t=text("Send bud efter lægen, hvis du er bange."))
    assert [item.link_id for item in converted(source).items] == ["a", "q", "t"]


def test_title_version_address_and_language_come_from_the_graph() -> None:
    source = {**line(q=question("Har du det godt?")), "title": "KOL målinger & spørgsmål"}
    form = converted(source)
    assert form.url == "https://aandehul.example/fhir/Questionnaire/kol-maalinger-spoergsmaal"
    assert (form.version, form.title, form.language) == ("3", "KOL målinger & spørgsmål", "da")
    assert converted(line(q=question("Are you well?"))).language == "en"


def branches(**changed: str) -> Graph:
    targets = {"true": "yes", "false": "no", **changed}
    nodes = {**START_END, "q": question(), "yes": text(), "no": text()}
    connections = [
        edge("start", "q"),
        *(edge("q", target, choice) for choice, target in targets.items()),
        edge("yes", "end"),
        edge("no", "end"),
    ]
    return graph(nodes, connections)


def test_an_unreachable_node_is_named() -> None:
    assert refusals(branches(false="yes")) == [
        ("nodes.no", "No path from the start leads to the node 'no'.")
    ]


def test_a_dead_end_is_named() -> None:
    source = branches()
    del source["connections"][2]
    [(path, message)] = refusals(source)
    assert (path, "'false'" in message) == ("nodes.q", True)


def test_a_missing_target_is_named() -> None:
    found = refusals(branches(false="nowhere"))
    assert found[0] == (
        "connections[2].target",
        "The connection names the node 'nowhere', which is not there.",
    )


def test_two_ways_on_for_one_answer_are_named() -> None:
    source = branches()
    source["connections"].append(edge("q", "end", "true"))
    [(path, message)] = refusals(source)
    assert (path, "'q'" in message) == ("connections[5]", True)


def test_every_node_of_a_circle_is_named() -> None:
    source = branches()
    source["connections"][3] = edge("yes", "q")
    assert [path for path, _ in refusals(source)] == ["nodes.q", "nodes.yes"]


@pytest.mark.parametrize(
    ("node", "place"),
    [
        (measurement("BLOOD_SUGAR"), "nodes.n.measurementType"),
        (measurement([]), "nodes.n.measurementType"),  # type: ignore[arg-type]
        (question(dataType="FLOAT"), "nodes.n.dataType"),
        (question(" "), "nodes.n.question"),
        ({"type": "delay", "text": "x", "countTime": "soon"}, "nodes.n.countTime"),
        ({"type": "delay", "text": "x", "countTime": "0"}, "nodes.n.countTime"),
    ],
)
def test_a_node_that_cannot_be_converted_is_named(node: dict[str, Any], place: str) -> None:
    assert [path for path, _ in refusals(line(n=node))] == [place]


@pytest.mark.parametrize(
    "source",
    [
        {},
        {"nodes": {}, "connections": []},
        {"nodes": {"a": {"type": "spaceship"}}},
        {"nodes": {"a": 7}, "connections": [7]},
        {"nodes": [], "connections": {}},
        {"nodes": START_END, "connections": [{}]},
        {**line(q=question()), "title": None},
        {**line(q=question()), "title": "!!!"},
        line(q=question(severity="x")) | {"connections": "none"},
    ],
)
def test_broken_graphs_are_refused_without_a_crash(source: Graph) -> None:
    assert refusals(source)


def test_an_unknown_severity_is_refused_with_its_place() -> None:
    source = line(q=question())
    source["connections"][1]["severity"] = "PURPLE"
    assert [path for path, _ in refusals(source)] == ["connections[1].severity"]


def test_a_measurement_without_a_way_for_skipping_can_be_skipped_all_the_same() -> None:
    source = line(m=measurement("WEIGHT"), q=question())
    source["connections"] = [
        row for row in source["connections"] if "measurementSkipped" not in row
    ]
    assert converted(source).items[0].items[-1].is_skip_reason
    assert "nodes.m" in [problem.path for problem in convert(source).warnings]


def test_what_comes_after_all_answers_alike_is_known_from_the_start() -> None:
    source = line(a=question(), m=measurement("WEIGHT"), b=question())
    assert [item.enable_when for item in converted(source).items] == [(), (), ()]


def test_paths_that_meet_again_are_reduced_to_where_they_parted() -> None:
    nodes = {**START_END, "a": question(), "b": question(), "c": text(), "d": text()}
    rows = [edge("start", "a"), edge("a", "b", "true"), edge("a", "c", "false")]
    rows += [edge("b", "d", "true"), edge("b", "c", "false"), edge("c", "d"), edge("d", "end")]
    form = converted(graph(nodes, rows))
    conditions = {item.link_id: item.enable_when for item in form.items}
    assert [(row.question, row.answer) for row in conditions["c"]] == [("a", False), ("b", False)]
    assert conditions["d"] == ()


def test_a_reason_chosen_beside_a_full_measurement_leads_nowhere() -> None:
    nodes = {**START_END, "m": measurement("PULSE"), "made": text(), "not": text()}
    rows = [edge("start", "m"), edge("m", "made"), edge("m", "not", "skipped")]
    form = converted(graph(nodes, [*rows, edge("made", "end"), edge("not", "end")]))
    both = Answers({"m.pulse": Quantity(Decimal(70)), "m.skip": OTHER})
    assert [page.step.link_id for page in asked(form, both)] == ["m", "made"]
    assert [page.step.link_id for page in asked(form, both.drop("m.pulse"))] == ["m", "not"]


@needs_shared
def test_conversion_says_the_same_each_time() -> None:
    for path in shared_files("opentele/*.json"):
        source = path.read_bytes()
        again = json.loads(source)
        assert write_json(convert(source).resource) == write_json(convert(again).resource)
