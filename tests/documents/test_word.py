"""Word documents: what the printed page would say."""

import pytest

from quizapp.documents.article import ReadArticle
from quizapp.documents.read import read_document
from quizapp.documents.word import read
from tests.documents.samples import HEADLINE, STORY, TEXT, docx, paragraph, zipped

BODY = "".join(map(paragraph, STORY))


def test_a_word_document_gives_its_paragraphs_and_its_title() -> None:
    data = docx(paragraph(HEADLINE, "Heading1") + BODY)
    expected = ReadArticle(f"{HEADLINE}\n\n{TEXT}", HEADLINE)
    assert read_document(data, "bridge.docx") == expected
    assert read_document(data, "bridge.txt") == expected


def test_without_a_title_the_headline_is_unknown() -> None:
    assert read_document(docx(BODY), "bridge.docx") == ReadArticle(TEXT)


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.mark.parametrize(
    ("inside", "paragraphs"),
    [
        (run("Rain ") + run("fell.", "<w:b/>"), ["Rain fell."]),
        (f"<w:ins>{run('Rain ')}</w:ins>" + run("fell."), ["Rain fell."]),
        (f"<w:del>{run('Snow ')}</w:del>" + run("Rain fell."), ["Rain fell."]),
        (f"<w:hyperlink>{run('Rain')}</w:hyperlink>" + run(" fell."), ["Rain fell."]),
        (
            f"<w:sdt><w:sdtContent>{run('Rain')}</w:sdtContent></w:sdt>{run(' fell.')}",
            ["Rain fell."],
        ),
        (run("Secret.", "<w:vanish/>") + run("Rain fell."), ["Rain fell."]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("Rain."), ["Rain."]),
        (
            "<w:r><w:t>Rain</w:t><w:tab/><w:t>fell</w:t><w:br/><w:t>here.</w:t></w:r>",
            ["Rain fell\nhere."],
        ),
        (
            "<w:r><w:t>Rain.</w:t><w:br/><w:br/><w:t>Ann left.</w:t></w:r>",
            ["Rain.", "Ann left."],
        ),
        (
            f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:p>{run('Box.')}</w:p>"
            f"</mc:Choice><mc:Fallback><w:p>{run('Box.')}</w:p></mc:Fallback>"
            f"</mc:AlternateContent></w:r>{run('Rain fell.')}",
            ["Rain fell.", "Box."],
        ),
    ],
    ids=[
        "runs",
        "inserted",
        "deleted",
        "link",
        "control",
        "hidden",
        "field",
        "tab-and-break",
        "two-breaks",
        "text-box",
    ],
)
def test_a_paragraph_says_what_is_printed(inside: str, paragraphs: list[str]) -> None:
    assert list(read(docx(f"<w:p>{inside}</w:p>")).paragraphs) == paragraphs


def test_the_strict_sort_of_word_document_is_read_too() -> None:
    strict = (
        f'<w:document xmlns:w="http://purl.oclc.org/ooxml/main">{BODY}</w:document>'
    )
    assert read(zipped({"word/document.xml": strict})).paragraphs == STORY
