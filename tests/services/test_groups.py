from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import BadField, Conflict, NotFound
from quizapp.game.role import Role
from quizapp.services import groups
from tests.cast import NOON
from tests.services.classroom import TODAY, UNTIL, WANTED, Classroom, opened
from tests.services.playing import count
from tests.services.teachers import make_instructor

NO_DATE = {
    "past": TODAY - timedelta(days=1),
    "today": TODAY,
    "beyond two years": TODAY + timedelta(days=731),
}


def change(room: Classroom, **wanted: Any) -> None:
    with room.database.writing() as session:
        groups.change_group(
            session,
            person=room.ines,
            group=room.number,
            wanted=replace(WANTED, **wanted),
            today=TODAY,
        )


def share(room: Classroom, email: str) -> str:
    with room.database.writing() as session:
        return groups.share_group(
            session, person=room.ines, group=room.number, email=email, now=NOON
        )


def leave(room: Classroom, person: int) -> None:
    with room.database.writing() as session:
        groups.leave_group(session, person=person, group=room.number)


def test_a_new_group_has_a_code_and_its_maker_teaches_it(classroom: Classroom) -> None:
    shown = classroom.look()
    assert (shown.name, shown.retention_on, shown.members) == ("10b", UNTIL, 0)
    assert len(classroom.code) == 6
    assert [teacher.name for teacher in shown.teachers] == ["Ines"]


def test_no_two_groups_have_one_code(classroom: Classroom) -> None:
    # Drawn from the same chance, which would give the same code twice.
    assert opened(classroom.database).code != classroom.code


@pytest.mark.parametrize("day", NO_DATE.values(), ids=NO_DATE)
def test_a_group_cannot_last_to_any_date(classroom: Classroom, day: date) -> None:
    with pytest.raises(BadField) as refused:
        change(classroom, retention_on=day)
    assert refused.value.field == "retention"
    assert classroom.look().retention_on == UNTIL


def test_the_date_moves_freely_while_nobody_has_joined(classroom: Classroom) -> None:
    change(classroom, name="10c", retention_on=UNTIL + timedelta(days=100))
    shown = classroom.look()
    assert (shown.name, shown.retention_on) == ("10c", UNTIL + timedelta(days=100))


def test_what_members_were_promised_cannot_be_put_off(classroom: Classroom) -> None:
    classroom.join("Lea")
    with pytest.raises(BadField, match="can come sooner, not later"):
        change(classroom, retention_on=UNTIL + timedelta(days=1))
    change(classroom, retention_on=UNTIL - timedelta(days=1))
    assert classroom.look().retention_on == UNTIL - timedelta(days=1)


def test_a_new_code_ends_the_old_one(classroom: Classroom) -> None:
    old = classroom.code
    with classroom.database.writing() as session:
        groups.renew_code(
            session, person=classroom.ines, group=classroom.number, rng=Random(9)
        )
    assert classroom.code != old


@pytest.mark.parametrize("email", ["bo@example.org", " BO@Example.org "])
def test_a_group_is_shared_with_a_colleague(classroom: Classroom, email: str) -> None:
    bo = make_instructor(classroom.database, "bo@example.org")
    assert share(classroom, email) == "Bo"
    assert share(classroom, email) == "Bo"
    with classroom.database.reading() as session:
        theirs = groups.groups_taught(session, person=bo.number)
    assert [group.number for group in theirs] == [classroom.number]


def test_sharing_does_not_tell_who_has_an_account(classroom: Classroom) -> None:
    make_instructor(classroom.database, "pia@example.org", role=Role.PLAYER)
    said = set()
    for email in ("pia@example.org", "nobody@example.org", "", "no address"):
        with pytest.raises(BadField) as refused:
            share(classroom, email)
        said.add(str(refused.value))
    assert len(said) == 1
    assert count(classroom.database, models.GroupInstructor) == 1


def test_the_last_who_teaches_a_group_stays(classroom: Classroom) -> None:
    bo = make_instructor(classroom.database, "bo@example.org")
    with pytest.raises(Conflict, match="the last who teaches"):
        leave(classroom, classroom.ines)
    share(classroom, "bo@example.org")
    leave(classroom, classroom.ines)
    with pytest.raises(NotFound):
        classroom.look()
    with pytest.raises(Conflict):
        leave(classroom, bo.number)


def test_two_who_leave_at_once_do_not_leave_it_alone(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    bo = make_instructor(classroom.database, "bo@example.org")
    share(classroom, "bo@example.org")

    def go(person: int) -> bool:
        try:
            leave(classroom, person)
        except Conflict:
            return False
        return True

    gone = at_once([lambda: go(classroom.ines), lambda: go(bo.number)])
    assert sorted(gone) == [False, True]


def test_a_group_of_others_is_not_found_by_any_verb(classroom: Classroom) -> None:
    bo = make_instructor(classroom.database, "bo@example.org").number
    rng, there = Random(1), classroom.number
    for number in (there, there + 1):
        deeds: list[Callable[[Any], object]] = [
            lambda s, n=number: groups.find_group(s, person=bo, group=n),
            lambda s, n=number: groups.renew_code(s, person=bo, group=n, rng=rng),
            lambda s, n=number: groups.leave_group(s, person=bo, group=n),
            lambda s, n=number: groups.change_group(
                s, person=bo, group=n, wanted=WANTED, today=TODAY
            ),
            lambda s, n=number: groups.share_group(
                s, person=bo, group=n, email="bo@example.org", now=NOON
            ),
        ]
        for deed in deeds:
            with (
                pytest.raises(NotFound, match="no such group of yours"),
                classroom.database.writing() as session,
            ):
                deed(session)


def test_whoever_runs_the_server_sees_every_group(database: Database) -> None:
    opened(database)
    opened(database, "bo@example.org")
    with database.reading() as session:
        assert len(groups.every_group(session)) == 2
