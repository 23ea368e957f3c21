"""A server of one's own, with the shipped packs loaded beforehand."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Server


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return where a data folder may be made."""
    return tmp_path / "data"


@pytest.fixture
def server(loaded_data: Path, data: Path) -> Iterator[Server]:
    """Return a server that is not running yet."""
    shutil.copytree(loaded_data, data)
    server = Server(data)
    yield server
    server.kill()
