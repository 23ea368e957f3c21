"""A weak finding is a hint where a long line is told in other words, and only there."""

import pytest

from quizapp.compare.discrepancy import Discrepancy
from quizapp.compare.engine import compare
from quizapp.compare.judging.weighing import weigh
from quizapp.compare.kinds import Kind
from quizapp.compare.language import find_language
from quizapp.compare.matching.case import Judged, open_case

SOURCE = """Blight is found on three farms of Orlow

“For twelve years I have told growers that there is nothing I can do for them except \
lend a spade,” said the botanist Ida Crewe, who found the blight in a ditch.

The growers would have to burn every tree within a mile of the ditch before the \
spring, according to Ms Crewe, and none of them had yet been told who pays.
"""
TOLD = (
    "Every tree that grows within a mile of the ditch behind the old mill would have "
    "to be burnt by the growers before spring comes to the valley round Orlow."
)
COPIED = (
    "The growers would have to burn every tree within a mile of the ditch before the "
    "spring, and none of them had yet been told who pays."
)
SHORT = "The growers must burn their trees by spring."


def judged(text: str) -> Judged:
    return open_case([SOURCE], text, find_language("en")).lines[0]


def finding(kind: Kind, confidence: float) -> Discrepancy:
    return Discrepancy(kind, confidence, judged(TOLD).line.span, None, (), "")


@pytest.mark.parametrize(
    ("text", "kind", "sure", "weighed"),
    [
        (TOLD, Kind.STRIPPED_ATTRIBUTION, 0.65, 0.4),
        (TOLD, Kind.SHIFTED_CERTAINTY, 0.5, 0.4),
        (TOLD, Kind.STRIPPED_ATTRIBUTION, 0.85, 0.85),
        (TOLD, Kind.SHIFTED_CERTAINTY, 0.3, 0.3),
        (TOLD, Kind.UNSUPPORTED_CLAIM, 0.5, 0.5),
        (COPIED, Kind.STRIPPED_ATTRIBUTION, 0.65, 0.65),
        (SHORT, Kind.STRIPPED_ATTRIBUTION, 0.65, 0.65),
    ],
)
def test_only_what_is_weak_falls_and_only_in_a_long_line_told_freely(
    text: str, kind: Kind, sure: float, weighed: float
) -> None:
    assert weigh(finding(kind, sure), judged(text)).confidence == weighed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "For twelve years, the botanist said, she had been telling the growers of "
            "Orlow that all she could do was to lend them a spade.",
            [],
        ),
        (
            "The growers would not have to burn every tree within a mile of the ditch "
            "before the spring, according to Ms Crewe, and none of them had yet been "
            "told who pays.",
            [Kind.CHANGED_DETAIL],
        ),
    ],
)
def test_a_not_more_or_less_says_little_in_a_long_line_told_freely(
    text: str, found: list[Kind]
) -> None:
    assert [d.kind for d in compare([SOURCE], text).discrepancies if d.derived] == found
