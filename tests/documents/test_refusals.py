"""Every refusal is a sentence that names the file and says what to do instead."""

import gettext
from collections.abc import Callable

import pytest

from quizapp.documents.read import read_document, read_pasted
from quizapp.documents.refused import LARGEST, MOST_PAGES, Why, plain_name, sentence
from quizapp.errors import BadInput
from quizapp.wording import use
from tests.documents import samples
from tests.documents.samples import CATALOGUE, FONT, column, docx, pdf, printed, zipped

# AES with a password, as a reader without the cipher or the password meets it.
LOCK = (
    "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4"
    "/O<" + "00" * 32 + ">/U<" + "11" * 32 + ">>>/ID[<00><00>]"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "a.txt", "empty"),
    "blank": (lambda: b" \r\n\t", "a.txt", "empty"),
    "too big": (lambda: b"a" * (LARGEST + 1), "a.txt", "larger than 5 MB"),
    "too long": (lambda: b"word " * 30_001, "a.txt", "longer than 30,000 words"),
    "too long a word": (lambda: b"w" * 200_001, "a.txt", "200,000 characters"),
    "no words": ("*** \n\n — ".encode, "a.txt", "no words"),
    "binary": (lambda: bytes(range(256)) * 20, "a.txt", "not a text"),
    "zeros": (lambda: bytes(5000), "a.txt", "not a text"),
    "cyrillic": (lambda: "Мост закрыт".encode("koi8-r"), "a.txt", "UTF-8"),
    "old word": (lambda: OLE, "a.doc", "save it as .docx"),
    "locked word": (
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "locked with a password",
    ),
    "rtf": (lambda: b"{\\rtf1\\ansi Rain fell.}", "a.doc", "Rich Text Format"),
    "odt": (
        lambda: zipped(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}
        ),
        "a.odt",
        "OpenDocument",
    ),
    "zip": (lambda: zipped({"a.txt": "Rain fell."}), "a.zip", "archive"),
    "xlsx": (lambda: zipped({"xl/workbook.xml": "<a/>"}), "a.docx", "archive"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(99), "a.gz", "archive"),
    "half a docx": (
        lambda: docx(samples.paragraph("Rain"))[:-30],
        "a.docx",
        "may be damaged",
    ),
    "docx of junk": (
        lambda: zipped({"word/document.xml": "<w:p"}),
        "a.docx",
        "may be damaged",
    ),
    "docx that is no zip": (lambda: b"Rain fell on it.", "A.DOCX", "may be damaged"),
    "pdf that is none": (
        lambda: b"Rain fell on the bridge.",
        "a.pdf",
        "may be damaged",
    ),
    "docx without words": (lambda: docx("<w:p/>"), "a.docx", "no words"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "a.png", "picture"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(99), "a.pdf", "picture"),
    "gif": (lambda: b"GIF89a" + bytes(99), "a.gif", "picture"),
    "webp": (lambda: b"RIFF\x00\x01\x00\x00WEBP" + bytes(99), "a.webp", "picture"),
    "heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(99), "a.heic", "picture"),
    "scan": (lambda: samples.PICTURE, "a.pdf", "pictures of pages, no text"),
    "locked pdf": (
        lambda: printed(column(["Rain fell on the bridge."]), extra=LOCK),
        "a.pdf",
        "locked with a password",
    ),
    "half a pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<</Type", "a.pdf", "may be damaged"),
    "many pages": (
        lambda: pdf(
            [
                CATALOGUE,
                f"<</Type/Pages/Kids[{'4 0 R ' * (MOST_PAGES + 1)}]"
                f"/Count {MOST_PAGES + 1}>>",
                FONT,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
            ]
        ),
        "a.pdf",
        "more than 60 pages",
    ),
    "empty page": (lambda: b"<html><body></body></html>", "a.html", "no words"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_by_name(case: str) -> None:
    make, name, words = REFUSED[case]
    with pytest.raises(BadInput) as told:
        read_document(make(), name)
    said = str(told.value)
    assert said.startswith(f"“{name}” ")
    assert words in said


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("", "Paste an article"),
        (" \n", "Paste an article"),
        ("word " * 30_001, "longer than 30,000 words"),
        ("w" * (LARGEST + 1), "longer than 30,000 words"),
        ("***", "This text has no words"),
        ("<p></p>", "This text has no words"),
    ],
)
def test_a_pasted_field_is_refused_in_a_sentence_too(pasted: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_pasted(pasted)


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_a_sentence_that_says_what_to_do(why: Why) -> None:
    said = sentence(why, "bridge.doc")
    assert "%(" not in said
    assert said.endswith(".")
    assert said.count(". ") >= 1
    assert any(
        verb in said for verb in ("aste", "Save", "Keep", "Copy", "opy", "Take", "Open")
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\news\\ferry.docx", "ferry.docx"),
        ("/", ""),
        ("", ""),
        ("a\x00b\u202etxt.exe\n", "abtxt.exe"),
        ("\ud800.txt", ".txt"),
        ("a" * 500 + ".docx", "…" + "a" * 54 + ".docx"),
    ],
)
def test_a_name_is_shown_without_its_path_and_its_tricks(name: str, shown: str) -> None:
    assert plain_name(name) == shown


def test_a_name_with_a_percent_sign_is_only_a_name() -> None:
    with pytest.raises(BadInput, match=r"“100%s\.txt” is empty"):
        read_document(b"", "100%s.txt")


def test_the_sentences_are_in_the_language_of_the_request() -> None:
    class Shouted(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.replace("is empty", "IST LEER")

    use(Shouted())
    try:
        with pytest.raises(BadInput, match="“a” IST LEER"):
            read_document(b"", "a")
    finally:
        use(gettext.NullTranslations())
