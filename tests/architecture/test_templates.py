"""Rules over the source of every template."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tests.architecture.tree import (
    ROOT,
    TEMPLATES,
    assert_none,
    name_of,
    parsed,
    python_files,
    templates,
)

FORBIDDEN = {
    "an inline style": r"<style|\sstyle\s*=",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an event handler in an attribute": r"\s(on[a-z]+|hx-on[:a-z-]*)\s*=",
    "code in an attribute": r"=\s*[\"'](javascript|js):",
    "a filtered htmx trigger": r"hx-trigger\s*=\s*[\"'][^\"']*\[",
    "text that is not escaped": r"\|\s*safe\b|\bautoescape\s+false|\bMarkup\(",
    "a number field": r"type\s*=\s*[\"']?number",
    "a link that opens a new window": r"target\s*=\s*[\"']_blank",
    "a form without method": r"<form(?![^>]*\smethod=)",
    "a form without action": r"<form(?![^>]*\saction=)",
    "work left open": r"\b(TODO|FIXME|XXX)\b",
    "physical directions in a class": r"class=\"[^\"]*\b(left|right)\b",
}


def faults_in(source: str) -> list[str]:
    """What a template's source must not hold."""
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source, re.I)]


def unused_imports(app: Flask, source: str) -> set[str]:
    """Macros that a template imports and does not use."""
    tree = app.jinja_env.parse(source)
    imported: set[str] = set()
    for node in tree.find_all(nodes.FromImport):
        imported |= {name if isinstance(name, str) else name[1] for name in node.names}
    imported |= {node.target for node in tree.find_all(nodes.Import)}
    return imported - {node.name for node in tree.find_all(nodes.Name)}


def linked_from_templates(app: Flask) -> set[tuple[str, str]]:
    """Every endpoint that a template links to by name, with the place."""
    return {
        (str(call.args[0].value), name_of(path))
        for path in templates()
        for call in app.jinja_env.parse(path.read_text("utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for"
        if call.args and isinstance(call.args[0], nodes.Const)
    }


def named_in_code(function: str) -> set[tuple[str, str]]:
    """Every first argument that code gives a function as plain text, with the place."""
    return {
        (str(node.args[0].value), name_of(path))
        for path in python_files("citizen_app")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function
        if node.args and isinstance(node.args[0], ast.Constant)
    }


def _in_its_room(endpoint: str, place: str) -> str:
    """A name that begins with a dot means the room it is written in."""
    return place.split("/")[1] + endpoint if endpoint.startswith(".") else endpoint


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_template_keeps_the_rules(path: Path) -> None:
    assert_none(faults_in(path.read_text("utf-8")))


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_template_uses_what_it_imports(path: Path, whole_app: Flask) -> None:
    assert_none(unused_imports(whole_app, path.read_text("utf-8")))


def test_every_link_leads_to_a_route(whole_app: Flask) -> None:
    links = linked_from_templates(whole_app) | {
        (_in_its_room(name, place), place) for name, place in named_in_code("url_for")
    }
    assert_none({link for link in links if link[0] not in whole_app.view_functions})


def test_every_named_template_exists() -> None:
    named = named_in_code("render_template")
    assert_none({link for link in named if not (TEMPLATES / link[0]).is_file()})


def test_no_python_makes_html_unescaped() -> None:
    unescaped = [
        name_of(path)
        for path in python_files("citizen_app")
        if re.search(r"\bMarkup\(|render_template_string", path.read_text("utf-8"))
    ]
    assert_none(unescaped)


def test_our_scripts_evaluate_nothing() -> None:
    pattern = r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write"
    ours = list((ROOT / "static" / "js").rglob("*.js"))
    assert [path.name for path in ours if re.search(pattern, path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<div hx-on:click="go()">',
        '<a href="javascript:go()">',
        '<i hx-trigger="click[ctrlKey]">',
        "{{ text|safe }}",
        "{{ text | safe }}",
        '<input type="number">',
        '<form action="/x">',
        '<form method="post">',
    ],
)
def test_a_broken_rule_is_found(source: str) -> None:
    assert faults_in(source)


def test_an_unused_import_is_found(whole_app: Flask) -> None:
    source = '{% from "components/note.html" import note, other %}{{ note() }}'
    assert unused_imports(whole_app, source) == {"other"}
