from collections.abc import Callable
from typing import Any

import pytest

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import Conflict, NotFound
from quizapp.game.role import Role
from quizapp.services.accounts import (
    SignedIn,
    change_password,
    credentials_of,
    find_credentials,
    rename,
    set_password,
)
from quizapp.services.people import (
    find_person,
    list_people,
    make_instructor,
    person_called,
    set_role,
)
from tests.services.people import LEA, person
from tests.services.playing import count

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
OTTO = "otto@example.org"


@pytest.fixture
def lea(database: Database) -> SignedIn:
    """Return Lea, who has an account; elsewhere she is a guest."""
    return person(database)


def test_an_account_has_a_player_of_its_own(database: Database, lea: SignedIn) -> None:
    otto = person(database, OTTO)
    assert lea.participant != otto.participant
    assert (lea.name, lea.role) == ("Lea", Role.PLAYER)


def test_an_address_registers_once(database: Database, lea: SignedIn) -> None:
    with pytest.raises(Conflict, match="There is an account with this address"):
        person(database, LEA)
    assert count(database, models.Person) == count(database, models.Participant) == 1


def test_of_two_who_register_an_address_at_once_one_is_told(
    database: Database, at_once: AtOnce
) -> None:
    def try_it() -> str:
        try:
            return person(database).name
        except Conflict as refusal:
            return str(refusal)

    said = sorted(at_once([try_it] * 4))
    assert said[0] == "Lea"
    assert all("There is an account with this address" in words for words in said[1:])
    assert said.count("Lea") == 1
    assert count(database, models.Person) == count(database, models.Participant) == 1


def test_a_password_is_set(database: Database, lea: SignedIn) -> None:
    with database.writing() as session:
        set_password(session, lea.number, password="other")
    with database.reading() as session:
        assert credentials_of(session, lea.number).password == "other"


def test_a_password_changes_only_where_the_old_one_is_in_force(
    database: Database, lea: SignedIn
) -> None:
    with database.writing() as session:
        change_password(session, lea.number, old="hash", password="b")
    with (
        pytest.raises(Conflict, match="changed in between"),
        database.writing() as session,
    ):
        change_password(session, lea.number, old="hash", password="c")
    with database.reading() as session:
        assert credentials_of(session, lea.number).password == "b"


def test_credentials_are_found_by_the_folded_address(
    database: Database, lea: SignedIn
) -> None:
    with database.reading() as session:
        found = find_credentials(session, email=LEA)
        assert find_credentials(session, email=OTTO) is None
        assert found == credentials_of(session, lea.number)
    assert found is not None
    assert (found.who, found.email, found.password) == (lea, LEA, "hash")


def test_what_is_gone_cannot_be_changed(database: Database) -> None:
    with pytest.raises(Conflict, match="no longer"), database.writing() as session:
        rename(session, 77, name="Nobody")
    with pytest.raises(Conflict, match="no longer"), database.reading() as session:
        credentials_of(session, 77)


def test_a_name_is_changed(database: Database, lea: SignedIn) -> None:
    with database.writing() as session:
        rename(session, lea.number, name="Lea B.")
    with database.reading() as session:
        assert find_person(session, lea.number).name == "Lea B."


def test_people_are_listed_by_name(database: Database, lea: SignedIn) -> None:
    person(database, "ada@example.org", role=Role.ADMIN)
    with database.reading() as session:
        listed = [(row.name, row.role) for row in list_people(session)]
        assert person_called(session, email=LEA).number == lea.number
        with pytest.raises(NotFound, match="Nobody has an account"):
            person_called(session, email=OTTO)
    assert listed == [("Ada", Role.ADMIN), ("Lea", Role.PLAYER)]


def test_the_last_admin_stays_one(database: Database) -> None:
    ada = person(database, "ada@example.org", role=Role.ADMIN)
    with (
        pytest.raises(Conflict, match="the last admin"),
        database.writing() as session,
    ):
        set_role(session, ada.number, role=Role.PLAYER)
    bo = person(database, "bo@example.org", role=Role.ADMIN)
    with database.writing() as session:
        set_role(session, ada.number, role=Role.PLAYER)
    with database.reading() as session:
        assert find_person(session, bo.number).role is Role.ADMIN
        assert find_person(session, ada.number).role is Role.PLAYER


def test_two_admins_who_demote_each_other_at_once_do_not_both_succeed(
    database: Database, at_once: AtOnce
) -> None:
    admins = [person(database, f"{n}@example.org", role=Role.ADMIN) for n in "ab"]

    def demote(number: int) -> bool:
        try:
            with database.writing() as session:
                set_role(session, number, role=Role.PLAYER)
        except Conflict:
            return False
        return True

    done = at_once([lambda n=a.number: demote(n) for a in admins])
    assert sorted(done) == [False, True]


def test_a_role_of_nobody_cannot_be_changed(database: Database) -> None:
    with pytest.raises(NotFound), database.writing() as session:
        set_role(session, 77, role=Role.ADMIN)
    with pytest.raises(NotFound), database.reading() as session:
        find_person(session, 77)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Role.PLAYER, Role.INSTRUCTOR),
        (Role.INSTRUCTOR, Role.INSTRUCTOR),
        (Role.ADMIN, Role.ADMIN),
    ],
)
def test_an_invitation_makes_players_instructors_and_demotes_nobody(
    database: Database, before: Role, after: Role
) -> None:
    who = person(database, role=before)
    with database.writing() as session:
        make_instructor(session, who.number)
        make_instructor(session, 77)
    with database.reading() as session:
        assert find_person(session, who.number).role is after
