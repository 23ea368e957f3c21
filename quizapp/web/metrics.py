"""Figures for Prometheus: what was asked for, what was accepted, what is open.

They need the package prometheus_client. Every process keeps its own in a folder that
they share; `quizapp.cli.metrics` adds them up and tells them.
"""

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep
from typing import Any

from flask import Flask
from sqlalchemy.pool import Pool, QueuePool

from quizapp.db.session import Database
from quizapp.errors import BadInput
from quizapp.web.drawing import KEY
from quizapp.web.live import Hub
from quizapp.web.observing import Served, Tell
from quizapp.wording import gettext

# Seconds: a page takes some milliseconds, a password on purpose a third of a second.
SPANS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
EVERY = 5.0  # seconds between two looks at what is open
STATM = Path("/proc/self/statm")
# Where something is accepted: the first that is in stands, so whoever sends it again
# is thanked and counted once more.
ACCEPTED = {"rounds.answer": "answers", "phones.vote": "votes"}


def import_prometheus(part: str = "") -> Any:
    """Return prometheus_client, or a part of it; raise `BadInput` without it."""
    try:
        return import_module(f"prometheus_client.{part}".rstrip("."))
    except ModuleNotFoundError as missing:
        raise BadInput(
            gettext(
                "QUIZAPP_METRICS needs the package prometheus-client, the extra "
                "“metrics” of quizapp; install it with: pip install prometheus-client"
            )
        ) from missing


class Figures:
    """What one process counts."""

    def __init__(self) -> None:
        """Begin at nothing. Raises `BadInput` without prometheus_client."""
        made = import_prometheus()
        # Its own, so that several apps may live in one process.
        own = {"registry": made.CollectorRegistry()}
        self.requests = made.Counter(
            "quizapp_requests",
            "Requests answered, by the pattern of their address.",
            ("route", "method", "status"),
            **own,
        )
        self.seconds = made.Histogram(
            "quizapp_request_seconds",
            "Time to an answer, of a stream to its beginning.",
            ("route",),
            buckets=SPANS,
            **own,
        )
        self.accepted = {
            what: made.Counter(
                f"quizapp_{what}", f"Times that {what} were taken.", **own
            )
            for what in ACCEPTED.values()
        }
        self.wait = made.Histogram(
            "quizapp_connection_wait_seconds",
            "Time until a connection to the database was there.",
            buckets=SPANS,
            **own,
        )
        self.open = Open(made.Gauge, own)

    def tell(self, served: Served) -> None:
        """Count a request."""
        self.requests.labels(served.route, served.method, str(served.status)).inc()
        self.seconds.labels(served.route).observe(served.seconds)
        what = ACCEPTED.get(served.endpoint)
        if what and served.status < 400:
            self.accepted[what].inc()


class Open:
    """What is open in one process at this moment."""

    def __init__(self, gauge: Any, own: dict[str, Any]) -> None:
        """Take what makes gauges, and what all of them are given."""
        total = {"multiprocess_mode": "livesum", **own}
        self.streams = gauge("quizapp_streams", "Streams that are open.", **total)
        self.rooms = gauge(
            "quizapp_rooms", "Rooms followed, by each process anew.", **total
        )
        self.connections = gauge(
            "quizapp_connections_in_use", "Connections to the database in use.", **total
        )
        self.memory = gauge(
            "quizapp_memory_bytes",
            "Memory that a process holds, shared parts included.",
            multiprocess_mode="liveall",
            **own,
        )

    def look(self, hub: Hub, pool: Pool) -> None:
        """Note what there is."""
        self.streams.set(hub.streams)
        self.rooms.set(len(hub.rooms()))
        if isinstance(pool, QueuePool):
            self.connections.set(pool.checkedout())
        if STATM.exists():
            pages = int(STATM.read_text().split()[1])
            self.memory.set(pages * os.sysconf("SC_PAGE_SIZE"))


def attach_metrics(app: Flask, opened: Database) -> Tell:
    """Count what the app does; return what is to hear of each request."""
    figures = Figures()
    hub: Hub = app.extensions[KEY]
    pool = opened.engine.pool
    pool.connect = _timed(pool.connect, figures.wait.observe)  # type: ignore[method-assign]
    Thread(target=_look_on, args=(figures.open, hub, pool), daemon=True).start()
    return figures.tell


def _timed(connect: Callable[[], Any], observe: Callable[[float], None]) -> Any:
    def timed() -> Any:
        began = perf_counter()
        try:
            return connect()
        finally:
            observe(perf_counter() - began)

    return timed


def _look_on(known: Open, hub: Hub, pool: Pool) -> None:
    while True:
        known.look(hub, pool)
        sleep(EVERY)
