"""A participant who plays through the services, as the pages let them."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.asked import Asked
from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.game.place import Place
from quizapp.services.answers import answer_question, question_put
from quizapp.services.reviews import ReviewedRound, review_round
from quizapp.services.rounds import question_at, start_round
from tests import cast


@dataclass
class Player:
    """Somebody with a number, at one case."""

    database: Database
    number: int
    rng: Random

    def at(self, number: int = 0, position: int = 0) -> Place:
        return Place(self.number, cast.PACK, cast.CASE, number, position)

    def start(self, *, beside: bool = True) -> int:
        with self.database.writing() as session:
            return start_round(
                session, self.at(), beside=beside, rng=self.rng, now=cast.NOON
            )

    def look(self, number: int, position: int) -> Asked:
        with self.database.reading() as session:
            return question_at(session, self.at(number, position))

    def answer(
        self,
        number: int,
        position: int,
        choice: Choice,
        certainty: int | None = None,
        *,
        now: datetime = cast.NOON,
    ) -> bool:
        with self.database.writing() as session:
            put = question_put(session, self.at(number, position))
            return answer_question(
                session,
                put,
                participant=self.number,
                choice=choice,
                certainty=certainty,
                now=now,
            )

    def play(self, number: int, *, wrong: frozenset[str] = frozenset()) -> None:
        """Answer a whole round rightly, but for the lines whose keys are `wrong`."""
        for position in range(1, self.length(number) + 1):
            asked = self.look(number, position)
            question = asked.question
            amiss = asked.line.key in wrong
            choice = other(question.key) if amiss else question.key
            certainty = 2 if question.format.asks_certainty else None
            self.answer(number, position, choice, certainty)

    def length(self, number: int) -> int:
        return len(self.look(number, 1).answered)

    def lines(self, number: int) -> list[str]:
        """Return the keys of the lines a round asks about, in its order."""
        return [
            self.look(number, position).line.key
            for position in range(1, self.length(number) + 1)
        ]

    def place_of(self, number: int, fmt: Format) -> int:
        """Return the first place of a round with a question of this format."""
        for position in range(1, self.length(number) + 1):
            if self.look(number, position).question.format is fmt:
                return position
        raise LookupError(fmt)

    def review(self, number: int) -> ReviewedRound:
        with self.database.reading() as session:
            return review_round(session, self.at(number))


def other(key: Choice) -> Choice:
    """Return a choice that is wrong."""
    if isinstance(key, tuple):
        return (max(key) + 1,)
    if isinstance(key, int):
        return 1 if key == 0 else 0
    return PARTS if key == CARRIES else CARRIES


def count(database: Database, table: type[models.Base]) -> int:
    """Count the rows of a table."""
    with database.reading() as session:
        return session.scalars(select(func.count()).select_from(table)).one()
