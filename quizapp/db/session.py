"""The way to the database: one engine, sessions that read, sessions that write.

On SQLite a writing session begins IMMEDIATE, so that nothing it read can change
before it writes; a reading one never waits for a writer. An answer is on disk when
the commit returns: WAL with synchronous FULL.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from threading import Lock
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, Executable, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from quizapp.errors import BadInput
from quizapp.wording import gettext

PRAGMAS = (
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "secure_delete=ON",
    # Every connection keeps pages and statements of its own, and a process has up to
    # 32: what one leaves out is read from the system's memory, which all share.
    "cache_size=-256",  # kilobytes
)
STATEMENTS = {"cached_statements": 24}
WAL_TRIES = 200
PREPARE = "prepare_threshold"
POOL = {"pool_size": 16, "max_overflow": 16, "pool_timeout": 20}
# A server that was started anew has cut what is older; nobody has to find that out.
RECYCLED = {"pool_recycle": 300}
LONGEST_TURN = 20.0  # seconds until somebody who waits to write is sent away
# Seconds to reach PostgreSQL, and what a statement waits for a lock at most. Without
# them everybody waits for whoever holds one, until nobody is left to answer.
TO_REACH = 5
LONGEST_LOCK = "10s"


class Database:
    """One database for one process; safe to use from many threads."""

    def __init__(self, url: str) -> None:
        """Prepare to connect to `url`; nothing is opened yet."""
        self.is_closed = False
        self.engine = _engine(url)
        reader = self.engine.execution_options(read_only=True)
        self._reading = sessionmaker(reader, autoflush=False)
        sqlite = self.engine.dialect.name == "sqlite"
        # One question needs no transaction around it, which PostgreSQL is spared.
        alone = {} if sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._asking = reader.execution_options(**alone)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        # SQLite has one writer at a time and lets the others ask again and again;
        # waiting here for one's turn is fairer and costs nothing.
        self._turn = _Turn() if sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads."""
        with self._reading() as session:
            yield session

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """Give a bare connection for one question; a session costs four times more."""
        with self._asking.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is committed at the end, or rolled back on an error."""
        with self._turn, self._writing.begin() as session:
            yield session

    def scrub(self) -> None:
        """Leave nothing of what was deleted in the files, as far as SQLite decides.

        PostgreSQL reuses such space by itself, in its own time.
        """
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                if driver is not None:
                    driver.execute("pragma wal_checkpoint(truncate)")

    def close(self) -> None:
        """Close all connections; whoever works in the background stops."""
        self.is_closed = True
        # Whoever is still asking gives theirs back to a pool that nobody empties.
        event.listen(self.engine.pool, "checkin", _close_at_once)
        self.engine.dispose()


class _Turn:
    """One writer at a time; whoever has waited too long is sent away."""

    def __init__(self) -> None:
        self._lock = Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=LONGEST_TURN):
            # What SQLite itself says to a writer of another process.
            said = sqlite3.OperationalError("database is locked")
            raise OperationalError("BEGIN IMMEDIATE", None, said)

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def made_engine(url: str, **options: Any) -> Engine:
    """Make an engine; `?prepare_threshold=none` in `url` is for pgbouncer.

    The driver then prepares no statements: the next transaction may be on another
    connection, which does not know them. Raises `BadInput` for any other value.
    """
    address = make_url(url)
    told = address.query.get(PREPARE)
    if told is None:
        return create_engine(address, **options)
    if told != "none":
        raise BadInput(
            gettext("In DATABASE_URL, prepare_threshold can only be none or left out.")
        )
    address = address.difference_update_query([PREPARE])
    return create_engine(address, connect_args={PREPARE: None}, **options)


def opened(engine: Engine) -> Connection:
    """Connect to a database. Raises `BadInput` where it cannot be opened."""
    try:
        return engine.connect()
    except (DBAPIError, sqlite3.Error) as fault:
        # Of several lines the first names what went wrong.
        said = str(getattr(fault, "orig", fault)).partition("\n")[0]
        raise BadInput(
            gettext(
                "The database cannot be opened (%(fault)s). Look at DATABASE_URL and "
                "QUIZAPP_DATA; the README shows both."
            )
            % {"fault": said}
        ) from fault


def insert_once(
    session: Session, table: type[DeclarativeBase], **values: object
) -> bool:
    """Insert a row unless a unique constraint already has it; say whether it went in.

    Two at once: one goes in, the other waits and then finds it there.
    """
    once = _insert_once(table, session.get_bind().dialect.name)
    return bool(session.connection().execute(once, values).rowcount)


@cache
def _insert_once(table: type[DeclarativeBase], dialect: str) -> Executable:
    made: Any = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    once: Executable = made.on_conflict_do_nothing()
    # Without it PostgreSQL's driver does not say how many rows went in.
    return once.execution_options(preserve_rowcount=True)


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == "postgresql":
        engine = made_engine(url, **POOL, **RECYCLED)
        event.listen(engine, "do_connect", _in_time)
        event.listen(engine, "connect", _prepare_postgresql)
    else:
        engine = made_engine(url, connect_args=STATEMENTS, **POOL)
        event.listen(engine, "do_connect", _keep_from_others)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _close_at_once(_connection: object, record: ConnectionPoolEntry) -> None:
    record.invalidate()


def _in_time(_dialect: object, _record: object, _args: object, given: Any) -> None:
    given.setdefault("connect_timeout", TO_REACH)


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.execute(f"set lock_timeout = '{LONGEST_LOCK}'")
    connection.commit()


def _keep_from_others(_dialect: object, _record: object, args: Any, _: Any) -> None:
    """Make a database readable by nobody else; so are the files beside it."""
    if args[0].startswith("/"):
        with suppress(OSError):  # it is there, or cannot be, which opening it says
            os.close(os.open(args[0], os.O_CREAT | os.O_EXCL, 0o600))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # SQLAlchemy's own BEGIN below takes the place of the driver's late, deferred one.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"pragma {pragma}")
    to_wal(connection)


def to_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; a database that has it is left as it is.

    Where another process makes the very same switch, SQLite refuses at once instead
    of waiting its time-out, so this asks again for ten seconds.
    """
    for _ in range(WAL_TRIES):
        try:
            connection.execute("pragma journal_mode=WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(0.05)
        else:
            return
    connection.execute("pragma journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
