"""A condition that a rewrite leaves out, while it tells what depends on it."""

from collections.abc import Sequence

from quizapp.compare.language import Language
from quizapp.compare.matching.case import Case, Judged
from quizapp.compare.matching.kin import Kin, read_kin
from quizapp.compare.reading.article import Word, telling_words

_CLAUSE = 9  # words on either side of an `if` that belong to it
_LEAST, _SHARE = 3, 0.7  # words of a line, and the share of words that is told or not


def find_condition(line: Judged, case: Case) -> Word | None:
    """Return the `if` of a sentence whose other clause a line tells as settled.

    The line tells the clause right before it, hardly more than that sentence has, and
    nothing of the condition: `It will be tested if money can be found`.
    """
    language, match, own = case.language, line.match, telling_words(line.own)
    ifs = language.words("ifs")
    if match is None or len(own) < _LEAST:
        return None
    if any(word.form in ifs for word in line.line.words):
        return None
    told = read_kin(own)
    lines = case.sources[match.window.article].lines
    for said in lines[match.window.first : match.window.last + 1]:
        for at in _conditions(said.words, language):
            before = telling_words(said.words[max(0, at - _CLAUSE) : at])
            behind = telling_words(said.words[at + 1 : at + _CLAUSE])
            tells = len(before) > 1 and _share(told, before) >= _SHARE
            keeps = _share(read_kin(said.words[:at]), own) >= _SHARE
            if tells and keeps and behind and _share(told, behind) <= 1 - _SHARE:
                return said.words[at]
    return None


def _conditions(words: Sequence[Word], language: Language) -> list[int]:
    opens = language.words("ifs") & language.words("conditions")
    return [at for at, word in enumerate(words) if word.form in opens]


def _share(kin: Kin, words: Sequence[Word]) -> float:
    return sum(kin.carries(word) > 0 for word in words) / len(words)
