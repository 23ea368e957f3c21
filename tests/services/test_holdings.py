import json

import pytest
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.session import Database
from quizapp.game.audience import Audience
from quizapp.game.line import Form
from quizapp.services.accounts import SignedIn
from quizapp.services.carrying import carry
from quizapp.services.holdings import Holdings, erase_person, erase_play, holdings_of
from quizapp.services.own_data import export_person
from tests.cast import NOON
from tests.services.people import LEA, desk_pack, group, member, person
from tests.services.playing import Player, count


@pytest.fixture
def ines(lea: Player) -> SignedIn:
    """Return Ines, with a round of her own; everything below is hers or shared."""
    ines = person(lea.database, "ines@example.org")
    lea.play(lea.start())
    with lea.database.writing() as session:
        carry(session, guest=lea.number, person=ines.number)
    return ines


def held(database: Database, who: SignedIn) -> Holdings:
    with database.reading() as session:
        return holdings_of(session, who.number)


def erased(database: Database, who: SignedIn) -> None:
    with database.writing() as session:
        erase_person(session, who.number, now=NOON)
        erase_person(session, who.number, now=NOON)


def names(database: Database, table: type[models.Base], column: str) -> list[str]:
    with database.reading() as session:
        return sorted(getattr(row, column) for row in session.scalars(select(table)))


def test_an_empty_account_holds_nothing(database: Database) -> None:
    assert held(database, person(database)) == Holdings(0, 0, 0, 0, 0, 0)


def test_what_goes_with_an_account_is_counted_and_goes(
    loaded: Database, ines: SignedIn, otto: Player
) -> None:
    other = person(loaded, "olga@example.org")
    alone, shared = group(loaded, ines, name="a"), group(loaded, ines, other, name="s")
    theirs = group(loaded, other, name="t")
    places = [member(loaded, alone), member(loaded, alone, other)]
    places += [member(loaded, shared), member(loaded, theirs, ines)]
    for place in places:
        Player(loaded, place, otto.rng).start()
    desk_pack(loaded, ines, title="a")
    desk_pack(loaded, ines, other, title="s")
    assert held(loaded, ines) == Holdings(2, 10, 1, 1, 2, 1)
    erased(loaded, ines)
    assert names(loaded, models.Person, "email") == ["olga@example.org"]
    assert names(loaded, models.Group, "name") == ["s", "t"]
    assert names(loaded, models.DeskPack, "title") == ["s"]
    # Otto, Olga's own player and the member of the shared group are left.
    assert count(loaded, models.Participant) == 3
    assert count(loaded, models.Round) == 1
    assert count(loaded, models.Answer) == 0


def test_a_published_pack_is_withdrawn_and_its_trial_goes(
    loaded: Database, ines: SignedIn, otto: Player
) -> None:
    mine = desk_pack(loaded, ines)
    with loaded.writing() as session:
        pack = session.scalars(select(models.Pack)).one()
        pack.audience, pack.desk_pack_id = Audience.GROUPS.value, mine
        trial = {c.name: getattr(pack, c.name) for c in pack.__table__.columns}
        trial |= {"id": None, "slug": "trial", "audience": Audience.EDITORS.value}
        session.add(models.Pack(**trial))
    erased(loaded, ines)
    with loaded.reading() as session:
        kept = session.scalars(select(models.Pack)).one()
    assert (kept.slug, kept.withdrawn_at, kept.desk_pack_id) == ("winter", NOON, None)


def test_erasing_the_rounds_leaves_the_account_and_its_places(
    loaded: Database, ines: SignedIn, otto: Player
) -> None:
    place = member(loaded, group(loaded), ines)
    Player(loaded, place, otto.rng).start()
    with loaded.writing() as session:
        fresh = erase_play(session, ines.number, code="FRESHFRESH", now=NOON)
    assert fresh != ines.participant
    assert held(loaded, ines) == Holdings(1, 0, 1, 0, 0, 0)
    assert Player(loaded, fresh, otto.rng).start() == 1


def test_ones_own_data_is_complete_and_without_secrets(
    loaded: Database, ines: SignedIn, otto: Player
) -> None:
    theirs = group(loaded, name="t")
    group(loaded, ines, name="mine")
    desk_pack(loaded, ines, title="A pack")
    place = Player(loaded, member(loaded, theirs, ines), otto.rng)
    place.play(place.start())
    with loaded.reading() as session:
        written = json.loads(json.dumps(export_person(session, ines.number)))
    assert written["account"]["email"] == "ines@example.org"
    first = written["rounds"][0]
    assert (first["pack"], first["case"], first["number"]) == ("winter", "ferry", 1)
    assert len(first["answers"]) == 10
    assert {"line", "choice", "marks", "answered_at"} <= set(first["answers"][0])
    assert [m["group"] for m in written["memberships"]] == ["t"]
    assert len(written["memberships"][0]["rounds"][0]["answers"]) == 10
    assert [g["group"] for g in written["groups_taught"]] == ["mine"]
    assert [p["pack"] for p in written["desk_packs"]] == ["A pack"]
    text = json.dumps(written)
    secrets = ("password", "token", "digest", "hash", '"key"')
    assert not [word for word in secrets if word in text]


def test_a_test_tells_nothing_of_its_lines(loaded: Database, ines: SignedIn) -> None:
    with loaded.writing() as session:
        for row in session.scalars(select(models.Round)):
            row.form = Form.A.value
    with loaded.reading() as session:
        written = export_person(session, ines.number)
    assert {frozenset(said) for said in written["rounds"][0]["answers"]} == {
        frozenset({"position", "format", "choice", "certainty", "answered_at"})
    }


def test_an_open_question_is_not_told(lea: Player) -> None:
    account = person(lea.database, LEA)
    lea.start()
    with lea.database.writing() as session:
        carry(session, guest=lea.number, person=account.number)
    with lea.database.reading() as session:
        written = export_person(session, account.number)
    assert written["rounds"][0]["answers"] == []
