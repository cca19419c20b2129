"""Runs migrations on the connection that citizen_app.database.upgrade opened."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from citizen_app.config import Settings
from citizen_app.database import load_models, migration_engine


def render_item(kind: str, item: object, _autogen: AutogenContext) -> str | Literal[False]:
    """Write plain SQLAlchemy types, so that a migration never needs SQLModel."""
    if kind == "type" and isinstance(item, TypeDecorator) and "sqlmodel" in type(item).__module__:
        return "sa." + repr(item.impl_instance)
    return False


def run() -> None:
    """Upgrade on the given connection, or open one when Alembic is called to write a revision."""
    load_models()
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    with migration_engine(Settings().database_url).begin() as own:
        _migrate(own)


def _migrate(connection: object) -> None:
    context.configure(
        connection=connection,  # type: ignore[arg-type]
        target_metadata=SQLModel.metadata,
        render_item=render_item,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
