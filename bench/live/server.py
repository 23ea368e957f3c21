"""`quizapp serve` in processes of its own, and what they take."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench import process
from quizapp.resources import PACKAGE

PATIENCE = 60  # seconds until a server is up, on a busy machine


@dataclass(slots=True)
class Server:
    """A server with a folder of its own; it can be killed and started again."""

    data: Path
    url: str = ""
    workers: int = 1
    port: int = field(init=False)
    process: subprocess.Popen[bytes] | None = None
    ending: float = 0.0

    def __post_init__(self) -> None:
        with socket.socket() as lent:
            lent.bind(("127.0.0.1", 0))
            self.port = lent.getsockname()[1]

    @property
    def database_url(self) -> str:
        return self.url or f"sqlite:///{self.data / 'quizapp.db'}"

    def prepare(self) -> None:
        """Make the tables and load the packs."""
        subprocess.run(
            self._command("packs", "load"),
            env=self._environment(),
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        """Serve; return once a connection is taken."""
        words = ("serve", "--port", str(self.port), "--workers", str(self.workers))
        self.data.mkdir(exist_ok=True)
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command(*words),
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.log())
            time.sleep(0.05)

    def log(self) -> str:
        return (self.data / "server.log").read_text()

    def stop(self) -> None:
        """Ask the server to end; `ending` is the seconds that it took."""
        assert self.process
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        self.process = None
        self.ending = time.monotonic() - start

    def kill(self) -> None:
        """End all its processes at once, as a power cut would."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
            self.process = None

    def kill_worker(self) -> int:
        """Kill one worker; return its number."""
        worker = self.worker_numbers()[0]
        os.kill(worker, signal.SIGKILL)
        return worker

    def worker_numbers(self) -> list[int]:
        """Return the processes that serve, without the one that starts them."""
        assert self.process
        return process.children(self.process.pid)

    def cpu(self) -> float:
        """Return the CPU seconds that its processes have taken so far."""
        return sum(map(process.cpu, self._numbers()))

    def memory(self) -> float:
        """Return the megabytes it holds, what is shared counted once."""
        return sum(map(process.pss, self._numbers()))

    def _numbers(self) -> list[int]:
        assert self.process
        return [self.process.pid, *self.worker_numbers()]

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "quizapp", *words]

    def _environment(self) -> dict[str, str]:
        given = {"DATABASE_URL": self.url} if self.url else {}
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(PACKAGE.parent),
            "QUIZAPP_DATA": str(self.data),
            **given,
        }

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
