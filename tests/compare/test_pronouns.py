"""Whom `she said` stands for, and a quotation that changes hands."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind
from quizapp.compare.language import find_language
from quizapp.compare.reading.article import read_article

ENGLISH = find_language("en")

SPEAKERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "an age": (
        "“No,” said Bo Ek. Ann Ash, 61, was there as well. “I stayed,” she said.",
        ("ann", "ash"),
    ),
    "a role behind the name": (
        "“No,” said Bo Ek. Ann Ash, a juror, did not vote. “I stayed,” she said.",
        ("ann", "ash"),
    ),
    "a role before the name": (
        "“No,” said Bo Ek. The juror Ann Ash voted against. “I stayed,” she said.",
        ("ann", "ash"),
    ),
    "a role and a name in commas": (
        "“No,” said Bo Ek. Another juror, the painter Ann Ash, agreed. “I stayed,” she "
        "said.",
        ("ann", "ash"),
    ),
    "a title": (
        "“No,” said Bo Ek. Dr Ash was not at the meeting. “I stayed,” she said.",
        ("ash",),
    ),
    "a name that is known": (
        "“I left,” said Ann Ash. “No,” said Bo Ek. Ash was 16 in those days. “I "
        "stayed,” she said.",
        ("ash",),
    ),
    "her team": (
        "Dr Ann Ash said it was late. In a review her team found ten cracks. “I "
        "stayed,” she said.",
        ("ann", "ash"),
    ),
    "no person, as far as it says": (
        "“No,” said Bo Ek. Calder Foods cut its prices. “I stayed,” he said.",
        ("bo", "ek"),
    ),
    "a firm beside a person": (
        "“No,” said Bo Ek. Calder Foods, which makes jam, shut. “I stayed,” he said.",
        ("bo", "ek"),
    ),
    "what a name is said to do": (
        "“I stayed,” was all Ash could offer in reply.",
        ("ash",),
    ),
    "what was declared says nothing": (
        "The warden Ann Ash said it was late. The hall was declared safe. “I stayed,” "
        "she said.",
        ("ann", "ash"),
    ),
    "a title that is a name": ("“I stayed,” said Ms King.", ("king",)),
    "behind a dash, with a full stop": (
        "“No.” – Bo Ek.\n\n“I stayed.” – Ash.",
        ("ash",),
    ),
    "whoever goes on": ("“I stayed,” Ann Ash went on.", ("ann", "ash")),
    "and not to win": (
        "“No,” said Bo Ek. The “tractor”, as Ann Ash went on to win with it, stayed.",
        ("bo", "ek"),
    ),
    "and not to do": ("Dr Ash does not believe it. “I stayed,” she said.", ("ash",)),
}


@pytest.mark.parametrize("case", SPEAKERS)
def test_she_stands_for(case: str) -> None:
    text, name = SPEAKERS[case]
    assert read_article(text, ENGLISH).quotations[-1].name == name


SOURCE = """Dr Ann Ash, who studies lifts, said that the figures were mixed.

“The way a lift is closed may matter as much as the lift itself,” she said.

The union said that 17 people worked there. Its organiser, Bo Ek, was worried. ‘I have
been in that shaft and there is a rope held together with tape,’ Mr Ek said. ‘You don’t
get to starve a lift for seven years and then tell us it is thin.’

Ines Strand-Orr, the director, declined to answer. Later Ms Strand-Orr said: “We will
look at every rope in the house.”
"""


def misattributed(derived: str) -> bool:
    found = compare([SOURCE], derived).discrepancies
    return any(one.kind is Kind.MISATTRIBUTED_QUOTE for one in found)


def test_who_is_named_only_later_is_not_she() -> None:
    said = "“The way a lift is closed may matter as much as the lift itself,” said {}."
    assert misattributed(said.format("Bo Ek"))
    assert not misattributed(said.format("Dr Ash"))


def test_the_second_sentence_of_a_quotation_is_given_to_somebody_else() -> None:
    told = (
        "‘My mother is 86,’ {} said. ‘You don’t get to starve a lift for seven years "
        "and then tell us it is thin.’"
    )
    assert misattributed(told.format("Mayor Petchey"))
    assert not misattributed(told.format("Mr Ek"))


def test_a_first_name_is_no_stranger() -> None:
    assert not misattributed("“We will look at every rope in the house,” said Ines.")


TWICE = """The council voted to sell the hall. Ann Ash, the mayor, said it had leaked.

“We have mended it every autumn since I came here,” Ash said. “A bucket is no way to
run a library.”

Bo Ek, who teaches in the hall, was against it. “My pupils have nowhere else to go on a
wet afternoon,” he said.
"""
EK = "Bo Ek said: “My pupils have nowhere else to go on a wet afternoon.”"
ASH = (
    "Ash is for it. “We have mended it every autumn since I came here,” the mayor said."
)
BUCKET = " “A bucket is no way to run a library,” {}."


@pytest.mark.parametrize("who", ["he added", "the teacher added", "he went on"])
def test_who_goes_on_is_who_spoke_before(who: str) -> None:
    assert taken(EK + BUCKET.format(who))
    assert not taken(ASH + BUCKET.format(who.replace("teacher", "mayor")))


@pytest.mark.parametrize("who", ["a cleaner told the papers", "another visitor said"])
def test_somebody_new_is_nobody_named_before(who: str) -> None:
    assert taken(ASH + BUCKET.format(who))
    assert not taken(BUCKET.format(who))


@pytest.mark.parametrize("who", ["the mayor added", "he said", "a mayor said"])
def test_a_role_may_be_whoever_the_source_names(who: str) -> None:
    assert not taken(EK + BUCKET.format(who))


def taken(derived: str) -> bool:
    found = compare([TWICE], derived).discrepancies
    return any(one.kind is Kind.MISATTRIBUTED_QUOTE for one in found)


def test_whom_it_is_told_says_nothing() -> None:
    source = "“The staples tell the whole story here,” counsel told Mr Eamon Rafferty."
    told = "Sheila Brannock read it out. “The staples tell the whole story here,” she "
    found = compare([source], told + "told Mr Eamon Rafferty.").discrepancies
    assert Kind.MISATTRIBUTED_QUOTE not in {one.kind for one in found}
