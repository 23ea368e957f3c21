"""Every page there is: what it says, its headers, and how it refuses."""

import re
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask

from quizapp.compare.kinds import Kind
from quizapp.db.session import Database
from quizapp.game.line import Line
from quizapp.services.loading import load_pack
from quizapp.web.kinds import kind_words
from tests import cast
from tests.web.conftest import MakeApp
from tests.web.visitor import HERE, Visitor, asked_at, fields_for

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types stages desk-rows"
)
PAGES = ("/", HERE, "/kinds", "/you/", "/nowhere")


def test_home_shows_the_cases(lea: Visitor) -> None:
    page = lea.see("/")
    assert "The early boat" in page
    assert "19 lines · 1 source" in page
    assert "Played before?" in page


def test_home_shows_the_way_to_the_code_to_those_who_have_one(lea: Visitor) -> None:
    lea.start()
    assert "Show my code" in lea.see("/")


def test_an_empty_shelf_says_how_to_fill_it(
    sqlite_template: Path, tmp_path: Path, serve: MakeApp
) -> None:
    path = tmp_path / "bare.sqlite"
    copyfile(sqlite_template, path)
    ines = Visitor(serve(f"sqlite:///{path}").test_client())
    assert "No case is here yet. Load a pack:" in ines.see("/")


def test_a_case_says_what_it_is_about(lea: Visitor) -> None:
    page = lea.see(HERE)
    assert "A harbour master speaks to the council." in page
    assert "Coastline Daily, 4 March 2026" in page
    assert "Lindmere Courier, 3 March 2026" in page
    assert "Ines, CC-BY-4.0" in page
    assert "Content note" not in page


def test_a_case_promises_sound_lines_only_where_it_has_them(
    lea: Visitor, database: Database
) -> None:
    promise = "About half of the lines you judge are sound."
    assert promise in lea.see(HERE)
    with database.writing() as session:
        load_pack(session, cast.pack_of(cast.PARTING, digest="2"), now=cast.NOON)
    page = lea.see(HERE)
    assert promise not in page
    assert "Where a line was written for this exercise, the reveal says so." in page


def test_what_a_round_asks_is_told_by_the_size_of_the_case(
    lea: Visitor, database: Database
) -> None:
    assert "19 lines, up to 10 lines a round, about 8 minutes" in lea.see(HERE)
    assert "up to 10 lines a round, about 8 minutes" in lea.see("/")
    with database.writing() as session:
        few = cast.pack_of(cast.PARTING[:4], digest="2")
        load_pack(session, few, now=cast.NOON)
    assert "4 lines, about 4 minutes; no clock runs" in lea.see(HERE)
    assert "up to" not in lea.see("/")


def test_all_twelve_kinds_are_explained(lea: Visitor) -> None:
    page = lea.see("/kinds")
    assert set(kind_words()) == set(Kind)
    assert [w.name for w in kind_words().values() if w.name not in page] == []


def test_nothing_is_kept_about_a_visitor_who_only_looks(
    lea: Visitor, database: Database
) -> None:
    for page in PAGES:
        lea.get(page)
    assert "nothing is kept about you" in lea.see("/you/")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_headers_that_keep_it_to_itself(
    lea: Visitor, address: str
) -> None:
    headers = lea.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_a_stranger_for_anything(lea: Visitor, address: str) -> None:
    loaded = re.findall(
        r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', lea.get(address).text
    )
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


def test_static_files_are_kept_for_a_year_under_their_own_address(lea: Visitor) -> None:
    for address in re.findall(r'"(/static/[^"]+\?v=\w+)"', lea.get("/").text):
        answer = lea.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000"
        answer.close()


def test_a_missing_file_is_not_kept(lea: Visitor) -> None:
    answer = lea.get("/static/nothing.css?v=1")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_cookie_is_kept_from_scripts_and_strangers(app: Flask) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    cookie = app.test_client().get("/you/").headers["Set-Cookie"]
    assert cookie.startswith("pencil=")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_no_page_repeats_the_cookie(lea: Visitor) -> None:
    pages = [lea.start(), "/", "/you/", "/nowhere"]
    cookie = lea.client.get_cookie("pencil")
    assert cookie
    for address in pages:
        assert cookie.value not in lea.get(address).text


HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        "/cases/winter/nowhere/",
        "/cases/nowhere/ferry/",
        f"{HERE}rounds/1/1",
        f"{HERE}rounds/x/1",
        f"{HERE}rounds/-1/1",
        f"{HERE}rounds/1/{HUGE}",
        f"{HERE}rounds/{HUGE}/1",
        f"{HERE}rounds/{HUGE}/",
        f"{HERE}rounds/1/{'9' * 5000}",
        "/cases/wi%00nter/ferry/",
        "/cases/%ff%fe/ferry/",
        f"/cases/{'x' * 5000}/ferry/",
    ],
)
def test_an_address_that_leads_nowhere_says_so(lea: Visitor, address: str) -> None:
    lea.get("/")
    page = lea.get(address)
    assert page.status_code == 404
    assert "There is no such" in page.text
    assert "To the cases" in page.text


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_a_405_says_how_to_go_on(lea: Visitor, method: str) -> None:
    page = getattr(lea.client, method)("/you/erase")
    assert page.status_code == 405
    assert "This address does not take that." in page.text
    assert "POST" in page.headers["Allow"]


def test_a_form_that_is_too_large_is_refused(lea: Visitor) -> None:
    page = lea.post("/you/rejoin", {"code": "x" * 100_000})
    assert page.status_code == 413
    assert "That is more than this page can take" in page.text


@pytest.mark.parametrize("token", [None, "", "made-up"])
@pytest.mark.parametrize(
    "address", [f"{HERE}rounds", f"{HERE}rounds/1/1", "/you/rejoin", "/you/erase"]
)
def test_a_form_from_elsewhere_is_refused(
    lea: Visitor, address: str, token: str | None
) -> None:
    lea.start()
    sent = {} if token is None else {"csrf_token": token}
    page = lea.client.post(address, data={"verdict": "parts", "certainty": "1", **sent})
    assert page.status_code == 400
    assert "This page is older than your visit, so nothing was stored." in page.text
    assert lea.code()


def test_a_fault_of_ours_gets_a_page_too(app: Flask, tmp_path: Path) -> None:
    visitor = Visitor(app.test_client())
    (tmp_path / "quizapp.sqlite").write_bytes(b"this is no database")
    page = visitor.get("/")
    assert page.status_code == 500
    assert "Something broke on our side." in page.text


NASTY = "<script>alert(1)</script> \"quoted\" 'so' & {{ 12347 * 76543 }} </p>"
WORKED_OUT = str(12347 * 76543)  # too long to stand in a token or an address by chance


def nasty_lines() -> tuple[Line, ...]:
    """Return the cast's lines with markup where a text can stand."""
    return tuple(
        replace(
            line,
            why=f"{NASTY} why",
            derived=line.derived and replace(line.derived, before=NASTY, after=NASTY),
            passages=tuple(
                replace(p, excerpt=replace(p.excerpt, before=NASTY))
                for p in line.passages
            ),
            gap=line.gap and replace(line.gap, others=(NASTY, f"{NASTY} 2")),
            kept=tuple(replace(k, derived=f"{NASTY} {k.derived}") for k in line.kept),
        )
        for line in cast.LINES
    )


def test_markup_in_a_pack_is_shown_as_text(lea: Visitor, database: Database) -> None:
    case = cast.case_of(nasty_lines())
    articles = {key: replace(a, outlet=NASTY) for key, a in case.sources.items()}
    case = replace(case, title=NASTY, about=NASTY, sources=articles)
    pack = replace(cast.pack_of(), cases=(case,), content_note=NASTY, licence=NASTY)
    with database.writing() as session:
        load_pack(session, pack, now=cast.NOON)
    here = lea.start()
    pages = [lea.get(address).text for address in ("/", HERE)]
    for position in range(1, 11):
        address = f"{here}{position}"
        pages.append(lea.get(address).text)
        question = asked_at(database, address).question
        lea.send(address, fields_for(question.format, question.key))
        pages.append(lea.get(address).text)
    pages.append(lea.get(here).text)
    assert all("&lt;script&gt;alert(1)" in page for page in pages)
    assert not any("<script>alert" in page or WORKED_OUT in page for page in pages)


def test_markup_that_is_typed_is_shown_as_text(lea: Visitor) -> None:
    page = lea.post("/you/rejoin", {"code": '"><script>x</script>'}).text
    assert 'value="&#34;&gt;&lt;script&gt;x&lt;/script&gt;"' in page
