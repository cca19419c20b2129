"""The extension objects, bound to an application in create_app."""

from flask_babel import Babel
from flask_compress import Compress
from htmx_flask import Htmx

babel = Babel()
compress = Compress()
htmx = Htmx()
