"""PDF: lines become paragraphs again, and margins go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.documents.article import ReadArticle
from quizapp.documents.pdf import read
from quizapp.documents.pdf_lines import PrintedLine, find_headline, without_margins
from quizapp.documents.pdf_paragraphs import join_lines
from quizapp.documents.read import read_document
from tests.documents.samples import HEADLINE, column, printed

FIRST = [
    "The council of Marlow voted on Tuesday to close the old",
    "iron bridge to cars for eighteen months, after engineers",
    "found cracks in two of its eight chains.",
]
SECOND = [
    "Repairs will cost about £4.2 million, says the govern-",
    "ment. A consultation opens on 3 June and runs for six",
    "weeks. The well-known bridge opened in the spring of",
    "1832.",
]
JOINED = (
    "The council of Marlow voted on Tuesday to close the old iron bridge to cars for "
    "eighteen months, after engineers found cracks in two of its eight chains.",
    "Repairs will cost about £4.2 million, says the government. A consultation opens "
    "on 3 June and runs for six weeks. The well-known bridge opened in the spring of "
    "1832.",
)


def test_a_pdf_gives_its_paragraphs_and_its_headline() -> None:
    page = [(72.0, 740.0, 22.0, HEADLINE), *column([*FIRST, "", *SECOND])]
    assert read_document(printed(page), "bridge.pdf") == ReadArticle(
        "\n\n".join((HEADLINE, *JOINED)), HEADLINE
    )


@pytest.mark.parametrize("name", ["bridge.txt", "bridge.docx", ""])
def test_a_pdf_is_told_by_what_is_in_it(name: str) -> None:
    page = column([*FIRST, "", *SECOND])
    assert read_document(printed(page), name) == ReadArticle("\n\n".join(JOINED))


def test_an_indent_begins_a_paragraph() -> None:
    lines = column([*FIRST, *SECOND])
    lines[0] = (86.0, *lines[0][1:])
    lines[3] = (86.0, *lines[3][1:])
    assert read(printed(lines)).paragraphs == JOINED


def test_a_short_last_line_ends_a_paragraph() -> None:
    assert read(printed(column([*FIRST, *SECOND]))).paragraphs == JOINED


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    pages = column([*FIRST, "", *SECOND[:2]]), column(SECOND[2:])
    assert read(printed(*pages)).paragraphs == JOINED


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    page = column([*FIRST, "", *SECOND[:2]]) + column(SECOND[2:], left=320)
    assert read(printed(page)).paragraphs == JOINED


def test_page_numbers_and_running_heads_are_left_out() -> None:
    heads = [[(72.0, 770.0, 9.0, f"Marlow Gazette, page {n}")] for n in (1, 2)]
    feet = [[(300.0, 30.0, 9.0, f"– {n} –")] for n in (1, 2)]
    pages = (
        heads[0] + column([*FIRST, "", *SECOND[:2]]) + feet[0],
        heads[1] + column(SECOND[2:]) + feet[1],
    )
    assert read(printed(*pages)).paragraphs == JOINED


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    page = [
        (30.0, 775.0, 8.0, f"14/05/2024, 08:30 {HEADLINE}"),
        *column([*FIRST, "", *SECOND]),
        (30.0, 15.0, 8.0, "https://gazette.example/iron-bridge 1/1"),
    ]
    assert read(printed(page)).paragraphs == JOINED


def test_a_number_that_ends_a_page_in_its_text_stays() -> None:
    page = column(["The bridge is closed, and the loss is put at about £m", "120"])
    assert read(printed(page)).paragraphs[0].endswith("£m 120")


def test_a_head_that_repeats_the_headline_goes_but_the_headline_stays() -> None:
    title = [(72.0, 750.0, 22.0, HEADLINE)]
    again = [(72.0, 770.0, 8.0, HEADLINE)]
    pages = title + column(FIRST), again + column(SECOND), again + column(FIRST)
    article = read_document(printed(*pages))
    assert article.headline == HEADLINE
    assert article.text.count(HEADLINE) == 1


def test_a_headline_on_two_lines_is_one() -> None:
    title = [
        (72.0, 766.0, 22.0, "Iron bridge to close"),
        (72.0, 740.0, 22.0, "to cars"),
    ]
    assert find_headline([_lines([*title, *column(FIRST)])]) == (
        "Iron bridge to close to cars"
    )
    assert read(printed([*title, *column(FIRST)])).paragraphs == (
        "Iron bridge to close to cars",
        JOINED[0],
    )


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("says the govern-", "ment of today", "says the government of today"),
        ("says the govern\u00ad", "ment of today", "says the government of today"),
        ("in the years 2019-", "2021 it rained", "in the years 2019- 2021 it rained"),
        ("said Anne-", "Marie today", "said Anne- Marie today"),
        ("rain, or snow -", "who knows", "rain, or snow - who knows"),
    ],
)
def test_a_hyphen_goes_only_where_it_parts_a_word(
    above: str, below: str, whole: str
) -> None:
    assert join_lines([_lines(column([above, below]))]) == (whole,)


def _lines(drawn: list[tuple[float, float, float, str]]) -> list[PrintedLine]:
    return [PrintedLine(text, left, height, size) for left, height, size, text in drawn]


places = st.floats(-1e6, 1e6)
pages = st.lists(
    st.lists(st.builds(PrintedLine, st.text(min_size=1), places, places, places))
)


@given(pages)
def test_joining_loses_no_letter(pages: list[list[PrintedLine]]) -> None:
    drawn = "".join(line.text for page in pages for line in page)
    kept = "".join(join_lines(pages))
    assert [c for c in kept if c.isalnum()] == [c for c in drawn if c.isalnum()]


@given(pages)
def test_margins_are_lines_of_the_page_and_text_within_it_stays(
    pages: list[list[PrintedLine]],
) -> None:
    for before, after in zip(pages, without_margins(pages), strict=True):
        assert set(after) <= set(before)
        assert len(before) - len(after) <= 7
