"""What machines ask: is it alive, and can it serve."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import text
from sqlmodel import Session

from tests.checking_client import CheckingClient

WithoutDatabase = Callable[[], AbstractContextManager[None]]


def test_with_a_migrated_database_it_is_ready(client: CheckingClient) -> None:
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_without_the_database_it_is_alive_and_not_ready(
    client: CheckingClient, without_database: WithoutDatabase
) -> None:
    with without_database():
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json) == (503, {"status": "database does not answer"})
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alembic_version SET version_num = 'older'",
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
    ],
)
def test_with_another_schema_it_is_not_ready(
    client: CheckingClient, session: Session, change: str
) -> None:
    session.connection().execute(text(change))
    session.commit()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "not migrated"})


def test_asking_writes_nothing_in_the_log(
    app: Flask, client: CheckingClient, logged: Callable[[], list[object]]
) -> None:
    client.get("/healthz")
    client.get("/readyz")
    assert logged() == []
