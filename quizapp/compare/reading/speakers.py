"""Who says a quotation: who is named beside it, else the last one who spoke."""

from collections.abc import Sequence
from functools import cache, partial

from quizapp.compare.language import Language
from quizapp.compare.reading.mentions import Finder
from quizapp.compare.reading.naming import MASK, Speaker
from quizapp.compare.reading.text import Span, cut_clauses


def find_speakers(
    plain: str, paragraphs: Sequence[Span], quoted: Sequence[Span], language: Language
) -> list[Speaker]:
    """Return one `Speaker` for each of the spans `quoted`, in their order.

    The marks of `plain` are folded.
    """
    finder = Finder(_mask(plain, quoted), language)
    speakers: list[Speaker] = []
    queue = list(reversed(quoted))
    last, unheard, known = Speaker(), list[Span](), set[str]()
    for paragraph in paragraphs:
        if not queue:
            break
        for segment in cut_clauses(finder.masked, paragraph, language):
            first = cache(partial(finder.first, segment))
            while queue and queue[-1].start < segment.end:
                near = finder.beside(segment, queue.pop()) or first()
                if near is None:
                    last = finder.last(unheard, last)
                elif near.pronoun:  # else nobody is carried over
                    last = finder.topic(unheard, last, known)
                speaker = near.standing_for(last.name) if near else last.carried()
                speakers.append(speaker)
                known.update(speaker.name)
                last, unheard = speaker, []
            unheard.append(segment)
    speakers.extend(Speaker() for _ in queue)
    return speakers


def _mask(plain: str, quoted: Sequence[Span]) -> str:
    """Blank every quotation; one that ends its sentence keeps a full stop."""
    parts, at = [], 0
    for span in quoted:
        parts.append(plain[at : span.start])
        inner = plain[span.start : span.end].rstrip("'\"")
        stop = "." if inner.endswith((".", "!", "?", "…")) else MASK
        width = max(span.end - max(span.start, at), 0)
        parts.append((MASK * (width - 1) + stop) if width else "")
        at = max(at, span.end)
    return "".join((*parts, plain[at:]))
