"""Quotations that differ: what a newspaper may do to them, and what it may not."""

import re

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

STORY = """Council to rebuild the bridge

The council of Oxley met on Monday to talk about the bridge over the Wend.

"""
SAID = "“%s,” said Mayor Ann Ash."

# What the source quotes and what the rewrite makes of it: {source|rewrite}.
FAIR = [
    "We {do not|don't} want to close the bridge and we {will not|won't} do it",
    "{I'm|I am} sure {he'd|he would} have told us if he {could've|could have}",
    "We {don’t|do not} know, {can’t|cannot} know and {shouldn’t|should not} guess "
    "what it costs",
    "I asked {Mr|} Harper about the bridge on Monday and he laughed",
    "I asked {President|} Harper about the bridge on Monday and he laughed",
    "{Dr.|} Lena Brook has seen the cracks and she is worried about them",
    "{She|[Lena Brook]} has seen the cracks and she is worried about them",
    "They {|[the builders]} told me that it would be ready by May",
    "{You know the|[T]he} cracks in the bridge have been there for years",
    "They was {|[sic]} the first to see the cracks in the bridge",
    "The bridge is old {and tired and full of cracks|[…]} and must be closed at once",
    "The bridge is old {and tired and full of cracks|…} and must be closed at once",
    "The bridge is {old and tired and full of cracks|old...} and must be closed at "
    "once",
    "The bridge is old and tired {and full of cracks and must be closed at once|…}",
    "The bridge is old and tired {and full of cracks and must be closed at once|}",
    "The {colour|color} of the {programme|program} was {organised|organized} by "
    "the {neighbours|neighbors} in the {centre|center}",
    "Our {defence|defense} of the {theatre|theater} needs a {licence,|license,} "
    "and {aluminium|aluminum} from {grey catalogues|gray catalogs}",
    "The bridge is {10 kilometres|6.2 miles} from the town and nobody walks there",
    "The bridge is {10 miles|16 kilometres} from the town and nobody walks there",
    "The bridge is {100 metres|328 feet} long and weighs 20 tonnes in all",
    "The bridge is 10 miles {|(16km)} from the town and nobody walks there",
    "The bridge is 10 {kilometres|km} from the town and nobody walks there",
    "The park has {10 acres|four hectares} of grass and a pond that nobody looks after",
    "It will cost {4.96|about 5} million pounds to repair the bridge over the Wend",
    "We counted {1,987|2,000} people on the bridge in a single day last May",
    "We counted {1,987|almost 2,000} people on the bridge in a single day last May",
    "We counted {twelve|12} people on the bridge in a single day last May",
    "Some {50 per cent|50%} of the people want to keep the bridge as it is",
    "It took {one hundred and twenty|120} days to build the bridge over the river",
    "The bridge is {NOT|not} safe and it will be shut on Monday for good",
    "The bridge is not {safe; it|safe. It} will be shut on {Monday,|Monday –} for good",
    "{Well, you know, the|The} bridge {is, um,|is} not safe and it will be shut",
    "The {long term|long-term} plan is to rebuild the bridge in the town centre",
    "It is {okay|OK} to walk on the bridge but {no one|no-one} should drive on it",
    "About 12 {percent|%} of all the cars in Oxley use the bridge each day",
    "The builders and the council {&|and} the mayor agree about the bridge",
    "The {U.S.|US} has sent us money for the bridge and we are grateful for it",
    "We shut the bridge at {3 p.m.|3pm} on Monday and opened it in the morning",
    "The {café|cafe} by the bridge served {naïve|naive} tourists in the old "
    "{cliché|cliche}",
    "We counted {twenty-five|25} people on the bridge in a single day last May",
    "I asked {Prime Minister|} Sunak about the cracks and he is worried about them",
    "I asked {|Mr} Harper about the bridge on Monday and he laughed",
    "I asked {him|[Mayor Harper]} about the bridge on Monday and he laughed",
    "I asked {him|(Mayor Harper)} about the bridge on Monday and he laughed",
    "He {know|know[s]} about the bridge and the cracks and he {laugh|laugh[ed]}",
    "The bridge is {100 metres|100m} long and nobody likes to walk on it",
    "He drove at {60 miles|97 km} an hour over the bridge in the dark that night",
    "He drove at {60 mph|97 km/h} over the bridge in the dark that night, they say",
    "We had {four inches|10cm} of rain in one night and the cellar was full of it",
    "The lake is {40|104} square {miles|kilometres} and it has never been drained "
    "so far",
    "It took {a hundred|100} days to build the bridge over the river Wend",
    "It will cost {1.5 million euros|€1.5m} to repair the bridge over the Wend",
    "We counted {2,013|more than 2,000} people on the bridge in a single day last May",
    "We shut the bridge for {14 days|two weeks} and nobody said a word about it",
    "Some {49.8|50} per cent of the people want to keep the bridge as it is",
    "Look at our {web site|website} for the times of the ferry and the bus",
    "{There would|There'd} be no bridge here if {he had|he'd} listened to the council",
    "It {isn't|is not} the bridge that is the trouble, {it's|it is} the river below",
]

CHANGED = [
    "We counted {1,987|1,897} people on the bridge in a single day last May",
    "It will cost 5 {million|billion} pounds to repair the bridge over the Wend",
    "The bridge is 10 {kilometres|miles} from the town and nobody walks there",
    "It will cost {4.2|5} million pounds to repair the bridge over the Wend",
    "It is the {third|fifth} time that we have had to shut the bridge over the Wend",
    "We do {not|} want to close the bridge and we have no plan for it",
    "We {|do not} want to close the bridge and we have a plan for it in spring",
    "We {can't|can} close the bridge and the road in spring, I can tell you",
    "We have {never|} closed the bridge and the road in spring before",
    "There is {no|} money for the bridge in this year’s budget, I fear",
    "The bridge is a {danger|blessing} to everybody who walks or drives on it",
    "We {may|will} close the bridge in spring if the builders ask us to do so",
    "We {will|might} close the bridge in spring if the builders ask us to do so",
    "The cracks {might be|are} a sign of something worse under the bridge",
    "The bridge is old {and tired and full of cracks|} and must be closed at once",
    "I would vote for the {plan if it were honest,|plan,} and I am not alone in this",
    "I asked Mr {Harper|Cooper} about the bridge on Monday and he laughed",
    "{They|We} lied to {us|them} about the bridge and {we|they} shall not forget "
    "it soon",
    "We will open the bridge on Monday if the weather stays dry and {warm|warm, "
    "you idiots}",
    "We will {|gladly} open the {|rotten} bridge on Monday if the weather stays "
    "dry and warm",
    "{Few|Many} people in Oxley want the bridge to be closed for good",
    "We {should|must} repair the bridge before the winter comes to Oxley",
    "We will {raise|lower} the bridge and {lower|raise} the toll before the summer",
    "Ann blames the {builders|council} and the {builders|council} blame the "
    "{council|builders} for it",
    "{Only the|The} builders knew about the cracks long before we did, I think",
    "{If the|The} builders come, we will open the bridge on Monday at noon",
    "We will open the bridge on Monday {unless|when} the builders find cracks",
    "We knew about the cracks {before|after} the accident on the bridge in May",
    "We shut the bridge in {1998|1989} and opened it again two years later",
    "It will cost {£5m|$5m} to repair the bridge over the Wend this year",
    "{Not all|All} of the builders knew about the cracks long before we did",
    "We can open the bridge {without|with} the help of the council this year",
    "We counted {1,987|[1,897]} people on the bridge in a single day last May",
    "I asked {Mr Harper|[Mr Cooper]} about the bridge on Monday and he laughed",
    "We counted {1,987|more than 2,000} people on the bridge in a single day last May",
    "I asked {Judge|Senator} Harper about the bridge on Monday and he laughed",
    "The whole {county|country} will pay for the bridge in the end, you will see",
    "It is an {immoral|immortal} plan and I will not vote for it on Monday night",
    "We had no {contact|contract} with the builders before the bridge was shut",
    "It was 30 degrees {Celsius|Fahrenheit} on the bridge on the day we closed it",
    "It will cost 5 {million|} pounds to repair the bridge over the Wend",
    "{Half|A quarter} of the builders knew about the cracks long before we did",
    "{She|He} gave {him|her} the money for the bridge and {he|she} lost all of it "
    "that night",
    "We will close the bridge {and|or} the road in spring, I can tell you",
    "We {closed|will close} the bridge for the sake of the children of the town",
    "We shut the bridge at 3 {p.m.|a.m.} on Monday and opened it in the morning",
    "We expect 18 to {30|50} people on the bridge on Monday morning at nine",
    "It was {minus|} 40 that night on the bridge and nobody came to help",
    "The bridge is old. {We love it.|} We will close it on Monday at noon, for good",
]

# The same for lines that the newspaper tells in its own voice.
TOLD = [
    "{Twenty-five|25} people crossed the bridge in a single day",
    "{One hundred and twenty|120} people crossed the bridge in a single day",
    "The bridge is 10 miles{| (16km)} from the town",
    "The fish in the river weighed {22 pounds|10kg}",
    "The work will cost {£5m|5 million pounds} in all",
    "{Some 1,987|Almost 2,000} people crossed the bridge in a single day",
]


def found(line: str) -> set[Kind]:
    """Compare the two stories that a line of the tables stands for."""
    source, derived = (
        STORY + " ".join(re.sub(r"\{(.*?)\|(.*?)\}", side, line).split())
        for side in (r"\1", r"\2")
    )
    return {d.kind for d in compare([source], derived).discrepancies if d.derived}


@pytest.mark.parametrize("said", FAIR)
def test_what_an_honest_editor_does_is_left_alone(said: str) -> None:
    assert found(SAID % said) == set()


@pytest.mark.parametrize("said", CHANGED)
def test_what_changes_the_meaning_is_an_altered_quotation(said: str) -> None:
    assert Kind.ALTERED_QUOTE in found(SAID % said)


@pytest.mark.parametrize("told", TOLD)
def test_a_figure_told_in_other_words_is_left_alone(told: str) -> None:
    assert found(f"{told}.") == set()
