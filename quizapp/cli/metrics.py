"""Telling the figures of all processes on a port of their own, for Prometheus.

Every process writes into one folder. Of several workers one tells what is in it; where
that one ends, another goes on.
"""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Thread

from quizapp.cli.lock import alone_in
from quizapp.web.metrics import import_prometheus

# prometheus_client reads it when it is first imported.
SHARED = "PROMETHEUS_MULTIPROC_DIR"


def share_figures() -> Path:
    """Make the folder that the processes share, and say so to those that come.

    Raises `BadInput` where prometheus_client is missing.
    """
    folder = tempfile.mkdtemp(prefix="quizapp-figures-")
    os.environ[SHARED] = folder
    import_prometheus()
    return Path(folder)


def forget_figures(folder: Path) -> None:
    """Take the folder away when the server ends."""
    shutil.rmtree(folder, ignore_errors=True)


def forget_worker(number: int) -> None:
    """Count no more what was open in a process that ended."""
    with suppress(OSError):
        import_prometheus("multiprocess").mark_process_dead(number)


def tell_figures(folder: Path, address: tuple[str, int]) -> None:
    """Tell the figures from a thread that lives as long as this process."""
    Thread(target=_tell, args=(folder, address), daemon=True, name="figures").start()


def _tell(folder: Path, address: tuple[str, int]) -> None:
    host, port = address
    registry = import_prometheus().CollectorRegistry()
    import_prometheus("multiprocess").MultiProcessCollector(registry, str(folder))
    with alone_in(folder):
        _, telling = import_prometheus().start_http_server(port, host, registry)
        telling.join()
