"""The disk is full: answers are refused in a sentence, and taken when it is not."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest

from tests.cli.client import FIELDS, Client
from tests.cli.running import Server
from tests.cli.test_durability import stored

FOREVER = resource.RLIM_INFINITY


@pytest.fixture
def server(loaded_data: Path, tmp_path: Path) -> Iterator[Server]:
    """Run a server, on SQLite."""
    copytree(loaded_data, tmp_path / "data")
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.kill()


@contextmanager
def full(server: Server) -> Iterator[None]:
    """Let no file of the running server grow, as a full disk does.

    A disk of a few megabytes would be the thing itself, and takes root to mount;
    docs/operating.md says what that showed.
    """
    most = max(file.stat().st_size for file in server.data.iterdir())
    _limit(server, most)
    try:
        yield
    finally:
        _limit(server, FOREVER)


def _limit(server: Server, most: int) -> None:
    assert server.process
    arbiter = server.process.pid
    listed = Path(f"/proc/{arbiter}/task/{arbiter}/children").read_text().split()
    for number in (arbiter, *map(int, listed)):
        resource.prlimit(number, resource.RLIMIT_FSIZE, (most, FOREVER))


def test_answers_are_refused_in_a_sentence_until_there_is_space_again(
    server: Server,
) -> None:
    players = [Client(server.port) for _ in range(4)]
    rounds = [player.start() for player in players]
    refused = 0
    with full(server):
        # What was written before the disk was full leaves a little space behind.
        for position in range(1, 11):
            for player, here in zip(players, rounds, strict=True):
                refused += not taken(player, f"{here}{position}")
    assert refused
    thanked = sum(len(player.acknowledged) for player in players)
    assert len(stored(server)) == thanked
    # And nobody has to start anything anew.
    for player, here in zip(players, rounds, strict=True):
        while (step := player.ask("GET", here))[0] == 303:
            assert taken(player, step[1])
    found = stored(server)
    assert len(found) == len(set(found)) == 4 * 10


def taken(player: Client, address: str) -> bool:
    """Answer a question; say whether it was taken, or else refused as it should be."""
    _, page = player.ask("GET", address)
    form = next(f for f in FIELDS if f'class="question {f}"' in page)
    status, said = player.ask("POST", address, FIELDS[form])
    if status == 503:
        assert "What you sent now could not be stored" in said
        return False
    assert status == 303, said
    player.acknowledged.append(address)
    return True
