"""Files made to do harm end in a sentence, in time, and reach nothing."""

import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from time import monotonic

import pytest

from quizapp.documents.read import SECONDS, read_document
from quizapp.errors import BadInput
from tests.documents.samples import (
    CATALOGUE,
    FONT,
    WORD_START,
    docx,
    paragraph,
    pdf,
    printed,
    stream,
    zipped,
)

SLACK = 6  # seconds that a busy machine may add

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    + "]>"
)
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
ONE_PAGE = "<</Type/Pages/Kids[3 0 R]/Count 1>>"


def drawn(content: bytes, extra: str) -> bytes:
    page = PAGE + "/Resources<</Font<</F 5 0 R>>>>>>"
    return pdf([CATALOGUE, ONE_PAGE, page, stream(content, extra), FONT])


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "docx of 300 MB": (
        lambda: zipped({"word/document.xml": bytes(300_000_000)}),
        "a.docx",
    ),
    "docx of many parts": (
        lambda: zipped({str(n): "" for n in range(9000)}),
        "a.docx",
    ),
    "docx of deep paragraphs": (lambda: docx("<w:p>" * 300_000), "a.docx"),
    "docx of empty paragraphs": (lambda: docx("<w:p/>" * 500_000), "a.docx"),
    "billion laughs": (lambda: docx(paragraph("&m;"), before=LAUGHS), "a.docx"),
    "file entity": (
        lambda: docx(
            paragraph("&a; and words"),
            before='<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        ),
        "a.docx",
    ),
    "docx that unpacks to less than it says": (
        lambda: zipped({"word/document.xml": WORD_START}).replace(b"\x14", b"\x15"),
        "a.docx",
    ),
    "nested divs": (lambda: b"<div>" * 900_000, "a.html"),
    "nested tables": (lambda: b"<table><tr><td>" * 300_000, "a.html"),
    "open comments": (lambda: b"<html>" + b"<!--" * 1_200_000, "a.html"),
    "nested mails": (
        lambda: b"MIME-Version: 1.0\n" + _nested_mail(3000),
        "a.mhtml",
    ),
    "too many links": (
        lambda: b"<html><body>" + b"<a href=x>link text</a> " * 200_000,
        "a.html",
    ),
    "flate bomb": (
        lambda: drawn(zlib.compress(bytes(200_000_000), 9), "/Filter/FlateDecode"),
        "a.pdf",
    ),
    "flate bomb in a flate bomb": (
        lambda: drawn(
            zlib.compress(zlib.compress(bytes(200_000_000), 9)),
            "/Filter[/FlateDecode/FlateDecode]",
        ),
        "a.pdf",
    ),
    "pages that hold themselves": (
        lambda: pdf([CATALOGUE, "<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
        "a.pdf",
    ),
    "pages that double": (
        lambda: pdf(
            [
                CATALOGUE,
                *(
                    f"<</Type/Pages/Kids[{n} 0 R {n} 0 R]/Count {2 ** (33 - n)}>>"
                    for n in range(3, 33)
                ),
                PAGE + ">>",
            ]
        ),
        "a.pdf",
    ),
    "drawing that draws itself": (
        lambda: pdf(
            [
                CATALOGUE,
                ONE_PAGE,
                PAGE + "/Resources<</XObject<</X 5 0 R>>>>>>",
                stream(b"/X Do"),
                stream(
                    b"/X Do /X Do",
                    "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
                    "/Resources<</XObject<</X 5 0 R>>>>",
                ),
            ]
        ),
        "a.pdf",
    ),
    "endless array": (lambda: pdf([CATALOGUE, "[" * 2_000_000]), "a.pdf"),
    "table of a billion": (
        lambda: b"%PDF-1.7\nxref\n0 999999999\nstartxref\n9\n%%EOF",
        "a.pdf",
    ),
    "zeros in a page": (lambda: b"<html><p>" + bytes(100_000), "../../a.html"),
}


def _nested_mail(depth: int) -> bytes:
    """One multipart in another, each with a boundary of its own."""
    heads = (
        b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (n, n)
        for n in range(depth)
    )
    return b"".join(heads) + b"Content-Type: text/html\n\n"


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence_in_time(case: str) -> None:
    make, name = HOSTILE[case]
    data = make()
    started = monotonic()
    with pytest.raises(BadInput) as told:
        read_document(data, name)
    assert monotonic() - started < SECONDS + SLACK
    assert str(told.value).startswith(f"“{name.rpartition('/')[2]}” ")
    assert "root:" not in str(told.value)


def test_the_nested_mail_of_these_tests_is_a_mail() -> None:
    mail = message_from_bytes(b"MIME-Version: 1.0\n" + _nested_mail(5))
    assert [part.get_content_type() for part in mail.walk()][-1] == "text/html"


def test_a_page_of_any_size_is_read() -> None:
    words = (1.0, 1.0, 12.0, "A page larger than a town, with one line on it.")
    assert read_document(printed([words], box="9" * 30 + " 9")).text == words[3]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[int]]]:
    """Lend a port, and a list of who called there."""
    called: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def wait() -> None:
            while not over.is_set():
                try:
                    called.append(server.accept()[1][1])
                except TimeoutError:
                    continue

        waiting = threading.Thread(target=wait)
        waiting.start()
        yield server.getsockname()[1], called
        over.set()
        waiting.join()


def test_nothing_that_a_document_names_is_fetched(
    listener: tuple[int, list[int]],
) -> None:
    port, called = listener
    there = f"http://127.0.0.1:{port}/x"
    page = (
        f'<!DOCTYPE html SYSTEM "{there}"><html><head><base href="{there}">'
        f'<link rel="stylesheet" href="{there}"><script src="{there}"></script>'
        f'<meta http-equiv="refresh" content="0; {there}"></head><body>'
        f'<img src="{there}"><iframe src="{there}"></iframe><p>Rain fell.</p></body>'
    )
    assert "Rain fell." in read_document(page.encode(), "a.html").text
    entity = f'<!DOCTYPE l SYSTEM "{there}" [<!ENTITY a SYSTEM "{there}">]>'
    with pytest.raises(BadInput):
        read_document(docx(paragraph("&a; Rain fell."), before=entity), "a.docx")
    assert called == []


def test_no_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_document(docx(paragraph("Rain fell.")), str(tmp_path / "a.docx"))
    assert list(tmp_path.iterdir()) == []
