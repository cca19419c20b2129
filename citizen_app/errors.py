"""What a service may refuse with; the web turns each into its page."""


class NotFound(LookupError):
    """Nothing there for this person; a stranger's row looks the same as none."""


class Conflict(RuntimeError):
    """The write does not fit what is stored now; nothing was changed."""


class ForAnother(Conflict):
    """The form was made for another person than the one who is entered for now."""
