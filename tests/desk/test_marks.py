"""Changed words are marked in the articles where they stand."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from quizapp.desk.edit import Edit, as_faithful, edited
from quizapp.desk.marks import marks_of
from quizapp.desk.proposal import Proposed
from quizapp.desk.propose import propose
from quizapp.desk.reopen import reopen
from quizapp.desk.words import Ticks
from quizapp.packs.excerpting import clean
from tests.desk.articles import DERIVED, PAIRS, SOURCE, SOURCES, small

SMALL = small()
DESK = reopen(SOURCES, DERIVED, SMALL)
QUOTE = next(p for p in SMALL.lines if len(p.line.changes) == 2)


def words(each: Proposed) -> list[tuple[str, str]]:
    return [
        (
            mark.derived.cut(DERIVED) if mark.derived else "",
            mark.source.span.cut(SOURCE) if mark.source else "",
        )
        for mark in marks_of(DESK, each)
    ]


def test_what_is_proposed_is_marked() -> None:
    assert words(QUOTE) == [("plan", "hope"), ("drop", "keep")]


@pytest.mark.parametrize(
    ("ticks", "marked"),
    [
        (Ticks((1, 2, 3), (1, 2, 3)), [("plan to drop", "hope to keep")]),
        (Ticks((7,)), [("Maren", "")]),
        (Ticks((8, 9, 10), (13,)), [("Osk told the", "Monday")]),
        (Ticks((), (8,)), [("", "Osk")]),
    ],
)
def test_what_a_person_ticked_is_marked(
    ticks: Ticks, marked: list[tuple[str, str]]
) -> None:
    line = edited(QUOTE.line, Edit(ticks=ticks))
    assert words(replace(QUOTE, line=line)) == marked


def test_a_faithful_line_has_no_marks() -> None:
    assert marks_of(DESK, replace(QUOTE, line=as_faithful(QUOTE.line))) == ()


@settings(deadline=None)
@given(PAIRS)
def test_marks_cut_the_changed_words(pair: tuple[dict[str, str], str]) -> None:
    sources, derived = pair
    proposal = propose(sources, derived, language="en", min_confidence=0.1)
    desk = reopen(sources, derived, proposal)
    for each in proposal.lines:
        mine = {change.derived for change in each.line.changes}
        theirs = {change.source for change in each.line.changes}
        for mark in marks_of(desk, each):
            if mark.derived:
                assert clean(mark.derived.cut(derived)) in mine
            if mark.source:
                text = sources[mark.source.article]
                assert clean(mark.source.span.cut(text)) in theirs
