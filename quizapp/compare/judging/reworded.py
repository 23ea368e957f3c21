"""Quotations that come back in other words, as from a translation and back."""

from quizapp.compare.discrepancy import Place
from quizapp.compare.matching.case import Case
from quizapp.compare.matching.kin import read_kin
from quizapp.compare.matching.quotation_match import QuotedPiece
from quizapp.compare.reading.article import Sort
from quizapp.compare.reading.names import are_strangers

_ALIKE = 0.5  # what is more alike is compared word by word
_TELLING, _ALL, _LEAST = 0.55, 0.6, 2


def find_reworded(piece: QuotedPiece, case: Case) -> Place | None:
    """Return the source's quotation that a piece has the words' kin of, else None.

    `I would be happy to be mistaken` for `I would be delighted to be wrong`: of one
    speaker, more than half of the telling words, and of all words.
    """
    words = piece.words
    telling = [word for word in words if word.sort is not Sort.FUNCTION]
    alike = piece.echo.alike if piece.echo else 0.0
    if alike >= _ALIKE or len(telling) < _LEAST:
        return None
    for number, source in enumerate(case.sources):
        for said in source.quotations:
            if are_strangers(piece.quotation.name, said.name, case.respelt):
                continue
            kin = read_kin(source.words_in(said.span))
            told = sum(map(kin.carries, telling)) >= _TELLING * len(telling)
            if told and sum(map(kin.carries, words)) >= _ALL * len(words):
                return Place(number, said.inner.start, said.inner.end)
    return None
