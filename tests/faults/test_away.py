"""The database is gone and comes back: a sentence, nothing lost, nobody starts anew."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.faults.conftest import Place
from tests.web.door import is_in, somebody
from tests.web.visitor import HERE, Visitor, asked_at, fields_for, words_of


@contextmanager
def away(place: Place) -> Iterator[None]:
    place.take_away()
    try:
        yield
    finally:
        place.bring_back()


def answers(place: Place) -> int:
    with place.database.reading() as session:
        return session.execute(text("select count(*) from answer")).scalar_one()


def sent(place: Place, visitor: Visitor, address: str) -> dict[str, object]:
    """Return the form as it is filled in, with its token."""
    asked = asked_at(place.database, address)
    visitor.get(address)
    fields = fields_for(asked.question.format, asked.question.key)
    return {"csrf_token": visitor.token, **fields}


def test_a_page_says_so_and_how_soon_to_try_again(place: Place) -> None:
    lea = place.visitor()
    here = lea.start()
    with away(place):
        for address in ("/", HERE, f"{here}1", "/you/"):
            page = lea.client.get(address)
            if page.status_code == 200:
                continue
            assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
            assert "cannot be reached for the moment" in words_of(page.text)
            assert f'href="{address}"' in page.text
        assert lea.client.get(HERE).status_code == 503
    assert lea.client.get(HERE).status_code == 200


def test_who_signed_in_reads_it_too_and_stays_signed_in(place: Place) -> None:
    ines = somebody(place.app, "ines@example.org")
    with away(place):
        for address, status in (("/account/", 503), ("/no/such/page", 404)):
            page = ines.client.get(address)
            assert page.status_code == status
            assert "Internal Server Error" not in page.text
    assert is_in(ines)


def test_an_answer_is_not_taken_and_counts_once_when_it_is_sent_again(
    place: Place,
) -> None:
    lea = place.visitor()
    here = f"{lea.start()}1"
    form = sent(place, lea, here)
    with away(place):
        refused = lea.client.post(here, data=form)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert "What you sent now could not be stored" in words_of(refused.text)
    assert answers(place) == 0
    assert lea.client.post(here, data=form).status_code == 303
    assert answers(place) == 1


def test_a_phone_is_told_in_a_sentence_it_can_show(place: Place) -> None:
    lea = place.visitor()
    here = f"{lea.start()}1"
    form = sent(place, lea, here)
    asks = {"X-Requested-With": "fetch"}
    with away(place):
        refused = lea.client.post(here, data=form, headers=asks)
    assert refused.status_code == 503
    assert "could not be stored" in refused.json["problem"]  # type: ignore[index]


def test_the_server_says_that_it_is_up_and_not_ready(place: Place) -> None:
    client = place.app.test_client()
    with away(place):
        assert client.get("/health").status_code == 200
        assert client.get("/ready").status_code == 503
    assert client.get("/ready").status_code == 200


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_nobody_notices_a_database_that_was_started_anew_meanwhile(
    place: Place,
) -> None:
    lea = place.visitor()
    here = f"{lea.start()}1"
    form = sent(place, lea, here)
    with away(place):
        pass
    # Every connection that was kept is cut, and tells so only when it is used.
    assert lea.client.post(here, data=form).status_code == 303
    with away(place):
        pass
    assert lea.client.get(here).status_code == 200
    assert answers(place) == 1
