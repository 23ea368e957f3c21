"""Gunicorn with threads, in one process or several."""

import ctypes
import gc
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from quizapp.cli.metrics import (
    forget_figures,
    forget_worker,
    share_figures,
    tell_figures,
)
from quizapp.cli.refusing import RefusingWorker, refuse_bad_chunks
from quizapp.config import Config
from quizapp.web.app import create_app

# Threads that wait cost little memory and no time; docs/decisions/0005 has figures.
THREADS = 640
CONNECTIONS = 3000
SPARE = 256  # files that a process opens besides: the database, pages, the journal
# Whoever writes to SQLite lets other threads run at every statement, and waits this
# long at most to go on, while all who vote wait for it: five milliseconds, which is
# usual, made votes wait for seconds.
TURN = 0.0005
# glibc gives every thread a heap of its own and keeps what it once held: with this
# many threads a worker holds ten megabytes less where they share one.
ARENAS, MOST_ARENAS = -8, 1  # M_ARENA_MAX of mallopt(3)


class Server(BaseApplication):
    """The app, served at one address."""

    def __init__(
        self,
        config: Config,
        address: str,
        workers: int = 1,
        *,
        announce: Callable[[], None],
        at_work: Callable[[], None],
    ) -> None:
        """Take what is served, where, and by how many processes.

        `announce` is called once they listen, `at_work` in each that is ready.
        Raises `BadInput` where figures are wanted and cannot be had.
        """
        self.quizapp, self.address, self.workers = config, address, workers
        self.announce, self.at_work = announce, at_work
        self.figures = share_figures() if config.metrics else None
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to serve."""
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the app."""
        sys.setswitchinterval(TURN)
        with suppress(AttributeError, OSError, TypeError):  # another C library
            ctypes.CDLL(None).mallopt(ARENAS, MOST_ARENAS)
        app = create_app(self.quizapp)
        refuse_bad_chunks(app)
        return app

    def _settings(self) -> dict[str, Any]:
        return {
            "bind": self.address,
            "workers": self.workers,
            "worker_class": RefusingWorker,
            "threads": THREADS,
            "worker_connections": connections(),
            "backlog": 2048,
            # Built once and shared; who counts has a thread, which no fork takes along.
            "preload_app": self.figures is None,
            "graceful_timeout": 2,
            "keepalive": 30,
            "loglevel": "warning",
            "logger_class": Journal,
            # Who is believed says QUIZAPP_PROXIES alone.
            "forwarded_allow_ips": "",
            "control_socket_disable": True,
            "when_ready": self._begin,
            "post_worker_init": self._work,
            "child_exit": self._mourn,
            "on_exit": self._end,
        }

    def _begin(self, _server: object) -> None:
        # A worker shares its first memory until it writes there, and the collector
        # writes to all that it looks at.
        gc.collect()
        gc.freeze()
        self.announce()

    def _work(self, _worker: object) -> None:
        self.at_work()
        if self.figures and self.quizapp.metrics:
            tell_figures(self.figures, self.quizapp.metrics)

    def _mourn(self, _server: object, worker: Any) -> None:
        if self.figures:
            forget_worker(worker.pid)

    def _end(self, _server: object) -> None:
        if self.figures:
            forget_figures(self.figures)


class Journal(Logger):
    """What gunicorn has to say goes the way of everything else."""

    def setup(self, cfg: Any) -> None:
        """Take gunicorn's own way of writing away."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def connections() -> int:
    """Say how many connections a process may hold, and ask the system for as many.

    Many systems allow 1024 files at first; a process that runs out of them ends.
    """
    wanted = CONNECTIONS + SPARE
    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if least < allowed:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
            least = allowed
    return max(THREADS + 1, min(CONNECTIONS, least - SPARE))
