"""The page where lines are decided: every action, over HTTP, scripted or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.db.models import DeskEditor, DeskLine
from quizapp.game.role import Role
from quizapp.services import desk_cases
from quizapp.web.sessions import KEY
from tests import desk_cast
from tests.web.door import browser, number_of, somebody
from tests.web.serving import serving
from tests.web.visitor import Fields, Visitor, words_of

INES, IVO = "ines@example.org", "ivo@example.org"
ROWS = {"X-Fragment": "rows"}
WHY = "Nobody has decided that the boat goes."


@dataclass
class Desk:
    """Ines at a case of hers, and what lies behind the page."""

    app: Flask
    ines: Visitor
    pack: int
    here: str

    def page(self, query: str = "") -> TestResponse:
        return self.ines.get(self.here + query)

    def see(self, query: str = "") -> str:
        return words_of(self.page(query).text)

    def post(
        self, path: str, fields: Fields | None = None, *, scripted: bool = False
    ) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page().text)
        assert token
        data = {"csrf_token": token[1], "revision": "1", **(fields or {})}
        headers = ROWS if scripted else {}
        return self.ines.client.post(self.here + path, data=data, headers=headers)

    def line(self, key: str) -> DeskLine:
        with self.app.extensions[KEY].reading() as session:
            return session.scalars(select(DeskLine).where(DeskLine.key == key)).one()

    def stored(self) -> list[tuple[Any, ...]]:
        with self.app.extensions[KEY].reading() as session:
            rows = session.scalars(select(DeskLine).order_by(DeskLine.id))
            return [(r.key, r.state, r.revision, r.content) for r in rows]


def lay(app: Flask, articles: Any = None, *, excerpts: bool = False) -> Desk:
    ines = somebody(app, INES, Role.INSTRUCTOR)
    database, number = app.extensions[KEY], number_of(app, INES)
    pack = desk_cast.lay_pack(database, number)
    slug = desk_cast.lay_case(database, number, pack, articles, excerpts=excerpts)
    return Desk(app, ines, pack, f"/desk/{pack}/{slug}/")


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Lay a small case of Ines's on the desk."""
    return lay(app)


@pytest.fixture(scope="module")
def lasting(loaded_template: Any, tmp_path_factory: Any) -> Iterator[Desk]:
    """Lay a case that nothing in this file changes."""
    path = tmp_path_factory.mktemp("desk") / "quizapp.sqlite"
    path.write_bytes(loaded_template.read_bytes())
    with serving(f"sqlite:///{path}") as app:
        yield lay(app)


def share(desk: Desk, email: str) -> Visitor:
    """Let somebody else work on the pack."""
    other = somebody(desk.app, email, Role.INSTRUCTOR)
    with desk.app.extensions[KEY].writing() as session:
        session.add(
            DeskEditor(
                desk_pack_id=desk.pack,
                person_id=number_of(desk.app, email),
                since=desk_cast.NOON,
            )
        )
    return other


# ------------------------------------------------------------------- what is seen


def test_the_heading_says_how_far_it_is(desk):
    assert "Nothing decided yet; five wait for you." in desk.see()
    desk.post("lines/line-001/accept")
    assert "One line decided; four wait for you." in desk.see()
    for key in ("line-002", "line-003", "line-004", "line-005"):
        desk.post(f"lines/{key}/reject")
    assert "All five lines are decided." in desk.see()


def test_source_and_rewrite_stand_side_by_side_with_what_changed_marked(lasting):
    seen = lasting.see()
    assert "“We [ hope ] to [ keep ] the early boat" in seen
    assert "“We [ plan ] to [ drop ] the early boat" in seen
    assert "proposed Altered quotation very likely, 0.90" in seen
    assert "left out of the rewrite" in seen
    assert "nothing in the source matches" in seen
    assert "wrong" not in seen


def test_what_the_rewrite_leaves_out_is_gathered(lasting):
    assert "1 sentence of the source is not in the rewrite" in lasting.see()


def test_the_page_s_furniture_is_gathered_and_sources_are_named(app):
    seen = lay(app, desk_cast.ferry()).see()
    assert "2 lines here belong to the page, not to the story" in seen
    assert "Radio Lindmere" in seen


def test_every_sentence_of_the_rewrite_has_a_row(app):
    sources, derived = desk_cast.ferry()
    page = lay(app, (sources, derived)).page().text
    seen = " ".join(words_of(re.sub(r'<span class="vh">.*?</span>', "", page)).split())
    plain = re.sub(r"\W", "", seen)
    for sentence in re.split(r"(?<=[.!?”])\s+|\n+", derived):
        assert re.sub(r"\W", "", sentence) in plain


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", 5),
        ("?show=waiting", 5),
        ("?show=decided", 0),
        ("?kind=altered_quote", 1),
        ("?kind=missing_attribution", 5),
        ("?kind=stripped_attribution", 1),
        ("?from=0.9", 3),
        ("?from=0.7", 4),
        ("?show=waiting&kind=omitted_context&from=0.5", 1),
        ("?show=nonsense&kind=9&from=x&page=-1", 5),
        ("?page=9999", 5),
        ("?page=٣", 5),
    ],
)
def test_lines_are_sifted_by_what_the_address_says(lasting, query, keys):
    page = lasting.page(query)
    assert page.status_code == 200
    assert len(set(re.findall(r'id="row-(line-\d+)"', page.text))) == keys


def test_a_long_case_has_pages_and_the_open_line_is_on_the_one_shown(app, monkeypatch):
    monkeypatch.setattr("quizapp.web.desk_filter.in_pages.__defaults__", (10,))
    desk = lay(app, desk_cast.ferry())
    first = desk.page().text
    assert first.count('<li class="al') in range(10, 14)
    assert 'aria-current="page"' in first
    *_, other, last = [key for key, *_ in desk.stored() if key.startswith("line-")]
    assert f'id="row-{last}"' not in first
    assert f'id="row-{last}"' in desk.page(f"?at=row-{last}").text
    sent = desk.post(f"lines/{other}/reject")
    assert re.search(rf"\?page=\d+(&at=row-{last})?#row-{other}$", sent.location)


def test_what_is_not_compared_yet_leads_to_its_texts(desk):
    with desk.app.extensions[KEY].writing() as session:
        desk_cases.bring_case(
            session,
            person=number_of(desk.app, INES),
            pack=desk.pack,
            slug="later",
            title="Later",
            about="",
            articles=[],
            now=desk_cast.NOON,
        )
    sent = desk.ines.get(f"/desk/{desk.pack}/later/")
    assert (sent.status_code, sent.location) == (303, f"/desk/{desk.pack}/later/texts")


def test_text_of_an_article_is_never_markup(app):
    sources, derived = desk_cast.small()
    bad = "<script>alert(1)</script>&lt;b&gt; {{ 12347 * 76543 }}"
    texts = {key: text.replace("60 people", bad) for key, text in sources.items()}
    desk = lay(app, (texts, derived.replace("70 people", f"{bad} again")))
    keys = [key for key, *_ in desk.stored()]
    for path in ("", *(f"lines/{key}" for key in keys if key.startswith("line-"))):
        page = desk.page(path).text
        assert "<script>alert" not in page
        assert str(12347 * 76543) not in words_of(page)
        assert path or "&lt;script&gt;" in page


# --------------------------------------------------------------------- decisions


@pytest.mark.parametrize(
    ("key", "verdict", "state", "faithful"),
    [
        ("line-001", "accept", "accepted", False),
        ("line-002", "faithful", "accepted", True),
        ("line-003", "reject", "rejected", False),
        ("line-004", "reject", "rejected", False),
        ("sound-001", "accept", "accepted", True),
    ],
)
def test_a_decision_leads_back_to_its_row(desk, key, verdict, state, faithful):
    sent = desk.post(f"lines/{key}/{verdict}")
    assert sent.status_code == 303
    assert sent.location.startswith(desk.here)
    assert sent.location.endswith(f"#row-{key}")
    line = desk.line(key)
    assert line.state == state
    assert (not line.content["line"]["kinds"]) is faithful
    assert line.revision == 2


def test_the_next_line_that_waits_is_open_after_a_decision(desk):
    sent = desk.post("lines/line-002/accept", {"show": "waiting", "from": "0.7"})
    assert sent.location == (
        f"{desk.here}?show=waiting&from=0.7&at=row-line-003#row-line-003"
    )
    page = desk.page("?show=waiting&from=0.7&at=row-line-003").text
    opened = re.findall(r'id="row-(line-\d+)"(?:(?!</summary>).)*?open>', page, re.S)
    assert opened[-1:] == ["line-003"]


def test_what_was_decided_waits_again_when_it_is_put_back(desk):
    desk.post("lines/line-001/reject")
    desk.post("lines/line-001/wait", {"revision": "2"})
    assert desk.line("line-001").state == "proposed"


@pytest.mark.parametrize(
    ("key", "verdict", "sentence"),
    [
        ("line-004", "accept", "three kept statements"),
        ("line-004", "faithful", "reject it instead"),
        ("line-005", "faithful", "A sound line needs the words of the source"),
    ],
)
@pytest.mark.parametrize("scripted", [False, True])
def test_what_cannot_be_decided_so_is_said_in_the_row(
    desk, key, verdict, sentence, scripted
):
    before = desk.stored()
    sent = desk.post(f"lines/{key}/{verdict}", scripted=scripted)
    assert sent.status_code == 400
    assert sentence in words_of(sent.text)
    assert desk.stored() == before


def test_the_same_decision_twice_does_no_harm(desk):
    for _ in range(2):
        assert desk.post("lines/line-001/accept").status_code == 303
    assert desk.line("line-001").revision == 2


@pytest.mark.parametrize("scripted", [False, True])
@pytest.mark.parametrize("path", ["lines/line-001/accept", "lines/line-001"])
def test_a_stale_revision_changes_nothing_and_names_who_was_faster(
    desk, path, scripted
):
    ivo = share(desk, IVO)
    ivo.get(desk.here)
    ivo.post(f"{desk.here}lines/line-001/reject", {"revision": "1"}, page=desk.here)
    before = desk.stored()
    sent = desk.post(
        path, {"part": "why", "why": WHY, "then": "accept"}, scripted=scripted
    )
    assert sent.status_code == 409
    assert "Ivo decided on this line in between" in words_of(sent.text)
    assert "rejected" in sent.text if path.endswith("accept") else WHY in sent.text
    assert desk.stored() == before
    current = 'name="revision" value="2"'
    assert current in sent.text


def test_the_script_gets_rows_and_what_comes_next(desk):
    sent = desk.post("lines/line-001/accept", scripted=True)
    assert sent.status_code == 200
    assert sent.headers["X-Fragment"] == "rows"
    assert "<html" not in sent.text
    assert 'id="row-line-001"' in sent.text
    assert 'data-following="row-line-002"' in sent.text
    assert 'data-said="Accepted."' in sent.text
    assert sent.text.count('<li class="al') == 1


def test_undo_takes_back_step_by_step_and_only_ones_own(desk):
    ivo = share(desk, IVO)
    desk.post("lines/line-001/accept")
    ivo.get(desk.here)
    ivo.post(f"{desk.here}lines/line-002/reject", {"revision": "1"}, page=desk.here)
    desk.post("lines/line-003/reject")
    assert desk.post("undo").location.endswith("#row-line-003")
    assert desk.post("undo", scripted=True).status_code == 200
    states = {key: state for key, state, *_ in desk.stored()}
    assert states["line-001"] == states["line-003"] == "proposed"
    assert states["line-002"] == "rejected"
    nothing = desk.post("undo", scripted=True)
    assert nothing.status_code == 409
    assert "nothing of yours to take back" in nothing.text


def test_undo_that_is_sent_again_after_its_answer_was_lost_takes_back_no_more(desk):
    desk.post("lines/line-001/accept")
    desk.post("lines/line-003/reject")
    known = re.search(r'name="step" value="([^"]+)"', desk.page().text)
    assert known
    for _ in range(2):
        answer = desk.post("undo", {"step": known[1]}, scripted=True)
        assert answer.status_code == 200
        assert 'data-said="Taken back."' in answer.text
        states = {key: state for key, state, *_ in desk.stored()}
        assert (states["line-001"], states["line-003"]) == ("accepted", "proposed")
    newest = re.search(r'data-step="(line-001\.\d+)"', answer.text)
    assert newest
    desk.post("undo", {"step": newest[1]})
    assert desk.line("line-001").state == "proposed"


# ------------------------------------------------------------------------ changes


def test_a_line_is_changed_in_all_its_parts_at_once(desk):
    sent = desk.post(
        "lines/line-002",
        {
            "part": ["kinds", "words", "why", "form", "gap"],
            "kinds": ["changed_detail", "manufactured_quote"],
            "main": "manufactured_quote",
            "derived_word": ["1", "3"],
            "source_word": ["1", "3"],
            "why": WHY,
            "form": "A",
            "gap": "hope to keep",
            "other": ["plan to drop", "wish to sell", ""],
            "then": "accept",
        },
    )
    assert sent.status_code == 303, words_of(sent.text)
    line = desk.line("line-002")
    content = line.content["line"]
    assert line.state == "accepted"
    assert content["kinds"] == ["manufactured_quote", "changed_detail"]
    assert content["why"] == WHY
    assert content["form"] == "A"
    assert content["gap"]["others"] == ["plan to drop", "wish to sell"]
    assert [c["derived"] for c in content["changes"]] == ["plan", "drop"]


def test_a_change_can_be_saved_without_deciding(desk):
    desk.post("lines/line-001", {"part": "why", "why": WHY, "then": "keep"})
    assert desk.line("line-001").state == "proposed"
    assert desk.line("line-001").content["line"]["why"] == WHY
    assert "Nothing decided yet" in desk.see()


BAD_CHANGES: list[tuple[str, Fields, str]] = [
    ("line-002", {"part": "kinds"}, "Choose at least one kind"),
    ("line-002", {"part": "kinds", "kinds": "nonsense"}, "Choose at least one kind"),
    (
        "line-002",
        {"part": "kinds", "kinds": "omitted_context"},
        "Choose at least one kind",
    ),
    ("line-002", {"part": "words"}, "Mark the words that were changed"),
    ("line-002", {"part": "words", "derived_word": "999"}, "The passage has changed"),
    ("line-002", {"part": "words", "derived_word": "-1"}, "Mark the words"),
    ("line-002", {"part": "why", "why": ""}, "Say why in one or two sentences"),
    ("line-002", {"part": "why", "why": "x" * 351}, "350 characters"),
    ("line-002", {"part": "why", "why": "\0\x07"}, "Say why in one or two sentences"),
    ("line-002", {"part": "form", "form": "C"}, "Choose where the line is used"),
    ("line-002", {"part": "gap", "gap": "x", "other": ["a", "b"]}, "The gap’s words"),
    ("line-002", {"part": "gap", "gap": "hope", "other": ["a"]}, "wrong choices"),
    ("line-002", {"part": "passage"}, "Choose a sentence, or say"),
    ("line-002", {"part": "passage", "sentence": "courier"}, "no such sentence"),
    ("line-002", {"part": "passage", "sentence": "../x.1-2"}, "no such sentence"),
    (
        "line-002",
        {"part": "passage", "sentence": ["courier.0-9", "radio.0-9"]},
        "one source only",
    ),
    ("line-002", {"part": "passage", "sentence": "radio.0-9"}, "compare them again"),
    (
        "line-002",
        {"part": "passage", "sentence": "courier.99999-99999999"},
        "Choose a sentence of the source",
    ),
    ("line-002", {"part": "why", "why": WHY, "revision": "x"}, "Something was missing"),
    ("line-002", {"part": "why", "why": WHY, "revision": "٣"}, "Something was missing"),
]


@pytest.mark.parametrize("scripted", [False, True])
@pytest.mark.parametrize(("key", "fields", "sentence"), BAD_CHANGES)
def test_a_change_that_cannot_be_taken_says_why_and_changes_nothing(
    lasting, key, fields, sentence, scripted
):
    before = lasting.stored()
    sent = lasting.post(f"lines/{key}", fields, scripted=scripted)
    assert sent.status_code in (400, 409)
    assert sentence in words_of(sent.text)
    assert lasting.stored() == before
    assert bool(sent.headers.get("X-Fragment")) is scripted


def test_a_page_of_its_own_goes_to_what_is_wrong_with_a_line(lasting):
    fields = {"part": "why", "why": ""}
    told = re.compile(r'role="alert" tabindex="-1" autofocus>Say why in one')
    assert told.search(lasting.post("lines/line-002", fields).text)
    # Among the other lines the script knows where to go.
    rows = lasting.post("lines/line-002", fields, scripted=True)
    assert "autofocus" not in rows.text


def test_what_was_typed_is_shown_again(lasting):
    why = f"{WHY} " * 10
    fields = {"part": ["words", "why"], "derived_word": ["7"], "why": why}
    sent = lasting.post("lines/line-002", fields)
    assert why in sent.text
    assert re.search(r'name="derived_word" value="7" checked', sent.text)
    assert not re.search(r'name="derived_word" value="1" checked', sent.text)


def test_another_passage_is_put_beside_a_line(desk):
    page = desk.page("lines/line-005?find=public+meeting").text
    found = r'value="(courier\.\d+-\d+)"(?: checked)?><span[^>]*>The engine'
    place = re.search(found, page)
    assert place
    fields = {"part": "passage", "sentence": place[1], "carries": "no"}
    assert desk.post("lines/line-005", fields).status_code == 303
    passage = desk.line("line-005").content["line"]["passages"][0]
    assert passage["excerpt"]["words"].startswith("The engine dates")
    assert passage["carries"] is False


def test_the_source_s_sentences_are_looked_for_by_words(lasting):
    found = lasting.page("lines/line-001?find=COUNCIL+date").text
    assert "No date has been set" in found
    assert lasting.page("lines/line-001?find=%00%FF*(").status_code == 200


# ---------------------------------------------------------------- what was missed


def spot(desk: Desk, words: str) -> str:
    """Return the query that the page's link has for a sentence of the rewrite."""
    page = desk.page().text
    row = next(r for r in page.split('<li class="al')[1:] if words in r)
    found = re.search(r"add\?(derived=[^\"&]+(?:&amp;source=[^\"&]+)?)", row)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_sentence_becomes_a_sound_line_with_one_click(desk):
    query = spot(desk, "Its engine")
    assert desk.post(f"add?sort=sound&{query}").status_code == 303
    assert desk.post(f"add?sort=sound&{query}").status_code == 303
    made = [row for row in desk.stored() if row[0].startswith("added-")]
    assert len(made) == 1
    assert made[0][1] == "accepted"
    assert "added by hand" in desk.see()


def test_a_discrepancy_is_added_to_a_sentence(desk):
    query = spot(desk, "Its engine")
    page = desk.page(f"add?{query}").text
    assert "Add a discrepancy" in page
    words = re.findall(r'name="(\w+)_word" value="(\d+)"><span>1987', page)
    fields: Fields = {f"{side}_word": [place] for side, place in words}
    sent = desk.post(
        f"add?sort=discrepancy&{query}",
        {
            **fields,
            "part": ["kinds", "words", "why", "form"],
            "kinds": "changed_detail",
            "why": WHY,
            "form": "training",
        },
    )
    assert sent.status_code == 303, words_of(sent.text)
    key = sent.location.rpartition("#row-")[2]
    assert desk.line(key).content["line"]["kinds"] == ["changed_detail"]
    desk.post("undo")
    assert key not in {row[0] for row in desk.stored()}


def test_what_was_left_out_is_added(desk):
    page = desk.page().text
    query = re.search(r'add\?(source=[^"&]+)', page)
    assert query
    assert "This was left out" in desk.page(f"add?{query[1]}").text
    sent = desk.post(f"add?sort=omission&{query[1]}", {"part": "why", "why": WHY})
    assert sent.status_code == 303, words_of(sent.text)
    key = sent.location.rpartition("#row-")[2]
    assert desk.line(key).content["line"]["kinds"] == ["omitted_context"]


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("add", {}, 400),
        ("add", {"sort": "sound"}, 400),
        ("add", {"sort": "sound", "derived": "0-10"}, 400),
        ("add", {"sort": "omission"}, 400),
        ("add", {"sort": "omission", "source": "courier.99999-99999"}, 409),
        ("add", {"sort": "discrepancy", "derived": "x"}, 400),
        ("add", {"sort": "nonsense", "derived": "0-10"}, 400),
        ("lines/nobody/accept", {}, 404),
        ("lines/line-001/applaud", {}, 404),
        ("lines/line-001/accept", {"revision": "-1"}, 400),
        ("lines/line-001/accept", {"revision": "9" * 40}, 400),
        ("lines/line-001/accept", {"revision": "7"}, 409),
        ("lines/nobody", {"part": "why", "why": WHY}, 404),
    ],
)
def test_garbage_is_refused_and_changes_nothing(lasting, path, fields, status):
    before = lasting.stored()
    assert lasting.post(path, fields).status_code == status
    assert lasting.stored() == before


@pytest.mark.parametrize("path", ["add", "add?derived=1-2", "add?source=x.1-2"])
def test_a_form_for_no_sentence_is_not_there(lasting, path):
    assert lasting.page(path).status_code == 404


# ------------------------------------------------------------- excerpts and rights


def test_a_case_of_excerpts_is_decided_all_the_same(app):
    desk = lay(app, excerpts=True)
    seen = desk.see()
    assert "We [ plan ] to [ drop ]" in seen
    assert "Other passage" not in seen
    assert "Add a discrepancy" not in seen
    assert desk.post("lines/line-001/accept").status_code == 303
    fields = {"part": "why", "why": WHY, "then": "accept"}
    assert desk.post("lines/line-002", fields).status_code == 303
    assert desk.post("lines/line-002/reject", {"revision": "2"}).status_code == 303
    assert desk.post("undo").status_code == 303
    passage = {"part": "passage", "sentence": "courier.0-10"}
    refused = desk.post("lines/line-003", passage)
    assert refused.status_code == 409
    assert "Only excerpts of these articles are here" in words_of(refused.text)
    assert desk.page("lines/line-003").status_code == 200


ADDRESSES = [
    ("get", ""),
    ("get", "lines/line-001"),
    ("get", "add?derived=0-16"),
    ("post", "lines/line-001/accept"),
    ("post", "lines/line-001/faithful"),
    ("post", "lines/line-001/reject"),
    ("post", "lines/line-001/wait"),
    ("post", "lines/line-001"),
    ("post", "undo"),
    ("post", "add?sort=sound&derived=0-16&source=courier.0-10"),
]


@pytest.mark.parametrize(
    ("who", "status"),
    [("guest", 401), (Role.PLAYER, 403), (Role.INSTRUCTOR, 404), (Role.ADMIN, 404)],
)
def test_nobody_else_sees_or_decides_anything(desk, who, status):
    other = browser(desk.app)
    if isinstance(who, Role):
        other = somebody(desk.app, f"{who}@example.org", who)
    before = desk.stored()
    for method, path in ADDRESSES:
        if method == "get":
            got = other.client.get(desk.here + path)
        else:
            fields = {"revision": "1", "part": "why", "why": WHY}
            other.get("/you/" if who == "guest" else "/account/")
            got = other.post(desk.here + path, fields)
        wanted = 303 if (who, method) == ("guest", "get") else status
        assert got.status_code == wanted, path
    assert desk.stored() == before
