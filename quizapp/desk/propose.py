"""Propose lines for two articles: everything the engine has to say, to be decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from quizapp.compare.engine import DEFAULT_CONFIDENCE, compare
from quizapp.desk.echoes import with_echoes
from quizapp.desk.proposal import (
    Cut,
    Finding,
    Proposal,
    Proposed,
    Row,
)
from quizapp.desk.rows import named, reading_rows, row_of
from quizapp.desk.soundness import fault_of
from quizapp.errors import BadInput
from quizapp.packs.draft_desk import Desk, open_desk
from quizapp.packs.draft_faithful import carried_lines
from quizapp.packs.draft_findings import Found, found_lines
from quizapp.wording import gettext, ngettext

# What a person can still go through; a case holds five hundred lines.
MOST_PROPOSED, MOST_SOUND = 300, 200


def propose(
    sources: Mapping[str, str],
    derived: str,
    *,
    language: str,
    min_confidence: float = DEFAULT_CONFIDENCE,
) -> Proposal:
    """Return what the engine proposes for these articles.

    `sources` are texts by id. Raise BadInput where one of the texts is empty.
    """
    if not sources or not all(text.strip() for text in (derived, *sources.values())):
        raise BadInput(gettext("bring a source and a derived article, both with text"))
    comparison = compare(
        list(sources.values()),
        derived,
        language=language,
        min_confidence=min_confidence,
    )
    desk = open_desk(sources, derived, comparison, language)
    found = comparison.discrepancies
    unsourced = [each.derived for each in found if each.derived and not each.source]
    rows = with_echoes(reading_rows(desk, unsourced), sources, derived, language)
    lines = [_proposed(desk, each) for each in found_lines(desk, found)]
    kept = sorted(lines, key=lambda each: -each.confidence)[:MOST_PROPOSED]
    carried = islice(carried_lines(desk), MOST_SOUND)
    sound = [_proposed(desk, each) for each in carried]
    return Proposal(
        language,
        rows,
        tuple(_in_order(kept, rows, "line")),
        tuple(_in_order(sound, rows, "sound")),
        {key: _cut(desk, key) for key in desk.keys},
        (*comparison.notes, *_notes(lines, kept)),
    )


def _proposed(desk: Desk, found: Found) -> Proposed:
    findings = tuple(Finding(f.kind, f.confidence, f.why) for f in found.findings)
    sureness = max((f.confidence for f in findings), default=_support(desk, found))
    return Proposed(
        found.line,
        found.derived,
        named(desk, found.source) if found.source else None,
        sureness,
        findings,
        fault_of(found.line),
    )


def _support(desk: Desk, found: Found) -> float:
    start = found.derived.start if found.derived else -1
    return next((line.support for line in desk.lines if line.start == start), 0.0)


def _in_order(
    lines: Iterable[Proposed], rows: Sequence[Row], name: str
) -> Iterator[Proposed]:
    """Yield the lines as the rows have them, each with a key of its own."""

    starts = {row.derived.start: n for n, row in enumerate(rows) if row.derived}

    def place(each: Proposed) -> tuple[int, bool]:
        row = starts.get(each.derived.start) if each.derived else None
        if row is None:
            row = row_of(rows, each.derived, each.source)
        return len(rows) if row is None else row, each.derived is None

    for number, each in enumerate(sorted(lines, key=place), 1):
        key = f"{name}-{number:03}"
        yield replace(each, line=replace(each.line, key=key))


def _cut(desk: Desk, key: str) -> Cut:
    sentences = desk.sources[key]
    return Cut(sentences.spans, tuple(sorted(sentences.furniture)))


def _notes(lines: Sequence[Proposed], kept: Sequence[Proposed]) -> Iterator[str]:
    if len(kept) < len(lines):
        text = gettext("{all} lines were found; the {most} surest are proposed")
        yield text.format(all=len(lines), most=len(kept))
    if faulty := sum(each.fault is not None for each in kept):
        yield ngettext(
            "{number} proposal has to be mended before it can be accepted",
            "{number} proposals have to be mended before they can be accepted",
            faulty,
        ).format(number=faulty)
    if not lines:
        yield gettext("nothing was found; mark lines yourself, or bring other articles")
