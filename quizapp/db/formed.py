"""What a pack has of each form: its cases, and how many lines they have to play."""

from sqlalchemy import Select, and_, func, select

from quizapp.db.models import Case, Line
from quizapp.game.line import Form


def cases_with(pack: int, form: Form) -> Select[int, str, str, int]:
    """Return the query for number, slug, title and lines of a pack's cases."""
    playable = and_(
        Line.case_id == Case.id, Line.retired_at.is_(None), Line.form == form.value
    )
    return (
        select(Case.id, Case.slug, Case.title, func.count(Line.id))
        .join(Line, playable)
        .where(Case.pack_id == pack)
        .group_by(Case.id)
        .order_by(Case.title)
    )
