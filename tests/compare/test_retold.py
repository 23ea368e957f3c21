"""Lines told in other words: interviews, kin, and hints that rank what was changed."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind
from quizapp.compare.language import find_language
from quizapp.compare.reading.article import read_article

INTERVIEW = """Twenty years under the dome

Lorna Pike leaves the Wexcombe observatory in June. She talked to Jude Ames.

Why are you going now?

Because I can still climb the ladder. It has 140 steps and I count them.

Was the comet the best night?

It was the coldest. We saw it for eleven minutes and my pencil froze.

Will the observatory stay open?

I hope so. It costs £90,000 a year and we may lose half of that in the autumn.
"""

LABELLED = """Ames: Why are you going now?

Pike: I can still climb the ladder.

Ames: Was the comet the best night?

Pike: It was the coldest night of all.

Ames: Will it stay open?

Pike: I hope so, but nobody knows.
"""

REPORT = """The council will close the bridge in May, the mayor said on Monday.

The repair costs £4m and lasts a month. Critics of the plan were few.
"""

# name: (source, derived, what must be found)
FLAGGED: dict[str, tuple[str, str, Kind]] = {
    "an answer altered": (
        INTERVIEW,
        "“We saw it for eleven hours and my pencil froze,” she said.",
        Kind.ALTERED_QUOTE,
    ),
    "an answer altered, labelled": (
        LABELLED,
        "“It was the warmest night of all,” Pike said.",
        Kind.ALTERED_QUOTE,
    ),
    "an answer nobody gave": (
        INTERVIEW,
        "“The council never once came up to look through the glass,” Pike said.",
        Kind.UNSOURCED_QUOTE,
    ),
    "a sibling": (
        REPORT,
        "The repair costs £4m and lasts a year.",
        Kind.CHANGED_DETAIL,
    ),
    "the thing denied": (
        "The mine is old. Mr Ash denied that he had sold the maps to a rival firm.",
        "Mr Ash had sold the maps to a rival firm.",
        Kind.STRIPPED_ATTRIBUTION,
    ),
    "a speaker behind a role": (
        "“We looked for a way to mend it,” said the chief engineer, Saul Brand. Mona "
        "Pell left.",
        "“We looked for a way to mend it,” said Mona Pell.",
        Kind.MISATTRIBUTED_QUOTE,
    ),
    "a quotation carried over with its wrong speaker": (
        "“We lost the boat in March,” said Ann Ash. “I would ask people to stay "
        "polite.” Bob Birch left.",
        "“We lost the boat in March,” said Bob Birch. “I would ask people to stay "
        "polite.”",
        Kind.MISATTRIBUTED_QUOTE,
    ),
}

PASSED: dict[str, tuple[str, str]] = {
    "an answer quoted": (
        INTERVIEW,
        "“We saw it for eleven minutes and my pencil froze,” Pike said.",
    ),
    "an answer quoted, labelled": (
        LABELLED,
        "“It was the coldest night of all,” Pike said.",
    ),
    "an answer told": (
        INTERVIEW,
        "Pike said that the night of the comet had been the coldest.",
    ),
    "half as a share": (
        INTERVIEW,
        "It costs £90,000 a year and may lose 50 per cent of that in the autumn, Pike "
        "said.",
    ),
    "an adjective for its country": (
        "President Ilse Toravik of Velmaria said that the crates came at night.",
        "The Velmarian president said that the crates arrived at night.",
    ),
    "told to whom": (
        "Residents were told at a meeting in the chapel on Tuesday. Many left.",
        "At a meeting in the chapel on Tuesday the news was broken to residents.",
    ),
    "found, a thing": (
        "The board's engineers found three cracks in the core of the dam in May.",
        "In May there were three cracks in the core of the dam.",
    ),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    source, derived, kind = FLAGGED[name]
    assert kind in {found.kind for found in compare([source], derived).discrepancies}


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    source, derived = PASSED[name]
    found = compare([source], derived).discrepancies
    assert [one for one in found if one.derived] == []


@pytest.mark.parametrize(
    ("text", "count"), [(INTERVIEW, 3), (LABELLED, 6), (REPORT, 0)]
)
def test_the_answers_of_an_interview_are_speech(text: str, count: int) -> None:
    assert len(read_article(text, find_language("en")).answers) == count


def test_both_speakers_of_a_carried_quotation_are_named_wrongly() -> None:
    source, derived, _kind = FLAGGED["a quotation carried over with its wrong speaker"]
    found = compare([source], derived).discrepancies
    assert sum(one.kind is Kind.MISATTRIBUTED_QUOTE for one in found) == 2


# Below the threshold a finding is a hint; hints must still rank.
HARMLESS = "The council will shut the bridge in May, the mayor said on Monday."


@pytest.mark.parametrize(
    "changed",
    [
        "The council will paint the bridge in May, the mayor said on Monday.",
        "The council will close the bridge for good in May, the mayor said on Monday.",
        "The council will open the bridge in May, the mayor said on Monday.",
        "The council will not close the bridge in May, the mayor said on Monday.",
        "The council will close the bridge in June, the mayor said on Monday.",
    ],
)
def test_a_reworded_line_ranks_below_a_changed_one(changed: str) -> None:
    assert _surest(HARMLESS) < _surest(changed)


def _surest(derived: str) -> float:
    found = compare([REPORT], derived, min_confidence=0).discrepancies
    return max((one.confidence for one in found if one.derived), default=0.0)
