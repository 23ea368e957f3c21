"""Kind by kind: hits beside false alarms, with intervals that draw people anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from quizapp.compare.kinds import Kind
from quizapp.game.answered import Answered
from quizapp.game.proportion import Figure
from quizapp.game.resampling import FEWEST, middle, sums_drawn

ENOUGH_ANSWERS = 20  # of either sort; below it a kind gets words and no mark


@dataclass(frozen=True, slots=True)
class KindTold:
    """How a kind was told: parting lines caught, sound lines like it flagged.

    A share is None below twenty answers or five people.
    """

    kind: Kind
    caught: int
    parting: int
    flagged: int
    sound: int
    hits: Figure | None
    alarms: Figure | None

    @property
    def gap(self) -> float | None:
        """How much more often parting lines were flagged than sound ones."""
        if self.hits is None or self.alarms is None:
            return None
        return self.hits.value - self.alarms.value


_Told = tuple[int, int, int, int]


def by_kind(judged: Iterable[Answered], *, rng: Random) -> tuple[KindTold, ...]:
    """Return every kind met, best told first, those that cannot be told last."""
    people: dict[Kind, dict[int, list[int]]] = {}
    for answer in judged:
        mine = people.setdefault(answer.resembles, {}).setdefault(
            answer.member, [0] * 4
        )
        # Caught or flagged: called discrepant, which is right or not by the line.
        at = 2 if answer.faithful else 0
        mine[at] += answer.rating > 3
        mine[at + 1] += 1
    found = [_told(kind, people[kind], rng) for kind in Kind if kind in people]
    return tuple(sorted(found, key=_rank))


def _rank(told: KindTold) -> tuple[bool, float]:
    return told.gap is None, -(told.gap or 0.0)


def _told(kind: Kind, people: Mapping[int, list[int]], rng: Random) -> KindTold:
    counted = [tuple(people[member]) for member in sorted(people)]
    caught, parting, flagged, sound = map(sum, zip(*counted, strict=True))
    drawn = list(sums_drawn(counted, rng=rng)) if len(counted) >= FEWEST else []
    return KindTold(
        kind,
        caught,
        parting,
        flagged,
        sound,
        _share(caught, parting, [(d[0], d[1]) for d in drawn]),
        _share(flagged, sound, [(d[2], d[3]) for d in drawn]),
    )


def _share(count: int, n: int, drawn: list[tuple[int, int]]) -> Figure | None:
    if n < ENOUGH_ANSWERS or not drawn:
        return None
    low, high = middle([part / total for part, total in drawn if total])
    value = count / n
    return Figure(value, min(low, value), max(high, value), n)
