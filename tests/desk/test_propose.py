"""What is proposed: spans cut what they claim, and nothing is lost on the way."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings

from quizapp.apart import run_apart
from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.desk.check import check_pack
from quizapp.desk.content import content_of, proposal_of, proposed_of
from quizapp.desk.proposal import Proposal, Proposed, Row, SourceSpan
from quizapp.desk.propose import MOST_PROPOSED, propose
from quizapp.desk.reopen import reopen
from quizapp.desk.rows import row_of
from quizapp.desk.worker import work
from quizapp.errors import BadInput
from quizapp.packs.archive import pack_archive, read_archive
from quizapp.packs.draft_desk import Desk
from quizapp.packs.excerpting import clean
from quizapp.packs.pack import Article, Case, Pack
from tests.desk.articles import (
    DERIVED,
    FERRY_DERIVED,
    FERRY_SOURCES,
    PAIRS,
    SOURCES,
    ferry,
    small,
)

# Every example compares whole articles.
SLOW = settings(deadline=None)

FERRY = ferry()
SMALL = small()
DESK = reopen(SOURCES, DERIVED, SMALL)


def printed(row: Row, desk: Desk) -> tuple[str, str]:
    source = desk.sources[row.source.article].cut(row.source.span) if row.source else ""
    return source, desk.derived.cut(row.derived) if row.derived else ""


def every_line(proposal: Proposal) -> tuple[Proposed, ...]:
    return (*proposal.lines, *proposal.sound)


def pack(proposal: Proposal, sources: dict[str, str], derived: str) -> Pack:
    """Accept every sound proposal as it is, and print the articles whole."""

    def article(text: str | None) -> Article:
        shown = text if text is None or text == clean(text) else None
        return Article("A paper", "unknown", None, "A headline", shown)

    lines = tuple(each.line for each in every_line(proposal) if each.fault is None)
    case = Case(
        "case",
        "A case",
        "About it.",
        article(derived),
        {key: article(text) for key, text in sources.items()},
        lines,
    )
    return Pack("a-pack", "", "A", "en", "CC0", ("A",), "A.", "none", (case,))


# -------------------------------------------------------------------- rows


def test_the_table_reads_as_both_articles_do() -> None:
    assert [printed(row, DESK) for row in SMALL.rows] == [
        ("The boat may stop in winter", "The boat will stop in winter"),
        ("The council met on Monday in the Corn Hall.", ""),
        (
            "“We hope to keep the early boat,” Maren Osk told the council on Monday.",
            "“We plan to drop the early boat,” Maren Osk told the council on Monday.",
        ),
        (
            "A survey of the hull is due in April.",
            "A survey of the hull is due in April.",
        ),
        ("The survey costs 900 crowns.", "The survey costs 900 crowns."),
        (
            "Nobody is to blame for the crack.",
            "Nobody is to blame for the crack.",
        ),
        ("No decision will be taken before the survey, said Ida Brand.", ""),
        ("", "Greedy councillors in Skerrow have lied to every islander for years."),
        ("The island school has 14 pupils.", "The island school has 14 pupils."),
    ]
    assert [row.headline for row in SMALL.rows] == [True, *[False] * 8]


def test_a_line_that_no_source_has_still_names_the_likest_place() -> None:
    [editorial] = [row for row in SMALL.rows if row.derived and not row.source]
    assert editorial.near is not None


def test_what_another_source_tells_too_is_known_to_be_told() -> None:
    other = "A hull survey is due in April. Otters live under the old quay."
    rows = propose(SOURCES | {"radio": other}, DERIVED, language="en").rows
    told = {
        row.source.span.cut(other): row.support
        for row in rows
        if row.source and row.source.article == "radio" and not row.derived
    }
    assert told["A hull survey is due in April."] > 0.8
    assert told["Otters live under the old quay."] < 0.3


@SLOW
@given(PAIRS)
def test_every_sentence_of_either_side_has_a_row(
    pair: tuple[dict[str, str], str],
) -> None:
    sources, derived = pair
    proposal = propose(sources, derived, language="en")
    mine = [row.derived for row in proposal.rows if row.derived]
    assert all(one.end <= other.start for one, other in pairwise(mine))
    assert "".join(span.cut(derived) for span in mine).split() or not derived.split()
    covered = [row.source for row in proposal.rows if row.source]
    for key, cut in proposal.cuts.items():
        for number, span in enumerate(cut.spans):
            if number in cut.furniture:
                continue
            assert any(
                each.article == key and each.span.holds(span) for each in covered
            )


@SLOW
@given(PAIRS)
def test_neighbours_that_are_left_out_stay_neighbours(
    pair: tuple[dict[str, str], str],
) -> None:
    sources, derived = pair
    proposal = propose(sources, derived, language="en")
    rows = proposal.rows
    places = {row.source: n for n, row in enumerate(rows) if not row.derived}
    for key, cut in proposal.cuts.items():
        for one, other in pairwise(cut.spans):
            first = places.get(SourceSpan(key, one.start, one.end))
            second = places.get(SourceSpan(key, other.start, other.end))
            if first is not None and second is not None:
                assert first < second
                assert not any(row.derived for row in rows[first:second])


# ------------------------------------------------------------------- lines


def test_a_proposed_line_says_what_changed_and_where() -> None:
    [quote] = [each for each in SMALL.lines if Kind.ALTERED_QUOTE in each.line.kinds]
    assert quote.derived is not None
    assert quote.source is not None
    assert quote.line.derived is not None
    assert DESK.derived.cut(quote.derived) == quote.line.derived.words
    words = [(change.derived, change.source) for change in quote.line.changes]
    assert words == [("plan", "hope"), ("drop", "keep")]
    assert quote.findings[0].confidence == quote.confidence


def test_well_carried_lines_are_offered_as_faithful_but_not_in_the_lines() -> None:
    words = {each.line.derived.words for each in SMALL.sound if each.line.derived}
    assert "The survey costs 900 crowns." in words
    assert "The boat will stop in winter" not in words
    assert not any(each.line.faithful for each in SMALL.lines)


def test_an_unsound_line_is_kept_with_what_is_to_be_mended() -> None:
    faulty = [each for each in FERRY.lines if each.fault]
    assert faulty
    assert all(
        "marked" in str(each.fault) or "mark " in str(each.fault) for each in faulty
    )
    assert "mended" in FERRY.notes[-1]


@SLOW
@given(PAIRS)
def test_every_proposed_line_accepted_as_it_is_gives_a_sound_pack(
    pair: tuple[dict[str, str], str],
) -> None:
    sources, derived = pair
    proposal = propose(sources, derived, language="en", min_confidence=0.1)
    made = pack(proposal, sources, derived)
    found = check_pack(made).obstacles
    if made.cases[0].lines:
        assert found == ()
        again = read_archive(pack_archive(made))
        assert again.cases == made.cases
    else:
        assert [each.case for each in found] == ["case"]


@SLOW
@given(PAIRS)
def test_spans_cut_what_they_claim(pair: tuple[dict[str, str], str]) -> None:
    sources, derived = pair
    proposal = propose(sources, derived, language="en", min_confidence=0.1)
    for each in every_line(proposal):
        if each.derived and each.line.derived:
            assert clean(each.derived.cut(derived)) == each.line.derived.words
        if each.source:
            text = each.source.span.cut(sources[each.source.article])
            assert clean(text) == each.line.passages[0].excerpt.words


@SLOW
@given(PAIRS)
def test_every_line_is_shown_in_a_row_of_its_own_words(
    pair: tuple[dict[str, str], str],
) -> None:
    proposal = propose(*pair, language="en", min_confidence=0.1)
    for each in every_line(proposal):
        number = row_of(proposal.rows, each.derived, each.source)
        assert number is not None
        row = proposal.rows[number]
        if each.derived:
            assert row.derived is not None
            assert row.derived.overlaps(each.derived)
        else:
            assert row.source is not None
            assert each.source is not None
            assert row.source.span.overlaps(each.source.span)


def test_lines_stand_in_the_order_of_the_table() -> None:
    for lines in (FERRY.lines, FERRY.sound):
        rows = [row_of(FERRY.rows, each.derived, each.source) for each in lines]
        assert rows == sorted(row for row in rows if row is not None)
        assert len({each.line.key for each in lines}) == len(lines)


def test_a_line_without_a_place_is_in_no_row() -> None:
    assert row_of(SMALL.rows, None, None) is None
    assert row_of(SMALL.rows, Span(10_000, 10_001), None) is None


def test_too_many_lines_are_cut_to_the_surest() -> None:
    words = [f"“We {verb} it,” said Ann Ash." for verb in ("won", "lost")]
    source = "\n\n".join(f"Case {n}. {words[0]}" for n in range(MOST_PROPOSED + 30))
    derived = "\n\n".join(
        f"Greedy fools number {n} ruined Skerrow shamefully."
        for n in range(MOST_PROPOSED + 30)
    )
    proposal = propose({"a": source}, derived, language="en")
    assert len(proposal.lines) == MOST_PROPOSED
    assert f"the {MOST_PROPOSED} surest are proposed" in proposal.notes[0]


@pytest.mark.parametrize(
    ("sources", "derived"),
    [({}, "Words."), ({"a": " \n"}, "Words."), ({"a": "Words."}, "")],
    ids=["no source", "blank source", "nothing derived"],
)
def test_missing_text_is_refused(sources: dict[str, str], derived: str) -> None:
    with pytest.raises(BadInput, match="both with text"):
        propose(sources, derived, language="en")


def test_nothing_found_is_said() -> None:
    same = propose({"a": "Rain fell on Oxley."}, "Rain fell on Oxley.", language="en")
    assert same.lines == ()
    assert same.notes[0].startswith("nothing was found")


# ------------------------------------------------------------ JSON and worker


@SLOW
@given(PAIRS)
def test_a_proposal_survives_json(pair: tuple[dict[str, str], str]) -> None:
    proposal = propose(*pair, language="en")
    stored = json.loads(json.dumps(content_of(proposal)))
    assert proposal_of(stored) == proposal


def test_lines_survive_json() -> None:
    for each in FERRY.lines:
        assert proposed_of(json.loads(json.dumps(content_of(each)))) == each


@pytest.mark.parametrize("stored", [None, {}, {"line": 3}, []])
def test_other_json_is_refused(stored: object) -> None:
    for read in (proposal_of, proposed_of):
        with pytest.raises(BadInput, match="cannot be read"):
            read(stored)


def test_the_worker_proposes_the_same() -> None:
    asked = {"sources": FERRY_SOURCES, "derived": FERRY_DERIVED, "language": "en"}
    answer = json.loads(work(json.dumps(asked).encode()))
    assert proposal_of(answer["proposal"]) == FERRY


def test_the_worker_works_apart() -> None:
    asked = {"sources": FERRY_SOURCES, "derived": FERRY_DERIVED, "language": "en"}
    payload = json.dumps(asked).encode()
    answer = run_apart("quizapp.desk.worker", payload, seconds=60, megabytes=1000)
    assert answer == work(payload)


def test_the_worker_refuses_in_a_sentence() -> None:
    asked = {"sources": {}, "derived": "", "language": "en"}
    answer = json.loads(work(json.dumps(asked).encode()))
    assert answer == {"refused": "bring a source and a derived article, both with text"}


# ------------------------------------------------------------------- reopen


@SLOW
@given(PAIRS)
def test_a_reopened_desk_makes_the_same_excerpts(
    pair: tuple[dict[str, str], str],
) -> None:
    sources, derived = pair
    proposal = propose(sources, derived, language="en", min_confidence=0.1)
    desk = reopen(sources, derived, proposal)
    for each in every_line(proposal):
        if each.derived:
            assert desk.derived.excerpt(each.derived) == each.line.derived
        if each.source:
            number = desk.keys.index(each.source.article)
            span = each.source.span
            article = desk.sources[desk.keys[number]]
            assert article.excerpt(span) == each.line.passages[0].excerpt


def test_other_articles_are_refused() -> None:
    for sources, derived in (
        (SOURCES, "Short."),
        ({"courier": "Short."}, DERIVED),
        ({"other": SOURCES["courier"]}, DERIVED),
    ):
        with pytest.raises(Exception, match="compare them again"):
            reopen(sources, derived, SMALL)


def test_proposing_changes_nothing_that_was_given() -> None:
    before = dict(FERRY_SOURCES)
    assert ferry() == FERRY
    assert before == FERRY_SOURCES
    assert replace(FERRY, notes=()) != FERRY
