"""Figures and words of closed sets in the place of one another, and double names."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

SOURCE = """Boats found in gravel pit

Two boats were found in a pit four miles from Corran on the fourth day of a dig, on Dec.
9, by Bo Danforth-Lau. They could have been left there two centuries apart.

Some members had been turned away, and one of his newest staff had slept in a tent. The
union is paying part of his costs. Among people over 75, 68 per cent had seen the pit,
and the wet was meant to stop the timber cracking.

Forty-one crews had dug in May, the union said. A spokesman said each dig would cost
about £900. ‘The mayor says the pit is free,’ Mr Danforth-Lau said. ‘She is not. She is
sending the bill to whoever drives.’ A survey of 230 riders in spring found that 48 per
cent had picked more buses. The team proposes the name Cronagh’s pit, after the saint.

The Rivers Authority met on Friday. The pit opens later than first promised, after the
mayor confirmed that a pump stuck beneath the road would have to be dug out. Six huts
would close from April under proposals that the council has published.

The mine has run for six years. It must play its next four home matches without fans,
the league ruled. A bailiff, a primary school teacher from Corran, urged both sides to
talk. Two visitors were treated, one of whom was taken to Corran hospital. The stall
sold 214 tickets, up from 180 last year, and took Rs 12 lakh. “It was dry,” Mr Wamsley
said. One in five of the tickets went to children. The keeper wrote to the bailiff on 10
March, a week after the warning, and earned £900 a year. In May, 43 pupils of a school
at Ambel complained of pain after lunch and nine were taken to hospital.

‘I will not dress this up. It is late and people have every right to be angry. But a
boat that comes late beats a boat that leaks,’ Ms Strand said.
"""

PASSED: dict[str, str] = {
    "years for centuries": "They could have been left there 200 years apart.",
    "a month cut short": "The boats were found on December 9.",
    "a share near a fraction": "Two thirds of the over-75s had seen the pit.",
    "a not for a stop": "The wet was meant to see that the timber did not crack.",
    "a number that begins a sentence": "The union said 41 crews had dug in May.",
    "what a spokesman reckons": "A spokesman put the cost of each dig at about £900.",
    "another sentence denied": "‘She is sending the bill to whoever drives,’ he said.",
    "a survey that is named": "In a survey of 230 riders in spring, 48 per cent had "
    "picked more buses.",
    "how many more": "The stall sold 214 tickets, 34 more than last year.",
    "a rate beside a time": "The keeper earned £900 a year for two years.",
    "both figures in another order": "In May nine pupils of a school at Ambel were "
    "taken to hospital after 43 complained of pain after lunch.",
    "lakhs": "The stall took 1.2 million rupees.",
    "one in five": "A fifth of the tickets went to children.",
    "both told as two": "The bailiff, a primary school teacher from "
    "Corran, urged the two sides to talk.",
    "one of them told as one": "One of two visitors who were treated was taken to "
    "Corran hospital.",
    "a name that is proposed": "The team would like to call it Cronagh’s pit, after "
    "the saint.",
    "a plain word beside a name": "Drivers met on Friday. The Rivers Authority met "
    "too.",
    "than was promised": "A pump stuck beneath the road will have to be dug out, the "
    "mayor confirmed.",
    "the end of another sentence left out": "‘It is late and people have every right "
    "to be furious. But a boat that comes late beats a boat that leaks,’ said Ms "
    "Strand.",
}

FLAGGED: dict[str, tuple[str, Kind]] = {
    "another unit behind the number": (
        "The pit lies four kilometres from Corran, where two boats were found.",
        Kind.CHANGED_DETAIL,
    ),
    "another day": (
        "On the sixth day of a dig two boats were found in a pit.",
        Kind.CHANGED_DETAIL,
    ),
    "dozens for some": (
        "Dozens of members had been turned away.",
        Kind.CHANGED_DETAIL,
    ),
    "several for one": (
        "Several of his newest staff had slept in a tent.",
        Kind.CHANGED_DETAIL,
    ),
    "all for part": (
        "The union is paying all of his costs.",
        Kind.CHANGED_DETAIL,
    ),
    "half of a double name": (
        "Two boats were found, said Bo Danvers-Lau.",
        Kind.INTERNAL_INCONSISTENCY,
    ),
    "a figure that the source has of something else": (
        "The league ruled that it must play its next six home games without fans.",
        Kind.CHANGED_DETAIL,
    ),
    "a difference that is none": (
        "The stall sold 214 tickets, 44 more than last year.",
        Kind.CHANGED_DETAIL,
    ),
    "a name behind a comma and a mark": (
        "Mr Wamsley had seen the mine. “It was dry,” Walmsley said.",
        Kind.INTERNAL_INCONSISTENCY,
    ),
    "half of a double name that begins a line": (
        "Danforth-Lau was there. Dinforth-Lau said two boats were found.",
        Kind.INTERNAL_INCONSISTENCY,
    ),
    "one side for both": (
        "A bailiff, a primary school teacher from Corran, urged the league to talk.",
        Kind.CHANGED_DETAIL,
    ),
    "both for one of them": (
        "Two visitors were treated, and both were taken to Corran hospital.",
        Kind.CHANGED_DETAIL,
    ),
    "more weeks than one": (
        "The keeper got in touch with the bailiff on 10 March, nearly two weeks after "
        "the warning.",
        Kind.CHANGED_DETAIL,
    ),
    "another trade": (
        "A bailiff, a hospital nurse from Corran, urged both sides to talk.",
        Kind.CHANGED_DETAIL,
    ),
    "will for would under proposals": (
        "Six huts will close from April.",
        Kind.SHIFTED_CERTAINTY,
    ),
}


def found_in(derived: str) -> dict[Kind, str]:
    found = compare([SOURCE], derived).discrepancies
    return {one.kind: one.why for one in found if one.derived}


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    assert not {*found_in(PASSED[name])} - {Kind.ALTERED_QUOTE}


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    derived, kind = FLAGGED[name]
    assert kind in found_in(derived)


def test_the_last_word_of_a_sentence_is_not_a_sentence_left_out() -> None:
    told = PASSED["the end of another sentence left out"]
    found = compare([SOURCE], told).discrepancies
    altered = [one for one in found if one.kind is Kind.ALTERED_QUOTE and one.derived]
    assert [told.index("furious") < one.derived.end for one in altered if one.derived]
    assert all("angry" in one.why for one in altered)


def test_a_crosshead_that_comes_from_no_source_is_a_view() -> None:
    told = "Two boats were found in a pit.\n\n{}\n\nThe Rivers Authority met on Friday."
    assert Kind.UNSUPPORTED_EDITORIAL in found_in(told.format("Bread and circuses"))
    assert Kind.UNSUPPORTED_EDITORIAL not in found_in(told.format("Boats in the pit"))
    assert Kind.UNSUPPORTED_EDITORIAL not in found_in(told.format("What scares whom?"))
