"""Articles for the desk: a small pair, a longer one, and any number of odd ones."""

from pathlib import Path

from hypothesis import strategies as st

from quizapp.compare.reading.text import Span
from quizapp.desk.proposal import Proposal, SourceSpan
from quizapp.desk.propose import propose
from quizapp.packs.draft_desk import Desk

SOURCE = """\
The boat may stop in winter

The council met on Monday in the Corn Hall. “We hope to keep the early boat,” Maren Osk
told the council on Monday.

A survey of the hull is due in April. The survey costs 900 crowns. Nobody is to blame
for the crack. No decision will be taken before the survey, said Ida Brand.

Share this article

The island school has 14 pupils.
"""

DERIVED = """\
The boat will stop in winter

“We plan to drop the early boat,” Maren Osk told the council on Monday. A survey of the
hull is due in April. The survey costs 900 crowns. Nobody is to blame for the crack.

Greedy councillors in Skerrow have lied to every islander for years.

The island school has 14 pupils.
"""
SOURCES = {"courier": SOURCE}

FERRY = Path(__file__).parents[2] / "questions" / "winter-ferry" / "ferry"
FERRY_SOURCES = {
    name: (FERRY / f"{name}.txt").read_text(encoding="utf-8")
    for name in ("courier", "radio")
}
FERRY_DERIVED = (FERRY / "derived.txt").read_text(encoding="utf-8")

SENTENCES = [
    "“We hope to keep the early boat,” Maren Osk told the council on Monday.",
    '"We plan to drop the boat," Maren Osk said. "It is old."',
    "A survey of the hull is due in April.",
    "The survey: 900 crowns # or more - nobody knows…",
    "The survey costs 9,000 crowns, and will ruin the island.",
    "The survey costs 900 crowns, the council said.",
    "Greedy councillors lied.",
    "no",
    "nothing",
    "Home\n\nShare this article\n\n",
    "But nobody denied that the boat may not run, she said.",
    "Il y a 3 bateaux\u00a0; «\u00a0c’est peu\u00a0», dit-elle.",
    "Word " * 250 + ".",
    "\ufeffOdd \x07 marks \u202e here. The the the the.",
    "e\u0301te\u0301 \u2028 \x1c and \x85 more.",
]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join)
PAIRS = st.tuples(
    st.lists(TEXTS, min_size=1, max_size=2).map(
        lambda texts: {f"s{number}": text for number, text in enumerate(texts)}
    ),
    TEXTS,
)


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def source_place(words: str) -> SourceSpan:
    span = place(SOURCE, words)
    return SourceSpan("courier", span.start, span.end)


def small() -> Proposal:
    return propose(SOURCES, DERIVED, language="en")


def ferry() -> Proposal:
    return propose(FERRY_SOURCES, FERRY_DERIVED, language="en")


def sentences(desk: Desk) -> list[str]:
    return [desk.derived.cut(span) for span in desk.derived.story]
