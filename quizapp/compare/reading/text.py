"""Spans, and the first and only cut of a text: paragraphs, sentences, words.

Every offset counts code points of the text as given; nothing is rewritten and
searched for again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import maxsize

from quizapp.compare.language import Language

_WORD = re.compile(
    r"(?:[A-Z]\. ?)+[A-Z]\.(?![^\W_])"  # `U.S.` is one word, as `US` is
    r"|[£$€₹¥]?\d+(?:[.,:]\d+)*(?:[^\W\d_]{1,2}(?![^\W_]))?%?"
    r"|[^\W\d_]+|\d"
)
_BREAK = re.compile(r"\n[^\S\n]*(?:\n\s*)*|\r[^\S\n]*\n?\s*|[\u2028\u2029\x85\x0b\x0c]")
_LINE_END = re.compile(r"[\n\r\u2028\u2029\x85\x0b\x0c]")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r\n?[^\S\r\n]*\r")
_NARROW, _WIDE = 50, 110  # the width of a line that was wrapped
_ENDS = (".", "!", "?", '"', "”", "'", "’", ":", "…")
_STOP = re.compile(r"""[.!?…]+['")\]]*\s+(?=["'(\[]*(?:[^\W_a-z]|\d))""")
# Tables and transcripts have no stops, and what looks at a line looks at all its words.
_LONGEST = 1_000  # code points of a line


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: from `start` up to, not including, `end` (code points).

    >>> Span(0, 5).cut("Rivers rise")
    'River'
    """

    start: int
    end: int

    def cut(self, text: str) -> str:
        """Return the words this span claims."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Say whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space at either end.

    >>> trim("  a b ", 0, 6)
    Span(start=2, end=5)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def cut_paragraphs(text: str) -> tuple[Span, ...]:
    """Cut at line ends, but not where a line is only wrapped.

    >>> [s.cut("One.\\n\\nTwo.") for s in cut_paragraphs("One.\\n\\nTwo.")]
    ['One.', 'Two.']
    """
    gaps = _find_gaps(text)
    spaced = any(gap.is_blank for gap in gaps)
    wrapped = _wraps(gaps) if spaced else frozenset()
    spans, start = [], 0
    for gap in gaps:
        if gap in wrapped or _breaks_off(gap, spaced):
            continue
        spans.append(trim(text, start, gap.start))
        start = gap.end
    spans.append(trim(text, start, len(text)))
    return tuple(span for span in spans if span.start < span.end)


def join_lines(text: str, paragraphs: Sequence[Span]) -> str:
    """Put a space for every line end inside a paragraph, one code point for one.

    >>> join_lines("It cost £2\\nmillion.", [Span(0, 20)])
    'It cost £2 million.'
    """
    pieces: list[str] = []
    end = 0
    for paragraph in paragraphs:
        pieces += text[end : paragraph.start], _LINE_END.sub(" ", paragraph.cut(text))
        end = paragraph.end
    return "".join((*pieces, text[end:]))


@dataclass(frozen=True, slots=True)
class _Gap:
    """The end of a line: what stands before it, and the word behind it."""

    start: int
    end: int
    is_blank: bool
    before: str
    after: str


def _find_gaps(text: str) -> list[_Gap]:
    gaps, begin = [], 0
    for gap in _BREAK.finditer(text):
        start, end = gap.span()
        words = text[end : end + _WIDE].split(maxsplit=1)
        is_blank = _BLANK.search(gap.group()) is not None
        before, after = text[begin:start].rstrip(), words[0] if words else ""
        gaps.append(_Gap(start, end, is_blank, before, after))
        begin = end
    return gaps


def _wraps(gaps: Sequence[_Gap]) -> frozenset[_Gap]:
    """Find the line ends of a text that was wrapped at one width.

    There a line ends because the next word would not have fitted, whatever it ends
    with. Where lines end for another reason, most of them had room for one.
    """
    inner = [gap for gap in gaps if not gap.is_blank and gap.after]
    widest = max((len(gap.before) for gap in inner), default=0)
    full = [gap for gap in inner if len(gap.before) + 1 + len(gap.after) > widest]
    wrapped = _NARROW <= widest <= _WIDE and len(full) >= max(4, 0.8 * len(inner))
    return frozenset(full if wrapped else ())


def _breaks_off(gap: _Gap, spaced: bool) -> bool:
    """A line of ordinary width breaks off in mid-sentence.

    Where blank lines part the paragraphs, the next line may begin with a capital.
    """
    if gap.is_blank or not _NARROW <= len(gap.before) <= _WIDE:
        return False
    goes_on = spaced or gap.after[:1].islower()
    return goes_on and not gap.before.endswith(_ENDS)


def cut_sentences(text: str, paragraph: Span, language: Language) -> Iterator[Span]:
    """Cut one paragraph after full stops, question and exclamation marks.

    The marks of `text` are folded. A stop after an abbreviation or after a single
    initial ends nothing. What goes on without a stop is cut all the same.

    >>> from quizapp.compare.language import find_language
    >>> text, english = "Dr. Ash spoke. She left.", find_language("en")
    >>> [s.cut(text) for s in cut_sentences(text, Span(0, 24), english)]
    ['Dr. Ash spoke.', 'She left.']
    """
    start = paragraph.start
    for stop in _STOP.finditer(text, start, paragraph.end):
        if _is_abbreviated(text, start, stop, language):
            continue
        yield from _portions(text, trim(text, start, stop.end()))
        start = stop.end()
    yield from _portions(text, trim(text, start, paragraph.end))


def _portions(text: str, sentence: Span) -> Iterator[Span]:
    """Cut what is longer than any sentence at the last space before that length."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        space = text.rfind(" ", start, start + _LONGEST)
        if space <= start and (space := text.find(" ", start, sentence.end)) <= start:
            break
        yield trim(text, start, space)
        start = trim(text, space, sentence.end).start
    yield Span(start, sentence.end)


def cut_clauses(text: str, paragraph: Span, language: Language) -> Iterator[Span]:
    """Cut sentences, and these at semicolons: behind one, somebody else may speak."""
    for sentence in cut_sentences(text, paragraph, language):
        start = sentence.start
        for part in sentence.cut(text).split(";"):
            yield Span(start, start + len(part))
            start += len(part) + 1


def _is_abbreviated(
    folded: str, start: int, stop: re.Match[str], language: Language
) -> bool:
    head = folded[max(start, stop.start() - 12) : stop.start()]
    if stop.group().startswith(("…", "...")) and head.endswith(" "):
        return True
    if stop.group().strip() != ".":
        return False
    words = re.split(r"[\s(\"'-]", head)
    last = words[-1]
    plain = last.lower()
    initial = len(last) == 1 and last.isupper()
    if initial and plain not in language.words("letters"):
        return True
    return plain in language.words("abbreviations") or bool(re.search(r"\.\w$", last))


def cut_words(text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
    """Find every word and number; apostrophes and hyphens part words.

    >>> [m.group() for m in cut_words("Don't pay £2.35m, Anne-Marie!")]
    ['Don', 't', 'pay', '£2.35m', 'Anne', 'Marie']
    """
    return _WORD.finditer(text, start, end)
