"""Question analysis: how each line did with those who met it.

Facility is the share that got it right. Discrimination is the corrected
point-biserial correlation: of getting this line right with the share right of the
other lines the same person met (Lord & Novick 1968; "corrected", because the line
itself is left out of what it is held against).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, NamedTuple

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
    """One answer: to which line in which format, how it went, and its place in time.

    `choice` is what was chosen, `certainty` 1 to 3 or None.
    """

    line: str
    format: Format
    faithful: bool
    choice: Choice
    certainty: int | None
    share: float
    at: int = 0


@dataclass(slots=True)
class Met:
    """How one person did on a line in one format, all their answers together.

    `first` says when they first met it and `first_right` how that went; `sure` adds up
    the certainty of the answers that had one. `choices` counts what was chosen, by
    its name. All of it is as JSON has it.
    """

    faithful: bool
    first: int
    first_right: bool = False
    n: int = 0
    right: int = 0
    sure: int = 0
    rated: int = 0
    choices: dict[str, int] = field(default_factory=dict)

    def add(self, trial: Trial) -> None:
        """Count one answer; the order in which they come does not matter."""
        right = is_right(trial.share)
        if not self.n or trial.at < self.first:
            self.first, self.first_right = trial.at, right
        self.n += 1
        self.right += right
        self.sure += trial.certainty or 0
        self.rated += trial.certainty is not None
        name = _name(trial)
        self.choices[name] = self.choices.get(name, 0) + 1


MetLines = dict[str, Met]
"""What one person met, by line and format."""


def add_trial(lines: MetLines, trial: Trial) -> None:
    """Count an answer to what its person has met."""
    name = f"{trial.line}:{trial.format}"
    met = lines.get(name)
    if met is None:
        met = lines[name] = Met(trial.faithful, trial.at)
    met.add(trial)


def written_lines(lines: MetLines) -> dict[str, list[Any]]:
    """Return what a person has met as JSON has it."""
    return {
        name: [getattr(met, part.name) for part in fields(Met)]
        for name, met in lines.items()
    }


def read_lines(written: Mapping[str, Sequence[Any]]) -> MetLines:
    """Read what `written_lines` returned."""
    return {name: Met(*parts) for name, parts in written.items()}


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


def analyse(
    people: Iterable[MetLines], same: Mapping[str, Hashable] | None = None
) -> tuple[Item, ...]:
    """Return an item for every line and format met, in the order they first came.

    `same` names what the versions of one line have in common; who met one of them
    has seen the others before.
    """
    by_item: dict[str, list[_Mine]] = defaultdict(list)
    for lines in people:
        n = sum(met.n for met in lines.values())
        right = sum(met.right for met in lines.values())
        new = _new(lines, same or {})
        for name, met in lines.items():
            seen = met.n - (name in new)
            by_item[name].append(_Mine(met, n - met.n, right - met.right, seen))
    for mine in by_item.values():
        mine.sort(key=_first)
    return tuple(
        _item(name, mine)
        for name, mine in sorted(by_item.items(), key=lambda item: _first(item[1][0]))
    )


class _Mine(NamedTuple):
    """A person's answers to one item, beside those to all the others."""

    met: Met
    others: int
    others_right: int
    seen: int


def _first(mine: _Mine) -> int:
    return mine.met.first


def _new(lines: MetLines, same: Mapping[str, Hashable]) -> set[str]:
    """Return under which name a person met each line first."""
    first: dict[Hashable, str] = {}
    for name, met in lines.items():
        number = name.partition(":")[0]
        line = same.get(number, number)
        if line not in first or met.first < lines[first[line]].first:
            first[line] = name
    return set(first.values())


def _item(name: str, people: Sequence[_Mine]) -> Item:
    line, _, fmt = name.partition(":")
    n = right = sure = rated = 0
    choices: dict[str, int] = {}
    for met, *_ in people:
        n, right = n + met.n, right + met.right
        sure, rated = sure + met.sure, rated + met.rated
        for choice, times in met.choices.items():
            choices[choice] = choices.get(choice, 0) + times
    return Item(
        line=line,
        format=Format(fmt),
        faithful=people[0].met.faithful,
        n=n,
        people=len(people),
        facility=share(right, n),
        discrimination=_discrimination(people),
        certainty=sure / rated if rated else None,
        choices=choices,
        seen_before=sum(mine.seen for mine in people),
    )


def _discrimination(people: Sequence[_Mine]) -> Figure | None:
    """Hold each first answer against the rest of what its person answered."""
    able = [mine for mine in people if mine.others >= FEWEST_OTHERS]
    return correlation(
        [float(mine.met.first_right) for mine in able],
        [mine.others_right / mine.others for mine in able],
    )


def _name(trial: Trial) -> str:
    if trial.certainty is None:
        return str(trial.choice)
    return f"{trial.choice}:{trial.certainty}"
