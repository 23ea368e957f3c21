"""Measure what the game costs, as ratios and growth within one run.

Costs are CPU seconds, so that waiting for the disk or for other programs does not
count; what is compared is measured turn and turn about. Every part prints tables in
Markdown; docs/performance.md shows a run.

    make bench                    python -m bench [PART …] [--turns 3]
"""

import argparse
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import answers, boards, compared, growth, memory, pages, pooler, replica
from bench.plan import Plan
from bench.stand import NAMES

PARTS: dict[str, Callable[[Plan], Iterator[str]]] = {
    "answers": answers.run,
    "pages": pages.run,
    "memory": memory.run,
    "growth": growth.run,
    "compare": compared.run,
    "boards": boards.run,
    "pooler": pooler.run,
    "replica": replica.run,
}
USUAL = Plan()
DEBIAN = {"pooler", "replica"}  # they need servers that Debian packages


def main() -> None:
    plan, parts = _read()
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    for name in parts:
        start = time.monotonic()
        print(f"## {name}\n", flush=True)
        for said in PARTS[name](plan):
            print(said, flush=True)
        print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr)


def _read() -> tuple[Plan, list[str]]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=PARTS, metavar="PART")
    parser.add_argument("--turns", type=int, default=USUAL.turns)
    parser.add_argument("--answers", type=int, default=USUAL.answers)
    parser.add_argument("--on", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--million", type=int, default=USUAL.million, metavar="ANSWERS")
    parser.add_argument("--keep", type=Path, default=USUAL.keep, metavar="FOLDER")
    args = parser.parse_args()
    plan = Plan(args.turns, args.answers, tuple(args.on), args.million, args.keep)
    return plan, args.parts or [part for part in PARTS if part not in DEBIAN]


if __name__ == "__main__":
    main()
