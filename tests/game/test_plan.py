"""The mix a plan begins with: half sound, of many kinds, and no more than eight."""

from collections.abc import Sequence

import pytest

from quizapp.compare.kinds import Kind
from quizapp.game.line import Line
from quizapp.game.plan import Choosable, suggest
from quizapp.game.question import formats_of
from tests import cast


def choosable(lines: Sequence[Line]) -> list[Choosable]:
    return [Choosable(line.key, line, formats_of(line)) for line in lines]


def kinds_of(lines: Sequence[Line], keys: frozenset[str]) -> list[Kind | None]:
    return [line.kinds[0] if line.kinds else None for line in lines if line.key in keys]


def test_half_of_the_mix_is_sound_and_the_rest_of_many_kinds() -> None:
    lines = (*cast.SOUND, *cast.PARTING, cast.omitted("omitted"))
    kinds = kinds_of(lines, suggest(choosable(lines)))
    assert len(kinds) == 8
    assert kinds.count(None) == 4
    assert len(set(kinds)) == 5


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), 0),
        (cast.SOUND, 0),
        (cast.PARTING, 0),
        ((*cast.SOUND[:2], *cast.PARTING), 4),
        ((*cast.SOUND, *cast.PARTING[:1]), 2),
    ],
    ids=["nothing", "sound alone", "parting alone", "two sound", "one parting"],
)
def test_what_is_scarce_limits_the_mix(lines: Sequence[Line], expected: int) -> None:
    assert len(suggest(choosable(lines))) == expected


def test_the_mix_is_the_same_each_time() -> None:
    lines = choosable((*cast.SOUND, *cast.PARTING))
    assert suggest(lines) == suggest(lines)
