"""What the screens of a room show: the split of votes, and what each said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from quizapp.compare.kinds import Kind
from quizapp.game.asked import Asked, Given
from quizapp.game.correction import words_of
from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.game.marks import mark
from quizapp.game.workshop import Rhythm, Stage
from quizapp.services.rooms import Room, Split
from quizapp.web.kinds import kind_words
from quizapp.web.reveal import certainty_words, marks_words, what_was_said
from quizapp.wording import gettext

LEVELS = (1, 2, 3)
STEPS = (120, 180, 250, 340, 460)  # letters in a column of the wall


@dataclass(frozen=True, slots=True)
class Bar:
    """How many chose one thing, alone and after talking; `right` marks the answer."""

    label: str
    right: bool
    alone: int
    again: int


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's own vote: its name, what it says, and once it is told, what it earned.

    `said` depends on the vote alone: it is shown before the answer.
    """

    name: str
    said: str
    told: str


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's own votes on a line by turn, their team, and what the board says.

    `tested` says that they handed in the test before.
    """

    votes: Mapping[int, Mine] = field(default_factory=dict)
    team: int | None = None
    board: str = ""
    tested: bool = False

    def at(self, turn: int | None) -> Mine | None:
        """Return the vote of a turn; without one, that which was sent last."""
        if turn is not None:
            return self.votes.get(turn)
        return self.votes.get(2) or self.votes.get(1)


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody who chose `choice` said and earned; a phone shows its own."""

    choice: str
    said: str
    earned: str


def bars(asked: Asked, alone: Split, again: Split) -> tuple[Bar, ...]:
    """Return the split of a room's votes on the line it is at, the right one marked."""
    if asked.question.format is Format.MARK:
        return _bars_of_marking(asked, alone, again)
    return tuple(
        Bar(
            label,
            choice == asked.question.key,
            _chosen(alone, choice),
            _chosen(again, choice),
        )
        for choice, label in _choices(asked)
    )


def sayings(asked: Asked) -> tuple[Saying, ...]:
    """Return what can be said to everybody who voted, whatever they chose.

    Of marked words there are too many ways to choose; they are left to the summary.
    """
    fmt = asked.question.format
    if fmt is Format.MARK:
        return ()
    levels = LEVELS if fmt.asks_certainty else (None,)
    return tuple(
        _saying(asked, choice, level)
        for choice, _ in _choices(asked)
        for level in levels
    )


def choice_name(choice: Choice, certainty: int | None) -> str:
    """Name a choice so that a phone can find its own among the sayings.

    >>> choice_name("parts", 2), choice_name(3, None)
    ('parts:2', '3:')
    """
    return f"{choice}:{certainty or ''}"


def mine(asked: Asked, given: Given, *, told: bool) -> Mine:
    """Put somebody's own vote into words; its marks only once they are `told`."""
    said = _chosen_words(asked, given.choice)
    if given.certainty:
        said = f"{said}, {certainty_words()[given.certainty]}"
    earned = ""
    if told:
        earned = f"{what_was_said(asked, given)}: {marks_words(given.marks)}"
    return Mine(choice_name(given.choice, given.certainty), said, earned)


def fit(asked: Asked | None) -> int:
    """Return how far the wall sets its type smaller, from 0, by the longest column.

    A first guess: the wall measures itself and goes on from there.

    >>> fit(None)
    0
    """
    if asked is None:
        return 0
    line = asked.line
    sides = [sum(len(p.excerpt.in_context) for p in line.passages)]
    sides.append(len(line.derived.in_context) if line.derived else 0)
    if asked.question.format in (Format.SPOT, Format.MISSING):
        sides.append(sum(map(len, map(str, asked.question.options))) + 400)
    return sum(max(sides) > step for step in STEPS)


def finding(asked: Asked) -> str:
    """Return what the wall says first once the answer is shown."""
    line, question = asked.line, asked.question
    if question.format is Format.SPOT and isinstance(question.key, int):
        return gettext("Line %(n)s parts from its source") % {"n": question.key + 1}
    if line.faithful:
        return gettext("The source carries it")
    if line.derived is None:
        return gettext("This was left out")
    return gettext("It parts from the source")


def stage_words(stage: Stage) -> str:
    """Return what the room is doing, as its host reads it."""
    return {
        Stage.JOINING: gettext("People are coming in"),
        Stage.VOTING: gettext("Everyone votes alone"),
        Stage.DISCUSSING: gettext("They talk it over"),
        Stage.REVOTING: gettext("They vote again"),
        Stage.REVEALED: gettext("The answer is on the wall"),
        Stage.ENDED: gettext("The workshop has ended"),
    }[stage]


def next_words(room: Room) -> tuple[str, str]:
    """Return the words of the host's big button, and what comes after it."""
    is_last = room.position == room.total
    talk = room.rhythm is Rhythm.DISCUSS
    return {
        Stage.JOINING: (
            gettext("Show the first line"),
            gettext("closes the test before")
            if room.offers_test_before
            else gettext("others can come later"),
        ),
        Stage.VOTING: (gettext("Let them talk"), gettext("then they vote again"))
        if talk
        else (gettext("Show the answer"), gettext("closes the vote")),
        Stage.DISCUSSING: (gettext("Vote again"), gettext("then comes the answer")),
        Stage.REVOTING: (gettext("Show the answer"), gettext("closes the vote")),
        Stage.REVEALED: (
            gettext("End the workshop"),
            gettext("shows what the room did"),
        )
        if is_last
        else (gettext("Next line"), gettext("opens the next vote")),
        Stage.ENDED: (gettext("Look back"), gettext("what the room did")),
    }[room.stage]


def prompts(asked: Asked) -> tuple[str, ...]:
    """Return questions a host may put to the room about this line."""
    if asked.line.faithful:
        return (
            gettext("Ask those who doubted it: which word made you doubt?"),
            gettext("Ask: what would have to be different for it to part?"),
        )
    if asked.line.derived is None:
        return (
            gettext("Ask: who is served by leaving this out?"),
            gettext("Ask: would you have missed it without the source?"),
        )
    return (
        gettext("Ask those who trusted it: which word made it sound right?"),
        gettext("Ask: what would the source have to say for this line to be fair?"),
    )


def _choices(asked: Asked) -> Iterator[tuple[Choice, str]]:
    fmt, options = asked.question.format, asked.question.options
    if fmt is Format.JUDGE:
        yield PARTS, gettext("It does not")
        yield CARRIES, gettext("The source carries it")
        return
    for place, option in enumerate(options):
        if fmt is Format.NAME:
            yield place, kind_words()[Kind(str(option))].name
        elif fmt is Format.SPOT:
            yield place, gettext("Line %(n)s") % {"n": place + 1}
        else:
            yield place, str(option)


def _chosen_words(asked: Asked, choice: Choice) -> str:
    """Say what was chosen, with no hint at what is right."""
    if isinstance(choice, tuple):
        line = words_of(asked.line.derived.words) if asked.line.derived else []
        runs = groupby(enumerate(line), key=lambda numbered: numbered[0] in choice)
        taken = (" ".join(word for _, word in run) for marked, run in runs if marked)
        return " … ".join(f"“{words}”" for words in taken)
    words = dict(_choices(asked))[choice]
    if asked.question.format in (Format.RESTORE, Format.MISSING):
        return f"“{words.strip('“”')}”"
    return words[:1].lower() + words[1:]


def _saying(asked: Asked, choice: Choice, certainty: int | None) -> Saying:
    question = asked.question
    result = mark(question.format, question.key, choice, certainty)
    given = Given(choice, certainty, result.share, result.marks)
    said = what_was_said(asked, given)
    if certainty:
        said = f"{said}, {certainty_words()[certainty]}"
    return Saying(choice_name(choice, certainty), said, marks_words(result.marks))


def _chosen(split: Split, choice: Choice) -> int:
    return sum(count for (chosen, _), count in split.items() if chosen == choice)


def _bars_of_marking(asked: Asked, alone: Split, again: Split) -> tuple[Bar, ...]:
    rows = (
        (gettext("Exactly the changed words"), 1.0, 1.0),
        (gettext("Most of them"), 0.5, 0.9999),
        (gettext("Other words"), -1.0, 0.5),
    )
    return tuple(
        Bar(
            label,
            low == high,
            _marked(asked, alone, low, high),
            _marked(asked, again, low, high),
        )
        for label, low, high in rows
    )


def _marked(asked: Asked, split: Split, low: float, high: float) -> int:
    """Count those whose pencil agrees with the change by more than `low`, to `high`."""
    found = 0
    for (choice, _), count in split.items():
        share = mark(Format.MARK, asked.question.key, choice, None).share
        found += count if (share == high == low or low < share <= high) else 0
    return found
