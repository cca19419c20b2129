"""The extension objects, bound to an application in create_app."""

from flask_babel import Babel
from htmx_flask import Htmx

babel = Babel()
htmx = Htmx()
