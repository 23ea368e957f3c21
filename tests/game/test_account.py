from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import BadInput
from quizapp.game.account import fold_email, read_email, read_name


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        ("lea@example.org", "lea@example.org"),
        ("  Lea.B+x@EXAMPLE.Org\n", "lea.b+x@example.org"),
        ("ｌｅａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "lea@example.org"),
        ("straße@example.org", "strasse@example.org"),
        ("lea@sub.example.co.uk", "lea@sub.example.co.uk"),
        ("léa@exämple.org", "léa@exämple.org"),
        ("o'lea@example.org", "o'lea@example.org"),
    ],
)
def test_an_address_is_folded(typed: str, email: str) -> None:
    assert read_email(typed) == email


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "lea",
        "lea@",
        "@example.org",
        "lea@example",
        "lea@@example.org",
        "lea@example..org",
        "lea@.example.org",
        "lea@example.org.",
        "lea b@example.org",
        "lea@exam ple.org",
        "lea@example.org, otto@example.org",
        "<lea@example.org>",
        "lea\0@example.org",
        "lea\u202e@example.org",
        "lea\u200b@example.org",
        "a" * 65 + "@example.org",
        "lea@" + "e" * 250 + ".org",
        "x" * 100_000,
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match=r"\.$"):
        read_email(typed)


@given(st.text())
def test_folding_twice_changes_nothing(typed: str) -> None:
    assert fold_email(fold_email(typed)) == fold_email(typed)


@given(st.emails())
def test_what_mail_servers_take_is_taken_or_refused_in_a_sentence(typed: str) -> None:
    with suppress(BadInput):
        assert read_email(typed) == fold_email(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Lea", "Lea"),
        ("  Lea \t B.\n", "Lea B."),
        ("Zoe\u0308", "Zoë"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("李雷", "李雷"),
        ("L" * 80, "L" * 80),
    ],
)
def test_a_name_is_read(typed: str, name: str) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n",
        "\u200d",
        "L" * 81,
        "x" * 9999,
        "Lea\0",
        "Lea\u202eB",
        "\ufeffLea",
        "Lea\ue000",
        "Lea\x1b[2J",
    ],
)
def test_a_bad_name_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match=r"\.$"):
        read_name(typed)
