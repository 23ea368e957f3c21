"""One workshop on a server of its own, started before and ended after it."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.live import faults
from bench.live.faults import Fault
from bench.live.hall import open_hall
from bench.live.play import Play, Run, Setting, Upset
from bench.live.server import Server
from quizapp.db.session import Database
from tests import postgres

LONGEST = 600  # seconds for one workshop


def play(setting: Setting, *, workers: int = 1, fault: Fault | None = None) -> Run:
    """Play a workshop; several workers are on PostgreSQL.

    Raises `NoServerError` where there is none.
    """
    with ExitStack() as stack:
        url, stopped = "", None
        if workers > 1:
            database = stack.enter_context(postgres.running(durable=True))
            url = stack.enter_context(database.database())
            stopped = faults.database_stopped(database)
        server = stack.enter_context(_served(url, workers))
        upset = {
            None: None,
            Fault.STOP: faults.stopped,
            Fault.KILL: faults.killed,
            Fault.KILL_WORKER: faults.worker_killed,
            Fault.STOP_DATABASE: stopped,
        }[fault]
        return asyncio.run(_played(server, setting, upset))


@contextmanager
def _served(url: str, workers: int) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data", url, workers)
        try:
            yield server
        finally:
            server.kill()


async def _played(server: Server, setting: Setting, upset: Upset | None) -> Run:
    server.prepare()
    database = Database(server.database_url)
    try:
        hall = open_hall(database, setting.questions)
        database.close()  # a connection kept over the play may be cut
        server.start()
        async with asyncio.timeout(LONGEST):
            return await Play(server, hall, setting, upset).go()
    finally:
        database.close()
