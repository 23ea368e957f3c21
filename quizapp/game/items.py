"""Question analysis: how each line did with those who met it.

Facility is the share that got it right. Discrimination is the corrected
point-biserial correlation: of getting this line right with the share right of the
other lines the same person met (Lord & Novick 1968; "corrected", because the line
itself is left out of what it is held against).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quizapp.game.format import Choice, Format
from quizapp.game.marks import is_right
from quizapp.game.proportion import Figure, correlation, share

FEWEST = 20  # answers; below it nothing is told of a line
FEWEST_OTHERS = 3  # other lines somebody must have met to be held against
TOO_EASY = 0.95


class Advice(StrEnum):
    """What to do about a line."""

    KEY_DOUBTFUL = "the key may be wrong"
    NOT_BELIEVED = "nobody believes it"
    TOO_EASY = "everybody sees it"
    TELLS_NOTHING = "tells nothing"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Trial:
    """One answer: whose, to which line in which format, how it went.

    `choice` is what was chosen, `certainty` 1 to 3 or None; `seen` counts how often
    the person had met the line before.
    """

    person: int
    line: str
    format: Format
    faithful: bool
    choice: Choice
    certainty: int | None
    share: float
    seen: int = 0

    @property
    def right(self) -> bool:
        """True where more than half of it was right."""
        return is_right(self.share)


@dataclass(frozen=True, slots=True)
class Item:
    """A line in one format, and how it did; figures are None where they cannot be told.

    `n` counts answers, `people` who gave them. `choices` counts what was chosen, by its
    name; `certainty` is the mean of 1 to 3; `seen_before` counts answers of people who
    had met the line.
    """

    line: str
    format: Format
    faithful: bool
    n: int
    people: int
    facility: Figure | None
    discrimination: Figure | None
    certainty: float | None
    choices: Mapping[str, int]
    seen_before: int

    @property
    def enough(self) -> bool:
        """True from twenty answers on."""
        return self.n >= FEWEST

    @property
    def advice(self) -> Advice | None:
        """Return what to do about the line; None while there are too few answers."""
        if not self.enough or self.facility is None:
            return None
        if self.discrimination and self.discrimination.high < 0:
            return Advice.KEY_DOUBTFUL
        if self.faithful and self.facility.high < 0.5:
            return Advice.NOT_BELIEVED
        if self.facility.low > TOO_EASY - 0.1 and self.facility.value >= TOO_EASY:
            return Advice.TOO_EASY
        if self.discrimination and self.discrimination.high < 0.1:
            return Advice.TELLS_NOTHING
        return Advice.FINE


def analyse(trials: Iterable[Trial]) -> tuple[Item, ...]:
    """Return an item for every line and format met, in the order they first came."""
    by_item: dict[tuple[str, Format], list[Trial]] = defaultdict(list)
    met: dict[int, Counter[bool]] = defaultdict(Counter)
    for trial in trials:
        by_item[trial.line, trial.format].append(trial)
        met[trial.person][trial.right] += 1
    return tuple(_item(found, met) for found in by_item.values())


def _item(trials: list[Trial], met: Mapping[int, Counter[bool]]) -> Item:
    first = trials[0]
    sure = [trial.certainty for trial in trials if trial.certainty is not None]
    return Item(
        line=first.line,
        format=first.format,
        faithful=first.faithful,
        n=len(trials),
        people=len({trial.person for trial in trials}),
        facility=share(sum(trial.right for trial in trials), len(trials)),
        discrimination=_discrimination(trials, met),
        certainty=sum(sure) / len(sure) if sure else None,
        choices=Counter(_name(trial) for trial in trials),
        seen_before=sum(trial.seen > 0 for trial in trials),
    )


def _discrimination(
    trials: list[Trial], met: Mapping[int, Counter[bool]]
) -> Figure | None:
    """Hold each first answer against the rest of what its person answered."""
    mine: dict[int, Counter[bool]] = defaultdict(Counter)
    first: dict[int, bool] = {}
    for trial in trials:
        mine[trial.person][trial.right] += 1
        first.setdefault(trial.person, trial.right)
    right, others = [], []
    for person, was_right in first.items():
        rest = met[person] - mine[person]
        if rest.total() >= FEWEST_OTHERS:
            right.append(float(was_right))
            others.append(rest[True] / rest.total())
    return correlation(right, others)


def _name(trial: Trial) -> str:
    if trial.certainty is None:
        return str(trial.choice)
    return f"{trial.choice}:{trial.certainty}"
