"""Rules over every table."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Date, DateTime, Enum, Float, Integer, MetaData, Numeric, Table
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from citizen_app.database import load_models
from tests.architecture.tree import assert_none


@pytest.fixture(scope="module")
def tables() -> list[Table]:
    load_models()
    return list(SQLModel.metadata.tables.values())


def column_faults(table: Table) -> Iterator[str]:
    """Columns that would store something other than what was meant."""
    for column in table.columns:
        where = f"{table.name}.{column.name}"
        if isinstance(column.type, Float | Numeric):
            yield f"{where} is not exact on SQLite: use a scaled integer"
        if isinstance(column.type, DateTime) and not isinstance(column.type, UTCDateTime):
            yield f"{where} takes naive times"
        if isinstance(column.type, Enum) and (
            column.type.native_enum or not column.type.create_constraint
        ):
            yield f"{where} is no checked text: use enum_column"
        if column.name == "person_id" and column.name not in leading_columns(table):
            yield f"{where} leads no index: everything is fetched through the person"
        if isinstance(column.type, Date) and not column.name.endswith(("_on", "_date", "_until")):
            yield f"{where} is a day: call it {column.name}_on"


def leading_columns(table: Table) -> set[str]:
    """Columns that come first in a key or an index."""
    keys = [list(table.primary_key.columns), *(list(index.columns) for index in table.indexes)]
    keys += [list(c.columns) for c in table.constraints if type(c).__name__ == "UniqueConstraint"]  # type: ignore[attr-defined]
    return {str(columns[0].name) for columns in keys if columns}


def test_columns_store_exactly_what_is_meant(tables: list[Table]) -> None:
    assert tables
    assert_none([fault for table in tables for fault in column_faults(table)])


def test_weak_columns_are_found() -> None:
    other = Table("other", MetaData(), Column("id", Integer, primary_key=True))
    table = Table(
        "weak",
        MetaData(),
        Column("person_id", Integer),
        Column("weight", Float),
        Column("sent_at", DateTime),
        Column("day", Date),
        Column("colour", Enum("red", "green", name="colour")),
    )
    assert len(list(column_faults(table))) == 5
    assert list(column_faults(other)) == []
