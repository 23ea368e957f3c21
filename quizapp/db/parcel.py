"""A backup as a stranger might hand it over: looked through before it is believed.

Nothing in it is written to a file, and no name in it leads anywhere. What is damaged,
cut short or blown up is refused in a sentence.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from json import loads
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import ValidationError

from quizapp.db.backup_values import READ
from quizapp.db.manifest import FORMAT, NAME, BackedUp, Manifest
from quizapp.errors import BadInput
from quizapp.wording import gettext

LARGEST_MANIFEST = 1 << 20
LONGEST_LINE = 1 << 26
AT_ONCE = 1 << 16
# Rows shrink to a fifth or a tenth; what shrinks far more was made to burst.
MOST_SHRUNK = 100
SMALL = 1 << 24
# What reading a file raises that is no backup, or no longer whole.
BROKEN = (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


class Parcel:
    """An open backup."""

    def __init__(self, archive: ZipFile) -> None:
        """Read what it says of itself. Raises `BadInput` where that cannot be true."""
        self._archive = archive
        self.manifest = self._manifest()
        entries = {entry.filename: entry for entry in archive.infolist()}
        named = {table.file: table for table in self.manifest.tables}
        if entries.keys() != {NAME, *named} or len(archive.infolist()) != len(entries):
            raise _damaged(gettext("it does not hold just what it says"))
        for name, table in named.items():
            _check_size(entries[name], table)

    def check(self) -> None:
        """Read all of it once. Raises `BadInput` unless every byte is as it was."""
        for table in self.manifest.tables:
            digest, rows = sha256(), 0
            with self._opened(table.file) as file:
                while chunk := file.read(AT_ONCE):
                    digest.update(chunk)
                    rows += chunk.count(b"\n")
            if (digest.hexdigest(), rows) != (table.sha256, table.rows):
                raise _damaged(gettext("table %(name)s differs") % {"name": table.name})

    def rows(self, table: BackedUp) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, each value read and of its sort."""
        columns = [(name, READ[sort]) for name, sort in table.columns.items()]
        with self._opened(table.file) as file:
            for number in range(1, table.rows + 1):
                line = file.readline(LONGEST_LINE)
                try:
                    row = {
                        name: None if value is None else read(value)
                        for (name, read), value in zip(
                            columns, loads(line), strict=True
                        )
                    }
                except (ValueError, TypeError, RecursionError) as fault:
                    place = {"name": table.name, "number": number}
                    raise _damaged(
                        gettext("row %(number)s of table %(name)s cannot be read")
                        % place
                    ) from fault
                yield row

    def _manifest(self) -> Manifest:
        listed = [e for e in self._archive.infolist() if e.filename == NAME]
        if len(listed) != 1 or listed[0].file_size > LARGEST_MANIFEST:
            raise _no_backup()
        with self._opened(NAME) as file:
            said = file.read(LARGEST_MANIFEST)
        try:
            manifest = Manifest.model_validate_json(said)
        except ValidationError as fault:
            raise _no_backup() from fault
        if manifest.format != FORMAT:
            raise BadInput(
                gettext(
                    "This backup has the format %(found)s; this program reads "
                    "%(known)s. Restore it with the version that made it."
                )
                % {"found": manifest.format[:80], "known": FORMAT}
            )
        return manifest

    @contextmanager
    def _opened(self, name: str) -> Iterator[Any]:
        try:
            with self._archive.open(name) as file:
                yield file
        except BROKEN as fault:
            raise _damaged(str(fault)) from fault


@contextmanager
def open_parcel(path: Path) -> Iterator[Parcel]:
    """Open a backup. Raises `BadInput` for what is none, or is damaged."""
    try:
        archive = ZipFile(path)
    except OSError as fault:
        raise BadInput(
            gettext("%(file)s cannot be read (%(fault)s).")
            % {"file": path, "fault": fault.strerror or fault}
        ) from fault
    except (*BROKEN, ValueError) as fault:
        raise _no_backup() from fault
    with archive:
        yield Parcel(archive)


def _check_size(entry: ZipInfo, table: BackedUp) -> None:
    if entry.compress_type not in (ZIP_DEFLATED, ZIP_STORED):
        raise _damaged(gettext("it is packed in another way"))
    if entry.file_size != table.size:
        raise _damaged(gettext("table %(name)s differs") % {"name": table.name})
    if entry.file_size > max(SMALL, entry.compress_size * MOST_SHRUNK):
        raise _damaged(gettext("it would burst: it unpacks to far too much"))


def _no_backup() -> BadInput:
    return BadInput(
        gettext(
            "This is no backup, or not the whole of one. Take the file that "
            "`quizapp backup` made; nothing was changed."
        )
    )


def _damaged(why: str) -> BadInput:
    return BadInput(
        gettext("This backup is damaged (%(why)s). Take another; nothing was changed.")
        % {"why": why}
    )
