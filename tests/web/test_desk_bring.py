"""Bring: articles pasted or uploaded; what cannot be used is said where it stands."""

import re

import pytest
from flask import Flask

from quizapp.db.models import DeskCase, DeskPack
from quizapp.db.session import Database
from quizapp.services.desk_cases import OpenCase, open_case
from quizapp.web.limits import LARGEST_UPLOAD
from tests.documents import samples
from tests.services.playing import count
from tests.web.deskwork import (
    BROUGHT,
    DERIVED,
    SOURCE,
    bring,
    compare,
    file,
    post_large,
    teacher,
)
from tests.web.visitor import Fields, Visitor, words_of

PARAGRAPHS = "".join(
    samples.paragraph(text.replace("&", "and")) for text in samples.STORY
)
DOCX = samples.docx(PARAGRAPHS)
PDF = samples.printed(
    samples.column([line for text in samples.STORY for line in (text[:70], text[70:])])
)
RETOLD = samples.TEXT.replace("eighteen", "eighty").replace("may", "will")
STRANGE = " ".join(f"Penguins{n} waddle over ice{n} near stations." for n in range(30))


@pytest.fixture
def ines(app: Flask) -> Visitor:
    return teacher(app)


def send(ines: Visitor, fields: Fields) -> tuple[int, str]:
    """Send the form with these fields over the good ones, in parts as its page does."""
    ines.get("/desk/bring")
    answer = post_large(ines, "/desk/bring", {**BROUGHT, **fields})
    return answer.status_code, answer.text or answer.location


def opened(database: Database, address: str, person: int = 1) -> OpenCase:
    """Look behind the page: the case that was brought."""
    _, _, pack, case, _ = address.split("/")
    with database.reading() as session:
        return open_case(session, person=person, pack=int(pack), case=case)


def test_an_empty_desk_explains_the_five_steps(ines: Visitor) -> None:
    seen = ines.see("/desk/")
    for step in ("Bring", "Compare", "Decide", "Balance", "Try and publish"):
        assert step in seen
    assert "What nobody has decided, nobody plays" in seen


def test_the_form_says_what_is_found_in_which_language(ines: Visitor) -> None:
    assert "In English most is found, in German less." in ines.see("/desk/bring")


def test_two_articles_make_a_pack_of_one_case(
    ines: Visitor, database: Database
) -> None:
    address = bring(ines)
    assert address == "/desk/1/the-early-boat/texts"
    case = opened(database, address)
    assert [a.key for a in case.articles] == ["derived", "lindmere-courier"]
    assert case.derived.outlet == "Coastline Daily"
    assert not case.compared
    assert "The early boat" in ines.see("/desk/")


def test_without_a_title_the_headline_is_the_title(
    ines: Visitor, database: Database
) -> None:
    address = bring(ines, {"title": "", "derived-headline": "The boat is lost"})
    assert address == "/desk/1/the-boat-is-lost/texts"
    assert opened(database, address).title == "The boat is lost"


def test_a_second_case_comes_into_the_same_pack(ines: Visitor) -> None:
    bring(ines)
    assert bring(ines, pack="/desk/1/") == "/desk/1/the-early-boat-2/texts"
    assert "2 cases" in ines.see("/desk/1/")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.TEXT, "story.txt"),
        (samples.PAGE, "story.html"),
        (samples.mhtml(), "story.mhtml"),
        (DOCX, "story.docx"),
        (PDF, "story.pdf"),
    ],
    ids=["txt", "html", "mhtml", "docx", "pdf"],
)
def test_an_uploaded_file_is_read(
    ines: Visitor, database: Database, content: str | bytes, name: str
) -> None:
    fields = {"source1-text": RETOLD, "derived-file": file(content, name)}
    case = opened(database, bring(ines, {**fields, "derived-text": ""}))
    assert "found cracks in two" in " ".join((case.derived.text or "").split())
    assert "<" not in (case.derived.text or "")
    assert "cookies" not in (case.derived.text or "")


def test_what_a_page_says_of_itself_fills_the_empty_fields(
    ines: Visitor, database: Database
) -> None:
    page = file(samples.PAGE, "story.html")
    fields = {"source1-text": RETOLD, "derived-file": page, "derived-outlet": ""}
    derived = opened(database, bring(ines, fields)).derived
    assert derived.outlet == "Marlow Gazette"
    assert derived.date == "2024-05-14"
    assert derived.address == samples.ADDRESS
    assert derived.headline == samples.HEADLINE


def test_what_was_typed_counts_more_than_what_a_page_says(
    ines: Visitor, database: Database
) -> None:
    page = file(samples.PAGE, "story.html")
    fields = {"source1-text": RETOLD, "derived-file": page}
    case = opened(database, bring(ines, {**fields, "derived-date": "2024-05"}))
    assert (case.derived.outlet, case.derived.date) == ("Coastline Daily", "2024-05")


def test_html_that_is_pasted_is_read_as_a_page(
    ines: Visitor, database: Database
) -> None:
    pasted = "<article>" + "".join(f"<p>{p}</p>" for p in samples.STORY) + "</article>"
    case = opened(
        database, bring(ines, {"source1-text": RETOLD, "derived-text": pasted})
    )
    assert case.derived.text == samples.TEXT


def test_a_script_in_a_text_is_never_markup(ines: Visitor) -> None:
    spiked = f'{DERIVED}\n\nSay <script>alert(1)</script> & "<b>so</b>" they wrote.'
    address = bring(ines, {"derived-text": spiked, "title": "<script>x</script>"})
    for page in (address, "/desk/", "/desk/1/", "/desk/1/describe"):
        text = ines.get(page).text
        assert "<script>" not in text
        assert "<b>so" not in text


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"derived-text": ""}, "derived-text", "There is nothing here yet"),
        ({"source1-text": " \n"}, "source1-text", "There is nothing here yet"),
        ({"derived-text": "Too short."}, "derived-text", "shorter than 30 words"),
        ({"derived-text": SOURCE}, "source1-text", "same text as another one"),
        ({"derived-text": STRANGE}, "source1-text", "share almost nothing"),
        ({"derived-text": "word " * 30_001}, "derived-text", "longer than 30,000"),
        ({"derived-date": "yesterday"}, "derived-date", "Write the date as"),
        ({"derived-date": "2026-02-31"}, "derived-date", "Write the date as"),
        ({"source1-address": "javascript:x"}, "source1-address", "whole address"),
        ({"source1-address": "gazette"}, "source1-address", "whole address"),
        ({"source1-outlet": "x" * 201}, "source1-outlet", "200 characters"),
        ({"title": "x" * 121}, "title", "120 characters"),
        ({"language": "other", "tag": "klingon!"}, "spoken", "such as en or pt-BR"),
        ({"language": "<b>"}, "spoken", "such as en or pt-BR"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_used_is_said_at_its_field_and_stores_nothing(
    ines: Visitor, database: Database, fields: Fields, field: str, sentence: str
) -> None:
    status, page = send(ines, fields)
    assert status == 400
    at_field = page.partition(f'id="{field}-problem">')[2].partition("</p>")[0]
    assert sentence in at_field
    assert f'href="#{field}"' in page
    assert count(database, DeskPack) == 0


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.txt", "is empty"),
        (b"\x00\x01\x02" * 999, "noise.txt", "is not a text"),
        (b"\x89PNG\r\n" + b"x" * 99, "story.docx", "is a picture"),
        (b"PK\x03\x04" + b"x" * 99, "story.docx", "could not be read"),
        (b"%PDF-1.7\n" + b"x" * 99, "story.pdf", "could not be read"),
        (samples.zipped({"a.txt": "x"}), "story.docx", "is an archive"),
        (samples.PICTURE, "scan.pdf", "holds pictures of pages"),
        (b"x" * 5_000_001, "big.txt", "is larger than 5 MB"),
        (b"{\\rtf1 x}", "../../etc/<b>.rtf", "is in Rich Text Format"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_a_hostile_file_ends_in_a_sentence(
    ines: Visitor, database: Database, content: bytes, name: str, sentence: str
) -> None:
    ines.get("/desk/bring")
    fields = {**BROUGHT, "derived-file": file(content, name)}
    answer = post_large(ines, "/desk/bring", fields)
    page = answer.text
    assert answer.status_code == 400
    assert sentence in words_of(page)
    assert "<b>" not in page.partition("<main")[2].partition("Blue")[0]
    assert count(database, DeskPack) == 0


def test_everything_typed_stays_and_a_file_read_stays_as_text(ines: Visitor) -> None:
    fields = {
        "source1-file": file(DOCX, "story.docx"),
        "source1-text": "",
        "derived-date": "yesterday",
        "title": "Bridges & boats",
        "language": "other",
        "tag": "sq",
    }
    _, page = send(ines, fields)
    assert samples.STORY[0] in page.partition('id="source1-text"')[2]
    assert 'value="yesterday"' in page
    assert 'value="Bridges &amp; boats"' in page
    assert 'value="sq"' in page
    assert 'value="other" selected' in page


def test_articles_that_share_nothing_can_be_insisted_on(ines: Visitor) -> None:
    fields = {"derived-text": STRANGE}
    _, page = send(ines, fields)
    assert 'name="insist"' in page
    status, _ = send(ines, {**fields, "insist": "1"})
    assert status == 303


def test_a_place_for_another_source_needs_no_script(
    ines: Visitor, database: Database
) -> None:
    status, page = send(ines, {"sources": "1", "more": "1", "derived-text": ""})
    assert status == 200
    assert 'id="source2-text"' in page
    # Whoever asked for it goes on typing there.
    assert re.findall(r'<textarea id="([^"]+)"[^>]*autofocus', page) == ["source2-text"]
    assert 'name="sources" value="2"' in page
    assert "There is nothing here" not in page
    fields = {"sources": "3", "source2-text": RETOLD, "source2-outlet": "Gazette"}
    case = opened(database, bring(ines, {**fields, "insist": "1"}))
    # The third place was not used.
    assert [a.key for a in case.sources] == ["lindmere-courier", "gazette"]


def test_what_is_wrong_with_the_texts_is_told_in_the_order_of_the_page(
    ines: Visitor,
) -> None:
    _, page = send(ines, {"derived-text": "Too short.", "source1-text": "So is this."})
    links = re.findall(r'<p><a href="#([^"]+)"', page)
    assert links == ["source1-text", "derived-text"]


def test_the_list_of_packs_says_what_is_still_to_be_compared(ines: Visitor) -> None:
    compare(ines, bring(ines))
    assert "to compare" not in ines.see("/desk/")
    bring(ines, pack="/desk/1/")
    assert "2 cases" in ines.see("/desk/")
    assert "1 to compare" in ines.see("/desk/")


def test_five_sources_are_enough(ines: Visitor) -> None:
    _, page = send(ines, {"sources": "5", "more": "1"})
    assert 'id="source5-text"' in page
    assert 'id="source6-text"' not in page
    assert 'name="more"' not in page
    for odd in ("6", "9" * 5000, "-1", "²", "x"):
        status, page = send(ines, {"sources": odd, "derived-text": ""})
        assert status == 400
        assert 'id="source2-text"' not in page


def test_a_source_may_be_called_derived(ines: Visitor, database: Database) -> None:
    case = opened(database, bring(ines, {"source1-outlet": "Derived"}))
    assert [a.key for a in case.articles] == ["derived", "derived-2"]


def test_too_much_at_once_is_a_sentence(ines: Visitor) -> None:
    ines.get("/desk/bring")
    much = file(b"x" * LARGEST_UPLOAD, "x.txt")
    answer = post_large(ines, "/desk/bring", {**BROUGHT, "derived-file": much})
    assert answer.status_code == 413
    assert "more than this page can take" in words_of(answer.text)


def test_only_instructors_may_send_so_much(app: Flask, lea: Visitor) -> None:
    much = file(b"x" * 70_000, "x.txt")
    answer = lea.post("/desk/bring", {**BROUGHT, "derived-file": much})
    assert answer.status_code == 413
    ines = teacher(app)
    answer = ines.post("/desk/1/share", {"email": "x" * 70_000}, page="/desk/bring")
    assert answer.status_code == 413


def test_only_files_may_be_so_much(ines: Visitor) -> None:
    ines.get("/desk/bring")
    # Two bytes a field: thirty megabytes of them took a gigabyte to read.
    sent = ines.client.post("/desk/bring", data={f"{n}": "" for n in range(20_000)})
    assert sent.status_code == 413


def test_two_tabs_that_bring_the_same_make_two_packs(
    ines: Visitor, database: Database
) -> None:
    bring(ines)
    bring(ines)
    assert count(database, DeskPack) == count(database, DeskCase) == 2
