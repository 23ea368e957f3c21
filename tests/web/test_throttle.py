import pytest
from flask import Flask

from quizapp.web.throttle import CLIENTS, MOST, WINDOW, Door, Throttle, _client


def failed(throttle: Throttle, times: int, now: float = 0.0) -> None:
    for _ in range(times):
        throttle.note(Door.CODE, "room", now=now)


def test_a_hundred_failures_are_free_and_then_there_is_a_wait() -> None:
    throttle = Throttle()
    failed(throttle, MOST - 1)
    assert throttle.wait(Door.CODE, "room", now=60.0) == 0
    failed(throttle, 1, now=60.0)
    assert throttle.wait(Door.CODE, "room", now=60.0) == WINDOW - 60
    assert throttle.wait(Door.SIGN_IN, "room", now=60.0) == 0
    assert throttle.wait(Door.CODE, "elsewhere", now=60.0) == 0


def test_the_wait_ends_and_counting_begins_anew() -> None:
    throttle = Throttle()
    failed(throttle, MOST)
    assert throttle.wait(Door.CODE, "room", now=WINDOW) == 0
    failed(throttle, MOST - 1, now=WINDOW)
    assert throttle.wait(Door.CODE, "room", now=WINDOW) == 0


def test_only_so_many_clients_are_remembered() -> None:
    throttle = Throttle()
    for n in range(CLIENTS + 50):
        throttle.note(Door.CODE, str(n), now=0.0)
    assert len(throttle._counts) == CLIENTS


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1:5000", "192.0.2.1:5001", True),
        ("192.0.2.1:5000", "192.0.2.2:5000", False),
        ("[2001:db8:1:2::1]:5000", "2001:db8:1:2::9", True),
        ("::1", "::2", True),
        ("", "", True),
        ("unix:", "192.0.2.1", False),
    ],
)
def test_a_client_is_an_address_or_a_network(
    app: Flask, one: str, other: str, same: bool
) -> None:
    named = []
    for address in (one, other):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            named.append(_client())
    assert (named[0] == named[1]) is same
