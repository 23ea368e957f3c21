from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from quizapp.db import models
from quizapp.errors import BadField, Conflict, NotFound
from quizapp.game.lookalike import folded
from quizapp.services import guests, members
from quizapp.services.members import Asking
from tests.services.classroom import TODAY, UNTIL, Classroom, opened
from tests.services.playing import Player, count
from tests.services.teachers import make_instructor


def known_as(room: Classroom, player: Player) -> str:
    with room.database.reading() as session:
        membership = members.membership_of(session, player.number)
    assert membership
    return membership.nickname


def test_an_invitation_says_who_sees_what_until_when(classroom: Classroom) -> None:
    with classroom.database.reading() as session:
        found = members.invitation(
            session, code=f" {classroom.code.lower()} ", today=TODAY
        )
    assert (found.group, found.teachers) == ("10b", ("Ines",))
    assert (found.code, found.retention_on) == (classroom.code, UNTIL)


@pytest.mark.parametrize("typed", ["", "AAAAAA", "x" * 40, "' or 1=1", "\0", "ÄÖÜ"])
def test_any_other_code_leads_nowhere(classroom: Classroom, typed: str) -> None:
    with (
        pytest.raises(NotFound, match="No group or workshop has this code"),
        classroom.database.reading() as session,
    ):
        members.invitation(session, code=typed, today=TODAY)


def test_on_the_day_of_erasing_nobody_comes_in(classroom: Classroom) -> None:
    with classroom.database.reading() as session:
        members.invitation(
            session, code=classroom.code, today=UNTIL - timedelta(days=1)
        )
        with pytest.raises(NotFound):
            members.invitation(session, code=classroom.code, today=UNTIL)


def test_joining_makes_a_fresh_participant(classroom: Classroom, lea: Player) -> None:
    joined = classroom.join("Lea", Asking(lea.number, None))
    assert joined.number != lea.number
    assert known_as(classroom, joined) == "Lea"
    assert list(classroom.roster()) == ["Lea"]


def test_the_code_of_a_member_brings_them_back(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    code = classroom.roster()["Lea"].rejoin_code
    with classroom.database.writing() as session:
        assert guests.rejoin(session, typed=code, today=TODAY) == lea.number


def test_a_browser_that_plays_as_a_member_makes_no_double(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    again = classroom.join("Somebody else", Asking(lea.number, None))
    assert again.number == lea.number
    assert list(classroom.roster()) == ["Lea"]


def test_a_person_makes_no_double_from_another_browser(classroom: Classroom) -> None:
    pia = make_instructor(classroom.database, "pia@example.org")
    first = classroom.join("Pia", Asking(pia.participant, pia.number))
    again = classroom.join("Piaa", Asking(None, pia.number))
    assert first.number == again.number != pia.participant
    assert classroom.roster()["Pia"].has_account


def test_pressing_twice_joins_once(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    deeds = [lambda: classroom.join("Lea", rejoin_code="LEALEALEAA").number] * 4
    assert len(set(at_once(deeds))) == 1
    assert count(classroom.database, models.Member) == 1


def test_a_person_who_joins_from_two_tabs_joins_once(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    pia = make_instructor(classroom.database, "pia@example.org")
    asking = Asking(None, pia.number)
    codes = ("PPPPPPPPPP", "QQQQQQQQQQ")
    names = ("Pia", "Pio")
    at_once(
        [
            lambda n=n, c=c: classroom.join(n, asking, rejoin_code=c)
            for n, c in zip(names, codes, strict=True)
        ]
    )
    assert count(classroom.database, models.Member) == 1


def test_of_two_at_once_with_one_nickname_one_gets_a_sentence(
    classroom: Classroom, at_once: Callable[..., list[Any]]
) -> None:
    def come(nickname: str, code: str) -> str:
        try:
            classroom.join(nickname, rejoin_code=code)
        except BadField as refused:
            return f"{refused.field}: {refused}"
        return "in"

    before = count(classroom.database, models.Participant)
    said = at_once(
        [
            lambda: come("Lea", "AAAAAAAAAA"),
            lambda: come("LÉA", "BBBBBBBBBB"),
            lambda: come("1ea", "CCCCCCCCCC"),
        ]
    )
    assert sorted(said)[0] == "in"
    assert all(s.startswith("nickname: Somebody in this") for s in sorted(said)[1:])
    assert count(classroom.database, models.Participant) == before + 1


def test_one_nickname_is_free_in_two_groups(classroom: Classroom) -> None:
    other = opened(classroom.database)
    classroom.join("Lea")
    other.join("Lea", rejoin_code="BBBBBBBBBB")
    assert list(other.roster()) == ["Lea"]


def test_a_group_can_be_full(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "MOST_MEMBERS", 1)
    lea = classroom.join("Lea")
    with pytest.raises(Conflict, match="This group is full"):
        classroom.join("Mia", rejoin_code="BBBBBBBBBB")
    assert classroom.join("Lea", Asking(lea.number, None)).number == lea.number


def test_what_is_offered_is_free(classroom: Classroom) -> None:
    def offered(seed: int) -> str:
        with classroom.database.reading() as session:
            return members.offered_nickname(
                session, code=classroom.code, rng=Random(seed)
            )

    first = offered(1)
    assert first == offered(1)
    classroom.join(first)
    assert folded(offered(1)) != folded(first)


def test_only_ones_own_membership_can_be_played_as(classroom: Classroom) -> None:
    pia = make_instructor(classroom.database, "pia@example.org")
    bo = make_instructor(classroom.database, "bo@example.org")
    joined = classroom.join("Pia", Asking(None, pia.number))
    member = classroom.roster()["Pia"].number
    with classroom.database.reading() as session:
        mine = members.memberships_of(session, person=pia.number)
        assert [place.nickname for place in mine] == ["Pia"]
        found = members.own_membership(session, person=pia.number, member=member)
        assert found == joined.number
        for person, number in ((bo.number, member), (pia.number, member + 1)):
            with pytest.raises(NotFound):
                members.own_membership(session, person=person, member=number)


def test_leaving_erases_the_member_and_nobody_else(
    classroom: Classroom, otto: Player
) -> None:
    lea = classroom.join("Lea")
    lea.play(lea.start())
    with classroom.database.writing() as session:
        members.leave_group(session, participant=lea.number)
        members.leave_group(session, participant=otto.number)
    assert classroom.roster() == {}
    assert count(classroom.database, models.Answer) == 0
    with classroom.database.reading() as session:
        assert guests.rejoin_code_of(session, otto.number)


def test_a_member_is_kept_as_long_as_the_group(classroom: Classroom) -> None:
    lea = classroom.join("Lea")
    with classroom.database.writing() as session:
        guests.erase_stale_guests(session, today=TODAY + timedelta(days=120))
    assert known_as(classroom, lea) == "Lea"


def test_a_members_number_is_never_given_out_again(classroom: Classroom) -> None:
    gone = classroom.join("Ann")
    number = classroom.roster()["Ann"].number
    with classroom.database.writing() as session:
        members.leave_group(session, participant=gone.number)
    classroom.join("Ben")
    assert classroom.roster()["Ben"].number != number
