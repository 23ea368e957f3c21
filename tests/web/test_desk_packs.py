"""A pack's page: what it has and lacks, one click for it, sharing, describing."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.compare.kinds import Kind
from quizapp.db.models import DeskLine, Origin, State
from quizapp.db.session import Database
from quizapp.desk.content import proposed_of
from quizapp.game.line import Form
from tests.web.conftest import MakeApp
from tests.web.deskwork import OTTO, Stage, accept_all, compared, staged, teacher
from tests.web.visitor import Fields, Visitor, words_of

PACK = "/desk/1/"
OFFERS = "/desk/1/the-early-boat/offers"


@pytest.fixture(scope="module")
def stage(loaded_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("desk")
    return staged(loaded_template, folder, lambda _app, ines: compared(ines))


@pytest.fixture
def app(stage: Stage, tmp_path: Path, serve: MakeApp) -> Flask:
    return serve(stage.copied(tmp_path))


@pytest.fixture
def ines(app: Flask, stage: Stage) -> Visitor:
    return stage.enter(app)


def lines(database: Database, state: State | None = None) -> dict[str, DeskLine]:
    """Look behind the pages: the lines by their keys."""
    with database.reading() as session:
        found = session.scalars(select(DeskLine).order_by(DeskLine.position)).all()
    return {line.key: line for line in found if state in (None, line.state)}


def clicks(page: str) -> list[Fields]:
    """Return what each of the offered buttons would send."""
    forms = re.findall(rf'<form action="{OFFERS}".*?</form>', page, re.DOTALL)
    return [fields_in(form) for form in forms]


def fields_in(form: str) -> Fields:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return {name: values for name, values in found.items() if name != "csrf_token"}


def offered(visitor: Visitor, deed: str) -> Fields:
    """Return the first offer of this sort."""
    return next(c for c in clicks(visitor.get(PACK).text) if c["deed"] == [deed])


def test_a_pack_says_what_it_still_lacks(ines: Visitor) -> None:
    seen = ines.see(PACK)
    assert re.search(r"The pack still lacks \d+ lines", seen)
    assert "half of what people see must be sound" in seen
    assert re.search(r"Altered quotation 0 / 3 \+\d proposed", seen)
    assert 'aria-hidden="true"><i class="waits"></i>' in ines.get(PACK).text


def test_one_click_uses_a_sound_line(ines: Visitor, database: Database) -> None:
    click = offered(ines, "mark_sound")
    assert ines.post(OFFERS, click).status_code == 303
    (key,) = click["line"]
    line = lines(database)[key]
    assert (line.state, line.revision) == (State.ACCEPTED, 2)
    assert "Sound lines 1 /" in ines.see(PACK)


def test_one_click_accepts_a_rare_kind(ines: Visitor, database: Database) -> None:
    click = offered(ines, "accept")
    assert ines.post(OFFERS, click).status_code == 303
    assert list(lines(database, State.ACCEPTED)) == click["line"]


def test_one_click_moves_two_lines_to_the_tests(
    app: Flask, ines: Visitor, database: Database
) -> None:
    accept_all(app)
    click = offered(ines, "match")
    assert click["form"] == ["A", "B"]
    assert ines.post(OFFERS, click).status_code == 303
    found = lines(database)
    forms = [proposed_of(found[key].content).line.form for key in click["line"]]
    assert forms == [Form.A, Form.B]


def test_one_click_makes_a_line_up_that_waits_and_says_so(
    ines: Visitor, database: Database
) -> None:
    click = {"deed": "practise", "kind": Kind.CHANGED_DETAIL.value}
    answer = ines.post(OFFERS, click, page=PACK)
    assert answer.status_code == 303
    (made,) = [n for n in lines(database).values() if n.origin == Origin.PRACTICE]
    assert made.state == State.PROPOSED
    line = proposed_of(made.content).line
    assert line.ours
    assert line.kinds == (Kind.CHANGED_DETAIL,)
    assert answer.location.endswith(f"?at=row-{made.key}")


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"deed": "accept", "line": "line-999"}, 404, "no such line"),
        ({"deed": "practise", "kind": "gossip"}, 400, "one of the kinds"),
        ({"deed": "practise", "kind": "omitted_context"}, 400, "cannot be made up"),
        (
            {"deed": "match", "line": "sound-001", "form": "A", "revision": "1"},
            400,
            "Only a line that is decided",
        ),
        ({"deed": "accept", "line": "sound-001", "revision": "7"}, 409, "in between"),
        ({"deed": "accept", "line": "sound-001", "revision": "9" * 5000}, 409, "n bet"),
        ({"deed": "accept", "line": "sound-001", "revision": "²"}, 409, "in between"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_click_that_does_not_fit_changes_nothing(
    ines: Visitor, database: Database, fields: Fields, status: int, sentence: str
) -> None:
    answer = ines.post(OFFERS, fields, page=PACK)
    assert answer.status_code == status
    assert sentence in words_of(answer.text)
    assert not lines(database, State.ACCEPTED)


def test_a_click_over_somebody_elses_decision_is_refused(
    ines: Visitor, database: Database
) -> None:
    click = offered(ines, "accept")
    (key,) = click["line"]
    address = f"/desk/1/the-early-boat/lines/{key}/reject"
    ines.post(address, {"revision": "1"}, page=PACK)
    late = ines.post(OFFERS, click, page=PACK)
    assert late.status_code == 409
    assert lines(database)[key].state == State.REJECTED


def test_a_proposal_that_has_to_be_mended_is_not_accepted(
    ines: Visitor, database: Database
) -> None:
    faulty = next(n for n in lines(database).values() if n.content["fault"])
    click = {"deed": "accept", "line": faulty.key, "revision": "1"}
    assert ines.post(OFFERS, click, page=PACK).status_code == 400
    assert lines(database)[faulty.key].state == State.PROPOSED


def test_a_pack_is_described_anew(ines: Visitor) -> None:
    fields = {
        "title": "Boats & piers",
        "about": "What became of a boat.",
        "content_note": "",
        "authors": "Ines\n\nOtto",
        "licence": "CC0-1.0",
        "language": "other",
        "tag": "pt-BR",
    }
    assert ines.post(f"{PACK}describe", fields, page=PACK).status_code == 303
    page = ines.see(PACK)
    assert "Boats & piers What became of a boat." in page
    assert "Ines, Otto · CC0-1.0" in page
    assert "Content note" not in page
    shown = ines.get(f"{PACK}describe").text
    assert 'value="pt-BR"' in shown
    assert ">none</textarea>" in shown


def test_what_a_pack_cannot_say_stays_in_the_form(ines: Visitor) -> None:
    fields = {"title": " ", "authors": "", "licence": "", "about": "x" * 801}
    answer = ines.post(f"{PACK}describe", fields, page=PACK)
    assert answer.status_code == 400
    for sentence in ("Give it a title", "at least one author", "Name a licence"):
        assert sentence in words_of(answer.text)
    assert "x" * 801 in answer.text
    assert "The early boat" in ines.see(PACK)


def test_two_who_describe_a_pack_at_once_are_told(ines: Visitor) -> None:
    page = ines.get(f"{PACK}describe").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    fields = {"licence": "CC0", "authors": "Ines", "language": "en", "seen": seen[1]}
    ines.post(f"{PACK}describe", {**fields, "title": "First"}, page=PACK)
    late = ines.post(f"{PACK}describe", {**fields, "title": "Second"}, page=PACK)
    assert late.status_code == 400
    assert "Somebody changed this in between" in words_of(late.text)
    again = re.search(r'name="seen" value="(\w+)"', late.text)
    assert again
    fields["seen"] = again[1]
    sent = ines.post(f"{PACK}describe", {**fields, "title": "Second"}, page=PACK)
    assert sent.status_code == 303
    assert "Second" in ines.see(PACK)


def test_a_case_is_described_anew_and_keeps_its_texts(ines: Visitor) -> None:
    here = f"{PACK}the-early-boat/describe"
    fields = {
        "title": "The old boat",
        "about": "Old.",
        "derived-headline": "Boat lost",
        "derived-outlet": "Herald",
        "derived-date": "2026",
    }
    assert ines.post(here, fields, page=PACK).status_code == 303
    assert "The old boat" in ines.see(PACK)
    shown = ines.get(here).text
    assert 'value="Herald"' in shown
    assert "wait for you" in ines.see(f"{PACK}the-early-boat/")


def test_a_pack_is_shared_by_address_with_instructors(
    app: Flask, ines: Visitor
) -> None:
    otto = teacher(app, OTTO)
    refused = ines.post(f"{PACK}share", {"email": "no@example.org"}, page=PACK)
    assert refused.status_code == 400
    assert "No instructor here has this address" in words_of(refused.text)
    assert 'value="no@example.org"' in refused.text
    assert (
        ines.post(f"{PACK}share", {"email": OTTO.upper()}, page=PACK).status_code == 303
    )
    assert "The early boat" in otto.see("/desk/")
    assert otto.post(f"{PACK}leave", {"leave": "1"}, page=PACK).status_code == 303
    assert otto.get(PACK).status_code == 404


def test_whoever_works_on_a_pack_alone_is_not_told_to_leave_it(
    app: Flask, ines: Visitor
) -> None:
    assert "Leave or remove" not in ines.see(PACK)
    teacher(app, OTTO)
    ines.post(f"{PACK}share", {"email": OTTO}, page=PACK)
    assert "Leave or remove the pack" in ines.see(PACK)


def test_what_is_wrong_with_a_description_is_told_in_the_order_of_the_form(
    ines: Visitor,
) -> None:
    fields = {"title": "", "about": "y" * 900, "authors": "", "licence": ""}
    page = ines.post(f"{PACK}describe", fields, page=PACK).text
    links = re.findall(r'<p><a href="#(\w+)"', page)
    assert links == ["title", "about", "spoken", "authors", "licence"]


def test_removing_wants_a_tick(app: Flask, ines: Visitor) -> None:
    refused = ines.post(f"{PACK}remove", page=PACK)
    assert refused.status_code == 400
    # The box is far down the page: a browser goes to what is wrong with it.
    assert re.search(r"autofocus>Tick the box first", refused.text)
    assert ines.post(f"{PACK}remove", {"remove": "1"}, page=PACK).status_code == 303
    assert ines.get(PACK).status_code == 404
    assert "Bring two articles" in ines.see("/desk/")


def test_a_case_is_removed_with_a_tick(ines: Visitor) -> None:
    here = f"{PACK}the-early-boat/remove"
    assert ines.post(here, page=PACK).status_code == 400
    assert ines.post(here, {"remove": "1"}, page=PACK).status_code == 303
    seen = ines.see(PACK)
    assert "No case yet" in seen
    assert "Bring a case" in seen
    assert "Bring another case" not in seen


def test_a_pack_with_nothing_decided_offers_no_export(ines: Visitor) -> None:
    assert "Export" not in ines.see(PACK)
    answer = ines.get(f"{PACK}export")
    assert answer.status_code == 409
    assert "No line is accepted yet" in words_of(answer.text)


def test_what_lacks_accepted_lines_shows_the_way_to_them(ines: Visitor) -> None:
    answer = ines.get(f"{PACK}export")
    assert f'href="{PACK}the-early-boat/"' in answer.text
    assert f'href="{PACK}describe"' not in answer.text
    ines.post(f"{PACK}the-early-boat/remove", {"remove": "1"}, page=PACK)
    assert f'href="{PACK}bring"' in ines.get(f"{PACK}export").text


def test_a_pack_counts_and_draws_what_is_accepted_by_one_word(
    app: Flask, ines: Visitor
) -> None:
    assert "As soon as a line is accepted" in ines.see(PACK)
    accept_all(app)
    seen = ines.see(PACK)
    assert "Play what is accepted" in seen
    assert "Full tick: accepted." in seen


def test_a_decided_pack_offers_to_try_publish_and_export(
    app: Flask, ines: Visitor
) -> None:
    accept_all(app)
    seen = ines.see(PACK)
    for words in ("Try it", "Publish", "Export"):
        assert words in seen
