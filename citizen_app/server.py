"""The server process: granian, which starts a new worker for each that dies."""

from typing import Any

from granian import Granian
from granian.constants import Interfaces

from citizen_app.application import load_rooms
from citizen_app.config import Settings


class Server(Granian):  # type: ignore[misc,valid-type]
    """Goes on however often workers are killed.

    Granian gives up when a worker dies twice within seconds, and takes the others with it: an
    hour of crowded memory would end the service.
    """

    def _respawn_workers(self, *args: Any, **kwargs: Any) -> None:
        super()._respawn_workers(*args, **kwargs)
        self.respawned_wrks.clear()


def serve(settings: Settings) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    # Workers are copies of this process where the system can copy: what is loaded now, all share.
    load_rooms()
    Server(
        "citizen_app.wsgi:create_wsgi",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        # A worker told to stop while it still starts would never hear it.
        workers_kill_timeout=8,
        log_access=False,
        log_level="warning",
    ).serve()
