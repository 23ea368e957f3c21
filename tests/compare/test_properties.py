"""What holds for every text: Hypothesis looks for the one that breaks it."""

import itertools
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.compare.engine import compare
from quizapp.compare.report import report_json, report_text
from quizapp.compare.report_page import report_html

ARTICLE = """Ferry to Ulva may stop in winter

The ferry between Tarn and the island of Ulva may stop running from November, its owner
Calder Lines announced on Tuesday, after losing £240,000 in two years.

“We cannot sail an empty boat through the dark for ever,” said Rhona Keir, the managing
director of Calder Lines. “We would rather stop than pretend.”

About 180 people live on Ulva. The island has a school with 14 pupils and a shop that
sells stamps, bread and fishing line.

Callum Oyster, who runs the shop, said that the last winter without a ferry was 1962.

“My father rowed the post across in a storm and the letters were dry,” Mr Oyster said.
“I am not going to row it at my age.”

The company carried 21,300 passengers last year, of whom 900 travelled between November
and March. A council meeting on 17 October could decide whether to pay for the crossing.
"""

NAMES = ["Rhona Keir", "Callum Oyster"]
OTHER = "The shop in Tarn opened in 1950. Nobody rows to Ulva now, a captain said."

PROSE = st.lists(
    st.sampled_from(
        [*ARTICLE.split(), '"', "'", "“", "”", "‘", "’", "\n\n", "\r\n", "…", "«", "»"]
    ),
    max_size=60,
).map(" ".join)
ANYTHING = st.text(max_size=300)


@given(st.one_of(PROSE, ANYTHING))
def test_an_article_compared_with_itself_has_no_discrepancy(text: str) -> None:
    assert compare([text], text).discrepancies == ()


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell hard. " * 60,
        "Ann Ash said rain fell. Rain fell, Ann Ash said. " * 60,
        "word " * 10_000,
        "“We may win,” said Ann Ash. " * 60,
    ],
    ids=["a refrain", "two of them", "one endless line", "quotations"],
)
def test_a_text_that_repeats_itself_is_carried_by_itself(text: str) -> None:
    found = compare([text], text)
    assert found.discrepancies == ()
    assert min(line.support for line in found.lines) > 0.99


@pytest.mark.parametrize(
    "piece",
    ['"a" ', "“a b c d e ", "“a b c! ", "'a 'b c' ", "17 ", "(", "«", "won’t "],
)
def test_what_no_writer_writes_costs_no_more_than_its_length(piece: str) -> None:
    once, twice = (calls_for(piece * times) for times in (300, 600))
    assert twice < 3 * once


def calls_for(text: str) -> int:
    """Count the calls a comparison makes: work without a clock."""
    calls = itertools.count()
    sys.setprofile(lambda *_event: next(calls) and None)
    try:
        compare([text], text.replace("a", "b"))
    finally:
        sys.setprofile(None)
    return next(calls)


def test_a_whole_article_is_carried_by_itself() -> None:
    found = compare([ARTICLE], ARTICLE)
    assert found.discrepancies == ()
    assert min(line.support for line in found.lines) > 0.99


@given(st.one_of(PROSE, ANYTHING), st.one_of(PROSE, ANYTHING))
def test_what_one_of_the_sources_tells_word_for_word_is_faithful(
    source: str, text: str
) -> None:
    found = compare([source, text, ARTICLE], text).discrepancies
    assert [one for one in found if one.derived] == []


def test_words_are_given_to_whom_any_source_gives_them() -> None:
    sources = [f"“We never saw the boat again,” said {name}." for name in NAMES]
    for told in sources:
        assert compare(sources, told).discrepancies == ()


def test_a_not_before_the_dots_is_still_there() -> None:
    said = "“It was not … the boat that we saw on Monday,” said Rhona Keir."
    assert compare([said], said).discrepancies == ()


@pytest.mark.parametrize("language", ["en", "de", "tlh"])
def test_a_number_too_large_to_reckon_with_ends_nothing(language: str) -> None:
    digits = "9" * 400
    texts = [f"It cost £{digits}m, {digits} miles and {digits} million." for _ in "ab"]
    found = compare(texts, f"It cost ${digits}, {digits}km.", language=language)
    assert len(found.lines) == 1


@example("« going", "« going")
@given(PROSE, PROSE)
def test_the_order_of_the_sources_changes_nothing(source: str, derived: str) -> None:
    here = compare([ARTICLE, source], derived).discrepancies
    there = compare([source, ARTICLE], derived).discrepancies
    assert [(d.kind, d.derived, d.confidence) for d in here] == [
        (d.kind, d.derived, d.confidence) for d in there
    ]


@given(st.one_of(PROSE, ANYTHING), st.one_of(PROSE, ANYTHING))
@settings(max_examples=200)
def test_any_text_ends_and_every_span_lies_in_its_text(
    source: str, derived: str
) -> None:
    found = compare([source], derived, min_confidence=0)
    for line in found.lines:
        assert 0 <= line.start < line.end <= len(derived)
        assert 0 <= line.support <= 1
    for said in found.quotations:
        text = derived if said.article is None else source
        assert 0 <= said.span.start <= said.span.end <= len(text)
    for one in found.discrepancies:
        spans = [(one.derived, derived), (one.source, source)]
        spans += [(c.derived, derived) for c in one.changes]
        spans += [(c.source, source) for c in one.changes]
        for span, text in spans:
            assert span is None or 0 <= span.start < span.end <= len(text)


@given(st.one_of(PROSE, ANYTHING))
def test_every_report_can_be_written(derived: str) -> None:
    found = compare([ARTICLE], derived, min_confidence=0)
    assert len(report_json(found)["discrepancies"]) == len(found.discrepancies)
    assert report_text(found, [ARTICLE], derived)
    assert "<script" not in report_html(found, [ARTICLE], derived).lower()
