import pytest
from sqlalchemy import select, update

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.errors import Conflict, NotFound
from quizapp.services.accounts import SignedIn
from quizapp.services.carrying import Left, carry, find_guest, left_by
from quizapp.services.guests import rejoin, rejoin_code_of
from tests.cast import NOON
from tests.services.people import group, member, person
from tests.services.playing import Player, count


def carried(database: Database, guest: int, who: SignedIn) -> None:
    with database.writing() as session:
        carry(session, guest=guest, person=who.number)


def test_a_guests_rounds_come_along_and_the_code_leads_nowhere(lea: Player) -> None:
    lea.play(lea.start())
    before = lea.review(1).played
    account = person(lea.database)
    carried(lea.database, lea.number, account)
    inside = Player(lea.database, account.participant, lea.rng)
    assert inside.review(1).played == before
    assert count(lea.database, models.Participant) == 1
    with pytest.raises(NotFound), lea.database.writing() as session:
        rejoin(session, typed="LEALEALEAA", today=NOON.date())


def test_rounds_are_numbered_after_those_that_are_there(
    lea: Player, otto: Player
) -> None:
    account = person(lea.database)
    own = Player(lea.database, account.participant, lea.rng)
    own.play(own.start())
    for guest in (lea, otto):
        guest.play(guest.start())
        carried(lea.database, guest.number, account)
    assert [own.review(n).waiting for n in (1, 2, 3)] == [None] * 3
    assert count(lea.database, models.Answer) == 30


def test_an_open_round_is_gone_on_with(lea: Player) -> None:
    number = lea.start()
    lea.answer(number, 1, lea.look(number, 1).question.key, 2)
    account = person(lea.database)
    carried(lea.database, lea.number, account)
    inside = Player(lea.database, account.participant, lea.rng)
    assert inside.start() == number
    assert inside.look(number, 1).given is not None


def test_a_members_rounds_stay_with_the_group(lea: Player) -> None:
    group_id = group(lea.database)
    place = member(lea.database, group_id)
    Player(lea.database, place, lea.rng).start()
    account = person(lea.database)
    carried(lea.database, place, account)
    carried(lea.database, place, account)
    with lea.database.reading() as session:
        row = session.scalars(select(models.Member)).one()
        assert (row.participant_id, row.person_id) == (place, account.number)
        assert session.scalars(select(models.Round.participant_id)).all() == [place]


def test_a_place_belongs_to_one_account_and_an_account_has_one_in_a_group(
    database: Database,
) -> None:
    lea, otto = person(database), person(database, "otto@example.org")
    group_id = group(database)
    taken = member(database, group_id, lea)
    second = member(database, group_id)
    for place, who in ((taken, otto), (second, lea)):
        with pytest.raises(Conflict, match="belongs to an account already"):
            carried(database, place, who)
    carried(database, second, otto)


def test_nothing_is_taken_from_an_account(database: Database) -> None:
    lea, otto = person(database), person(database, "otto@example.org")
    carried(database, otto.participant, lea)
    carried(database, 77, lea)
    with database.reading() as session:
        code = rejoin_code_of(session, otto.participant)
        assert code
        with pytest.raises(NotFound, match="Nobody has this code"):
            find_guest(session, typed=code)
    with pytest.raises(NotFound), database.writing() as session:
        rejoin(session, typed=code, today=NOON.date())


def test_a_guest_is_found_by_the_code(lea: Player) -> None:
    with lea.database.reading() as session:
        assert find_guest(session, typed="leale-aleaa") == lea.number


def test_what_is_left_behind_is_told(lea: Player) -> None:
    account = person(lea.database)
    group_id = group(lea.database)
    place, owned = (member(lea.database, group_id, who) for who in (None, account))

    def left(participant: int) -> Left | None:
        with lea.database.reading() as session:
            return left_by(session, participant)

    assert left(lea.number) is None
    lea.start()
    assert left(lea.number) == Left("LEALEALEAA", 1)
    assert left(place) is not None
    assert left(owned) is None
    with lea.database.writing() as session:
        session.execute(update(models.Round).values(participant_id=account.participant))
    assert left(account.participant) is None
    assert left(77) is None
