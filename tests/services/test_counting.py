"""What is kept of answers: the same figures with it and without it."""

from datetime import timedelta
from itertools import count
from random import Random

import pytest
from sqlalchemy import delete, func, select, update

from quizapp.db import models
from quizapp.db.counted import forget_counted
from quizapp.game.line import Form
from quizapp.services import counting, dashboards, group_export, line_analysis
from quizapp.services.group_export import Out
from tests import cast
from tests.services.classroom import Classroom
from tests.services.simulated import AFTER, COURSE, Played, Writer, simulate_class

LATER = cast.NOON + timedelta(days=60)


@pytest.fixture
def settled(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """Return Ines's group after a course of twelve, and a room of them."""
    monkeypatch.setattr(counting, "MANY", 100)
    with classroom.database.writing() as session:
        writer = Writer(session, Random(8))
        people = simulate_class(writer, classroom.number, 12, course=COURSE)
        writer.room(people, 6, days=10)
        writer.flush()
    return classroom


def seen(room: Classroom) -> tuple[object, ...]:
    """Return everything that rests on what answers count up to."""
    with room.database.reading() as session:
        who = {"person": room.ines, "group": room.number}
        return (
            dashboards.group_board(session, **who),
            line_analysis.analyse_group(session, **who),
            group_export.grade_rows(session, Out(room.number, room.ines, b"a key")),
        )


def count_ahead(room: Classroom) -> None:
    counting.count_ahead(room.database, group=room.number, now=LATER)


def kept(room: Classroom) -> int:
    with room.database.reading() as session:
        return session.scalar(select(func.sum(models.Counted.answers))) or 0


def test_with_what_is_kept_a_board_says_the_same(settled: Classroom) -> None:
    before = seen(settled)
    count_ahead(settled)
    assert kept(settled) == 12 * (80 + 12)
    assert seen(settled) == before


def test_what_came_in_since_is_added(settled: Classroom) -> None:
    count_ahead(settled)
    with settled.database.writing() as session:
        writer = Writer(session, Random(9), numbers=count(1000))
        for who in session.scalars(select(models.Member.participant_id).limit(5)):
            writer.play(who, AFTER, Played(days=40), first=Form.A)
        writer.flush()
    with_it = seen(settled)
    counting.count_ahead(settled.database, group=settled.number, now=LATER)
    assert kept(settled) == 12 * (80 + 12)
    forget(settled)
    assert seen(settled) == with_it


def test_few_answers_are_not_kept(
    settled: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MANY", 10_000)
    count_ahead(settled)
    assert kept(settled) == 0


def test_who_answered_just_now_is_counted_another_time(settled: Classroom) -> None:
    """An answer with a lower number may still be on its way."""
    with settled.database.writing() as session:
        last = select(func.max(models.Answer.id)).scalar_subquery()
        session.execute(
            update(models.Answer)
            .where(models.Answer.id == last)
            .values(answered_at=LATER)
        )
    count_ahead(settled)
    with settled.database.reading() as session:
        counted = session.scalar(select(func.count(models.Counted.participant_id)))
    assert counted == 11


def test_merged_members_are_counted_anew(settled: Classroom) -> None:
    count_ahead(settled)
    settled.merge("Player 1", "Player 2")
    merged = seen(settled)
    forget(settled)
    assert seen(settled) == merged


def test_the_daily_check_erases_what_does_not_fit(settled: Classroom) -> None:
    count_ahead(settled)
    with settled.database.writing() as session:
        session.execute(update(models.Counted).values(answers=1))
    counting.count_all_ahead(settled.database, now=LATER)
    assert kept(settled) == 12 * (80 + 12)


def test_who_is_erased_leaves_nothing_counted(settled: Classroom) -> None:
    count_ahead(settled)
    with settled.database.writing() as session:
        one = session.scalars(select(models.Member.participant_id).limit(1)).one()
        session.execute(delete(models.Participant).where(models.Participant.id == one))
    with settled.database.reading() as session:
        counted = session.scalar(select(func.count(models.Counted.participant_id)))
    assert counted == 11


def forget(room: Classroom) -> None:
    with room.database.writing() as session:
        session.execute(delete(models.Counted))


def test_a_pack_that_goes_takes_what_was_counted_of_it_along(
    settled: Classroom,
) -> None:
    count_ahead(settled)
    with settled.database.writing() as session:
        forget_counted(session, models.Pack.slug == "another")
    assert kept(settled) > 0
    with settled.database.writing() as session:
        forget_counted(session, models.Pack.slug == "winter")
    assert kept(settled) == 0
