"""Measure the search for sources: `quizapp compare --among` in a folder of articles.

Writes articles of about 600 words to a temporary folder, in the subjects and with the
skewed word frequencies of a newspaper, and plants rewrites that keep a fifth of an
article's sentences and change half of their content words. Prints the CPU time that
the index takes and a query, how often the planted article is among the first two and
five, and the most memory this process has held.

    python -m bench.among [--articles 20000] [--queries 200]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from quizapp.cli.compare import read_text
from quizapp.compare.candidates import Candidates, index_candidates, likely_sources
from quizapp.compare.language import find_language

SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "or")]
COMMON, SUBJECTS, OF_SUBJECT, RARE = 4_000, 300, 400, 60_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    args = parser.parse_args()
    press = Press(random.Random(20_000))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(args.articles):
            path = folder / f"{number:05}.txt"
            path.write_text(press.article(number % SUBJECTS), encoding="utf-8")
        base = _peak()
        candidates = _index(folder)
        _ask(candidates, folder, press, args)
        print(f"peak memory: {_peak():.0f} MB, of which {base:.0f} MB before indexing")


def _index(folder: Path) -> Candidates:
    """Index the folder's articles and print what that took, reading included."""
    files, start = sorted(folder.iterdir()), time.process_time()
    candidates = index_candidates(map(read_text, files), find_language("en"))
    print(f"index: {time.process_time() - start:.1f} s for {len(files)} articles")
    return candidates


def _ask(
    candidates: Candidates, folder: Path, press: "Press", args: argparse.Namespace
) -> None:
    """Look for planted articles; print the time of a query and the recall."""
    ranks, spent, kept = [], [], []
    for _ in range(args.queries):
        number = press.chance.randrange(args.articles)
        source = (folder / f"{number:05}.txt").read_text(encoding="utf-8")
        derived, start = press.rewrite(source), time.process_time()
        found = likely_sources(candidates, derived, best=5)
        spent.append((time.process_time() - start) * 1000)
        ranks.append(found.index(number) if number in found else 99)
        kept.append(len(found))
    worst = sorted(spent)[int(0.95 * len(spent))]
    print(f"query: {statistics.median(spent):.1f} ms, 95 % under {worst:.1f} ms")
    for first in (1, 2, 5):
        share = sum(rank < first for rank in ranks) / len(ranks)
        print(f"recall@{first}: {share:.3f}")
    print(f"proposed: {statistics.mean(kept):.1f} of 5")


def _peak() -> float:
    """Return the most memory held so far in megabytes; 0 where nobody counts it."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ModuleNotFoundError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Press:
    """Writes made-up articles and rewrites of them, the same ones each time."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.common = self._words(COMMON)
        self.subjects = [self._words(OF_SUBJECT) for _ in range(SUBJECTS)]
        self.rare = self._words(RARE)
        self.small = ["the", "of", "a", "to", "in", "and", "that", "was", "for", "said"]

    def article(self, subject: int) -> str:
        return "\n\n".join(self._sentence(subject) for _ in range(30))

    def rewrite(self, article: str) -> str:
        sentences = article.split("\n\n")
        kept = self.chance.sample(sentences, len(sentences) // 5)
        return "\n\n".join(" ".join(map(self._reword, s.split())) for s in kept)

    def _reword(self, word: str) -> str:
        if word in self.small or self.chance.random() < 1 / 2:
            return word
        return self._skewed(self.common)

    def _sentence(self, subject: int) -> str:
        words = [self._word(subject) for _ in range(20)]
        return " ".join(words).capitalize() + "."

    def _word(self, subject: int) -> str:
        kind = self.chance.random()
        if kind < 0.45:
            return self.chance.choice(self.small)
        if kind < 0.75:
            return self._skewed(self.common)
        if kind < 0.97:
            return self._skewed(self.subjects[subject])
        return self.chance.choice(self.rare)

    def _skewed(self, words: Sequence[str]) -> str:
        """Choose a word; a few are chosen often, most are chosen seldom."""
        return words[int(len(words) * self.chance.random() ** 3)]

    def _words(self, count: int) -> list[str]:
        return [
            "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))
            for _ in range(count)
        ]


if __name__ == "__main__":
    main()
