"""Every kind, in examples that must be flagged and examples that must pass."""

import re

import pytest

from quizapp.compare.engine import compare
from quizapp.compare.kinds import Kind

SOURCE = """Town may close its swimming pool

Hexley town council may close the Corn Street pool in April, according to a report by
its treasurer, Mona Pell.

The pool lost £83,000 last year, the report says, and up to 14 jobs could go.

“We have kept it open with buckets and goodwill,” Ms Pell told the council on Monday.
“Neither of them mends a boiler.”

Swimmers claim that the council has let the building rot to save money. The council
denies this.

Ivor Brand, who coaches the Hexley Otters, said that the club would look for lanes in
Marlow.

“My youngest swimmer is six and she asked me where the water goes,” Mr Brand said.

A study by Hexley College found that pool closures were linked to poorer health in
other towns, although the numbers were small.

The council will vote on 12 March. Three of its 21 members have yet to say how.
"""

FAITHFUL = "The pool lost £83,000 last year, according to the report."

# kind: (id, derived text that must be flagged as that kind)
MUST_FLAG: dict[Kind, dict[str, str]] = {
    Kind.ALTERED_QUOTE: {
        "content word": "“We have kept it open with lies and goodwill,” Ms Pell said.",
        "number": "“My youngest swimmer is nine and she asked me "
        "where the water goes,” "
        "Mr Brand said.",
        "negation": "“We have not kept it open with buckets and goodwill,” "
        "Ms Pell said.",
        "middle left out without a mark": "“My youngest swimmer asked me where the "
        "water goes,” Mr Brand said.",
        "straight single marks": "'We have kept it open with taxes and goodwill,' "
        "Ms Pell said.",
    },
    Kind.MANUFACTURED_QUOTE: {
        "indirect speech": "“The club will look for lanes in Marlow,” Mr Brand said.",
        "narration": "“The pool lost £83,000 last year and up to 14 jobs could go,” "
        "Ms Pell said.",
    },
    Kind.MISATTRIBUTED_QUOTE: {
        "another speaker": "“My youngest swimmer is six and she asked me where the "
        "water goes,” Ms Pell said.",
        "speaker before": "Ivor Brand told the council: “We have kept it open with "
        "buckets and goodwill.”",
    },
    Kind.UNSOURCED_QUOTE: {
        "nowhere": "“I shall chain myself to the diving board if they come,” said "
        "Ivor Brand.",
        "unbalanced": 'Ms Pell added: "Nobody in this room has ever paid for a ticket',
    },
    Kind.CHANGED_DETAIL: {
        "number": "The pool lost £38,000 last year, the report says.",
        "date": "The council will vote on 12 May.",
        "name": "Ivor Brand, who coaches the Hexley Otters, said that the club would "
        "look for lanes in Barton. Barton is far.",
        "sibling": "The pool lost £83,000 last month, the report says, and up to 14 "
        "jobs could go.",
        "rate": "The pool lost £83,000 a week, the report says, and up to 14 jobs "
        "could go.",
        "number in a retold line": "In the past year the pool made a loss of £38,000, "
        "her report found.",
        "opposite": "A study by Hexley College found that pool openings were linked to "
        "richer health in other towns, although the numbers were large.",
    },
    Kind.SHIFTED_CERTAINTY: {
        "hedge dropped": "The pool lost £83,000 last year, the report "
        "says, and 14 jobs "
        "will go.",
        "link made a cause": "A study by Hexley College found that pool "
        "closures caused "
        "poorer health in other towns, although the numbers were small.",
    },
    Kind.STRIPPED_ATTRIBUTION: {
        "claim": "The council has let the building rot to save money.",
        "denial": "The council has denied nothing: it agreed with the swimmers. "
        "Swimmers claim much. The council has let the building rot to save money.",
        "said": "The Otters would look for lanes in Marlow. The club would look for "
        "lanes in Marlow.",
    },
    Kind.UNSUPPORTED_CLAIM: {
        "news of known people": "Ms Pell and Mr Brand of Hexley have opened a pool "
        "café with a terrace in Marlow.",
        "new fact": "Thieves stole copper pipes from the boiler room in December.",
        "new figure": "Ticket prices in Marlow have doubled since 2015.",
    },
    Kind.UNSUPPORTED_EDITORIAL: {
        "judgement": "It is a shameful end for a place that taught thousands to trust "
        "water.",
        "urging": "Anyone with a heart must stand up against such madness.",
    },
    Kind.HEADLINE_MISMATCH: {
        "promise": "Corrupt mayor sells pool to developers\n\n" + FAITHFUL,
        "disaster": "Children drown as lifeguards strike\n\n" + FAITHFUL,
    },
    Kind.OMITTED_CONTEXT: {
        "denial": "Swimmers claim that the council has let the building rot to save "
        "money.",
        "limit": "A study by Hexley College found that pool closures were linked to "
        "poorer health in other towns.",
    },
    Kind.INTERNAL_INCONSISTENCY: {
        "two spellings": "The coach, Ivor Brand, said so. Last night "
        "Ivor Brant said so.",
        "two figures": "The pool lost £83,000 last year. The loss of £38,000 last year "
        "by the pool hurt.",
        "marks": 'Ms Pell said they "kept it open with buckets and goodwill.',
        "marks that the source closes": '"We have kept it open with buckets and '
        "goodwill, Ms Pell told the council.",
    },
}

# kind: (id, derived text that must not be flagged as that kind)
MUST_PASS: dict[Kind, dict[str, str]] = {
    Kind.ALTERED_QUOTE: {
        "verbatim": "“We have kept it open with buckets and goodwill,” Ms Pell said.",
        "shorter": "“We have kept it open,” Ms Pell said.",
        "ellipsis": "“My youngest swimmer … asked me where the water goes,” he said.",
        "contraction": "“We've kept it open with buckets and goodwill,” Ms Pell said.",
        "split": "“We have kept it open,” said Ms Pell, “with buckets and goodwill.”",
    },
    Kind.MANUFACTURED_QUOTE: {
        "verbatim": "“Neither of them mends a boiler,” she said.",
        "indirect": "The club would look for lanes in Marlow, Mr Brand said.",
    },
    Kind.MISATTRIBUTED_QUOTE: {
        "same speaker": "“We have kept it open with buckets and goodwill,” said Mona "
        "Pell, the treasurer.",
        "by role": "“We have kept it open with buckets and goodwill,” "
        "the treasurer said.",
    },
    Kind.UNSOURCED_QUOTE: {
        "straight marks": "'Neither of them mends a boiler,' Ms Pell said.",
        "fragment": "Ms Pell said it had survived on “buckets and goodwill”.",
    },
    Kind.CHANGED_DETAIL: {
        "verbatim": FAITHFUL,
        "phrase": "Ivor Brand, who trains the Hexley Otters, said the club would "
        "search for lanes in Marlow.",
        "rounded": "Last year the pool lost more than £80,000, the report says.",
        "figure in words": "3 of the council's 21 members have yet to "
        "say how they vote.",
    },
    Kind.SHIFTED_CERTAINTY: {
        "hedge kept": "As many as 14 jobs might go, the report says.",
        "verbatim": FAITHFUL,
    },
    Kind.STRIPPED_ATTRIBUTION: {
        "view": "Swimmers blame the council for letting the building rot.",
        "kept": "The council has let the building rot to save money, swimmers claim.",
        "plain fact": "The council will vote on 12 March.",
    },
    Kind.UNSUPPORTED_CLAIM: {
        "paraphrase": "Mr Brand, the coach of the Otters, said the club "
        "would seek lanes "
        "in Marlow.",
        "retold": "The local authority is to decide on March 12, but a trio of "
        "councillors have not said which way they lean.",
        "indirect": "The question that the smallest child in his squad put to him was "
        "where the water goes, Brand recalled.",
        "shortened": "Three members have yet to say how they will vote.",
        "boilerplate": "Follow us on Chirper for more Hexley news",
    },
    Kind.UNSUPPORTED_EDITORIAL: {
        "plain report": "The treasurer, Mona Pell, told the council on Monday.",
        "quoted view": "“Neither of them mends a boiler,” said Ms Pell.",
    },
    Kind.HEADLINE_MISMATCH: {
        "plain": "Hexley council may close pool\n\n" + FAITHFUL,
        "kin": "Council could shut pool\n\n" + FAITHFUL,
        "same": "Town may close its swimming pool\n\n" + FAITHFUL,
    },
    Kind.OMITTED_CONTEXT: {
        "denial kept": "Swimmers claim that the council has let the "
        "building rot to save "
        "money, which the council denies. The study said the numbers were small. "
        "Three of its 21 members have yet to say how.",
        "whole": SOURCE,
    },
    Kind.INTERNAL_INCONSISTENCY: {
        "one spelling": "Ivor Brand said so. Mr Brand said so again.",
        "adjective": "He likes Serbia. The Serbian coach agreed with Serbia.",
        "plural": "The swimmers' boiler was 'kept open', and the swimmers' club left.",
    },
}

EXAMPLES = {kind: {"flag": MUST_FLAG[kind], "pass": MUST_PASS[kind]} for kind in Kind}


def _cases(side: dict[Kind, dict[str, str]]) -> list[object]:
    return [
        pytest.param(kind, derived, id=f"{kind.value}: {name}")
        for kind, examples in side.items()
        for name, derived in examples.items()
    ]


def found_in(derived: str) -> set[Kind]:
    return {found.kind for found in compare([SOURCE], derived).discrepancies}


@pytest.mark.parametrize("kind", Kind)
def test_no_kind_is_without_examples(kind: Kind) -> None:
    assert len(EXAMPLES[kind]["flag"]) >= 2
    assert len(EXAMPLES[kind]["pass"]) >= 2


@pytest.mark.parametrize(("kind", "derived"), _cases(MUST_FLAG))
def test_is_flagged(kind: Kind, derived: str) -> None:
    assert kind in found_in(derived)


@pytest.mark.parametrize(("kind", "derived"), _cases(MUST_PASS))
def test_is_left_alone(kind: Kind, derived: str) -> None:
    assert kind not in found_in(derived)


@pytest.mark.parametrize(("kind", "derived"), _cases(MUST_FLAG))
def test_why_quotes_the_words_of_this_line(kind: Kind, derived: str) -> None:
    plain = [" ".join(text.split()).lower() for text in (derived, SOURCE)]
    for found in compare([SOURCE], derived).discrepancies:
        quoted = re.findall("“([^”]+)”", found.why)
        parts = [part for words in quoted for part in re.split(" … |, ", words)]
        assert parts, found.why
        for part in parts:
            bare = part.strip("“”‘’'\" .,").lower()
            assert any(bare in text for text in plain), found.why
            assert found.why.count("“") == found.why.count("”"), found.why


@pytest.mark.parametrize("when", ["in May", "in early May", "by May", "in June"])
def test_a_month_is_no_hedge(when: str) -> None:
    source = f"The mill may close {when}, the owner said. It employs 40 people."
    found = compare([source], source.replace("may", "will")).discrepancies
    assert [d.kind for d in found] == [Kind.SHIFTED_CERTAINTY]
