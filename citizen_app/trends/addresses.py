"""How a subject, a day and a question stand in an address."""

from datetime import date

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


class DayConverter(BaseConverter):
    """ "2026-11-23"; anything that is no day is no page."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day of an address."""
        try:
            return date.fromisoformat(value)
        except ValueError as problem:
            raise ValidationError from problem

    def to_url(self, value: date) -> str:
        """Its place in an address."""
        return value.isoformat()


class QuestionConverter(BaseConverter):
    """Stands for a question without telling what it asks."""

    regex = "[0-9a-f]{12}"
