"""A text whose lines were wrapped says what it says without."""

import re
import textwrap
from pathlib import Path

import pytest

from quizapp.compare.engine import Comparison, compare
from quizapp.compare.reading.text import cut_paragraphs

PAIRS = sorted((Path(__file__).parent / "pairs").iterdir())[::9]


def wrap(text: str, width: int) -> str:
    """Turn the spaces at which a paragraph is wrapped into line ends."""
    return "\n".join(map("\n".join, (_lines(part, width) for part in text.split("\n"))))


def _lines(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(
        paragraph,
        width,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def told(found: Comparison) -> list[object]:
    """Return all that a comparison says but for the words, which hold line ends."""
    lines = [(line.start, line.end, line.support, line.source) for line in found.lines]
    findings = [
        (one.kind, one.derived, one.source, one.confidence)
        for one in found.discrepancies
    ]
    return [lines, findings, found.quotations]


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_wrapping_changes_nothing_that_is_found(folder: Path) -> None:
    texts = [
        re.sub(" +", " ", path.read_text("utf-8"))
        for path in sorted(folder.glob("*.txt"))
    ]
    plain = compare(texts[1:], texts[0])
    for width in (60, 76):
        wrapped = [wrap(text, width) for text in texts]
        assert [len(text) for text in wrapped] == [len(text) for text in texts]
        assert told(compare(wrapped[1:], wrapped[0])) == told(plain)


def test_a_line_that_ends_with_a_stop_may_be_wrapped() -> None:
    text = (
        "The ferry between Tarn and the island may stop running from Dec.\n"
        "3, its owner said on Tuesday. “We cannot sail an empty boat again.\n"
        "Somebody must pay for it,” said Rhona Keir, the director of the\n"
        "company. About 180 people live on the island, and it has a shop.\n"
        "Callum runs it.\n\n"
        "A council meeting on 17 October could decide.\n"
    )
    assert len(cut_paragraphs(text)) == 2
    assert len(cut_paragraphs(text.replace("\n", "\r\n"))) == 2


def test_lines_that_had_room_for_a_word_are_lines() -> None:
    text = (
        "Monday: the council meets at nine, and the public may come to it.\n"
        "Tuesday: the ferry does not run.\n"
        "Wednesday: the library opens at ten for everybody who has a card.\n"
        "Thursday: the market is in the square.\n"
        "Friday: nothing at all.\n\n"
        "Everything else is on the board.\n"
    )
    assert len(cut_paragraphs(text)) == 6
