"""Try and publish: only what is decided is played, and only by whom it is for."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.db import models
from quizapp.db.models import DeskLine, State
from quizapp.db.session import Database
from tests.web.conftest import MakeApp
from tests.web.deskwork import OTTO, Stage, decided, file, staged, teacher
from tests.web.door import browser
from tests.web.rights import join, make_group
from tests.web.visitor import Visitor, words_of

PACK = "/desk/1/"
SHELF = "/cases/the-early-boat-1/the-early-boat/"
TRIAL = "/cases/try-the-early-boat-1/the-early-boat/"


@pytest.fixture(scope="module")
def stage(loaded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("desk")
    return staged(loaded_template, folder, decided)


@pytest.fixture
def app(stage: Stage, tmp_path: Path, serve: MakeApp) -> Flask:
    return serve(stage.copied(tmp_path))


@pytest.fixture
def ines(app: Flask, stage: Stage) -> Visitor:
    return stage.enter(app)


def publish(ines: Visitor, group: str = "") -> int:
    fields = {"group": group.split("/")[2]} if group else {}
    return ines.post(f"{PACK}publish", fields, page=PACK).status_code


def undecide(database: Database, count: int) -> list[str]:
    """Let some lines wait again; return their keys."""
    with database.writing() as session:
        rows = session.scalars(
            select(DeskLine).where(DeskLine.state == State.ACCEPTED).limit(count)
        ).all()
        for row in rows:
            row.state = State.PROPOSED.value
        return [row.key for row in rows]


def stored_keys(database: Database) -> set[str]:
    """Return the keys of every line on the shelves of Ines's pack."""
    with database.reading() as session:
        return set(
            session.scalars(
                select(models.Line.key)
                .join(models.Case)
                .join(models.Pack)
                .where(models.Pack.desk_pack_id == 1, models.Line.retired_at.is_(None))
            )
        )


def test_the_draft_is_tried_as_a_player_plays_it(ines: Visitor) -> None:
    tried = ines.post(f"{PACK}try", page=PACK)
    assert (tried.status_code, tried.location) == (303, TRIAL)
    assert ines.get(f"{ines.start(case=TRIAL)}1").status_code == 200


def test_the_page_of_a_trial_says_that_it_is_one(ines: Visitor) -> None:
    ines.post(f"{PACK}try", page=PACK)
    said = ines.see(TRIAL)
    assert "A trial only those" in said
    assert "and a room that they open with it" in said
    publish(ines)
    assert "A trial" not in ines.see(SHELF)


def test_a_trial_is_for_nobody_else(app: Flask, ines: Visitor, lea: Visitor) -> None:
    ines.post(f"{PACK}try", page=PACK)
    otto = teacher(app, OTTO)
    for visitor in (lea, otto):
        assert visitor.get(TRIAL).status_code == 404
        assert "The early boat" not in visitor.see("/").replace(
            "The early boat A harbour", ""
        )


def test_trying_again_shows_what_is_decided_by_then(
    ines: Visitor, database: Database
) -> None:
    ines.post(f"{PACK}try", page=PACK)
    gone = undecide(database, 5)
    assert set(gone) <= stored_keys(database)
    ines.post(f"{PACK}try", page=PACK)
    assert not set(gone) & stored_keys(database)


def test_nothing_decided_cannot_be_tried_or_published(
    ines: Visitor, database: Database
) -> None:
    undecide(database, 999)
    for what in ("try", "publish"):
        answer = ines.post(f"{PACK}{what}", page=PACK)
        assert answer.status_code == 409
        assert "No line is accepted yet" in words_of(answer.text)


def test_whoever_plays_as_a_guest_tries_as_themselves(
    app: Flask, ines: Visitor
) -> None:
    group = make_group(ines, "10b")
    join(app, ines, group, "Robin")
    assert ines.post(f"{PACK}try", page=PACK).location == TRIAL
    assert ines.get(TRIAL).status_code == 200


def test_a_published_pack_is_played_by_its_group_only(
    app: Flask, ines: Visitor, lea: Visitor, otto: Visitor
) -> None:
    group = make_group(ines, "10b")
    join(app, lea, group, "Lea")
    assert publish(ines, group) == 303
    assert lea.get(SHELF).status_code == 200
    assert lea.get(lea.start(case=SHELF)).status_code in (200, 303)
    assert otto.get(SHELF).status_code == 404
    assert browser(app).get(SHELF).status_code == 404


def test_without_a_group_a_pack_is_published_and_waits(ines: Visitor) -> None:
    assert "You have no group yet" in ines.see(f"{PACK}publish")
    assert publish(ines) == 303
    assert ines.get(SHELF).status_code == 200
    assert "Version 1" in ines.see(f"{PACK}publish")


def test_a_group_of_somebody_else_cannot_be_given_a_pack(
    app: Flask, ines: Visitor, database: Database
) -> None:
    group = make_group(teacher(app, OTTO), "11a")
    assert publish(ines, group) == 409
    # Nothing was published either: it is one deed.
    with database.reading() as session:
        assert session.scalars(select(models.Publication)).all() == []
    assert ines.get(SHELF).status_code == 404


@pytest.mark.parametrize("group", ["0", "999", "9" * 30, "9" * 5000, "x", "²"])
def test_a_guessed_group_is_no_group(ines: Visitor, group: str) -> None:
    answer = ines.post(f"{PACK}publish", {"group": group}, page=PACK)
    assert answer.status_code == 409
    assert "Version 1" not in ines.see(f"{PACK}publish")


def test_nothing_undecided_leaves_the_desk(ines: Visitor, database: Database) -> None:
    waiting = set(undecide(database, 7))
    publish(ines)
    ines.post(f"{PACK}try", page=PACK)
    assert stored_keys(database)
    assert not waiting & stored_keys(database)
    for address in (f"{PACK}export", f"{PACK}versions/1"):
        archive = ines.get(address).data.decode("latin-1")
        assert "id: sound-" in archive
        assert not any(f"id: {key}\n" in archive for key in waiting)


def test_publishing_twice_unchanged_is_refused(ines: Visitor) -> None:
    assert publish(ines) == 303
    again = ines.post(f"{PACK}publish", page=PACK)
    assert again.status_code == 409
    assert "Nothing has changed since version 1" in words_of(again.text)
    assert "nothing has changed since" in ines.see(f"{PACK}publish")
    assert "Publish version 2" not in ines.see(f"{PACK}publish")


def test_a_version_is_exported_as_it_was_published(
    ines: Visitor, database: Database
) -> None:
    publish(ines)
    first = ines.get(f"{PACK}versions/1")
    assert first.data == ines.get(f"{PACK}export").data
    undecide(database, 3)
    assert "Publish version 2" in ines.see(f"{PACK}publish")
    publish(ines)
    assert ines.get(f"{PACK}versions/1").data == first.data
    assert ines.get(f"{PACK}versions/2").data != first.data
    assert first.headers["Content-Disposition"] == (
        'attachment; filename="the-early-boat-version-1.zip"'
    )


def test_withdrawing_hides_a_pack_and_reviews_stay(
    app: Flask, ines: Visitor, lea: Visitor
) -> None:
    group = make_group(ines, "10b")
    join(app, lea, group, "Lea")
    publish(ines, group)
    round_ = lea.start(case=SHELF)
    assert ines.post(f"{PACK}withdraw", page=PACK).status_code == 400
    assert lea.get(SHELF).status_code == 200
    assert ines.post(f"{PACK}withdraw", {"withdraw": "1"}, page=PACK).status_code == 303
    assert lea.get(SHELF).status_code == 404
    assert lea.get(f"{round_}1").status_code == 200
    assert "withdrawn" in ines.see(f"{PACK}publish")
    assert "Publish version 2" in ines.see(f"{PACK}publish")


def test_what_stands_in_the_way_leads_to_where_it_is_mended(
    ines: Visitor, database: Database
) -> None:
    key = undecide(database, 1)[0]
    with database.writing() as session:
        line = session.scalars(select(DeskLine).where(DeskLine.key == key)).one()
        content = {**line.content, "line": {**line.content["line"], "why": ""}}
        line.content, line.state = content, State.ACCEPTED.value
    ines.post(f"{PACK}the-early-boat/describe", {"title": "Boat"}, page=PACK)
    page = ines.get(f"{PACK}publish")
    seen = words_of(page.text)
    assert "things stand in the way" in seen
    assert "Say why in one or two sentences" in seen
    assert f'href="/desk/1/the-early-boat/?at=row-{key}"' in page.text
    assert "Say where the rewrite appeared" in seen
    assert 'href="/desk/1/the-early-boat/describe"' in page.text
    assert "Publish version" not in seen
    assert publish(ines) == 409
    tried = ines.post(f"{PACK}try", page=PACK)
    assert tried.status_code == 409
    assert "Say why" in words_of(tried.text)
    # What a pack says of itself can wait for a trial.
    assert "Say where" not in words_of(tried.text)
    exported = ines.get(f"{PACK}export")
    assert exported.status_code == 409


def test_of_two_tabs_that_publish_one_is_told(ines: Visitor) -> None:
    codes = sorted([publish(ines), publish(ines)])
    assert codes == [303, 409]


def test_a_pack_that_came_from_a_file_is_published_too(ines: Visitor) -> None:
    archive = ines.get(f"{PACK}export").data
    brought = ines.post("/desk/import", {"file": file(archive, "x.zip")}, page=PACK)
    pack = brought.location
    answer = ines.post(f"{pack}publish", page=pack)
    assert answer.status_code == 303
    assert ines.get("/cases/the-early-boat-2/the-early-boat/").status_code == 200
