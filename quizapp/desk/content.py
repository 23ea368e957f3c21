"""The desk's values as plain JSON objects, and back."""

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from quizapp.desk.proposal import Proposal, Proposed
from quizapp.errors import BadInput
from quizapp.wording import gettext

T = TypeVar("T")

_PROPOSAL = TypeAdapter(Proposal)
_PROPOSED = TypeAdapter(Proposed)


def content_of(value: Proposal | Proposed) -> dict[str, Any]:
    """Write a value as JSON has it: fields by name, spans as `start` and `end`."""
    adapter: TypeAdapter[Any] = _PROPOSAL if isinstance(value, Proposal) else _PROPOSED
    content: dict[str, Any] = adapter.dump_python(value, mode="json")
    return content


def proposal_of(content: object) -> Proposal:
    """Read what `content_of` wrote of a proposal; raise BadInput for anything else."""
    return _read(_PROPOSAL, content)


def proposed_of(content: object) -> Proposed:
    """Read what `content_of` wrote of a proposed line; raise BadInput otherwise."""
    return _read(_PROPOSED, content)


def _read(adapter: TypeAdapter[T], content: object) -> T:
    try:
        return adapter.validate_python(content)
    except ValidationError:
        text = gettext("what was stored cannot be read; compare the articles again")
        raise BadInput(text) from None
