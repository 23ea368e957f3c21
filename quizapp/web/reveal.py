"""What the reveal says first: the finding in one line, and what was chosen."""

from collections.abc import Callable
from itertools import groupby

from quizapp.compare.kinds import Kind
from quizapp.game.asked import Asked, Given
from quizapp.game.correction import Piece, changed_words, words_of
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.game.marks import is_right
from quizapp.web.kinds import kind_words
from quizapp.wording import gettext, ngettext


def finding(asked: Asked, given: Given) -> str:
    """Return the heading of a reveal."""
    if asked.question.format is Format.MARK:
        return _finding_of_marking(given)
    right = is_right(given.share)
    opening = gettext("Right: %(finding)s") if right else gettext("Not so: %(finding)s")
    return opening % {"finding": FINDINGS[asked.question.format](asked)}


def _finding_of_judging(asked: Asked) -> str:
    if asked.line.faithful:
        return gettext("the source carries it")
    return gettext("the source does not carry it")


def _finding_of_spotting(_asked: Asked) -> str:
    return gettext("this is the line that parts from its source")


def _finding_of_naming(asked: Asked) -> str:
    kind = kind_words()[asked.line.kinds[0]].article
    return gettext("this is %(kind)s") % {"kind": kind}


def _finding_of_restoring(asked: Asked) -> str:
    words = asked.line.gap.words if asked.line.gap else ""
    return gettext("the source has “%(words)s”") % {"words": words}


def _finding_of_missing(_asked: Asked) -> str:
    return gettext("this is what the rewrite leaves out")


FINDINGS: dict[Format, Callable[[Asked], str]] = {
    Format.JUDGE: _finding_of_judging,
    Format.SPOT: _finding_of_spotting,
    Format.NAME: _finding_of_naming,
    Format.RESTORE: _finding_of_restoring,
    Format.MISSING: _finding_of_missing,
}


def _finding_of_marking(given: Given) -> str:
    if given.share == 1:
        return gettext("Right: exactly the changed words")
    if is_right(given.share):
        return gettext("Nearly right: your pencil and the change mostly agree")
    if given.share > 0:
        return gettext("Not quite: your pencil and the change agree only in part")
    return gettext("Not so: other words were changed")


def what_was_said(asked: Asked, given: Given) -> str:
    """Return what the player chose, in words."""
    fmt = asked.question.format
    if fmt is Format.MARK:
        return _words_marked(asked, given)
    if fmt is Format.JUDGE:
        return {
            CARRIES: gettext("You said: the source carries it"),
            PARTS: gettext("You said: it does not"),
        }[str(given.choice)]
    if given.choice == asked.question.key:
        return gettext("You found it")
    if fmt is Format.SPOT:
        return gettext("You chose line %(number)s") % {"number": _place(given) + 1}
    chosen = str(asked.question.options[_place(given)])
    if fmt is Format.NAME:
        return gettext("You said: %(kind)s") % {
            "kind": kind_words()[Kind(chosen)].article
        }
    return gettext("You chose: “%(words)s”") % {"words": chosen.rstrip(".").strip("“”")}


def _place(given: Given) -> int:
    return given.choice if isinstance(given.choice, int) else 0


def _words_marked(asked: Asked, given: Given) -> str:
    marked = set(given.choice) if isinstance(given.choice, tuple) else set()
    changed = set(changed_words(asked.line))
    found = ngettext(
        "You marked %(found)s of %(n)s changed word",
        "You marked %(found)s of %(n)s changed words",
        len(changed),
    ) % {"found": len(marked & changed), "n": len(changed)}
    spare = len(marked - changed)
    if not spare:
        return found
    more = ngettext("and %(n)s that was not", "and %(n)s that were not", spare)
    return f"{found}, {more % {'n': spare}}"


def pencilled(asked: Asked, given: Given) -> tuple[Piece, ...]:
    """Cut the line into runs of words the player marked and words left alone.

    Empty where nothing was to be marked, or exactly the right words were.
    """
    if asked.question.format is not Format.MARK or given.share == 1:
        return ()
    marked = set(given.choice) if isinstance(given.choice, tuple) else set()
    words = words_of(asked.line.derived.words) if asked.line.derived else []
    runs = groupby(enumerate(words), key=lambda numbered: numbered[0] in marked)
    return tuple(
        Piece(" ".join(word for _, word in run), changed=taken) for taken, run in runs
    )


def certainty_words() -> dict[int, str]:
    """Return how each certainty is called."""
    return {1: gettext("a hunch"), 2: gettext("fairly sure"), 3: gettext("certain")}


def marks_words(marks: int) -> str:
    """Return marks with their sign: “+3 marks”, “−6 marks”, “no marks”."""
    if marks == 0:
        return gettext("no marks")
    sign = "+" if marks > 0 else "−"
    words = ngettext("%(n)s mark", "%(n)s marks", abs(marks))
    return sign + words % {"n": abs(marks)}
