"""Dealing a round: which lines, in which formats, in which order.

About half of the lines to judge are faithful; how many exactly is left to chance, so
that counting them gives nothing away. What resembles a kind that is due comes first, up
to six lines of ten, half of them sound; then what was missed, then what was not seen,
then what was seen least. Kinds and formats are interleaved: an order from easy to hard
weakened training (inductive-learning study, osf 6j7fr).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from math import ceil
from random import Random
from typing import NamedTuple

from quizapp.compare.kinds import Kind
from quizapp.game.format import Format
from quizapp.game.question import FOILS_IN_SPOT, Question, Stocked, ask, formats_of

ROUND = 10
SECONDS = 48  # that a line takes, of most: ten take about eight minutes
JUDGED = 6
SPECIAL = (Format.SPOT, Format.MARK, Format.NAME, Format.RESTORE)


class RoundSize(NamedTuple):
    """How many lines a round asks at most, and about how many minutes they take."""

    lines: int
    minutes: int


def round_size(lines: int) -> RoundSize:
    """Return what to expect of a round, where a case has so many lines.

    >>> round_size(4), round_size(30)
    (RoundSize(lines=4, minutes=4), RoundSize(lines=10, minutes=8))
    """
    most = min(lines, ROUND)
    return RoundSize(most, ceil(most * SECONDS / 60))


def deal(
    stock: Iterable[Stocked],
    *,
    rng: Random,
    size: int = ROUND,
    due: Collection[Kind] = (),
) -> tuple[Question, ...]:
    """Deal a round of at most `size` questions, each about another line.

    Fewer come where the stock is smaller; none where it is empty. Kinds that are
    `due` are preferred, sound lines that resemble them as much as those that part.
    """
    hand = _Hand(stock, rng, due=due, most=(size + 2) // 4)
    specials = _specials(hand, rng, size)
    judged = _judged(hand, rng, size - len(specials))
    missing = [q for q in specials if q.format is Format.MISSING]
    mixed = [q for q in specials if q.format is not Format.MISSING] + judged
    rng.shuffle(mixed)
    # What was left out comes last: it quotes lines that may be asked about before.
    return tuple(mixed + missing)


def deal_test(stock: Iterable[Stocked], *, rng: Random) -> tuple[Question, ...]:
    """Deal a test form: every line once, each to be judged, in an order of its own.

    What was left out cannot be judged; it is asked for, and comes last.
    """
    judged, missing = [], []
    for stocked in stock:
        formats = formats_of(stocked.line)
        if Format.JUDGE in formats:
            judged.append(ask(Format.JUDGE, stocked, rng=rng))
        elif Format.MISSING in formats:
            missing.append(ask(Format.MISSING, stocked, rng=rng))
    rng.shuffle(judged)
    rng.shuffle(missing)
    return tuple(judged + missing)


class _Hand:
    """What is still to be dealt, best first."""

    def __init__(
        self, stock: Iterable[Stocked], rng: Random, *, due: Collection[Kind], most: int
    ) -> None:
        shuffled = list(stock)
        rng.shuffle(shuffled)
        lines = sorted(shuffled, key=_turn)
        called = [s for s in lines if s.line.resembles in due]
        first = [s for s in called if not s.line.faithful][:most]
        first += [s for s in called if s.line.faithful][:most]
        self._lines = first + [s for s in lines if s not in first]

    def take(self, wanted: Callable[[Stocked], bool], most: int = 1) -> list[Stocked]:
        """Take up to `most` lines that are wanted, best first."""
        found = [s for s in self._lines if wanted(s)][:most]
        self._lines = [s for s in self._lines if s not in found]
        return found

    def has(self, wanted: Callable[[Stocked], bool]) -> int:
        """Count the lines left that are wanted."""
        return sum(map(wanted, self._lines))


def _turn(stocked: Stocked) -> tuple[int, int]:
    """Rank a line: missed, then not seen, then seen least."""
    if stocked.missed:
        return 0, stocked.seen
    return (1, 0) if stocked.missed is None else (2, stocked.seen)


def _specials(hand: _Hand, rng: Random, size: int) -> list[Question]:
    """Deal one question of every special format, leaving room for judging."""
    room = size - min(JUDGED, size)
    questions = _special(hand, Format.MISSING, rng) if room else []
    order = list(SPECIAL)
    rng.shuffle(order)
    for fmt in order:
        if len(questions) < room:
            questions += _special(hand, fmt, rng)
    return questions


def _special(hand: _Hand, fmt: Format, rng: Random) -> list[Question]:
    if fmt is Format.SPOT and hand.has(_faithful_body) < FOILS_IN_SPOT + JUDGED // 2:
        return []  # judging needs the faithful lines more
    found = hand.take(lambda s: _fits(fmt, s))
    wanted = FOILS_IN_SPOT if found and fmt is Format.SPOT else 0
    foils = hand.take(_faithful_body, wanted)
    return [ask(fmt, s, foils=foils, rng=rng) for s in found]


def _fits(fmt: Format, stocked: Stocked) -> bool:
    if fmt is Format.SPOT and stocked.line.headline:
        return False  # a headline among sentences would stand out
    return fmt in formats_of(stocked.line)


def _faithful(stocked: Stocked) -> bool:
    return stocked.line.faithful


def _faithful_body(stocked: Stocked) -> bool:
    return stocked.line.faithful and not stocked.line.headline


def _parts(stocked: Stocked) -> bool:
    return Format.JUDGE in formats_of(stocked.line) and not stocked.line.faithful


def _judged(hand: _Hand, rng: Random, size: int) -> list[Question]:
    sound = rng.choice(_about_half(size))
    lines = hand.take(_faithful, sound)
    lines += hand.take(_parts, size - len(lines))
    lines += hand.take(_faithful, size - len(lines))
    return [ask(Format.JUDGE, s, rng=rng) for s in lines]


def _about_half(size: int) -> Sequence[int]:
    """Return the numbers of faithful lines to draw from, the half most often.

    >>> _about_half(6)
    [3, 3, 2, 4]
    """
    half = size // 2
    if size < 4:
        return [half, size - half]
    return [half, size - half, half - 1, half + 1]
