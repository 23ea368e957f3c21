"""Moodle XML: what is written is read back as Moodle's importer reads it."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from quizapp.packs.exchange.gift import category_path
from quizapp.packs.exchange.item import Item
from quizapp.packs.exchange.markup import plain
from quizapp.packs.exchange.moodle import moodle_xml
from tests.packs.exchange import SHIPPED, exported, items, shipped, words_in, words_of


def text_at(element: ET.Element, path: str) -> str:
    found = element.find(f"{path}/text")
    assert found is not None
    return (found.text or "").strip()


def assert_same(question: ET.Element, item: Item) -> None:
    assert question.get("type") == "multichoice"
    assert question.findtext("idnumber") == item.id
    assert text_at(question, "name") == plain(item.name)
    assert words_in(text_at(question, "questiontext")) == words_of(item)
    told = "".join(map(plain, item.feedback))
    assert words_in(text_at(question, "generalfeedback")) == told
    answers = question.findall("answer")
    said = [words_in((answer.findtext("text") or "").strip()) for answer in answers]
    assert said == list(map(plain, item.choices))
    right = [n for n, answer in enumerate(answers) if answer.get("fraction") == "100"]
    assert right == [item.right]
    assert question.findtext("single") == "true"
    for html in ("questiontext", "generalfeedback", "answer", "answer/feedback"):
        assert {e.get("format") for e in question.findall(html)} == {"html"}


@given(items())
def test_any_text_comes_back(item: Item) -> None:
    category, question = ET.fromstring(moodle_xml(exported(item)))
    assert text_at(category, "category") == category_path(item.category)
    assert_same(question, item)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_pack_comes_back(path: Path) -> None:
    _, found = shipped(path)
    quiz = ET.fromstring(moodle_xml(found))
    questions = [q for q in quiz if q.get("type") != "category"]
    for question, item in zip(questions, found.items, strict=True):
        assert_same(question, item)


def test_verdicts_keep_their_order_and_other_choices_need_not() -> None:
    kept = Item("bp-1", "n", ("p",), (), "q", ("a", "b"), 0, ("w",), shuffles=False)
    loose = Item("bp-2", "n", ("p",), (), "q", ("a", "b"), 0, ("w",))
    written = ET.fromstring(moodle_xml(exported(kept, loose)))
    said = [question.findtext("shuffleanswers") for question in written[1:]]
    assert said == ["false", "true"]


def test_the_category_says_whose_the_pack_is() -> None:
    item = Item("bp-1", "n", ("p",), (), "q", ("a", "b"), 0, ("w",))
    category, _ = ET.fromstring(moodle_xml(exported(item, notice="By Ines.")))
    assert words_in(text_at(category, "info")) == "By Ines."
