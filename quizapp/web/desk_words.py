"""What the page of lines says in words: its heading, confidence, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.db.models import State
from quizapp.web.desk_reading import Opened
from quizapp.wording import gettext, ngettext

VERY_LIKELY, LIKELY, POSSIBLE = 0.9, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a case wait, and how many are decided."""

    waiting: int
    decided: int


def count(lines: Iterable[Opened]) -> Counts:
    """Count the lines that wait and those decided; what is offered is neither."""
    states = [line.stored.state for line in lines]
    waiting = states.count(State.PROPOSED)
    return Counts(waiting, len(states) - waiting - states.count(State.OFFERED))


def finding(counts: Counts) -> str:
    """Say in one sentence how far the case has come."""
    if not counts.waiting:
        return _all_decided(counts.decided)
    wait = ngettext("one waits for you", "%(n)s wait for you", counts.waiting)
    wait %= {"n": number_words(counts.waiting)}
    if not counts.decided:
        opening = gettext("Nothing decided yet")
    else:
        opening = ngettext("One line decided", "%(n)s lines decided", counts.decided)
        opening %= {"n": _capital(number_words(counts.decided))}
    return gettext("%(decided)s; %(waiting)s.") % {"decided": opening, "waiting": wait}


def _all_decided(decided: int) -> str:
    if not decided:
        return gettext("No line yet: add the first one.")
    text = ngettext("The one line is decided.", "All %(n)s lines are decided.", decided)
    return text % {"n": number_words(decided)}


def number_words(number: int) -> str:
    """Write a number up to twelve in words.

    >>> number_words(7), number_words(30)
    ('seven', '30')
    """
    return _numbers()[number] if number <= 12 else str(number)


def _numbers() -> tuple[str, ...]:
    return (
        gettext("none"),
        gettext("one"),
        gettext("two"),
        gettext("three"),
        gettext("four"),
        gettext("five"),
        gettext("six"),
        gettext("seven"),
        gettext("eight"),
        gettext("nine"),
        gettext("ten"),
        gettext("eleven"),
        gettext("twelve"),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def likelihood(confidence: float) -> str:
    """Say how sure the engine is, in words and as a number.

    >>> likelihood(0.71), likelihood(0.4)
    ('likely, 0.71', 'hardly, 0.40')
    """
    if confidence >= VERY_LIKELY:
        words = gettext("very likely")
    elif confidence >= LIKELY:
        words = gettext("likely")
    elif confidence >= POSSIBLE:
        words = gettext("possible")
    else:
        words = gettext("hardly")
    return f"{words}, {confidence:.2f}"


def as_sentence(words: str) -> str:
    """Return words as a sentence: a capital first, and a stop where none ends them.

    >>> as_sentence("say why"), as_sentence("Is it so?")
    ('Say why.', 'Is it so?')
    """
    stop = "" if words.endswith((".", "?", "”")) else "."
    return words[:1].upper() + words[1:] + stop
