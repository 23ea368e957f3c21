"""The erasing clock: on the date what is personal goes, and only counts remain."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import inspect, select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import Conflict, NotFound
from quizapp.services import assignments, erasing, groups, members, roster
from quizapp.services.assignments import Wanted
from tests import cast
from tests.services.classroom import TODAY, UNTIL, WANTED, Classroom, opened
from tests.services.playing import Player, count


def at(day_offset: int, hour: time = time(0, 0, 1)) -> datetime:
    return datetime.combine(UNTIL + timedelta(days=day_offset), hour, UTC)


def expire(database: Database, now: datetime) -> tuple[str, ...]:
    with database.writing() as session:
        return erasing.expire_groups(session, now=now)


def played(room: Classroom) -> Player:
    """Let Lea join and play two rounds, one with every line wrong."""
    lea = room.join("Lea Löwenherz", rejoin_code="LEALEALEAA")
    lea.play(lea.start())
    number = lea.start(beside=False)
    lea.play(number, wrong=frozenset(lea.lines(number)))
    return lea


def everything_stored(database: Database) -> str:
    """Return every value in every row of every table, as text."""
    with database.reading() as session:
        tables = inspect(session.connection()).get_table_names()
        rows = [
            repr(tuple(row))
            for table in models.Base.metadata.sorted_tables
            if table.name in tables
            for row in session.execute(select(table))
        ]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("now", "erased"),
    [
        (at(-1, time(23, 59, 59)), False),
        (at(0), True),
        (at(1), True),
        (at(400), True),
    ],
    ids=["the day before", "the day", "the day after", "a year after"],
)
def test_the_clock(classroom: Classroom, now: datetime, erased: bool) -> None:
    played(classroom)
    assert expire(classroom.database, now) == (("10b",) if erased else ())
    assert (classroom.look().erased_at is not None) == erased
    assert count(classroom.database, models.Member) == (0 if erased else 1)
    assert count(classroom.database, models.Answer) == (0 if erased else 20)


def test_what_remains_holds_no_nickname_no_code_and_no_answer(
    classroom: Classroom,
) -> None:
    played(classroom)
    code = classroom.code
    before = everything_stored(classroom.database)
    personal = ("Lea Löwenherz", "leal", "LEALEALEAA", code)
    assert all(word in before for word in personal)
    expire(classroom.database, at(0))
    after = everything_stored(classroom.database)
    assert not any(word in after for word in personal)
    for table in (models.Answer, models.Round, models.Question, models.Member):
        assert count(classroom.database, table) == 0


def test_counts_remain_beside_and_hidden_apart(classroom: Classroom) -> None:
    played(classroom)
    expire(classroom.database, at(0))
    counts = classroom.look().counts
    assert counts
    assert (counts["members"], counts["rounds"], counts["answers"]) == (1, 2, 20)
    judged = counts["judged"]
    # Rightly judged with the source beside, wrongly with the source hidden.
    for row in judged:
        right = row["lines"] if not row["faithful"] else 0
        wrong = row["lines"] - right
        assert row["called"] == (right if row["beside"] else wrong), row
    assert {row["beside"] for row in judged} == {True, False}
    assert {row["faithful"] for row in judged} == {True, False}
    assert sum(row["lines"] for row in judged) >= 8


def test_a_group_in_which_nobody_was_is_counted_too(classroom: Classroom) -> None:
    expire(classroom.database, at(0))
    assert classroom.look().counts == {
        "members": 0,
        "rounds": 0,
        "answers": 0,
        "judged": [],
    }


def test_expiring_twice_at_once_erases_once_and_keeps_the_counts(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    played(classroom)
    done = at_once([lambda: expire(classroom.database, at(0))] * 3)
    assert sorted(done) == [(), (), ("10b",)]
    counts = classroom.look().counts
    assert counts
    assert counts["answers"] == 20


def test_nobody_elses_data_goes(classroom: Classroom, otto: Player) -> None:
    later = opened(classroom.database, "bo@example.org")
    with classroom.database.writing() as session:
        groups.change_group(
            session,
            person=later.ines,
            group=later.number,
            wanted=groups.Wanted("11a", "en", UNTIL + timedelta(days=9)),
            today=TODAY,
        )
    player = later.join("Lea", rejoin_code="BBBBBBBBBB")
    for somebody in (player, otto):
        somebody.play(somebody.start())
    played(classroom)
    assert expire(classroom.database, at(0)) == ("10b",)
    assert list(later.roster()) == ["Lea"]
    assert count(classroom.database, models.Answer) == 20


def test_those_who_teach_it_still_see_the_counts(classroom: Classroom) -> None:
    expire(classroom.database, at(0))
    shown = classroom.look()
    assert (shown.name, shown.join_code) == ("10b", None)
    assert [teacher.name for teacher in shown.teachers] == ["Ines"]


def test_erasing_now_needs_no_date(classroom: Classroom) -> None:
    played(classroom)
    with classroom.database.writing() as session:
        erasing.erase_group(
            session, person=classroom.ines, group=classroom.number, now=cast.NOON
        )
    assert classroom.look().erased_at == cast.NOON
    assert count(classroom.database, models.Answer) == 0


def test_an_erased_group_is_not_changed_any_more(classroom: Classroom) -> None:
    code = classroom.code
    expire(classroom.database, at(0))
    here = {"person": classroom.ines, "group": classroom.number}
    wanted = Wanted(cast.PACK, TODAY)
    deeds: list[Callable[[Any], object]] = [
        lambda s: groups.change_group(s, **here, wanted=WANTED, today=TODAY),
        lambda s: groups.renew_code(s, **here, rng=Random(1)),
        lambda s: groups.share_group(s, **here, email="x@y.org", now=cast.NOON),
        lambda s: erasing.erase_group(s, **here, now=cast.NOON),
        lambda s: roster.remove_member(s, **here, member=1),
        lambda s: assignments.assign_pack(s, **here, wanted=wanted, now=cast.NOON),
    ]
    for deed in deeds:
        with (
            pytest.raises(Conflict, match="has been erased"),
            classroom.database.writing() as session,
        ):
            deed(session)
    with pytest.raises(NotFound), classroom.database.reading() as session:
        members.invitation(session, code=code, today=TODAY)
