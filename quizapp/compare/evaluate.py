"""Score the engine on a folder of labelled pairs.

A pair is a folder with `labels.json`, which names its `source` (or `sources`, each
with a name that `source_article` repeats) and its derived text. It lists every line
with `start`, `end` and `kinds` (best first; `faithful` where the source carries it),
and what was left out. Offsets are code points.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.engine import Comparison, compare
from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.errors import BadInput
from quizapp.wording import gettext

_FAITHFUL, _BOILERPLATE = "faithful", "boilerplate"
_FIRST = 10  # omissions that count: as many as an author looks at


@dataclass(slots=True)
class Score:
    """Counts over labelled lines; rates are in 0..1, 0 where nothing was counted."""

    found: int = 0
    missed: int = 0
    false: int = 0
    left: int = 0
    right_kind: int = 0
    omissions: int = 0
    omissions_found: int = 0
    missed_kinds: Counter[str] = field(default_factory=Counter)
    false_kinds: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Return the share of flagged lines that are discrepant."""
        return self.found / ((self.found + self.false) or 1)

    @property
    def recall(self) -> float:
        """Return the share of discrepant lines that are flagged."""
        return self.found / ((self.found + self.missed) or 1)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)

    @property
    def kind_accuracy(self) -> float:
        """Return the share of rightly flagged lines whose first kind is right."""
        return self.right_kind / (self.found or 1)

    @property
    def false_alarms(self) -> float:
        """Return the share of faithful lines that are flagged."""
        return self.false / ((self.false + self.left) or 1)


def evaluate(folder: Path, *, language: str = "en") -> dict[str, Score]:
    """Compare every pair in `folder`, or the one it is, and count by the pair's name.

    Raises `BadInput` where there is no folder, no pair, or its labels cannot be read.
    """
    if not folder.is_dir():
        raise BadInput(gettext("%(path)s is not a folder.") % {"path": folder})
    pairs = [*folder.glob("labels.json"), *sorted(folder.glob("*/labels.json"))]
    if not pairs:
        raise BadInput(
            gettext("%(folder)s holds no pair: no folder in it has a labels.json.")
            % {"folder": folder}
        )
    return {path.parent.resolve().name: _score(path, language) for path in pairs}


def add_up(scores: Iterable[Score]) -> Score:
    """Count several pairs as one: a long article weighs more than a short one."""
    total = Score()
    for score in scores:
        for name in (one.name for one in fields(Score)):
            setattr(total, name, getattr(total, name) + getattr(score, name))
    return total


def _score(path: Path, language: str) -> Score:
    try:
        labels = json.loads(path.read_text("utf-8"))
        sources = [_read(path.parent / name) for name in _sources(labels).values()]
        derived = _read(path.parent / labels["derived"])
        comparison = compare(sources, derived, language=language)
        return score_comparison(comparison, labels)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            gettext("%(path)s cannot be used: %(reason)s.")
            % {"path": path, "reason": error}
        ) from error


def _sources(labels: dict[str, Any]) -> dict[str, str]:
    """Return the files of the sources by name: several, or one without a name.

    >>> _sources({"source": "a.txt"}), _sources({"sources": {"a": "a.txt"}})
    ({'': 'a.txt'}, {'a': 'a.txt'})
    """
    if "source" in labels:
        return {"": labels["source"]}
    return dict(labels["sources"])


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def score_comparison(comparison: Comparison, labels: dict[str, Any]) -> Score:
    """Count one comparison against its labels.

    A line that may be faithful or discrepant counts for nothing.

    >>> comparison = compare(["Rain fell on Oxley."], "Rain fell on Oxley.")
    >>> line = {"start": 0, "end": 19, "kinds": ["faithful"]}
    >>> score_comparison(comparison, {"lines": [line], "omitted": []}).left
    1
    """
    score = Score()
    for row in labels["lines"]:
        hits = list(_hits(comparison.discrepancies, Span(row["start"], row["end"])))
        if row["kinds"][0] != _BOILERPLATE:
            _count(score, row["kinds"], hits)
    names = list(labels.get("sources", ()))
    _count_omissions(score, comparison, labels["omitted"], names)
    return score


def _hits(found: Sequence[Discrepancy], line: Span) -> Iterator[Discrepancy]:
    return (d for d in found if d.derived is not None and d.derived.overlaps(line))


def _count(score: Score, kinds: Sequence[str], hits: Sequence[Discrepancy]) -> None:
    if kinds[0] == _FAITHFUL or _FAITHFUL in kinds:
        if len(kinds) > 1:
            return
        score.false += bool(hits)
        score.left += not hits
        score.false_kinds.update(d.kind.value for d in hits[:1])
    elif hits:
        score.found += 1
        score.right_kind += hits[0].kind.value in kinds
    else:
        score.missed += 1
        score.missed_kinds[kinds[0]] += 1


def _count_omissions(
    score: Score,
    comparison: Comparison,
    omitted: Sequence[dict[str, Any]],
    names: Sequence[str],
) -> None:
    found = [d for d in comparison.discrepancies if d.kind is Kind.OMITTED_CONTEXT]
    places = [d.source for d in found[:_FIRST] if d.source]
    for row in omitted:
        if row["must"]:
            span = Span(row["source_start"], row["source_end"])
            article = names.index(row["source_article"]) if len(names) > 1 else 0
            score.omissions += 1
            score.omissions_found += any(
                place.article == article and place.span.overlaps(span)
                for place in places
            )
