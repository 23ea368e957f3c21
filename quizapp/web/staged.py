"""A stage as it is sent, drawn once for each version, and who asks for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KNOWN = 30.0  # seconds until somebody who asks now and then is asked in full again


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody with a seat who asks now and then, and the tongue they are told in.

    `until` is when they are asked in full again: who has left is not told for long.
    """

    participant: int
    tongue: str
    until: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A stage drawn at a version, ready to be sent: as an event, and as the state."""

    version: int
    html: str
    event: bytes
    state: bytes


NOTHING = Drawing(-1, "", b"", b"")


def drawing_of(version: int, html: str) -> Drawing:
    """Return a stage with what is sent of it."""
    told = {"version": version, "html": html}
    state = json.dumps({**told, "counted": None}).encode()
    return Drawing(version, html, _event("stage", told, version), state)


def _event(name: str, data: Mapping[str, Any], number: int) -> bytes:
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(data)}\n\n".encode()
