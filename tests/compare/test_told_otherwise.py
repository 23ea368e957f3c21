"""A word of a line told freely that says something else, wherever the line puts it."""

import pytest

from quizapp.compare.kinds import Kind
from tests.compare.flagged import flagged_kinds

SOURCE = """Council may fell the Corn Street limes

Wexham council may fell the limes of Corn Street before winter, the town's tree officer,
Nora Quill, told The Wexham Post on Friday.

A fungus has been found in several of the trees, she said. The report, which runs to 40
pages, will be put before the planning committee in two weeks, and replanting had not
been ruled out.

Some residents support the plan. Two of the trees are said to have fallen on cars, and
the insurer could not say whether anybody had ever been hurt.

“Nobody here wants to see them go, but they are a copy cat of the Marlow case, and we
know how that ended,” Ms Quill said. “They will be felled one by one.”

A surveyor of Wexham county looks at the roots every three decades. In Marlow,
shopkeepers are doubtful that the county would ever plant new trees.
"""

FLAGGED: dict[str, tuple[str, Kind]] = {
    "a not lost, far from its place": (
        "Ms Quill told the paper that replanting had been ruled out.",
        Kind.CHANGED_DETAIL,
    ),
    "a not added": (
        "A fungus has not been found in several of the trees.",
        Kind.CHANGED_DETAIL,
    ),
    "another unit of time": (
        "Planners get the 40-page report in two months, the officer says.",
        Kind.CHANGED_DETAIL,
    ),
    "most for some": (
        "Among those who live there, most residents are for the plan.",
        Kind.CHANGED_DETAIL,
    ),
    "a part for the whole": (
        "The roots are looked at by a surveyor of northern Wexham.",
        Kind.CHANGED_DETAIL,
    ),
    "going to for may": (
        "Wexham council is going to fell the limes of Corn Street before winter.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "certain to for may": (
        "The limes of Corn Street are certain to be felled by Wexham council.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "set to for may": (
        "Wexham council is set to fell the limes of Corn Street before winter.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "hearsay made a fact": (
        "Two of the trees have fallen on cars.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "what nobody could say, behind a clause left out": (
        "According to the insurer somebody had been hurt.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "marks opened too early": (
        "“Ms Quill told The Wexham Post on Friday. Nobody here wants to see them go, "
        "but they are a copy cat of the Marlow case, and we know how that ended,” she "
        "said.",
        Kind.MANUFACTURED_QUOTE,
    ),
    "a few words of what she says, marked for hers": (
        "The council may fell the limes of Corn Street “before winter”, Ms Quill said.",
        Kind.MANUFACTURED_QUOTE,
    ),
    "the same, in her view": (
        "In the view of the officer the council may fell the limes “before winter”.",
        Kind.MANUFACTURED_QUOTE,
    ),
    "a view that the line ends in": (
        "To fell such limes would be vandalism.",
        Kind.UNSUPPORTED_EDITORIAL,
    ),
    "no proof, says the outlet": (
        "The officer did not provide any evidence.",
        Kind.UNSUPPORTED_CLAIM,
    ),
}

PASSED: dict[str, str] = {
    "denied by another word": "Replanting is still possible, the officer said, and was "
    "never ruled out.",
    "not all": "Not all residents support the plan.",
    "the same unit": "In two weeks, she said, the report of 40 pages will be put "
    "before the planning committee.",
    "decades and years": "A surveyor looks at the roots every thirty years.",
    "one word or two": "“Nobody here wants to see them go, but they are a copycat of "
    "the Marlow case, and we know how that ended,” Ms Quill said.",
    "the day a paper came out": "The council may fell the limes of Corn Street before "
    "winter, Nora Quill said in an interview published on Saturday.",
    "a dateline": "WEXHAM, Feb 11 (WPS) - Wexham council may fell the limes of Corn "
    "Street before winter, its tree officer, Nora Quill, told The Wexham Post.",
    "one word in marks of doubt": "A “fungus” has been found in several of the trees, "
    "she said.",
    "a few words that nobody is said to say": "The report, of “40 pages”, will be put "
    "before the planning committee in two weeks.",
    "a judging word that the sources have": "The limes are a copy cat of the Marlow "
    "case, said Ms Quill, and everyone knew how that ended.",
    "who speaks, beside a quotation": "“They will be felled one by one,” Quill said.",
}


def found_in(derived: str) -> set[Kind]:
    return flagged_kinds(SOURCE, derived)


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    derived, kind = FLAGGED[name]
    assert kind in found_in(derived)


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    assert found_in(PASSED[name]) == set()


BODY = """

Wexham council may fell the limes of Corn Street before winter, the town's tree officer,
Nora Quill, told The Wexham Post.
"""


@pytest.mark.parametrize(
    ("headline", "promises"),
    [
        ("Council to fell Corn Street limes", True),
        ("Council may fell Corn Street limes", False),
        ("Council considers felling Corn Street limes", False),
        ("Will council fell Corn Street limes?", False),
        ("Council to fell Corn Street limes, says Quill", False),
    ],
)
def test_a_headline_keeps_what_is_only_possible(headline: str, promises: bool) -> None:
    assert (Kind.HEADLINE_MISMATCH in found_in(headline + BODY)) is promises
