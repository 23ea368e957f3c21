"""What a round says about its player: marks, kinds, certainty, what to practise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.compare.kinds import Kind
from quizapp.game.discernment import Judgement
from quizapp.game.format import CARRIES, Choice, Format
from quizapp.game.marks import MOST, is_right


@dataclass(frozen=True, slots=True)
class Played:
    """One question with its answer and what its line was."""

    position: int
    format: Format
    faithful: bool
    resembles: Kind
    choice: Choice
    certainty: int | None
    share: float
    marks: int

    @property
    def right(self) -> bool:
        """True where more than half of the answer was right."""
        return is_right(self.share)


@dataclass(frozen=True, slots=True)
class KindRow:
    """Lines judged that resemble one kind: discrepant ones caught, sound ones flagged.

    `other` and `other_right` count the other formats about lines of this kind.
    """

    kind: Kind
    caught: int
    discrepant: int
    flagged: int
    sound: int
    other_right: int
    other: int


@dataclass(frozen=True, slots=True)
class RoundReview:
    """A finished round in figures; `practise` is the kind missed most, if any was."""

    lines: int
    right: int
    marks: int
    most: int
    kinds: tuple[KindRow, ...]
    practise: Kind | None


def review(played: Sequence[Played]) -> RoundReview:
    """Sum up a round; everything is counted from its answers."""
    rows = tuple(_row(kind, played) for kind in _in_order(played))
    return RoundReview(
        lines=len(played),
        right=sum(p.right for p in played),
        marks=sum(p.marks for p in played),
        most=MOST * len(played),
        kinds=rows,
        practise=_practise(played),
    )


def judgements(played: Iterable[Played]) -> tuple[Judgement, ...]:
    """Return what was judged, for the two dials."""
    return tuple(
        Judgement(p.faithful, p.choice == CARRIES, p.certainty)
        for p in played
        if p.format is Format.JUDGE and p.certainty is not None
    )


def _in_order(played: Sequence[Played]) -> tuple[Kind, ...]:
    seen = {p.resembles for p in played}
    return tuple(kind for kind in Kind if kind in seen)


def _row(kind: Kind, played: Sequence[Played]) -> KindRow:
    alike = [p for p in played if p.resembles is kind]
    judged = [p for p in alike if p.format is Format.JUDGE]
    parts = [p for p in judged if not p.faithful]
    sound = [p for p in judged if p.faithful]
    other = [p for p in alike if p.format is not Format.JUDGE]
    return KindRow(
        kind=kind,
        caught=sum(p.right for p in parts),
        discrepant=len(parts),
        flagged=sum(not p.right for p in sound),
        sound=len(sound),
        other_right=sum(p.right for p in other),
        other=len(other),
    )


def _practise(played: Sequence[Played]) -> Kind | None:
    """Return the kind with most wrong answers; among equals, the costliest."""
    wrong = [p for p in played if not p.right]
    if not wrong:
        return None
    return max(
        (p.resembles for p in wrong),
        key=lambda kind: (
            sum(p.resembles is kind for p in wrong),
            -sum(p.marks for p in wrong if p.resembles is kind),
        ),
    )
