"""Where phones reach this computer: its addresses in the networks it is in."""

import fcntl
import socket
import struct
import sys
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import TextIO

from segno import make_qr

from quizapp.wording import gettext

ANYWHERE = ("0.0.0.0", "::", "")
INTERFACES = Path("/sys/class/net")
GET_ADDRESS = 0x8915  # SIOCGIFADDR, on Linux
# Nobody has this address; asking for the way there sends nothing.
ELSEWHERE = ("192.0.2.1", 9)


def announce(host: str, port: int, out: TextIO | None = None) -> None:
    """Say where the game is; on a terminal, with a QR for the phones in the room."""
    out = out or sys.stdout
    found = addresses() if host in ANYWHERE else [host]
    here = url(found[0] if found else "127.0.0.1", port)
    said = gettext("Blue Pencil is at %(address)s – Ctrl+C stops it.")
    print(said % {"address": here}, file=out)
    if host in ANYWHERE:
        _say_how_to_reach(found, here, port, out)
    out.flush()


def _say_how_to_reach(found: list[str], here: str, port: int, out: TextIO) -> None:
    if not found:
        print(gettext("This computer is in no network that phones are in."), file=out)
        return
    if out.isatty():
        make_qr(here, error="m").terminal(out, border=2, compact=True)
    print(
        gettext(
            "Phones in the same network open it there. Open it there yourself too: "
            "then the wall of a workshop shows that address."
        ),
        file=out,
    )
    for other in found[1:]:
        said = gettext("In another network this computer is %(address)s.")
        print(said % {"address": url(other, port)}, file=out)


def url(host: str, port: int) -> str:
    """Return the address of a page.

    >>> url("192.168.1.7", 8000), url("::1", 8000)
    ('http://192.168.1.7:8000', 'http://[::1]:8000')
    """
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def addresses() -> list[str]:
    """Return this computer's addresses, those that phones may reach first.

    Phones come by radio, so its address there is first; then the way out.
    """
    out = _way_out()
    found = {_address_of(name): name for name in _interfaces()}
    if out:
        found.setdefault(out, "")
    usable = [(a, name) for a, name in found.items() if a and _is_usable(a)]
    usable.sort(key=lambda known: (not _is_radio(known[1]), known[0] != out))
    return [address for address, _ in usable]


def _interfaces() -> list[str]:
    # A service may be forbidden to ask.
    with suppress(OSError):
        return [name for _, name in socket.if_nameindex()]
    return []


def _way_out() -> str:
    with _probe() as probe, suppress(OSError):
        probe.connect(ELSEWHERE)
        return str(probe.getsockname()[0])
    return ""


def _address_of(interface: str) -> str:
    """Return an interface's address, where this system tells it."""
    if not INTERFACES.is_dir():
        return ""
    asked = struct.pack("256s", interface.encode()[:15])
    with _probe() as probe, suppress(OSError):
        return socket.inet_ntoa(fcntl.ioctl(probe, GET_ADDRESS, asked)[20:24])
    return ""


def _probe() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def _is_usable(address: str) -> bool:
    known = ip_address(address)
    return not (known.is_loopback or known.is_link_local or known.is_unspecified)


def _is_radio(interface: str) -> bool:
    return bool(interface) and (INTERFACES / interface / "wireless").is_dir()
