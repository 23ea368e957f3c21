"""The program as somebody runs it: in a process of its own, in an empty folder."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from quizapp.resources import PACKAGE

PATIENCE = 30  # seconds, on a busy machine
SERVE = (sys.executable, "-m", "quizapp", "serve")


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Return what the program sees: no setting of whoever runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(PACKAGE.parent),
        "QUIZAPP_DATA": str(data),
        **settings,
    }


def quizapp(
    data: Path, *words: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "quizapp", *words],
        env=environment(data, **settings),
        cwd=data.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Server:
    """`quizapp serve`, which can be stopped, killed and started again."""

    def __init__(self, data: Path, *words: str, **settings: str) -> None:
        self.data, self.port = data, free_port()
        self.words, self.settings = words, settings
        self.log = data.parent / f"server-{self.port}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Serve; return what was printed until the address was."""
        self.log.write_bytes(b"")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*SERVE, "--port", str(self.port), *self.words],
                env=environment(self.data, **self.settings),
                cwd=self.data.parent,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while "Ctrl+C" not in (said := self.log.read_text()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(said)
            time.sleep(0.02)
        return said

    def stop(self) -> int:
        """Ask the server to end; return its status."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(PATIENCE)
        self.process = None
        return status

    def kill(self) -> None:
        """End the server and all its processes at once, as a power cut would."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
            self.process = None
