"""What a page costs, beside a bare Jinja page of the same size."""

from collections.abc import Iterator
from functools import partial

from flask import Flask

from bench import floor, game, wsgi
from bench.figures import middle, ratios, table, turn_about
from bench.plan import Plan
from bench.stand import Stand, stand

TIMES = 60  # requests of a page in one turn
HEAD = ("database", "page", "bytes", "game, µs", "floor, µs", "ratio")


def run(plan: Plan) -> Iterator[str]:
    """Measure the pages a player sees most, in one process; yield a table."""
    rows: list[tuple[str, ...]] = []
    for on in plan.on:
        with stand(on) as there:
            rows += _rows(there, plan)
    yield "CPU of one page:\n"
    yield table(HEAD, rows)


def _rows(there: Stand, plan: Plan) -> Iterator[tuple[str, ...]]:
    ours = wsgi.built(there.fill())
    floor.prepare(there.floor_url)
    bare = floor.create_app(there.floor_url)
    client = bare.test_client()
    client.post("/login")
    known = wsgi.cookie_of(client)
    for name, (path, cookie) in _pages(ours).items():
        size = wsgi.request(ours, path, cookie)()[1]
        ways = {
            "game": partial(_cpu, ours, path, cookie),
            "floor": partial(_cpu, bare, f"/page/{size}", known),
        }
        turn_about(ways, 1)
        taken = turn_about(ways, plan.turns)
        both = [middle(taken[way], 0) for way in ways]
        ratio = middle(ratios(taken["game"], taken["floor"]))
        yield there.name, name, f"{size:,}", *both, ratio


def _cpu(app: Flask, path: str, cookie: str) -> float:
    requests = [wsgi.request(app, path, cookie) for _ in range(TIMES)]
    return wsgi.cpu_of(requests, 200) * 1e6


def _pages(app: Flask) -> dict[str, tuple[str, str]]:
    """Play a round and a half; return pages with whose cookie shows them."""
    done, under_way = (game.begin(app.test_client()) for _ in range(2))
    for position in range(1, game.QUESTIONS + 1):
        done.client.post(f"{done.here}{position}", data=done.form)
    under_way.client.post(f"{under_way.here}1", data=under_way.form)
    case = under_way.here.partition("rounds/")[0]
    mine = under_way.cookie
    return {
        "home, as a stranger": ("/", ""),
        "home, with an open round": ("/", mine),
        "a case": (case, mine),
        "a question": (f"{under_way.here}2", mine),
        "its reveal": (f"{under_way.here}1", mine),
        "a round's summary": (done.here, done.cookie),
    }
