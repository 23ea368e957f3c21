"""Reading how a workshop shall go, from the form that plans it."""

from collections.abc import Iterator, Sequence

from quizapp.errors import BadInput
from quizapp.game.format import Format
from quizapp.game.plan import Choosable, Plan, suggest
from quizapp.game.workshop import Board, Names, Rhythm, WhichTests
from quizapp.web.fields import Posted, whole
from quizapp.wording import gettext

SHORTEST, LONGEST = 5, 3600  # seconds a clock may run


def read_plan(sent: Posted) -> Plan:
    """Return the plan. Raises `BadInput` with what to choose instead."""
    try:
        return Plan(
            questions=tuple(_questions(sent)),
            beside=sent.get("source", "beside") != "hidden",
            rhythm=Rhythm(sent.get("rhythm", Rhythm.DISCUSS)),
            names=Names(sent.get("names", Names.NICKNAMES)),
            board=Board(sent.get("board", Board.OFF)),
            timer=_timer(sent.get("timer", "")),
            tests=WhichTests(sent.get("tests", WhichTests.NONE)),
            group=_group(sent.get("group", "")),
        )
    except ValueError:
        raise BadInput(
            gettext("One of the choices is none of those offered. Choose again.")
        ) from None


def ticked(sent: Posted, lines: Sequence[Choosable]) -> frozenset[str]:
    """Return the lines that the form shows ticked: those sent, or a first mix."""
    return frozenset(sent.getlist("line")) if sent else suggest(lines)


def _questions(sent: Posted) -> Iterator[tuple[str, Format]]:
    """Yield the lines that were ticked, each in its format, in the page's order."""
    for key in dict.fromkeys(sent.getlist("line")):
        yield key, Format(sent.get(f"format-{key}", Format.JUDGE))


def _timer(given: str) -> int | None:
    typed = given.strip()
    if typed in ("", "0"):
        return None
    seconds = whole(typed) or 0
    if not SHORTEST <= seconds <= LONGEST:
        raise BadInput(
            gettext("A clock runs for 5 to 3600 seconds; leave it empty for none.")
        )
    return seconds


def _group(given: str) -> int | None:
    return int(given[:9]) if given else None
