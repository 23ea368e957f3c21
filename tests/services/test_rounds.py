from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import Conflict, NotFound
from quizapp.game.line import Form
from quizapp.services.guests import erase_guest
from quizapp.services.loading import load_pack
from quizapp.services.rounds import start_round
from tests import cast
from tests.services.playing import Player, count


def test_a_round_has_ten_questions(lea: Player) -> None:
    assert lea.start() == 1
    assert lea.look(1, 1).answered == (False,) * 10


def test_starting_twice_goes_on_with_the_same_round(lea: Player) -> None:
    number = lea.start()
    dealt = lea.lines(number)
    assert lea.start() == number
    assert lea.lines(number) == dealt


def test_starting_from_many_tabs_at_once_deals_once(
    loaded: Database, lea: Player, at_once: Callable[..., list[Any]]
) -> None:
    assert at_once([lea.start] * 8) == [1] * 8
    assert count(loaded, models.Round) == 1
    assert count(loaded, models.Question) == 10


def test_a_finished_round_is_followed_by_the_next(lea: Player) -> None:
    lea.play(lea.start())
    assert lea.start() == 2


def test_how_the_source_is_shown_is_kept_with_the_round(lea: Player) -> None:
    assert not lea.look(lea.start(beside=False), 1).beside
    assert not lea.look(lea.start(beside=True), 1).beside


def test_two_players_have_rounds_of_their_own(lea: Player, otto: Player) -> None:
    assert lea.start() == otto.start() == 1
    lea.play(1)
    assert otto.look(1, 1).given is None


@pytest.mark.parametrize(
    ("number", "position"),
    [(1, 0), (1, 11), (2, 1), (0, 1)],
    ids=["before the first", "after the last", "not dealt", "no round"],
)
def test_a_place_that_does_not_exist_is_not_found(
    lea: Player, number: int, position: int
) -> None:
    lea.start()
    with pytest.raises(NotFound, match="no such line in your rounds"):
        lea.look(number, position)


def test_somebody_elses_round_is_not_found(lea: Player, otto: Player) -> None:
    lea.start()
    with pytest.raises(NotFound):
        otto.look(1, 1)
    with pytest.raises(NotFound):
        otto.answer(1, 1, "parts", 1)
    with pytest.raises(NotFound, match="no such round of yours"):
        otto.review(1)


def test_a_case_that_does_not_exist_is_not_found(lea: Player) -> None:
    nowhere = replace(lea.at(), case="nowhere")
    with pytest.raises(NotFound), lea.database.writing() as session:
        start_round(session, nowhere, beside=True, rng=lea.rng, now=cast.NOON)


def test_a_case_without_lines_is_refused_in_a_sentence(
    loaded: Database, lea: Player
) -> None:
    with loaded.writing() as session:
        load_pack(session, cast.pack_of(cast.TESTED), now=cast.NOON)
    with pytest.raises(Conflict, match="no lines to play"):
        lea.start()


def test_lines_of_the_two_tests_are_never_dealt(loaded: Database, lea: Player) -> None:
    with loaded.writing() as session:
        lines = (cast.sound("training"), *cast.TESTED)
        load_pack(session, cast.pack_of(lines), now=cast.NOON)
    for _ in range(5):
        number = lea.start()
        assert lea.lines(number) == ["training"]
        lea.play(number)


def test_every_line_dealt_is_for_training(loaded: Database, lea: Player) -> None:
    for _ in range(4):
        lea.play(lea.start())
    with loaded.reading() as session:
        forms = session.scalars(
            select(models.Line.form)
            .join(models.Question, models.Question.line_id == models.Line.id)
            .distinct()
        )
        assert set(forms) == {Form.TRAINING}


def test_what_was_missed_comes_back_in_the_next_round(lea: Player) -> None:
    first = lea.start()
    missed = frozenset(lea.lines(first)[:2])
    lea.play(first, wrong=missed)
    assert missed <= shown(lea, lea.start())


def test_a_miss_is_remembered_for_the_new_version(
    loaded: Database, lea: Player
) -> None:
    first = lea.start()
    missed = frozenset(lea.lines(first)[:2])
    lea.play(first, wrong=missed)
    changed = [replace(line, why="Another reason.") for line in cast.LINES]
    with loaded.writing() as session:
        load_pack(session, cast.pack_of(changed), now=cast.NOON)
    second = lea.start()
    assert missed <= shown(lea, second)
    assert lea.look(second, 1).line.why == "Another reason."


def test_what_was_not_seen_comes_before_what_was(loaded: Database, lea: Player) -> None:
    lines = [cast.sound(f"s{n}") for n in range(20)]
    with loaded.writing() as session:
        load_pack(session, cast.pack_of(lines), now=cast.NOON)
    first, second = set(), set()
    for seen in (first, second):
        number = lea.start()
        lea.play(number)
        seen |= set(lea.lines(number))
    assert first | second == {line.key for line in lines}


def shown(player: Player, number: int) -> set[str]:
    """Return the keys of all lines a round shows."""
    return {
        line.key
        for position in range(1, player.length(number) + 1)
        for line in player.look(number, position).lines.values()
    }


def test_an_erased_guest_finds_nothing(loaded: Database, lea: Player) -> None:
    lea.start()
    with loaded.writing() as session:
        erase_guest(session, lea.number)
    with pytest.raises(NotFound):
        lea.look(1, 1)
