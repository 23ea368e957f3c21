"""Words that stand in the place of others: what a lone change says about a line.

A harmless rewording moves many words, and most of them to kin (see `kinship.py`); a
change of meaning often moves just one, to a word of another kind. So the line as a
whole is weighed. Nothing here is sure enough for the default threshold: it ranks hints.
"""

from collections import Counter
from enum import IntEnum

from quizapp.compare.judging.shade import Shade, shade_step
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.difference import Step
from quizapp.compare.matching.kin import Kin, read_kin
from quizapp.compare.reading.article import Sort

_GRAVE = (Shade.NUMBER, Shade.NAME, Shade.OPPOSITE, Shade.NEGATION)


class Turn(IntEnum):
    """What one step does to a line, the harmless first."""

    NOTHING = 0
    KIN = 1
    GRAMMAR = 2
    DROPPED = 3
    NEW = 4
    ADDED = 5
    LIMIT = 6
    GRAVE = 7


# How surely a line of which this is the gravest turn says something else; the order is
# that of SummEdits, where a lone word of another kind changes the meaning twice as
# often as one of its kin.
_SURE = {
    Turn.NOTHING: 0.0,
    Turn.KIN: 0.15,
    Turn.GRAMMAR: 0.28,
    Turn.DROPPED: 0.34,
    Turn.NEW: 0.36,
    Turn.ADDED: 0.38,
    Turn.LIMIT: 0.44,
    Turn.GRAVE: 0.49,
}
MOST = max(_SURE.values())
_REWORDED = 0.09  # what every word exchanged for its kin takes away
_CROWD = 0.02  # and every new word
_ALONE = 0.06  # what is merely added or dropped says something else


def grade_line(line: Judged, case: Case) -> float:
    """Say how surely the steps of a line change its meaning (0..0.49)."""
    if line.match is None or not line.steps:
        return 0.0
    theirs = line.kin
    turns = Counter(_turn(step, theirs, case) for step in line.steps)
    worst = max(turns)
    sure = _SURE[worst]
    if Turn.KIN < worst < Turn.LIMIT:
        sure -= _REWORDED * min(turns[Turn.KIN], 2)
        sure -= _CROWD * min(turns[Turn.NEW], 4)
        if not turns[Turn.KIN] + turns[Turn.NEW]:
            sure += _ALONE
    return max(0.0, sure)


def _turn(step: Step, theirs: Kin, case: Case) -> Turn:
    if shade_step(step, case.language) in _GRAVE:
        return Turn.GRAVE
    limits = case.language.words("limits")
    if any(w.form in limits and w.sense not in theirs.senses for w in step.derived):
        return Turn.LIMIT
    new = [w for w in step.derived if w.sort is not Sort.FUNCTION]
    gone = [w for w in step.source if w.sort is not Sort.FUNCTION]
    if not new or all(word.sense in theirs.senses for word in new):
        if gone:
            return Turn.DROPPED
        return Turn.GRAMMAR if step.derived or step.source else Turn.NOTHING
    if not gone:
        return Turn.ADDED
    return Turn.KIN if _are_kin(step) else Turn.NEW


def _are_kin(step: Step) -> bool:
    """Every new word has kin among the words it stands for."""
    kin = read_kin(step.source)
    return all(w.sort is Sort.FUNCTION or kin.carries(w) for w in step.derived)
