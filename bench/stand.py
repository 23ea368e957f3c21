"""A database of its own to measure on, with the shipped packs in it."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import process
from quizapp import resources
from quizapp.cli.load import load_or_say
from quizapp.cli.prepare import shipped_packs
from quizapp.config import Config, read_config
from quizapp.db.migrate import upgrade
from quizapp.db.session import Database
from tests import postgres

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Stand:
    """A folder, an empty database and, on PostgreSQL, the server that keeps it.

    `postmaster` is 0 on SQLite, whose work is done by the process that asks.
    """

    on: str
    folder: Path
    url: str
    floor_url: str
    postmaster: int = 0

    @property
    def name(self) -> str:
        return NAMES[self.on]

    def config(self) -> Config:
        return read_config({"QUIZAPP_DATA": str(self.folder), "DATABASE_URL": self.url})

    def make_tables(self) -> Config:
        """Make the tables; return the settings to serve this with."""
        config = self.config()
        upgrade(config.database_url, resources.folder("migrations"))
        return config

    def fill(self) -> Config:
        """Make the tables, load the packs; return the settings to serve this with."""
        config = self.make_tables()
        with closing(Database(config.database_url)) as database:
            for pack in shipped_packs():
                load_or_say(database, pack)
        return config

    def database_cpu(self) -> float:
        """Return the CPU seconds that the database's own processes have taken."""
        if not self.postmaster:
            return 0.0
        running = map(process.fine_cpu, process.children(self.postmaster))
        return sum(running) + process.ended_cpu(self.postmaster)

    def cpu(self) -> tuple[float, float]:
        """Return the CPU seconds of this process, and of the database's."""
        database = self.database_cpu()
        return time.process_time(), database


@contextmanager
def stand(on: str) -> Iterator[Stand]:
    """Lend an empty database; it is gone afterwards.

    Raises `NoServerError` where PostgreSQL is wanted and none can be had.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if on == "sqlite":
            game, floor = (
                f"sqlite:///{folder}/{name}.db" for name in ("game", "floor")
            )
            yield Stand(on, folder, game, floor)
            return
        server = stack.enter_context(postgres.running(durable=True))
        game = stack.enter_context(server.database())
        floor = stack.enter_context(server.database())
        yield Stand(on, folder, game, floor, postmaster(server.socket / "data"))


def postmaster(data: Path) -> int:
    """Return the process that runs the server of a data folder."""
    return int((data / "postmaster.pid").read_text().split()[0])
