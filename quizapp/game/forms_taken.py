"""Who took which test: before, after and delayed, and in which order the forms came."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from quizapp.game.answered import Answered, tally
from quizapp.game.line import Form
from quizapp.game.occasion import Occasion
from quizapp.game.resampling import Counts

_Round = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class FormsTaken:
    """What members judged on each occasion, and which form was the first for how many.

    `later` has what those judged who train later: the half that is compared.
    """

    judged: Mapping[Occasion, tuple[Answered, ...]]
    later: Mapping[Occasion, tuple[Answered, ...]]
    a_first: int
    b_first: int

    def counts(self, occasion: Occasion) -> dict[int, Counts]:
        """Count what those judged who trained, by member."""
        return tally(self.judged.get(occasion, ()))

    def later_counts(self, occasion: Occasion) -> dict[int, Counts]:
        """Count what those judged who train later, by member."""
        return tally(self.later.get(occasion, ()))

    @property
    def counterbalanced(self) -> bool:
        """True where no form was the first for more than twice as many."""
        both = self.a_first + self.b_first
        return both > 0 and min(self.a_first, self.b_first) >= both / 3


def forms_taken(own: Iterable[Answered], *, later: Set[int]) -> FormsTaken:
    """Sort what members judged in tests by occasion, and by who trained; see `later`.

    Of two rounds on one occasion and case, as doubles made one have, the first counts.
    """
    tests = [a for a in own if a.occasion and a.judged and not a.in_room]
    first = _first_rounds(tests)
    sides: tuple[dict[Occasion, list[Answered]], ...] = ({}, {})
    for answer in tests:
        if answer.occasion and first[_sat(answer)] == (answer.dealt_at, answer.round):
            side = sides[answer.member in later]
            side.setdefault(answer.occasion, []).append(answer)
    trained, waiting = (
        {when: tuple(answers) for when, answers in side.items()} for side in sides
    )
    return FormsTaken(trained, waiting, *_orders(tests))


def _sat(answer: Answered) -> tuple[int, int, Occasion | None]:
    return answer.member, answer.case, answer.occasion


def _first_rounds(
    tests: Iterable[Answered],
) -> dict[tuple[int, int, Occasion | None], _Round]:
    first: dict[tuple[int, int, Occasion | None], _Round] = {}
    for answer in tests:
        dealt = (answer.dealt_at, answer.round)
        first[_sat(answer)] = min(first.get(_sat(answer), dealt), dealt)
    return first


def _orders(tests: Iterable[Answered]) -> tuple[int, int]:
    """Count the members who took each form before."""
    first: dict[Form, set[int]] = {Form.A: set(), Form.B: set()}
    for answer in tests:
        if answer.occasion is Occasion.BEFORE and answer.form in first:
            first[answer.form].add(answer.member)
    return len(first[Form.A]), len(first[Form.B] - first[Form.A])
