"""Whether a line made by a program could stand in a pack's file."""

from pydantic import ValidationError

from quizapp.game.line import Line
from quizapp.packs.model import LineEntry
from quizapp.packs.rules import line_findings
from quizapp.packs.write import line_fields
from quizapp.wording import gettext


def unsound(line: Line) -> str | None:
    """Return the first rule that `line` breaks, in a sentence, or None."""
    try:
        entry = LineEntry.model_validate(line_fields(line, proposed=True))
    except ValidationError:
        return gettext("an excerpt is empty or too long")
    return next((message for _, message in line_findings(entry, ())), None)
