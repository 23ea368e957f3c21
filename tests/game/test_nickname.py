import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import BadField
from quizapp.game.lookalike import folded
from quizapp.game.nickname import FIRST, LONGEST, SECOND, offer_nickname, read_nickname
from quizapp.game.visible import visible_length

INVISIBLE = "cannot be seen"
TOO_LONG = "at most 24"
EMPTY = "Type a nickname"
BARE = "a letter or a figure"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lea", "Lea"),
        ("  Lea   M.\t", "Lea M."),
        ("Ｌｅａ", "Lea"),
        ("Zoe\u0308", "Zoë"),
        ("Νίκος", "Νίκος"),
        ("李小龍", "李小龍"),
        ("राम", "राम"),
        ("Lea ❤️", "Lea ❤"),
        ("Lea 👍🏽 🇬🇷", "Lea 👍🏽 🇬🇷"),
        ("7", "7"),
        ("x" * 24, "x" * 24),
        ("e\u0301" * 24, "é" * 24),
    ],
)
def test_a_nickname_is_kept_as_people_see_it(typed: str, kept: str) -> None:
    assert read_nickname(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", EMPTY),
        (" \t\n", EMPTY),
        ("\ufe0f", EMPTY),
        ("x" * 25, TOO_LONG),
        ("x" * 5000, TOO_LONG),
        ("ﷺ" * 3, TOO_LONG),
        ("Le\0a", INVISIBLE),
        ("Le\x1ba", INVISIBLE),
        ("Le\u200ba", INVISIBLE),
        ("Le\u200da", INVISIBLE),
        ("\u202eaeL", INVISIBLE),
        ("\u2066Lea\u2069", INVISIBLE),
        ("Lea\ufeff", INVISIBLE),
        ("Le\u00ada", INVISIBLE),
        ("Lea\u3164", INVISIBLE),
        ("\u2800Lea", INVISIBLE),
        ("Lea\U000e0041", INVISIBLE),
        ("Lea\ud800", INVISIBLE),
        ("L\u0301\u0302\u0303\u0304ea", INVISIBLE),
        ("\u0301Lea", INVISIBLE),
        ("...", BARE),
        ("👍", BARE),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_nickname_that_cannot_be_used_gets_a_sentence(
    typed: str, sentence: str
) -> None:
    with pytest.raises(BadField, match=sentence) as refused:
        read_nickname(typed)
    assert refused.value.field == "nickname"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lea", "LEA"),
        ("Lea", "Léa"),
        ("Lea", "Lеа"),  # Cyrillic е and а
        ("NIKO", "ΝΙΚΟ"),  # Greek
        ("HELEN", "НЕLЕN"),
        ("Bob", "B0b"),
        ("Lily", "1i1y"),
        ("Ali", "A|!"),
        ("Lea M", "Lea-M."),
        ("Anna 10", "Anna lo"),
        ("Bernd", "Bemd"),
        ("Straße", "STRASSE"),
        ("Søren", "Soren"),
        ("Tim٣", "Tim3"),
        ("ΝΙΚΟΣ", "Νίκος"),
        ("Dvvight", "Dwight"),
    ],
)
def test_what_looks_alike_is_folded_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lea", "Leo"),
        ("Anna 1", "Anna 2"),
        ("Mila", "Milla"),
        ("Clara", "Dara"),
        ("राम", "रोम"),
        ("か", "が"),
        ("👍a", "👎a"),
    ],
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_kept_or_refused(text: str) -> None:
    try:
        name = read_nickname(text)
    except BadField:
        return
    assert 1 <= visible_length(name) <= LONGEST
    assert len(name) <= 40
    assert 1 <= len(folded(name)) <= 80
    assert read_nickname(name) == name
    assert not any(unicodedata.category(c)[0] == "C" for c in name)


@given(st.randoms(use_true_random=False))
def test_what_is_offered_can_be_had(rng: Random) -> None:
    name = offer_nickname(rng, taken=())
    assert read_nickname(name) == name


def test_the_same_chance_offers_the_same() -> None:
    offered = [offer_nickname(Random(4), taken=()) for _ in range(2)]
    assert offered[0] == offered[1]


def test_there_are_enough_to_offer_and_none_looks_like_another() -> None:
    every = {folded(f"{one} {two}") for one in FIRST for two in SECOND}
    assert len(every) == len(FIRST) * len(SECOND) > 1000


def test_what_is_taken_is_not_offered_again() -> None:
    taken: set[str] = set()
    for seed in range(300):
        name = offer_nickname(Random(seed % 7), taken=taken)
        assert folded(name) not in taken
        taken.add(folded(name))


def test_when_all_are_taken_a_number_is_added() -> None:
    every = {folded(f"{one} {two}") for one in FIRST for two in SECOND}
    assert read_nickname(offer_nickname(Random(1), taken=every))
