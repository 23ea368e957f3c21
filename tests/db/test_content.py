import json
from dataclasses import replace

import pytest
from hypothesis import given

from quizapp.db.content import content_of, digest_of, line_of
from quizapp.game.line import Line
from tests import cast
from tests.game.generated import Rewrite, rewrites


@pytest.mark.parametrize("line", cast.LINES, ids=lambda line: line.key)
def test_a_line_comes_back_from_the_database_as_it_was(line: Line) -> None:
    assert line_of(json.loads(json.dumps(content_of(line)))) == line


@given(rewrites)
def test_any_line_comes_back(made: Rewrite) -> None:
    assert line_of(json.loads(json.dumps(content_of(made.line)))) == made.line


def test_a_version_is_told_by_what_it_says() -> None:
    line = cast.altered("one")
    assert digest_of(line) == digest_of(cast.altered("one"))
    for other in (
        replace(line, why="For another reason."),
        replace(line, gap=None),
        replace(line, ours=True),
        replace(line, changes=()),
    ):
        assert digest_of(other) != digest_of(line)
