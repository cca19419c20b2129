"""What a screen reader says about a page, from Chromium's own tree of accessibility."""

from typing import Any

from playwright.sync_api import Page

BLOCKS = {"heading", "paragraph", "link", "rowheader", "columnheader", "cell", "listitem", "button"}
PICTURES = {"image", "img", "graphics-document"}


def spoken_text(page: Page, selector: str = "main") -> str:
    """Everything below an element as plain text, a line for each piece, in the order it is read.

    A picture says its name and its description and nothing of its inside.
    """
    debugger = page.context.new_cdp_session(page)
    nodes = debugger.send("Accessibility.getFullAXTree")["nodes"]
    found = debugger.send(
        "DOM.querySelector",
        {
            "nodeId": debugger.send("DOM.getDocument")["root"]["nodeId"],
            "selector": selector,
        },
    )
    described = debugger.send("DOM.describeNode", {"nodeId": found["nodeId"]})
    debugger.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    wanted = described["node"]["backendNodeId"]
    top = next(node for node in nodes if node.get("backendDOMNodeId") == wanted)
    lines = [" ".join(line.split()) for line in _say(top, by_id).split("\n")]
    return "\n".join(line for line in lines if line)


def _say(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> str:
    role = node.get("role", {}).get("value", "")
    name = node.get("name", {}).get("value", "")
    if role in PICTURES and not node["ignored"]:
        description = node.get("description", {}).get("value", "")
        return f"\n[{name}] {description}\n"
    if role == "StaticText":
        return f"{name} "
    inside = "".join(_say(by_id[child], by_id) for child in node["childIds"] if child in by_id)
    return f"\n{inside}\n" if role in BLOCKS else inside
