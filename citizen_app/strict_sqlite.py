"""SQLite tables that refuse a text where a number belongs, as PostgreSQL does.

A STRICT table knows only a few type names, so our types are written as those. What is stored
is the same as without it.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Enum,
    MetaData,
    SmallInteger,
    String,
    Uuid,
)
from sqlalchemy.ext.compiler import compiles

TEXT_TYPES = (String, Enum, DateTime, Date, JSON, Uuid)
NUMBER_TYPES = (BigInteger, SmallInteger, Boolean)


def _as_text(_type: Any, _compiler: Any, **_options: Any) -> str:
    return "TEXT"


def _as_integer(_type: Any, _compiler: Any, **_options: Any) -> str:
    return "INTEGER"


for text_type in TEXT_TYPES:
    compiles(text_type, "sqlite")(_as_text)
for number_type in NUMBER_TYPES:
    compiles(number_type, "sqlite")(_as_integer)


def make_strict(metadata: MetaData) -> None:
    """Mark every table, before a migration is written from them."""
    for table in metadata.tables.values():
        table.dialect_options["sqlite"]["strict"] = True
