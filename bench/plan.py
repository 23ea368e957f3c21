"""How a measurement is to be taken."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """Turns and sizes; `keep` is where databases that take long to fill are kept."""

    turns: int = 3
    answers: int = 400
    on: tuple[str, ...] = ("sqlite", "postgresql")
    million: int = 1_000_000
    keep: Path = Path("/tmp/quizapp-bench")
