"""A group's reliability: how often each certainty was right, people drawn anew."""

from collections.abc import Mapping
from dataclasses import replace

from quizapp.game.answered import judgements_of
from quizapp.game.calibration import Level, reliability
from quizapp.game.draws import FEWEST, Draws, Sums
from quizapp.game.proportion import wilson
from quizapp.game.resampling import Counts, middle, together


def group_reliability(
    people: Mapping[int, Counts], *, draws: Draws
) -> tuple[Level, ...]:
    """Return one level for each certainty, the least certain first.

    Where fewer than five people used it, the ends are those of the share itself: no
    interval is backed.
    """
    levels = reliability(judgements_of(together(list(people.values()))))
    if len(people) < FEWEST:
        return tuple(_bare(level) for level in levels)
    each = {person: counts.flat for person, counts in people.items()}
    drawn = draws.sums(each)
    return tuple(_level(level, list(each.values()), drawn) for level in levels)


def _bare(level: Level) -> Level:
    value = level.share or 0.0
    return replace(level, low=value, high=value)


def _level(level: Level, each: Sums, drawn: Sums) -> Level:
    if level.share is None:
        return level
    used = sum(_share(flat, level.certainty) is not None for flat in each)
    if used < FEWEST:
        return _bare(level)
    found = [_share(flat, level.certainty) for flat in drawn]
    low, high = middle([share for share in found if share is not None], used)
    if low == high:  # always right, or never: people drawn anew say nothing
        low, high = wilson(round(level.share * used), used)
    return replace(level, low=min(low, level.share), high=max(high, level.share))


def _share(flat: tuple[int, ...], certainty: int) -> float | None:
    """Return the share right at one certainty; ratings run from surely faithful on."""
    holds, parts = 3 - certainty, 2 + certainty
    right, wrong = flat[holds] + flat[6 + parts], flat[parts] + flat[6 + holds]
    return right / (right + wrong) if right + wrong else None
