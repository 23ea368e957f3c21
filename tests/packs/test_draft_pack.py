"""Drafts: findings become proposed lines that pass the check as they are."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.discrepancy import Change, Discrepancy, Place
from quizapp.compare.engine import ComparedLine, Comparison, compare
from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.errors import BadInput
from quizapp.game import line as game
from quizapp.packs.draft import Draft, draft_case
from quizapp.packs.draft_pack import draft_files
from quizapp.packs.read import read_pack
from quizapp.packs.write import write_files

SOURCE = """\
The boat may stop in winter.

“We hope to keep the early boat,” Maren Osk told the council on Monday. A survey of the
hull is due in April. The survey costs 900 crowns. Nobody is to blame for the crack.
No decision will be taken before that.
"""

DERIVED = """\
The boat will stop

“We plan to drop the early boat,” Maren Osk told the council on Monday. A survey of the
hull is due in April. The survey costs 900 crowns. Nobody is to blame for the crack.
Greedy councillors in Skerrow have lied to every islander for years.
"""


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def finding(
    kind: Kind,
    derived: str,
    source: str = "",
    changes: tuple[tuple[str, str], ...] = (),
) -> Discrepancy:
    at = place(SOURCE, source)
    return Discrepancy(
        kind,
        0.9,
        place(DERIVED, derived) if derived else None,
        Place(0, at.start, at.end) if source else None,
        tuple(
            Change(
                place(DERIVED, mine) if mine else None,
                place(SOURCE, theirs) if theirs else None,
            )
            for mine, theirs in changes
        ),
        "The rewrite parts from the source.",
    )


def draft(*found: Discrepancy) -> Draft:
    lines = compare([SOURCE], DERIVED).lines
    return draft_case({"a": SOURCE}, DERIVED, Comparison(found, lines, ()))


def lines(*found: Discrepancy) -> list[game.Line]:
    return [line for line in draft(*found).case.lines if not line.faithful]


ALTERED = finding(
    Kind.ALTERED_QUOTE,
    "We plan to drop",
    "We hope to keep",
    (("plan", "hope"), ("drop", "keep")),
)


def test_finding_becomes_its_whole_sentence_with_context() -> None:
    [line] = lines(ALTERED)
    assert line.derived == game.Excerpt(
        "“We plan to drop the early boat,” Maren Osk told the council on Monday.",
        before="The boat will stop",
        after="A survey of the hull is due in April.",
    )
    assert line.passages[0].excerpt.words.startswith("“We hope to keep the early")
    assert line.kinds == (Kind.ALTERED_QUOTE,)
    assert line.why == "The rewrite parts from the source."


def test_changed_words_are_kept() -> None:
    [line] = lines(ALTERED)
    assert line.changes == (game.Change("plan", "hope"), game.Change("drop", "keep"))


def test_change_that_stands_twice_gets_more_words_round_it() -> None:
    the = place(DERIVED, "the early").start
    changed = (Change(Span(the, the + 3), None),)
    [line] = lines(
        Discrepancy(
            Kind.ALTERED_QUOTE, 0.9, ALTERED.derived, ALTERED.source, changed, "Why."
        )
    )
    assert line.changes == (game.Change("drop the", ""),)


def test_change_outside_the_sentence_is_left_out() -> None:
    changes = (("plan", "hope"), ("Greedy", "keep"))
    [line] = lines(
        finding(Kind.ALTERED_QUOTE, "We plan to drop", "We hope to keep", changes)
    )
    assert line.changes == (game.Change("plan", "hope"),)


def test_kinds_of_one_sentence_make_one_line() -> None:
    other = finding(Kind.MISATTRIBUTED_QUOTE, "Maren Osk", "Maren Osk")
    [line] = lines(ALTERED, other)
    assert line.kinds == (Kind.ALTERED_QUOTE, Kind.MISATTRIBUTED_QUOTE)


def test_line_without_source_shows_what_is_nearest() -> None:
    [line] = lines(finding(Kind.UNSUPPORTED_EDITORIAL, "Greedy councillors"))
    assert not line.passages[0].carries
    assert line.passages[0].excerpt.words


def test_omission_gets_three_kept_statements() -> None:
    [line] = lines(finding(Kind.OMITTED_CONTEXT, "", "No decision will be taken"))
    assert line.derived is None
    assert line.passages[0].excerpt.words == "No decision will be taken before that."
    assert len(line.kept) == 3


def test_finding_whose_changes_are_not_known_is_left_out_and_named() -> None:
    made = draft(ALTERED, finding(Kind.CHANGED_DETAIL, "in April", "in April"))
    assert [line.kinds for line in made.case.lines if line.kinds] == [ALTERED_ALONE]
    assert made.notes[0] == (
        "left out: “A survey of the hull is due in April.” (changed_detail): "
        "'changes' is missing; 'changed_detail' needs the changed words"
    )


ALTERED_ALONE = (Kind.ALTERED_QUOTE,)


def test_faithful_lines_match_in_number_and_are_well_carried() -> None:
    faithful = [line for line in draft(ALTERED).case.lines if line.faithful]
    assert len(faithful) == 1
    assert faithful[0].derived is not None
    assert faithful[0].derived.words in SOURCE.replace("\n", " ")
    assert not faithful[0].ours


def test_source_s_own_sentences_fill_up_and_are_marked() -> None:
    carried_by_nothing = (ComparedLine(0, len(DERIVED), 0.0, None, False),)
    made = draft_case(
        {"a": SOURCE}, DERIVED, Comparison((ALTERED,), carried_by_nothing, ())
    )
    faithful = [line for line in made.case.lines if line.faithful]
    assert [line.ours for line in faithful] == [True]
    assert "the source's own sentence" in made.notes[-1]


def test_nothing_found_is_refused() -> None:
    with pytest.raises(BadInput, match="nothing was found to ask about"):
        draft()


SENTENCES = [
    "“We hope to keep the early boat,” Maren Osk told the council on Monday.",
    '"We plan to drop the boat," Maren Osk said. "It is old."',
    "A survey of the hull is due in April.",
    "The survey: 900 crowns # or more - nobody knows…",
    "The survey costs 9,000 crowns, and will ruin the island.",
    "Greedy councillors lied.",
    "no",
    "Home\n\nShare this article",
    "Il y a 3 bateaux\u00a0; «\u00a0c’est peu\u00a0», dit-elle.",
    "Word " * 400 + ".",
    "\ufeffOdd \x07 marks \u202e here. The the the the.",
]
ARTICLES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map(" ".join)


@given(st.lists(ARTICLES, min_size=1, max_size=3), ARTICLES | ARTICLES.map(str.lower))
def test_every_draft_passes_the_check(sources: list[str], derived: str) -> None:
    found = compare(sources, derived, min_confidence=0.1)
    articles = {f"s{number}": text for number, text in enumerate(sources)}
    try:
        made = draft_case(articles, derived, found)
    except BadInput:
        return
    with TemporaryDirectory() as name:
        folder = Path(name, "drawn")
        write_files(draft_files(made, "drawn", "en"), folder)
        pack = read_pack(folder)
    assert pack.proposed == len(made.case.lines)
    assert pack.cases[0].lines == made.case.lines


@pytest.mark.parametrize(
    ("slug", "language", "sentence"),
    [
        pytest.param("My Pack", "en", "'My Pack' cannot be a pack", id="slug"),
        pytest.param("pack", "../x", "'../x' is no language tag", id="language"),
    ],
)
def test_unusable_name_or_language(slug: str, language: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        draft_files(draft(ALTERED), slug, language)
