"""What a pack still lacks before it is worth playing, and what would help at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizapp.compare.kinds import Kind
from quizapp.desk.offers import Offer, Stock, offers_for
from quizapp.desk.proposal import Proposed
from quizapp.game.line import Form, Line
from quizapp.packs.balance import length_of, warnings_of

# One example teaches a kind by heart, a few teach it. An article has one headline,
# and a round asks once what was left out. The first two name this game.
WANTED = {
    Kind.ALTERED_QUOTE: 3,
    Kind.UNSUPPORTED_EDITORIAL: 3,
    Kind.HEADLINE_MISMATCH: 1,
    Kind.OMITTED_CONTEXT: 1,
}
WANTED_OF_OTHERS = 2
# Wanted in every pack, whether or not the articles have them.
BASIC = frozenset(
    {
        Kind.ALTERED_QUOTE,
        Kind.CHANGED_DETAIL,
        Kind.SHIFTED_CERTAINTY,
        Kind.UNSUPPORTED_EDITORIAL,
    }
)
# Two lines are of one length up to this ratio.
UNEVEN = 1.5


@dataclass(frozen=True, slots=True)
class Share:
    """How many lines of one kind a pack has, needs, and could have by deciding.

    `kind` is None for faithful lines. A line counts for its first kind.
    """

    kind: Kind | None
    has: int
    needs: int
    proposed: int

    @property
    def lacks(self) -> int:
        """Return how many are missing."""
        return max(0, self.needs - self.has)


@dataclass(frozen=True, slots=True)
class FormLack:
    """What a test form lacks to match the other: so many lines of this kind.

    For faithful lines `kind` is what they resemble.
    """

    form: Form
    kind: Kind
    faithful: bool
    lines: int


@dataclass(frozen=True, slots=True)
class Uneven:
    """Two lines, by key, that answer each other in forms A and B but for length."""

    a: str
    b: str
    words_a: int
    words_b: int


@dataclass(frozen=True, slots=True)
class Lacks:
    """What is missing, what gives answers away, and what can be done with a click."""

    shares: tuple[Share, ...]
    forms: tuple[FormLack, ...]
    uneven: tuple[Uneven, ...]
    warnings: tuple[str, ...]
    offers: tuple[Offer, ...]

    @property
    def lines(self) -> int:
        """Return how many lines are missing."""
        return sum(share.lacks for share in self.shares)


def lacks(
    decided: Sequence[Line],
    proposed: Sequence[Proposed] = (),
    sound: Sequence[Proposed] = (),
) -> Lacks:
    """Return what a case of the `decided` lines lacks.

    `proposed` and `sound` are what nobody has decided yet.
    """
    shares = tuple(_shares(decided, proposed, sound))
    missing = tuple(_form_lacks(decided))
    short = {share.kind: share.lacks for share in shares if share.lacks}
    wanted = [(each.form, each.kind, each.faithful) for each in missing]
    return Lacks(
        shares,
        missing,
        tuple(_uneven(decided)),
        warnings_of(decided),
        offers_for(Stock(tuple(decided), tuple(proposed), tuple(sound)), short, wanted),
    )


def _shares(
    decided: Iterable[Line], proposed: Sequence[Proposed], sound: Sequence[Proposed]
) -> Iterator[Share]:
    has = Counter(None if line.faithful else line.kinds[0] for line in decided)
    offered = Counter(each.line.kinds[0] for each in proposed)
    kinds = [
        Share(kind, has[kind], _needs(kind, has[kind] + offered[kind]), offered[kind])
        for kind in Kind
    ]
    shown = [share for share in kinds if share.has or share.needs]
    seen = [share for share in shown if share.kind is not Kind.OMITTED_CONTEXT]
    # Half of what a player judges must be faithful.
    half = sum(max(share.has, share.needs) for share in seen)
    yield Share(None, has[None], half, len(sound))
    yield from shown


def _needs(kind: Kind, known: int) -> int:
    wanted = WANTED.get(kind, WANTED_OF_OTHERS)
    return wanted if known or kind in BASIC else 0


_Sort = tuple[bool, Kind]


def _sort(line: Line) -> _Sort:
    return line.faithful, line.resembles


def _form_lacks(decided: Iterable[Line]) -> Iterator[FormLack]:
    counts = {form: Counter[_Sort]() for form in Form}
    for line in decided:
        counts[line.form][_sort(line)] += 1
    for form, other in ((Form.A, Form.B), (Form.B, Form.A)):
        missing = counts[other] - counts[form]
        for (faithful, kind), lines in sorted(missing.items()):
            yield FormLack(form, kind, faithful, lines)


def _uneven(decided: Iterable[Line]) -> Iterator[Uneven]:
    """Yield the lines that stand in the same place of A and B, but differ in length."""
    tests = [line for line in decided if line.form is not Form.TRAINING]
    for _, group in groupby(sorted(tests, key=_sort), key=_sort):
        lines = sorted(group, key=length_of)
        ours = [line for line in lines if line.form is Form.A]
        theirs = [line for line in lines if line.form is Form.B]
        for a, b in zip(ours, theirs, strict=False):
            words = length_of(a), length_of(b)
            if max(words) > UNEVEN * min(words):
                yield Uneven(a.key, b.key, *words)
