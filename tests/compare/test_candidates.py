import random
import sys
from collections.abc import Sequence

import bm25s
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.compare.candidates import index_candidates, likely_sources
from quizapp.compare.language import find_language
from quizapp.errors import BadInput

ENGLISH = find_language("en")
SOURCE = """Harbour dredging delayed until spring

The council in Norrick put off the dredging of its inner harbour on Monday.

“We cannot close the channel while the herring boats are landing,” said harbour
master Edda Quill. The work, which will cost £2.4m, was planned for October.

Silt has cut the depth at the ferry berth to three metres. Two sailings were
cancelled in August because the tide was too low."""
REWRITE = """Norrick harbour will not be dredged until the spring.

Harbour master Edda Quill said the channel cannot close while herring boats are
landing. The £2.4m work had been planned for October.

Because silt has cut the depth at the ferry berth, two sailings were cancelled."""

SECOND = """Fish landings rise

Landings of herring rose by a tenth in the first half of the year, the Fishermen's
Union said on Tuesday. Prices at the Norrick auction fell at the same time.

“More fish, less money,” said the union's chair, Tam Orrin."""
SECOND_REWRITE = """Fishermen landed a tenth more herring in the first half of the
year, but auction prices fell at the same time, the union's chair Tam Orrin said."""


def stranger(seed: int) -> str:
    """Write an article about nothing, with a few of the source's words in it."""
    chance = random.Random(seed)
    letters = "bdfgklmnprstv"
    words = ["".join(chance.choices(letters + "aeiou", k=6)) for _ in range(150)]
    words += chance.sample(SOURCE.split(), 15) + ["the", "council", "said"] * 5
    chance.shuffle(words)
    return " ".join(words)


STRANGERS = [stranger(seed) for seed in range(300)]


def found(texts: Sequence[str], derived: str = REWRITE, best: int = 5) -> list[str]:
    candidates = index_candidates(iter(texts), ENGLISH)
    return [texts[n] for n in likely_sources(candidates, derived, best=best)]


def test_the_source_is_found_among_three_hundred_strangers() -> None:
    assert found([*STRANGERS[:170], SOURCE, *STRANGERS[170:]]) == [SOURCE]


def test_nothing_is_proposed_where_there_are_only_strangers() -> None:
    assert found(STRANGERS) == []


def test_each_of_two_sources_is_found() -> None:
    derived = f"{REWRITE}\n\n{SECOND_REWRITE}"
    assert sorted(found([SECOND, *STRANGERS, SOURCE], derived)) == sorted(
        [SOURCE, SECOND]
    )


def test_a_brief_in_other_words_is_found_where_it_stands_out() -> None:
    brief = "Dirt at a Norrick quay stays: Quill protects landings, forgoing £2.4m"
    assert found([SOURCE, *STRANGERS], brief) == [SOURCE]
    assert found([SOURCE], brief) == []


@given(
    st.lists(st.lists(st.sampled_from(["ash", "bear", "cedar", "dune"])), max_size=8)
)
def test_the_scores_are_those_of_bm25s(articles: list[list[str]]) -> None:
    texts = ["apple", *map(" ".join, articles)]  # without a word there is no index
    candidates = index_candidates(texts, ENGLISH)
    numbers = [candidates.vocabulary.read(text) for text in texts]
    theirs = bm25s.BM25(method="lucene")
    theirs.index((numbers, dict(candidates.vocabulary.stems)), show_progress=False)
    for word in range(candidates.known):
        mine = candidates.ranking.get_scores_from_ids([word]).tolist()
        assert mine == pytest.approx(theirs.get_scores_from_ids([word]).tolist())


def test_the_order_of_the_articles_does_not_matter() -> None:
    longer, shorter = f"{SOURCE}\n\n{STRANGERS[0]}", SOURCE[: len(SOURCE) // 2]
    texts = [longer, SOURCE, shorter, *STRANGERS[1:40]]
    expected = found(texts)
    assert expected[0] == SOURCE
    for seed in range(5):
        assert found(random.Random(seed).sample(texts, len(texts))) == expected


def test_of_copies_only_the_first_counts() -> None:
    candidates = index_candidates([STRANGERS[0], SOURCE, SOURCE.upper()], ENGLISH)
    assert likely_sources(candidates, REWRITE, best=5) == (1,)


def test_equals_come_in_the_order_given() -> None:
    texts = ["Edda Quill left Norrick harbour.", "Norrick harbour left Edda Quill."]
    candidates = index_candidates(texts, ENGLISH)
    assert likely_sources(candidates, "Edda Quill, Norrick harbour", best=5) == (0, 1)


def test_no_more_than_the_best_are_returned() -> None:
    texts = [f"{SOURCE}\n\n{text}" for text in STRANGERS[:9]]
    assert len(found(texts, best=3)) == 3


@pytest.mark.parametrize(
    ("texts", "derived"),
    [
        pytest.param([], REWRITE, id="no articles"),
        pytest.param(["", " \n"], REWRITE, id="articles without words"),
        pytest.param(["the of and"], REWRITE, id="articles of stop words"),
        pytest.param([SOURCE], "", id="empty derived article"),
        pytest.param([SOURCE], "the of and", id="derived article of stop words"),
        pytest.param([SOURCE], "Zebras graze.", id="no word in common"),
    ],
)
def test_nothing_to_go_by_finds_nothing(texts: list[str], derived: str) -> None:
    assert found(texts, derived) == []


def test_an_unknown_language_is_searched_without_stems() -> None:
    candidates = index_candidates([*STRANGERS, SOURCE], find_language("tlh"))
    assert likely_sources(candidates, REWRITE, best=1) == (300,)


def test_a_very_long_article_is_read_only_so_far() -> None:
    long = "filler words " * 10_000
    candidates = index_candidates([long + SOURCE], ENGLISH)
    assert len(candidates.articles[0]) == 10_000
    assert likely_sources(candidates, REWRITE, best=5) == ()


@given(texts=st.lists(st.text(max_size=80), max_size=6), derived=st.text(max_size=80))
def test_any_text_can_be_searched(texts: list[str], derived: str) -> None:
    candidates = index_candidates(texts, ENGLISH)
    positions = likely_sources(candidates, derived, best=3)
    assert len(set(positions)) == len(positions) <= 3
    assert all(0 <= position < len(texts) for position in positions)


def test_without_the_extra_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(BadInput, match="pip install bm25s"):
        index_candidates([SOURCE], ENGLISH)
