"""How rewriters tell the news: clocks, shares, denials, whose clause a cue is in."""

import pytest

from quizapp.compare.kinds import Kind
from tests.compare.flagged import flagged_kinds

SOURCE = """Two hurt as lift fails at Corran tower

Two people were hurt when a lift failed at the Corran tower at 9.40pm on 12 March, the
fire service said. Crews freed 46 people from the stairs.

No visitor was trapped in any of the four other lifts. The tower has been unable to find
the record of the last inspection, and it has not said whether it will open again.

The tower asked for a second inspection, after the council had ordered one, and it will
hold a meeting for tenants on 21 March, although the director said that date might slip.

Inspectors found no evidence that cables had been altered. A complaint that the director
had thrown away a logbook was not upheld. New brakes might have saved the lift, the
report found.

The mayor, Malachy Strand-Orr, said he had confidence in the tower but expected a report
by June. The council put off the vote so that a stairway could be costed. “If Malachy
wants to climb the stairs with us, he is welcome,” said its engineer, Ines Dahl.

Some 41 per cent of the tenants on the upper floors were, in some cases, not told of the
second failure. Bids may go up to six million pounds.

“There is no point in a lift that stops at every floor but mine,” she said.

No lift of the type had been inspected since 1934, the council said. The stairs are up
to six metres wide, and all of them lie within a mile of the quay. The flaw was reported
to the council on March 3 by Teo Wach, a student at Corran College, who was testing
stairs. The architect had not decided whether to keep the lobby. Painters in Canada and
the United States sent sketches. “I opened the door and I thought, whoever built that
had never carried a pram,” Ms Dahl said. About 1,150 people had bought tickets for
Friday, the festival in the tower said. Neighbours had heard brakes scream for weeks,
one of them said on the stairs.

The new hall, to be called the Corran Rooms, will seat 1,150 people. The owner, who has
been moved to another jail, is due to appear before magistrates in Corran on 14 May. The
porter had the keys, which he believed to be tied to a hook. The vote to rescind was not
unanimous.

Repairs went from £2.1m to £3.4m in a year. Of the lifts, 61 were repaired and 88 were
closed. Bidding closes on 30 September; the first lift is due to run in October. One
visitor, Paul Coranding, spent two nights in hospital. There were minor faults with five
doors. A tenants’ group that claims 1,900 members called the delay “a shrug”.

A farewell weekend at the tower is planned for April 11 and 12. Admission will be $5 for
Corran residents, down from $18. Publican Bo Lohan said the shop was the last place
where you could buy a single hinge. The guards had not ruled out a ballot for a strike.
The sale had nothing to do with a lawsuit that the alliance filed in March, the owner
said."""

PASSED: dict[str, str] = {
    "a clock of 24 hours": "A lift failed at the Corran tower at 21:40 on 12 March, "
    "the fire service said.",
    "a clock with a dot": "A lift failed at the Corran tower at 21.40 on 12 March, the "
    "fire service said.",
    "a count rounded to the next ten": "Crews freed almost 50 people from the stairs.",
    "a share in tens": "About four in ten of the tenants on the upper floors were in "
    "some cases not told of the second failure.",
    "none of them": "None of the four other lifts trapped a visitor.",
    "not able for unable": "The tower has not been able to find the record of the last "
    "inspection.",
    "yet to say": "The tower has yet to say whether it will open again.",
    "another clause has the cue": "The tower will hold a meeting for tenants on 21 "
    "March.",
    "the clause before the cue": "The tower asked for a second inspection.",
    "a wish told by another word": "The mayor said he had confidence in the tower but "
    "wanted a report by June.",
    "what it was for": "The council put off the vote to allow a stairway to be costed.",
    "a first name told by the last": "If Strand-Orr wanted to climb the stairs with "
    "them he was welcome, Ines Dahl said.",
    "a firm's officer by name": "“If Malachy wants to climb the stairs with us, he is "
    "welcome,” Ines Dahl, the engineer, said.",
    "how far two sums are apart": "In a year repairs went up by almost £1.3m.",
    "open until it closes": "Bidding is open until 30 September.",
    "due by another word": "The first lift should run in October.",
    "last for not since": "A lift of the type was last inspected in 1934, the council "
    "said.",
    "no more than for up to": "The stairs are no more than six metres wide, and "
    "none is more than a mile from the quay.",
    "no more than for within": "All of the stairs are no more than a mile from the "
    "quay.",
    "whom it was reported to": "The council was tipped off on March 3 by Teo Wach, a "
    "student at Corran College who had been testing stairs.",
    "not decided for yet to decide": "The architect has yet to make up his mind about "
    "the lobby.",
    "a state and its people": "Canadian and American painters sent sketches, most of "
    "them from Canada.",
    "what struck her": "Whoever built the door, it struck her, had never carried "
    "a pram.",
    "a trailing source of plain news": "About 1,150 people had tickets for Friday.",
    "what a hall is called": "The Corran Rooms will have 1,150 seats.",
    "before magistrates": "The owner, who has been moved to another jail, is due "
    "before magistrates in Corran on 14 May.",
    "took to be for believed to be": "The porter had the keys, which he took to be "
    "tied to a hook.",
    "not everyone": "Not everyone on the board was won over.",
    "days and sums": "A farewell weekend is planned for April 11-12, when Corran "
    "residents will pay $5 for admission instead of $18.",
    "what one could do": "It was the last place to buy a single hinge, said publican "
    "Bo Lohan of the shop.",
    "left open for not ruled out": "The guards have left open the possibility of a "
    "ballot for a strike.",
    "nothing to do with what was filed": "The alliance filed its lawsuit in March.",
    "claims made says": "A tenants’ group that says it has 1,900 members called the "
    "delay “a shrug”.",
}

FLAGGED: dict[str, tuple[str, Kind]] = {
    "another hour": (
        "A lift failed at the Corran tower at 20:40 on 12 March.",
        Kind.CHANGED_DETAIL,
    ),
    "another date, whose number stands elsewhere": (
        "The tower will hold a meeting for tenants on 4 March.",
        Kind.CHANGED_DETAIL,
    ),
    "another share": (
        "About seven in ten of the tenants on the upper floors were in some cases not "
        "told of the second failure.",
        Kind.CHANGED_DETAIL,
    ),
    "two figures exchanged": (
        "Of the lifts, 88 were repaired and 61 closed.",
        Kind.CHANGED_DETAIL,
    ),
    "more nights, though the number stands elsewhere": (
        "One visitor spent five nights in hospital. There were minor faults with five "
        "doors.",
        Kind.CHANGED_DETAIL,
    ),
    "minor made serious": (
        "There were serious faults with five doors.",
        Kind.CHANGED_DETAIL,
    ),
    "one name with two ends": (
        "One visitor, Paul Coranding, spent two nights in hospital. Mr Corander was "
        "hurt when the lift failed.",
        Kind.INTERNAL_INCONSISTENCY,
    ),
    "who said so behind it, by more than a name": (
        "Neighbours had heard brakes scream for weeks.",
        Kind.STRIPPED_ATTRIBUTION,
    ),
    "more than for no more than": (
        "The stairs are more than six metres wide.",
        Kind.CHANGED_DETAIL,
    ),
    "two figures of one sort exchanged": (
        "Admission will be $18 for Corran residents, down from $5.",
        Kind.CHANGED_DETAIL,
    ),
    "might made would": (
        "New brakes would have saved the lift, the report found.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "what nobody found told as found": (
        "Cables had been altered.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "a complaint that came to nothing": (
        "The director threw away a logbook.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "some cases made all": (
        "Some 41 per cent of the tenants on the upper floors were never told of the "
        "second failure.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "the bound of an amount dropped": (
        "Bids go to six million pounds.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "told back in other words": (
        "“Should Malachy wish to go up the steps with us, he is welcome,” said Ines "
        "Dahl.",
        Kind.ALTERED_QUOTE,
    ),
    "he for she": (
        "“There is no point in a lift that stops at every floor but mine,” Mr "
        "Strand-Orr said.",
        Kind.MISATTRIBUTED_QUOTE,
    ),
    "a quotation that no mark closes": (
        '"If Malachy wants to climb the stairs with us, said Ines Dahl. "There is no '
        'point in a lift that stops at every floor but mine," she said.',
        Kind.INTERNAL_INCONSISTENCY,
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


def test_a_crosshead_that_judges_by_a_word_of_its_own_is_a_view() -> None:
    told = "Crews freed 46 people from the stairs.\n\nA botched repair\n\nThe tower "
    assert Kind.UNSUPPORTED_EDITORIAL in found_in(f"{told}asked for an inspection.")


def test_who_asks_in_the_midst_of_a_story_gives_a_view() -> None:
    told = "Crews freed 46 people from the stairs. The tower asked for an inspection. "
    asked = (
        "How many broken promises can one city of the sea swallow before it revolts?"
    )
    assert Kind.UNSUPPORTED_EDITORIAL in found_in(told + asked)
