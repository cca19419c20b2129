"""How what limits are about stands in an address."""

from werkzeug.routing import BaseConverter, ValidationError

from citizen_app.plans.rules import SCOPES, Scope

BY_NAME = {scope.name: scope for scope in SCOPES}


class ScopeConverter(BaseConverter):
    """ "pulse" or "spo2-rest-with" in an address; anything else is no page."""

    regex = "[a-z0-9_-]{1,40}"

    def to_python(self, value: str) -> Scope:
        """The scope of an address."""
        if value not in BY_NAME:
            raise ValidationError
        return BY_NAME[value]

    def to_url(self, value: Scope) -> str:
        """Its place in an address."""
        return value.name
