"""What other outlets make of an interview: said for claimed, asides, own lines."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

SOURCE = """Neighbour maps our cables, premier warns

Boats from Norrland are charting the cables of the islands, the premier of Solla, Inga
Hale, claimed in an interview with The Courier.

The alleged survey bears some resemblance to the winter of 2011, when a frigate found a
dredger near Ulm.

The survey may be meant to prepare a possible raid on the cables.

Whether the government of Norrland gave the order, the police are still examining.

“I don’t think anyone will touch a cable as long as that frigate is there,” said Piet
Lang, a historian.

It looked in the spring as if the crews might block the harbour. Two days after the
crews blocked the harbour, flares were fired.

“It is quiet, but people count boats,” said the harbour master of Skarv, Olaf Berg. “One
wrong flare and it starts all over again.”

Solla has been ruled by the Unity party since 2006. The Pact keeps a frigate at Lerum.
Norrland denied that its boats had played any part in it.
"""

FLAGGED: dict[str, tuple[str, Kind]] = {
    "several for one": ("The Pact keeps two frigates at Lerum.", Kind.CHANGED_DETAIL),
    "a denial confirmed": (
        "The paper notes that Norrland has confirmed that its boats played a part.",
        Kind.CHANGED_DETAIL,
    ),
    "nobody answered this newsroom": (
        "The Unity party did not respond to a request for comment on the survey.",
        Kind.UNSUPPORTED_CLAIM,
    ),
    "half of it in no source": (
        "Two of its members were killed in an unexplained explosion on a frigate.",
        Kind.UNSUPPORTED_CLAIM,
    ),
    "the writer's own voice": (
        "I have read the interview twice, and I was bored by it.",
        Kind.UNSUPPORTED_EDITORIAL,
    ),
    "a stance in known names": (
        "How long will the Pact sit and watch while Norrland plays pirate?",
        Kind.UNSUPPORTED_EDITORIAL,
    ),
    "may made will, by way of a claim": (
        "The survey will be meant to prepare a raid on the cables, Ms Hale said.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "possible gone": (
        "The survey is meant to prepare a raid on the cables.",
        Kind.SHIFTED_CERTAINTY,
    ),
}

PASSED: dict[str, str] = {
    "said for claimed": "Boats from Norrland are charting the cables of the islands, "
    "Inga Hale said in an interview with The Courier.",
    "does not think for don't": "Piet Lang, a historian, does not think anyone will "
    "touch a cable as long as that frigate is there.",
    "no proof for whether": "There is no proof that the government of Norrland gave "
    "the order, the police are still examining.",
    "looking into for examining": "The police are looking into whether the government "
    "of Norrland gave the order.",
    "told as a fact elsewhere": "It looked in the spring as if the crews blocked the "
    "harbour.",
    "a name behind a place": "“One wrong flare and it starts all over again,” said the "
    "harbour master, Olaf Berg.",
    "ruled is not said": "The Unity party has been in power in Solla since 2006.",
    "an accusation": "The premier of Solla accused Norrland of preparing a raid on the "
    "cables.",
}


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    derived, kind = FLAGGED[name]
    assert kind in {found.kind for found in compare([SOURCE], derived).discrepancies}


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    found = compare([SOURCE], PASSED[name]).discrepancies
    assert [one for one in found if one.derived] == []


def test_a_source_that_asked_for_comment_carries_a_line_that_says_so() -> None:
    source = SOURCE + "\nThe Unity party did not reply to a request for comment.\n"
    derived = "The Unity party did not respond to a request for comment."
    found = compare([source], derived).discrepancies
    assert [one for one in found if one.derived] == []
