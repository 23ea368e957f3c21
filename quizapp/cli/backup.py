"""`quizapp backup FILE`: everything that is stored, from one moment, in one file."""

import argparse
import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from quizapp import __version__
from quizapp.cli.subparsers import Subparsers
from quizapp.config import read_config
from quizapp.db.backup import write_backup
from quizapp.db.manifest import Manifest
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.wording import gettext

MINE_ALONE = 0o600


def add_parser(commands: Subparsers) -> None:
    """Add `backup` to the command line."""
    parser = commands.add_parser(
        "backup", help=gettext("write everything that is stored into one file")
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=gettext("a new file; one that is there is never written over"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the backup; people may go on playing meanwhile. Return 0.

    Raises `BadInput` where the file is there, or the database cannot be read.
    """
    config = read_config(os.environ)
    with closing(Database(config.database_url)) as database, _made(args.file) as file:
        try:
            manifest = write_backup(
                database, file, program=__version__, now=datetime.now(UTC)
            )
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            # What was not finished must not be taken for a backup.
            args.file.unlink()
            raise
    print(_said(args.file, manifest))
    return 0


def _made(file: Path) -> BinaryIO:
    try:
        return os.fdopen(
            os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, MINE_ALONE), "wb"
        )
    except FileExistsError as fault:
        raise BadInput(
            gettext("%(file)s is there already, and stays as it is. Name another file.")
            % {"file": file}
        ) from fault
    except OSError as fault:
        raise BadInput(
            gettext("%(file)s cannot be written (%(fault)s). Name another place.")
            % {"file": file, "fault": fault.strerror}
        ) from fault


def _said(file: Path, manifest: Manifest) -> str:
    return gettext(
        "%(file)s: %(rows)s rows of %(tables)s tables, as of %(moment)s UTC. It holds "
        "what is personal: keep it as safe as the server. The secret key is not in it."
    ) % {
        "file": file,
        "rows": manifest.rows,
        "tables": len(manifest.tables),
        "moment": manifest.made_at.strftime("%Y-%m-%d %H:%M:%S"),
    }
