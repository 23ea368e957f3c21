"""Warnings: what tells faithful lines from the others without reading them."""

from dataclasses import replace

import pytest

from quizapp.compare.kinds import Kind
from quizapp.game.line import Excerpt, Form, Line, Passage
from quizapp.packs.balance import warnings
from quizapp.packs.pack import Article, Case, Pack

PLAIN = Excerpt("Four words of text.", before="Before.")


def line(derived: Excerpt | None, *kinds: Kind, form: Form = Form.TRAINING) -> Line:
    passages = (Passage("a", PLAIN),)
    resembles = kinds[0] if kinds else Kind.CHANGED_DETAIL
    return Line("x", form, kinds, resembles, derived, passages, "Why.")


def pack(*lines: Line) -> Pack:
    article = Article("A", "unknown", None, "A")
    case = Case("case", "A", "A", article, {"a": article}, lines)
    return Pack("pack", "", "A", "en", "A", ("A",), "A", "none", (case,))


FAITHFUL = [line(PLAIN)] * 6
OTHERS = [line(PLAIN, Kind.CHANGED_DETAIL)] * 6
LONG = replace(PLAIN, words="word " * 20)
QUOTED = replace(PLAIN, words="“Four words,” of text.")
BARE = replace(PLAIN, before="")

TABLE = {
    "balanced": ([*FAITHFUL, *OTHERS], ()),
    "few faithful": (
        [*FAITHFUL[:3], *OTHERS],
        ("only 33% of the lines are sound; half is best",),
    ),
    "many faithful": (
        [*FAITHFUL, *OTHERS[:3]],
        ("67% of the lines are sound; half is best",),
    ),
    "forms": (
        [line(PLAIN, form=Form.A), line(PLAIN, Kind.CHANGED_DETAIL, form=Form.B)],
        ("forms A and B differ in their kinds; match line with line",),
    ),
    "matched forms": (
        [line(PLAIN, form=f) for f in (Form.A, Form.B)] + OTHERS[:2],
        (),
    ),
    "length": (
        [*[line(LONG)] * 6, *OTHERS],
        ("case: sound lines have 20 words, the others 4 (medians)",),
    ),
    "quotation marks": (
        [*[line(QUOTED)] * 6, *OTHERS],
        ("case: 100% of sound lines, but 0% of the others, have quotation marks",),
    ),
    "context": (
        [*[line(BARE)] * 6, *OTHERS],
        ("case: 0% of sound lines, but 100% of the others, have context",),
    ),
    "omissions have no words": (
        [*FAITHFUL, *[line(None, Kind.OMITTED_CONTEXT)] * 6],
        (),
    ),
}


@pytest.mark.parametrize(("lines", "sentences"), TABLE.values(), ids=TABLE.keys())
def test_warnings(lines: list[Line], sentences: tuple[str, ...]) -> None:
    assert warnings(pack(*lines)) == sentences
