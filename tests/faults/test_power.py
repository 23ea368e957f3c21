"""The power is cut while people answer and vote; `make faults` does it 200 times."""

import pytest

from bench.faults.power import cut_power
from tests.postgres import NoServerError

TIMES = 2


@pytest.mark.parametrize("on", ["sqlite", "postgresql"])
def test_what_was_acknowledged_is_there_once_and_the_server_comes_back(
    on: str,
) -> None:
    try:
        cuts = cut_power(on, TIMES, players=4, voters=4)
    except NoServerError as missing:
        pytest.skip(f"PostgreSQL: {missing}")
    assert cuts.wrong == []
    assert cuts.times == TIMES
    assert cuts.thanked > 0
