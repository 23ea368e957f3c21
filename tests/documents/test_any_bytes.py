"""Whatever comes in, an article or a sentence comes out."""

import contextlib
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.documents import fragment, parcel, word
from quizapp.documents.article import Found, ReadArticle
from quizapp.documents.child import work
from quizapp.documents.encoding import decode
from quizapp.documents.formats import Format, find_format, is_markup
from quizapp.documents.parcel import pack, unpack
from quizapp.documents.read import read_document, read_pasted
from quizapp.documents.refused import MOST_CHARACTERS, Refused, Why
from quizapp.documents.tidy import cut_plain, finish
from quizapp.errors import BadInput
from quizapp.packs.plain import unfit
from tests.documents.samples import PAGE, STORY, column, docx, mhtml, paragraph, printed

REAL = {
    Format.HTML: PAGE.encode(),
    Format.MHTML: mhtml(),
    Format.WORD: docx("".join(map(paragraph, STORY))),
    Format.PDF: printed(column(["The council of Marlow voted on Tuesday."])),
}
starts = st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"{\\rtf"])
names = st.text(max_size=20) | st.sampled_from(["a.pdf", "a.html", "a.docx", "a.mht"])


def sound(article: ReadArticle) -> bool:
    """Say whether an article keeps what its class promises."""
    return (
        0 < len(article.text) <= MOST_CHARACTERS + 1000
        and unfit(article.text + article.headline + article.outlet) is None
        and (not article.headline or article.headline in article.text.split("\n\n"))
        and (not article.address or article.address.lower().startswith("http"))
    )


@given(st.binary() | st.text().map(str.encode), names)
def test_any_text_is_decoded_and_cut_or_refused(data: bytes, name: str) -> None:
    try:
        find_format(data, name)
        text = decode(data)
        article = finish(Found((text,) if is_markup(text) else cut_plain(text)))
    except Refused:
        return
    assert sound(article)


@given(st.text() | st.text("<>/pbrdiv& =\"'!-\n\x00"))
def test_any_markup_becomes_paragraphs_without_gaps(markup: str) -> None:
    told = finish(Found(("A title", *fragment.read_fragment(cleaned(markup)))))
    assert sound(told)


def cleaned(markup: str) -> str:
    return "".join(c for c in markup if c.isprintable() or c == "\n")


@given(st.binary(max_size=300))
def test_any_word_document_is_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(word.read(docx(body.decode("latin-1"))), Found)


@given(st.sampled_from(list(Why)) | st.builds(Found, st.tuples(st.text())))
def test_what_is_found_comes_through_the_door_unchanged(answer: Found | Why) -> None:
    packed = parcel.answer(answer)
    if isinstance(answer, Why):
        with pytest.raises(Refused) as told:
            unpack(packed)
        assert told.value.why is answer
    else:
        assert unpack(packed) == answer


@pytest.mark.parametrize("kind", REAL)
def test_the_work_apart_is_a_plain_function(kind: Format) -> None:
    assert unpack(work(pack(kind, REAL[kind]))).paragraphs


@settings(max_examples=6)
@given(starts, st.binary(max_size=200), names)
def test_any_file_gives_an_article_or_a_sentence(
    start: bytes, rest: bytes, name: str
) -> None:
    expect_article_or_sentence(lambda: read_document(start + rest, name))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", REAL)
def test_a_file_with_wrong_bytes_gives_an_article_or_a_sentence(
    kind: Format, seed: int
) -> None:
    chance, data = random.Random(seed), bytearray(REAL[kind])
    for _ in range(1 + len(data) // 200):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    expect_article_or_sentence(lambda: read_document(bytes(data), f"a.{kind}"))


@settings(max_examples=10)
@given(st.text() | st.text().map("<p>{}</p>".format))
def test_any_pasted_text_gives_an_article_or_a_sentence(pasted: str) -> None:
    expect_article_or_sentence(lambda: read_pasted(pasted))


def expect_article_or_sentence(read: Callable[[], ReadArticle]) -> None:
    try:
        article = read()
    except BadInput:
        return
    assert sound(article)
