"""PostgreSQL servers from the system's packages, on a socket in a folder that is kept.

`tests.postgres` makes servers that are gone afterwards; these can hold a million
answers until the next run, be copied by a replica, and stand behind pgbouncer.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.stand import postmaster
from tests.postgres import NoServerError

FOLDER = Path("/usr/lib/postgresql")
USER = "quiz"
SETTINGS = ("listen_addresses=", "max_connections=300", "wal_level=replica")


def account() -> dict[str, Any]:
    """Return as whom to run servers: PostgreSQL refuses to run as root."""
    return {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}


def given_to_account(folder: Path) -> Path:
    """Make a folder that the servers' account can use."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    return folder


@dataclass(slots=True)
class Cluster:
    """A server whose data and socket are in `home`."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def postmaster(self) -> int:
        return postmaster(self.data)

    def make(self) -> None:
        """Make the data, unless they are there."""
        given_to_account(self.home)
        if not (self.data / "PG_VERSION").exists():
            how = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
            self.run("initdb", "-D", self.data, "-U", USER, *how)

    def start(self, *settings: str) -> None:
        told = (*SETTINGS, f"unix_socket_directories={self.home}", *settings)
        options = " ".join(f"-c {setting}" for setting in told)
        log = ("-l", self.home / "log")
        self.run("pg_ctl", "-D", self.data, "-w", *log, "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://{USER}@/{database}?host={self.home}"

    def execute(
        self, statement: str, database: str = "postgres"
    ) -> list[tuple[Any, ...]]:
        """Run one statement outside any transaction; return its rows."""
        address = f"host={self.home} user={USER} dbname={database}"
        with psycopg.connect(address, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def run(self, program: str, *words: str | Path) -> None:
        """Run one of the server's programs as the account that the server has."""
        with (self.home / "output").open("ab") as output:
            subprocess.run(
                [_binaries() / program, *words],
                cwd=self.home,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=True,
                **account(),
            )


def _binaries() -> Path:
    found = sorted(FOLDER.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise NoServerError("this needs the system's package of PostgreSQL")
    return found[-1]
