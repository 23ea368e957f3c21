"""Findings as proposed lines: what the engine found, cut so that it can be shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.kinds import Kind
from quizapp.compare.reading.text import Span
from quizapp.game.line import Change, Form, Kept, Line, Passage
from quizapp.packs.draft_desk import Desk
from quizapp.packs.excerpting import shorten
from quizapp.packs.soundness import unsound

LONGEST_WHY = 350
KEPT = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A proposed line, where it stands in the articles, and what was found there.

    `derived` and `source` are whole sentences; `derived` is None for an omission,
    `source` None where no source carries the line.
    """

    line: Line
    derived: Span | None
    source: Place | None
    findings: tuple[Discrepancy, ...] = ()


def found_lines(desk: Desk, found: Sequence[Discrepancy]) -> Iterator[Found]:
    """Yield a line for all that was found in the same sentences, then the omissions."""
    groups: dict[Span, list[Discrepancy]] = {}
    for finding in found:
        if finding.derived:
            words = desk.derived.covering(finding.derived)
            groups.setdefault(words, []).append(finding)
    for words in sorted(groups):
        yield _discrepant(desk, words, groups[words])
    for finding in found:
        if finding.derived is None and finding.source:
            place = desk.whole(finding.source)
            line = omission_line(desk, place, finding.why)
            yield Found(line, None, place, (finding,))


def _discrepant(desk: Desk, words: Span, findings: Sequence[Discrepancy]) -> Found:
    """Return one line with the kinds of all `findings`, the surest first."""
    kinds = tuple(dict.fromkeys(finding.kind for finding in findings))
    places = [desk.whole(finding.source) for finding in findings if finding.source]
    near = places[0] if places else desk.nearest(words)
    passage = desk.passage(near, carries=bool(places))
    line = discrepant_line(desk, words, passage, kinds, findings[0].why)
    line = with_changes(line, _changes(desk, words, findings))
    return Found(line, words, places[0] if places else None, tuple(findings))


def discrepant_line(
    desk: Desk, words: Span, passage: Passage, kinds: tuple[Kind, ...], why: str
) -> Line:
    """Return a line of these derived sentences, without changed words."""
    return Line(
        key="x",
        form=Form.TRAINING,
        kinds=kinds,
        resembles=kinds[0],
        derived=desk.derived.excerpt(words),
        passages=(passage,),
        why=shorten(why, LONGEST_WHY),
        headline=Kind.HEADLINE_MISMATCH in kinds or words in desk.headlines,
    )


def _changes(
    desk: Desk, words: Span, findings: Iterable[Discrepancy]
) -> Iterator[Change]:
    """Yield changes whose sides, both where both are given, are in the sentences."""
    for finding in findings:
        for change in finding.changes:
            mine = change.derived and desk.derived.piece(words, change.derived)
            theirs = change.source and _their_piece(desk, finding.source, change.source)
            if bool(mine) == bool(change.derived) and bool(theirs) == bool(
                change.source
            ):
                yield Change(mine or "", theirs or "")


def _their_piece(desk: Desk, place: Place | None, changed: Span) -> str | None:
    if place is None:
        return None
    return desk.source(place).piece(desk.whole(place).span, changed)


def with_changes(line: Line, changes: Iterable[Change]) -> Line:
    """Return `line` with those of `changes` that can be found in its words."""
    for change in changes:
        more = replace(line, changes=(*line.changes, change))
        if not unsound(more):
            line = more
    return line


def omission_line(desk: Desk, place: Place, why: str) -> Line:
    """Return a line on the source's sentences at `place`, which were left out."""
    passage = desk.passage(place)
    return Line(
        key="x",
        form=Form.TRAINING,
        kinds=(Kind.OMITTED_CONTEXT,),
        resembles=Kind.OMITTED_CONTEXT,
        derived=None,
        passages=(passage,),
        why=shorten(why, LONGEST_WHY),
        kept=tuple(islice(_kept(desk, place), KEPT)),
    )


def _kept(desk: Desk, left_out: Place) -> Iterator[Kept]:
    """Yield statements of the same source that were kept, each sentence once."""
    shown = [left_out.span]
    for compared in desk.carried():
        place = desk.whole(compared.source or left_out)
        here = place.article == left_out.article
        if here and not any(place.span.overlaps(span) for span in shown):
            shown.append(place.span)
            yield desk.kept(compared)
