"""A line as the database keeps it: one JSON object, and back."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from quizapp.compare.kinds import Kind
from quizapp.game.line import Change, Excerpt, Form, Gap, Kept, Line, Passage


def content_of(line: Line) -> dict[str, Any]:
    """Write a line as plain JSON values; `line_of` reads them back."""
    return asdict(line)


def digest_of(line: Line) -> str:
    """Return the SHA-256 (hex) that tells one version of a line from another."""
    written = json.dumps(content_of(line), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def line_of(content: dict[str, Any]) -> Line:
    """Read a line that `content_of` wrote."""
    derived, gap = content["derived"], content["gap"]
    return Line(
        key=content["key"],
        form=Form(content["form"]),
        kinds=tuple(map(Kind, content["kinds"])),
        resembles=Kind(content["resembles"]),
        derived=Excerpt(**derived) if derived else None,
        passages=tuple(map(_passage, content["passages"])),
        why=content["why"],
        changes=tuple(Change(**c) for c in content["changes"]),
        gap=Gap(gap["words"], tuple(gap["others"])) if gap else None,
        kept=tuple(Kept(**k) for k in content["kept"]),
        headline=content["headline"],
        ours=content["ours"],
    )


def _passage(content: dict[str, Any]) -> Passage:
    return Passage(
        article=content["article"],
        excerpt=Excerpt(**content["excerpt"]),
        carries=content["carries"],
    )
