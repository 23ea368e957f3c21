"""What is exported, opened by programs of others: a Moodle XML reader, an xAPI library.

Two that install without more; decision 0014 tells which others opened it, once.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from moodle_xml_parser.parser import parse_string
from tincan import Statement

from quizapp.game.format import CARRIES, PARTS, Choice, Format
from quizapp.packs.exchange.markup import plain
from quizapp.packs.exchange.moodle import moodle_xml
from quizapp.packs.exchange.xapi import statements
from tests.packs.exchange import SHIPPED, shipped, words_in, words_of
from tests.packs.test_exchange_xapi import HOME, SAID


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_moodle_xml_is_read_by_moodle_xml_parser(path: Path) -> None:
    _, found = shipped(path)
    read = parse_string(moodle_xml(found))
    questions = [each for kind in read.values() for each in kind]
    assert len(questions) == len(found.items)
    for question, item in zip(questions, found.items, strict=True):
        assert question.name == plain(item.name)
        assert words_in(question.text_pre_parse) == words_of(item)
        assert question.single
        said = [words_in(option.answer) for option in question.options]
        assert said == list(map(plain, item.choices))
        earned = [option.score_fraction for option in question.options]
        assert [n for n, each in enumerate(earned) if each] == [item.right]


@pytest.mark.parametrize(
    ("fmt", "choice", "certainty"),
    [
        (Format.JUDGE, CARRIES, 1),
        (Format.JUDGE, PARTS, 3),
        (Format.SPOT, 2, 2),
        (Format.MARK, (1, 2), None),
        (Format.MISSING, 0, None),
    ],
)
def test_statements_are_read_and_written_again_by_tincan(
    fmt: Format, choice: Choice, certainty: int | None
) -> None:
    said = replace(SAID, format=fmt, choice=choice, certainty=certainty)
    [made] = statements([said], home=HOME)
    read = Statement(made)
    assert read.actor.account.name == "P-ABCDEFGH"
    assert str(read.id) == made["id"]
    assert read.timestamp == said.at
    again = json.loads(read.to_json())
    assert again["object"]["id"] == made["object"]["id"]
    assert again["result"]["success"] is made["result"]["success"]
    assert again["result"]["score"] == made["result"]["score"]
