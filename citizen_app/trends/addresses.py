"""How a subject stands in an address."""

from werkzeug.routing import BaseConverter, ValidationError

from citizen_app.trends.subjects import Subject, find_subject


class SubjectConverter(BaseConverter):
    """ "blood-pressure" in an address; anything that is no subject is no page."""

    regex = "[a-z0-9-]{1,40}"

    def to_python(self, value: str) -> Subject:
        """The subject of an address."""
        subject = find_subject(value)
        if subject is None:
            raise ValidationError
        return subject

    def to_url(self, value: Subject) -> str:
        """Its place in an address."""
        return value.slug
