"""Where a question stands: whose it is, which case, which round, which place in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a participant's own rounds; numbers and positions count from 1."""

    participant: int
    pack: str
    case: str
    number: int = 0
    position: int = 0
