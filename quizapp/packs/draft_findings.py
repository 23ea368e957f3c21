"""Findings as proposed lines: what the engine found, cut so that it can be shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quizapp.compare.discrepancy import Discrepancy, Place
from quizapp.compare.kinds import Kind
from quizapp.compare.text import Span
from quizapp.game.line import Change, Form, Line
from quizapp.packs.draft_desk import Desk
from quizapp.packs.excerpting import shorten
from quizapp.packs.soundness import unsound

LONGEST_WHY = 350


def finding_lines(desk: Desk) -> Iterator[Line]:
    """Yield a line for all that was found in the same sentences, then the omissions."""
    found = desk.comparison.discrepancies
    groups: dict[Span, list[Discrepancy]] = {}
    for finding in found:
        if finding.derived:
            words = desk.derived.covering(finding.derived)
            groups.setdefault(words, []).append(finding)
    for words in sorted(groups):
        yield _discrepant(desk, words, groups[words])
    for finding in found:
        if finding.derived is None and finding.source:
            yield _omission(desk, finding, finding.source)


def _discrepant(desk: Desk, words: Span, findings: Sequence[Discrepancy]) -> Line:
    """Return one line with the kinds of all `findings`, the surest first."""
    kinds = tuple(dict.fromkeys(finding.kind for finding in findings))
    places = [finding.source for finding in findings if finding.source]
    compared = next(line for line in desk.comparison.lines if line.end > words.start)
    passage = desk.passage(places[0]) if places else desk.nearby(compared)
    line = Line(
        key="x",
        form=Form.TRAINING,
        kinds=kinds,
        resembles=kinds[0],
        derived=desk.derived.excerpt(words),
        passages=(passage,),
        why=shorten(findings[0].why, LONGEST_WHY),
        headline=Kind.HEADLINE_MISMATCH in kinds,
    )
    return _with_changes(line, _changes(desk, words, findings))


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
    text = desk.sources[desk.keys[place.article]]
    return text.piece(text.covering(place.span), changed)


def _with_changes(line: Line, changes: Iterable[Change]) -> Line:
    """Return `line` with those of `changes` that can be found in its words."""
    for change in changes:
        more = replace(line, changes=(*line.changes, change))
        if not unsound(more):
            line = more
    return line


def _omission(desk: Desk, finding: Discrepancy, place: Place) -> Line:
    passage = desk.passage(place)
    kept = map(desk.kept, desk.carried())
    others = [each for each in kept if each.source != passage.excerpt.words]
    return Line(
        key="x",
        form=Form.TRAINING,
        kinds=(finding.kind,),
        resembles=finding.kind,
        derived=None,
        passages=(passage,),
        why=shorten(finding.why, LONGEST_WHY),
        kept=tuple(others[:3]),
    )
