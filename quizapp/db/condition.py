"""What a database says of itself: its version, whether it is sound, what it allows."""

from sqlalchemy import Connection, text

from quizapp.db.session import POOL

PER_PROCESS = POOL["pool_size"] + POOL["max_overflow"]
MOST_NAMED = 5


def version(connection: Connection) -> tuple[int, ...]:
    """Return the version of SQLite, or of the PostgreSQL server."""
    if connection.dialect.name == "sqlite":
        said = connection.scalar(text("select sqlite_version()"))
        return tuple(map(int, str(said).split(".")))
    number = int(str(connection.scalar(text("show server_version_num"))))
    return number // 10_000, number % 10_000


def unsound(connection: Connection, *, thorough: bool = False) -> list[str]:
    """Return what is broken in an SQLite file; `thorough` also compares the indexes.

    PostgreSQL has no such check of its own to ask for.
    """
    if connection.dialect.name != "sqlite":
        return []
    check = "integrity_check" if thorough else "quick_check"
    said = connection.scalars(text(f"pragma {check}({MOST_NAMED})")).all()
    astray = connection.execute(text("pragma foreign_key_check")).fetchmany(MOST_NAMED)
    named = [f"{row[0]} {row[1]} names a missing row of {row[2]}" for row in astray]
    return [line for line in said if line != "ok"] + named


def encoding(connection: Connection) -> str:
    """Return how a database keeps letters; anything but UTF8 loses some."""
    if connection.dialect.name == "sqlite":
        return "UTF8"
    return str(connection.scalar(text("show server_encoding")))


def connections(connection: Connection) -> int:
    """Return how many connections a PostgreSQL server gives to ordinary users."""
    most, kept = (
        int(str(connection.scalar(text(f"show {name}"))))
        for name in ("max_connections", "superuser_reserved_connections")
    )
    return most - kept
