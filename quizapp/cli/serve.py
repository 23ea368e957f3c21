"""`quizapp serve`: bring the database up to date, load the packs, and serve."""

import argparse
import fcntl
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from sqlalchemy.exc import OperationalError

from quizapp.cli.prepare import prepare
from quizapp.config import Config, read_config
from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.services.erasing import expire_groups
from quizapp.services.guests import erase_stale_guests
from quizapp.web.app import create_app
from quizapp.wording import gettext

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

# Threads that wait cost little memory and no time; docs/decisions/0005 has figures.
THREADS = 640
# Whoever writes to SQLite lets other threads run at every statement, and waits this
# long at most to go on, while all who vote wait for it: five milliseconds, which is
# usual, made votes wait for seconds.
TURN = 0.0005
MOST_WORKERS = 64
DAY = 24 * 3600


def add_parser(commands: "Subparsers") -> None:
    """Add `serve` to the command line."""
    serve = commands.add_parser("serve", help=gettext("serve the game"))
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000)
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
    prepare(config)
    Server(config, args.host, args.port, args.workers).run()
    return 0


class Server(BaseApplication):
    """Gunicorn with threads, in one process or several."""

    def __init__(self, config: Config, host: str, port: int, workers: int = 1) -> None:
        """Take what is served, where, and by how many processes."""
        self.quizapp, self.host, self.port = config, host, port
        self.workers = workers
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to serve."""
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the app, in the worker that serves it."""
        sys.setswitchinterval(TURN)
        return create_app(self.quizapp)

    def _settings(self) -> dict[str, Any]:
        return {
            "bind": _address(self.host, self.port),
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "worker_connections": 3000,
            "backlog": 2048,
            "graceful_timeout": 2,
            "keepalive": 30,
            "loglevel": "warning",
            "when_ready": self._announce,
            "post_worker_init": self._erase_what_is_due,
        }

    def _announce(self, _server: object) -> None:
        print(
            gettext("Blue Pencil is at http://%(address)s – Ctrl+C stops it.")
            % {"address": _address(self.host, self.port)},
            flush=True,
        )

    def _erase_what_is_due(self, _worker: object) -> None:
        """Keep what guests and groups were promised, also where nobody new comes."""
        Thread(target=erase_daily, args=(self.quizapp,), daemon=True).start()


def erase_daily(config: Config) -> None:
    """Erase what is due, now and once a day for as long as the process lives.

    Of several workers one does it; where that one ends, another goes on.
    """
    with alone_in(config.data):
        database = Database(config.database_url)
        while True:
            with suppress(OperationalError):
                erase_due(database, now=datetime.now(UTC))
            sleep(DAY)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process is at this with the same folder."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def erase_due(database: Database, *, now: datetime) -> None:
    """Erase the groups whose date has come, and the guests who never came back."""
    with database.writing() as session:
        expire_groups(session, now=now)
    with database.writing() as session:
        erase_stale_guests(session, today=now.date())
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
