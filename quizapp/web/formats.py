"""Reading what a player chose, format by format, from the form that was sent."""

from collections.abc import Callable

from quizapp.errors import BadInput
from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.game.occasion import Occasion
from quizapp.web.fields import Posted
from quizapp.wording import gettext


def read_choice(fmt: Format, options: int, sent: Posted) -> tuple[Choice, int | None]:
    """Return the choice and, where the format asks it, the certainty.

    `options` is how many were offered. Raises `BadInput` with what to do.
    """
    choice = READERS[fmt](sent, options)
    return choice, _certainty(sent) if fmt.asks_certainty else None


def _verdict(sent: Posted, _options: int) -> Choice:
    verdict = _only(sent, "verdict")
    if verdict not in (CARRIES, PARTS):
        raise BadInput(gettext("Say first whether the source carries the line."))
    return verdict


def _option(sent: Posted, options: int) -> Choice:
    option = _only(sent, "option")
    if option not in map(str, range(options)):
        raise BadInput(gettext("Choose one of them first."))
    return int(option)


def _words(sent: Posted, options: int) -> Choice:
    words = set(sent.getlist("word"))
    if not words or not words <= set(map(str, range(options))):
        raise BadInput(gettext("Take the pencil to at least one word first."))
    return tuple(sorted(map(int, words)))


def read_occasion(given: str) -> Occasion | None:
    """Return the test that is asked for, None of none. Raises `BadInput` for others."""
    return read_test(given) if given else None


def read_test(given: str) -> Occasion:
    """Return the test that is asked for. Raises `BadInput` for any other word."""
    try:
        return Occasion(given)
    except ValueError:
        raise BadInput(
            gettext("There is no such test; start from your page.")
        ) from None


def _certainty(sent: Posted) -> int:
    certainty = _only(sent, "certainty")
    if certainty not in ("1", "2", "3"):
        raise BadInput(
            gettext("Say how hard you press: a hunch, fairly sure, certain.")
        )
    return int(certainty)


def _only(sent: Posted, name: str) -> str:
    """Return the one value sent under a name; nothing where it was sent twice."""
    values = sent.getlist(name)
    return values[0] if len(values) == 1 else ""


READERS: dict[Format, Callable[[Posted, int], Choice]] = {
    Format.JUDGE: _verdict,
    Format.SPOT: _option,
    Format.MARK: _words,
    Format.NAME: _option,
    Format.RESTORE: _option,
    Format.MISSING: _option,
}
