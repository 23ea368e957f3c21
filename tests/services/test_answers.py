from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.asked import Given
from quizapp.game.format import CARRIES, PARTS, Choice, Format
from tests.services.playing import Player, count, other


def test_a_right_answer_earns_its_marks(lea: Player) -> None:
    place = lea.start(), lea.place_of(1, Format.JUDGE)
    key = lea.look(*place).question.key
    assert lea.answer(*place, key, 3)
    assert lea.look(*place).given == Given(key, 3, 1.0, 3)


def test_a_wrong_answer_costs_what_was_said(lea: Player) -> None:
    place = lea.start(), lea.place_of(1, Format.JUDGE)
    wrong = other(lea.look(*place).question.key)
    lea.answer(*place, wrong, 3)
    assert lea.look(*place).given == Given(wrong, 3, 0.0, -6)


@pytest.mark.parametrize("again", [CARRIES, PARTS])
def test_the_first_answer_stands(lea: Player, again: str) -> None:
    place = lea.start(), lea.place_of(1, Format.JUDGE)
    assert lea.answer(*place, CARRIES, 1)
    first = lea.look(*place).given
    assert not lea.answer(*place, again, 3)
    assert lea.look(*place).given == first


def test_of_many_answers_at_once_one_stands(
    loaded: Database, lea: Player, at_once: Callable[..., list[Any]]
) -> None:
    place = lea.start(), lea.place_of(1, Format.JUDGE)
    deeds = [
        partial(lea.answer, *place, (CARRIES, PARTS)[n % 2], n % 3 + 1)
        for n in range(12)
    ]
    went_in = at_once(deeds)
    assert sorted(went_in) == [False] * 11 + [True]
    assert count(loaded, models.Answer) == 1
    said = deeds[went_in.index(True)].args[2:]
    given = lea.look(*place).given
    assert given is not None
    assert (given.choice, given.certainty) == said


def test_questions_may_be_answered_in_any_order(lea: Player) -> None:
    number = lea.start()
    place = lea.place_of(number, Format.JUDGE)
    lea.answer(number, place, CARRIES, 1)
    answered = lea.look(number, 1).answered
    assert [p for p, done in enumerate(answered, start=1) if done] == [place]


@pytest.mark.parametrize("fmt", list(Format))
def test_every_format_can_be_answered_and_comes_back(lea: Player, fmt: Format) -> None:
    place = found(lea, fmt)
    key = lea.look(*place).question.key
    lea.answer(*place, key, 1 if fmt.asks_certainty else None)
    given = lea.look(*place).given
    assert given is not None
    assert (given.choice, given.share) == (key, 1.0)


def found(player: Player, fmt: Format) -> tuple[int, int]:
    """Play rounds until one has a question of this format."""
    for _ in range(20):
        number = player.start()
        try:
            return number, player.place_of(number, fmt)
        except LookupError:
            player.play(number)
    raise LookupError(fmt)


def test_what_is_stored_is_what_was_chosen(loaded: Database, lea: Player) -> None:
    chosen: dict[int, Choice] = {}
    number = lea.start()
    for position in range(1, lea.length(number) + 1):
        asked = lea.look(number, position).question
        chosen[position] = asked.key
        lea.answer(
            number, position, asked.key, 1 if asked.format.asks_certainty else None
        )
    with loaded.reading() as session:
        rows = session.execute(
            select(models.Question.position, models.Answer.choice).join(models.Answer)
        )
        stored = {p: tuple(c) if isinstance(c, list) else c for p, c in rows}
    assert stored == chosen
