from dataclasses import replace

import pytest
from hypothesis import given

from quizapp.game.correction import (
    Piece,
    answering,
    changed_words,
    corrected,
    words_of,
)
from quizapp.game.line import Change, Excerpt, Line
from tests import cast
from tests.game.generated import Rewrite, rewrites


def line_of(derived: str, source: str, *changes: tuple[str, str]) -> Line:
    model = cast.altered("one")
    passage = replace(model.passages[0], excerpt=Excerpt(source))
    return replace(
        model,
        derived=Excerpt(derived),
        passages=(passage,),
        changes=tuple(Change(*change) for change in changes),
    )


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (
            line_of("It will rain.", "It may rain.", ("will", "may")),
            [Piece("It "), Piece("will", "may", changed=True), Piece(" rain.")],
        ),
        (
            line_of("It will rain.", "It will perhaps rain.", ("", "perhaps")),
            [Piece("It will "), Piece("", "perhaps", changed=True), Piece("rain.")],
        ),
        (
            line_of("It will surely rain.", "It will rain.", ("surely", "")),
            [Piece("It will "), Piece("surely", changed=True), Piece(" rain.")],
        ),
        (
            line_of("It rains.", "It rains, they said.", ("", "they said.")),
            [Piece("It rains."), Piece("", "they said.", changed=True)],
        ),
        (
            line_of("It rains.", "They said it rains.", ("It", "They said it")),
            [Piece("It", "They said it", changed=True), Piece(" rains.")],
        ),
        (line_of("It rains.", "It rains."), [Piece("It rains.")]),
    ],
    ids=["swapped", "dropped", "added", "dropped at the end", "at the start", "none"],
)
def test_a_correction_is_drawn_where_the_change_is(
    line: Line, pieces: list[Piece]
) -> None:
    assert list(corrected(line)) == pieces


def test_changes_are_drawn_in_the_order_of_the_line() -> None:
    line = line_of("a b c d", "A b c D", ("d", "D"), ("a", "A"))
    assert [p.other for p in corrected(line) if p.changed] == ["A", "D"]


def test_a_change_in_the_second_source_leaves_the_first_as_it_stands() -> None:
    line = line_of("It will rain.", "Clouds came.", ("will", "may"))
    assert answering(line) == (Piece("Clouds came."),)


def test_an_omission_has_nothing_to_correct() -> None:
    line = cast.omitted("left-out")
    assert corrected(line) == changed_words(line) == ()


@given(rewrites)
def test_pieces_join_back_to_the_rewrite(made: Rewrite) -> None:
    assert "".join(p.printed for p in corrected(made.line)) == made.derived


@given(rewrites)
def test_answering_pieces_join_back_to_the_source(made: Rewrite) -> None:
    assert "".join(p.printed for p in answering(made.line)) == made.source


@given(rewrites)
def test_reading_the_correction_gives_the_source(made: Rewrite) -> None:
    read = [p.other if p.changed else p.printed for p in corrected(made.line)]
    assert [w for text in read for w in words_of(text)] == words_of(made.source)


@given(rewrites)
def test_changed_words_are_those_the_changes_name(made: Rewrite) -> None:
    words = words_of(made.derived)
    named = [w for c in made.line.changes for w in words_of(c.derived)]
    assert [words[place] for place in changed_words(made.line)] == named


@pytest.mark.parametrize(
    ("derived", "places"),
    [("will", (1,)), ("will rain", (1, 2)), ("ai", (2,)), ("", ())],
    ids=["a word", "two words", "part of a word", "nothing"],
)
def test_a_word_counts_as_changed_where_any_of_it_is(
    derived: str, places: tuple[int, ...]
) -> None:
    assert changed_words(line_of("It will rain.", "x", (derived, "x"))) == places
