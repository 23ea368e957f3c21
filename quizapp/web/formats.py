"""Reading what a player chose, format by format, from the form that was sent."""

from collections.abc import Callable

from werkzeug.datastructures import MultiDict

from quizapp.errors import BadInput
from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.wording import gettext

Form = MultiDict[str, str]


def read_choice(fmt: Format, options: int, form: Form) -> tuple[Choice, int | None]:
    """Return the choice and, where the format asks it, the certainty.

    `options` is how many were offered. Raises `BadInput` with what to do.
    """
    choice = READERS[fmt](form, options)
    return choice, _certainty(form) if fmt.asks_certainty else None


def _verdict(form: Form, _options: int) -> Choice:
    verdict = _only(form, "verdict")
    if verdict not in (CARRIES, PARTS):
        raise BadInput(gettext("Say first whether the source carries the line."))
    return verdict


def _option(form: Form, options: int) -> Choice:
    option = _only(form, "option")
    if option not in map(str, range(options)):
        raise BadInput(gettext("Choose one of them first."))
    return int(option)


def _words(form: Form, options: int) -> Choice:
    words = set(form.getlist("word"))
    if not words or not words <= set(map(str, range(options))):
        raise BadInput(gettext("Take the pencil to at least one word first."))
    return tuple(sorted(map(int, words)))


def _certainty(form: Form) -> int:
    certainty = _only(form, "certainty")
    if certainty not in ("1", "2", "3"):
        raise BadInput(
            gettext("Say how hard you press: a hunch, fairly sure, certain.")
        )
    return int(certainty)


def _only(form: Form, name: str) -> str:
    """Return the one value sent under a name; nothing where it was sent twice."""
    values = form.getlist(name)
    return values[0] if len(values) == 1 else ""


READERS: dict[Format, Callable[[Form, int], Choice]] = {
    Format.JUDGE: _verdict,
    Format.SPOT: _option,
    Format.MARK: _words,
    Format.NAME: _option,
    Format.RESTORE: _option,
    Format.MISSING: _option,
}
