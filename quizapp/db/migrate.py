"""Bring a database up to date, once, however many processes start together."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection, event, text
from sqlalchemy.pool import NullPool

from quizapp.db.session import made_engine, opened, to_wal
from quizapp.errors import Conflict
from quizapp.wording import gettext

# Any number will do, as long as nothing else in the database locks it.
ADVISORY_LOCK = 7_243_117


def alembic_config(scripts: Path, connection: Connection) -> Config:
    """Build Alembic's settings for this connection; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(url: str, scripts: Path) -> None:
    """Upgrade the database at `url`, waiting for whoever is at it.

    Raises `BadInput` where it cannot be opened, `Conflict` where its tables are newer
    than this program.
    """
    try:
        _under_lock(url, scripts, "head", up=True)
    except CommandError as fault:
        if not isinstance(fault.__cause__, ResolutionError):
            raise
        raise Conflict(
            gettext(
                "The database is of a newer version of this program, which knows its "
                "tables. Install that version again; nothing was changed."
            )
        ) from None


def downgrade(url: str, scripts: Path, revision: str) -> None:
    """Take the database at `url` back to `revision`; `base` empties it."""
    _under_lock(url, scripts, revision, up=False)


def _under_lock(url: str, scripts: Path, revision: str, *, up: bool) -> None:
    with locked(url) as connection:
        config = alembic_config(scripts, connection)
        (command.upgrade if up else command.downgrade)(config, revision)


@contextmanager
def locked(url: str) -> Iterator[Connection]:
    """Connect as the only one who changes the tables; all of it is done, or nothing.

    Raises `BadInput` where it cannot be opened.
    """
    # An engine of its own: SQLite rebuilds tables to alter them, which must not
    # cascade through foreign keys.
    engine = made_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    with opened(engine) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"select pg_advisory_xact_lock({ADVISORY_LOCK})"))
        yield connection
    engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout=60000", "foreign_keys=OFF"):
        connection.execute(f"pragma {pragma}")
    to_wal(connection)
