"""The boards as Ines sees them, for groups of every size, and what she takes along."""

import csv
import json
import re
from io import BytesIO, StringIO
from random import Random
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select, update

from quizapp.db import models
from quizapp.game.role import Role
from quizapp.services.group_export import ANSWERS, GRADES
from quizapp.web.charts import Axis, Row, rows_chart, spotting_scale
from quizapp.web.pages import boards
from quizapp.web.sessions import KEY
from quizapp.web.sheets import csv_lines
from tests.services.simulated import Played, Writer, simulate_class
from tests.web.door import somebody
from tests.web.rights import make_group
from tests.web.visitor import Visitor, heading, without_token, words_of

FORMULA = "=1+1"


@pytest.fixture(scope="module")
def ines(lasting_app: Flask) -> Visitor:
    return somebody(lasting_app, "ines@example.org", Role.INSTRUCTOR)


@pytest.fixture(scope="module")
def groups(lasting_app: Flask, ines: Visitor) -> dict[int, str]:
    """Return the addresses of four groups by their sizes; the largest had a room."""
    found = {}
    for size in (0, 1, 4, 30):
        found[size] = make_group(ines, f"Group of {size}")
        number = int(found[size].split("/")[2])
        with lasting_app.extensions[KEY].writing() as session:
            writer = Writer(session, Random(size))
            people = simulate_class(writer, number, size)
            if size == 30:
                writer.room(people, 6, days=10)
            writer.flush()
            session.execute(
                update(models.Member)
                .where(models.Member.nickname == "Player 2")
                .where(models.Member.group_id == number)
                .values(nickname=FORMULA)
            )
    return found


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "Nobody has judged a line this way yet."),
        (1, "Few people, so no intervals: 1 person, 40 lines judged."),
        (4, "Few people, so no intervals: 4 people, 160 lines judged."),
    ],
)
def test_few_people_get_words_and_no_interval(
    ines: Visitor, groups: dict[int, str], size: int, said: str
) -> None:
    page = ines.get(f"{groups[size]}board")
    assert page.status_code == 200
    assert heading(page.text) == said
    assert 'class="band"' not in page.text
    assert not re.search(r'class="[^"]*\bci"', page.text)


def test_a_course_is_told_in_one_sentence(
    ines: Visitor, groups: dict[int, str]
) -> None:
    page = ines.get(f"{groups[30]}board").text
    assert heading(page).startswith("They have become better at telling lines apart")
    said = words_of(page)
    assert re.search(r"Spotting rose by 0\.\d\d", said)
    assert re.search(r"they caught \d+ before and \d+ after; of 100 sound ones", said)
    assert "Paired: the same 30 people in both tests." in said
    assert "15 took form A first and 15 form B" in said
    assert "0.20 either way" in said or "within 0.20" in said
    assert "in rooms, source beside" in said


def test_the_figures_of_the_page_are_those_of_the_table(
    ines: Visitor, groups: dict[int, str]
) -> None:
    """Spotting before and after, worked out again from the answers taken along."""
    rows = answers(ines, groups[30])
    said = words_of(ines.get(f"{groups[30]}board").text)
    for form in ("before", "after"):
        assert re.search(rf"\b{form} {area(rows, form):.2f} \(", said), form


def answers(ines: Visitor, group: str, more: str = "") -> list[dict[str, str]]:
    sent = ines.get(f"{group}board/answers.csv{more}")
    assert sent.status_code == 200
    return list(csv.DictReader(StringIO(sent.data.decode("utf-8-sig"))))


def area(rows: list[dict[str, str]], when: str) -> float:
    """Return the area under the ROC of a test, pair by pair."""
    tests: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: row["dealt_at"]):
        if row["form"] != "training":
            tests.setdefault(row["participant"], {})[row["form"]] = row["dealt_at"]
    first = {who: min(begun, key=begun.__getitem__) for who, begun in tests.items()}
    ratings: dict[str, list[int]] = {"faithful": [], "discrepant": []}
    for row in rows:
        sat = row["form"] != "training"
        if sat and (row["form"] == first[row["participant"]]) is (when == "before"):
            sure = int(row["certainty"])
            rating = 4 - sure if row["verdict"] == "carries" else 3 + sure
            ratings[row["truth"]].append(rating)
    pairs = [
        (b > a) + (b == a) / 2
        for a in ratings["faithful"]
        for b in ratings["discrepant"]
    ]
    return sum(pairs) / len(pairs)


def test_hidden_reading_has_a_board_of_its_own(
    ines: Visitor, groups: dict[int, str]
) -> None:
    said = ines.see(f"{groups[30]}board?source=hidden")
    assert "reading with the source hidden" in said
    assert "Give them a test before" not in said
    assert ines.get(f"{groups[30]}board?source=neither").status_code == 200


@pytest.mark.parametrize("size", [0, 1, 4, 30])
def test_every_chart_says_what_it_shows_and_has_its_table(
    ines: Visitor, groups: dict[int, str], size: int
) -> None:
    page = ines.get(f"{groups[size]}board").text
    charts = re.findall(r'<svg class="chart".*?</svg>', page, re.DOTALL)
    assert bool(charts) is (size == 30)
    for chart in charts:
        named = re.search(r"<title[^>]*>(.+?)</title>", chart)
        assert named
        assert re.search(r"<desc[^>]*>.{20,}</desc>", chart, re.DOTALL)
    assert page.count("<figure") == page.count("The figures as a table")
    assert "style=" not in page


# ------------------------------------------------------------------ questions


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "Nobody has answered a question yet."),
        (1, "Too few answers to tell yet: it takes twenty to a line."),
    ],
)
def test_questions_without_answers_say_so(
    ines: Visitor, groups: dict[int, str], size: int, said: str
) -> None:
    assert heading(ines.get(f"{groups[size]}questions").text) == said


def column(page: str, name: str) -> list[float]:
    cells = re.findall(
        rf'data-label="{name}">\s*([^<\s]*)', page.replace("−", "-"), re.DOTALL
    )
    return [float(cell) for cell in cells if cell not in ("–", "")]


@pytest.mark.parametrize(
    ("sort", "name"),
    [
        ("right", "Right"),
        ("discrimination", "Discrimination"),
        ("certainty", "Certainty"),
        ("n", "n"),
    ],
)
def test_questions_are_sorted_by_a_link(
    ines: Visitor, groups: dict[int, str], sort: str, name: str
) -> None:
    here = f"{groups[30]}questions?sort={sort}"
    up, down = (
        column(ines.get(f"{here}&order={way}").text, name) for way in ("up", "down")
    )
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert len(up) > 5


def test_an_unknown_order_or_pack_is_the_usual_one(
    ines: Visitor, groups: dict[int, str]
) -> None:
    here = f"{groups[30]}questions"
    usual, odd = (
        without_token(ines.get(f"{here}{query}").text)
        for query in ("", "?sort=nothing&pack=nowhere&order=sideways")
    )
    assert odd == usual


def test_a_line_has_six_bars_and_says_what_to_do(
    ines: Visitor, groups: dict[int, str]
) -> None:
    page = ines.get(f"{groups[30]}questions").text
    bars = re.findall(r'<svg class="six".*?</svg>', page, re.DOTALL)
    assert bars
    assert {bar.count("<path") for bar in bars} == {7}
    said = words_of(page)
    assert "Nothing to do." in said or "second look" in said


# --------------------------------------------------------------------- a path


@pytest.mark.parametrize("size", [1, 4, 30])
def test_the_roster_leads_to_a_path(
    ines: Visitor, groups: dict[int, str], size: int
) -> None:
    page = ines.get(f"{groups[size]}board").text
    found = re.search(r'href="([^"]+/board/members/\d+)"', page)
    assert found
    path = ines.get(found[1])
    assert path.status_code == 200
    assert re.fullmatch(r"Player 1 ?: \d+ of \d+ right", heading(path.text))
    assert "What they missed, the latest first" in path.text


# ------------------------------------------------------------------------ out


@pytest.mark.parametrize("size", [0, 1, 30])
def test_every_ending_holds_the_same_rows(
    ines: Visitor, groups: dict[int, str], size: int
) -> None:
    table = answers(ines, groups[size])
    sent = ines.get(f"{groups[size]}board/answers.json")
    listed = json.loads(sent.data)
    assert sent.mimetype == "application/json"
    assert [row["line"] for row in listed] == [row["line"] for row in table]
    assert [str(row["marks"]) for row in listed] == [row["marks"] for row in table]
    book = ines.get(f"{groups[size]}board/answers.xlsx")
    sheet = ZipFile(BytesIO(book.data)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(table) + 1
    if table:
        assert tuple(table[0]) == ANSWERS


def test_nobody_is_named_without_a_tick(ines: Visitor, groups: dict[int, str]) -> None:
    plain = answers(ines, groups[30])
    named = answers(ines, groups[30], "?nicknames=yes")
    assert {row["nickname"] for row in plain} == {""}
    assert "Player 1" in {row["nickname"] for row in named}
    assert [r["participant"] for r in plain] == [r["participant"] for r in named]
    assert all(re.fullmatch(r"P-[A-Z2-7]{8}", row["participant"]) for row in plain)


def test_a_nickname_is_no_formula(ines: Visitor, groups: dict[int, str]) -> None:
    group = groups[30]
    sent = ines.get(f"{group}board/gradebook.csv?nicknames=yes").data.decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(StringIO(sent)))
    assert f"'{FORMULA}" in {row["nickname"] for row in rows}
    assert FORMULA not in {row["nickname"] for row in rows}
    assert tuple(rows[0]) == GRADES
    book = ines.get(f"{group}board/gradebook.xlsx?nicknames=yes")
    with ZipFile(BytesIO(book.data)) as parts:
        assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
        assert FORMULA in parts.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("Kim;=1+1", "Kim;'=1+1"),
        ('Kim;"=1+1', "Kim;\"'=1+1"),
        ("Kim;;@x", "Kim;;'@x"),
        ("1-2=x;y", "1-2=x;y"),
    ],
)
def test_where_a_semicolon_begins_a_cell_it_begins_no_formula(
    typed: str, written: str
) -> None:
    sent = b"".join(csv_lines(("name",), [(typed,)])).decode("utf-8-sig")
    assert list(csv.reader(StringIO(sent))) == [["name"], [written]]


def test_a_long_table_goes_out_as_csv(
    ines: Visitor, groups: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "MOST_IN_WORKBOOK", 10)
    refused = ines.get(f"{groups[1]}board/answers.xlsx")
    assert refused.status_code == 400
    assert "Take the CSV" in words_of(refused.text)


def test_another_ending_is_no_page(ines: Visitor, groups: dict[int, str]) -> None:
    assert ines.get(f"{groups[1]}board/answers.doc").status_code == 404
    assert ines.get(f"{groups[1]}board/gradebook.doc").status_code == 404


def test_an_erased_group_shows_its_counts(lasting_app: Flask, ines: Visitor) -> None:
    group = make_group(ines, "To be erased")
    number = int(group.split("/")[2])
    with lasting_app.extensions[KEY].writing() as session:
        writer = Writer(session, Random(99))
        simulate_class(writer, number, 1, course=[Played()])
        writer.flush()
    ines.post(f"{group}erase", {"erase": "yes"}, page=f"{group}settings")
    with lasting_app.extensions[KEY].reading() as session:
        erased = select(models.Group.erased_at).where(models.Group.id == number)
        assert session.scalar(erased) is not None
    for page in ("board", "questions"):
        assert ines.get(f"{group}{page}").location.endswith(group)
    assert answers(ines, group) == []


# ------------------------------------------------------------------- geometry


def test_what_lies_beyond_a_scale_is_drawn_at_its_end() -> None:
    axis = Axis(0.5, 1.0, 10, 110)
    assert [axis.at(value) for value in (0.2, 0.5, 0.75, 1.2)] == [10, 10, 60, 110]


def test_a_chart_of_nothing_is_none() -> None:
    rows = [Row("before", None, True, "few people")]
    assert rows_chart("Spotting", rows, spotting_scale()) is None
