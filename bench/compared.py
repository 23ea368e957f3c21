"""What `quizapp compare` takes, by the length of the articles.

The articles are made of the test pairs, set one after another. Where there are not
enough of them they come again, with other names and rare words: their vowels change.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.figures import exponent, middle, table
from bench.plan import Plan

PAIRS = Path(__file__).parents[1] / "tests" / "compare" / "pairs"
SIZES = (1_000, 5_000, 30_000)
HEAD = ("words in each article", "CPU, s", "peak memory, MB")
COMMON = 4  # a word that so many pairs have stays as it is
VOWELS = "aeiou"
# A process counts the memory of the one that started it as its own: a small one does.
WATCH = """
import os, sys
from resource import RUSAGE_CHILDREN, getrusage
status = os.spawnv(os.P_WAIT, sys.argv[1], sys.argv[1:])
used = getrusage(RUSAGE_CHILDREN)
print(status, used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


def run(plan: Plan) -> Iterator[str]:
    """Compare short, long and very long articles; yield a table."""
    pairs = [
        [(folder / f"{name}.txt").read_text() for name in ("source", "derived")]
        for folder in sorted(PAIRS.iterdir())
    ]
    rows, costs = [], []
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            files = _written(Path(name), pairs, size)
            runs = [_compare(*files) for _ in range(plan.turns)]
            seconds, memory = zip(*runs, strict=True)
            costs.append(sorted(seconds)[len(seconds) // 2])
            rows.append((f"{size:,}", middle(seconds, 1), middle(memory, 0)))
    yield table(HEAD, rows)
    last = exponent(SIZES[-2:], costs[-2:])
    yield f"From {SIZES[-2]:,} to {SIZES[-1]:,} words CPU grows with n^{last:.2f}.\n"


def _written(folder: Path, pairs: list[list[str]], size: int) -> list[Path]:
    """Write a source and a derived article of so many words."""
    known = Counter(word for pair in pairs for word in set(" ".join(pair).split()))
    files = []
    for place, name in enumerate(("source", "derived")):
        words: list[str] = []
        parts = (
            _renamed(pair[place], known, again)
            for again in range(size)
            for pair in pairs
        )
        while len(words) < size:
            words += [*next(parts).split(" "), "\n\n"]
        files.append(folder / f"{name}.txt")
        files[-1].write_text(" ".join(words[:size]))
    return files


def _renamed(text: str, known: Counter[str], again: int) -> str:
    """Give names and rare words other vowels, other ones each time."""
    if not again:
        return text
    moved = VOWELS[again % 5 :] + VOWELS[: again % 5]
    vowels = str.maketrans(VOWELS, moved)
    endings = "bdgklmnprst"
    return " ".join(
        word
        if known[word] >= COMMON or not word.isalpha()
        else word.translate(vowels) + endings[again // 5 % len(endings)]
        for word in text.split(" ")
    )


def _compare(source: Path, derived: Path) -> tuple[float, float]:
    """Run the command; return its CPU seconds and the most memory it held, in MB."""
    words = ["-m", "quizapp", "compare", "--source", str(source), "--derived"]
    command = [sys.executable, *words, str(derived)]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", WATCH, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    status, seconds, kilobytes = done.stderr.split()[-3:]
    if int(status) not in {0, 1}:
        raise RuntimeError(done.stderr.decode())
    return float(seconds), int(kilobytes) / 1024
