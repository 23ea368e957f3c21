"""Moodle XML: what Moodle's question bank reads and writes in full.

The elements are those of its documentation ("Moodle XML format"): a `quiz` with
`question` elements, one of type `category` before those that belong to it.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from quizapp.packs.exchange.gift import category_path
from quizapp.packs.exchange.item import Exported, Item
from quizapp.packs.exchange.markup import (
    document,
    element,
    html,
    paragraph,
    passages,
    plain,
)

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def moodle_xml(exported: Exported) -> str:
    """Return the text of a Moodle XML file."""
    quiz = element("quiz")
    category: tuple[str, ...] = ()
    for item in exported.items:
        if item.category != category:
            category = item.category
            path = element("category", _text(category_path(category)))
            info = _html("info", [paragraph(exported.notice)])
            quiz.append(element("question", path, info, type="category"))
        quiz.append(_question(item))
    return DECLARATION + document(quiz) + "\n"


def _question(item: Item) -> ET.Element:
    return element(
        "question",
        element("name", _text(plain(item.name))),
        _html("questiontext", [*passages(item), paragraph(item.question)]),
        _html("generalfeedback", map(paragraph, item.feedback)),
        element("defaultgrade", "1"),
        element("penalty", "1"),
        element("hidden", "0"),
        element("idnumber", item.id),
        element("single", "true"),
        element("shuffleanswers", "true" if item.shuffles else "false"),
        element("answernumbering", "none"),
        *(_answer(item, place) for place in range(len(item.choices))),
        type="multichoice",
    )


def _answer(item: Item, place: int) -> ET.Element:
    answer = _html("answer", [paragraph(item.choices[place])])
    answer.set("fraction", "100" if place == item.right else "0")
    answer.append(_html("feedback", []))
    return answer


def _html(name: str, elements: Iterable[ET.Element]) -> ET.Element:
    return element(name, _text(html(elements)), format="html")


def _text(words: str) -> ET.Element:
    return element("text", words)
