from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from quizapp.db.session import Database
from quizapp.errors import Conflict
from quizapp.services.sent_forms import KEPT, erase_old_forms, made_once
from tests.cast import NOON
from tests.services.people import person

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]
FORM = "f" * 64


class Maker:
    """Somebody who makes one thing after another, each with an address of its own."""

    def __init__(self, database: Database, email: str = "ines@example.org") -> None:
        self.database, self.number = database, person(database, email).number
        self._numbers = count(1)

    def send(self, digest: str = FORM, now: datetime = NOON) -> str:
        with self.database.writing() as session:
            return made_once(
                session, person=self.number, digest=digest, make=self._make, now=now
            )

    def _make(self) -> str:
        return f"/groups/{next(self._numbers)}/"


@pytest.fixture
def ines(database: Database) -> Maker:
    return Maker(database)


def test_a_form_that_is_sent_again_leads_to_what_it_made(ines: Maker) -> None:
    assert [ines.send(), ines.send()] == ["/groups/1/", "/groups/1/"]


def test_another_form_makes_another(ines: Maker) -> None:
    assert [ines.send(), ines.send("e" * 64)] == ["/groups/1/", "/groups/2/"]


def test_a_form_sent_again_while_the_first_is_under_way_makes_one(
    ines: Maker, at_once: AtOnce
) -> None:
    assert set(at_once([ines.send] * 4)) == {"/groups/1/"}


def test_the_form_of_one_person_leads_nobody_else(ines: Maker) -> None:
    bo = Maker(ines.database, "bo@example.org")
    bo.send("e" * 64)
    assert [ines.send(), bo.send()] == ["/groups/1/", "/groups/2/"]


def test_a_form_that_was_refused_makes_when_it_is_sent_again(ines: Maker) -> None:
    def refuse() -> str:
        raise Conflict("No free code was found.")

    with pytest.raises(Conflict), ines.database.writing() as session:
        made_once(session, person=ines.number, digest=FORM, make=refuse, now=NOON)
    assert ines.send() == "/groups/1/"


def test_a_form_is_known_for_a_month(ines: Maker) -> None:
    ines.send()
    later = NOON + KEPT
    for now, address in (
        (later - timedelta(minutes=1), "/groups/1/"),
        (later, "/groups/2/"),
    ):
        with ines.database.writing() as session:
            erase_old_forms(session, now=now)
        assert ines.send(now=now) == address
