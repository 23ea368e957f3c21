from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.errors import BadField, NotFound
from quizapp.game.occasion import Occasion
from quizapp.services import assignments, guests, roster
from quizapp.services.assignments import WantedTests
from quizapp.services.given import given_to
from quizapp.services.members import Asking
from quizapp.services.rounds import start_round
from tests import cast
from tests.services.classroom import TODAY, Classroom
from tests.services.playing import Player, count
from tests.services.teachers import make_instructor


def rename(room: Classroom, nickname: str, to: str) -> str:
    with room.database.writing() as session:
        return roster.rename_member(
            session,
            person=room.ines,
            group=room.number,
            member=room.roster()[nickname].number,
            nickname=to,
        )


def numbers(room: Classroom, player: Player) -> list[tuple[int, str]]:
    """Return the number and form of a player's rounds, in the order of dealing."""
    mine = select(models.Round).where(models.Round.participant_id == player.number)
    with room.database.reading() as session:
        rounds = session.scalars(mine.order_by(models.Round.id)).all()
        return [(dealt.number, dealt.form) for dealt in rounds]


def take_test(room: Classroom, player: Player, *, days: int) -> int:
    """Let a member begin test A, so many days later."""
    with room.database.writing() as session:
        return start_round(
            session,
            player.at(),
            beside=True,
            rng=Random(1),
            now=cast.NOON + timedelta(days=days),
            occasion=Occasion.BEFORE,
        )


def test_the_roster_counts_rounds_and_answers(classroom: Classroom) -> None:
    lea, _ = classroom.join("Lea"), classroom.join("Bo")
    lea.play(lea.start())
    lea.start()
    listed = classroom.roster()
    assert list(listed) == ["Bo", "Lea"]
    assert (listed["Lea"].rounds, listed["Lea"].answers) == (2, 10)
    assert (listed["Bo"].rounds, listed["Bo"].answers) == (0, 0)
    assert listed["Bo"].seen_on == TODAY


def test_a_member_is_renamed(classroom: Classroom) -> None:
    classroom.join("Lea")
    assert rename(classroom, "Lea", " LEA  ") == "LEA"
    assert list(classroom.roster()) == ["LEA"]


@pytest.mark.parametrize("to", ["Bо", "8\u200bo", "", "b0"], ids=ascii)
def test_a_nickname_that_cannot_be_had_changes_nothing(
    classroom: Classroom, to: str
) -> None:
    classroom.join("Lea")
    classroom.join("Bo")
    with pytest.raises(BadField) as refused:
        rename(classroom, "Lea", to)
    assert refused.value.field == "nickname"
    assert list(classroom.roster()) == ["Bo", "Lea"]


def test_removing_erases_what_was_played(classroom: Classroom) -> None:
    lea, bo = classroom.join("Lea"), classroom.join("Bo")
    for player in (lea, bo):
        player.play(player.start())
    with classroom.database.writing() as session:
        member = classroom.roster()["Lea"].number
        gone = roster.remove_member(
            session, person=classroom.ines, group=classroom.number, member=member
        )
    assert gone == "Lea"
    assert count(classroom.database, models.Answer) == 10
    assert list(classroom.roster()) == ["Bo"]


def test_a_member_of_another_group_is_not_found(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    ines, member = classroom.ines, classroom.roster()["Lea"].number
    bo = make_instructor(classroom.database, "bo@example.org").number
    for person, group, who in (
        (bo, classroom.number, member),
        (ines, classroom.number + 1, member),
        (ines, classroom.number, member + 1),
    ):
        deeds: list[Callable[[Any], object]] = [
            lambda s, p=person, g=group, m=who: roster.find_member(
                s, person=p, group=g, member=m
            ),
            lambda s, p=person, g=group, m=who: roster.rename_member(
                s, person=p, group=g, member=m, nickname="Otto"
            ),
            lambda s, p=person, g=group, m=who: roster.remove_member(
                s, person=p, group=g, member=m
            ),
            lambda s, p=person, g=group, m=who: roster.merge_members(
                s, person=p, group=g, member=m, other=member
            ),
        ]
        for deed in deeds:
            with (
                pytest.raises(NotFound, match="There is no such"),
                classroom.database.writing() as session,
            ):
                deed(session)
    assert known(classroom, lea)


def known(room: Classroom, player: Player) -> bool:
    with room.database.reading() as session:
        return guests.rejoin_code_of(session, player.number) is not None


def test_doubles_become_one_and_no_answer_is_lost(classroom: Classroom) -> None:
    lost, found = classroom.join("Lea"), classroom.join("Lea 2")
    lost.play(lost.start())
    lost.answer(lost.start(), 1, lost.look(2, 1).question.key, 2)
    found.play(found.start())
    classroom.see(found, days=3)
    code = classroom.roster()["Lea 2"].rejoin_code
    merged = classroom.merge("Lea", "Lea 2")
    assert (merged.nickname, merged.gone) == ("Lea 2", "Lea")
    assert merged.rejoin_code == code
    listed = classroom.roster()["Lea 2"]
    assert (listed.rounds, listed.answers) == (3, 21)
    assert [number for number, _ in numbers(classroom, found)] == [2, 3, 1]
    assert not known(classroom, lost)


def test_the_one_who_goes_on_keeps_the_numbers_of_rounds(classroom: Classroom) -> None:
    lost, found = classroom.join("Lea"), classroom.join("Lea 2")
    lost.play(lost.start())
    here = found.lines(found.start())
    classroom.see(found, days=1)
    classroom.merge("Lea 2", "Lea")
    assert found.lines(1) == here


def test_an_open_round_is_gone_on_with_after_a_merge(classroom: Classroom) -> None:
    lost, found = classroom.join("Lea"), classroom.join("Lea 2")
    lost.play(lost.start())
    found.start()
    classroom.see(found, days=1)
    classroom.merge("Lea", "Lea 2")
    assert found.start() == 1


def test_of_two_tests_of_one_form_the_first_counts(classroom: Classroom) -> None:
    wanted = WantedTests(cast.PACK, TODAY, TODAY + timedelta(days=20))
    with classroom.database.writing() as session:
        assignments.assign_tests(
            session,
            person=classroom.ines,
            group=classroom.number,
            wanted=wanted,
            now=cast.NOON,
        )
    lost, found = classroom.join("Lea"), classroom.join("Lea 2")
    take_test(classroom, lost, days=1)
    lost.play(1)
    take_test(classroom, found, days=2)
    classroom.see(found, days=2)
    classroom.merge("Lea", "Lea 2")
    assert [number for number, _ in numbers(classroom, found)] == [2, 1]
    with classroom.database.reading() as session:
        before, _ = given_to(session, found.number, today=TODAY)
    assert before.cases[0].handed_in
    assert take_test(classroom, found, days=3) == 2


def test_an_account_goes_with_the_merge(classroom: Classroom) -> None:
    pia = make_instructor(classroom.database, "pia@example.org")
    classroom.join("Pia", Asking(None, pia.number))
    later = classroom.join("Pia 2")
    classroom.see(later, days=1)
    classroom.merge("Pia", "Pia 2")
    assert classroom.roster()["Pia 2"].has_account


def test_two_accounts_are_two_people(classroom: Classroom) -> None:
    for name in ("pia", "bo"):
        person = make_instructor(classroom.database, f"{name}@example.org").number
        classroom.join(name.title(), Asking(None, person))
    with pytest.raises(BadField, match="Both of them have accounts"):
        classroom.merge("Pia", "Bo")
    assert list(classroom.roster()) == ["Bo", "Pia"]


def test_nobody_is_merged_with_themselves(classroom: Classroom) -> None:
    classroom.join("Lea")
    with pytest.raises(BadField, match="not the same twice"):
        classroom.merge("Lea", "Lea")


def test_merging_twice_at_once_merges_once(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    for name in ("Lea", "Lea 2"):
        player = classroom.join(name)
        player.play(player.start())
    listed = [member.number for member in classroom.roster().values()]

    def merge(one: int, other: int) -> str:
        try:
            return classroom.merge_numbers(one, other).nickname
        except NotFound:
            return ""

    done = at_once([lambda: merge(*listed), lambda: merge(*reversed(listed))])
    assert sorted(map(bool, done)) == [False, True]
    assert count(classroom.database, models.Answer) == 20


def test_votes_and_seats_in_workshops_go_along(classroom: Classroom) -> None:
    lost, found = classroom.join("Lea"), classroom.join("Lea 2")
    classroom.see(found, days=1)
    both, alone = workshop(classroom, "AAAAAA"), workshop(classroom, "BBBBBB")
    for question, players in ((both, (lost, found)), (alone, (lost,))):
        for player in players:
            vote(classroom, question, player)
    classroom.merge("Lea", "Lea 2")
    with classroom.database.reading() as session:
        seats = session.scalars(select(models.Seat.participant_id)).all()
        votes = session.scalars(select(models.Answer.participant_id)).all()
    assert list(seats) == list(votes) == [found.number] * 2


def workshop(room: Classroom, code: str) -> int:
    """Store a workshop of one question; return the question's number."""
    with room.database.writing() as session:
        line = session.scalars(select(models.Line).limit(1)).one()
        held = models.Workshop(
            code=code,
            case_id=line.case_id,
            rhythm="discuss",
            names="anonymous",
            board="off",
            stage="joining",
            position=0,
            version=1,
            locked=False,
            since=cast.NOON,
            made_at=cast.NOON,
        )
        session.add(held)
        session.flush()
        dealt = models.Round(
            workshop_id=held.id,
            case_id=line.case_id,
            number=1,
            beside=True,
            dealt_at=cast.NOON,
        )
        session.add(dealt)
        session.flush()
        asked = models.Question(
            round_id=dealt.id,
            position=1,
            format="judge",
            line_id=line.id,
            options=[],
            key="parts",
        )
        session.add(asked)
        session.flush()
        return asked.id


def vote(room: Classroom, question: int, player: Player) -> None:
    with room.database.writing() as session:
        asked = session.get_one(models.Question, question)
        held = session.get_one(models.Round, asked.round_id).workshop_id
        assert held
        session.add(
            models.Seat(
                workshop_id=held,
                participant_id=player.number,
                joined_at=cast.NOON,
                seen_at=cast.NOON,
            )
        )
        session.add(
            models.Answer(
                question_id=question,
                participant_id=player.number,
                choice="parts",
                certainty=1,
                share=1.0,
                marks=1,
                answered_at=cast.NOON,
            )
        )
