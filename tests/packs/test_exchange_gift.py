"""GIFT: what is written is read back, whatever the texts hold."""

from pathlib import Path

import pytest
from hypothesis import given

from quizapp.packs.exchange.gift import category_path, gift
from quizapp.packs.exchange.item import Item
from quizapp.packs.exchange.markup import plain
from tests.packs.exchange import SHIPPED, exported, items, shipped, words_in, words_of
from tests.packs.gift_reader import Read, read_gift


def assert_same(read: Read, item: Item) -> None:
    assert read.id == item.id
    assert read.category == category_path(item.category)
    assert read.name == plain(item.name)
    assert words_in(read.text) == words_of(item)
    assert list(map(words_in, read.choices)) == list(map(plain, item.choices))
    assert read.right == (item.right,)
    assert words_in(read.feedback) == "".join(map(plain, item.feedback))


@given(items())
def test_any_text_comes_back(item: Item) -> None:
    [read] = read_gift(gift(exported(item)))
    assert_same(read, item)


@given(items(), items())
def test_one_question_never_runs_into_the_next(one: Item, other: Item) -> None:
    read = read_gift(gift(exported(one, other)))
    assert [question.id for question in read] == [one.id, other.id]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_pack_comes_back(path: Path) -> None:
    _, found = shipped(path)
    for read, item in zip(read_gift(gift(found)), found.items, strict=True):
        assert_same(read, item)


def test_the_file_says_whose_the_pack_is() -> None:
    assert gift(exported(notice="By Ines.")).startswith("// By Ines.\n")


@pytest.mark.parametrize("text", ["%50%half", "[plain]bare", "->", "TRUE", "//no"])
def test_a_choice_is_never_read_as_more_than_its_words(text: str) -> None:
    item = Item("bp-1", "n", ("p",), (), "q", (text, "b"), 0, ("w",))
    written = gift(exported(item))
    assert f"=[html]<p>{text.replace('>', '&gt;')}</p>" in written
    [read] = read_gift(written)
    assert words_in(read.choices[0]) == text
