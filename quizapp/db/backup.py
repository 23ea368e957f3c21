"""A backup: one file with every row, from one moment, while people go on playing.

A zip archive with a manifest and one file of JSON lines a table. It holds no SQL and
nothing that belongs to one sort of database, so either sort takes it back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Table, select

from quizapp.db.backup_values import WRITE, plain_table, read_column, sort_of
from quizapp.db.manifest import FORMAT, NAME, BackedUp, Manifest
from quizapp.db.own_tables import last_numbers, own_tables
from quizapp.db.revision import stored_revision
from quizapp.db.session import Database, opened
from quizapp.errors import BadInput
from quizapp.wording import gettext

ROWS = 2000  # in memory at once
LEVEL = 6


def write_backup(
    database: Database, file: BinaryIO, *, program: str, now: datetime
) -> Manifest:
    """Write everything that is stored into `file`; return what it says of itself.

    Raises `BadInput` where the database cannot be opened, or has no tables.
    """
    revision = stored_revision(database)
    if revision is None:
        raise BadInput(gettext("This database has no tables yet: nothing to back up."))
    with snapshot(database) as connection, _parcel(file) as parcel:
        last = last_numbers(connection)
        written = [
            _write(connection, parcel, table, last.get(table.name))
            for table in own_tables(connection)
        ]
        manifest = Manifest(
            format=FORMAT,
            program=program,
            revision=revision,
            made_at=now,
            tables=tuple(written),
        )
        parcel.writestr(NAME, manifest.model_dump_json(indent=1))
    return manifest


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """Connect to see one moment from first to last; nobody waits for it."""
    engine = database.engine.execution_options(read_only=True)
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with opened(engine) as connection, connection.begin():
        yield connection


def _parcel(file: BinaryIO) -> ZipFile:
    return ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL)


def _write(
    connection: Connection, parcel: ZipFile, table: Table, last: int | None
) -> BackedUp:
    """Write the rows of a table, a line each, and count them."""
    columns = {column.name: sort_of(column) for column in table.columns}
    named = BackedUp(
        name=table.name, columns=columns, rows=0, size=0, sha256="0" * 64, last=last
    )
    rows = size = 0
    digest = sha256()
    with parcel.open(named.file, "w", force_zip64=True) as into:
        for lines, count in _lines(connection, table, named):
            into.write(lines)
            digest.update(lines)
            rows += count
            size += len(lines)
    found = {"rows": rows, "size": size, "sha256": digest.hexdigest()}
    return named.model_copy(update=found)


def _lines(
    connection: Connection, table: Table, named: BackedUp
) -> Iterator[tuple[bytes, int]]:
    """Yield some lines at a time, and how many; in the order of the primary key."""
    plain = plain_table(named.name, named.columns)
    query = select(*map(read_column, plain.columns)).order_by(
        *(plain.columns[key.name] for key in table.primary_key)
    )
    write = [WRITE.get(sort) for sort in named.columns.values()]
    found = connection.execution_options(yield_per=ROWS).execute(query)
    for rows in found.partitions():
        lines = [
            dumps(
                [
                    value if how is None or value is None else how(value)
                    for how, value in zip(write, row, strict=True)
                ]
            )
            for row in rows
        ]
        yield "".join(f"{line}\n" for line in lines).encode(), len(rows)
