"""Find, among many articles, those that a derived article was probably made of.

BM25 (Robertson and Zaragoza 2009, in the variant of Lucene) puts all articles in
order; those that share too little with the derived article are then dropped. Texts
come in and positions go out: reading files is left to whoever has them. The package
bm25s, an optional extra, is imported when it is needed: it takes longer to load than
two articles take to compare.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from heapq import nsmallest
from importlib import import_module
from itertools import pairwise
from shlex import quote
from typing import Any

from quizapp.compare.language import Language
from quizapp.compare.reading.folding import normalise
from quizapp.compare.reading.text import cut_words
from quizapp.errors import BadInput
from quizapp.wording import gettext

# Content words read of one article; a transcript of two hours has fewer.
_LONGEST = 10_000
# Articles looked at closely: copies and strangers among them fall out.
_SHORTLIST = 200
# A source passes on its words or its phrases. Every full rewrite measured shares a
# seventh of its neighbouring pairs or more; articles of another story mostly stay
# under a twentieth, and share half of the words only with a text of a few lines.
_WORDS, _PAIRS, _FEWEST_PAIRS = 0.5, 0.05, 3
# A brief in other words shares less, but its source stands out: by twice the score of
# the eleventh, which strangers to an article rarely reach.
_STANDS_OUT, _CROWD = 2.0, 10

METHOD = "lucene"  # how BM25 weighs, in bm25s's words
_STOP = -1


@dataclass(slots=True)
class Vocabulary:
    """Numbers for the stems of content words; remembers every form it has met."""

    language: Language
    forms: dict[str, int] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)

    def read(self, text: str) -> "array[int]":
        """Return the numbers of the first 10,000 content words of `text`, in order."""
        forms, numbers = self.forms, array("i")
        for match in cut_words(normalise(text)):
            form = match.group()
            number = forms.get(form)
            if number is None:
                number = forms[form] = self._number(form)
            if number != _STOP:
                numbers.append(number)
                if len(numbers) == _LONGEST:
                    break
        return numbers

    def _number(self, form: str) -> int:
        if len(form) == 1 or form in self.language.words("stopwords"):
            return _STOP
        return self.stems.setdefault(self.language.stem(form), len(self.stems))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Articles ready to be searched: their words by number, and BM25's index.

    `known` counts the stems that occur in them; `ranking` is None where none does.
    """

    vocabulary: Vocabulary
    articles: Sequence["array[int]"]
    known: int
    ranking: Any


def index_candidates(texts: Iterable[str], language: Language) -> Candidates:
    """Read every text once and keep the numbers of its words, four bytes each.

    Raises `BadInput` where bm25s is not installed.
    """
    import_bm25s()
    vocabulary = Vocabulary(language)
    return index_articles(vocabulary, [vocabulary.read(text) for text in texts])


def index_articles(vocabulary: Vocabulary, articles: list["array[int]"]) -> Candidates:
    """Index articles that `vocabulary` has read.

    Raises `BadInput` where bm25s is not installed.
    """
    bm25s, stems = import_bm25s(), vocabulary.stems
    if not any(articles):
        return Candidates(vocabulary, articles, 0, None)
    ranking = bm25s.BM25(method=METHOD)
    ranking.build_index_from_ids = partial(_build, ranking)
    ranking.index(
        (articles, dict(stems)), create_empty_token=False, show_progress=False
    )
    return Candidates(vocabulary, articles, len(stems), ranking)


def _build(
    ranking: Any,
    unique_token_ids: Sequence[int],
    corpus_token_ids: Sequence["array[int]"],
    **_progress: bool,
) -> dict[str, Any]:
    """Do what bm25s does in its place, with the same scores, in half the memory.

    An article's scores go straight to where they belong: column by stem, in a column
    one after another. bm25s collects them all and sorts them afterwards.
    """
    numpy = import_module("numpy")
    count, total = len(corpus_token_ids), sum(map(len, corpus_token_ids))
    found = numpy.zeros(len(unique_token_ids), numpy.int64)
    for article in filter(len, corpus_token_ids):
        found[numpy.unique(numpy.frombuffer(article, numpy.intc))] += 1
    starts = numpy.concatenate([[0], numpy.cumsum(found)])
    scores = numpy.empty(starts[-1], ranking.dtype)
    articles = numpy.empty(starts[-1], ranking.int_dtype)
    rarity = numpy.log1p((count - found + 0.5) / (found + 0.5))
    free = starts[:-1].copy()
    for position, article in enumerate(corpus_token_ids):
        if article:
            stems, times = numpy.unique(
                numpy.frombuffer(article, numpy.intc), return_counts=True
            )
            share = 1 - ranking.b + ranking.b * len(article) * count / total
            scores[free[stems]] = rarity[stems] * times / (times + ranking.k1 * share)
            articles[free[stems]] = position
            free[stems] += 1
    ranking.nonoccurrence_array = None  # only other variants have one
    return {"data": scores, "indices": articles, "indptr": starts, "num_docs": count}


def import_bm25s() -> Any:
    """Return the package bm25s; raise `BadInput` where it is not installed."""
    try:
        return import_module("bm25s")
    except ModuleNotFoundError as missing:
        sentence = gettext(
            "Looking for sources in a folder needs the package bm25s, the extra "
            "“among” of quizapp; install it with: %(python)s -m pip install bm25s"
        )
        # Any other Python would install it where this one does not look.
        raise BadInput(sentence % {"python": quote(sys.executable)}) from missing


def likely_sources(
    candidates: Candidates,
    derived: str,
    *,
    best: int,
    apart: AbstractSet[int] = frozenset(),
) -> tuple[int, ...]:
    """Return the positions of at most `best` likely sources, the likeliest first.

    Among equals the earlier position comes first; of copies only the first counts.
    The positions in `apart` are passed over.

    >>> from quizapp.compare.language import find_language
    >>> texts = ["The ferry sinks slowly.", "Prices of wheat rose.", "Rain again."]
    >>> found = index_candidates(texts, find_language("en"))
    >>> likely_sources(found, "Slowly, wheat prices rise.", best=2)
    (1,)
    """
    wanted = candidates.vocabulary.read(derived)
    words, pairs = set(wanted), set(pairwise(wanted))
    chosen: list[int] = []
    ranked = _rank(candidates, wanted, apart)
    crowd = ranked[_CROWD][0] if len(ranked) > _CROWD else 0
    for score, position in ranked:
        article = candidates.articles[position]
        copied = any(article == candidates.articles[other] for other in chosen)
        stands_out = score > _STANDS_OUT * crowd > 0
        if not copied and (stands_out or _overlaps(words, pairs, article)):
            chosen.append(position)
        if len(chosen) == best:
            break
    return tuple(chosen)


def _rank(
    candidates: Candidates, wanted: Iterable[int], apart: AbstractSet[int]
) -> list[tuple[float, int]]:
    """Return the two hundred best scores by BM25, each with its position.

    A score is summed in the order of the derived article's words, so that it does not
    depend on the order of the articles.
    """
    query = [number for number in dict.fromkeys(wanted) if number < candidates.known]
    if not query:
        return []
    scores = candidates.ranking.get_scores_from_ids(query).tolist()
    others = (position for position in range(len(scores)) if position not in apart)
    positions = nsmallest(_SHORTLIST, others, key=lambda n: -scores[n])
    return [(scores[position], position) for position in positions]


def _overlaps(
    words: AbstractSet[int], pairs: AbstractSet[tuple[int, int]], article: "array[int]"
) -> bool:
    """Say whether an article shares enough words or phrases to be a source."""
    if len(words & set(article)) >= _WORDS * len(words):
        return True
    shared = len(pairs & set(pairwise(article)))
    return shared >= max(_FEWEST_PAIRS, _PAIRS * len(pairs))
