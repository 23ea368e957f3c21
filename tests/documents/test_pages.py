"""Web pages: the article and its facts, and nothing of what surrounds them."""

import pytest

from quizapp.documents.article import ReadArticle
from quizapp.documents.read import read_document, read_pasted
from tests.documents.samples import ADDRESS, HEADLINE, PAGE, STORY, TEXT, mhtml

READ = ReadArticle(
    f"{HEADLINE}\n\n{TEXT}", HEADLINE, "Marlow Gazette", "2024-05-14", ADDRESS
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PAGE.encode(), "bridge.html"),
        (PAGE.encode(), ""),
        (PAGE.encode(), "bridge.txt"),
        (PAGE.encode(), "bridge.docx"),
        (PAGE.encode("utf-16"), "bridge.htm"),
        (PAGE.replace("utf-8", "iso-8859-1").encode("cp1252"), "bridge.html"),
        (b"<?xml version='1.0' encoding='UTF-8'?>\n" + PAGE.encode(), "bridge.xhtml"),
        (mhtml(), "bridge.mhtml"),
        (mhtml(), "bridge"),
    ],
    ids=[
        "html",
        "no-name",
        "txt",
        "docx",
        "utf-16",
        "latin-1",
        "xhtml",
        "mhtml",
        "mail",
    ],
)
def test_a_saved_page_gives_the_article_and_its_facts(data: bytes, name: str) -> None:
    assert read_document(data, name) == READ


def test_a_pasted_page_is_read_as_a_page() -> None:
    assert read_pasted(PAGE) == READ


def test_pasted_paragraphs_have_no_facts() -> None:
    pasted = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    assert read_pasted(pasted) == ReadArticle(TEXT)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Tom &amp; Ann <b>left</b>&nbsp;early.</p>", "Tom & Ann left early."),
        ("<div>Rain fell.<br><br>Ann left.</div>", "Rain fell.\n\nAnn left."),
        ("<p>Ra<script>alert(1)</script>in fell.</p>", "Rain fell."),
        ("<p>1 &lt; 2, and 3 &gt; 2.</p>", "1 < 2, and 3 > 2."),
    ],
)
def test_no_markup_is_left(markup: str, text: str) -> None:
    assert read_pasted(markup).text == text


def test_an_address_that_is_no_web_address_is_unknown() -> None:
    page = PAGE.replace(ADDRESS, "javascript:alert(1)")
    assert read_document(page.encode(), "bridge.html").address == ""


def test_a_date_that_is_only_in_the_text_is_no_date_of_the_article() -> None:
    page = (
        f"<html><body><p>On 3 June 1998 it rained.</p><p>{STORY[0]}</p></body></html>"
    )
    assert read_pasted(page).date == ""


def test_the_points_of_a_list_are_paragraphs_without_a_mark() -> None:
    points = "".join(f"<li>{paragraph}</li>" for paragraph in STORY[2:])
    page = f"<html><body><p>{STORY[0]}</p><p>{STORY[1]}</p><ul>{points}</ul></body>"
    assert read_pasted(page).text == TEXT


@pytest.mark.parametrize(
    "body",
    [
        "<br><br>".join(STORY),
        "".join(f"<div>{paragraph}</div>" for paragraph in STORY),
        "".join(f"<div class='paywall'><p>{p}</p></div>" for p in STORY),
        "".join(f"<p class='MsoNormal'><b>{p[:9]}</b>{p[9:]}</p>" for p in STORY),
    ],
    ids=["line-breaks", "divs", "wrapped", "office"],
)
def test_no_paragraph_is_lost_however_it_is_marked_up(body: str) -> None:
    page = (
        f"<html><body><nav><a href='/'>Home</a></nav><main>{body}</main></body></html>"
    )
    assert read_document(page.encode(), "a.html").text == TEXT
