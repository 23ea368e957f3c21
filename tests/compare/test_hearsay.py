"""What is only thought, reckoned or seen: kept in other words, or made sure."""

import pytest

from quizapp.compare.kinds import Kind
from tests.compare.flagged import flagged_kinds

SOURCE = """Bones under Hexley square may be a plague pit

Bones under the market square at Hexley may come from a plague pit, archaeologists said
on Monday, after diggers laying a pipe cut into a layer that matches none of the
town's known graveyards.

The team from Orrin College said the skulls, 29 of them found in eleven days, were 'very
probably' of the drapers' guild, a body of weavers known only from six lines in the
parish book. The clay above is estimated at about 2,400 tonnes.

Dr Una Frayne declined to name the builder, who is understood to have offered to pay.
She said that the square would be fenced off from next week.

The parish denies that any digger has been sent home. The dig has cost £18.7m, of which
£11.2m came from the county. A second trench will be dug in Mill Lane next year if a
grant of about £19,000 can be found. “We can wait another year if it means that the
rules are written with us in the room,” Dr Frayne said.

Orla Byrne, a historian at Wexler State University, said the find may encourage digs at
the town's five other squares, although such digs take more than 15 months on average to
plan. The builder said in May that it was reviewing its works in the square, where it
had received a £62,000 town grant in 2013 in return for keeping the fountain until 2028.

Retired judge Nell Marsh, who heads the three-member panel, said the gate at the foot of
the stairs had been padlocked and that no key could be found for at least 20 minutes.

The dig, first opened in 2019, drew 31 volunteers this year, six more than last year.
Most of the dead are thought to have come from the northern wards, with their children.

By Thursday the parish council had found that Nell Orr, from Hexley, had lifted more
skulls than her by a single one, 15 to 14. At a meeting of more than two hours on Friday
it decided that the two should share the prize for it.
"""

PASSED: dict[str, str] = {
    "a hedge in marks of quotation": "The drapers' guild, as the body of weavers was "
    "called, is known from just six lines in the parish book; according to the team, "
    "from Orrin College, these were “very probably” its members.",
    "an estimate, told as roughly so": "The clay above them is put at around 2,400 "
    "tonnes.",
    "what was known when it was said": "Diggers laying a pipe cut into a layer that "
    "matches none of the graveyards known in the town.",
    "unlike for none": "Diggers laying a pipe cut into a layer unlike that of any "
    "graveyard known in the town.",
    "would not for declined": "She would not say who the builder would be.",
    "not one for denies that any": "Not one digger has been sent home, the parish "
    "insists.",
    "per cent reckoned": "The dig has cost £18.7m, about 60 per cent of it from the "
    "county.",
    "a condition kept": "Next year a second trench will be dug in Mill Lane, "
    "should the grant be found.",
    "a university is no verb": "Byrne said that the find could inspire digs at the "
    "other five squares of Hexley, but that such a dig takes, on average, more than 15 "
    "months to plan.",
    "an aside that tells of a place": "The town gave it a grant of £62,000 in 2013; in "
    "exchange, it has to keep the fountain in the square until 2028.",
    "what could not be": "The panel of three is led by a retired judge, Nell Marsh.",
    "reckoned back": "The dig, which first opened in 2019, drew 31 volunteers, up from "
    "25 a year ago.",
    "a unit of another matter": "Within two days it had emerged that she had in fact "
    "come one skull behind Nell Orr of Hexley, who had 15 to her 14.",
    "a thought that the line does not tell": "With their children, most of the dead "
    "were of the northern wards, it is thought.",
}

FLAGGED: dict[str, tuple[str, Kind]] = {
    "understood to have": ("He has offered to pay.", Kind.SHIFTED_CERTAINTY),
    "thought to have": (
        "Most of the dead came from the northern wards of the town.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "an estimate made exact": (
        "The clay above them weighs 2,400 tonnes.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "per cent reckoned wrongly": (
        "The dig has cost £18.7m, about 70 per cent of it from the county.",
        Kind.CHANGED_DETAIL,
    ),
    "another little word inside the marks": (
        "“We can wait another year if it means that the rules are written by us,” Dr "
        "Frayne said.",
        Kind.ALTERED_QUOTE,
    ),
    "a condition gone": (
        "Next year a second trench will be dug in Mill Lane.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "reckoned wrongly": (
        "The dig, which first opened in 2019, drew 31 volunteers, up from 26 a year "
        "ago.",
        Kind.CHANGED_DETAIL,
    ),
    "another unit": (
        "At a meeting of more than two days it decided that the two should share it.",
        Kind.CHANGED_DETAIL,
    ),
}


def found_in(derived: str) -> set[Kind]:
    return flagged_kinds(SOURCE, derived)


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    assert found_in(PASSED[name]) == set()


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    derived, kind = FLAGGED[name]
    assert kind in found_in(derived)
