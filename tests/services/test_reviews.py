import pytest

from quizapp.errors import NotFound
from quizapp.game.format import CARRIES, PARTS, Format
from quizapp.services.catalogue import (
    OpenRound,
    ShelvedCase,
    ShownCase,
    find_case,
    shelf,
)
from quizapp.services.loading import load_pack
from tests import cast
from tests.services.playing import Player


def seen(player: Player) -> ShownCase:
    with player.database.reading() as session:
        return find_case(
            session,
            pack=cast.PACK,
            case=cast.CASE,
            participant=player.number,
            today=cast.NOON.date(),
        )


def shelved(player: Player) -> ShelvedCase:
    with player.database.reading() as session:
        (case,) = shelf(session, player.number, today=cast.NOON.date())
    return case


def test_a_finished_round_is_reviewed_from_its_answers(lea: Player) -> None:
    number = lea.start()
    missed = lea.look(number, 2).line.key
    lea.play(number, wrong=frozenset({missed}))
    review = lea.review(number)
    assert review.waiting is None
    assert [p.position for p in review.played] == list(range(1, 11))
    assert [p.position for p in review.played if not p.right] == [2]


def test_a_round_under_way_names_the_first_place_that_waits(lea: Player) -> None:
    number = lea.start()
    assert lea.review(number).waiting == 1
    place = lea.place_of(number, Format.JUDGE)
    lea.answer(number, place, CARRIES, 1)
    assert lea.review(number).waiting == (2 if place == 1 else 1)


def test_the_dials_keep_beside_and_hidden_apart(lea: Player) -> None:
    for beside in (True, False):
        lea.play(lea.start(beside=beside))
    assert [len(lea.review(number).recent) for number in (1, 2)] == [6, 6]


def test_the_dials_read_the_last_forty_lines(lea: Player) -> None:
    for _ in range(7):
        lea.play(lea.start())
    assert len(lea.review(6).recent) == 40


def test_the_dials_read_what_was_said(lea: Player) -> None:
    number = lea.start()
    place = lea.place_of(number, Format.JUDGE)
    faithful = lea.look(number, place).question.key == CARRIES
    lea.answer(number, place, PARTS, 3)
    (judged,) = lea.review(number).recent
    assert judged.faithful == faithful
    assert (judged.called_faithful, judged.certainty) == (False, 3)


def test_the_shelf_and_the_page_show_how_far_somebody_has_come(
    lea: Player, otto: Player
) -> None:
    def come(player: Player) -> tuple[int, OpenRound | None]:
        page, place = seen(player), shelved(player)
        assert (place.rounds, place.open) == (page.rounds, page.open)
        return place.rounds, place.open

    number = lea.start()
    lea.answer(number, lea.place_of(number, Format.JUDGE), CARRIES, 1)
    assert come(lea) == (1, OpenRound(1, 1, 10))
    lea.play(number)
    assert come(lea) == (1, None)
    assert come(otto) == (0, None)


def test_the_shelf_counts_what_can_be_played(lea: Player) -> None:
    case = shelved(lea)
    assert (case.pack, case.slug) == (cast.PACK, cast.CASE)
    assert case.lines == seen(lea).lines == len(cast.LINES) - len(cast.TESTED)
    assert case.sources == len(seen(lea).articles) - 1 == 1


def test_a_case_without_lines_is_not_on_the_shelf(lea: Player) -> None:
    with lea.database.writing() as session:
        load_pack(session, cast.pack_of(cast.TESTED), now=cast.NOON)
    with lea.database.reading() as session:
        assert shelf(session, lea.number, today=cast.NOON.date()) == ()
    with pytest.raises(NotFound, match="no such case"):
        seen(lea)
