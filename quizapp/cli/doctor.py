"""`quizapp doctor`: what is wrong with this server, in words, and what to do."""

import argparse
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from quizapp.cli import doctor_database as data
from quizapp.cli import doctor_place as place
from quizapp.cli.finding import Finding, Level, fault
from quizapp.cli.subparsers import Subparsers
from quizapp.config import SHORTEST_KEY, Config, data_folder, read_config
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.wording import gettext

MOUNTS = Path("/proc/self/mounts")
WIDTH = 12


def add_parser(commands: Subparsers) -> None:
    """Add `doctor` to the command line."""
    parser = commands.add_parser(
        "doctor", help=gettext("say what is wrong with this server, and what to do")
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=gettext("for a person or for a program (default: text)"),
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help=gettext("how many workers you serve with"),
    )
    parser.add_argument(
        "--thorough",
        action="store_true",
        help=gettext("also hold SQLite's indexes against the rows; takes longer"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every finding; return 1 where something is wrong, else 0."""
    found = []
    for finding in _findings(os.environ, args):
        found.append(finding)
        if args.format == "text":
            print(_said(finding), flush=True)
    if args.format == "json":
        print(json.dumps([asdict(finding) for finding in found], indent=1))
    return int(any(finding.level is Level.FAULT for finding in found))


def _findings(
    environment: Mapping[str, str], args: argparse.Namespace
) -> Iterator[Finding]:
    folder = data_folder(environment)
    there = list(place.check_folder(folder))
    yield from there
    # Reading the settings would make the folder, and hide that it is not there.
    if any(finding.level is Level.FAULT for finding in there) and not folder.is_dir():
        return
    yield place.check_key(folder, environment)
    yield place.check_open_files()
    yield data.check_packs()
    try:
        # Where no key is, looking must not make one.
        key = environment.get("SECRET_KEY") or "-" * SHORTEST_KEY
        config = read_config({**environment, "SECRET_KEY": key})
    except BadInput as refusal:
        todo = gettext("The README lists the settings.")
        yield fault(gettext("settings"), str(refusal), todo)
        return
    yield from place.check_settings(config)
    yield from _database(config, args)


def _database(config: Config, args: argparse.Namespace) -> Iterator[Finding]:
    address = make_url(config.database_url)
    if address.get_backend_name() == "sqlite":
        file = str(address.database)
        if not Path(file).is_file():
            said = gettext("There is no file %(file)s.") % {"file": file}
            todo = gettext("`quizapp serve` makes it; or set DATABASE_URL to yours.")
            yield fault(gettext("database"), said, todo)
            return
        if MOUNTS.exists():
            yield place.check_file_system(Path(file).parent, MOUNTS.read_text())
    with closing(Database(config.database_url)) as database:
        looked = data.check_database(
            database, workers=args.workers, thorough=args.thorough
        )
        found = list(looked)
        yield from found
        if any(finding.level is Level.FAULT for finding in found):
            return
        tables = data.check_revision(database)
        yield tables
        if tables.level is Level.OK:
            now = datetime.now(UTC)
            yield from data.check_stored(database, now=now)
            if config.second_factor:
                yield data.check_second_factors(database, now=now)


def _said(finding: Finding) -> str:
    line = f"{finding.level:<6}{finding.check:<{WIDTH}}  {finding.said}"
    return f"{line}\n{'':{WIDTH + 8}}{finding.todo}" if finding.todo else line
