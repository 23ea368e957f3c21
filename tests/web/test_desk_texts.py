"""Look the texts over, then compare them: in a process that may fail alone."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.db.models import DeskArticle, DeskLine, State
from quizapp.db.session import Database
from quizapp.services.desk_cases import OpenCase, open_case
from quizapp.web import comparing
from quizapp.web.pages import desk_texts
from tests.services.playing import count
from tests.web.conftest import MakeApp
from tests.web.deskwork import Stage, bring, compare, staged, texts_of
from tests.web.visitor import Visitor, words_of

PAGE = "/desk/1/the-early-boat/texts"
LINES = "/desk/1/the-early-boat/"


@pytest.fixture(scope="module")
def stage(loaded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("desk")
    return staged(loaded_template, folder, lambda _app, ines: bring(ines))


@pytest.fixture
def app(stage: Stage, tmp_path: Path, serve: MakeApp) -> Flask:
    return serve(stage.copied(tmp_path))


@pytest.fixture
def ines(app: Flask, stage: Stage) -> Visitor:
    return stage.enter(app)


def opened(database: Database) -> OpenCase:
    with database.reading() as session:
        return open_case(session, person=1, pack=1, case="the-early-boat")


def send(visitor: Visitor, **fields: str | list[str]) -> tuple[int, str]:
    """Send the form as the page has it, with these fields over it."""
    named = {name.replace("__", "-"): value for name, value in fields.items()}
    answer = visitor.post(PAGE, {**texts_of(visitor, PAGE), **named})
    return answer.status_code, answer.location or answer.text


def test_what_looks_like_furniture_is_offered_for_removal(ines: Visitor) -> None:
    page = ines.get(PAGE).text
    assert 'value="Photograph: Lindmere Courier" checked' in page
    assert 'value="Follow us on Chatterbox and Pebble for more from the coast"' in page


def test_only_what_is_ticked_is_taken_out(ines: Visitor, database: Database) -> None:
    status, _ = send(
        ines, derived__drop=["Photograph: Coastline Daily archive"], keep="1"
    )
    assert status == 303
    text = opened(database).derived.text or ""
    assert "Photograph" not in text
    assert "Follow us on Chatterbox" in text
    assert "Photograph" in (opened(database).sources[0].text or "")


def test_what_was_kept_on_purpose_is_not_ticked_again(ines: Visitor) -> None:
    _, there = send(ines, keep="1")
    page = ines.get(there).text
    assert 'value="Photograph: Lindmere Courier"' in page
    assert 'value="Photograph: Lindmere Courier" checked' not in page


def test_texts_and_facts_can_be_mended(ines: Visitor, database: Database) -> None:
    text = texts_of(ines, PAGE)["derived-text"]
    send(ines, derived__text=f"{text}\n\nOne more line.", derived__date="2026-03-04")
    derived = opened(database).derived
    assert (derived.text or "").endswith("One more line.")
    assert derived.date == "2026-03-04"
    assert not opened(database).compared


def test_what_cannot_be_used_stays_and_stores_nothing(
    ines: Visitor, database: Database
) -> None:
    before = opened(database)
    status, page = send(ines, derived__text="Too short.", derived__outlet="Herald")
    assert status == 400
    assert "shorter than 30 words" in page
    assert ">Too short.</textarea>" in page
    assert 'value="Herald"' in page
    assert opened(database) == before


def test_comparing_lays_out_proposals_and_leads_to_the_lines(
    ines: Visitor, database: Database
) -> None:
    status, there = send(ines, compare="1")
    assert (status, there) == (303, LINES)
    case = opened(database)
    assert case.compared
    assert case.reading
    states = {line.state for line in case.lines}
    assert states == {State.PROPOSED, State.OFFERED}
    assert all(line.decided_by is None for line in case.lines)
    assert "wait for you" in ines.see(LINES)


def test_lines_come_in_the_order_of_the_article(
    ines: Visitor, database: Database
) -> None:
    compare(ines, PAGE)
    starts = [
        line.content["derived"]["start"]
        for line in opened(database).lines
        if line.content["derived"]
    ]
    assert starts == sorted(starts)


def test_comparing_twice_does_no_harm(ines: Visitor, database: Database) -> None:
    fields = texts_of(ines, PAGE)
    compare(ines, PAGE)
    before = opened(database)
    again = ines.post(PAGE, {**fields, "compare": "1"}, page="/desk/1/")
    assert (again.status_code, again.location) == (303, LINES)
    assert ines.get(PAGE).location == LINES
    assert opened(database) == before


def test_two_tabs_are_told_of_one_another(ines: Visitor, database: Database) -> None:
    first, second = texts_of(ines, PAGE), texts_of(ines, PAGE)
    ines.post(PAGE, {**first, "derived-outlet": "Herald", "keep": "1"})
    ines.get(PAGE)
    late = ines.post(PAGE, {**second, "derived-outlet": "Post", "keep": "1"})
    assert late.status_code == 400
    assert "Somebody changed this in between" in words_of(late.text)
    assert 'value="Post"' in late.text
    assert opened(database).derived.outlet == "Herald"


def test_texts_that_change_while_they_are_compared_get_no_lines(
    ines: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = texts_of(ines, PAGE)
    real = desk_texts.compare_articles

    def while_somebody_works(*asked: object) -> comparing.Compared:
        found = real(*asked)  # type: ignore[arg-type]
        with database.writing() as session:
            for row in session.scalars(select(DeskArticle)):
                row.text = "Other."
        return found

    monkeypatch.setattr(desk_texts, "compare_articles", while_somebody_works)
    answer = ines.post(PAGE, {**fields, "compare": "1"})
    assert answer.status_code == 400
    assert "Somebody changed the texts while they were compared" in words_of(
        answer.text
    )
    assert not opened(database).compared
    assert count(database, DeskLine) == 0


@pytest.mark.parametrize(("limit", "value"), [("SECONDS", 0), ("MEGABYTES", 40)])
def test_a_comparison_that_is_stopped_loses_nothing(
    ines: Visitor, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(comparing, limit, value)
    status, page = send(ines, compare="1", derived__outlet="Herald")
    assert status == 400
    assert "Everything is kept" in words_of(page)
    monkeypatch.undo()
    assert texts_of(ines, PAGE)["derived-outlet"] == "Herald"
    compare(ines, PAGE)
