"""Propose in a process of its own; see `quizapp.apart`.

It is asked with a JSON object, {"sources": {id: text}, "derived": text, "language":
code}, and answers with {"proposal": as `content_of` writes it} or {"refused":
sentence}.
"""

import json
from typing import Any

from quizapp.desk.content import content_of
from quizapp.desk.propose import propose
from quizapp.errors import BadInput


def work(asked: bytes) -> bytes:
    """Return what is proposed for what is asked, or why nothing is."""
    return json.dumps(_answer(json.loads(asked)), ensure_ascii=False).encode()


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        found = propose(asked["sources"], asked["derived"], language=asked["language"])
    except BadInput as refusal:
        return {"refused": str(refusal)}
    return {"proposal": content_of(found)}
