"""Whether a line made by a program could stand in a pack's file."""

from collections.abc import Iterator

from pydantic import ValidationError

from quizapp.game.line import Line
from quizapp.packs.model import LineEntry
from quizapp.packs.plain import Plain, tidy, unfit
from quizapp.packs.rules import SENTENCES, Broken, rules_broken
from quizapp.packs.write import line_fields
from quizapp.wording import gettext

# What is wrong with a field's shape, and with text that would be read otherwise.
SHAPE, UNTIDY = "shape", "untidy"


def unsound(line: Line) -> str | None:
    """Return the first rule that `line` breaks, in a sentence, or None."""
    broken = next(broken_rules(line), None)
    if broken is None:
        return None
    if broken.rule in {SHAPE, UNTIDY}:
        return gettext("an excerpt is empty or too long")
    return broken.say(SENTENCES)


def broken_rules(line: Line) -> Iterator[Broken]:
    """Yield what keeps `line` out of a pack's file.

    Of the rule SHAPE `values` say the pydantic `type` of the error. Where a field is
    wrong in shape, or would not be read as it is written, nothing else is looked at.
    """
    fields = line_fields(line, proposed=True)
    try:
        entry = LineEntry.model_validate(fields)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            yield Broken(detail["loc"], SHAPE, {"type": detail["type"]})
        return
    untidy = [name for name, value in fields.items() if not _is_tidy(value)]
    yield from (Broken((name,), UNTIDY) for name in untidy)
    if not untidy:
        yield from rules_broken(entry)


def _is_tidy(value: Plain) -> bool:
    if isinstance(value, dict):
        return all(map(_is_tidy, value.values()))
    if isinstance(value, list):
        return all(map(_is_tidy, value))
    return not isinstance(value, str) or (value == tidy(value) and not unfit(value))
