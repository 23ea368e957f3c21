"""What databases of the tests leave out: to wait for a disk, to work out SQL anew."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, event

from quizapp.db.session import Database


class Statements(dict[Any, Any]):
    """SQL that was worked out, for every database of a sort.

    SQLAlchemy keeps it for one engine, and nearly every test opens an engine of its
    own: the dialect, first in each key, is one of thousands and yet the same.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), value)


STATEMENTS = Statements()


def hasten(database: Database) -> Database:
    """Let commits return before SQLite's disk has them, as PostgreSQL's do here."""
    event.listen(database.engine, "engine_connect", _know_statements)
    if database.engine.dialect.name == "sqlite":
        event.listen(database.engine, "connect", _wait_for_nothing)
    return database


def _know_statements(connection: Connection) -> None:
    connection.execution_options(compiled_cache=STATEMENTS)


def _wait_for_nothing(connection: sqlite3.Connection, _record: object) -> None:
    # The data lives as long as the test.
    connection.execute("pragma synchronous=OFF")
