"""What the server loads: the application, and in the demo its sign-in provider beside it."""

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from citizen_app import create_app
from citizen_app.config import STAND_IN_PATH, Settings
from citizen_app.web.logs import configure_logs

WsgiApp = Callable[..., Iterable[bytes]]


def create_wsgi() -> WsgiApp:
    """A factory, so that each worker process makes its own connections."""
    settings = Settings()
    configure_logs(settings)
    app: Any = create_app(settings)
    if not settings.has_stand_in:
        return app  # type: ignore[no-any-return]
    from citizen_app.demo.in_process import InProcess
    from citizen_app.demo.provider import create_provider

    stand_in = create_provider(settings)
    # Over the network, sign-ins at the same time could take up every thread of this server and
    # wait for one that answers them.
    app.extensions["sign_in_provider"].transport = InProcess(stand_in, settings.issuer)
    return DispatcherMiddleware(app, {STAND_IN_PATH: stand_in})
