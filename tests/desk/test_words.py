"""Ticked words become changes that a pack can hold, and stay the words ticked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.desk.words import Ticks, changes_between, stretches, ticks_of
from quizapp.errors import BadInput
from quizapp.game.correction import words_of
from quizapp.game.line import Change, Excerpt, Form, Line, Passage

BOAT = "“We plan to drop the early boat,” the clerk of the council said."
HOPE = "“We hope to keep the early boat,” the clerk of the council said."

STRETCHES: dict[str, tuple[str, list[int], list[str]]] = {
    "nothing": (BOAT, [], []),
    "a word": (BOAT, [1], ["plan"]),
    "neighbours": (BOAT, [1, 2, 3], ["plan to drop"]),
    "two stretches": (BOAT, [1, 3], ["plan", "drop"]),
    "marks left out": (BOAT, [0, 6], ["We", "boat"]),
    "stands twice": (BOAT, [4], ["the early"]),
    "stands twice, at the end": ("a boat a boat", [2, 3], ["boat a boat"]),
    "part of another word": ("then the end", [1], ["the end"]),
    "widened into the next": ("the boat the", [0, 2], ["the boat the"]),
    "only marks": ("this – that", [1], ["–"]),
    "all alike": ("no no no", [1], ["no no no"]),
}


@pytest.mark.parametrize(
    ("text", "ticked", "found"), STRETCHES.values(), ids=STRETCHES.keys()
)
def test_ticked_words_become_stretches(
    text: str, ticked: list[int], found: list[str]
) -> None:
    assert [span.cut(text) for span in stretches(text, ticked)] == found


@pytest.mark.parametrize("ticked", [[-1], [13], [0, 99]])
def test_a_word_that_is_not_there_is_refused(ticked: list[int]) -> None:
    with pytest.raises(BadInput, match="mark the changed words again"):
        stretches(BOAT, ticked)


CHANGES: dict[str, tuple[str, str, Ticks, tuple[Change, ...]]] = {
    "none": (BOAT, HOPE, Ticks(), ()),
    "in order": (
        BOAT,
        HOPE,
        Ticks((1, 3), (1, 3)),
        (Change("plan", "hope"), Change("drop", "keep")),
    ),
    "only added": (BOAT, HOPE, Ticks((1,)), (Change("plan", ""),)),
    "only dropped": (BOAT, HOPE, Ticks((), (3,)), (Change("", "keep"),)),
    "by place": (
        BOAT,
        HOPE,
        Ticks((1, 3), (3,)),
        (Change("plan", ""), Change("drop", "keep")),
    ),
    "by place, the other way": (
        BOAT,
        HOPE,
        Ticks((3,), (1, 3)),
        (Change("drop", "keep"), Change("", "hope")),
    ),
}


def line(derived: str, source: str, *changes: Change) -> Line:
    return Line(
        "x",
        Form.TRAINING,
        (Kind.CHANGED_DETAIL,),
        Kind.CHANGED_DETAIL,
        Excerpt(derived),
        (Passage("a", Excerpt(source)),),
        "Why.",
        changes,
    )


@pytest.mark.parametrize(
    ("derived", "source", "ticks", "changes"),
    CHANGES.values(),
    ids=CHANGES.keys(),
)
def test_changes_answer_each_other(
    derived: str, source: str, ticks: Ticks, changes: tuple[Change, ...]
) -> None:
    assert changes_between(derived, source, ticks) == changes
    assert ticks_of(line(derived, source, *changes)) == ticks


WORDS = st.sampled_from(["the", "then", "boat", "boat,", "“We", "a", "–"])
PASSAGES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(PASSAGES, PASSAGES, st.data())
def test_ticked_words_are_in_the_changes_once(
    derived: str, source: str, data: st.DataObject
) -> None:
    mine, theirs = (
        tuple(data.draw(st.sets(st.integers(0, len(words_of(text)) - 1))))
        for text in (derived, source)
    )
    changes = changes_between(derived, source, Ticks(mine, theirs))
    for text, pieces in (
        (derived, [each.derived for each in changes if each.derived]),
        (source, [each.source for each in changes if each.source]),
    ):
        spans = sorted((text.find(piece), len(piece)) for piece in pieces)
        assert all(text.count(piece) == 1 for piece in pieces)
        assert all(
            one + length <= other for (one, length), (other, _) in pairwise(spans)
        )
    ticked = ticks_of(line(derived, source, *changes))
    assert set(mine) <= set(ticked.derived)
    assert set(theirs) <= set(ticked.source)
    assert changes_between(derived, source, Ticks(mine[::-1], theirs)) == changes


@given(PASSAGES, st.data())
def test_ticking_what_is_ticked_changes_nothing(text: str, data: st.DataObject) -> None:
    ticked = data.draw(st.sets(st.integers(0, len(words_of(text)) - 1)))
    once = changes_between(text, "", Ticks(tuple(ticked)))
    again = ticks_of(line(text, "", *once))
    assert ticks_of(line(text, "", *changes_between(text, "", again))) == again
