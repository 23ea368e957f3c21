"""Propose in a process of its own: `python -m quizapp.desk.worker`.

Standard input is one JSON object, {"sources": {id: text}, "derived": text,
"language": code}; standard output is one too, {"proposal": …} as `content_of` writes
it, or {"refused": sentence}. The exit status is 0 in both cases.
"""

import json
import sys
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


if __name__ == "__main__":
    sys.stdout.buffer.write(work(sys.stdin.buffer.read()))
