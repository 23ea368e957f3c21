"""How a value of a table is written down in a backup, the same from either database.

Moments are in UTC to the microsecond. JSON is carried as the text that is stored:
nothing in it is rewritten, and an empty cell is not taken for a `null`.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from json import loads
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ColumnClause, ColumnElement, TableClause
from sqlalchemy.types import TypeEngine, UserDefinedType

from quizapp.db.types import Instant

LARGEST_WHOLE = 63  # bits, in either database


class Sort(StrEnum):
    """What sort of value a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    MOMENT = "moment"
    DAY = "day"
    JSON = "json"
    BYTES = "bytes"


class _StoredJson(UserDefinedType[str]):
    """JSON as text: what is bound is what is stored."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Name the column type."""
        return "JSON"


# The first that fits: a moment is no day, a flag no number.
_SORTS: tuple[tuple[type[TypeEngine[Any]], Sort], ...] = (
    (sa.JSON, Sort.JSON),
    (sa.DateTime, Sort.MOMENT),
    (sa.Date, Sort.DAY),
    (sa.Boolean, Sort.FLAG),
    (sa.Integer, Sort.WHOLE),
    (sa.Float, Sort.NUMBER),
    (sa.Numeric, Sort.NUMBER),
    (sa.LargeBinary, Sort.BYTES),
    (sa.String, Sort.TEXT),
)
_TYPES: dict[Sort, TypeEngine[Any]] = {
    Sort.TEXT: sa.Text(),
    Sort.WHOLE: sa.BigInteger(),
    Sort.NUMBER: sa.Double(),
    Sort.FLAG: sa.Boolean(),
    Sort.MOMENT: Instant(),
    Sort.DAY: sa.Date(),
    Sort.JSON: _StoredJson(),
    Sort.BYTES: sa.LargeBinary(),
}


def sort_of(column: Column[Any]) -> Sort:
    """Return the sort of a column. Raises `TypeError` for one no backup carries."""
    stored = column.type
    if isinstance(stored, sa.TypeDecorator):
        stored = stored.impl_instance
    for kind, sort in _SORTS:
        if isinstance(stored, kind):
            return sort
    raise TypeError(f"{column} is {column.type!r}, which no backup carries")


def plain_table(name: str, columns: dict[str, Sort]) -> TableClause:
    """Return a table whose values are read and written in the same way everywhere."""
    return sa.table(name, *(sa.column(c, _TYPES[sort]) for c, sort in columns.items()))


def read_column(column: ColumnClause[Any]) -> ColumnElement[Any]:
    """Return what to select: JSON as the text it is stored as."""
    is_json = isinstance(column.type, _StoredJson)
    return sa.cast(column, sa.Text).label(column.name) if is_json else column


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _bytes(value: bytes) -> str:
    return b64encode(value).decode()


WRITE: dict[Sort, Callable[[Any], object]] = {
    Sort.MOMENT: _moment,
    Sort.DAY: date.isoformat,
    Sort.BYTES: _bytes,
}
"""How to write the sorts of values that JSON does not have itself."""


def _exactly(*allowed: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        # A flag is a number to Python, and not to PostgreSQL.
        if type(value) not in allowed:
            raise ValueError(value)
        return value

    return read


def _read_whole(value: Any) -> int:
    if type(value) is not int or value.bit_length() > LARGEST_WHOLE:
        raise ValueError(value)
    return value


def _read_moment(value: Any) -> datetime:
    read = datetime.fromisoformat(_text(value))
    if read.tzinfo is None:
        raise ValueError(value)
    return read


def _read_json(value: Any) -> str:
    loads(_text(value))
    return str(value)


def _text(value: Any) -> str:
    if type(value) is not str or "\0" in value:
        raise ValueError(value)
    value.encode()  # half a character cannot be stored
    return value


READ: dict[Sort, Callable[[Any], Any]] = {
    Sort.TEXT: _text,
    Sort.WHOLE: _read_whole,
    Sort.NUMBER: _exactly(int, float),
    Sort.FLAG: _exactly(bool),
    Sort.MOMENT: _read_moment,
    Sort.DAY: lambda value: date.fromisoformat(_text(value)),
    Sort.JSON: _read_json,
    Sort.BYTES: lambda value: b64decode(_text(value), validate=True),
}
"""How to read each sort back. Each raises `ValueError` for what is not of it."""
