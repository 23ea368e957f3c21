"""`quizapp serve`: bring the database up to date, load the packs, and serve."""

import argparse
import logging
import os
import socket
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from threading import Thread
from time import sleep

from sqlalchemy.exc import OperationalError

from quizapp.cli.lock import alone_in
from quizapp.cli.prepare import prepare
from quizapp.cli.reach import announce
from quizapp.cli.server import Server
from quizapp.cli.subparsers import Subparsers
from quizapp.config import Config, read_config
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.game.retention import has_leapt
from quizapp.services.counting import count_all_ahead
from quizapp.services.erasing import expire_groups
from quizapp.services.guests import (
    erase_old_leavings,
    erase_stale_guests,
    last_seen,
)
from quizapp.services.sent_forms import erase_old_forms
from quizapp.services.sign_ins import erase_ended
from quizapp.web.journal import begin
from quizapp.wording import gettext

MOST_WORKERS = 64
DAY = 24 * 3600

log = logging.getLogger(__name__)


def add_parser(commands: Subparsers) -> None:
    """Add `serve` to the command line."""
    serve = commands.add_parser("serve", help=gettext("serve the game"))
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        help=gettext("the address to listen at; 0.0.0.0 lets phones in"),
    )
    serve.add_argument(
        "--port", type=_port, default=8000, help=gettext("the port (default: 8000)")
    )
    serve.add_argument(
        "--workers",
        type=_workers,
        default=1,
        metavar="N",
        help=gettext("processes that serve; more than one needs PostgreSQL"),
    )
    serve.set_defaults(run=run)


def _port(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 0 < int(given[:6]) < 65536):
        raise argparse.ArgumentTypeError(gettext("a port is a number up to 65535"))
    return int(given[:6])


def _workers(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 0 < int(given[:4]) <= MOST_WORKERS):
        raise argparse.ArgumentTypeError(
            gettext("workers are a number from 1 to %(most)s") % {"most": MOST_WORKERS}
        )
    return int(given[:4])


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; return 0.

    Raises `BadInput` where the port is taken, or several workers would share SQLite.
    """
    _check_free(args.host, args.port)
    config = read_config(os.environ)
    _check_workers(config, args.workers)
    if config.metrics:
        _check_free(*config.metrics)
    prepare(config)
    begin(config.log)
    Server(
        config,
        _address(args.host, args.port),
        args.workers,
        announce=partial(announce, args.host, args.port),
        at_work=partial(_erase_what_is_due, config),
    ).run()
    return 0


def _erase_what_is_due(config: Config) -> None:
    """Keep what guests and groups were promised, also where nobody new comes."""
    Thread(target=erase_daily, args=(config,), daemon=True).start()


def erase_daily(config: Config) -> None:
    """Erase what is due, now and once a day for as long as the process lives.

    Of several workers one does it; where that one ends, another goes on.
    """
    with alone_in(config.data):
        database, last = Database(config.database_url), None
        while True:
            with suppress(OperationalError):
                last = erase_unless_leapt(database, last, now=datetime.now(UTC))
                count_all_ahead(database, now=datetime.now(UTC))
            sleep(DAY)


def erase_unless_leapt(database: Database, last: date | None, *, now: datetime) -> date:
    """Erase what is due, unless the clock leapt since the `last` day of which is known.

    None asks the database. Return today: a clock that still says so tomorrow is right.
    """
    today = now.date()
    with database.reading() as session:
        known = last or last_seen(session)
    if has_leapt(known, today):
        log.warning(
            "Nobody was here for a month, or it is not %s: nothing is erased "
            "before tomorrow",
            today,
        )
    else:
        erase_due(database, now=now)
    return today


def erase_due(database: Database, *, now: datetime) -> None:
    """Erase the groups whose date has come, and the guests who never came back."""
    with database.writing() as session:
        expire_groups(session, now=now)
    with database.writing() as session:
        erase_stale_guests(session, today=now.date())
        erase_old_leavings(session, now=now)
        erase_ended(session, now=now)
        erase_old_forms(session, now=now)
    database.scrub()


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _check_workers(config: Config, workers: int) -> None:
    # Processes cannot wait for one another's turn to write to the file, threads can.
    if workers > 1 and config.database_url.startswith("sqlite"):
        raise BadInput(
            gettext(
                "SQLite is served by one worker. For %(workers)s, set DATABASE_URL to "
                "a PostgreSQL database; the README shows how."
            )
            % {"workers": workers}
        )


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise BadInput(
                gettext(
                    "%(host)s:%(port)s cannot be used (%(fault)s). "
                    "Choose another port: --port 8001, or make run PORT=8001."
                )
                % {"host": host, "port": port, "fault": fault.strerror}
            ) from fault
