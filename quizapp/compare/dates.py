"""A date in the place of another, where no alignment shows it."""

from quizapp.compare.article import Word
from quizapp.compare.case import Case, Judged


def find_other_day(line: Judged, case: Case) -> tuple[Word, Word] | None:
    """Return the one date in which a line parts from a line of its window.

    The date may stand elsewhere there, so that no step shows it.
    """
    days, match = case.language.words("calendar"), line.match
    here = line.line.words
    if match is None or days.isdisjoint(word.form for word in here):
        return None
    window, source = match.window, case.sources[match.window.article]
    for told in source.lines[window.first : window.last + 1]:
        if len(told.words) != len(here):
            continue
        both = zip(here, told.words, strict=True)
        parted = [(mine, theirs) for mine, theirs in both if mine.stem != theirs.stem]
        if len(parted) == 1 and all(word.form in days for word in parted[0]):
            return parted[0]
    return None
