"""How newsrooms abroad write the same thing: capitals, initials, accents, datelines."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind
from tests.compare.flagged import flagged_kinds

SOURCE = """Iceland may close three herring grounds

Iceland may close three of its herring grounds in spring, the fisheries adviser Goran
Babić told The Harbour Post in Reykjavik.

The alleged overfishing bears parallels to the collapse of 1967-1969, when the boats
came home empty. Norway has denied that its trawlers had any part in it.

“We have counted the fish twice, and there are fewer every year,” Mr Babić said. “The
boats must stay in port, or the herring will be gone. How many (of the boats) will obey,
I cannot say.”

The ministry speaks of a “possible closure of the northern grounds, and not of a ban for
ever”.

Mr Babić accused the Harald Line, which began to build larger trawlers last year, of
fishing at night. The owners threatened to send their boats to Greenland in December.

“You can smell it before you see it, and it smells of money,” said a crane driver from
Akranes, as the last boat was unloaded.

“Nobody in this town lives on anything else,” said Ines Dahl, a Bergen-based expert on
herring with the Nordmark Institute. The EU asked the
ministry for the figures of every harbour in May.
"""

PASSED: dict[str, str] = {
    "a name without its accent": "“We have counted the fish twice, and there are fewer "
    "every year,” Goran Babic said.",
    "a capital for its state": "So far Oslo has denied that its trawlers had any "
    "part in it.",
    "initials written out": "In May the European Union asked the ministry for "
    "the figures of every harbour.",
    "years cut short": "The alleged overfishing bears parallels to the collapse of "
    "1967-69, when the boats came home empty.",
    "parallels by another word": "The alleged overfishing shows similarities to the "
    "collapse of 1967-1969, when the boats came home empty.",
    "the paper by its country": "“We have counted the fish twice, and there are fewer "
    "every year,” he told the British daily.",
    "a dateline in small letters": "Bergen, 12 March – Iceland may close three of its "
    "herring grounds in spring, the adviser Goran Babić told The Harbour Post.",
    "an aside of the reporter": "The Harald Line began to build larger trawlers last "
    "year.",
    "a role behind the name": "“Nobody in this town lives on anything else,” Ines "
    "Dahl, an expert with the Nordmark Institute, told the paper.",
    "words that the newspaper put in": "“The boats must stay in port, or the herring "
    "will be gone. How many will obey, I cannot say,” Mr Babić said.",
    "marks opened anew with every sentence": "Mr Babić said: “We have counted the fish "
    "twice, and there are fewer every year. “The boats must stay in port, or the "
    "herring will be gone.”",
    "a name that only moved": "“Nobody in this town lives on anything else,” said Ines "
    "Dahl, an expert on herring from Bergen.",
}

FLAGGED: dict[str, tuple[str, Kind]] = {
    "another capital": (
        "So far Helsinki has denied that its trawlers had any part in it.",
        Kind.CHANGED_DETAIL,
    ),
    "other initials": (
        "The African Union asked the ministry for the figures of every harbour in May.",
        Kind.CHANGED_DETAIL,
    ),
    "another of two years": (
        "The alleged overfishing bears parallels to the collapse of 1967-68, when the "
        "boats came home empty.",
        Kind.CHANGED_DETAIL,
    ),
    "a day that no source has": (
        "The owners threatened to send their boats to Greenland on 10 December.",
        Kind.CHANGED_DETAIL,
    ),
    "based elsewhere": (
        "Nobody lives on anything else there, the Tromso-based herring expert Ines "
        "Dahl told the paper.",
        Kind.CHANGED_DETAIL,
    ),
    "a threat carried out": (
        "In December the owners sent their boats to Greenland.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "what is quoted as possible, told as sure": (
        "The ministry speaks of the closure of the northern grounds, “and not of a ban "
        "for ever”.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "nobody's words given to somebody": (
        "“You can smell it before you see it, and it smells of money,” Goran Babić "
        "said.",
        Kind.MISATTRIBUTED_QUOTE,
    ),
    "what the newsroom could not check": (
        "The Harbour Post could not verify the figures.",
        Kind.UNSUPPORTED_CLAIM,
    ),
    "an answer that nobody else asked for": (
        "The ministry declined to say whether it had counted the boats.",
        Kind.UNSUPPORTED_CLAIM,
    ),
}


def found_in(derived: str) -> set[Kind]:
    return flagged_kinds(SOURCE, derived)


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    assert found_in(PASSED[name]) == set()


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    derived, kind = FLAGGED[name]
    assert kind in found_in(derived)


def test_a_speaker_is_named_as_the_articles_print_the_name() -> None:
    derived = "“Nobody in this town lives on anything else,” said Goran Babić."
    whys = [d.why for d in compare([SOURCE], derived).discrepancies]
    assert any(
        "Ines Dahl says" in why and "lets Goran Babić say" in why for why in whys
    )


def test_a_crosshead_attributes_nothing_to_anybody() -> None:
    derived = "The boats stay in port, the ministry said.\n\nBoats in port\n\nNorway "
    assert found_in(f"{derived}denied any part in it.") == set()


def test_what_a_pronoun_carried_over_is_no_surer_than_the_pronoun() -> None:
    """Whoever `she` is said the first sentence; the second is no better known."""
    told = "Speaking to The Harbour Post, the adviser of the House of Hals said a lot. "
    derived = (
        f"{told}\n\n“We have counted the fish twice,” he said. “The boats must stay in "
        "port, or the herring will be gone.”"
    )
    assert Kind.MISATTRIBUTED_QUOTE not in found_in(derived)
