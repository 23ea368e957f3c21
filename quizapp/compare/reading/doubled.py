"""Names with letters that the language lacks, where two stand for one: `Mueller`."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from types import MappingProxyType

from quizapp.compare.language import Language
from quizapp.compare.reading.folding import fold_accents, fold_capitals
from quizapp.compare.reading.text import cut_words

# A folded form, and the one by which it is known in all texts of a case.
Respelt = Mapping[str, str]
AS_IS: Respelt = MappingProxyType({})

_MOST = 4  # such letters in a name; each may be written in two ways


def find_doubled(texts: Iterable[str], language: Language) -> Respelt:
    """Return in what other forms the names of some texts may be written.

    Only a name that has such a letter in one of them: `Mueller` alone is no `Muller`.

    >>> from quizapp.compare.language import find_language
    >>> dict(find_doubled(["Ann Müller spoke."], find_language("en")))
    {'mueller': 'muller'}
    """
    doubled = language.pairs("doubled")
    letters = (*doubled, *(x.upper() for x in doubled if len(x.upper()) == 1))
    words = {
        fold_capitals(word.group())
        for text in texts
        if any(letter in text for letter in letters)
        for word in cut_words(text)
        if not word.group().isascii()
    }
    return {
        other: fold_accents(word, language)
        for word in sorted(words)
        for other in _written_out(word, language)
    }


def _written_out(word: str, language: Language) -> Iterator[str]:
    """Yield every form of a word in which two letters stand for one."""
    doubled, plain = language.pairs("doubled"), fold_accents(word, language)
    if not 0 < sum(letter in doubled for letter in word) <= _MOST:
        return
    ways = [
        (bare, doubled[letter]) if letter in doubled else (bare,)
        for letter, bare in zip(word, plain, strict=True)
    ]
    for way in product(*ways):
        if (other := "".join(way)) != plain:
            yield other
