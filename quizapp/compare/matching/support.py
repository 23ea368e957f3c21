"""How far the sources carry a line, as one number in 0..1."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.compare.matching.align import Index, Match
from quizapp.compare.matching.kin import Kin
from quizapp.compare.reading.article import Line, Sort, Word
from quizapp.compare.reading.kinship import Kinship
from quizapp.compare.reading.numbers import is_fair_rounding
from quizapp.compare.reading.text import Span


@dataclass(frozen=True, slots=True)
class Support:
    """How far a line is carried, and the words of it that have no counterpart.

    `score` (0..1) ranks lines, letter-true ones first; `contained` (0..1) counts the
    source's own words, `carried` (0..1) their kin too, which is fair to a free
    paraphrase. `told` (0..1) is what is carried of what the line says, names and
    numbers aside: they tell what it is about. `missing` words are absent from the
    matched window, `unknown` ones from every source; `strange` words are missing and
    have no kin in the window.
    """

    score: float
    contained: float
    carried: float
    told: float
    missing: tuple[Word, ...]
    unknown: tuple[Word, ...]
    strange: tuple[Word, ...]

    def unknown_span(self, line: Span) -> Span:
        """Return the most telling unknown words, the whole line if there are none."""
        words = self.unknown or self.missing
        if not words:
            return line
        last = words[0]
        for word in words[1:]:
            if word.start - last.end > 12:
                break
            last = word
        return Span(words[0].start, last.end)


UNMEASURED = Support(0.0, 0.0, 0.0, 0.0, (), (), ())


def measure_support(
    line: Line, match: Match | None, kin: Kin, index: Index, kinship: Kinship
) -> Support:
    """Weigh the words of a line found beside each other in a source.

    `contained`: weighted share in the best window, a quarter for words found
    elsewhere, and the share of word pairs kept. `score` joins the share that is
    carried, by kin too, with that of known words and of runs of three words that a
    source has anywhere, less what its seams and a figure from nowhere take away; the
    weights were set by hand on FRANK's validation articles.
    """
    telling = [word for word in line.words if word.sort is not Sort.FUNCTION]
    weight = _total(index, telling)
    if not weight:
        return Support(1.0, 1.0, 1.0, 1.0, (), (), ())
    if match is None:
        lost = tuple(telling)
        return Support(0.0, 0.0, 0.0, 0.0, lost, lost, lost)
    held = [(word, kin.carries(word)) for word in telling]
    found = [_is_found(word, share, kin) for word, share in held]
    missing = tuple([word for word, has in zip(telling, found, strict=True) if not has])
    unknown = tuple([w for w in missing if not index.knows(w)])
    share = 1 - _total(index, missing) / weight
    known = 1 - _total(index, unknown) / weight
    pairs = _kept_pairs(line.words, match.window.words)
    contained = min(1.0, 0.8 * (0.75 * share + 0.25 * known) + 0.2 * pairs)
    runs = _kept_runs(line.words, index)
    shares = [
        (word, _carry(word, share, has, index))
        for (word, share), has in zip(held, found, strict=True)
    ]
    carried = _carried(shares, index, kinship)
    score = 0.2 * carried + 0.3 * known + 0.1 * pairs + 0.4 * runs
    score -= _SEAM * _seams(line.words, index)
    score -= _FIGURE * any(word.sort is Sort.NUMBER for word in unknown)
    strange = tuple([word for word, share in shares if share <= _KNOWN])
    told = _told(held, index)
    score = max(0.0, min(1.0, score))
    return Support(score, contained, carried, told, missing, unknown, strange)


_SEAM, _FIGURE = 0.02, 0.1  # what a seam, and a figure that no source has, take away
_PLAIN = 0.01  # what three words of grammar in a row weigh


# A name may stand for a pronoun of the source; a word known from elsewhere may be told
# again; what else is in the sources says less.
_NAMED, _KNOWN = 0.6, 0.4


def _carried(
    shares: Iterable[tuple[Word, float]], index: Index, kinship: Kinship
) -> float:
    """Return the weighted share of a line that its window carries, or its kin do.

    A verb of saying only frames what is told, so that one too many says nothing.
    """
    found, total = 0.0, 0.0
    for word, share in shares:
        if share or word.form not in kinship.frames:
            weight = index.weigh(word)
            found, total = found + share * weight, total + weight
    return found / total if total else 1.0


def _told(held: Iterable[tuple[Word, float]], index: Index) -> float:
    """Return the weighted share of a line's own nouns and verbs that are carried."""
    found, total = 0.0, 0.0
    for word, share in held:
        if word.sort is Sort.CONTENT:
            weight = index.weigh(word)
            found, total = found + share * weight, total + weight
    return found / total if total else 1.0


def _carry(word: Word, share: float, has: bool, index: Index) -> float:
    if word.sort is Sort.NUMBER:
        return float(share or has)
    if share or not index.knows(word):
        return share
    return _NAMED if word.sort is Sort.NAME else _KNOWN


def _kept_runs(words: Sequence[Word], index: Index) -> float:
    """Return the share of three words in a row that a source has in a row.

    A run weighs as much as the rarest of its words: idioms are common property.
    """
    stems, weights = [w.stem for w in words], [index.weigh(w) for w in words]
    runs = list(zip(stems, stems[1:], stems[2:], strict=False))
    if not runs:
        return float(all(index.knows(word) for word in words))
    heavy = [_PLAIN + w for w in map(max, weights, weights[1:], weights[2:])]
    kept = (w for w, run in zip(heavy, runs, strict=True) if run in index.triples)
    return sum(kept) / sum(heavy)


def _seams(words: Sequence[Word], index: Index) -> int:
    """Count where a line goes on with two words from another line of the sources.

    What is pieced together from several lines says what none of them says.
    """
    seams, here, goes_on = 0, set[int](), False
    for pair in pairwise([word.sense for word in words]):
        if units := index.neighbours.get(pair):
            same = here.intersection(units)
            seams += bool(here) and not same
            here = same if same and goes_on else set(units)
        goes_on = bool(units)
    return seams


def _is_found(word: Word, share: float, kin: Kin) -> bool:
    """Say whether the window has the word itself, or a number that it rounds."""
    if share == 1.0:
        return True
    if word.sort is not Sort.NUMBER:
        return False
    return any(is_fair_rounding(word.sense, s) for s in kin.senses if s.startswith("#"))


def _total(index: Index, words: Iterable[Word]) -> float:
    return sum(index.weigh(word) for word in words)


def _kept_pairs(mine: Sequence[Word], theirs: Sequence[Word]) -> float:
    """Return the share of neighbouring words that are neighbours in the source."""
    wanted = list(pairwise(word.sense for word in mine))
    if not wanted:
        return 1.0
    given = set(pairwise(word.sense for word in theirs))
    return sum(pair in given for pair in wanted) / len(wanted)
