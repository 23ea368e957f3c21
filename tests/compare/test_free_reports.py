"""What a free report may do: join places, count otherwise, leave a hedge as a hedge."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

SOURCE = """Why I closed the hall

The lamp, one of four that are known, might fetch as much as 30 million krones, the
mayor, Sunniva Dahl, told The Review.

The auction house has valued it at between 18 and 30 million krones. The sea is
expected to rise by 30 centimetres by the end of the century.

“I do not know who cheated. A figure is a reason to look, not a reason to convict,” Ms
Dahl said. “Now I look at the lamp last.”

The method had not yet been validated by an independent laboratory, a spokesman said. He
said the sale would be “a flood of another kind”.

Four fifths of the oil is imported. The club made a loss of 300,000 krones a year. She
worked in a bakery during her first two seasons.

The ministry is to pay for the wall. The league says it plans to extend its rule on
wages by 2027.

Lawyers disagree on whether the wish of the captain, Erasmus Toll, is binding.
"""

PASSED: dict[str, str] = {
    "one scale for both ends": "The house puts it at 18 million to 30 million krones.",
    "the last year of a century": "The sea is expected to rise by 30 centimetres "
    "by 2100.",
    "of herself": "These days she looks at the lamp last.",
    "reported speech told directly": "The spokesman speaks of “a flood of another "
    "kind”.",
    "a clipped denial denied": "She does not call a figure “a reason to convict”.",
    "still for not yet": "The method still had to be validated by an independent "
    "laboratory, the spokesman said.",
    "a first name for a last one": "Sunniva said that she did not know who cheated.",
    "per cent for fifths": "Imports make up 80 percent of the oil.",
    "a rate is no count": "For two years she worked in a bakery.",
    "two places told as one": "The ministry pays for the wall, and the league wants to "
    "extend its rule on wages by 2027.",
    "a judgement that somebody reports": "Lawyers say that nobody agrees on the wish.",
}

FLAGGED: dict[str, tuple[str, Kind]] = {
    "another end of a range": (
        "The auction house has valued it at between 18 and 40 million krones.",
        Kind.CHANGED_DETAIL,
    ),
    "a clipped denial": (
        "A figure is “a reason to convict”, Ms Dahl said.",
        Kind.ALTERED_QUOTE,
    ),
    "other fifths": ("Imports make up 60 percent of the oil.", Kind.CHANGED_DETAIL),
    "another name": (
        "“I do not know who cheated,” said Sunniva Toll.",
        Kind.MISATTRIBUTED_QUOTE,
    ),
    "another year": (
        "The league says it plans to extend its rule on wages by 2028.",
        Kind.CHANGED_DETAIL,
    ),
}


def kinds(derived: str) -> set[Kind]:
    found = compare([SOURCE], derived).discrepancies
    return {one.kind for one in found if one.derived}


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    assert kinds(PASSED[name]) == set()


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    derived, kind = FLAGGED[name]
    assert kind in kinds(derived)


COPIED = SOURCE.partition("\n\n")[2]
RETOLD = """
Sunniva Dahl hopes that the old lamp brings the town a fortune under the hammer.

Auctioneers estimate its worth at a similar sum.

Who did the cheating is beyond her, she says, and numbers prove little by themselves.

Outside experts have yet to check the procedure, according to its makers.

Most of the oil comes from abroad, and the club loses money.

As a beginner she baked bread at night.

The cost of the wall falls to the state.

Wages are to be regulated further within a few years, the league promises.
"""


@pytest.mark.parametrize(("body", "flagged"), [(COPIED, True), (RETOLD, False)])
def test_a_line_is_as_free_as_the_story_round_it(body: str, flagged: bool) -> None:
    """The same words are invention beside a copy and summary beside a retelling."""
    derived = f"{body}\nJurists quarrel over what the old captain wished for.\n"
    last = derived.index("Jurists")
    found = compare([SOURCE], derived).discrepancies
    assert any(one.derived and one.derived.start >= last for one in found) is flagged


def test_a_figure_that_no_source_has_is_news() -> None:
    plain = "Jurists quarrel over the wish of a captain."
    counted = "Some 45 jurists quarrel over the wish of a captain."
    assert kinds(plain) == set()
    assert Kind.UNSUPPORTED_CLAIM in kinds(counted)


def test_a_headline_that_asks_promises_less() -> None:
    told = "Town finally sells the captain's lamp"
    assert Kind.HEADLINE_MISMATCH in kinds(f"{told}\n\n{COPIED}")
    assert Kind.HEADLINE_MISMATCH not in kinds(f"{told}?\n\n{COPIED}")
