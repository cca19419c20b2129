"""A provider that lies and one that does not, over real HTTP."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.sign_in.hostile_provider import HostileProvider, serving

if TYPE_CHECKING:
    from flask import Flask
    from sqlmodel import Session

    from citizen_app.config import Settings
    from tests.checking_client import CheckingClient
    from tests.integration.sign_in.way_in import WayIn


@pytest.fixture
def hostile() -> Iterator[HostileProvider]:
    """A provider on a port of its own, honest until the test says otherwise."""
    provider = HostileProvider()
    with serving(provider) as address:
        provider.issuer = address
        yield provider


@pytest.fixture
def changes() -> dict[str, Any]:
    """Settings that a test module wants otherwise."""
    return {}


@pytest.fixture(scope="session")
def key() -> bytes:
    """One signing key for all tests: making one takes longer than most tests."""
    from joserfc.jwk import RSAKey

    return RSAKey.generate_key(2048).as_pem(private=True)


@pytest.fixture
def settings(database_url: str, changes: dict[str, Any], key: bytes) -> "Iterator[Settings]":
    """Test settings that name the stand-in, which is served at the same time."""
    from werkzeug.exceptions import NotFound
    from werkzeug.middleware.dispatcher import DispatcherMiddleware

    from citizen_app.config import STAND_IN_PATH, Environment, Settings
    from citizen_app.demo.provider import create_provider, storage_file
    from citizen_app.demo.storage import Storage

    place = DispatcherMiddleware(NotFound(), {})
    with serving(place) as address:
        values = {"oidc_issuer": address + STAND_IN_PATH, "database_url": database_url} | changes
        settings = Settings(environment=Environment.TEST, **values)
        storage = Storage(storage_file(settings))
        storage.prepare()
        with storage.open() as connection:
            connection.execute("INSERT OR REPLACE INTO signing_key VALUES (1, ?)", (key,))
        place.mounts[STAND_IN_PATH] = create_provider(settings)
        yield settings


@pytest.fixture
def app(settings: "Settings") -> "Iterator[Flask]":
    """The application, with a provider that answers."""
    from citizen_app import create_app
    from citizen_app.database import db
    from tests.checking_client import CheckingClient

    app = create_app(settings)
    app.test_client_class = CheckingClient
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def way_in(client: "CheckingClient", session: "Session", settings: "Settings") -> "WayIn":
    """The way over the provider, on foot, with people who can go it."""
    from tests.integration.sign_in.way_in import WayIn

    return WayIn(client, session, settings)
