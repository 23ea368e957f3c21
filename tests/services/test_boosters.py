from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select, update

from quizapp.compare.kinds import Kind
from quizapp.db import models
from quizapp.db.reviewed import reviews_of
from quizapp.db.session import Database
from quizapp.game.occasion import Occasion
from quizapp.services.assignments import Wanted, WantedTests, assign_pack, assign_tests
from quizapp.services.boosters import Booster, booster_for
from quizapp.services.rounds import start_round
from tests import cast
from tests.services.classroom import TODAY, Classroom
from tests.services.playing import Player, count

QUOTE = Kind.ALTERED_QUOTE


def due(player: Player, days: int) -> Booster | None:
    today = TODAY + timedelta(days=days)
    with player.database.reading() as session:
        return booster_for(session, player.number, today=today)


def sat_in(player: Player) -> None:
    """Seat somebody in a workshop that ended today."""
    with player.database.writing() as session:
        room = models.Workshop(
            code="AAAAAA",
            case_id=session.scalars(select(models.Case.id)).one(),
            rhythm="plain",
            names="anonymous",
            board="off",
            stage="ended",
            position=1,
            version=1,
            locked=False,
            since=cast.NOON,
            made_at=cast.NOON,
            ended_at=cast.NOON,
        )
        session.add(room)
        session.flush()
        session.add(
            models.Seat(
                workshop_id=room.id,
                participant_id=player.number,
                joined_at=cast.NOON,
                seen_at=cast.NOON,
            )
        )


def test_who_has_not_played_has_nothing_due(lea: Player) -> None:
    assert due(lea, 400) is None
    with lea.database.reading() as session:
        assert booster_for(session, None, today=TODAY) is None


def test_what_was_played_is_due_in_two_days(lea: Player) -> None:
    lea.play(lea.start())
    assert due(lea, 1) is None
    found = due(lea, 2)
    assert found
    assert (found.pack, found.case) == (cast.PACK, cast.CASE)
    assert QUOTE in found.kinds
    assert found.workshop is None


def test_what_was_missed_is_due_the_day_after(lea: Player) -> None:
    first = lea.start()
    missed = frozenset(key for key in lea.lines(first) if key.startswith("altered"))
    lea.play(first, wrong=missed)
    found = due(lea, 1)
    assert found
    assert found.kinds == (QUOTE,)


def test_playing_again_makes_it_due_later(lea: Player, loaded: Database) -> None:
    lea.play(lea.start())
    with loaded.writing() as session:
        session.execute(
            update(models.Answer).values(answered_at=cast.NOON - timedelta(days=2))
        )
    lea.play(lea.start())
    found = due(lea, 2)
    assert found is None or QUOTE not in found.kinds
    later = due(lea, 11)
    assert later
    assert QUOTE in later.kinds


def test_a_kind_that_nobody_can_play_any_more_is_not_due(
    lea: Player, loaded: Database
) -> None:
    lea.play(lea.start())
    with loaded.writing() as session:
        session.execute(update(models.Pack).values(withdrawn_at=cast.NOON))
    assert due(lea, 30) is None


def test_a_round_prefers_what_is_due(lea: Player) -> None:
    lea.play(lea.start())
    claims = [line.key for line in cast.PARTING if line.key.startswith("claimed")]
    with lea.database.writing() as session:
        # Claims were missed long ago, all else was right a moment ago.
        claimed = (
            select(models.Question.id)
            .join(models.Line)
            .where(models.Line.key.in_(claims))
        )
        session.execute(
            update(models.Answer)
            .where(models.Answer.question_id.in_(claimed))
            .values(share=0.0, answered_at=cast.NOON - timedelta(days=9))
        )
        assert reviews_of(session, lea.number)
    dealt = lea.lines(lea.start())
    assert sum(key.startswith("claimed") for key in dealt) >= 3


def test_a_test_is_no_review(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    here = {"person": classroom.ines, "group": classroom.number, "now": cast.NOON}
    wanted = WantedTests(cast.PACK, TODAY, TODAY + timedelta(days=9))
    with classroom.database.writing() as session:
        assign_tests(session, **here, wanted=wanted)
    with classroom.database.writing() as session:
        number = start_round(
            session,
            lea.at(),
            beside=True,
            rng=Random(1),
            now=cast.NOON,
            occasion=Occasion.BEFORE,
        )
    lea.play(number)
    assert count(classroom.database, models.Answer) == 2
    assert due(lea, 30) is None


def test_what_is_played_later_is_not_due_before(classroom: Classroom) -> None:
    players = [classroom.join("Lea"), classroom.join("Mia")]
    for player in players:
        player.play(player.start())
    here = {"person": classroom.ines, "group": classroom.number, "now": cast.NOON}
    wanted = Wanted(cast.PACK, TODAY, TODAY + timedelta(days=20))
    with classroom.database.writing() as session:
        assign_pack(session, **here, wanted=wanted)
    assert sorted(due(player, 3) is None for player in players) == [False, True]
    assert all(due(player, 20) for player in players)


@pytest.mark.parametrize(("days", "said"), [(1, False), (2, True), (50, False)])
def test_a_workshop_has_its_boosters(lea: Player, days: int, said: bool) -> None:
    sat_in(lea)
    found = due(lea, days)
    assert bool(found) is said
    if found:
        assert found.workshop == found.title == "The early boat"
        assert found.kinds == ()


def test_a_workshop_is_quiet_once_it_was_played_since(
    lea: Player, loaded: Database
) -> None:
    sat_in(lea)
    number = lea.start()
    lea.play(number)
    with loaded.writing() as session:
        played = cast.NOON + timedelta(days=3)
        session.execute(update(models.Answer).values(answered_at=played))
    quiet, again = due(lea, 13), due(lea, 14)
    assert quiet
    assert quiet.workshop is None
    assert again
    assert again.workshop == "The early boat"


def test_the_test_of_a_workshop_is_no_training(lea: Player) -> None:
    sat_in(lea)
    with lea.database.writing() as session:
        session.execute(update(models.Workshop).values(tests="after"))
    with lea.database.writing() as session:
        now, rng = cast.NOON + timedelta(days=2), Random(1)
        number = start_round(
            session,
            lea.at(),
            beside=True,
            rng=rng,
            now=now,
            occasion=Occasion.AFTER,
        )
    lea.play(number)
    assert due(lea, 2)
