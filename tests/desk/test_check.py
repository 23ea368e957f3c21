"""What stands in the way of publishing: everything, each with its line."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.desk.check import Obstacle, check_pack
from quizapp.game.line import Change, Excerpt, Passage
from quizapp.packs.archive import pack_archive, read_archive
from quizapp.packs.pack import Article, Case, Pack
from tests.desk.test_soundness import FAITHFUL, LINE
from tests.packs.test_write_pack import packs

ARTICLE = Article("Courier", "2026-03-03", None, "The boat")
CASE = Case(
    "ferry",
    "The ferry",
    "A boat.",
    replace(ARTICLE, outlet="Daily"),
    {"courier": ARTICLE},
    (LINE, replace(FAITHFUL, key="line-002")),
)
PACK = Pack("winter", "", "Winter", "en", "CC0", ("Ines",), "A boat.", "none", (CASE,))


def pack(**changes: object) -> Pack:
    return replace(PACK, **changes)  # type: ignore[arg-type]


def case(**changes: object) -> Pack:
    return pack(cases=(replace(CASE, **changes),))  # type: ignore[arg-type]


def derived(**changes: object) -> Pack:
    return case(derived=replace(ARTICLE, **changes))  # type: ignore[arg-type]


FAULTS: dict[str, tuple[Pack, str]] = {
    "name": (pack(slug="Winter!"), "the pack needs a short name"),
    "long name": (pack(slug="a" * 61), "the pack needs a short name"),
    "title": (pack(title=""), "give the pack a title"),
    "untidy title": (pack(title="a  b"), "give the pack a title"),
    "language": (pack(language="English"), "which language"),
    "licence": (pack(licence=""), "under which licence"),
    "authors": (pack(authors=()), "at least one author"),
    "untidy author": (pack(authors=(" Ines",)), "at least one author"),
    "about": (pack(about="a" * 801), "makes one want to play"),
    "note": (pack(content_note=""), "what may upset"),
    "no case": (pack(cases=()), "the pack has no case"),
    "cases alike": (pack(cases=(CASE, CASE)), "two cases have the same name"),
    "case name": (case(slug="pack"), "the case needs a short name"),
    "case title": (case(title=""), "give the case a title"),
    "case about": (case(about=""), "what the case is about"),
    "no line": (case(lines=()), "no line of this case is decided"),
    "no source": (case(sources={}), "from one to twenty sources"),
    "waiting": (case(proposed=("line-002",)), "1 line still waits"),
    "two waiting": (case(proposed=("line-001", "line-002")), "2 lines still wait"),
    "outlet": (derived(outlet=""), "say where the rewrite appeared"),
    "date": (derived(date="2026-02-31"), "the date of the rewrite"),
    "address": (derived(address="ferry"), "the address of the rewrite"),
    "headline": (derived(headline=""), "the rewrite needs a headline"),
    "blank text": (derived(text=" \n"), "the text of the rewrite is empty"),
    "odd text": (derived(text="a\x07"), "or holds hidden characters"),
    "source name": (
        case(sources={"courier": ARTICLE, "My Paper": ARTICLE}),
        "the source “My Paper” needs a name",
    ),
    "source": (
        case(sources={"courier": replace(ARTICLE, outlet="")}),
        "say where the source appeared",
    ),
    "second source": (
        case(sources={"courier": ARTICLE, "radio": replace(ARTICLE, outlet="")}),
        "say where source 2 appeared",
    ),
}


@pytest.mark.parametrize(("made", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_what_stands_in_the_way_is_said(made: Pack, sentence: str) -> None:
    said = [each.sentence for each in check_pack(made).obstacles]
    assert any(sentence in each for each in said), said


def test_a_good_pack_has_nothing_in_its_way() -> None:
    assert check_pack(PACK).obstacles == ()
    assert check_pack(PACK).warnings == ()
    assert replace(read_archive(pack_archive(PACK)), digest="") == PACK


def test_an_obstacle_names_its_line_and_all_are_named_at_once() -> None:
    spoilt = (
        replace(LINE, changes=()),
        replace(LINE, key="line-001", why=""),
        replace(FAITHFUL, key="line-003", passages=(Passage("radio", Excerpt("A.")),)),
    )
    found = check_pack(replace(case(lines=spoilt), title="")).obstacles
    assert Obstacle("give the pack a title of 120 characters at the most") in found
    of_lines = [(each.case, each.line) for each in found if each.line]
    assert set(of_lines) == {("ferry", "line-001"), ("ferry", "line-003")}
    said = " ".join(each.sentence for each in found)
    assert "two lines have the same name" in said
    assert "the passage is of no source of this case" in said


def test_words_that_are_not_in_a_printed_article_are_named() -> None:
    made = derived(text="It rained. The boat left at one. The end.")
    assert [(each.line, each.sentence) for each in check_pack(made).obstacles] == [
        (key, "“noon.” is not in the article as the pack prints it")
        for key in ("line-001", "line-002")
    ]


def test_a_source_is_looked_through_too() -> None:
    sources = {"courier": replace(ARTICLE, text="The boat left at two.")}
    said = [each.sentence for each in check_pack(case(sources=sources)).obstacles]
    assert said[0] == "“ten.” is not in the article as the pack prints it"


def test_cases_may_stand_in_any_order() -> None:
    made = pack(cases=(CASE, replace(CASE, slug="a-case")))
    assert check_pack(made).obstacles == ()


def test_a_lopsided_pack_is_only_warned_about() -> None:
    found = check_pack(case(lines=(LINE,)))
    assert found.obstacles == ()
    assert found.warnings == ("only 0% of the lines are sound; half is best",)


def test_a_value_that_the_files_cannot_hold_is_an_obstacle() -> None:
    odd = replace(LINE, resembles=Kind.ALTERED_QUOTE)
    [found] = check_pack(case(lines=(odd,))).obstacles
    assert found.sentence.startswith("the pack changes when it is exported")


@settings(max_examples=40, deadline=None)
@given(packs(), st.booleans())
def test_a_pack_without_obstacles_survives_its_archive(
    drawn: Pack, spoil: bool
) -> None:
    first = drawn.cases[0]
    decided = replace(first, proposed=())
    if spoil:
        line = replace(first.lines[0], changes=(Change("not there", ""),))
        decided = replace(decided, lines=(line, *first.lines[1:]))
    made = replace(drawn, cases=(decided,))
    found = check_pack(made).obstacles
    assert bool(found) == spoil
    if not spoil:
        assert replace(read_archive(pack_archive(made)), digest="") == made
