"""The morning on which tests of what is sent take place: 9.12 on Monday 23 November 2026."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.checking_client import CheckingClient

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    import time_machine

    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def anna(client: "CheckingClient", cast: "Cast", clock: object) -> "CheckingClient":
    """Anna's browser, in Danish."""
    client.sign_in(cast.anna)
    client.set_cookie("language", "da")
    return client
