"""Restoring a backup: all of it in one transaction, or nothing.

The tables are made as they were when the backup was made, filled, and then brought up
to date by the migrations, as an old database is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, delete, text
from sqlalchemy.exc import DBAPIError

from quizapp.db.backup_values import plain_table, sort_of
from quizapp.db.manifest import BackedUp, Manifest
from quizapp.db.migrate import alembic_config, locked
from quizapp.db.own_tables import count_rows, own_tables, set_last_numbers
from quizapp.db.parcel import Parcel
from quizapp.errors import BadInput, Conflict
from quizapp.wording import gettext, ngettext

ROWS = 2000


def restore_backup(
    url: str, scripts: Path, parcel: Parcel, *, replace: bool = False
) -> None:
    """Fill the database at `url` from a backup; `replace` what it holds.

    Raises `BadInput` for a backup that cannot be used, `Conflict` where the database
    is in use and not to be replaced. Either way nothing is changed.
    """
    parcel.check()
    manifest = parcel.manifest
    with _said_plainly(), locked(url) as connection:
        known = _known(connection, scripts)
        if manifest.revision not in known:
            raise _too_new(manifest, max(known))
        _empty(connection, scripts, known, replace=replace)
        config = alembic_config(scripts, connection)
        command.upgrade(config, manifest.revision)
        _fill(connection, parcel)
        command.upgrade(config, "head")
        _check_references(connection)
        last = {t.name: t.last for t in manifest.tables if t.last is not None}
        set_last_numbers(connection, last)


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, OverflowError) as fault:
        # Of several lines the first names what went wrong.
        said = str(getattr(fault, "orig", fault)).partition("\n")[0]
        raise BadInput(
            gettext("The database did not take it (%(fault)s). Nothing was changed.")
            % {"fault": said}
        ) from fault


def _known(connection: Connection, scripts: Path) -> set[str]:
    found = ScriptDirectory.from_config(alembic_config(scripts, connection))
    return {script.revision for script in found.walk_revisions()}


def _empty(
    connection: Connection, scripts: Path, known: set[str], *, replace: bool
) -> None:
    """Leave a database without tables, where that is what was asked for."""
    revision = MigrationContext.configure(connection).get_current_revision()
    tables = own_tables(connection)
    if revision is None and not tables:
        return
    if revision not in known:
        raise Conflict(
            gettext(
                "The database stands at revision %(found)s, which this program does "
                "not know. Is it of a newer version? Nothing was changed."
            )
            % {"found": revision}
        )
    held = {table.name: count_rows(connection, table) for table in tables}
    if any(held.values()) and not replace:
        raise _in_use(held)
    _clear(connection, tables)
    command.downgrade(alembic_config(scripts, connection), "base")


def _clear(connection: Connection, tables: list[Table]) -> None:
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in tables)
        connection.execute(text(f"truncate {names}"))
        return
    # What is replaced is not to be read in the file either.
    connection.execute(text("pragma secure_delete=ON"))
    for table in reversed(tables):
        connection.execute(delete(table))


def _fill(connection: Connection, parcel: Parcel) -> None:
    there = {table.name: table for table in own_tables(connection)}
    named = {table.name: table for table in parcel.manifest.tables}
    if there.keys() != named.keys():
        raise _does_not_fit(", ".join(sorted(there.keys() ^ named.keys())))
    for name, table in there.items():
        _fill_table(connection, parcel, table, named[name])


def _fill_table(
    connection: Connection, parcel: Parcel, table: Table, named: BackedUp
) -> None:
    wanted = {column.name: sort_of(column) for column in table.columns}
    if wanted != named.columns:
        raise _does_not_fit(named.name)
    into = plain_table(named.name, named.columns).insert()
    rows = parcel.rows(named)
    while some := list(islice(rows, ROWS)):
        connection.execute(into, some)


def _check_references(connection: Connection) -> None:
    """Hold every row against those it names; PostgreSQL has done so already."""
    if connection.dialect.name == "sqlite":
        astray = connection.execute(text("pragma foreign_key_check")).first()
        if astray is not None:
            raise _does_not_fit(str(astray[0]))


def _too_new(manifest: Manifest, head: str) -> BadInput:
    return BadInput(
        gettext(
            "This backup was made by version %(program)s, at revision %(found)s; this "
            "program knows revisions up to %(head)s. Restore it with that version or "
            "a newer one; nothing was changed."
        )
        % {
            "program": manifest.program[:40],
            "found": manifest.revision[:40],
            "head": head,
        }
    )


def _in_use(held: dict[str, int]) -> Conflict:
    counts = {name: held.get(name, 0) for name in ("answer", "person", "pack")}
    answers = ngettext("%(n)s answer", "%(n)s answers", counts["answer"])
    people = ngettext("%(n)s account", "%(n)s accounts", counts["person"])
    packs = ngettext("%(n)s pack", "%(n)s packs", counts["pack"])
    return Conflict(
        gettext(
            "The database is not empty: it holds %(answers)s, %(people)s and "
            "%(packs)s. Back it up first; --replace then puts the backup in its place."
        )
        % {
            "answers": answers % {"n": counts["answer"]},
            "people": people % {"n": counts["person"]},
            "packs": packs % {"n": counts["pack"]},
        }
    )


def _does_not_fit(what: str) -> BadInput:
    return BadInput(
        gettext(
            "The backup does not fit the tables of its own version (%(what)s). Take "
            "another; nothing was changed."
        )
        % {"what": what}
    )
