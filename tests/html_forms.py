"""Fills in a form of a page as a browser without JavaScript would."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from tests.html_checks import Page, text_of

Values = dict[str, Any]


def choose_form(page: Page, *, button: str = "", position: int = -1) -> Element:
    """The form with the button, or the one at the position where no button is named."""
    if not button:
        return page.all("form")[position]
    for element in page.all("button"):
        if text_of(element) == button:
            form = page.by_id(element.get("form") or "") or page.within(element, "form")
            if form is not None:
                return form
    raise LookupError(f"no form has a button {button!r}")


def fill(form: Element, fields: Mapping[str, Any], *, button: str = "") -> Values:
    """What is sent when a person changes these fields and presses the button."""
    values: Values = {}
    for element in form.iter():
        if element.get("name"):
            _add_value(values, element, button)
    names = {element.get("name") for element in form.iter()}
    unknown = sorted(set(fields) - names)
    if unknown:
        raise KeyError(f"the form has no field {unknown}")
    return {**values, **fields}


def pressed(page: Page, form: Element, button: str) -> Values:
    """Name and value of a form's button that stands outside of it."""
    for element in page.all("button"):
        if button and text_of(element) == button and element.get("form") == form.get("id", ""):
            return {element.get("name", ""): element.get("value", "")}
    return {}


def _add_value(values: Values, field: Element, button: str) -> None:
    name, kind = field.get("name") or "", field.get("type", "text")
    if field.tag == "button":
        if button and text_of(field) == button:
            values[name] = field.get("value", "")
    elif field.tag == "textarea":
        values[name] = field.text or ""
    elif field.tag == "select":
        options = field.findall(".//option")
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        values[name] = [option.get("value", text_of(option)) for option in chosen]
    elif kind in {"radio", "checkbox"}:
        if "checked" in field.attrib:
            values.setdefault(name, []).append(field.get("value", "on"))
    elif kind == "hidden" and name in values:
        first = values[name]
        values[name] = [*(first if isinstance(first, list) else [first]), field.get("value", "")]
    elif kind not in {"submit", "button", "reset"}:
        values[name] = field.get("value", "")
