"""What a worker holds in memory: at its start and after use, alone and with others."""

from collections.abc import Iterator, Sequence
from statistics import mean

from bench import crowd, process, served, wsgi
from bench.figures import table
from bench.plan import Plan
from bench.served import Serving
from bench.stand import Stand, stand
from quizapp.web.app import create_app

HEAD = ("server", "workers", "when", "each worker", "the one above", "all")
HEAD = (*HEAD, "a worker to the floor's")
USES = 100  # answers of each worker
PAGES = ("/", "/kinds", "/you/", "/join", "/account/sign-in")


def run(plan: Plan) -> Iterator[str]:
    """Measure workers of both databases; yield a table of megabytes."""
    rows: list[Sequence[str]] = []
    for on in plan.on:
        bare = _floor(on)
        rows += [_row(f"{on}, floor", 1, when, held, held) for when, held in bare]
        for workers in (1,) if on == "sqlite" else (1, 2, 4):
            # The floor has no desk: that row is held against its use.
            pairs = zip(_game(on, workers), [*bare, bare[-1]], strict=True)
            rows += [_row(on, workers, *us, floor) for us, (_, floor) in pairs]
    yield "Memory in MB; what several processes share is counted once (PSS):\n"
    yield table(HEAD, rows)


Held = tuple[float, list[float]]
"""What the first process holds, and each of its workers."""


def _row(
    name: str, workers: int, when: str, held: Held, floor: Held
) -> tuple[str, ...]:
    above, each = held
    figures = (mean(each), above, above + sum(each))
    ratio = mean(each) / mean(floor[1])
    return name, str(workers), when, *(f"{f:.1f}" for f in figures), f"{ratio:.2f}"


def _held(serving: Serving) -> Held:
    return process.pss(serving.number), list(map(process.pss, serving.workers()))


def _floor(on: str) -> list[tuple[str, Held]]:
    with stand(on) as there, served.floor_server(there) as serving:
        held = [("at its start", _held(serving))]
        posts = served.floor_answers(there)
        served.send(serving.port, [next(posts) for _ in range(USES)])
        cookie = next(posts).cookie
        for size in (5_000, 10_000, 20_000):
            served.get(serving.port, f"/page/{size}", cookie)
        return [*held, ("after use", _held(serving))]


def _game(on: str, workers: int) -> list[tuple[str, Held]]:
    with stand(on) as there, served.game_server(there, workers) as serving:
        held = [("at its start", _held(serving))]
        teacher = _use(there, serving, workers)
        held.append(("after use", _held(serving)))
        _work_at_desk(there, serving, workers, teacher)
        return [*held, ("and the desk", _held(serving))]


def _use(there: Stand, serving: Serving, workers: int) -> str:
    """Answer questions, and look at what players and instructors look at.

    Return the cookie of an instructor.
    """
    posts = list(served.game_answers(there, USES * workers))
    served.send(serving.port, posts)
    crowd.add_groups(there.config(), [[70] * 30])
    group = crowd.groups(there.config())[0]
    teacher = wsgi.cookie_of(crowd.sign_in(create_app(there.config())))
    boards = [f"/groups/{group}/{page}" for page in ("", "board", "questions")]
    for _ in range(5 * workers):
        for path in PAGES:
            served.get(serving.port, path)
        for post in posts[:5]:
            served.get(serving.port, post.path, post.cookie)
        for path in boards:
            served.get(serving.port, path, teacher)
    return teacher


def _work_at_desk(there: Stand, serving: Serving, workers: int, teacher: str) -> None:
    """Look at a pack that lies on the desk, and at what it still lacks."""
    pack, case = crowd.lay_pack(there.config())
    desk = ("", "bring", f"{pack}/", f"{pack}/publish", f"{pack}/export")
    lines = [f"{pack}/{case}/{page}" for page in ("", "texts", "describe", "add")]
    for _ in range(5 * workers):
        for page in (*desk, *lines):
            served.get(serving.port, f"/desk/{page}", teacher)
