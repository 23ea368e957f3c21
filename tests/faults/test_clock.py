"""The clock is set back or leaps: nobody is shut out, nothing is lost or erased."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from quizapp.cli.serve import erase_unless_leapt
from quizapp.db.models import Participant
from quizapp.services.guests import welcome_guest
from tests.faults.conftest import Place
from tests.faults.test_away import answers, sent
from tests.services.playing import count
from tests.web.door import PASSWORD, is_in, sign_in, somebody
from tests.web.hall import open_hall
from tests.web.visitor import HERE

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Start every test at noon; `move_to` sets the clock."""
    with time_machine.travel(NOON) as traveller:
        yield traveller


def test_whoever_plays_goes_on_where_they_were(
    clock: time_machine.Traveller, place: Place
) -> None:
    lea = place.visitor()
    here = lea.start()
    assert lea.client.post(f"{here}1", data=sent(place, lea, f"{here}1")).location
    clock.move_to(NOON - HOUR)
    for position in (2, 3):
        address = f"{here}{position}"
        form = sent(place, lea, address)
        assert lea.client.post(address, data=form).status_code == 303
    assert lea.client.get("/").status_code == 200
    assert "3 of" in lea.see(HERE)
    assert answers(place) == 3


def test_whoever_signed_in_stays_signed_in(
    clock: time_machine.Traveller, place: Place
) -> None:
    ines = somebody(place.app, "ines@example.org")
    clock.move_to(NOON - HOUR)
    assert is_in(ines)
    clock.move_to(NOON)
    assert is_in(ines)


def test_a_forgotten_password_does_not_shut_anybody_out_for_an_hour(
    clock: time_machine.Traveller, place: Place
) -> None:
    somebody(place.app, "lea@example.org")
    lea = place.visitor()
    for _ in range(11):
        refused = sign_in(lea, "lea@example.org", "something else 1")
    assert refused.status_code == 429
    clock.move_to(NOON - HOUR)
    assert sign_in(lea, "lea@example.org", PASSWORD).status_code == 303


def test_a_year_ahead_nothing_is_lost_and_a_code_leads_back(
    clock: time_machine.Traveller, place: Place
) -> None:
    lea = place.visitor()
    here = lea.start()
    code = lea.code()
    assert lea.client.post(f"{here}1", data=sent(place, lea, f"{here}1")).location
    clock.move_to(NOON + YEAR)
    erase_unless_leapt(place.database, None, now=datetime.now(UTC))
    elsewhere = place.visitor()
    assert elsewhere.client.get("/").status_code == 200
    rejoined = elsewhere.post("/you/rejoin", {"code": code})
    assert rejoined.status_code == 303
    assert "1 of" in elsewhere.see(HERE)
    clock.move_to(NOON)
    assert "1 of" in lea.see(HERE)
    assert answers(place) == 1


def test_what_is_due_is_erased_when_the_clock_says_so_for_two_days(
    place: Place,
) -> None:
    with place.database.writing() as session:
        welcome_guest(session, code="LEA", now=NOON)
    leap = NOON + YEAR
    day = erase_unless_leapt(place.database, None, now=leap)
    assert guests(place) == 1
    erase_unless_leapt(place.database, day, now=leap + timedelta(days=1))
    assert guests(place) == 0


def test_a_room_goes_on_while_the_clock_is_set_back(
    clock: time_machine.Traveller, place: Place
) -> None:
    hall = open_hall(place.app)
    hall.seat("Lea")
    hall.step()
    clock.move_to(NOON - HOUR)
    assert hall.vote("Lea").status_code == 303
    hall.seat("Otto")
    assert hall.vote("Otto").status_code == 303
    assert hall.step().status_code in (204, 303)
    clock.move_to(NOON + YEAR)
    # Whoever hosts signs in again after a year; the room and its votes are there.
    assert hall.votes() == 2
    clock.move_to(NOON)
    assert hall.phones["Lea"].get(hall.door).status_code == 200
    assert hall.ines.get(hall.desk).status_code == 200


def guests(place: Place) -> int:
    return count(place.database, Participant)
