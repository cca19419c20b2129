"""A plan template as JSON, for tests to change."""

import json
from copy import deepcopy
from typing import Any

ALL_DAY = [{"opens": "00:00", "minutes": 1440}]
TEMPLATE: dict[str, Any] = {
    "name": "our-kol",
    "version": "2",
    "condition": "copd",
    "title": {"da": "Vores KOL-plan", "en": "Our COPD plan"},
    "activities": [
        {
            "kind": "readings",
            "title": {"da": "Mål puls", "en": "Measure pulse"},
            "measures": ["pulse"],
            "schedule": {
                "kind": "phased",
                "days": 14,
                "first": {"kind": "daily", "slots": ALL_DAY},
                "then": {"kind": "every_days", "every": 7, "slots": ALL_DAY},
            },
        },
        {
            "kind": "questionnaire",
            "title": {"da": "Svar", "en": "Answer"},
            "questionnaire": {"url": "https://example.org/form", "version": "1.0.0"},
            "schedule": {"kind": "on_demand"},
        },
    ],
    "thresholds": [
        {"measure": "pulse", "yellow_above": 99, "decided_by": "Overlæge Hanne Holm"},
        {"measure": "weight", "red_above": 99.5},
    ],
    "reading_hours": [{"weekdays": [1, 4], "opens": "09:00", "closes": "12:00"}],
}


def changed(path: str, value: object) -> str:
    """The template with one place changed, such as `activities.0.kind`; None takes it away."""
    whole = deepcopy(TEMPLATE)
    *way, last = path.split(".")
    place: Any = whole
    for part in way:
        place = place[int(part)] if part.isdigit() else place[part]
    if value is None:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return json.dumps(whole)
