"""Lines of the page round a story are no part of it."""

import pytest

from quizapp.compare.engine import compare

STORY = """Ferry to Ulva may stop

The ferry to Ulva may stop in winter, the company that owns it said on Monday.

About 180 people live on the island, and it has a school with 14 pupils.
"""
FURNITURE = [
    "Last modified on Tue 14 May 2024 10.15 BST",
    "5 minutes ago",
    "Reading time: 3 min",
    "Image source, Getty Images",
    "Rona Keir/Getty Images",
    "TARN (AP) —",
    "(Reporting by Rona Keir; Editing by Tom Berry)",
    "The Associated Press contributed to this report.",
    "With files from The Canadian Press",
    "Rona Keir is a reporter for The Tarn Times.",
    "Rona Keir covers transport for the paper. Follow her on X.",
    "This article has been updated.",
    "Editor’s note: This story has been updated with a statement.",
    "Have you been affected? Email newsdesk@example.org",
    "Got a story? Ring our newsdesk",
    "Get the day’s headlines in your inbox every morning",
    "Support independent journalism from £2 a month",
    "Most read",
    "Top stories",
    "Share on Facebook",
    "Play video",
    "Cookie settings",
    "Skip to content",
    "Home > News > Local",
    "BREAKING",
]
TOLD = [
    "Two minutes ago nobody knew that the island had a school.",
    "The editor’s note said that the ferry had sunk.",
    "Is the ferry safe? The captain would not tell the island’s people.",
    "Share prices of the company fell by a third on Tuesday.",
    "Most of the stories that the islanders tell are about the ferry.",
    "Is the ferry safe? Tell that to the families.",
    "Support for the council’s oldest member has collapsed.",
    "Recommended speeds were halved.",
    "Filed by the union in May, the suit asks for £2m.",
    "Share the burden, says the minister",
    "Two ministers contributed to the report.",
    "News of the sinking reached the island on Sunday.",
    "The Associated Press contributed £2,000 to the island’s school.",
]


def last_line_is_furniture(line: str) -> bool:
    return compare([STORY], f"{STORY}\n{line}\n").lines[-1].boilerplate


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_left_out(line: str) -> None:
    assert last_line_is_furniture(line)
    head, _gap, rest = STORY.partition("\n\n")
    assert not compare([STORY], f"{head}\n\n{line}\n\n{rest}").discrepancies


@pytest.mark.parametrize("line", TOLD)
def test_a_story_is_no_furniture(line: str) -> None:
    assert not last_line_is_furniture(line)


@pytest.mark.parametrize("piece", [" > a", "/a b", " is a", ". follow", "? call"])
def test_a_long_line_is_read_at_once(piece: str) -> None:
    assert not last_line_is_furniture(f"Home{piece * 60}!"[:390])
