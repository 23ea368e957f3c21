from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from random import Random
from sqlite3 import connect
from time import sleep

from tests.cli.client import Client
from tests.cli.running import Server

PLAYERS = 6


def stored(server: Server) -> list[tuple[int, int]]:
    """Return for every answer in the file its question and its participant."""
    with closing(connect(server.data / "quizapp.db")) as database:
        rows = database.execute("select question_id, participant_id from answer")
        return rows.fetchall()


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed_under_load(
    server: Server,
) -> None:
    moment = Random(2026)
    players = [Client(server.port) for _ in range(PLAYERS)]
    for _ in range(2):
        server.start()
        with ThreadPoolExecutor(PLAYERS) as threads:
            playing = [threads.submit(player.play_until_cut) for player in players]
            sleep(moment.uniform(1.5, 2.5))
            server.kill()
        for done in playing:
            done.result()
    server.start()
    acknowledged = [(p, a) for p in players for a in p.acknowledged]
    assert len(acknowledged) > PLAYERS
    for player, address in acknowledged:
        status, page = player.ask("GET", address)
        assert (status, "Margin note" in page) == (200, True)
    found = stored(server)
    assert len(found) == len(set(found))
    # At most one answer a player and cut was taken and could not be acknowledged.
    assert 0 <= len(found) - len(acknowledged) <= 2 * PLAYERS
