"""Content words that stand in the place of others: weak evidence, graded.

A harmless rewording moves many words, a change of meaning often just one; so a lone
change counts for more. Nothing here is sure enough for the default threshold.
"""

from quizapp.compare.article import Sort
from quizapp.compare.case import Judged
from quizapp.compare.difference import Step
from quizapp.compare.language import Language

_NEW, _DROPPED, _LIMIT = 0.45, 0.1, 0.45
_CROWD = 0.06  # what every line of changes takes away


def grade_step(step: Step, line: Judged, language: Language) -> float:
    """Say how surely a step changes the meaning (0..0.45), 0 where it cannot.

    Looks only at lines that keep four of five words in order.
    """
    if not line.is_close or line.match is None:
        return 0.0
    theirs = {word.sense for word in line.match.window.words}
    limits = language.words("limits")
    if any(w.form in limits and w.sense not in theirs for w in step.derived):
        return _LIMIT
    if not _is_new(step, theirs):
        return (
            _DROPPED if any(w.sort is not Sort.FUNCTION for w in step.source) else 0.0
        )
    return max(0.0, _NEW - _CROWD * sum(_is_new(s, theirs) for s in line.steps))


def _is_new(step: Step, theirs: set[str]) -> bool:
    """The step brings a content word that the matched window does not have."""
    return any(
        w.sort is not Sort.FUNCTION and w.sense not in theirs for w in step.derived
    )
