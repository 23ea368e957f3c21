"""A hedge that a rewrite leaves out, keeps in another form, or that is none."""

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind
from tests.compare.flagged import flagged_kinds

SOURCE = """Storm opens sinkhole on Hallow Road

A sinkhole has opened on Hallow Road, and the council shut it on 4 May, engineers said.
Traps and poison are ruled out against the rats that came out of it.

The most likely cause was rain in the old drains, Dr Ann Ash said, although she warned
that tests, due back in about ten days, could point instead to a burst main. A third
hole might open in June, which could cut the village off.

The pictures show a row of bins and what may be the door of a cellar. Leaks were
probably responsible for about 45 per cent of holes in the region.

The council estimated that repairs would take 70 weeks. Bo Ek, who runs a shop, said he
feared that the work would close the southern end of the road for two summers.

Asked whether she was worried, the mayor said: “I am always worried.” Shops of that size
could expect 300 visitors a day, and studies of what closures cost had been mixed, Mr Ek
said. An earlier plan, which proposed moving 75 homes, drew 58,000 letters.

The council said it had applied for £2m from the state. Seventeen of the road’s 22
households have signed a letter. A quarter of them had less than a day’s notice, and
traffic on Mill Lane, where 14 more buses run, rose by 4 per cent. The state’s fund, an
old body with about 410,000 members, met on Friday, the council said.

The guards’ union said its members had been put in an awful place. The council had given
the village one sheet of paper, he said, and two drills last year had been called off
for want of fuel.

Forecasters issued a yellow wind warning for the west coast from noon on Friday. Gusts
could reach up to 95km an hour, though the strongest may pass to the north. Inspectors
sent two notices to the depot, neither of which related to shed 6. The pharmacists said
there was no national shortage of salt but that gaps on shelves were likely. The report
found no evidence that noise had affected sleep. No ferry has been seen at the pier
since Easter. Dolly and Juno would make the trip by truck in May if the council agrees.
The new path is expected to open in April. The miller said that if she was wrong she
would say sorry.
The clerk said the council would consider extending the scheme to all 26 wards in June.

The Royal Infirmary has postponed 312 planned operations ahead of a strike by its
porters.

The panel had 40 letters about the mast by Monday and was weighing them before deciding
whether to inspect it. The bursar refused to confirm that the vault had been opened
at night. The minister said that no ruling had been made and that none was likely before
March. Beds at the clinic will stay scarce until at least the end of April. The harbour
club has not decided whether to rebuild its slipway.

Preliminary data suggest a faulty sensor rather than a hot engine, according to Teo
Brask, who runs the yard. He hinted at a second strike by guards in June.

A man of 38 from Hexley has been interviewed about the fire at the mill. Nobody has been
arrested."""

PASSED: dict[str, str] = {
    "a hedge in another form": "The council estimates that repairs will take 70 weeks.",
    "a fear still feared": "Bo Ek, a shopkeeper, fears that the southern end of the "
    "road will be closed by the work for two summers.",
    "asked if": "Asked if she was worried, the mayor said: “I am always worried.”",
    "the hedge of another clause": "Studies of what closures cost had been mixed, he "
    "said.",
    "a date in May": "The council shut Hallow Road on 4 May, engineers said.",
    "a plan that would have": "An earlier plan would have moved 75 homes.",
    "an aside told by who writes": "The state’s fund is an old body with some 410,000 "
    "members.",
    "could as could": "Gusts of 95km an hour could batter the west coast from noon on "
    "Friday.",
    "no evidence in other words": "Noise had not been shown to affect sleep, the "
    "report found.",
    "a denial kept by another word": "Salt was not short nationally, the "
    "pharmacists said.",
    "last seen then": "A ferry was last seen at the pier at Easter.",
    "operations that are planned anyhow": "The infirmary has put off more than 300 "
    "operations ahead of a strike by its porters.",
    "should for if": "Should she be mistaken, the miller intends to beg pardon.",
    "a condition kept": "Dolly and Juno will make the trip by truck in May, provided "
    "the council agrees.",
    "still weighing": "The panel, which had 40 letters about the mast by Monday, is to "
    "decide whether it inspects it.",
    "undecided in other words": "The harbour club has yet to make up its mind about "
    "rebuilding its slipway.",
    "no answer in other words": "The bursar declined to confirm that the vault had "
    "been opened at night.",
    "put off in other words": "A ruling is to come in March at the earliest, the "
    "minister said.",
    "at least kept": "Beds at the clinic will be scarce to the end of April or beyond.",
    "early for preliminary": "Early data point to a faulty sensor, not to a hot "
    "engine, said Teo Brask, who runs the yard.",
    "hinted kept": "He hinted at another strike by guards in June.",
    "interviewed, not arrested": "A Hexley man of 38 was interviewed about the mill "
    "fire and released without arrest.",
    "ruled out told with no": "There will be no traps, no poison and no rats.",
}

FLAGGED: dict[str, tuple[str, Kind]] = {
    "likely dropped where the line is turned round": (
        "Rain in the old drains caused it, according to Dr Ash, and the tests are due "
        "in about ten days.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "could made will beside another would": (
        "A third hole would open in June, which will cut the village off.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "probably responsible told as cause": (
        "Leaks cause about 45 per cent of holes in the region.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "applied for told as received": (
        "The council has received £2m from the state.",
        Kind.CHANGED_DETAIL,
    ),
    "all for seventeen": (
        "All of the road’s 22 households have signed a letter.",
        Kind.CHANGED_DETAIL,
    ),
    "half for a quarter": (
        "Half of them had less than a day’s notice.",
        Kind.CHANGED_DETAIL,
    ),
    "a figure that stands beside something else": (
        "Traffic on Mill Lane, where more buses run, rose by 14 per cent.",
        Kind.CHANGED_DETAIL,
    ),
    "what speakers say of themselves": (
        "Guards were put in an awful place.",
        Kind.STRIPPED_ATTRIBUTION,
    ),
    "could made will in a line that joins two": (
        "Gusts of 95km an hour will batter the west coast from noon on Friday.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "no evidence told as found": (
        "Noise had affected sleep, the report found.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "neither of which turned round": (
        "Inspectors sent the depot two notices because of faults in shed 6.",
        Kind.CHANGED_DETAIL,
    ),
    "a shortage that was denied": (
        "The pharmacists warned of a national shortage of salt.",
        Kind.CHANGED_DETAIL,
    ),
    "would consider told as will": (
        "The scheme will be extended to all 26 wards in June, the clerk said.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "a condition dropped": (
        "Dolly and Juno will make the trip by truck in May.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "a feast for a month": (
        "The new path is expected to open by Christmas.",
        Kind.CHANGED_DETAIL,
    ),
    "weighing told as done": (
        "The panel is inspecting the mast after 40 letters by Monday.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "an answer nobody gave": (
        "The vault had been opened at night, the bursar said.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "not before told as then": (
        "The minister said that the ruling would be made in March.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "until at least told as by": (
        "Beds at the clinic will be easy to find by the end of April.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "preliminary data told as the cause": (
        "A faulty sensor was to blame, and not a hot engine, said Teo Brask, who runs "
        "the yard.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "a hint told as a plan": (
        "Guards will strike for a second time in June, he said.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "an arrest that nobody made": (
        "A man of 38 from Hexley has been arrested about the fire at the mill.",
        Kind.SHIFTED_CERTAINTY,
    ),
    "said in mid-sentence": (
        "The council gave the village one sheet of paper.",
        Kind.STRIPPED_ATTRIBUTION,
    ),
}

SHIFTED = {Kind.SHIFTED_CERTAINTY}


def found_in(derived: str) -> set[Kind]:
    return flagged_kinds(SOURCE, derived)


@pytest.mark.parametrize("name", PASSED)
def test_is_left_alone(name: str) -> None:
    assert found_in(PASSED[name]) == set()


@pytest.mark.parametrize("name", FLAGGED)
def test_is_flagged(name: str) -> None:
    derived, kind = FLAGGED[name]
    assert kind in found_in(derived)


def test_a_short_denial_that_is_left_out_limits_what_stands_before_it() -> None:
    source = (
        "Drivers say that the council sold the old depot for half of its worth. The "
        "council rejects that.\n\nThe council meets on Friday."
    )
    told = "The council sold the old depot for half of its worth, drivers say. {}"
    for line, kinds in (
        ("The council meets on Friday.", {Kind.OMITTED_CONTEXT}),
        ("The council disputes that.", set[Kind]()),
    ):
        found = compare([source], told.format(line)).discrepancies
        assert {one.kind for one in found if not one.derived} == kinds


def test_a_short_report_owes_what_limits_its_story_and_not_all_that_is_said() -> None:
    source = (
        "The old mill at Ferrin will be sold to a brewer from Ardle.\n\n"
        "The brewer wants to open a bar in the yard.\n\n"
        "Neighbours are sceptical about the noise in summer.\n\n"
        "“We swam in the mill pond every June,” said Nuala Beck.\n\n"
        "The roof leaks in four places.\n\nThe wheel stopped in 1961.\n\n"
        "The mill was built by two brothers from Wexham.\n\n"
        "Its clock was lent to a museum, the council said."
    )
    told = "A brewer from Ardle will buy the old mill at Ferrin."
    found = compare([source], told).discrepancies
    missing = [source[one.source.start : one.source.end] for one in found if one.source]
    assert missing == ["Neighbours are sceptical about the noise in summer"]


def test_what_one_source_says_and_another_too_is_told_once() -> None:
    one = (
        "The council sold the depot to a brewer.\n\nThe council denies that the price "
        "was too low."
    )
    other = (
        "Drivers staged a protest at the depot on Sunday, and the price was too low, "
        "they said, which the council denies.\n\nThe protest ended at noon."
    )
    told = (
        "The council sold the depot to a brewer. {}\n\nDrivers staged a protest at the "
        "depot on Sunday, they said. It ended at noon."
    )
    denied = "The council denies that the price was too low."
    for line, missing in ((denied, False), ("It was sold cheaply.", True)):
        found = compare([one, other], told.format(line)).discrepancies
        assert any(omitted.derived is None for omitted in found) is missing


def test_a_denial_of_something_else_than_what_is_told_is_left_out() -> None:
    source = (
        "A review by Laidlaw Tait found that the club spent £40,000 too much on its "
        "new stand. The review found no evidence of wrongdoing."
    )
    told = (
        "A review by Laidlaw Tait found the club had spent £40,000 too much on its {}"
    )
    for rest, kinds in (
        ("stand, but not why.", {Kind.OMITTED_CONTEXT}),
        ("stand, but no wrongdoing.", set[Kind]()),
    ):
        found = compare([source], told.format(rest)).discrepancies
        assert {one.kind for one in found if not one.derived} == kinds


TOLD: dict[str, tuple[str, str, bool]] = {
    "what was done to who says so": (
        "The Market Traders’ Union said it had been given 40 minutes’ notice of it.",
        "The Market Traders’ Union got all of 40 minutes’ notice.",
        True,
    ),
    "what who says so has done": (
        "The Market Traders’ Union, which is small, said it had asked the mayor for a "
        "full account of the sale by 8 May.",
        "The Market Traders’ Union has asked Mayor Ash for a full account by 8 May.",
        False,
    ),
    "what is wanted, in a quotation": (
        "“They come as fishermen. The crown wants to be able to switch the harbour off "
        "and then offer to help,” Ms Ash told the paper.",
        "People there want to switch the harbour off and then offer to help.",
        True,
    ),
    "what records show": (
        "Ten of the sluices on the Marl have been shut since the flood, records show.",
        "Ten of the sluices on the Marl have been shut since the flood.",
        True,
    ),
    "what a court heard": (
        "An offer of £150,000 was made to Mr Ek in spring, the court was told.",
        "Mr Ek had an offer of £150,000 in spring, the court heard.",
        False,
    ),
    "what it is called": (
        "The hall, to be called the Ropeworks, will seat 1,150 people, and will have a "
        "rehearsal room.",
        "The Ropeworks will have 1,150 seats for people and a rehearsal room.",
        False,
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_whose_word_it_is(name: str) -> None:
    source, told, stripped = TOLD[name]
    story = f"{source}\n\nA ship ran aground. Nobody on board was hurt.\n"
    found = {one.kind for one in compare([story], told).discrepancies if one.derived}
    assert (Kind.STRIPPED_ATTRIBUTION in found) is stripped


def test_a_hedge_stands_in_a_sentence_that_shares_fewer_words() -> None:
    source = (
        "The tunnel will open late.\n\nThe builder, the Brask Ekdal joint venture, "
        "says the clay was not on the maps it was given by the town. It has since left "
        "the site.\n\nResidents want a new date. Brask Ekdal is understood to be "
        "claiming about £300,000, a sum neither side would confirm."
    )
    for line, kinds in (
        ("The Brask Ekdal joint venture is demanding £300,000.", SHIFTED),
        ("The Brask Ekdal joint venture is thought to demand £300,000.", set[Kind]()),
    ):
        found = compare([source], line).discrepancies
        assert {one.kind for one in found if one.derived} == kinds


def test_a_headline_keeps_what_is_only_believed() -> None:
    story = (
        "\n\nDivers found a ship at Hallow Point on Monday. It is believed to be the "
        "Lady Ann, a steamer that was lost in 1894, the museum said."
    )
    source = "Wreck at Hallow Point believed to be the lost steamer Lady Ann" + story
    for told, kinds in (
        ("is", {Kind.HEADLINE_MISMATCH}),
        ("may be", set[Kind]()),
        ("thought to be", set[Kind]()),
    ):
        head = f"Wreck at Hallow Point {told} lost steamer Lady Ann"
        found = compare([source], head + story).discrepancies
        assert {one.kind for one in found if one.derived} == kinds


@pytest.mark.parametrize(("told", "instead"), [("will stop", "will"), ("stops", None)])
def test_a_headline_that_promises_shows_what_stands_for_the_hedge(
    told: str, instead: str | None
) -> None:
    story = (
        "\n\nThe ferry to Skerrow may stop in winter, the council said on Monday. The "
        "boat is old and its engine needs repair."
    )
    head = f"Ferry {told} in winter"
    source = "Ferry may stop in winter" + story
    (found,) = (d for d in compare([source], head + story).discrepancies if d.derived)
    (change,) = found.changes
    assert change.source
    assert change.source.cut(source) == "may"
    assert (change.derived and change.derived.cut(head)) == instead
