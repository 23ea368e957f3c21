from dataclasses import replace
from datetime import timedelta

import pytest

from quizapp.db.models import DeskLine, State
from quizapp.db.session import Database
from quizapp.errors import BadInput, Conflict, NotFound
from quizapp.game.role import Role
from quizapp.services import desk_packs
from quizapp.services.accounts import SignedIn
from tests import cast
from tests.cast import NOON
from tests.services.desks import MINE, Desk, ines, on_desk, otto
from tests.services.people import person
from tests.services.playing import count


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, ines(database))


def packs_of(database: Database, who: SignedIn) -> list[str]:
    with database.reading() as session:
        return [p.described.title for p in desk_packs.packs_of(session, who.number)]


def leave(desk: Desk, who: SignedIn) -> None:
    with desk.database.writing() as session:
        desk_packs.leave_pack(session, person=who.number, pack=desk.number)


def test_a_pack_lies_on_the_desk_of_whoever_made_it(desk: Desk) -> None:
    assert packs_of(desk.database, desk.who) == ["Harbour"]
    assert desk.look().described == MINE
    assert desk.look().editors == ((desk.who.number, "Ines"),)


def test_a_pack_of_somebody_else_is_not_there(desk: Desk) -> None:
    stranger = otto(desk.database)
    assert packs_of(desk.database, stranger) == []
    with pytest.raises(NotFound):
        desk.seen_by(stranger)


def test_the_pack_changed_last_comes_first(desk: Desk) -> None:
    with desk.database.writing() as session:
        desk_packs.make_pack(
            session,
            person=desk.who.number,
            slug="island",
            described=replace(MINE, title="Island"),
            now=NOON,
        )
    assert packs_of(desk.database, desk.who) == ["Island", "Harbour"]
    with desk.database.writing() as session:
        desk_packs.describe_pack(
            session,
            person=desk.who.number,
            pack=desk.number,
            described=replace(MINE, title="The harbour"),
            now=NOON + timedelta(minutes=1),
        )
    assert packs_of(desk.database, desk.who) == ["The harbour", "Island"]


def test_a_pack_counts_what_waits_and_what_is_decided(desk: Desk) -> None:
    desk.bring()
    desk.lay_out(
        [
            on_desk(cast.sound("a")),
            on_desk(cast.altered("b"), State.PROPOSED),
            on_desk(cast.sound("c"), State.OFFERED),
            on_desk(cast.claimed("d"), State.REJECTED),
        ]
    )
    (case,) = desk.look().cases
    assert (case.compared, case.proposed, case.accepted) == (True, 1, 1)


def test_a_case_without_lines_is_counted_as_none(desk: Desk) -> None:
    desk.bring()
    (case,) = desk.look().cases
    assert (case.compared, case.proposed, case.accepted) == (False, 0, 0)


def test_who_gets_a_pack_shared_works_on_it_too(desk: Desk) -> None:
    friend = otto(desk.database)
    assert desk.share("otto@example.org") == "Otto"
    assert desk.share("otto@example.org") == "Otto"  # twice does no harm
    assert [name for _, name in desk.seen_by(friend).editors] == ["Ines", "Otto"]


@pytest.mark.parametrize("email", ["lea@example.org", "nobody@example.org"])
def test_a_pack_is_shared_with_instructors_only(desk: Desk, email: str) -> None:
    person(desk.database, "lea@example.org", role=Role.PLAYER)
    with pytest.raises(BadInput, match="No instructor here has this address"):
        desk.share(email)


def test_a_pack_is_not_shared_with_whoever_shares_it(desk: Desk) -> None:
    with pytest.raises(BadInput, match="your own address"):
        desk.share("ines@example.org")


def test_the_last_one_cannot_leave(desk: Desk) -> None:
    with pytest.raises(Conflict, match="last one"):
        leave(desk, desk.who)
    friend = otto(desk.database)
    desk.share("otto@example.org")
    leave(desk, desk.who)
    assert packs_of(desk.database, desk.who) == []
    assert packs_of(desk.database, friend) == ["Harbour"]


def test_a_stranger_neither_shares_nor_leaves_nor_removes(desk: Desk) -> None:
    stranger = otto(desk.database).number
    with desk.database.writing() as session:
        for deed in (
            lambda: desk_packs.share_pack(
                session,
                person=stranger,
                pack=desk.number,
                email="otto@example.org",
                now=NOON,
            ),
            lambda: desk_packs.leave_pack(session, person=stranger, pack=desk.number),
            lambda: desk_packs.remove_pack(
                session, person=stranger, pack=desk.number, now=NOON
            ),
        ):
            with pytest.raises(NotFound):
                deed()
    assert desk.look().described == MINE


def test_a_pack_that_is_removed_takes_its_lines_with_it(desk: Desk) -> None:
    desk.bring()
    desk.lay_out([on_desk(cast.sound("a"))])
    with desk.database.writing() as session:
        desk_packs.remove_pack(
            session, person=desk.who.number, pack=desk.number, now=NOON
        )
    assert count(desk.database, DeskLine) == 0
    assert packs_of(desk.database, desk.who) == []
