"""Read a PDF: the lines of its pages, each with its place, and then the paragraphs."""

from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, EmptyFileError, PdfStreamError

from quizapp.documents.article import Found
from quizapp.documents.pdf_lines import PrintedLine, find_headline, without_margins
from quizapp.documents.pdf_paragraphs import join_lines
from quizapp.documents.refused import MOST_PAGES, Refused, Why


def read(data: bytes) -> Found:
    """Return the paragraphs of a PDF, without page numbers and running heads.

    Raises `Refused` for a locked file, one with too many pages and one without text.
    """
    reader = _open(data)
    if len(reader.pages) > MOST_PAGES:
        raise Refused(Why.TOO_MANY_PAGES)
    pages = [_lines(page) for page in reader.pages]
    if sum(c.isalnum() for page in pages for line in page for c in line.text) < 20:
        raise Refused(Why.SCANNED)
    # First, for later pages may repeat the headline as their running head.
    headline = find_headline(pages)
    return Found(join_lines(without_margins(pages)), headline=headline)


def _open(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        # Many files are locked against printing only: they open without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(Why.LOCKED)
    except DependencyError:  # a cipher that we do not carry
        raise Refused(Why.LOCKED) from None
    except (EmptyFileError, PdfStreamError):
        raise Refused(Why.DAMAGED) from None
    return reader


def _lines(page: PageObject) -> list[PrintedLine]:
    """Cut what the page draws into lines; a line is where its first letter is."""
    lines: list[PrintedLine] = []
    text, place = "", (0.0, 0.0, 0.0)

    def draw(piece: str, moved: Any, at: Any, _font: Any, size: float) -> None:
        nonlocal text, place
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append(PrintedLine(text, *place))
                text = ""
            if part.strip() and not text.strip():
                place = _place(moved, at, size)
            text += part

    page.extract_text(visitor_text=draw)
    lines.append(PrintedLine(text, *place))
    return [line for line in lines if line.text.strip()]


def _place(moved: Any, at: Any, size: float) -> tuple[float, float, float]:
    """Return left, height above the ground and size of letters, in points."""
    left = at[4] * moved[0] + at[5] * moved[2] + moved[4]
    height = at[4] * moved[1] + at[5] * moved[3] + moved[5]
    return float(left), float(height), abs(float(size * at[3] * moved[3]))
