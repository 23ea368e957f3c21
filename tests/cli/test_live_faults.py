"""Whole workshops over sockets, with a fault in mid-vote: nothing thanked for is lost.

The phones are those of `bench/live`: each comes back by itself and sends again what was
not acknowledged. A run says itself what went wrong: a vote lost, counted twice or
refused, a stage that never came.
"""

import pytest

from bench.live.faults import Fault
from bench.live.play import Setting
from bench.live.run import play
from tests.postgres import NoServerError

PHONES = 20
ONE_LINE = Setting(PHONES, questions=1, spread=1.0, idle=0)


@pytest.mark.parametrize("fault", list(Fault))
def test_every_vote_counts_once_and_every_phone_comes_back(fault: Fault) -> None:
    try:
        run = play(ONE_LINE, workers=fault.workers, fault=fault)
    except NoServerError as missing:
        pytest.skip(f"PostgreSQL: {missing}")
    assert run.wrong == []
    assert run.votes == 2 * PHONES
    shown = {kind: len(times) for kind, times in run.times.items()}
    assert set(shown.values()) == {PHONES}, shown
    # Where nobody noticed anything there was no fault, and this proves nothing.
    assert run.again or run.failed
