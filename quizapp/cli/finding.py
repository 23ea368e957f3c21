"""What the doctor finds: one line a check, and what to do where something is wrong."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check; `todo` is a sentence that says what to do, empty where it is fine."""

    check: str
    level: Level
    said: str
    todo: str = ""


def fine(check: str, said: str) -> Finding:
    """Say that a check found nothing wrong."""
    return Finding(check, Level.OK, said)


def note(check: str, said: str, todo: str) -> Finding:
    """Say what may be meant so, and may be a slip."""
    return Finding(check, Level.NOTE, said, todo)


def fault(check: str, said: str, todo: str) -> Finding:
    """Say what is wrong."""
    return Finding(check, Level.FAULT, said, todo)
