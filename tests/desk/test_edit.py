"""What a person decides: a sound line comes out, or a sentence that can be acted on."""

from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.desk.add import (
    add_discrepancy,
    add_faithful,
    add_omission,
    excerpts_at,
)
from quizapp.desk.edit import (
    Edit,
    as_faithful,
    beside,
    edited,
    with_gap,
    without_gap,
)
from quizapp.desk.practice import practice_line
from quizapp.desk.proposal import Proposed, SourceSpan
from quizapp.desk.propose import propose
from quizapp.desk.reopen import reopen
from quizapp.desk.soundness import fault_of, faults_of
from quizapp.desk.words import Ticks, ticks_of
from quizapp.errors import BadInput, QuizappError
from quizapp.game.correction import words_of
from quizapp.game.line import Change, Form, Gap, Line
from tests.desk.articles import (
    DERIVED,
    FERRY_DERIVED,
    FERRY_SOURCES,
    SOURCES,
    ferry,
    place,
    small,
    source_place,
)

SMALL, FERRY = small(), ferry()
DESK = reopen(SOURCES, DERIVED, SMALL)
FERRY_DESK = reopen(FERRY_SOURCES, FERRY_DERIVED, FERRY)
QUOTE = next(p for p in SMALL.lines if Kind.ALTERED_QUOTE in p.line.kinds)
EDITORIAL = next(p for p in SMALL.lines if not p.line.passages[0].carries)
OMISSION = next(p for p in FERRY.lines if p.line.derived is None)
SOUND = next(p for p in SMALL.sound if p.line.derived)
GREEDY = place(DERIVED, "Greedy councillors")
SURVEY = place(DERIVED, "A survey of the")


# ------------------------------------------------------------------ one edit


def test_an_empty_edit_changes_nothing() -> None:
    assert edited(QUOTE.line, Edit()) == QUOTE.line


def test_the_kinds_are_changed_and_the_first_one_counts() -> None:
    line = edited(
        QUOTE.line, Edit(kinds=(Kind.MISATTRIBUTED_QUOTE, Kind.ALTERED_QUOTE))
    )
    assert line.kinds == (Kind.MISATTRIBUTED_QUOTE, Kind.ALTERED_QUOTE)
    assert line.resembles is Kind.MISATTRIBUTED_QUOTE
    assert line.changes == QUOTE.line.changes


def test_the_changed_words_are_ticked_anew() -> None:
    line = edited(QUOTE.line, Edit(ticks=Ticks((1, 2, 3), (1, 2, 3))))
    assert line.changes == (Change("plan to drop", "hope to keep"),)
    assert ticks_of(line) == Ticks((1, 2, 3), (1, 2, 3))


def test_why_and_form_are_changed() -> None:
    line = edited(QUOTE.line, Edit(why=" She hopes;\n not plans. ", form=Form.A))
    assert (line.why, line.form) == ("She hopes; not plans.", Form.A)


def test_a_headline_is_marked_where_its_promise_is_the_kind() -> None:
    line = edited(QUOTE.line, Edit(kinds=(Kind.HEADLINE_MISMATCH,)))
    assert line.headline
    assert not edited(line, Edit(headline=False)).headline


def test_a_rejected_line_is_faithful_and_resembles_what_it_was_taken_for() -> None:
    line = as_faithful(QUOTE.line)
    assert line.faithful
    assert line.resembles is Kind.ALTERED_QUOTE
    assert (line.changes, line.gap, line.key) == ((), None, QUOTE.line.key)
    assert line.why == "The source carries every part of this line."
    other = edited(line, Edit(resembles=Kind.CHANGED_DETAIL))
    assert other.resembles is Kind.CHANGED_DETAIL


def test_a_faithful_line_becomes_what_a_person_found_in_it() -> None:
    edit = Edit((Kind.CHANGED_DETAIL,), ticks=Ticks((3,), (3,)), why="No: in May.")
    line = edited(SOUND.line, edit)
    assert line.kinds == (Kind.CHANGED_DETAIL,)
    assert len(line.changes) == 1


REFUSED: dict[str, tuple[Line, Edit, str]] = {
    "no changed words": (
        EDITORIAL.line,
        Edit(kinds=(Kind.CHANGED_DETAIL,)),
        "mark the words that were changed",
    ),
    "kind twice": (
        QUOTE.line,
        Edit(kinds=(Kind.ALTERED_QUOTE, Kind.ALTERED_QUOTE)),
        "one kind is chosen twice",
    ),
    "left-out context with words": (
        QUOTE.line,
        Edit(kinds=(Kind.OMITTED_CONTEXT,)),
        "start from the sentence of the source",
    ),
    "left-out context among others": (
        QUOTE.line,
        Edit(kinds=(Kind.OMITTED_CONTEXT, Kind.ALTERED_QUOTE)),
        "left-out context stands alone",
    ),
    "omission made faithful": (OMISSION.line, Edit(kinds=()), "reject it instead"),
    "omission with ticks": (
        OMISSION.line,
        Edit(ticks=Ticks((1,))),
        "has no changed words",
    ),
    "omission of another kind": (
        OMISSION.line,
        Edit(kinds=(Kind.ALTERED_QUOTE,)),
        "choose the words of the derived article",
    ),
    "nothing carries it": (
        EDITORIAL.line,
        Edit(kinds=()),
        "needs the words of the source",
    ),
    "faithful with changes": (
        SOUND.line,
        Edit(ticks=Ticks((1,))),
        "a sound line has no changed words",
    ),
    "no why for a discrepancy": (
        SOUND.line,
        Edit(kinds=(Kind.UNSUPPORTED_CLAIM,)),
        "say in one sentence what changed",
    ),
    "empty why": (QUOTE.line, Edit(why=" "), "say why in one or two sentences"),
    "long why": (QUOTE.line, Edit(why="so " * 200), "350 characters at the most"),
    "ticks gone": (QUOTE.line, Edit(ticks=Ticks((99,))), "the passage has changed"),
    "source words of nothing": (
        EDITORIAL.line,
        Edit(ticks=Ticks((), (1,))),
        "choose a passage first",
    ),
}


@pytest.mark.parametrize(
    ("line", "edit", "sentence"), REFUSED.values(), ids=REFUSED.keys()
)
def test_an_edit_that_makes_no_sound_line_is_refused(
    line: Line, edit: Edit, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        edited(line, edit)


# ------------------------------------------------------------------- passage


def test_another_passage_is_put_beside_a_line() -> None:
    there = source_place("A survey of the hull")
    line = beside(DESK, EDITORIAL.line, there)
    assert line.passages[0].carries
    assert line.passages[0].excerpt.words == "A survey of the hull is due in April."
    nothing = beside(DESK, line, None)
    assert not nothing.passages[0].carries
    assert nothing.passages[0].excerpt.words == line.passages[0].excerpt.words


def test_changed_words_that_another_passage_lacks_are_unticked() -> None:
    line = beside(DESK, QUOTE.line, source_place("A survey of the hull"))
    assert line.changes == (Change("plan", ""), Change("drop", ""))


def test_a_passage_that_is_no_sentence_is_refused() -> None:
    furniture = source_place("Share this article")
    for source in (furniture, SourceSpan("other", 0, 1)):
        with pytest.raises(QuizappError, match=r"choose a sentence|compare them"):
            beside(DESK, QUOTE.line, source)


# ----------------------------------------------------------------- additions


def test_a_missed_discrepancy_is_added_with_words_ticked_on_both_sides() -> None:
    source = source_place("A survey of the hull")
    excerpt, passage = excerpts_at(DESK, SURVEY, source)
    ticks = Ticks((8,), (8,))
    assert words_of(excerpt.words)[8] == words_of(passage.excerpt.words)[8] == "April."
    edit = Edit((Kind.CHANGED_DETAIL,), ticks=ticks, why="It says another month.")
    made = add_discrepancy(DESK, SURVEY, source, edit)
    assert made.line.derived == excerpt
    assert made.line.passages == (passage,)
    assert made.line.changes == (Change("April", "April"),)
    assert made.derived is not None
    assert made.derived.cut(DERIVED).startswith("A survey of the\nhull")
    assert made.source == SourceSpan("courier", source.start, source.start + 37)


def test_a_line_that_no_source_carries_is_added_beside_the_likest_passage() -> None:
    edit = Edit((Kind.UNSUPPORTED_EDITORIAL,), why="It judges; no source does.")
    made = add_discrepancy(DESK, GREEDY, None, edit)
    [passage] = made.line.passages
    assert not passage.carries
    assert passage.excerpt.words
    assert made.source is None
    near = source_place("Nobody is to blame")
    chosen = add_discrepancy(DESK, GREEDY, near, edit, carries=False)
    assert chosen.line.passages[0].excerpt.words == "Nobody is to blame for the crack."
    assert chosen.source is None


def test_an_omission_is_added_with_three_statements_that_were_kept() -> None:
    made = add_omission(DESK, source_place("No decision"), "It is still open.")
    assert made.derived is None
    assert made.line.kinds == (Kind.OMITTED_CONTEXT,)
    assert made.line.passages[0].excerpt.words.startswith("No decision will be taken")
    kept = [each.source for each in made.line.kept]
    assert len(set(kept)) == 3
    assert made.line.passages[0].excerpt.words not in kept


def test_an_omission_needs_a_reason() -> None:
    with pytest.raises(BadInput, match="say why"):
        add_omission(DESK, source_place("No decision"), "")


def test_an_omission_of_articles_that_share_too_little_is_refused() -> None:
    sources = {"a": "Rain fell on Oxley. No one was hurt."}
    derived = "Rain fell on Oxley."
    desk = reopen(sources, derived, propose(sources, derived, language="en"))
    with pytest.raises(BadInput, match="only 1 of three kept statements"):
        add_omission(desk, SourceSpan("a", 20, 36), "It matters.")


def test_a_faithful_line_is_added() -> None:
    made = add_faithful(DESK, SURVEY, source_place("A survey of the hull"))
    assert made.line.faithful
    assert made.line.derived is not None
    assert made.line.derived.words == made.line.passages[0].excerpt.words


def test_a_line_made_of_the_headline_says_so() -> None:
    head, source = place(DERIVED, "The boat will stop"), source_place("The boat may")
    assert add_faithful(DESK, head, source).line.headline
    edit = Edit((Kind.UNSUPPORTED_CLAIM,), why="No source says that it will.")
    assert add_discrepancy(DESK, head, source, edit).line.headline
    assert not add_faithful(DESK, SURVEY, source).line.headline


def test_words_outside_the_story_are_refused() -> None:
    with pytest.raises(QuizappError, match="derived article’s story"):
        excerpts_at(DESK, Span(10_000, 10_010), None)


def test_a_discrepancy_needs_a_kind() -> None:
    with pytest.raises(BadInput, match="what kind of discrepancy"):
        add_discrepancy(DESK, GREEDY, None, Edit(why="Because."))


# ----------------------------------------------------------------------- gap


def test_a_gap_is_given_and_taken_away() -> None:
    line = with_gap(QUOTE.line, "hope to keep", ("plan to drop", "wish to sell", " "))
    assert line.gap == Gap("hope to keep", ("plan to drop", "wish to sell"))
    assert without_gap(line) == QUOTE.line


@pytest.mark.parametrize(
    ("words", "others", "sentence"),
    [
        ("hope to sell", ("a", "b"), "the gap’s words .* are not in the source"),
        ("the", ("a", "b"), "stand twice in the source"),
        ("hope", ("a",), "two or three wrong choices"),
        ("hope", ("a", "A"), "the choice “A” is given twice"),
        ("", ("a", "b"), "fewer words for the gap|part of the line"),
    ],
)
def test_a_gap_that_cannot_be_played_is_refused(
    words: str, others: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        with_gap(QUOTE.line, words, others)


# ------------------------------------------------------------------ practice


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.OMITTED_CONTEXT])
def test_a_practice_line_says_that_it_was_made(kind: Kind) -> None:
    made = practice_line(FERRY_SOURCES, FERRY_DERIVED, FERRY, kind, Random(7))
    assert made.line.ours
    assert made.line.kinds == (kind,)
    assert made.line.why.startswith("Made for practice")
    assert fault_of(made.line) is None
    assert made.line.derived is not None
    assert made.line.derived.words not in FERRY_DERIVED
    assert made.line.derived.before or made.line.derived.after


def test_one_seed_makes_one_practice_line() -> None:
    one, other, third = (
        practice_line(
            FERRY_SOURCES, FERRY_DERIVED, FERRY, Kind.CHANGED_DETAIL, Random(seed)
        )
        for seed in (1, 1, 2)
    )
    assert one == other
    assert one != third


def test_left_out_context_cannot_be_made_up() -> None:
    with pytest.raises(BadInput, match="cannot be made up"):
        practice_line(
            FERRY_SOURCES, FERRY_DERIVED, FERRY, Kind.OMITTED_CONTEXT, Random(1)
        )


def test_a_kind_without_a_place_is_refused() -> None:
    with pytest.raises(BadInput, match="no line that this kind"):
        practice_line(SOURCES, DERIVED, SMALL, Kind.MISATTRIBUTED_QUOTE, Random(1))


# ---------------------------------------------------------------- properties

LINES = st.sampled_from([*FERRY.lines, *FERRY.sound])
PLACES = st.integers(0, 40)
TICKS = st.builds(
    Ticks,
    st.lists(PLACES, max_size=6).map(tuple),
    st.lists(PLACES, max_size=6).map(tuple),
)
EDITS = st.builds(
    Edit,
    kinds=st.none() | st.lists(st.sampled_from(Kind), max_size=3).map(tuple),
    resembles=st.none() | st.sampled_from(Kind),
    ticks=st.none() | TICKS,
    why=st.none() | st.text(max_size=400),
    form=st.none() | st.sampled_from(Form),
    headline=st.none() | st.booleans(),
)
DERIVED_SPANS = st.builds(
    lambda start, length: Span(start, start + length),
    st.integers(0, len(FERRY_DERIVED)),
    st.integers(0, 400),
)
SOURCE_SPANS = st.builds(
    lambda key, start, length: SourceSpan(key, start, start + length),
    st.sampled_from(sorted(FERRY_SOURCES)),
    st.integers(0, 9000),
    st.integers(0, 400),
)


@given(LINES, st.lists(EDITS, min_size=1, max_size=4))
def test_no_edit_makes_an_unsound_line(each: Proposed, edits: list[Edit]) -> None:
    line = each.line
    for edit in edits:
        before = replace(line)
        try:
            made = edited(line, edit)
        except BadInput:
            made = line if fault_of(line) is None else SOUND.line
        assert line == before
        assert faults_of(made) == ()
        line = made


@settings(deadline=None)
@given(DERIVED_SPANS, st.none() | SOURCE_SPANS, EDITS, st.booleans())
def test_no_addition_is_unsound(
    derived: Span, source: SourceSpan | None, edit: Edit, carries: bool
) -> None:
    try:
        made = add_discrepancy(FERRY_DESK, derived, source, edit, carries=carries)
        if source:
            made = add_faithful(FERRY_DESK, derived, source)
            made = add_omission(FERRY_DESK, source, edit.why or "")
            assert made.line.faithful is False
    except QuizappError:
        made = SOUND
    assert faults_of(made.line) == ()


@settings(deadline=None)
@given(LINES, st.none() | SOURCE_SPANS, st.booleans())
def test_no_passage_makes_an_unsound_line(
    each: Proposed, source: SourceSpan | None, carries: bool
) -> None:
    try:
        made = beside(FERRY_DESK, each.line, source, carries=carries)
    except QuizappError:
        made = SOUND.line
    assert faults_of(made) == ()


def test_values_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        setattr(Edit(), fields(Edit)[0].name, ())
