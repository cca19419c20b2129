"""From the JSON of a FHIR R4 Questionnaire to a tree that is safe to run, or to the reasons why
not."""

from collections.abc import Mapping
from typing import Any

from citizen_app.fhir_forms import urls
from citizen_app.fhir_forms.checks import Named, check_tree
from citizen_app.fhir_forms.definition import Item, ItemType, Parsed, Questionnaire
from citizen_app.fhir_forms.item_parts import (
    read_conditions,
    read_countdown,
    read_limit,
    read_options,
    read_significances,
    refuse_modifiers,
)
from citizen_app.fhir_forms.json_text import read_json
from citizen_app.fhir_forms.left_out import note_left_out
from citizen_app.fhir_forms.nodes import Node
from citizen_app.fhir_forms.problems import ProblemCode, Problems
from citizen_app.fhir_forms.translation import languages_of
from citizen_app.fhir_forms.values import Coding, Words

MAX_ITEMS = 5_000
MAX_NESTING = 30
_WITH_TEXT = (ItemType.STRING, ItemType.TEXT)


def parse(source: bytes | str | Mapping[str, Any]) -> Parsed:
    """Read a FHIR R4 Questionnaire (https://hl7.org/fhir/R4/questionnaire.html).

    `source` is its JSON as UTF-8 bytes or text, or as a mapping that was read already (decimals
    are exact only when they are Decimal there). Never raises: what is tolerated is a warning,
    what cannot be run safely an error, each with its path. With any error there is no
    questionnaire.
    """
    read = read_json(source)
    if read.problems:
        return Parsed(None, (), read.problems)
    problems = Problems()
    form = _questionnaire(read.value, problems)
    warnings, errors = tuple(problems.warnings), tuple(problems.errors)
    return Parsed(None if errors else form, warnings, errors)


def _questionnaire(value: Any, problems: Problems) -> Questionnaire | None:
    kind = value.get("resourceType") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind != "Questionnaire":
        message = f"This is not a FHIR Questionnaire: resourceType is {kind!r}."
        problems.refuse("resourceType", ProblemCode.STRUCTURE, message)
        return None
    node = Node(value, "Questionnaire", problems)
    if not _is_of_fair_size(node):
        return None
    refuse_modifiers(node)
    note_left_out(node)
    reader = _ItemReader()
    items = reader.read_all(node)
    check_tree(items, reader.named, problems)
    title = _heading(node)
    form = Questionnaire(
        node.string("url"), node.string("version"), title, node.string("language"), items
    )
    return languages_of(form)


def _heading(node: Node) -> Words:
    for name in ("status", "url", "version"):
        if not node.value.get(name):
            node.warn(name, ProblemCode.MISSING, f"The questionnaire has no {name}.")
    title = node.words("title") or node.words("name")
    if not title:
        node.warn("title", ProblemCode.MISSING, "The questionnaire has neither title nor name.")
    return title or Words()


def _is_of_fair_size(node: Node) -> bool:
    """Refuse too many items, and every item that is nested too deep, before reading any."""
    deep: list[str] = []
    count = 0
    waiting: list[tuple[dict[str, Any], str, int]] = [(node.value, node.path, 0)]
    while waiting:
        value, path, depth = waiting.pop()
        rows = value.get("item")
        for at, row in enumerate(rows if isinstance(rows, list) else ()):
            count += 1
            place = f"{path}.item[{at}]"
            if depth + 1 == MAX_NESTING + 1:
                deep.append(place)
            elif isinstance(row, dict):
                waiting.append((row, place, depth + 1))
    if count > MAX_ITEMS:
        message = f"The form has more than {MAX_ITEMS} items."
        node.refuse("item", ProblemCode.TOO_LARGE, message)
    for place in deep:
        message = f"Items are nested more than {MAX_NESTING} deep."
        node.problems.refuse(place, ProblemCode.TOO_LARGE, message)
    if count == 0:
        node.refuse("item", ProblemCode.MISSING, "The form has no items: nothing can be asked.")
    return 0 < count <= MAX_ITEMS and not deep


class _ItemReader:
    """Reads items and remembers what the checks across the form need to know of them."""

    def __init__(self) -> None:
        self.named = Named()

    def read_all(self, node: Node) -> tuple[Item, ...]:
        """The items directly under a node."""
        return tuple(self._read(row) for row in node.children("item"))

    def _read(self, node: Node) -> Item:
        refuse_modifiers(node)
        note_left_out(node)
        link_id = self._link_id(node)
        item_type = _item_type(node)
        if item_type is None:
            # The form is refused; the item stays, so that the rest of it is checked as well.
            self.named.refused.add(link_id)
        helps: list[Item] = []
        children: list[Item] = []
        for child in self.read_all(node):
            (helps if _is_help(child) else children).append(child)
        self.named.helps.update(child.link_id for child in helps)
        item = _item(node, link_id, item_type or ItemType.TEXT, helps, tuple(children))
        if item_type is not None:
            _check_item(node, item)
        return item

    def _link_id(self, node: Node) -> str:
        link_id = node.string("linkId")
        if not link_id or not link_id.strip():
            node.refuse("linkId", ProblemCode.MISSING, "The item has no linkId.")
            return node.path
        self.named.places.append((link_id, node.path))
        return link_id


def _is_help(item: Item) -> bool:
    return item.type is ItemType.DISPLAY and item.control == "help" and not item.enable_when


def _item_type(node: Node) -> ItemType | None:
    text = node.string("type")
    if not text:
        node.refuse("type", ProblemCode.MISSING, "The item has no type.")
        return None
    if text not in set(ItemType):
        message = f"Items of type {text!r} are not supported in this version."
        node.refuse("type", ProblemCode.UNSUPPORTED, message)
        return None
    return ItemType(text)


def _item(
    node: Node, link_id: str, item_type: ItemType, helps: list[Item], children: tuple[Item, ...]
) -> Item:
    conditions, behaviour = read_conditions(node)
    units = tuple(found for row in node.extensions(urls.UNIT_OPTION) if (found := _unit(row)))
    unit = node.extension(urls.UNIT)
    is_text = item_type in _WITH_TEXT
    return Item(
        link_id=link_id,
        type=item_type,
        path=node.path,
        text=node.words("text") or Words(),
        prefix=node.words("prefix") or Words(),
        short_text=_extension_words(node, urls.SHORT_TEXT),
        help=_joined(helps),
        codes=tuple(found for row in node.children("code") if (found := row.as_coding())),
        required=node.boolean("required"),
        read_only=node.boolean("readOnly"),
        hidden=_extension_boolean(node, urls.HIDDEN),
        max_length=node.whole("maxLength") if is_text else None,
        minimum=read_limit(node, item_type, urls.MIN_VALUE, urls.MIN_QUANTITY),
        maximum=read_limit(node, item_type, urls.MAX_VALUE, urls.MAX_QUANTITY),
        max_decimals=_max_decimals(node),
        unit=(_unit(unit) if unit else None) or next(iter(units), None),
        unit_options=units,
        options=read_options(node) if item_type is ItemType.CHOICE else (),
        enable_when=conditions,
        enable_behaviour=behaviour,
        control=_control(node),
        significances=read_significances(node),
        countdown=read_countdown(node),
        is_skip_reason=_extension_boolean(node, urls.SKIP_REASON),
        items=children,
    )


def _unit(extension: Node) -> Coding | None:
    return extension.coding("valueCoding")


def _extension_boolean(node: Node, url: str) -> bool:
    extension = node.extension(url)
    return extension is not None and extension.boolean("valueBoolean")


def _extension_words(node: Node, url: str) -> Words | None:
    extension = node.extension(url)
    return None if extension is None else extension.words("valueString")


def _max_decimals(node: Node) -> int | None:
    extension = node.extension(urls.MAX_DECIMALS)
    return None if extension is None else extension.whole("valueInteger")


def _control(node: Node) -> str | None:
    extension = node.extension(urls.ITEM_CONTROL)
    concept = None if extension is None else extension.child("valueCodeableConcept")
    codings = [] if concept is None else concept.children("coding")
    return next((code for row in codings if (code := row.string("code"))), None)


def _joined(helps: list[Item]) -> Words | None:
    """The help texts as one text, in every language that any of them has."""
    texts = [item.text for item in helps if item.text]
    if not texts:
        return None
    tags = dict.fromkeys(tag for text in texts for tag in text.translations)
    within = {tag: "\n".join(text.within(tag) for text in texts) for tag in tags}
    return Words("\n".join(texts), within)


def _check_item(node: Node, item: Item) -> None:
    """What one item must keep by itself, beyond the shape of its parts."""
    is_looked_up = "answerValueSet" in node.value or node.extensions(urls.ANSWER_EXPRESSION)
    if item.type is ItemType.CHOICE and not item.options and not is_looked_up:
        node.refuse("answerOption", ProblemCode.MISSING, "The choice has no options to choose.")
    if item.type is ItemType.GROUP and not item.items:
        node.warn("item", ProblemCode.MISSING, "The group has no items.")
    if item.is_question and not item.text:
        node.warn("text", ProblemCode.MISSING, "The question has no text.")
    if item.type is ItemType.DISPLAY and item.items:
        node.warn("item", ProblemCode.STRUCTURE, "A display item cannot hold items (que-1).")
    if item.is_question and item.required and not item.is_asked:
        message = "A question that is hidden or read-only cannot be required; it is not."
        node.warn("required", ProblemCode.IGNORED, message)
    if item.is_skip_reason and item.type is not ItemType.CHOICE:
        message = "Only a choice can say why a reading was skipped."
        node.refuse("extension", ProblemCode.STRUCTURE, message)
    _check_numbers(node, item)


def _check_numbers(node: Node, item: Item) -> None:
    low, high = item.minimum, item.maximum
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        message = f"No answer is possible: the least is {low}, the most {high}."
        node.refuse("extension", ProblemCode.VALUE, message)
    if item.max_length is not None and item.max_length < 1:
        node.refuse("maxLength", ProblemCode.VALUE, "maxLength must be at least 1.")
    if item.max_decimals is not None and item.max_decimals < 0:
        node.refuse("extension", ProblemCode.VALUE, "maxDecimalPlaces must be at least 0.")
