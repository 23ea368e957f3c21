"""SQLite of the tests waits for no disk: the data lives as long as the test."""

import sqlite3

from sqlalchemy import event

from quizapp.db.session import Database


def hasten(database: Database) -> Database:
    """Let commits return before the disk has them, as PostgreSQL's do here."""
    if database.engine.dialect.name == "sqlite":
        event.listen(database.engine, "connect", _wait_for_nothing)
    return database


def _wait_for_nothing(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("pragma synchronous=OFF")
