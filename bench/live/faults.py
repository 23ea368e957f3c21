"""What happens to a server in mid-vote: it is stopped or killed, or a part of it."""

import asyncio
from enum import StrEnum

from bench.live.play import Upset
from bench.live.server import Server
from tests import postgres

AWAY = 1.0  # seconds that a database is not there


class Fault(StrEnum):
    """What can happen to a server."""

    STOP = "stop"
    KILL = "kill"
    KILL_WORKER = "kill-worker"
    STOP_DATABASE = "stop-database"

    @property
    def workers(self) -> int:
        """Say how many workers it takes."""
        return 2 if self in (Fault.KILL_WORKER, Fault.STOP_DATABASE) else 1


async def stopped(server: Server) -> None:
    """Ask the server to end while its streams are open, and start it again."""
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)


async def killed(server: Server) -> None:
    """Kill the server with all its processes, and start it again."""
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)


async def worker_killed(server: Server) -> None:
    """Kill one worker; gunicorn starts another."""
    await asyncio.to_thread(server.kill_worker)


def database_stopped(database: postgres.Server) -> Upset:
    """Return what stops PostgreSQL at once, and starts it a second later."""

    async def stopped(_server: Server) -> None:
        await asyncio.to_thread(database.stop)
        await asyncio.sleep(AWAY)
        await asyncio.to_thread(database.start)

    return stopped
