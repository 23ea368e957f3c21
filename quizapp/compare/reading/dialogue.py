"""Interviews printed as question and answer: speech that needs no quotation marks."""

import re
from collections import Counter
from collections.abc import Sequence

from quizapp.compare.language import Language
from quizapp.compare.reading.text import Span

_TURNS = 3  # questions, or turns of a speaker, that make an interview
_LABEL = re.compile(r"[\"“„«]?([^\W\d_][\w.' -]{0,30}):\s")
_MARK = re.compile(r"[\"“”„«»]")
_SPEAKERS = 5  # labels that can be told apart; more are a list


def find_answers(
    text: str, folded: str, paragraphs: Sequence[Span], language: Language
) -> tuple[Span, ...]:
    """Return the paragraphs of an interview that somebody says, none elsewhere.

    Either turns are labelled with a name, perhaps behind a mark that is never closed,
    or questions without quotation marks take turns with answers that speak of `I` and
    `we`.

    >>> from quizapp.compare.language import find_language
    >>> from quizapp.compare.reading.folding import normalise
    >>> from quizapp.compare.reading.text import cut_paragraphs
    >>> text = "Why?\\n\\nI fell.\\n\\nHow?\\n\\nWe ran.\\n\\nBoth?\\n\\nMy dog."
    >>> cut = cut_paragraphs(text)
    >>> answers = find_answers(text, normalise(text), cut, find_language("en"))
    >>> [span.cut(text) for span in answers]
    ['I fell.', 'We ran.', 'My dog.']
    """
    return _labelled(text, paragraphs) or _unlabelled(folded, paragraphs, language)


def _labelled(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    turns = [(_LABEL.match(text, span.start, span.end), span) for span in paragraphs]
    labels = Counter(label.group(1) for label, _span in turns if label)
    spoken = {label for label, count in labels.items() if count >= _TURNS}
    if not 2 <= len(spoken) <= _SPEAKERS:
        return ()
    return tuple(
        Span(label.end(), span.end)
        for label, span in turns
        if label and label.group(1) in spoken and label.end() < span.end
    )


def _unlabelled(
    folded: str, paragraphs: Sequence[Span], language: Language
) -> tuple[Span, ...]:
    first = language.words("firstperson")
    asked = [_is_question(folded, span) for span in paragraphs]
    replied = [
        asked[n] and not asked[n + 1] and _is_personal(folded, paragraphs[n + 1], first)
        for n in range(len(paragraphs) - 1)
    ]
    if sum(replied) < _TURNS:
        return ()
    start = asked.index(True)
    answers = zip(paragraphs[start:], asked[start:], strict=True)
    return tuple(span for span, is_question in answers if not is_question)


def _is_question(folded: str, span: Span) -> bool:
    return folded[span.end - 1] == "?" and not _MARK.search(span.cut(folded))


def _is_personal(folded: str, span: Span, first: frozenset[str]) -> bool:
    """An answer speaks of `I` or `we`, and nobody quotes it."""
    words = span.cut(folded)
    return not _MARK.search(words) and not first.isdisjoint(re.findall(r"\w+", words))
