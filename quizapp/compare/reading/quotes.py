"""Direct quotations: pair the marks of an article, then name the speakers."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.compare.language import Language
from quizapp.compare.reading.marks import Pair, pair_marks
from quizapp.compare.reading.naming import Speaker
from quizapp.compare.reading.speakers import find_speakers
from quizapp.compare.reading.text import Span
from quizapp.compare.reading.unvoiced import quotes_nobody

__all__ = ["Quotation", "find_quotations"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One direct quotation, or one paragraph of a longer one.

    `span` includes the marks, `inner` does not. `speaker` is the mention that
    attributes it; `name` the folded words of the name it stands for, empty where
    nobody is named. `near` is true where the attribution is beside the words,
    not carried over, `by_pronoun` where it is no name. `balanced` is false where a
    mark has no partner.
    """

    span: Span
    inner: Span
    speaker: Span | None
    name: tuple[str, ...]
    near: bool
    by_pronoun: bool
    balanced: bool


def find_quotations(
    text: str, plain: str, paragraphs: Sequence[Span], language: Language
) -> tuple[Quotation, ...]:
    """Find every outermost quotation of `text`, in order.

    `plain` is the same text with its marks folded.

    >>> from quizapp.compare.language import find_language
    >>> text, plain = "“We won,” Ann Ash said.", '"We won," Ann Ash said.'
    >>> quotes = find_quotations(text, plain, (Span(0, 23),), find_language("en"))
    >>> [(q.inner.cut(text), q.speaker.cut(text)) for q in quotes]
    [('We won,', 'Ann Ash')]
    """
    pairs = [
        pair
        for pair in pair_marks(text, plain, paragraphs, language)
        if not quotes_nobody(plain, pair.span, pair.inner, language)
    ]
    quoted = [pair.span for pair in pairs]
    speakers = find_speakers(plain, paragraphs, quoted, language)
    for number in range(len(pairs) - 2, -1, -1):
        # Who is named at the end of a long quotation has said all of it.
        if pairs[number].runs_on and not speakers[number].near:
            speakers[number] = speakers[number + 1].carried()
    return tuple(map(_quotation, pairs, speakers))


def _quotation(pair: Pair, speaker: Speaker) -> Quotation:
    return Quotation(
        pair.span,
        pair.inner,
        speaker.mention,
        speaker.name,
        speaker.near,
        speaker.pronoun,
        pair.balanced,
    )
