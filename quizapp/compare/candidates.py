"""Find, among many articles, those that a derived article was probably made of.

BM25 (Robertson and Zaragoza 2009, in the variant of Lucene) picks a few dozen
articles by their rare words; the pairs of neighbouring words they share with the
derived article put these in order. Texts come in and positions go out; reading
files is left to whoever has them. Needs the optional package bm25s.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from importlib import import_module
from itertools import islice, pairwise
from typing import Any

from quizapp.compare.language import Language
from quizapp.compare.text import cut_words, normalise
from quizapp.errors import BadInput
from quizapp.wording import gettext

# What one article may weigh: a transcript of two hours has half as many.
_WORDS = 10_000
# How many of the ranking's first are looked at word by word.
_SHORTLIST = 50
# Two unrelated reports share a name or a turn of phrase, hardly three in a hundred.
_FEWEST, _SHARE = 3, 0.03
_STOP = -1


@dataclass(slots=True)
class _Vocabulary:
    """Numbers for the stems of content words; remembers every form it has met."""

    language: Language
    forms: dict[str, int] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)

    def read(self, text: str) -> "array[int]":
        """Return the numbers of the first content words of `text`, in its order."""
        forms, numbers = self.forms, array("i")
        for match in cut_words(normalise(text)):
            form = match.group()
            number = forms.get(form)
            if number is None:
                number = forms[form] = self._number(form)
            if number != _STOP:
                numbers.append(number)
                if len(numbers) == _WORDS:
                    break
        return numbers

    def _number(self, form: str) -> int:
        if form in self.language.words("stopwords") or len(form) == 1:
            return _STOP
        stem = self.language.stem(form)
        return self.stems.setdefault(stem, len(self.stems))
