"""A workshop: its plan, its stages, and which step leads from where to where."""

from collections.abc import Set
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.errors import Conflict
from quizapp.game.occasion import DELAYS, Occasion
from quizapp.wording import gettext


class Rhythm(StrEnum):
    """How a question goes; talking before a second vote is what helps most.

    Voting alone, discussing and voting again: g = 0.44 (meta-analysis of response
    systems).
    """

    DISCUSS = "discuss"
    PLAIN = "plain"


class Stage(StrEnum):
    """Where a workshop stands."""

    JOINING = "joining"
    VOTING = "voting"
    DISCUSSING = "discussing"
    REVOTING = "revoting"
    REVEALED = "revealed"
    ENDED = "ended"

    @property
    def turn(self) -> int | None:
        """Which vote is open: 1 alone, 2 after talking, None where none is.

        >>> Stage.REVOTING.turn, Stage.REVEALED.turn
        (2, None)
        """
        return {Stage.VOTING: 1, Stage.REVOTING: 2}.get(self)


class Step(StrEnum):
    """What a host can do to the stage."""

    NEXT = "next"
    SKIP = "skip"
    REOPEN = "reopen"
    END = "end"


class Names(StrEnum):
    """Whether people are known by a nickname or not at all."""

    NICKNAMES = "nicknames"
    ANONYMOUS = "anonymous"


class Board(StrEnum):
    """What is shown of marks while a workshop runs; nothing unless it was chosen."""

    OFF = "off"
    OWN = "own"
    TEAMS = "teams"


class WhichTests(StrEnum):
    """Which tests a workshop offers, on lines that it asks nothing about.

    The first is taken while people come in, the next once the workshop has ended,
    the last ones on the days of the boosters.
    """

    NONE = "none"
    AFTER = "after"
    BOTH = "both"
    LASTING = "lasting"

    @property
    def occasions(self) -> Set[Occasion]:
        """When a test is offered.

        >>> sorted(WhichTests.BOTH.occasions)
        [<Occasion.AFTER: 'after'>, <Occasion.BEFORE: 'before'>]
        """
        both = {Occasion.BEFORE, Occasion.AFTER}
        return {
            WhichTests.NONE: set[Occasion](),
            WhichTests.AFTER: {Occasion.AFTER},
            WhichTests.BOTH: both,
            WhichTests.LASTING: both | DELAYS.keys(),
        }[self]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a workshop is: the stage and the question, from 1; 0 while people join."""

    stage: Stage
    position: int


START = Standing(Stage.JOINING, 0)

# What NEXT does within a question; what comes after the last stage is another one.
_NEXT: dict[Rhythm, dict[Stage, Stage]] = {
    Rhythm.PLAIN: {Stage.VOTING: Stage.REVEALED},
    Rhythm.DISCUSS: {
        Stage.VOTING: Stage.DISCUSSING,
        Stage.DISCUSSING: Stage.REVOTING,
        Stage.REVOTING: Stage.REVEALED,
    },
}


def take(step: Step, here: Standing, *, rhythm: Rhythm, questions: int) -> Standing:
    """Return where a step leads. Raises `Conflict` where it cannot be taken.

    >>> take(Step.NEXT, START, rhythm=Rhythm.PLAIN, questions=2)
    Standing(stage=<Stage.VOTING: 'voting'>, position=1)
    """
    if here.stage is Stage.ENDED:
        raise Conflict(gettext("This workshop has ended."))
    if step is Step.END:
        return replace(here, stage=Stage.ENDED)
    if step is Step.REOPEN:
        return _reopened(here)
    within = _NEXT[rhythm].get(here.stage)
    if step is Step.NEXT and within:
        return replace(here, stage=within)
    if step is Step.SKIP and here.stage is Stage.JOINING:
        raise Conflict(gettext("There is no line to skip yet."))
    if here.position == questions:
        return replace(here, stage=Stage.ENDED)
    return Standing(Stage.VOTING, here.position + 1)


def _reopened(here: Standing) -> Standing:
    """Open the first vote again; once the answer was shown, no vote is worth it."""
    if here.stage is not Stage.DISCUSSING:
        raise Conflict(
            gettext(
                "A vote can be opened again while people talk, and no longer once "
                "the answer was shown."
            )
        )
    return replace(here, stage=Stage.VOTING)
