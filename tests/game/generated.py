"""Lines made up by Hypothesis: a source, and a rewrite with known changes."""

from dataclasses import dataclass, replace
from itertools import count

from hypothesis import strategies as st

from quizapp.compare.kinds import Kind
from quizapp.game.line import Change, Excerpt, Line
from quizapp.game.question import Stocked
from tests import cast

# How many words stay, how many the rewrite has, how many the source has for them.
Stretch = tuple[int, int, int]
stretches = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)), max_size=4
)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A line with its changes, cut from words that each occur once."""

    line: Line

    @property
    def derived(self) -> str:
        assert self.line.derived
        return self.line.derived.words

    @property
    def source(self) -> str:
        return self.line.passages[0].excerpt.words


def rewritten(cuts: list[Stretch], last: int, space: str) -> Rewrite:
    """Build a line: before each change and after the last, some words stay."""
    names = (f"w{n:03}" for n in count())
    derived: list[str] = []
    source: list[str] = []
    changes = []
    for stay, ours, theirs in [*cuts, (last, 0, 0)]:
        kept = [next(names) for _ in range(stay)]
        new, old = ([next(names) for _ in range(n)] for n in (ours, theirs))
        derived += [*kept, *new]
        source += [*kept, *old]
        if new or old:
            changes.append(Change(space.join(new), space.join(old)))
    model = cast.altered("made")
    passage = replace(model.passages[0], excerpt=Excerpt(space.join(source)))
    line = replace(
        model,
        derived=Excerpt(space.join(derived)),
        passages=(passage,),
        changes=tuple(changes),
        gap=None,
    )
    return Rewrite(line)


rewrites = st.builds(
    rewritten, stretches, st.integers(1, 3), st.sampled_from((" ", "  ", "\n"))
)

_makers = (cast.sound, cast.altered, cast.claimed, cast.omitted, cast.headline)
_histories = st.sampled_from(
    [(None, 0), (None, 0), (True, 1), (True, 3), (False, 1), (False, 2)]
)
_places = st.tuples(st.sampled_from(_makers), _histories)


def _laid(chosen: list[tuple[object, tuple[bool | None, int]]]) -> list[Stocked]:
    return [
        Stocked(n, make(f"line{n}"), missed, seen)  # type: ignore[operator]
        for n, (make, (missed, seen)) in enumerate(chosen, start=1)
    ]


stocks = st.lists(_places, max_size=40).map(_laid)
kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.OMITTED_CONTEXT])
