"""What every HTML answer must keep, as faults found in its text."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

WITHOUT_LABEL = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "form")
LOADING = {"script": "src", "link": "href", "img": "src", "source": "src", "use": "href"}
WRITES_WITH_HTMX = {"hx-post", "hx-put", "hx-patch", "hx-delete"}
UNRENDERED = re.compile(r"%\(\w+\)[sd]|\{\{|\{%|LazyString|<function|<bound method")


class Page:
    """A parsed answer: a whole page, or the fragment that htmx asked for."""

    def __init__(self, html: str, *, fragment: bool = False) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.html = html
        self.is_fragment = fragment
        self.root: Element = parser.parseFragment(html) if fragment else parser.parse(html)
        self.parse_errors = [(position[0], code) for position, code, _ in parser.errors]
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def all(self, *tags: str) -> list[Element]:
        """Every element with one of the names, in order."""
        return [element for element in self.elements() if element.tag in tags]

    def elements(self) -> Iterator[Element]:
        """Every element; a comment's tag is a function."""
        return (element for element in self.root.iter() if not callable(element.tag))

    def by_id(self, wanted: str) -> Element | None:
        """The element with the id."""
        return next((e for e in self.elements() if e.get("id") == wanted), None)

    def within(self, element: Element, tag: str) -> Element | None:
        """The nearest ancestor with the name."""
        parent = self.parents.get(element)
        while parent is not None and parent.tag != tag:
            parent = self.parents.get(parent)
        return parent

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return text_of(self.all("h1")[0])

    @property
    def title(self) -> str:
        """The text of the browser's tab."""
        return " ".join(text_of(element) for element in self.all("title")[:1])

    @property
    def text(self) -> str:
        """What a person reads on the page, in one line."""
        main = self.all("body") or [self.root]
        return text_of(main[0])


def text_of(element: Element) -> str:
    """The text in an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def faults_of(page: Page) -> list[str]:
    """Everything that is wrong with the page, in words that say what to mend."""
    checks = [_parse_faults, _id_faults, _label_faults, _form_faults, _inline_faults, _text_faults]
    checks.append(_fragment_faults if page.is_fragment else _frame_faults)
    return [fault for check in checks for fault in check(page)]


def _parse_faults(page: Page) -> Iterator[str]:
    for line, code in page.parse_errors:
        yield f"not valid HTML5: {code} in line {line}"


def _frame_faults(page: Page) -> Iterator[str]:
    if not page.html.lstrip().lower().startswith("<!doctype html>"):
        yield "a page begins with <!doctype html>"
    if not (page.root.get("lang") or ""):
        yield "<html> has no lang"
    headings = page.all("h1")
    if len(headings) != 1:
        yield f"a page has one h1, this has {len(headings)}"
    elif not page.title.removeprefix(_error_prefix(page)).startswith(text_of(headings[0])):
        yield f"the title {page.title!r} does not begin with the h1 {text_of(headings[0])!r}"
    if len(page.all("main")) != 1:
        yield "a page has one main"


def _error_prefix(page: Page) -> str:
    """ "Fejl: ", which may stand before the title of a page with an error summary."""
    prefix = {"da": "Fejl: "}.get(page.root.get("lang") or "", "Error: ")
    return prefix if page.by_id("error-summary") is not None else ""


def _fragment_faults(page: Page) -> Iterator[str]:
    if re.search(r"<(!doctype|html|head|body)\b", page.html, re.IGNORECASE):
        yield "a fragment has no html, head or body"


def _id_faults(page: Page) -> Iterator[str]:
    ids = Counter(e.get("id") for e in page.elements() if e.get("id") is not None)
    for name, count in ids.items():
        if count > 1:
            yield f"the id {name!r} is used {count} times"
        if not name or " " in name:
            yield f"the id {name!r} is empty or has a space"
    if page.is_fragment:
        return
    for element in page.elements():
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} points at nothing"
        address = element.get("href") or ""
        if element.tag == "a" and address.startswith("#") and address[1:] not in ids:
            yield f"the link {address!r} points at nothing"


def _label_faults(page: Page) -> Iterator[str]:
    labelled = {e.get("for") for e in page.all("label") if text_of(e)}
    for field in page.all("input", "select", "textarea"):
        kind = field.get("type", "text")
        if kind in WITHOUT_LABEL and field.tag == "input":
            continue
        if (
            field.get("id") not in labelled
            and not _named(field)
            and not page.within(field, "label")
        ):
            yield f"the field {field.get('name')!r} has no label"
        if kind == "number":
            yield f"the field {field.get('name')!r} is a number field: use inputmode"
        if kind == "radio" and not _in_named_group(page, field):
            yield f"the radio button {field.get('name')!r} has no fieldset with a legend"
    for element in page.all("button", "a", "summary"):
        if not text_of(element) and not _named(element) and not element.findall(".//img[@alt]"):
            yield f"a {element.tag} has no text: {element.attrib}"
    for picture in page.all("img"):
        if picture.get("alt") is None:
            yield f"the picture {picture.get('src')!r} has no alt"


def _named(element: Element) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def _in_named_group(page: Page, field: Element) -> bool:
    group = page.within(field, "fieldset")
    return group is not None and any(text_of(legend) for legend in group.findall("legend"))


def _form_faults(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if (form.get("method") or "").lower() not in {"get", "post"}:
            yield f"a form has no method: {form.attrib}"
        if not form.get("action"):
            yield f"a form has no action: {form.attrib}"
    for element in page.elements():
        if element.tag == "form" or page.within(element, "form") is not None:
            continue
        if WRITES_WITH_HTMX & element.attrib.keys():
            yield f"{element.tag} writes with htmx only: put it in a form"
        if "hx-get" in element.attrib and element.tag != "a":
            yield f"{element.tag} reads with htmx only: make it a link or a form"


def _inline_faults(page: Page) -> Iterator[str]:
    for element in page.elements():
        if element.tag == "style":
            yield "an inline <style>"
        if element.tag == "script" and not element.get("src"):
            yield "an inline <script>"
        for name, value in element.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"the attribute {name} on {element.tag}"
            if value.strip().lower().startswith(("javascript:", "js:")):
                yield f"code in {name} on {element.tag}"
        address = urlsplit(element.get(LOADING.get(str(element.tag), ""), ""))
        if address.netloc:
            yield f"{element.tag} loads from another place: {address.netloc}"


def _text_faults(page: Page) -> Iterator[str]:
    for found in set(UNRENDERED.findall(page.html)):
        yield f"text that was not filled in: {found}"
