"""Plain text: its encodings, its paragraphs, and what may not stay in it."""

import codecs
import unicodedata
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.documents.article import Found, ReadArticle
from quizapp.documents.read import SECONDS, read_document, read_pasted
from quizapp.documents.refused import Refused
from quizapp.documents.tidy import cut_plain, finish
from quizapp.errors import BadInput
from quizapp.packs.plain import tidy, unfit
from tests.documents.samples import STORY, TEXT


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be", "cp1252", "crlf", "cr"],
)
def test_a_text_is_read_in_its_encoding(data: bytes) -> None:
    assert read_document(data, "bridge.txt") == ReadArticle(TEXT)


def test_french_letters_in_windows_1252_are_read() -> None:
    text = "Le maire a décidé, hier soir, de fermer le pont. « C’est dommage », dit-il."
    assert read_document(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    "data",
    [
        "Мост закрыли на ремонт во вторник вечером.".encode("cp1251"),
        "橋は火曜日に閉鎖された。".encode("shift_jis"),
        "They don’t know what it’s for.".encode("mac-roman"),
        "The bridge is closed until spring.".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + b"odd",
    ],
    ids=["cyrillic", "japanese", "old-mac", "utf-16-unmarked", "half-a-letter"],
)
def test_an_encoding_that_cannot_be_told_is_not_guessed(data: bytes) -> None:
    with pytest.raises(BadInput, match="UTF-8"):
        read_document(data, "bridge.txt")


def test_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The council of Marlow voted on Tuesday to close the old iron\n"
        "bridge to cars for eighteen months.\n\nRepairs will cost £4.2m.\n"
    )
    assert read_pasted(wrapped).text == (
        "The council of Marlow voted on Tuesday to close the old iron bridge to cars "
        "for eighteen months.\n\nRepairs will cost £4.2m."
    )


def test_a_paragraph_a_line_becomes_a_paragraph_a_block() -> None:
    assert read_pasted("Rain fell.\nAnn left.").text == "Rain fell.\n\nAnn left."


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("  Rain \t fell. \n\n\n\n Ann  left. ", "Rain fell.\n\nAnn left."),
        ("Rain\u00a0fell\u202fhere.", "Rain fell here."),
        ("Rain fell.\u2029Ann left.", "Rain fell.\n\nAnn left."),
        ("Ra\u00adin\u200b fe\ufeffll.", "Rain fell."),
        ("\u202eRain\u202c \u2066fell\u2069.", "Rain fell."),
        ("Ra\x00in fell for fifty days and fifty nights on end.\x07", None),
        ("Rain \ud800fell.", "Rain fell."),
        ("Cafe\u0301", "Café"),
    ],
    ids=["blanks", "nbsp", "u2029", "soft", "bidi", "control", "surrogate", "nfc"],
)
def test_what_is_no_letter_is_tidied_away(given: str, read: str | None) -> None:
    expected = read or "Rain fell for fifty days and fifty nights on end."
    assert read_pasted(given).text == expected


def test_a_few_stray_control_characters_in_a_file_are_dropped() -> None:
    data = TEXT.replace("council", "coun\x00cil").encode()
    assert read_document(data).text == TEXT


@pytest.mark.parametrize(
    "words",
    [
        "The tag <p> opens a paragraph and </p> closes it.",
        "5 < 6, said the minister, and 7 > 6.",
        "<3 the bridge, wrote one reader.",
        "“<b>Bold</b>” is how she put it.",
    ],
)
def test_words_that_mention_a_tag_stay_as_they_are(words: str) -> None:
    assert read_pasted(words).text == words


def test_a_long_run_of_accents_is_cut_in_good_time() -> None:
    started = monotonic()
    text = read_pasted("a" + "\u0316\u0301" * 99_000).text
    assert len(text) < 40
    assert monotonic() - started < SECONDS


# Nearly every character of these is one that something special is done about.
AWKWARD = st.text("aB9. -<>&\n\r\t\x00\x85\u00ad\u2028\u202e\u0301\ud800\ufb01é😀")


@given(st.lists(AWKWARD | st.text()))
def test_every_article_is_fit_for_a_pack_and_is_tidied_once(parts: list[str]) -> None:
    try:
        text = finish(Found(tuple(parts), headline="".join(parts)[:40])).text
    except Refused:
        assert not any(c.isalnum() for part in parts for c in part)
        return
    assert unfit(text) is None
    assert unicodedata.is_normalized("NFC", text)
    assert all(paragraph == tidy(paragraph) for paragraph in text.split("\n\n"))
    assert finish(Found(tuple(text.split("\n\n")))).text == text


@given(AWKWARD | st.text())
def test_cutting_loses_no_letter(text: str) -> None:
    kept = "".join(cut_plain(text))
    spelled = text.replace("\ufb01", "fi")
    drawn = {chr(c) for c in range(0xFB00, 0xFB07)}
    if not drawn & set(spelled):
        assert [c for c in kept if c.isalnum()] == [c for c in spelled if c.isalnum()]


def test_a_story_of_four_paragraphs_has_four() -> None:
    assert cut_plain(TEXT) == STORY
