"""Opened to the room: the address in its network, and a QR of it."""

import io
import re
from ipaddress import ip_address

import pytest

from quizapp.cli import reach
from quizapp.cli.reach import announce

ROOM = "192.168.7.5"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def in_two_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a room: no machine that tests is sure to be in a network."""
    monkeypatch.setattr(reach, "addresses", lambda: [ROOM, "10.0.0.9"])


def said(host: str, out: io.StringIO) -> str:
    announce(host, 8000, out)
    return out.getvalue()


@pytest.mark.usefixtures("in_two_networks")
def test_opened_to_the_room_it_says_where_phones_find_it() -> None:
    shown = said("0.0.0.0", Terminal())
    assert f"Blue Pencil is at http://{ROOM}:8000" in shown
    assert "Phones in the same network open it there" in shown
    assert "http://10.0.0.9:8000" in shown
    assert "0.0.0.0" not in shown
    code = [line for line in shown.splitlines() if set(line) <= set(" ▀▄█") and line]
    # Two rows of modules a line, with two modules of quiet around them.
    assert len(code) * 2 >= 25
    assert {len(line) for line in code} == {len(code[0])}


@pytest.mark.usefixtures("in_two_networks")
def test_without_a_terminal_there_is_no_drawing_in_the_log() -> None:
    shown = said("0.0.0.0", io.StringIO())
    assert f"http://{ROOM}:8000" in shown
    assert not re.search("[▀▄█]", shown)


def test_for_this_computer_alone_nothing_is_said_about_phones() -> None:
    assert said("127.0.0.1", Terminal()) == (
        "Blue Pencil is at http://127.0.0.1:8000 – Ctrl+C stops it.\n"
    )


def test_an_address_that_was_chosen_is_shown_as_it_is() -> None:
    assert "http://192.0.2.8:8000 " in said("192.0.2.8", io.StringIO())
    assert "http://[2001:db8::1]:8000 " in said("2001:db8::1", io.StringIO())


def test_a_computer_in_no_network_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "addresses", list)
    assert "in no network" in said("0.0.0.0", Terminal())


def test_what_is_found_can_be_reached_from_elsewhere() -> None:
    for address in reach.addresses():
        known = ip_address(address)
        assert not known.is_loopback
        assert not known.is_unspecified
