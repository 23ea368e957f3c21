"""What one newsroom writes one way and another one another way is the same."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

SOURCE = """Ferry to Ulva may stop

The ferry to Ulva lost €12,500 a week last winter, the company said on Monday, and its
repairs cost €20 million. A meeting about it is to be held in Tarn on 12 May. The school
on Ulva will close on May 9 for the summer.

A ticket costs €3, and 68% of the passengers are pupils. The crossing needs 1,200
passengers a day to pay for itself. “A winter ticket costs €5 and nobody buys it,” said
Rhona Keir, who runs the company.
"""

SAME = {
    "thousands by a space": "The ferry to Ulva lost €12 500 a week last winter.",
    "thousands by a thin space": "The crossing needs 1\u202f200 passengers a day.",
    "thousands by an apostrophe": "The crossing needs 1’200 passengers a day.",
    "the sign behind": "A ticket costs 3 €.",
    "the sign close behind": "A ticket costs 3€.",
    "the sign behind the million": "Its repairs cost 20 million €.",
    "the currency in words": "Its repairs cost 20 million euros.",
    "per cent": "68 per cent of the passengers are pupils.",
    "a fraction": "Two thirds of the passengers are pupils.",
    "a number in words": "Sixty-eight per cent of the passengers are pupils.",
    "what leads over": "In addition, the school on Ulva will close on 9 May.",
    "what sets against": "Nevertheless, a meeting about it is to be held in Tarn.",
    "what only sounds like a report": "That said, its repairs cost €20 million.",
    "the month last": "The school on Ulva will close on 9 May for the summer.",
    "the month first": "A meeting about it is to be held in Tarn on May 12.",
}

OTHER = {
    "another currency": "Its repairs cost $20 million.",
    "another currency, behind": "A ticket costs 3 $.",
    "another currency, in words": "Its repairs cost 20 million dollars.",
    "more thousands": "The ferry to Ulva lost €21 500 a week last winter.",
    "another number in words": "Sixty-nine per cent of the passengers are pupils.",
    "what leads over to another figure": "In addition, a ticket costs €4.",
    "another day": "A meeting about it is to be held in Tarn on May 21.",
}


def found_in(derived: str) -> set[Kind]:
    found = compare([SOURCE], derived).discrepancies
    return {one.kind for one in found if one.derived}


@pytest.mark.parametrize("name", SAME)
def test_another_style_is_no_change(name: str) -> None:
    assert not found_in(SAME[name]) - {Kind.STRIPPED_ATTRIBUTION}


@pytest.mark.parametrize("name", OTHER)
def test_another_figure_is_one(name: str) -> None:
    assert Kind.CHANGED_DETAIL in found_in(OTHER[name])


def test_what_only_leads_over_is_a_line_all_the_same() -> None:
    derived = "In addition,\n\nA ticket costs €3."
    assert len(compare([SOURCE], derived).lines) == 2


def test_the_sign_behind_a_figure_is_shown() -> None:
    (found,) = compare([SOURCE], "A ticket costs 3 $.").discrepancies[:1]
    assert "“3 $”" in found.why


STATE = "The {} government will pay for a bridge in Tarn. {} met its builders there."


@pytest.mark.parametrize("source", ["US", "U.S.", "American"])
@pytest.mark.parametrize("derived", ["US", "U.S.", "American"])
def test_initials_have_stops_or_none(source: str, derived: str) -> None:
    given, told = STATE.format(source, "J.K. Moss"), STATE.format(derived, "JK Moss")
    assert not compare([given], told).discrepancies
    assert not compare([told], given).discrepancies


def test_the_united_states_tell_nothing() -> None:
    source = (
        "Officials from the United States met on Friday, and the deal with America was "
        "signed by J.K. Moss in June. It is worth more than the bridge in Tarn."
    )
    told = source.replace("the United States", "the US").replace("J.K.", "J. K.")
    assert not compare([source], told).discrepancies


SAID = """The ferry is full. {We sold each ticket.} The company knows that, Keir said.
{Who would stay at home?} she asked, and laughed.

{We won,} said Ann Tull of Tarn. {We did it twice.}
"""
MARKS = {
    "guillemets": "«»",
    "spaced guillemets": "« | »",
    "hard spaces": "«\u00a0|\u202f»",
    "spaced curly": "“ | ”",
    "spaced straight": '" | "',
    "spaced low": "„ | ”",
    "of TeX": "``|''",
}


OUTSIDE = "“”«»„\"'` \u00a0\u202f"


def set_in(marks: str) -> str:
    opens, closes = marks.split("|") if "|" in marks else marks
    return SAID.replace("{", opens).replace("}", closes)


def quotations_in(text: str) -> list[str]:
    found = compare([SOURCE], text).quotations
    return [one.span.cut(text).strip(OUTSIDE) for one in found if one.article is None]


@pytest.mark.parametrize("name", MARKS)
def test_quotations_and_lines_are_the_same_whatever_the_marks(name: str) -> None:
    text, plain = set_in(MARKS[name]), set_in("“”")
    assert len(quotations_in(plain)) == 4
    assert quotations_in(text) == quotations_in(plain)
    told, lines = (compare([SOURCE], one).lines for one in (text, plain))
    assert len(told) == len(lines)


@pytest.mark.parametrize("name", MARKS)
def test_marks_of_another_style_are_no_change(name: str) -> None:
    assert not compare([set_in("“”")], set_in(MARKS[name])).discrepancies
    assert not compare([set_in(MARKS[name])], set_in("“”")).discrepancies
