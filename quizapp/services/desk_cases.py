"""Cases of the desk: brought as articles, compared, opened for deciding, removed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.db.editing import (
    Step,
    edited_case,
    edited_pack,
    last_step,
    note_change,
)
from quizapp.db.models import (
    DeskArticle,
    DeskCase,
    DeskLine,
    DeskPack,
    Origin,
    Person,
    State,
)
from quizapp.errors import Conflict
from quizapp.wording import gettext

DERIVED = "derived"
# What the table and the value of an article have in common.
ARTICLE = ("key", "outlet", "date", "address", "headline", "text", "printed")


@dataclass(frozen=True, slots=True)
class ArticleOnDesk:
    """An article; `key` is `derived` or the source's id; `text` may be missing."""

    key: str
    outlet: str
    date: str
    address: str | None
    headline: str
    text: str | None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class LineOnDesk:
    """A line; `content` is a `desk.proposal.Proposed` as `desk.content` writes it.

    `decided_by` is a name, None where nobody decided or they have gone; `by_me` says
    that it was whoever opened the case.
    """

    key: str
    state: State
    origin: Origin
    content: Mapping[str, Any]
    revision: int
    decided_by: str | None
    decided_at: datetime | None
    by_me: bool = False


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case as it lies open; the derived article comes first, lines in their order.

    `last` is the last decision in it of whoever opened it, which they may undo.
    """

    pack: int
    pack_title: str
    language: str
    slug: str
    title: str
    about: str
    compared: bool
    reading: Mapping[str, Any] | None
    articles: tuple[ArticleOnDesk, ...]
    lines: tuple[LineOnDesk, ...]
    last: Step | None = None

    @property
    def derived(self) -> ArticleOnDesk:
        """The derived article."""
        return self.articles[0]

    @property
    def sources(self) -> tuple[ArticleOnDesk, ...]:
        """The sources, in the order they were brought."""
        return self.articles[1:]


def open_case(session: Session, *, person: int, pack: int, case: str) -> OpenCase:
    """Return a case. Raises `NotFound` where it is not this person's to work on."""
    row = edited_case(session, person=person, pack=pack, case=case)
    its_pack = session.get_one(DeskPack, pack)
    return OpenCase(
        pack=pack,
        pack_title=its_pack.title,
        language=its_pack.language,
        slug=row.slug,
        title=row.title,
        about=row.about,
        compared=row.compared,
        reading=row.reading,
        articles=_articles(session, row.id),
        lines=_lines(session, row.id, person),
        last=last_step(session, case=row.id, person=person),
    )


def bring_case(  # noqa: PLR0913  a case is these
    session: Session,
    *,
    person: int,
    pack: int,
    slug: str,
    title: str,
    about: str,
    articles: Sequence[ArticleOnDesk],
    now: datetime,
) -> str:
    """Lay a new case on the desk, the derived article first; return its slug.

    Where the pack has one of this name, a number is added. Raises `NotFound` for a
    pack of somebody else's.
    """
    edited_pack(session, person=person, pack=pack).changed_at = now
    taken = set(
        session.scalars(select(DeskCase.slug).where(DeskCase.desk_pack_id == pack))
    )
    unique = next(s for s in _numbered(slug) if s not in taken)
    row = DeskCase(
        desk_pack_id=pack, slug=unique, title=title, about=about, compared=False
    )
    session.add(row)
    session.flush()
    _store_articles(session, row.id, articles)
    return unique


def change_articles(  # noqa: PLR0913  whose, where, what, when
    session: Session,
    *,
    person: int,
    pack: int,
    case: str,
    articles: Sequence[ArticleOnDesk],
    now: datetime,
) -> None:
    """Put other articles in the place of a case's, before they are compared.

    Raises `Conflict` once they were: lines refer to them by then.
    """
    # Held, so that nobody lays out lines for the articles that go.
    row = edited_case(session, person=person, pack=pack, case=case, held=True)
    if row.compared:
        raise Conflict(
            gettext("These articles were compared already. Bring them as a new case.")
        )
    note_change(session, pack, now)
    session.execute(delete(DeskArticle).where(DeskArticle.desk_case_id == row.id))
    _store_articles(session, row.id, articles)


def describe_case(  # noqa: PLR0913  whose, where, what, when
    session: Session,
    *,
    person: int,
    pack: int,
    case: str,
    title: str,
    about: str,
    articles: Sequence[ArticleOnDesk],
    now: datetime,
) -> None:
    """Say anew what a case is and where its articles appeared; texts stay."""
    row = edited_case(session, person=person, pack=pack, case=case)
    note_change(session, pack, now)
    row.title, row.about = title, about
    stored = session.scalars(
        select(DeskArticle).where(DeskArticle.desk_case_id == row.id)
    )
    given = {article.key: article for article in articles}
    for article in stored:
        if said := given.get(article.key):
            article.outlet, article.date = said.outlet, said.date
            article.address, article.headline = said.address, said.headline
    session.flush()


def lay_out(  # noqa: PLR0913  whose, where, what, when
    session: Session,
    *,
    person: int,
    pack: int,
    case: str,
    reading: Mapping[str, Any] | None,
    lines: Iterable[LineOnDesk],
    now: datetime,
) -> None:
    """Lay out what is proposed for a case. Raises `Conflict` where that was done."""
    row = edited_case(session, person=person, pack=pack, case=case, held=True)
    if row.compared:
        raise Conflict(gettext("These articles were compared already."))
    note_change(session, pack, now)
    row.compared, row.reading = True, dict(reading) if reading else None
    session.add_all(
        DeskLine(
            desk_case_id=row.id,
            key=line.key,
            position=position,
            state=line.state.value,
            origin=line.origin.value,
            content=dict(line.content),
            revision=1,
            decided_by_id=person if line.state is State.ACCEPTED else None,
            decided_at=now if line.state is State.ACCEPTED else None,
        )
        for position, line in enumerate(lines, start=1)
    )
    session.flush()


def remove_case(
    session: Session, *, person: int, pack: int, case: str, now: datetime
) -> None:
    """Remove a case with its articles and lines; what was published of it stays."""
    row = edited_case(session, person=person, pack=pack, case=case)
    note_change(session, pack, now)
    session.execute(delete(DeskCase).where(DeskCase.id == row.id))


def _numbered(slug: str) -> Iterable[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug[:55]}-{number}"
        number += 1


def _store_articles(
    session: Session, case_id: int, articles: Sequence[ArticleOnDesk]
) -> None:
    session.add_all(
        DeskArticle(
            desk_case_id=case_id,
            position=position,
            **{name: getattr(article, name) for name in ARTICLE},
        )
        for position, article in enumerate(articles)
    )
    session.flush()


def _articles(session: Session, case_id: int) -> tuple[ArticleOnDesk, ...]:
    rows = session.scalars(
        select(DeskArticle)
        .where(DeskArticle.desk_case_id == case_id)
        .order_by(DeskArticle.position)
    )
    return tuple(
        ArticleOnDesk(**{name: getattr(row, name) for name in ARTICLE}) for row in rows
    )


def _lines(session: Session, case_id: int, person: int) -> tuple[LineOnDesk, ...]:
    rows = session.execute(
        select(DeskLine, Person.name)
        .outerjoin(Person, Person.id == DeskLine.decided_by_id)
        .where(DeskLine.desk_case_id == case_id)
        .order_by(DeskLine.position, DeskLine.id)
    )
    return tuple(
        LineOnDesk(
            line.key,
            State(line.state),
            Origin(line.origin),
            line.content,
            line.revision,
            name,
            line.decided_at,
            by_me=line.decided_by_id == person,
        )
        for line, name in rows
    )
