"""What a board advises, from readers whose figures are known."""

from random import Random

import pytest

from quizapp.game.simulation import Reader
from quizapp.web.findings import next_steps
from tests.game.test_board import board, judged_by

TESTS = "Give them a test before and a test after"
HIDDEN = "Play the next round with the source hidden."
BESIDE = "Play another round with the source beside"


@pytest.mark.parametrize(("d", "said"), [(2.0, HIDDEN), (0.0, BESIDE)])
def test_only_who_tells_lines_apart_is_sent_to_the_harder_reading(
    d: float, said: str
) -> None:
    rng = Random(4)
    rows = [a for n in range(8) for a in judged_by(Reader(d, 0), n, 40, rng)]
    steps = next_steps(board(rows, beside=True), other=False)
    assert steps[-1].startswith(said)


@pytest.mark.parametrize("beside", [True, False])
def test_tests_are_advised_where_they_would_be_seen(beside: bool) -> None:
    steps = next_steps(board([], beside=beside), other=False)
    assert any(step.startswith(TESTS) for step in steps) is beside
