"""The base of all tables, and the names of what they promise."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON

from quizapp.db.types import Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, values: type[StrEnum]) -> str:
    """Return the SQL that keeps a column to a closed set."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} in ({listed})"


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it from the class
        datetime: Instant(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        Any: JSON(),
    }
