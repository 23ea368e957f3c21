"""What must agree within one line, beyond the shape of its fields."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from quizapp.compare.kinds import Kind
from quizapp.packs.model import ChangeEntry, LineEntry
from quizapp.packs.plain import Where
from quizapp.wording import gettext

Finding: TypeAlias = tuple[Where, str]
Rule: TypeAlias = Callable[[LineEntry], Iterator[Finding]]

NEED_CHANGES = frozenset(
    {
        Kind.ALTERED_QUOTE,
        Kind.CHANGED_DETAIL,
        Kind.SHIFTED_CERTAINTY,
        Kind.MISATTRIBUTED_QUOTE,
    }
)


def kinds_of(line: LineEntry) -> list[Kind]:
    """Return the line's kinds; none where it is faithful."""
    return [] if line.kinds == "faithful" else line.kinds


def line_findings(line: LineEntry, doubtful: Iterable[str]) -> Iterator[Finding]:
    """Yield what breaks a rule; rules that read a `doubtful` field are left out."""
    unknown = frozenset(doubtful)
    for reads, rule in _RULES:
        if not unknown.intersection(reads):
            yield from rule(line)


def _kinds_differ(line: LineEntry) -> Iterator[Finding]:
    kinds = kinds_of(line)
    for index, kind in enumerate(kinds):
        if kind in kinds[:index]:
            text = gettext("'{kind}' stands twice; keep one of them")
            yield ("kinds", index), text.format(kind=kind)


def _resemblance(line: LineEntry) -> Iterator[Finding]:
    if line.kinds == "faithful" and line.resembles is None:
        yield (
            (),
            gettext(
                "'resembles' is missing; write the kind this faithful line "
                "could be mistaken for"
            ),
        )
    if line.kinds != "faithful" and line.resembles is not None:
        yield (
            ("resembles",),
            gettext("'resembles' is for faithful lines; leave it out"),
        )


def _omission(line: LineEntry) -> Iterator[Finding]:
    kinds = kinds_of(line)
    if Kind.OMITTED_CONTEXT in kinds and len(kinds) > 1:
        text = gettext("'omitted_context' stands alone; write a line for each kind")
        yield ("kinds",), text
    elif Kind.OMITTED_CONTEXT in kinds and line.derived != "nothing":
        text = gettext("an omission has no derived words; write 'derived: nothing'")
        yield ("derived",), text
    elif Kind.OMITTED_CONTEXT not in kinds and line.derived == "nothing":
        text = gettext("only an omission has no derived words; write them here")
        yield ("derived",), text


def _kept(line: LineEntry) -> Iterator[Finding]:
    omission = Kind.OMITTED_CONTEXT in kinds_of(line)
    if omission and len(line.kept) < 3:
        text = gettext(
            "'kept' has {number} of three entries; write three statements of the "
            "source that the rewrite did keep"
        )
        yield ("kept",), text.format(number=len(line.kept))
    if line.kept and not omission:
        yield ("kept",), gettext("'kept' is for 'omitted_context'; leave it out")


def _nearness(line: LineEntry) -> Iterator[Finding]:
    for index, passage in enumerate(line.sources):
        where = ("sources", index)
        if passage.words == "nothing" and not passage.near:
            text = gettext("'near' is missing; write the passage to be shown instead")
            yield where, text
        if passage.words != "nothing" and passage.near:
            text = gettext("'near' is for 'words: nothing'; write 'before' or 'after'")
            yield (*where, "near"), text
        if passage.words == "nothing" and (passage.before or passage.after):
            text = gettext("'words: nothing' has no 'before' or 'after'; write 'near'")
            yield where, text


def _answered(line: LineEntry) -> Iterator[Finding]:
    if any(passage.words != "nothing" for passage in line.sources):
        return
    if line.kinds == "faithful":
        text = gettext("no source carries this faithful line; write the words that do")
        yield ("sources",), text
    if line.derived == "nothing":
        text = gettext("an omission quotes its source; write the words left out")
        yield ("sources",), text


def _changes_wanted(line: LineEntry) -> Iterator[Finding]:
    needing = [kind for kind in kinds_of(line) if kind in NEED_CHANGES]
    if line.kinds == "faithful" and line.changes:
        yield ("changes",), gettext("a faithful line has no 'changes'; leave them out")
    if needing and not line.changes:
        text = gettext("'changes' is missing; '{kind}' needs the changed words")
        yield (), text.format(kind=needing[0])


def _changes_found(line: LineEntry) -> Iterator[Finding]:
    for index, change in enumerate(line.changes):
        if not change.derived and not change.source:
            text = gettext("this change is empty; write 'derived', 'source' or both")
            yield ("changes", index), text
        yield from _sides_found(line, change, index)


def _sides_found(line: LineEntry, change: ChangeEntry, index: int) -> Iterator[Finding]:
    words = "" if line.derived == "nothing" else line.derived.words
    if change.derived:
        counts = [words.count(change.derived)]
        yield from _once(("changes", index, "derived"), change.derived, counts)
    if change.source:
        counts = [passage.words.count(change.source) for passage in line.sources]
        yield from _once(("changes", index, "source"), change.source, counts)


def _once(where: Where, piece: str, counts: list[int]) -> Iterator[Finding]:
    if max(counts) == 0:
        text = gettext("“{piece}” is not in the words; copy it exactly from there")
        yield where, text.format(piece=piece)
    if max(counts) > 1:
        text = gettext("“{piece}” is in the words twice; write more words round it")
        yield where, text.format(piece=piece)


def _changes_apart(line: LineEntry) -> Iterator[Finding]:
    words = "" if line.derived == "nothing" else line.derived.words
    yield from _overlaps("derived", words, [each.derived for each in line.changes])
    for passage in line.sources:
        pieces = [each.source for each in line.changes]
        yield from _overlaps("source", passage.words, pieces)


def _overlaps(side: str, words: str, pieces: list[str]) -> Iterator[Finding]:
    end = 0
    found = ((words.find(piece), index) for index, piece in enumerate(pieces) if piece)
    for start, index in sorted(found):
        if 0 <= start < end:
            text = gettext("“{piece}” overlaps another change; make one of the two")
            yield ("changes", index, side), text.format(piece=pieces[index])
        end = max(end, start + len(pieces[index])) if start >= 0 else end


def _gap_found(line: LineEntry) -> Iterator[Finding]:
    if line.gap:
        counts = [line.sources[0].words.count(line.gap.words)]
        yield from _once(("gap", "words"), line.gap.words, counts)


def _gap_differs(line: LineEntry) -> Iterator[Finding]:
    if line.gap:
        choices = [line.gap.words.casefold()]
        for index, other in enumerate(line.gap.others):
            if other.casefold() in choices:
                text = gettext("“{choice}” is a choice already; write another")
                yield ("gap", "others", index), text.format(choice=other)
            choices.append(other.casefold())


_RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("kinds",), _kinds_differ),
    (("kinds", "resembles"), _resemblance),
    (("kinds", "derived"), _omission),
    (("kinds", "kept"), _kept),
    (("sources",), _nearness),
    (("kinds", "sources", "derived"), _answered),
    (("kinds", "changes"), _changes_wanted),
    (("changes", "derived", "sources"), _changes_found),
    (("changes", "derived", "sources"), _changes_apart),
    (("gap", "sources"), _gap_found),
    (("gap",), _gap_differs),
)
