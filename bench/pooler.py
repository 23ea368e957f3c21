"""The game behind pgbouncer, which lends few connections to many, and without it.

Every way gets an empty database, which two processes bring up to date at once, and a
server with four workers, which many browsers send answers to.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import process, served
from bench.cluster import USER, Cluster, account, given_to_account
from bench.figures import table
from bench.plan import Plan
from bench.stand import Stand
from quizapp.resources import PACKAGE
from tests.postgres import NoServerError

WORKERS, BROWSERS, LENT = 4, 64, 10
PORT = 6432  # only names the socket: nothing listens on the network
PROGRAM = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
SETTINGS = f"""[databases]
* = host={{server}} user={USER}
[pgbouncer]
listen_addr =
listen_port = {PORT}
unix_socket_dir = {{home}}
auth_type = any
pool_mode = {{mode}}
default_pool_size = {LENT}
max_client_conn = 1000
ignore_startup_parameters = extra_float_digits
"""
HEAD = ("way", "two at once made the tables", "answers", "refused", "game, ms")
HEAD = (*HEAD, "PostgreSQL, ms", "pgbouncer, ms", "connections", "PostgreSQL, MB")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the database: the pooler's mode, or none, and what the address says."""

    name: str
    mode: str = ""
    said: str = ""


WAYS = (
    Way("directly"),
    Way("directly, prepare_threshold=none", said="&prepare_threshold=none"),
    Way("pgbouncer, transaction", "transaction"),
    Way(
        "pgbouncer, transaction, prepare_threshold=none",
        "transaction",
        "&prepare_threshold=none",
    ),
)


def run(plan: Plan) -> Iterator[str]:
    """Measure every way; yield a table."""
    if not Path(PROGRAM).exists():
        raise NoServerError("this needs the system's package of pgbouncer")
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        cluster = Cluster(Path(name) / "server")
        cluster.make()
        cluster.start()
        try:
            rows = [_row(way, cluster, Path(name), plan) for way in WAYS]
        finally:
            cluster.stop()
    yield f"{WORKERS} workers, {BROWSERS} browsers at once; CPU of one answer:\n"
    yield table(HEAD, rows)


def _row(way: Way, cluster: Cluster, folder: Path, plan: Plan) -> Sequence[str]:
    number = WAYS.index(way)
    cluster.execute(f"create database way{number}")
    home = folder / f"way{number}"
    home.mkdir()
    with _pooler(way, cluster, home / "pooler") as pooler:
        where = f"{home}/pooler&port={PORT}" if pooler else str(cluster.home)
        url = f"postgresql+psycopg://{USER}@/way{number}?host={where}{way.said}"
        there = Stand("postgresql", home, url, "", cluster.postmaster)
        made = _two_at_once(there)
        return way.name, made, *_played(there, cluster, pooler, plan)


@contextmanager
def _pooler(way: Way, cluster: Cluster, home: Path) -> Iterator[int]:
    """Run pgbouncer; give its process, or 0 where the way has none."""
    if not way.mode:
        yield 0
        return
    given_to_account(home)
    settings = home / "pgbouncer.ini"
    said = SETTINGS.format(server=cluster.home, home=home, mode=way.mode)
    settings.write_text(said)
    with (home / "log").open("wb") as log:
        running = subprocess.Popen(
            [PROGRAM, "-q", str(settings)], stdout=log, stderr=log, **account()
        )
    try:
        while not (home / f".s.PGSQL.{PORT}").exists():
            if running.poll() is not None:
                raise RuntimeError((home / "log").read_text())
            time.sleep(0.05)
        yield running.pid
    finally:
        running.terminate()
        running.wait()


def _two_at_once(there: Stand) -> str:
    """Let two processes make the tables and load the packs; say whether both could."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(PACKAGE.parent),
        "QUIZAPP_DATA": str(there.folder),
        "DATABASE_URL": there.url,
    }
    words = [sys.executable, "-m", "quizapp", "packs", "load"]
    with (there.folder / "load.log").open("wb") as log:
        both = [
            subprocess.Popen(words, env=environment, stdout=log, stderr=log)
            for _ in range(2)
        ]
    return "no" if any(one.wait() for one in both) else "yes"


def _played(there: Stand, cluster: Cluster, pooler: int, plan: Plan) -> Sequence[str]:
    count = plan.answers * plan.turns
    try:
        with served.game_server(there, WORKERS) as serving:
            posts = list(served.game_answers(there, count))
            before = _spent(serving, there, pooler)
            watch = Watch(cluster)
            sent = served.send(serving.port, posts, BROWSERS)
            watch.over.set()
            watch.join()
            after = _spent(serving, there, pooler)
    except Exception as fault:  # what does not work here is a result
        return "–", f"all: {type(fault).__name__}", *["–"] * 5
    each = [(b - a) / count * 1000 for a, b in zip(before, after, strict=True)]
    said = [f"{figure:.2f}" for figure in each]
    memory = f"{watch.memory:.0f}"
    return str(count), str(sent.refused), *said, str(watch.connections), memory


def _spent(serving: served.Serving, there: Stand, pooler: int) -> list[float]:
    spent = process.fine_cpu(pooler) if pooler else 0.0
    return [serving.cpu(), there.database_cpu(), spent]


class Watch(threading.Thread):
    """Looks how many connections a server has at the most, and what it then holds."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__()
        self.cluster, self.over = cluster, threading.Event()
        self.connections, self.memory = 0, 0.0
        self.start()

    def run(self) -> None:
        asked = (
            "select count(*) from pg_stat_activity "
            "where backend_type = 'client backend' and pid <> pg_backend_pid()"
        )
        while not self.over.wait(0.2):
            self.connections = max(self.connections, self.cluster.execute(asked)[0][0])
        numbers = process.children(self.cluster.postmaster)
        self.memory = sum(map(process.pss, numbers))
