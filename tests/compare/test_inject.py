"""What is planted says what it is, is found, and leaves the rest alone."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.compare.engine import compare
from quizapp.compare.inject import NoPlace, Planted, plant
from quizapp.compare.kinds import Kind
from quizapp.compare.practice import PracticeLine, Wanted, practice_lines
from tests.compare.test_properties import ANYTHING, PROSE

PAIRS = sorted((Path(__file__).parent / "pairs").glob("dev-*"))
SEEDS = st.integers(0, 10_000)

# A report may go on telling what it told, and is then no longer missed as such.
MOST = {Kind.STRIPPED_ATTRIBUTION: 0.6}

# Every kind can be planted here.
STORY = """Ferry to Ulva may stop in winter

The ferry between Tarn and the island of Ulva may stop running from November, its owner
Calder Lines announced on Tuesday. It lost £240,000 in two years.

“We cannot sail an empty boat through the dark for ever,” said Rhona Keir, the managing
director of Calder Lines.

Fishermen claim that the company let the old boat rot to save money. Calder Lines denies
this and blames the storms.

The boat failed its last test, according to a report by the harbour board.

About 180 people live on Ulva. The island has a school with 14 pupils and a shop that
sells stamps, bread and fishing line.

“My father rowed the post across in a storm and the letters were dry,” Callum Oyster
said. Mr Oyster runs the shop.

A study by Tarn College found that the crossings were linked to better health, although
the numbers were small.

The company carried 21,300 passengers last year, of whom 900 travelled between November
and March. A council meeting on 17 October could decide whether to pay for the crossing.
"""

# The same told in other words: nothing in it is a discrepancy.
REWRITE = """Ferry to Ulva may stop in winter

The island of Ulva may lose its ferry to Tarn from November, its owner Calder Lines
said on Tuesday. The company lost £240,000 in two years.

“We cannot sail an empty boat through the dark for ever,” said Rhona Keir, who directs
Calder Lines.

The boat failed its last test, according to a report by the harbour board.

Fishermen claim that the company let the old boat rot to save money. Calder Lines denies
this and blames the storms.

“My father rowed the post across in a storm and the letters were dry,” said Callum
Oyster. Mr Oyster runs the shop.

A study by Tarn College found that the crossings were linked to better health, although
the numbers were small.

The company carried 21,300 passengers last year. A council meeting on 17 October could
decide whether to pay for the crossing.
"""


def planted_in(text: str, kind: Kind, seed: int) -> Planted:
    planted = plant(text, kind, Random(seed), sources=[STORY])
    assert isinstance(planted, Planted), planted
    return planted


@pytest.mark.parametrize("text", [STORY, REWRITE], ids=["copy", "rewrite"])
def test_the_stories_themselves_are_faithful(text: str) -> None:
    assert compare([STORY], text).discrepancies == ()


@pytest.mark.parametrize("kind", Kind)
@given(seed=SEEDS, text=st.sampled_from([STORY, REWRITE]))
@settings(max_examples=5)
def test_what_is_planted_is_found_and_the_rest_is_left_alone(
    kind: Kind, seed: int, text: str
) -> None:
    planted = planted_in(text, kind, seed)
    found = compare([STORY], planted.text).discrepancies
    assert kind in {one.kind for one in found}, planted
    for one in found:
        if one.derived:
            assert one.derived.overlaps(planted.passage), (one, planted)
        else:  # what was left out lies where the words changed stood
            assert one.source is not None
            assert planted.source is not None
            assert one.source.span.overlaps(planted.source.span), (one, planted)


@pytest.mark.parametrize("month", ["October", "November"])
def test_a_month_is_found_that_stands_elsewhere_in_the_source(month: str) -> None:
    wrong = STORY.replace("\nand March.", f"\nand {month}.")
    (found,) = compare([STORY], wrong).discrepancies
    assert found.kind is Kind.CHANGED_DETAIL
    assert f"“March”; the rewrite makes it “{month}”" in found.why


@pytest.mark.parametrize("kind", Kind)
@given(seed=SEEDS, text=st.sampled_from([STORY, REWRITE]))
@settings(max_examples=5)
def test_only_the_words_named_are_changed(kind: Kind, seed: int, text: str) -> None:
    planted = plant(text, kind, Random(seed))
    assert isinstance(planted, Planted)
    assert planted.kind is kind
    passage, rest = planted.passage, len(planted.text) - planted.passage.end
    assert planted.span.cut(planted.text) == planted.after != planted.before
    assert planted.before in text
    assert passage.holds(planted.span)
    assert text.startswith(planted.text[: passage.start].rstrip())
    assert planted.text[passage.end :] == text[len(text) - rest :]


@pytest.mark.parametrize("kind", Kind)
def test_the_source_named_holds_the_words_as_they_were(kind: Kind) -> None:
    for seed in range(5):
        planted = planted_in(STORY, kind, seed)
        if planted.before:
            assert planted.source is not None
            told = planted.source.span.cut(STORY)
            assert planted.before.rstrip(".”") in told or told in planted.before
        else:
            assert planted.source is None


@pytest.mark.parametrize("kind", Kind)
def test_most_of_what_is_planted_in_other_articles_is_found(kind: Kind) -> None:
    told = dict.fromkeys((pair / "source.txt").read_text("utf-8") for pair in PAIRS)
    articles = list(told)[::3]
    tried = [(a, plant(a, kind, Random(n))) for n, a in enumerate(articles)]
    planted = [(a, p.text) for a, p in tried if isinstance(p, Planted)]
    named = [
        kind in {d.kind for d in compare([a], p).discrepancies} for a, p in planted
    ]
    assert len(planted) >= 3
    assert sum(named) >= MOST.get(kind, 0.75) * len(named)


@pytest.mark.parametrize("kind", Kind)
def test_one_seed_plants_one_thing_and_another_seed_another(kind: Kind) -> None:
    assert plant(STORY, kind, Random(7)) == plant(STORY, kind, Random(7))
    answers = [plant(STORY, kind, Random(seed)) for seed in range(20)]
    assert len({a.text for a in answers if isinstance(a, Planted)}) > 1


@pytest.mark.parametrize("kind", Kind)
def test_a_text_without_a_place_is_answered_with_what_it_lacks(kind: Kind) -> None:
    answer = plant("…", kind, Random(1))
    assert isinstance(answer, NoPlace)
    assert answer.kind is kind
    assert answer.why.startswith(("No ", "The story has no "))


def test_a_language_without_made_up_sentences_adds_none() -> None:
    answer = plant(STORY, Kind.UNSUPPORTED_CLAIM, Random(1), language="tlh")
    assert isinstance(answer, NoPlace)
    assert answer.why.startswith("No made-up claim is at hand")


@given(text=st.one_of(PROSE, ANYTHING), kind=st.sampled_from(Kind), seed=SEEDS)
def test_any_text_can_be_planted_in(text: str, kind: Kind, seed: int) -> None:
    answer = plant(text, kind, Random(seed), sources=[STORY])
    if isinstance(answer, Planted):
        assert answer.text != text
        assert answer.span.cut(answer.text) == answer.after
        assert 0 <= answer.passage.start <= answer.span.start
        assert answer.span.end <= answer.passage.end <= len(answer.text)


# ---------------------------------------------------------------- practice


def practice(count: int, *kinds: Kind, seed: int = 1) -> tuple[PracticeLine, ...]:
    wanted = Wanted(count, frozenset(kinds)) if kinds else Wanted(count)
    return practice_lines([STORY], REWRITE, chance=Random(seed), wanted=wanted)


def test_a_practice_line_says_what_was_changed_and_that_it_is_made_up() -> None:
    (line,) = practice(1, Kind.SHIFTED_CERTAINTY, seed=2)
    assert (line.before, line.after) == ("could", "will")
    assert line.text.startswith("A council meeting on 17 October will\ndecide")
    assert line.changed.cut(line.text) == "will"
    assert line.source is not None
    assert line.source.span.cut(STORY).startswith("A council meeting on 17 October")
    assert "Made up" in line.notice


def test_one_certainty_stands_for_a_hedge() -> None:
    story = "The ferry may stop after Easter, the company said on Monday in Ulva."
    wanted = Wanted(1, frozenset({Kind.SHIFTED_CERTAINTY}))
    (line,) = practice_lines([story], story, chance=Random(1), wanted=wanted)
    assert (line.before, line.after) == ("may", "will")


@given(count=st.integers(0, 30), seed=SEEDS)
@settings(max_examples=5)
def test_no_line_is_used_twice_and_kinds_take_turns(count: int, seed: int) -> None:
    lines = practice(count, seed=seed)
    assert len(lines) <= count
    sources = [line.source for line in lines if line.source and line.before]
    assert len(set(sources)) == len(sources)
    kinds = [line.kind for line in lines]
    assert len(set(kinds[:6])) == len(kinds[:6])
    for line in lines:
        assert line.changed.cut(line.text) == line.after
        assert line.text not in REWRITE or line.kind is Kind.OMITTED_CONTEXT


def test_only_the_kinds_wanted_are_made() -> None:
    wanted = {Kind.CHANGED_DETAIL, Kind.ALTERED_QUOTE}
    assert {line.kind for line in practice(6, *wanted)} == wanted


def test_lines_the_engine_doubts_are_not_practised_on() -> None:
    wrong = "The company carried 23,100 passengers last year."
    lines = practice_lines(
        [STORY],
        f"{wrong}\n\nA council meeting on 17 October could decide whether to pay.",
        chance=Random(1),
        wanted=Wanted(9, frozenset({Kind.CHANGED_DETAIL})),
    )
    assert [line.before for line in lines] == ["17"]


def test_lines_no_source_carries_are_not_practised_on() -> None:
    lines = practice_lines(
        ["Rain fell on Tarn."], REWRITE, chance=Random(1), wanted=Wanted(20)
    )
    assert {line.kind for line in lines} <= {Kind.HEADLINE_MISMATCH}
