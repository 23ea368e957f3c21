"""What is wrong in a pack's files, and where: all of it at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.errors import BadInput


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right; line and column count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return `file:line:column: what is wrong; what to write instead`."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class PackFaults(BadInput):
    """The pack cannot be used; `faults` says everything that is wrong with it."""

    faults: tuple[Fault, ...]

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Take every fault, in any order; the message has one line for each."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
