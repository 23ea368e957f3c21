"""Measure what an accepted answer costs the server, beside a bare handler.

The floor is the least an app of this kind can do: Flask, Flask-Login loading the
user, SQLAlchemy storing one row with a commit, on the same SQLite settings. Both are
called through WSGI in one process, turn and turn about; CPU seconds of the process are
what is compared, so that waiting for the disk does not count.

    make bench            python -m bench [--answers 400] [--turns 5]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import floor, game


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=400)
    parser.add_argument("--turns", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = game.answers(Path(folder) / "game", args.answers * args.turns + 10)
        bare = floor.answers(Path(folder) / "floor")
        _take(ours, 10), _take(bare, 10)  # what is compiled and cached once
        pairs = [
            (_take(ours, args.answers), _take(bare, args.answers))
            for _ in range(args.turns)
        ]
    _report(pairs, args.answers)


def _take(answers: Iterator[Callable[[], int]], count: int) -> float:
    """Send answers one after another; return CPU seconds the server took for them."""
    prepared = [next(answers) for _ in range(count)]
    before = time.process_time()
    statuses = [send() for send in prepared]
    spent = time.process_time() - before
    assert set(statuses) == {303}, f"refused: {set(statuses)}"
    return spent


def _report(pairs: list[tuple[float, float]], answers: int) -> None:
    ratios = sorted(ours / bare for ours, bare in pairs)
    print("turn   game µs   floor µs   ratio")
    for turn, (ours, bare) in enumerate(pairs, start=1):
        each = ours / answers * 1e6, bare / answers * 1e6
        print(f"{turn:4} {each[0]:9.0f} {each[1]:10.0f} {ours / bare:7.2f}")
    middle = statistics.median(ratios)
    print(f"CPU per accepted answer: {middle:.2f} times the floor", end=" ")
    print(f"(from {ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
