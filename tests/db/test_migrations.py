import contextlib
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from alembic import command
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from quizapp.db.migrate import alembic_config, downgrade, upgrade
from quizapp.db.models import Base
from quizapp.db.revision import HEAD, stored_revision
from quizapp.db.session import Database
from quizapp.resources import PACKAGE, folder

SCRIPTS = folder("migrations")
START = """
import sys
from quizapp.db.migrate import upgrade
from quizapp.resources import folder

upgrade(sys.argv[1], folder("migrations"))
"""
TABLES = {
    *("pack", "case", "line", "participant", "round", "question", "answer"),
    *("person", "sign_in", "link", "attempt", "second_factor", "recovery_code"),
    *("group", "group_instructor", "member", "assignment"),
    *("desk_pack", "desk_editor", "desk_case", "desk_article", "desk_line"),
    *("desk_change", "publication"),
    *("workshop", "workshop_host", "seat", "counted", "leaving"),
    "sent_form",
}


@contextlib.contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def tables(url: str) -> set[str]:
    with connected(url) as connection:
        return set(inspect(connection).get_table_names())


def shape(url: str) -> dict[str, dict[str, Any]]:
    """Return what the database knows of every table, by names."""
    found = {}
    with connected(url) as connection:
        inspector = inspect(connection)
        for table in inspector.get_table_names():
            found[table] = {
                "checks": {
                    c["name"]: c["sqltext"]
                    for c in inspector.get_check_constraints(table)
                },
                "uniques": {c["name"] for c in inspector.get_unique_constraints(table)},
                "indexes": {i["name"] for i in inspector.get_indexes(table)},
                "keys": {
                    (k["name"], k["options"].get("ondelete"))
                    for k in inspector.get_foreign_keys(table)
                },
                "nullable": {
                    c["name"] for c in inspector.get_columns(table) if c["nullable"]
                },
            }
    found.pop("alembic_version", None)
    return found


def test_the_migrations_go_up_and_down_and_up_again(empty_database_url: str) -> None:
    upgrade(empty_database_url, SCRIPTS)
    first = shape(empty_database_url)
    assert set(first) == TABLES
    downgrade(empty_database_url, SCRIPTS, "base")
    assert tables(empty_database_url) == {"alembic_version"}
    upgrade(empty_database_url, SCRIPTS)
    assert shape(empty_database_url) == first


def test_the_program_knows_the_newest_migration(database_url: str) -> None:
    database = Database(database_url)
    assert stored_revision(database) == HEAD
    database.close()


def test_a_database_without_tables_stands_at_no_revision(
    empty_database_url: str,
) -> None:
    database = Database(empty_database_url)
    assert stored_revision(database) is None
    database.close()


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    before = shape(database_url)
    upgrade(database_url, SCRIPTS)
    assert shape(database_url) == before


def test_no_migration_is_missing(database_url: str) -> None:
    with connected(database_url) as connection:
        command.check(alembic_config(SCRIPTS, connection))


def test_the_migrations_make_what_the_models_say(empty_database_url: str) -> None:
    upgrade(empty_database_url, SCRIPTS)
    migrated = shape(empty_database_url)
    downgrade(empty_database_url, SCRIPTS, "base")
    with connected(empty_database_url) as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    assert shape(empty_database_url) == migrated


def test_two_servers_that_start_at_once_both_find_the_tables(
    empty_database_url: str,
) -> None:
    with ThreadPoolExecutor(2) as servers:
        list(servers.map(upgraded_alone, [empty_database_url] * 2))
    assert tables(empty_database_url) > TABLES


def upgraded_alone(url: str) -> None:
    """Upgrade in a process of its own, as a server does."""
    command = [sys.executable, "-c", START, url]
    subprocess.run(command, cwd=PACKAGE.parent, check=True, timeout=60)
