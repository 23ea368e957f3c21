"""A replica that only reads: what works on it, how late it is, what it takes over.

The replica is a streaming copy of a server from the system's packages. The app that
asks it is the same, with another DATABASE_URL and the same data folder.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from bench import crowd, game, served, wsgi
from bench.cluster import USER, Cluster, given_to_account
from bench.figures import table
from bench.plan import Plan
from bench.stand import Stand
from quizapp.game.simulated_class import class_sizes
from quizapp.web.app import create_app

ANSWERS, TIMES, WRITES = 20_000, 20, 40
HEAD = ("page", "on the replica", "primary's CPU, ms", "replica's CPU, ms")


@dataclass(frozen=True, slots=True)
class Pair:
    """A server, its replica, and the app at each of them."""

    primary: Cluster
    replica: Cluster
    writing: Flask
    reading: Flask
    group: int
    code: str
    folder: Path


def run(plan: Plan) -> Iterator[str]:
    """Try a replica; yield what came out."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        primary, replica = Cluster(folder / "primary"), Cluster(folder / "replica")
        primary.make()
        primary.start()
        try:
            pair = _pair(primary, replica, folder)
            yield "A request to the app at the replica, and where its CPU is spent:\n"
            yield table(HEAD, list(_pages(pair)))
            yield f"`quizapp serve` on the replica: {_served(pair)}.\n"
            yield f"Written here, seen there after {_lag(pair)} ms.\n"
            yield _taken_over(pair)
        finally:
            for cluster in (primary, replica):
                if (cluster.data / "postmaster.pid").exists():
                    cluster.stop()


def _stand(cluster: Cluster, folder: Path) -> Stand:
    return Stand("postgresql", folder, cluster.url(), "")


def _pair(primary: Cluster, replica: Cluster, folder: Path) -> Pair:
    there = _stand(primary, folder)
    config = there.fill()
    crowd.add_groups(config, class_sizes(ANSWERS, None))
    given_to_account(replica.home)
    copied = ("-D", replica.data, "-h", primary.home, "-U", USER, "-R", "-c", "fast")
    replica.run("pg_basebackup", *copied)
    replica.start()
    group = crowd.groups(config)[0]
    code = crowd.first_member(config, group)[1]
    reading = create_app(_stand(replica, folder).config())
    return Pair(primary, replica, create_app(config), reading, group, code, folder)


def _pages(pair: Pair) -> Iterator[Sequence[str]]:
    teacher = wsgi.cookie_of(crowd.sign_in(pair.writing))
    player = crowd.come_back(pair.writing, pair.code)
    played = game.begin(player)
    here = f"/groups/{pair.group}"
    asked = {
        "the list of groups": ("/groups/", teacher, None),
        "a group": (f"{here}/", teacher, None),
        "its board": (f"{here}/board", teacher, None),
        "its lines": (f"{here}/questions", teacher, None),
        "its answers as CSV": (f"{here}/board/answers.csv", teacher, None),
        "home, as a member": ("/", played.cookie, None),
        "a question": (f"{played.here}1", played.cookie, None),
        "an answer": (f"{played.here}1", played.cookie, played.form),
    }
    _wait(pair)
    for name, (path, cookie, form) in asked.items():
        before = _spent(pair)
        statuses = {_status(pair, path, cookie, form) for _ in range(TIMES)}
        each = [(b - a) / TIMES for a, b in zip(before, _spent(pair), strict=True)]
        said = ", ".join(sorted(statuses))
        yield name, said, *(f"{seconds * 1000:.2f}" for seconds in each)


def _served(pair: Pair) -> str:
    """Start a server of its own on the replica, and ask it for a page."""
    try:
        with served.serve(_stand(pair.replica, pair.folder)) as serving:
            page = served.get(serving.port, "/")
    except RuntimeError as fault:
        return str(fault)
    return "it starts and shows pages" if b"/cases/" in page else "no cases"


def _status(pair: Pair, path: str, cookie: str, form: dict[str, str] | None) -> str:
    try:
        return str(wsgi.request(pair.reading, path, cookie, form)()[0])
    except Exception as fault:  # what does not work here is a result
        return type(fault).__name__


def _spent(pair: Pair) -> list[float]:
    return [
        Stand("postgresql", pair.folder, "", "", cluster.postmaster).database_cpu()
        for cluster in (pair.primary, pair.replica)
    ]


def _wait(pair: Pair) -> None:
    """Wait until the replica has what the primary has now."""
    asked = "select pg_current_wal_lsn()::text"
    here = pair.primary.execute(asked)[0][0]
    reached = f"select pg_last_wal_replay_lsn() >= '{here}'::pg_lsn"
    while not pair.replica.execute(reached)[0][0]:
        time.sleep(0.001)


def _lag(pair: Pair) -> str:
    """Write and see how long it takes to be read; what asking takes is in it."""
    pair.primary.execute("create table said (number int)")
    taken = []
    for number in range(WRITES):
        pair.primary.execute(f"insert into said values ({number})")
        start = time.perf_counter()
        _wait(pair)
        taken.append((time.perf_counter() - start) * 1000)
    worst = f"{max(taken):.0f} at the most"
    return f"{statistics.median(taken):.0f} (median of {WRITES}; {worst})"


def _taken_over(pair: Pair) -> str:
    """Stop the primary, let the replica take its place, and see who goes on."""
    hosts = f"host={pair.primary.home}&host={pair.replica.home}"
    url = f"postgresql+psycopg://{USER}@/postgres?{hosts}"
    both = Stand(
        "postgresql", pair.folder, f"{url}&target_session_attrs=read-write", ""
    )
    app = create_app(both.config())
    places = list(game.places(app, 40))
    before = [_answered(app, *place) for place in places[:20]]
    pair.primary.stop()
    pair.replica.run("pg_ctl", "-D", pair.replica.data, "-w", "promote")
    after = [_answered(app, *place) for place in places[20:]]
    return (
        f"Answers before the primary was stopped: {_counted(before)}; "
        f"after the replica was promoted: {_counted(after)}.\n"
    )


def _answered(app: Flask, played: game.Played, address: str) -> str:
    try:
        return str(wsgi.request(app, address, played.cookie, played.form)()[0])
    except Exception as fault:
        return type(fault).__name__


def _counted(said: Sequence[str]) -> str:
    return ", ".join(f"{said.count(one)} × {one}" for one in dict.fromkeys(said))
