"""How the cost of a request grows with packs, with answers, with a group's members.

Every size has a database of its own; they are measured turn and turn about. A cost is
the CPU time of the app and of the database's processes, of one request.
"""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bench import crowd, game, wsgi
from bench.figures import exponent, table
from bench.plan import Plan
from bench.stand import Stand, stand
from quizapp.game.simulated_class import class_sizes

Costs = dict[str, list[float]]
ROUNDS = 4  # played in each turn
MEMBERS_ANSWERS = 70


@dataclass(frozen=True, slots=True)
class Place:
    """What is measured at one size: who plays there, and the group that is looked at.

    `player` gives a browser that deals a round; `group` is 0 where there is none.
    """

    there: Stand
    app: Flask
    player: Callable[[], FlaskClient]
    group: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """What grows, to which sizes, and how to make a place of a size."""

    name: str
    sizes: tuple[int, ...]
    make: Callable[[Stand, int], Place]
    plays: bool = True


def run(plan: Plan) -> Iterator[str]:
    """Measure every axis on every database; yield tables."""
    for on in plan.on:
        for axis in AXES:
            with ExitStack() as stack:
                places = [
                    axis.make(stack.enter_context(stand(on)), size)
                    for size in axis.sizes
                ]
                costs = _measured(places, plan.turns, plays=axis.plays)
            yield f"{places[0].there.name}: {axis.name}; ms of CPU of one request:\n"
            yield _table(axis, costs)


def _measured(places: Sequence[Place], turns: int, *, plays: bool) -> list[Costs]:
    costs: list[Costs] = [{} for _ in places]
    boards = [crowd.sign_in(p.app) if p.group else None for p in places]
    for turn in range(turns + 1):  # the first is not counted
        for place, board, taken in zip(places, boards, costs, strict=True):
            if plays:
                for _ in range(ROUNDS):
                    _play(place, taken)
            if board:
                _look(place, board, taken)
            if not turn:
                taken.clear()
    return costs


def _table(axis: Axis, costs: Sequence[Costs]) -> str:
    head = ("request", *(f"{size:,}" for size in axis.sizes), "exponent")
    rows = []
    for name in costs[0]:
        at = [statistics.median(taken[name]) * 1000 for taken in costs]
        # From the larger sizes alone: at the smallest, what never grows hides it.
        grows = exponent(axis.sizes[-2:], at[-2:])
        rows.append((name, *(f"{cost:.2f}" for cost in at), f"{grows:.2f}"))
    return table(head, rows)


def _play(place: Place, taken: Costs) -> None:
    """Play a round to its end, and note what each request costs."""
    client = place.player()

    def ask(
        name: str, path: str, form: Mapping[str, str] | None = None
    ) -> TestResponse:
        before = sum(place.there.cpu())
        answer = client.post(path, data=form) if form else client.get(path)
        taken.setdefault(name, []).append(sum(place.there.cpu()) - before)
        if answer.status_code not in {200, 303}:
            raise RuntimeError(f"{path} was answered with {answer.status}")
        return answer

    case = game.first_case(client)
    form = {**game.FORM, "csrf_token": game.token(client.get(case).text)}
    here = ask("a round dealt", f"{case}rounds", form).headers["Location"]
    while (led := client.get(here)).status_code == 303:
        position = led.headers["Location"]
        ask("a question", position)
        ask("an answer", position, form)
        ask("its reveal", position)
    ask("the summary", here)
    ask("home", "/")


def _look(place: Place, client: FlaskClient, taken: Costs) -> None:
    member, _ = crowd.first_member(place.there.config(), place.group)
    here = f"/groups/{place.group}"
    paths = {
        "group": f"{here}/",
        "board": f"{here}/board",
        "lines": f"{here}/questions",
        "a member": f"{here}/board/members/{member}",
    }
    for name, path in paths.items():
        before = sum(place.there.cpu())
        status = client.get(path).status_code
        taken.setdefault(name, []).append(sum(place.there.cpu()) - before)
        if status != 200:
            raise RuntimeError(f"{path} was answered with {status}")


def _packs(there: Stand, size: int) -> Place:
    config = there.make_tables()
    crowd.add_packs(config, size)
    app = wsgi.built(config)
    return Place(there, app, app.test_client)


def _others(there: Stand, size: int) -> Place:
    config = there.fill()
    crowd.add_groups(config, class_sizes(size, None))
    app = wsgi.built(config)
    return Place(there, app, app.test_client, crowd.groups(config)[0])


def _own(there: Stand, size: int) -> Place:
    config = there.fill()
    crowd.add_groups(config, [[size]])
    app = wsgi.built(config)
    _, code = crowd.first_member(config, crowd.groups(config)[0])
    client = crowd.come_back(app, code)
    return Place(there, app, lambda: client)


def _members(there: Stand, size: int) -> Place:
    config = there.fill()
    crowd.add_groups(config, [[MEMBERS_ANSWERS] * size])
    app = wsgi.built(config)
    return Place(there, app, app.test_client, crowd.groups(config)[0])


AXES = (
    Axis("packs that are there", (1, 10, 100), _packs),
    Axis("answers that others gave", (2_000, 20_000, 200_000), _others),
    Axis("answers that the player gave", (100, 1_000, 10_000), _own),
    Axis("members of the group, 70 answers each", (5, 50, 500), _members, plays=False),
)
