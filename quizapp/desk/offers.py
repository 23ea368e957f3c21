"""What can be done with one click for a pack that lacks something."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice
from statistics import median

from quizapp.compare.kinds import Kind
from quizapp.desk.proposal import Proposed
from quizapp.game.deal import ROUND
from quizapp.game.line import Form, Line
from quizapp.packs.balance import has_quotation, length_of

MOST_SOUND, MOST_PAIRS = 3, 2
USUAL_LENGTH = 20  # words of a line, where there is none to compare with
# Lines of this ratio or nearer are matched in length.
MATCHED = 1.5


class Deed(StrEnum):
    """What an offer does."""

    MARK_SOUND = "mark_sound"  # accept a line that is offered as faithful
    ACCEPT = "accept"  # accept a proposal of a kind that is rare
    MATCH = "match"  # move decided lines to the test forms
    PRACTISE = "practise"  # make a practice line of a kind


@dataclass(frozen=True, slots=True)
class Offer:
    """One click: the lines by key, and for `match` the form each of them moves to.

    `kind` is None for faithful lines; a line to practise with has no key yet.
    """

    deed: Deed
    kind: Kind | None = None
    lines: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Stock:
    """The lines of a case: decided, proposed, and offered as faithful."""

    decided: tuple[Line, ...]
    proposed: tuple[Proposed, ...] = ()
    sound: tuple[Proposed, ...] = ()


_FormSort = tuple[Form, Kind, bool]


def offers_for(
    stock: Stock, short: Mapping[Kind | None, int], forms: Iterable[_FormSort]
) -> tuple[Offer, ...]:
    """Return offers against what a case is `short` of, by kind (None: faithful).

    `forms` says what the test forms lack: form, kind, whether faithful.
    """
    found = list(_sound(stock, short.get(None, 0)))
    for kind in (kind for kind in short if kind):
        found.append(_of_kind(stock, kind))
    found += _completing(stock.decided, forms)
    found += islice(_pairs(stock.decided), MOST_PAIRS)
    return tuple(found)


def _sound(stock: Stock, short: int) -> Iterator[Offer]:
    """Offer the faithful lines that are likest to the others on the outside.

    Those come first that even out the share of quotations, then by length.
    """
    others = [n for n in stock.decided if n.derived and not n.faithful]
    others = others or [each.line for each in stock.proposed if each.line.derived]
    faithful = [line for line in stock.decided if line.faithful]
    usual = median([length_of(line) for line in others] or [USUAL_LENGTH])
    quoted = _quoted(faithful) < _quoted(others)
    fit = [each for each in stock.sound if each.fault is None]
    fit.sort(
        key=lambda each: (
            has_quotation(each.line) is not quoted,
            abs(length_of(each.line) - usual),
        )
    )
    for each in fit[: min(short, MOST_SOUND)]:
        yield Offer(Deed.MARK_SOUND, None, (each.line.key,))


def _quoted(lines: Sequence[Line]) -> float:
    return sum(map(has_quotation, lines)) / max(1, len(lines))


def _of_kind(stock: Stock, kind: Kind) -> Offer:
    fit = [
        each
        for each in stock.proposed
        if each.line.kinds[0] is kind and each.fault is None
    ]
    surest = max(fit, key=lambda each: each.confidence, default=None)
    if surest is None:
        return Offer(Deed.PRACTISE, kind)
    return Offer(Deed.ACCEPT, kind, (surest.line.key,))


def _completing(decided: Sequence[Line], forms: Iterable[_FormSort]) -> Iterator[Offer]:
    """Offer a training line for each sort of line that one test form lacks."""
    for form, kind, faithful in forms:
        fit = [
            line
            for line in _training(decided)
            if (line.resembles, line.faithful) == (kind, faithful)
        ]
        if fit:
            shown = None if faithful else kind
            yield Offer(Deed.MATCH, shown, (fit[0].key,), (form,))


def _pairs(decided: Sequence[Line]) -> Iterator[Offer]:
    """Offer pairs for both forms, the likest first, while a round is left to train."""
    training = _training(decided)
    if len(training) < ROUND + 2:
        return
    pairs = [
        (_ratio(one, other), one, other)
        for one, other in combinations(training, 2)
        if (one.faithful, one.resembles) == (other.faithful, other.resembles)
    ]
    used: set[str] = set()
    for ratio, one, other in sorted(pairs, key=lambda pair: pair[0]):
        if ratio <= MATCHED and not used & {one.key, other.key}:
            used |= {one.key, other.key}
            kind = None if one.faithful else one.resembles
            yield Offer(Deed.MATCH, kind, (one.key, other.key), (Form.A, Form.B))


def _training(decided: Iterable[Line]) -> list[Line]:
    return [line for line in decided if line.form is Form.TRAINING and not line.ours]


def _ratio(one: Line, other: Line) -> float:
    shorter, longer = sorted((length_of(one), length_of(other)))
    return (longer + 1) / (shorter + 1)
