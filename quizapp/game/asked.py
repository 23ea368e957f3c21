"""A question as it is put to somebody, with all it needs to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.game.format import Choice
from quizapp.game.line import Form, Line
from quizapp.game.place import Place
from quizapp.game.question import Question


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is in."""

    choice: Choice
    certainty: int | None
    share: float
    marks: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all it needs to be shown, its key only once it is answered.

    `lines` maps line numbers to the line asked about and those offered beside it;
    `answered` says for each place of the round whether its answer is in.
    """

    place: Place
    title: str
    articles: Mapping[str, Any]
    form: Form
    beside: bool
    question: Question
    lines: Mapping[int, Line]
    answered: tuple[bool, ...]
    given: Given | None

    @property
    def line(self) -> Line:
        """The line asked about."""
        return self.lines[self.question.line]
