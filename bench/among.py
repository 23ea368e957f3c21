"""Measure the search for sources: `quizapp compare --among` in a folder of articles.

Writes articles of about 600 words to a temporary folder, in the subjects and with the
skewed word frequencies of a newspaper, and plants rewrites (a fifth of an article's
sentences, half of their words changed at random) and briefs (a tenth, two thirds).
Prints the CPU time that the index takes and a query, how often the planted article is
among the first two and five, and the most memory this process has held.

    python -m bench.among [--articles 20000] [--queries 200]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from quizapp.cli.articles import read_text
from quizapp.compare.candidates import Candidates, index_candidates, likely_sources
from quizapp.compare.language import find_language

SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "or")]
# Of how many sentences one is kept, and the share of content words that stay.
PLANTED = {"rewrite": (5, 1 / 2), "brief": (10, 1 / 3)}
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
        for planted in PLANTED:
            print(f"{planted}: ", end="")
            _ask(candidates, folder, planted, (press, args.queries))
        print(f"peak memory: {_peak():.0f} MB, of which {base:.0f} MB before indexing")


def _index(folder: Path) -> Candidates:
    """Index the folder's articles and print what that took, reading included."""
    files, start = sorted(folder.iterdir()), time.process_time()
    candidates = index_candidates(map(read_text, files), find_language("en"))
    print(f"index: {time.process_time() - start:.1f} s for {len(files)} articles")
    return candidates


def _ask(
    candidates: Candidates, folder: Path, planted: str, ask: tuple["Press", int]
) -> None:
    """Look for planted articles; print the time of a query and the recall."""
    (press, queries), files = ask, sorted(folder.iterdir())
    ranks, spent = [], []
    for _ in range(queries):
        number = press.chance.randrange(len(files))
        derived = press.rewrite(read_text(files[number]), *PLANTED[planted])
        start = time.process_time()
        found = likely_sources(candidates, derived, best=5)
        spent.append((time.process_time() - start) * 1000)
        ranks.append(found.index(number) if number in found else 99)
    recall = [sum(rank < first for rank in ranks) / queries for first in (2, 5)]
    print(f"query {statistics.median(spent):.1f} ms", end=", ")
    print(f"recall@2 {recall[0]:.3f}, recall@5 {recall[1]:.3f}")


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

    def rewrite(self, article: str, one_in: int, staying: float) -> str:
        sentences = article.split("\n\n")
        kept = self.chance.sample(sentences, len(sentences) // one_in)
        words = [[self._reword(word, staying) for word in s.split()] for s in kept]
        return "\n\n".join(map(" ".join, words))

    def _reword(self, word: str, staying: float) -> str:
        if word in self.small or self.chance.random() < staying:
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
