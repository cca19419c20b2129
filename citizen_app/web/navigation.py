"""The four tabs."""

from dataclasses import dataclass

from flask import Flask, g, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.web.guards import current_person, find_actor
from citizen_app.web.registry import registry


@dataclass(frozen=True)
class Tab:
    """One tab: where it leads, what it says, and which rooms light it up."""

    endpoint: str
    label: LazyString
    icon: str
    rooms: frozenset[str]

    def is_current(self) -> bool:
        """Whether the page that is shown lies under this tab."""
        return request.blueprint in self.rooms


TABS = (
    # Translators: tab, the page with what to do today
    Tab(
        "today.show_today",
        _l("Today"),
        "home",
        frozenset({"today", "questionnaires", "plans", "action_plan"}),
    ),
    # Translators: tab, the person's measurements
    Tab("trends.show_trends", _l("Readings"), "pulse", frozenset({"trends", "readings", "record"})),
    # Translators: tab, training modules
    Tab("training.show_training", _l("Learn"), "book", frozenset({"training"})),
    # Translators: tab, messages to the care team
    Tab("messages.show_messages", _l("Messages"), "message", frozenset({"messages"})),
)


def count_news(tab: Tab) -> int:
    """How much waits to be read under a tab; asked once a request."""
    if g.get("is_failing") or find_actor() is None:
        return 0
    if "news" not in g:
        g.news = registry().count_news(current_person())
    return int(g.news.get(tab.endpoint, 0))


def init_navigation(app: Flask) -> None:
    """Make the tabs known to layouts."""
    app.jinja_env.globals["tabs"] = TABS
    app.jinja_env.globals["count_news"] = count_news
