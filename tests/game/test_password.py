from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import BadInput
from quizapp.game.password import LONGEST, SHORTEST, check_password

LEA = "lea.b.ferry@example.org"


@pytest.mark.parametrize(
    "password",
    [
        "boat harbour winter",
        "ten chars!",
        "лодка зима мост",
        "x" * 100 + "yz",
        "          ab",
        "bluepencil and a ferry",
        "ab" * 99 + "c!",
    ],
)
def test_length_is_all_that_is_asked_for(password: str) -> None:
    check_password(password, email=LEA)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "at least 10"),
        ("123456789", "at least 10"),
        ("nine char", "at least 10"),
        ("ab" * 100 + "c", "at most 200"),
        ("1234567890", "among the first"),
        ("PassWord123", "among the first"),
        ("qwertyuiop", "among the first"),
        ("lea.b.ferry", "among the first"),
        ("LEA.b.ferry@example.org", "among the first"),
        ("Blue Pencil", "among the first"),
        ("BluePencil2026!", "among the first"),
        ("quizapp-2026", "among the first"),
        ("aaaaaaaaaaaaaaaa", "among the first"),
        ("abababababab", "among the first"),
    ],
)
def test_a_bad_password_is_refused_with_the_way_out(password: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        check_password(password, email=LEA)


@given(st.text(min_size=SHORTEST, max_size=LONGEST).filter(lambda p: len(set(p)) > 9))
def test_hardly_any_other_text_is_refused(password: str) -> None:
    check_password(f"{password[:-1]}–", email=LEA)


def test_the_list_of_common_passwords_holds_those_long_enough() -> None:
    text = files("quizapp.game").joinpath("common_passwords.txt").read_text("utf-8")
    listed = text.splitlines()[1:]
    assert len(listed) == len(set(listed)) >= 4000
    assert not [p for p in listed if len(p) < SHORTEST or p != p.casefold()]
