"""Boosters: which kinds somebody should look at again, and on which days.

What was learnt is half gone in two weeks unless it is called up again (Maertens et
al., N = 8,525). For every kind the FSRS scheduler says when that is due, replayed from
the answers each time: nothing of it is stored, so nothing of it can be wrong for long.

A wrong answer rates *again*, however sure it was. A right one rates *good*, but *hard*
where it was a hunch, since half of all hunches are right by chance. *Easy* is never
given: a kind is not one fact, and being certain of one line says little of the next of
its kind. Answered rightly each time, a kind comes back after 2, 11 and 28 days, about
the fixed days of a workshop; a mistake brings it back in a day or two.

Replaying 500 answers takes about 7 ms.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler

from quizapp.compare.kinds import Kind

BOOSTERS = (timedelta(days=2), timedelta(weeks=2), timedelta(weeks=4))
"""How long after a workshop its boosters are due."""

LAPSES = timedelta(weeks=2)
"""How long the last booster of a workshop is spoken of; what comes later nags."""

HUNCH = 1

# No steps within a day: a kind comes back in another round, on another day. Without
# chance, or the same answers would give another date.
_SCHEDULER = Scheduler(
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=BOOSTERS[-1].days,
    enable_fuzzing=False,
)


class Review(NamedTuple):
    """One answer to a line of a kind; `certainty` is None where it is not asked."""

    kind: Kind
    at: datetime
    right: bool
    certainty: int | None


def rating(review: Review) -> Rating:
    """Return what the scheduler is told of an answer."""
    if not review.right:
        return Rating.Again
    return Rating.Hard if review.certainty == HUNCH else Rating.Good


def replayed(reviews: Iterable[Review]) -> dict[Kind, Card]:
    """Return each kind's card after these reviews, given in their order."""
    found: dict[Kind, Card] = {}
    for review in reviews:
        card = found.get(review.kind) or Card(card_id=0, due=review.at)
        # The scheduler takes UTC under this very name, and no other zone like it.
        at = review.at.astimezone(UTC)
        found[review.kind], _ = _SCHEDULER.review_card(card, rating(review), at)
    return found


def kinds_due(reviews: Iterable[Review], *, today: date) -> tuple[Kind, ...]:
    """Return the kinds that are due, the one that has waited longest first."""
    cards = replayed(reviews)
    due = [kind for kind, card in cards.items() if card.due.date() <= today]
    return tuple(sorted(due, key=lambda kind: (cards[kind].due.date(), kind)))


def booster_due(ended_on: date, *, played_on: date | None, today: date) -> bool:
    """Tell whether a booster of a workshop that ended on a day is due.

    It is from its day on, until something was played (last on `played_on`), the next
    one is due, or the last has lapsed.

    >>> end = date(2026, 3, 4)
    >>> booster_due(end, played_on=end, today=date(2026, 3, 6))
    True
    >>> booster_due(end, played_on=date(2026, 3, 6), today=date(2026, 3, 7))
    False
    """
    days = [ended_on + wait for wait in BOOSTERS]
    reached = [day for day in days if day <= today]
    if not reached or today >= days[-1] + LAPSES:
        return False
    return played_on is None or played_on < reached[-1]
