"""What an accepted answer costs, beside the floor: in one process, and over sockets."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from statistics import median

from bench import floor, game, served, wsgi
from bench.figures import middle, ratios, table, turn_about
from bench.plan import Plan
from bench.stand import Stand, stand
from bench.wsgi import Request
from quizapp.web.app import create_app

WARM = 30  # answers that are not counted: what is compiled and cached once


def run(plan: Plan) -> Iterator[str]:
    """Measure both databases; yield tables."""
    inside, outside = [], []
    for on in plan.on:
        with stand(on) as there:
            inside.append(_inside(there, plan))
        with stand(on) as there, ExitStack() as stack:
            outside.append(_outside(there, plan, stack))
    head = ("database", "game, µs", "floor, µs", "ratio", "game a second and core")
    head = (*head, "database's own, µs: game", "floor")
    yield "In one process, CPU of one accepted answer:\n"
    yield table(head, inside)
    head = ("database", "game, ms", "floor, ms", "ratio of CPU")
    head = (*head, "game, answers a second", "floor", "ratio of rates")
    yield "Over sockets, eight browsers at once, CPU of the server's processes:\n"
    yield table(head, outside)


def _inside(there: Stand, plan: Plan) -> Sequence[str]:
    ours, bare = _ours(there, plan), _bare(there)
    own: dict[str, list[float]] = {"game": [], "floor": []}

    def some(name: str, requests: Iterator[Request]) -> float:
        prepared = list(islice(requests, plan.answers))
        before = there.database_cpu()
        spent = wsgi.cpu_of(prepared, 303)
        own[name].append((there.database_cpu() - before) / plan.answers * 1e6)
        return spent * 1e6

    for requests in (ours, bare):
        wsgi.cpu_of(list(islice(requests, WARM)), 303)
    ways: dict[str, Callable[[], float]] = {
        "game": lambda: some("game", ours),
        "floor": lambda: some("floor", bare),
    }
    taken = turn_about(ways, plan.turns)
    return (
        there.name,
        middle(taken["game"], 0),
        middle(taken["floor"], 0),
        middle(ratios(taken["game"], taken["floor"])),
        f"{1e6 / median(taken['game']):,.0f}",
        *(middle(own[name], 0) if there.postmaster else "–" for name in own),
    )


def _ours(there: Stand, plan: Plan) -> Iterator[Request]:
    app = create_app(there.fill())
    enough = plan.answers * plan.turns + WARM
    for played, address in list(game.places(app, enough)):
        yield wsgi.request(app, address, played.cookie, played.form)


def _bare(there: Stand) -> Iterator[Request]:
    floor.prepare(there.floor_url)
    app = floor.create_app(there.floor_url)
    client = app.test_client()
    client.post("/login")
    cookie = wsgi.cookie_of(client)
    while True:
        yield wsgi.request(app, "/answer", cookie, floor.FORM)


def _outside(there: Stand, plan: Plan, stack: ExitStack) -> Sequence[str]:
    servers = {
        "game": stack.enter_context(served.game_server(there)),
        "floor": stack.enter_context(served.floor_server(there)),
    }
    cpu: dict[str, list[float]] = {"game": [], "floor": []}
    stocks = {
        "game": served.game_answers(there, plan.answers * plan.turns + WARM),
        "floor": served.floor_answers(there),
    }

    def some(name: str, count: int) -> float:
        sent = list(islice(stocks[name], count))
        before = servers[name].cpu()
        done = served.send(servers[name].port, sent)
        cpu[name].append((servers[name].cpu() - before) / count * 1000)
        if done.refused:
            raise RuntimeError(f"{done.refused} answers were refused")
        return done.rate

    for name in servers:
        some(name, WARM)
        cpu[name].clear()
    ways = {name: lambda name=name: some(name, plan.answers) for name in servers}
    rate = turn_about(ways, plan.turns)
    return (
        there.name,
        middle(cpu["game"]),
        middle(cpu["floor"]),
        middle(ratios(cpu["game"], cpu["floor"])),
        middle(rate["game"], 0),
        middle(rate["floor"], 0),
        middle(ratios(rate["game"], rate["floor"])),
    )
