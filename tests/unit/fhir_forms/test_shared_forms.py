"""Real questionnaires of 12 public projects: each is run, or refused with every place named."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from citizen_app.fhir_forms import (
    Answers,
    Parsed,
    asked,
    build_response,
    enabled,
    localised,
    parse,
    significant,
    steps,
    validate,
)
from tests.shared_data import needs_shared, shared_files
from tests.unit.fhir_forms.test_response import NOW

PLACE = re.compile(r"Questionnaire(\.\w+(\[\d+\])?)*|resourceType")


@cache
def forms() -> dict[Path, Parsed]:
    found = {}
    for path in shared_files("questionnaires/*/*.json"):
        content = path.read_bytes()
        if json.loads(content)["resourceType"] == "Questionnaire":
            found[path] = parse(content)
    return found


@needs_shared
def test_all_352_forms_are_run_or_refused_with_places() -> None:
    verdicts = Counter(parsed.questionnaire is not None for parsed in forms().values())
    assert verdicts.total() == 352
    assert verdicts[True] >= 140
    for path, parsed in forms().items():
        assert (parsed.questionnaire is None) == bool(parsed.errors), path
        for problem in parsed.errors + parsed.warnings:
            assert PLACE.fullmatch(problem.path), (path, problem)
            assert problem.message


@needs_shared
def test_every_place_that_is_named_is_in_the_file() -> None:
    for path, parsed in forms().items():
        resource = json.loads(path.read_bytes())
        for problem in parsed.errors:
            if problem.code != "missing":
                assert _is_in(resource, problem.path), (path, problem)


def _is_in(value: object, path: str) -> bool:
    for name, index in re.findall(r"\.(\w+)(?:\[(\d+)\])?", path):
        if not isinstance(value, dict) or name not in value:
            return False
        value = value[name][int(index)] if index else value[name]
    return True


@needs_shared
def test_every_accepted_form_can_be_started_empty() -> None:
    for parsed in forms().values():
        form = parsed.questionnaire
        if form is not None:
            everything = {item.link_id for item in form}
            assert enabled(form, Answers()) <= everything
            assert len(asked(form, Answers())) <= len(steps(form))
            assert {issue.link_id for issue in validate(form, Answers())} <= everything
            assert significant(form, Answers()) == ()
            assert "item" not in build_response(form, Answers(), authored=NOW)


@needs_shared
@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_every_accepted_form_keeps_its_shape_in_other_languages(language: str) -> None:
    for parsed in forms().values():
        form = parsed.questionnaire
        if form is not None:
            other = localised(form, language)
            assert [item.link_id for item in other] == [item.link_id for item in form]
