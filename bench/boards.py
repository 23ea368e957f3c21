"""The dashboards of a group in a database of a million answers, first and warm.

Filling it takes minutes; it is kept in a folder and used again. PostgreSQL is the
system's package here, because its data are kept too.
"""

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from flask.testing import FlaskClient

from bench import crowd, wsgi
from bench.cluster import Cluster
from bench.figures import middle, table
from bench.plan import Plan
from bench.stand import Stand
from quizapp.game.simulated_class import class_sizes
from quizapp.services.counting import count_all_ahead
from tests.postgres import NoServerError

LARGE = [300] * 300  # a group of three hundred, 300 answers each
WARM = 3
HEAD = ("database", "page", "first, ms", "of it CPU", "warm, ms", "of it CPU")
HEAD = (*HEAD, "of it the database's")

Taken = tuple[float, float, float]
"""Milliseconds that a request took, of CPU in all, and of the database's alone."""


def run(plan: Plan) -> Iterator[str]:
    """Measure what an instructor looks at; yield a table."""
    rows: list[Sequence[str]] = []
    for on in plan.on:
        try:
            with _filled(on, plan) as there:
                rows += _rows(there, plan)
        except NoServerError as fault:
            yield f"Not measured: {fault}.\n"
    yield f"With {plan.million:,} answers in the database:\n"
    yield table(HEAD, rows)


@contextmanager
def _filled(on: str, plan: Plan) -> Iterator[Stand]:
    """Lend the database with the million, made now or kept from another run."""
    folder = plan.keep / f"{on}-{plan.million}"
    folder.mkdir(parents=True, exist_ok=True)
    if on == "sqlite":
        there = Stand(on, folder, f"sqlite:///{folder}/game.db", "")
        _fill(there, plan.million)
        yield there
        return
    cluster = Cluster(folder / "server")
    cluster.make()
    # The data can be made again: nothing needs to reach the disk.
    cluster.start("fsync=off", "full_page_writes=off")
    try:
        there = Stand(on, folder, cluster.url(), "", cluster.postmaster)
        _fill(there, plan.million)
        cluster.execute("vacuum analyze")  # as the server does by itself, in its time
        yield there
    finally:
        cluster.stop()


def _fill(there: Stand, answers: int) -> None:
    config, done = there.fill(), there.folder / "filled"
    if not done.exists():
        said = f"filling {there.folder}, which takes minutes"
        print(said, file=sys.stderr, flush=True)
        large = LARGE if answers > 2 * sum(LARGE) else LARGE[:30]
        others = class_sizes(answers - sum(large), None)
        crowd.add_groups(config, [large, *others])
        done.touch()
    # As a server does at its start and once a day.
    with crowd.opened(config) as database:
        count_all_ahead(database, now=datetime.now(UTC))


def _rows(there: Stand, plan: Plan) -> Iterator[tuple[str, ...]]:
    for name, path in _pages(there).items():
        first: list[Taken] = []
        warm: list[Taken] = []
        for _ in range(plan.turns):
            # A new app: no page of it was drawn, no connection is open.
            client = crowd.sign_in(wsgi.built(there.config()))
            first.append(_ask(there, client, path))
            again = [_ask(there, client, path) for _ in range(WARM)]
            warm.append(_medians(again))
        yield there.name, name, *_said(first)[:2], *_said(warm)


def _pages(there: Stand) -> dict[str, str]:
    large, usual, *_ = crowd.groups(there.config())
    member, _ = crowd.first_member(there.config(), usual)
    return {
        "the list of groups": "/groups/",
        "a class of 30, 2,100 answers: board": f"/groups/{usual}/board",
        "its lines": f"/groups/{usual}/questions",
        "a member of it": f"/groups/{usual}/board/members/{member}",
        "its answers as CSV": f"/groups/{usual}/board/answers.csv",
        "a group of 300, 90,000 answers: board": f"/groups/{large}/board",
        "the lines of that group": f"/groups/{large}/questions",
    }


def _ask(there: Stand, client: FlaskClient, path: str) -> Taken:
    app, database = there.cpu()
    start = time.perf_counter()
    answer = client.get(path)
    size = len(answer.data)  # what is sent while it is read, too
    took = time.perf_counter() - start
    app_then, database_then = there.cpu()
    if answer.status_code != 200 or not size:
        raise RuntimeError(f"{path} was answered with {answer.status_code}")
    own = database_then - database
    return took * 1000, (app_then - app + own) * 1000, own * 1000


def _medians(taken: Sequence[Taken]) -> Taken:
    took, cpu, own = zip(*taken, strict=True)
    return statistics.median(took), statistics.median(cpu), statistics.median(own)


def _said(taken: Sequence[Taken]) -> list[str]:
    return [middle(figures, 0) for figures in zip(*taken, strict=True)]
