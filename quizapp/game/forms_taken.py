"""Who took which test: before, after and delayed, and in which order the forms came."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from quizapp.game.line import Form
from quizapp.game.member_counts import Sat
from quizapp.game.occasion import Occasion
from quizapp.game.resampling import Counts, counts_of, together

Tests = Mapping[str, Sat]
"""The tests of one member, by round."""

_Taken = Mapping[int, tuple[Sat, ...]]


@dataclass(frozen=True, slots=True)
class FormsTaken:
    """What members judged on each occasion, and which form was the first for how many.

    `later` has what those judged who train later: the half that is compared.
    """

    judged: Mapping[Occasion, _Taken]
    later: Mapping[Occasion, _Taken]
    a_first: int
    b_first: int

    def counts(self, occasion: Occasion) -> dict[int, Counts]:
        """Return what those judged who trained, by member."""
        return _counts(self.judged.get(occasion, {}))

    def later_counts(self, occasion: Occasion) -> dict[int, Counts]:
        """Return what those judged who train later, by member."""
        return _counts(self.later.get(occasion, {}))

    def kinds(self, occasion: Occasion) -> dict[int, dict[str, list[int]]]:
        """Return what those judged who trained, by member and kind."""
        taken = self.judged.get(occasion, {})
        return {member: _kinds(tests) for member, tests in taken.items()}

    @property
    def counterbalanced(self) -> bool:
        """True where no form was the first for more than twice as many."""
        both = self.a_first + self.b_first
        return both > 0 and min(self.a_first, self.b_first) >= both / 3


def forms_taken(people: Mapping[int, Tests], *, later: Set[int]) -> FormsTaken:
    """Sort what members judged in tests by occasion, and by who trained; see `later`.

    Of two rounds on one occasion and case, as doubles made one have, the first counts.
    """
    sides: tuple[dict[Occasion, dict[int, tuple[Sat, ...]]], ...] = ({}, {})
    for member, tests in people.items():
        for test in _first_rounds(tests):
            taken = sides[member in later].setdefault(Occasion(test.occasion), {})
            taken[member] = (*taken.get(member, ()), test)
    trained, waiting = sides
    return FormsTaken(trained, waiting, *_orders(people))


def _first_rounds(tests: Tests) -> list[Sat]:
    """Keep the round begun first of each case and occasion."""
    begun = sorted(tests, key=lambda number: (tests[number].dealt_at, int(number)))
    first: dict[tuple[int, str], Sat] = {}
    for number in begun:
        first.setdefault((tests[number].case, tests[number].occasion), tests[number])
    return list(first.values())


def _counts(taken: _Taken) -> dict[int, Counts]:
    return {
        member: together([counts_of(test.judged) for test in tests])
        for member, tests in taken.items()
    }


def _kinds(tests: tuple[Sat, ...]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for test in tests:
        for kind, four in test.kinds.items():
            so_far = found.get(kind, (0,) * 4)
            found[kind] = [a + b for a, b in zip(so_far, four, strict=True)]
    return found


def _orders(people: Mapping[int, Tests]) -> tuple[int, int]:
    """Count the members who took each form before."""
    first: dict[str, set[int]] = {Form.A: set(), Form.B: set()}
    for member, tests in people.items():
        for test in tests.values():
            if test.occasion == Occasion.BEFORE and test.form in first:
                first[test.form].add(member)
    return len(first[Form.A]), len(first[Form.B] - first[Form.A])
