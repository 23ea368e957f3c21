"""What is wrong with a line is said to a teacher, not to an author of files."""

import re
from dataclasses import replace

import pytest

from quizapp.compare.kinds import Kind
from quizapp.desk.soundness import DESK_SENTENCES, checked, fault_of, faults_of
from quizapp.errors import BadInput
from quizapp.game.line import Change, Excerpt, Form, Gap, Kept, Line, Passage
from quizapp.packs.rules import SENTENCES

LINE = Line(
    "line-001",
    Form.TRAINING,
    (Kind.CHANGED_DETAIL,),
    Kind.CHANGED_DETAIL,
    Excerpt("The boat left at noon.", before="It rained."),
    (Passage("courier", Excerpt("The boat left at ten.")),),
    "Another hour.",
    (Change("noon", "ten"),),
)
FAITHFUL = replace(LINE, kinds=(), changes=())
OMISSION = replace(
    LINE,
    kinds=(Kind.OMITTED_CONTEXT,),
    derived=None,
    changes=(),
    kept=(Kept("One.", "One."), Kept("Two.", "Two."), Kept("Three.", "Three.")),
)
NOWHERE = (Passage("courier", Excerpt("Near."), carries=False),)
LONG = "word " * 300

FAULTS: dict[str, tuple[Line, str]] = {
    "kind twice": (replace(LINE, kinds=LINE.kinds * 2), "one kind is chosen twice"),
    "several with an omission": (
        replace(OMISSION, kinds=(*OMISSION.kinds, Kind.ALTERED_QUOTE)),
        "left-out context stands alone",
    ),
    "omission with words": (
        replace(OMISSION, derived=Excerpt("Words.")),
        "has no words in the derived article",
    ),
    "no words": (replace(LINE, derived=None, changes=()), "choose the words"),
    "two kept": (replace(OMISSION, kept=OMISSION.kept[:2]), "only 2 of three kept"),
    "kept": (replace(LINE, kept=OMISSION.kept), "shown among statements"),
    "faithful to nothing": (
        replace(FAITHFUL, passages=NOWHERE),
        "a sound line needs the words",
    ),
    "omission of nothing": (
        replace(OMISSION, passages=NOWHERE),
        "choose the sentence of the source",
    ),
    "faithful with changes": (
        replace(FAITHFUL, changes=LINE.changes),
        "a sound line has no changed words",
    ),
    "no changes": (replace(LINE, changes=()), "mark the words that were changed"),
    "empty change": (
        replace(LINE, changes=(Change("", ""),)),
        "no words on either side",
    ),
    "changed words elsewhere": (
        replace(LINE, changes=(Change("dawn", ""),)),
        "“dawn” is not in the passage shown",
    ),
    "changed words twice": (
        replace(LINE, changes=(Change("o", ""),)),
        "“o” stands twice in the passage",
    ),
    "overlapping changes": (
        replace(LINE, changes=(Change("at noon", ""), Change("noon.", ""))),
        "is part of two changes",
    ),
    "gap elsewhere": (
        replace(LINE, gap=Gap("dawn", ("a", "b"))),
        "the gap’s words “dawn” are not",
    ),
    "gap twice": (
        replace(LINE, gap=Gap("t", ("a", "b"))),
        "the gap’s words “t” stand twice",
    ),
    "choice twice": (
        replace(LINE, gap=Gap("ten", ("two", "Two"))),
        "the choice “Two” is given twice",
    ),
    "one choice": (
        replace(LINE, gap=Gap("ten", ("two",))),
        "give two or three wrong choices",
    ),
    "long gap": (replace(LINE, gap=Gap(LONG, ("a", "b"))), "fewer words for the gap"),
    "long change": (
        replace(LINE, changes=(Change(LONG, ""),)),
        "too much is marked as changed",
    ),
    "long kept": (
        replace(OMISSION, kept=(*OMISSION.kept, Kept(LONG, "One."))),
        "one of the three kept statements is too long",
    ),
    "long words": (replace(LINE, derived=Excerpt(LONG)), "too long to be asked about"),
    "no words in them": (replace(LINE, derived=Excerpt("")), "choose one sentence"),
    "long passage": (
        replace(LINE, passages=(Passage("courier", Excerpt(LONG)),)),
        "the source passage is too long",
    ),
    "no why": (replace(LINE, why=""), "say why in one or two sentences"),
    "bad key": (replace(LINE, key="Line 1"), "the line has no usable name"),
    "hidden characters": (
        replace(LINE, why="Because\u202e of it."),
        "the line holds hidden characters",
    ),
    "blanks": (
        replace(LINE, why="Because  of it."),
        "the line holds hidden characters",
    ),
}


@pytest.mark.parametrize(("line", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_said_in_words_of_the_desk(line: Line, sentence: str) -> None:
    said = faults_of(line)
    assert any(sentence in each for each in said), said
    assert fault_of(line) == said[0]
    with pytest.raises(BadInput):
        checked(line)


@pytest.mark.parametrize("line", [LINE, FAITHFUL, OMISSION])
def test_a_sound_line_has_no_fault(line: Line) -> None:
    assert faults_of(line) == ()
    assert checked(line) is line


def test_every_fault_is_said_at_once() -> None:
    line = replace(FAITHFUL, changes=(Change("dawn", ""), Change("dusk", "")))
    assert len(faults_of(line)) == 3


def test_every_rule_of_packs_has_a_sentence_for_the_desk() -> None:
    assert DESK_SENTENCES.keys() == SENTENCES.keys()


@pytest.mark.parametrize("rule", DESK_SENTENCES)
def test_a_sentence_of_the_desk_names_no_field_of_a_file(rule: str) -> None:
    assert not re.search(r"'\w+'|\bwrite '", DESK_SENTENCES[rule])
    filled = set(re.findall(r"{\w+}", DESK_SENTENCES[rule]))
    assert filled <= set(re.findall(r"{\w+}", SENTENCES[rule]))
