"""Pair quotation marks: straight, curly, single, double, nested, unbalanced."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.compare.language import Language
from quizapp.compare.reading.text import Span, trim

_MARK = re.compile(r"\"\"|[\"']")  # `""` is one mark: see `fold_marks`
_OPENERS, _CLOSERS = "“‘„‚", "”"
# Some leave a space inside these; East Asian marks need none outside either.
_SPACED_OPENER, _SPACED_CLOSER = "‹", "›"
_EASTERN_OPENERS, _EASTERN_CLOSERS = "「『〝❝", "」』〞〟❞"
_ELIDED = re.compile(r"'(\w+)")
_DECADE = re.compile(r"\d\ds?")
_TRAIL = 5  # words of `said Ann Ash`
_NESTED = 12  # marks in which what is nested is closed
_AHEAD = 4  # paragraphs that a quotation may run on without a mark
_PHRASE_END = re.compile(r"[,;.!?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks and what they hold; a missing partner leaves it unbalanced.

    One that `runs_on` goes on in the next paragraph.
    """

    span: Span
    inner: Span
    balanced: bool
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    end: int
    raw: str
    family: str
    opens: bool
    closes: bool
    strong: bool  # a closing mark after punctuation is surely one


def pair_marks(
    text: str, plain: str, paragraphs: Sequence[Span], language: Language
) -> tuple[Pair, ...]:
    """Pair the outermost marks, paragraph by paragraph.

    The marks of `plain` are folded. A quotation that runs over paragraphs gives one
    pair a paragraph: a mark re-opened without having been closed is its next part.

    >>> from quizapp.compare.language import find_language
    >>> text = 'He said "we won" and "left'
    >>> pairs = pair_marks(text, text, (Span(0, 26),), find_language("en"))
    >>> [(pair.inner.cut(text), pair.balanced) for pair in pairs]
    [('we won', True), ('left', False)]
    """
    reader = _Reader(text, plain, language.words("elisions"), language.words("cues"))
    pairs: list[Pair] = []
    carried = ""  # the family of a quotation still open from the paragraph before
    for number, paragraph in enumerate(paragraphs):
        marks = list(reader.marks(paragraph))
        ahead = paragraphs[number + 1 : number + 1 + _AHEAD]
        then = text[ahead[0].start] if ahead else ""
        found, left = _pair(marks, paragraph, carried, then, reader)
        pairs.extend(found)
        carried = ""
        if left is not None:
            goes_on = _goes_on(reader, ahead, left)
            carried = left.family if goes_on else ""
            pairs.extend(_recover(reader.folded, paragraph, left, goes_on))
    return tuple(pairs)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Read the marks of one text; `elisions` begin with an apostrophe."""

    text: str
    folded: str
    elisions: frozenset[str]
    cues: frozenset[str]

    def marks(self, paragraph: Span) -> Iterator[_Mark]:
        """Yield the marks of a paragraph that may open or close something."""
        for match in _MARK.finditer(self.folded, paragraph.start, paragraph.end):
            at, end = match.span()
            # Two that differ, `”"`, close what is nested and what it is nested in.
            shapes = {c for c in self.text[at:end] if not c.isspace()}
            cuts = (at, end) if len(shapes) == 1 else (at, at + 1, end)
            for first, last in pairwise(cuts):
                mark = self._read(paragraph, first, last)
                if mark.opens or mark.closes:
                    yield mark

    def _read(self, paragraph: Span, at: int, end: int) -> _Mark:
        """Say what the mark from `at` may do, by its shape and its neighbours."""
        raw, family = self.text[at], self.folded[at]
        before = self.folded[at - 1] if at > paragraph.start else " "
        after = self.folded[end] if end < paragraph.end else " "
        strong = before in ",.!?…-\"')"
        if (points := _points(raw, before, after)) is not None:
            return _Mark(at, end, raw, family, points, not points, strong)
        # Behind an equals sign stands a value of the page: `author="someone"`. Before
        # a mark with a direction, `won.“We`, no space was set.
        ended = before == "=" or (before in ".,!?" and raw not in _OPENERS)
        opens = not after.isspace() and not before.isalnum() and not ended
        closes = not before.isspace() and not (after.isalnum() and before.isalnum())
        if family == "'":
            closes = closes and not after.isalnum()
            opens = opens and not self._is_elided(at)
        elif before.isspace() and after.isspace():
            # Set apart from the mark inside: `He calls it 'fair,' " she said`.
            closes = self.folded[at - 2 : at - 1] == "'"
        if raw in _OPENERS and opens:
            closes = False
        elif raw == "’" or (raw in _CLOSERS and closes):  # some write ”So”
            opens = False
        return _Mark(at, end, raw, family, opens, closes, strong)

    def _is_elided(self, at: int) -> bool:
        """`'tis`, `'n`, `'90s`: the apostrophe stands for letters."""
        word = _ELIDED.match(self.folded, at)
        if word is None:
            return False
        plain = word.group(1).lower()
        return plain in self.elisions or bool(_DECADE.fullmatch(plain))


def _points(raw: str, before: str, after: str) -> bool | None:
    """Say whether a mark opens by its shape alone, None where its neighbours tell."""
    apart = before.isspace()
    if raw in _EASTERN_OPENERS or (raw == _SPACED_OPENER and apart and after.isspace()):
        return True
    if raw in _EASTERN_CLOSERS or (
        raw == _SPACED_CLOSER and apart and not after.isalnum()
    ):
        return False
    return None


def _pair(
    marks: list[_Mark], paragraph: Span, carried: str, then: str, reader: _Reader
) -> tuple[list[Pair], _Mark | None]:
    """Pair the marks of one paragraph; return also the outermost left open.

    The next paragraph begins with the character `then`.
    """
    found: list[Pair] = []
    stack = _carry(marks, paragraph, carried)
    for number, mark in enumerate(marks):
        depth = _partner(stack, mark)
        if depth is not None and not _is_possessive(marks, number, stack):
            opened = stack[depth]
            del stack[depth:]
            if not stack:
                found.append(_close(opened, mark))
        elif mark.opens:
            if _is_reopened(stack, mark, then) and not _nests(
                marks[number : number + _NESTED], mark.family
            ):
                found.append(_broken(stack.pop(), mark, reader))
            stack.append(mark)
    return found, stack[0] if stack else None


def _carry(marks: list[_Mark], paragraph: Span, carried: str) -> list[_Mark]:
    """Start inside a quotation where the last one ran on without re-opening."""
    if not carried or (marks and marks[0].opens and marks[0].at == paragraph.start):
        return []
    before = paragraph.start
    return [_Mark(before, before, carried, carried, True, False, False)]


def _partner(stack: list[_Mark], mark: _Mark) -> int | None:
    """Return the depth of the open mark that `mark` closes."""
    if not mark.closes:
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == mark.family:
            return depth
    return None


def _is_possessive(marks: list[_Mark], number: int, stack: list[_Mark]) -> bool:
    """An apostrophe after a word, with a surer closing mark still to come."""
    mark = marks[number]
    if mark.family != "'" or mark.strong:
        return False
    for later in marks[number + 1 :]:
        if later.family != "'":
            continue
        if later.opens and not later.closes:
            return False
        if later.strong:
            return True
    return False


def _is_reopened(stack: list[_Mark], mark: _Mark, then: str) -> bool:
    """A second opening mark of the open family: the first was never closed.

    One of another shape is nested, `"We saw “Cats”`, where what comes `then` goes on
    in the first's.
    """
    if len(stack) != 1 or not stack[0].family == mark.family == '"':
        return False
    return stack[0].raw == mark.raw or stack[0].raw != then


def _nests(marks: Sequence[_Mark], family: str) -> bool:
    """All that opens from here on is closed, and the mark before it too."""
    depth = 1
    for mark in marks:
        if mark.family == family:
            depth += mark.opens - mark.closes
        if not depth:
            return True
    return False


def _close(opened: _Mark, closed: _Mark) -> Pair:
    inner = Span(opened.end, closed.at)
    return Pair(Span(opened.at, closed.end), inner, True)


def _broken(opened: _Mark, reopened: _Mark, reader: _Reader) -> Pair:
    """Cut a quotation that was never closed before the next one opens.

    Some newsrooms open it anew with every sentence, as others do with paragraphs. Who
    is said to speak stands outside: `"We won, he said. "We`.
    """
    folded = reader.folded
    inner = trim(folded, opened.end, reopened.at)
    words, _comma, trail = inner.cut(folded).rpartition(",")
    said = trail.rstrip(".").split()
    if words and len(said) <= _TRAIL and not reader.cues.isdisjoint(said):
        end = inner.start + len(words)
        return Pair(Span(opened.at, end), Span(inner.start, end), False)
    goes_on = folded[inner.start : inner.end].endswith((".", "!", "?", "…"))
    return Pair(Span(opened.at, reopened.at), inner, goes_on, goes_on)


def _goes_on(reader: _Reader, ahead: Sequence[Span], left: _Mark) -> bool:
    """The next paragraph re-opens the quotation, or one ahead closes it unopened."""
    if ahead and reader.folded[ahead[0].start] == left.family:
        return True
    for paragraph in ahead:
        for mark in reader.marks(paragraph):
            if mark.family == left.family:
                return mark.closes and not mark.opens and left.family == '"'
    return False


def _recover(
    folded: str, paragraph: Span, left: _Mark, goes_on: bool
) -> Iterator[Pair]:
    """End an open quotation with its paragraph, or with its phrase if it is stray."""
    inner = trim(folded, left.end, paragraph.end)
    if goes_on or left.at == paragraph.start:
        if goes_on or left.family == '"':
            yield Pair(Span(left.at, paragraph.end), inner, goes_on, goes_on)
    elif left.family == '"':
        stop = _PHRASE_END.search(folded, inner.start, inner.end)
        end = stop.start() if stop else inner.end
        yield Pair(Span(left.at, end), Span(inner.start, max(inner.start, end)), False)
