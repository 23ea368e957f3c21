"""The desk's values as plain JSON objects, and back."""

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from quizapp.desk.proposal import Proposal, Proposed
from quizapp.errors import BadInput
from quizapp.game.line import Line
from quizapp.wording import gettext

T = TypeVar("T")

_PROPOSAL = TypeAdapter(Proposal)
_PROPOSED = TypeAdapter(Proposed)
_LINE = TypeAdapter(Line)


def content_of(value: Proposal | Proposed | Line) -> dict[str, Any]:
    """Write a value as JSON has it: fields by name, spans as `start` and `end`."""
    adapters: dict[type, TypeAdapter[Any]] = {
        Proposal: _PROPOSAL,
        Proposed: _PROPOSED,
        Line: _LINE,
    }
    content: dict[str, Any] = adapters[type(value)].dump_python(value, mode="json")
    return content


def proposal_of(content: object) -> Proposal:
    """Read what `content_of` wrote of a proposal; raise BadInput for anything else."""
    return _read(_PROPOSAL, content)


def proposed_of(content: object) -> Proposed:
    """Read what `content_of` wrote of a proposed line; raise BadInput otherwise."""
    return _read(_PROPOSED, content)


def line_of(content: object) -> Line:
    """Read what `content_of` wrote of a line; raise BadInput for anything else."""
    return _read(_LINE, content)


def _read(adapter: TypeAdapter[T], content: object) -> T:
    try:
        return adapter.validate_python(content)
    except ValidationError:
        text = gettext("what was stored cannot be read; compare the articles again")
        raise BadInput(text) from None
