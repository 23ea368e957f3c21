"""Files to keep: always an attachment, under a name of plain letters."""

from flask import Response

from quizapp.packs.fields import SLUG


def archive(content: bytes, name: str) -> Response:
    """Answer with a .zip; `name` is a slug, and anything else is not told."""
    plain = name if SLUG.fullmatch(name) else "pack"
    answer = Response(content, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
