"""`quizapp restore FILE`: put a backup into a database of either sort."""

import argparse
import os
from contextlib import closing
from pathlib import Path

from quizapp.cli.subparsers import Subparsers
from quizapp.config import read_config
from quizapp.db.manifest import Manifest
from quizapp.db.parcel import open_parcel
from quizapp.db.restore import restore_backup
from quizapp.db.session import Database
from quizapp.resources import folder
from quizapp.wording import gettext


def add_parser(commands: Subparsers) -> None:
    """Add `restore` to the command line."""
    parser = commands.add_parser(
        "restore", help=gettext("put a backup into the database; stop the server first")
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=gettext("the file that `quizapp backup` made"),
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help=gettext("erase what the database holds and put the backup in its place"),
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=gettext("only read the backup through, and change nothing"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore the backup, or only look it through; return 0.

    Raises `BadInput` for a file that cannot be used, `Conflict` where the database is
    not empty. Either way nothing is changed.
    """
    with open_parcel(args.file) as parcel:
        if args.check:
            parcel.check()
            print(_said(gettext("The backup is whole: %(what)s."), parcel.manifest))
            return 0
        config = read_config(os.environ)
        restore_backup(
            config.database_url, folder("migrations"), parcel, replace=args.replace
        )
        with closing(Database(config.database_url)) as database:
            database.scrub()
        print(_said(gettext("Restored: %(what)s."), parcel.manifest))
    return 0


def _said(sentence: str, manifest: Manifest) -> str:
    what = gettext("%(rows)s rows of %(tables)s tables, as of %(moment)s UTC") % {
        "rows": manifest.rows,
        "tables": len(manifest.tables),
        "moment": manifest.made_at.strftime("%Y-%m-%d %H:%M:%S"),
    }
    return sentence % {"what": what}
