"""Words for the zones of an action plan."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.record.rules import Colour

ZONES: Mapping[Colour, LazyString] = MappingProxyType(
    {
        # Translators: a part of the citizen's own action plan
        Colour.GREEN: _l("Green zone"),
        # Translators: a part of the citizen's own action plan
        Colour.YELLOW: _l("Yellow zone"),
        # Translators: a part of the citizen's own action plan
        Colour.RED: _l("Red zone"),
    }
)
SYMBOLS: Mapping[Colour, str] = MappingProxyType(
    {Colour.GREEN: "check", Colour.YELLOW: "info", Colour.RED: "warning"}
)
