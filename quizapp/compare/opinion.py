"""Words that judge, urge or foretell in the writer's own voice."""

from quizapp.compare.article import Word
from quizapp.compare.case import Judged
from quizapp.compare.language import Language
from quizapp.compare.shade import find_phrases


def judging_words(line: Judged, language: Language) -> tuple[Word, ...]:
    """Return the judging words of a line, outside its quotation marks.

    Who speaks of himself or herself there is the writer, and no reporter.
    """
    opinions = language.words("opinions") | language.words("writer")
    stances = set(find_phrases(line.own, language, "stances"))
    return tuple(w for w in line.own if w.form in opinions or w in stances)


def is_opinion(line: Judged, language: Language) -> bool:
    """Say whether an unsupported line is the writer's view rather than a claim."""
    return bool(judging_words(line, language))
