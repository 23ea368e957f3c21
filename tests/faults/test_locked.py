"""Somebody else holds the database: a sentence after a while, and nothing is lost."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from sqlite3 import connect

import psycopg
import pytest
from sqlalchemy import make_url, text

from tests.faults.conftest import Place
from tests.faults.test_away import answers, sent
from tests.web.visitor import words_of


@contextmanager
def held(place: Place) -> Iterator[None]:
    """Hold what an answer needs, as a backup program or a person in psql may."""
    address = make_url(place.url)
    if address.get_backend_name() == "sqlite":
        with closing(connect(str(address.database), isolation_level=None)) as other:
            other.execute("begin immediate")
            yield
        return
    folder = address.query["host"]
    with psycopg.connect(f"host={folder} user=quiz dbname={address.database}") as pg:
        pg.execute("lock table answer in exclusive mode")
        yield


def test_an_answer_that_waits_too_long_is_told_so_and_counts_when_sent_again(
    place: Place,
) -> None:
    lea = place.visitor()
    here = f"{lea.start()}1"
    form = sent(place, lea, here)
    with held(place):
        # Who only reads waits for nobody.
        assert lea.client.get(here).status_code == 200
        refused = lea.client.post(here, data=form)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "could not be stored" in words_of(refused.text)
    assert answers(place) == 0
    assert lea.client.post(here, data=form).status_code == 303
    assert answers(place) == 1


@pytest.mark.parametrize("code", ["40P01", "40001"])
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_of_two_that_wait_for_each_other_the_one_sent_away_comes_again(
    code: str, place: Place
) -> None:
    lea = place.visitor()
    here = f"{lea.start()}1"
    form = sent(place, lea, here)
    with place.database.writing() as session:
        # PostgreSQL itself refuses the first answer as it does a deadlock's loser;
        # a sequence remembers it, because no rollback takes its numbers back.
        for statement in (
            "create sequence refused",
            "create function refuse_once() returns trigger language plpgsql as $$ "
            "begin if nextval('refused') = 1 then "
            f"raise exception 'crossed' using errcode = '{code}'; end if; "
            "return new; end $$",
            "create trigger once before insert on answer "
            "for each row execute function refuse_once()",
        ):
            session.execute(text(statement))
    assert lea.client.post(here, data=form).status_code == 303
    assert answers(place) == 1
