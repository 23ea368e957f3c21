"""What must agree within one line, beyond the shape of its fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from quizapp.compare.kinds import Kind
from quizapp.packs.model import ChangeEntry, LineEntry
from quizapp.packs.plain import Where
from quizapp.wording import N_, gettext


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a line breaks, by its name in `SENTENCES`, and where."""

    where: Where
    rule: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def say(self, sentences: Mapping[str, str]) -> str:
        """Return what `sentences` have for the rule, in the chosen language."""
        return gettext(sentences[self.rule]).format(**self.values)


Rule: TypeAlias = Callable[[LineEntry], Iterator[Broken]]

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


def line_findings(
    line: LineEntry, doubtful: Iterable[str]
) -> Iterator[tuple[Where, str]]:
    """Yield place and sentence of what breaks a rule, for authors of files."""
    for broken in rules_broken(line, doubtful):
        yield broken.where, broken.say(SENTENCES)


def rules_broken(line: LineEntry, doubtful: Iterable[str] = ()) -> Iterator[Broken]:
    """Yield what breaks a rule; rules that read a `doubtful` field are left out."""
    unknown = frozenset(doubtful)
    for reads, rule in _RULES:
        if not unknown.intersection(reads):
            yield from rule(line)


def _kinds_differ(line: LineEntry) -> Iterator[Broken]:
    kinds = kinds_of(line)
    for index, kind in enumerate(kinds):
        if kind in kinds[:index]:
            yield Broken(("kinds", index), "kind twice", {"kind": kind})


def _resemblance(line: LineEntry) -> Iterator[Broken]:
    if line.kinds == "faithful" and line.resembles is None:
        yield Broken((), "no resemblance")
    if line.kinds != "faithful" and line.resembles is not None:
        yield Broken(("resembles",), "resemblance of a discrepancy")


def _omission(line: LineEntry) -> Iterator[Broken]:
    kinds = kinds_of(line)
    if Kind.OMITTED_CONTEXT in kinds and len(kinds) > 1:
        yield Broken(("kinds",), "omission among kinds")
    elif Kind.OMITTED_CONTEXT in kinds and line.derived != "nothing":
        yield Broken(("derived",), "omission with words")
    elif Kind.OMITTED_CONTEXT not in kinds and line.derived == "nothing":
        yield Broken(("derived",), "line without words")


def _kept(line: LineEntry) -> Iterator[Broken]:
    omission = Kind.OMITTED_CONTEXT in kinds_of(line)
    if omission and len(line.kept) < 3:
        yield Broken(("kept",), "too few kept", {"number": len(line.kept)})
    if line.kept and not omission:
        yield Broken(("kept",), "kept without omission")


def _nearness(line: LineEntry) -> Iterator[Broken]:
    for index, passage in enumerate(line.sources):
        where = ("sources", index)
        if passage.words == "nothing" and not passage.near:
            yield Broken(where, "nothing near")
        if passage.words != "nothing" and passage.near:
            yield Broken((*where, "near"), "near beside words")
        if passage.words == "nothing" and (passage.before or passage.after):
            yield Broken(where, "context of nothing")


def _answered(line: LineEntry) -> Iterator[Broken]:
    if any(passage.words != "nothing" for passage in line.sources):
        return
    if line.kinds == "faithful":
        yield Broken(("sources",), "faithful without source")
    if line.derived == "nothing":
        yield Broken(("sources",), "omission without source")


def _changes_wanted(line: LineEntry) -> Iterator[Broken]:
    needing = [kind for kind in kinds_of(line) if kind in NEED_CHANGES]
    if line.kinds == "faithful" and line.changes:
        yield Broken(("changes",), "faithful with changes")
    if needing and not line.changes:
        yield Broken((), "no changes", {"kind": needing[0]})


def _changes_found(line: LineEntry) -> Iterator[Broken]:
    for index, change in enumerate(line.changes):
        if not change.derived and not change.source:
            yield Broken(("changes", index), "empty change")
        yield from _sides_found(line, change, index)


def _sides_found(line: LineEntry, change: ChangeEntry, index: int) -> Iterator[Broken]:
    words = "" if line.derived == "nothing" else line.derived.words
    if change.derived:
        counts = [words.count(change.derived)]
        yield from _once(("changes", index, "derived"), change.derived, counts)
    if change.source:
        counts = [passage.words.count(change.source) for passage in line.sources]
        yield from _once(("changes", index, "source"), change.source, counts)


def _once(where: Where, piece: str, counts: list[int]) -> Iterator[Broken]:
    if max(counts) == 0:
        yield Broken(where, "not in the words", {"piece": piece})
    if max(counts) > 1:
        yield Broken(where, "in the words twice", {"piece": piece})


def _changes_apart(line: LineEntry) -> Iterator[Broken]:
    words = "" if line.derived == "nothing" else line.derived.words
    yield from _overlaps("derived", words, [each.derived for each in line.changes])
    for passage in line.sources:
        pieces = [each.source for each in line.changes]
        yield from _overlaps("source", passage.words, pieces)


def _overlaps(side: str, words: str, pieces: list[str]) -> Iterator[Broken]:
    end = 0
    found = ((words.find(piece), index) for index, piece in enumerate(pieces) if piece)
    for start, index in sorted(found):
        if 0 <= start < end:
            where = ("changes", index, side)
            yield Broken(where, "changes overlap", {"piece": pieces[index]})
        end = max(end, start + len(pieces[index])) if start >= 0 else end


def _gap_found(line: LineEntry) -> Iterator[Broken]:
    if line.gap:
        counts = [line.sources[0].words.count(line.gap.words)]
        yield from _once(("gap", "words"), line.gap.words, counts)


def _gap_differs(line: LineEntry) -> Iterator[Broken]:
    if line.gap:
        choices = [line.gap.words.casefold()]
        for index, other in enumerate(line.gap.others):
            if other.casefold() in choices:
                yield Broken(
                    ("gap", "others", index), "choice twice", {"choice": other}
                )
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

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "kind twice": N_("'{kind}' stands twice; keep one of them"),
        "no resemblance": N_(
            "'resembles' is missing; write the kind this sound line "
            "could be mistaken for"
        ),
        "resemblance of a discrepancy": N_(
            "'resembles' is for sound lines; leave it out"
        ),
        "omission among kinds": N_(
            "'omitted_context' stands alone; write a line for each kind"
        ),
        "omission with words": N_(
            "an omission has no derived words; write 'derived: nothing'"
        ),
        "line without words": N_(
            "only an omission has no derived words; write them here"
        ),
        "too few kept": N_(
            "'kept' has {number} of three entries; write three statements of the "
            "source that the rewrite did keep"
        ),
        "kept without omission": N_("'kept' is for 'omitted_context'; leave it out"),
        "nothing near": N_("'near' is missing; write the passage to be shown instead"),
        "near beside words": N_(
            "'near' is for 'words: nothing'; write 'before' or 'after'"
        ),
        "context of nothing": N_(
            "'words: nothing' has no 'before' or 'after'; write 'near'"
        ),
        "faithful without source": N_(
            "no source carries this sound line; write the words that do"
        ),
        "omission without source": N_(
            "an omission quotes its source; write the words left out"
        ),
        "faithful with changes": N_("a sound line has no 'changes'; leave them out"),
        "no changes": N_("'changes' is missing; '{kind}' needs the changed words"),
        "empty change": N_("this change is empty; write 'derived', 'source' or both"),
        "not in the words": N_(
            "“{piece}” is not in the words; copy it exactly from there"
        ),
        "in the words twice": N_(
            "“{piece}” is in the words twice; write more words round it"
        ),
        "changes overlap": N_("“{piece}” overlaps another change; make one of the two"),
        "choice twice": N_("“{choice}” is a choice already; write another"),
    }
)
