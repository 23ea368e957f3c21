"""Make a practice line in a process of its own; see `quizapp.apart`.

It is asked with a JSON object, {"sources": {id: text}, "derived": text, "proposal": as
`content_of` writes it, "kind": kind, "seed": number}, and answers with {"line": as
`content_of` writes it} or {"refused": sentence}.
"""

import json
from random import Random
from typing import Any

from quizapp.compare.kinds import Kind
from quizapp.desk.content import content_of, proposal_of
from quizapp.desk.practice import practice_line
from quizapp.errors import QuizappError


def work(asked: bytes) -> bytes:
    """Return the line that is asked for, or why there is none."""
    return json.dumps(_answer(json.loads(asked)), ensure_ascii=False).encode()


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        line = practice_line(
            asked["sources"],
            asked["derived"],
            proposal_of(asked["proposal"]),
            Kind(asked["kind"]),
            Random(asked["seed"]),
        )
    except QuizappError as refusal:
        return {"refused": str(refusal)}
    return {"line": content_of(line)}
