"""Showing the lines of a case: the whole page, or the rows that an answer changed.

The page's script asks for rows with a header; without scripts every answer is a page
or leads to one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp.errors import BadInput, Conflict, QuizappError
from quizapp.web.desk_editing import Editing
from quizapp.web.desk_filter import Filter, in_pages, read_filter
from quizapp.web.desk_open import Where, open_reading
from quizapp.web.desk_reading import Reading
from quizapp.web.desk_row import Row
from quizapp.web.desk_rows import rows_of
from quizapp.web.desk_words import as_sentence, count, finding, likelihood

HEADER = "X-Fragment"
STATUS: dict[type[QuizappError], int] = {BadInput: 400, Conflict: 409}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was refused, said in the row called `row`."""

    row: str
    sentence: str


@dataclass(frozen=True)
class _View:
    """A case as this request asks for it."""

    reading: Reading
    wanted: Filter

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return rows_of(self.reading)

    @cached_property
    def pages(self) -> Sequence[Sequence[Row]]:
        """The rows that are asked for, in pages."""
        return in_pages(row for row in self.rows if self.wanted.lets(row.opened))

    def called(self, name: str) -> Row | None:
        return _called(self.rows, name)

    def page_with(self, row: Row | None) -> int | None:
        numbered = enumerate(self.pages, start=1)
        return next((n for n, page in numbered if row and row in page), None)

    def waiting(self, row: Row | None) -> Row | None:
        """Return `row` where it waits, else the next that does, else the first."""
        waits = [
            bool(each.opened and each.opened.waits and self.wanted.lets(each.opened))
            for each in self.rows
        ]
        first = self.rows.index(row) if row else 0
        order = [*range(first, len(waits)), *range(first)]
        return next((self.rows[n] for n in order if waits[n]), None)

    def address(self, there: Row | None, open_row: Row | None) -> str:
        """Return the address at which `there` is seen and, if it can be, `open_row`."""
        page = self.page_with(there)
        query = self.wanted.at_page(page or self.wanted.page).query()
        if open_row and page == self.page_with(open_row):
            query["at"] = open_row.name
        case = self.reading.case
        anchor = there.name if there else None
        return url_for(
            "desk_lines.show", pack=case.pack, case=case.slug, _anchor=anchor, **query
        )

    def context(self, page: int = 1) -> dict[str, object]:
        """Return what every template here is given."""
        counts = count(self.reading.lines)
        wanted = self.wanted.at_page(page)
        return {
            "reading": self.reading,
            "case": self.reading.case,
            "wanted": wanted,
            "query": wanted.query(),
            "finding": finding(counts),
            "counts": counts,
            "likelihood": likelihood,
        }


def wants_rows() -> bool:
    """Say whether the page's script asks, which takes rows instead of a page."""
    return request.headers.get(HEADER) == "rows"


def show_page(
    reading: Reading, *, open_row: str = "", problem: Problem | None = None
) -> str:
    """Return the page that was asked for, or the one with the row that is open."""
    view = _view(reading)
    number = view.page_with(view.called(open_row))
    number = number or min(max(view.wanted.page, 1), len(view.pages))
    shown = view.pages[number - 1]
    return render_template(
        "desk/lines/show.html",
        **view.context(number),
        rows=shown,
        pages=len(view.pages),
        notes=reading.proposal.notes if reading.proposal else (),
        open_row=open_row if view.called(open_row) else _first_waiting(shown),
        editing=None,
        problem=problem,
    )


def answer(
    where: Where, name: str, said: str, *, at: int | None = None
) -> ResponseReturnValue:
    """Show the row called `name`, or else the place `at`, after something was done."""
    view = _view(open_reading(where))
    row = view.called(name) or next((r for r in view.rows if r.at == at), None)
    following = view.waiting(row)
    if wants_rows():
        return _rows(view, row, name=name, said=said, following=following)
    there = row if view.page_with(row) else following
    return redirect(view.address(there, following), 303)


def refuse(
    reading: Reading,
    name: str,
    refusal: QuizappError,
    editing: Editing | None = None,
) -> ResponseReturnValue:
    """Show why nothing was stored, with the row as it is and what was typed."""
    status = STATUS.get(type(refusal), 400)
    problem = Problem(name, as_sentence(str(refusal)))
    if wants_rows():
        view = _view(reading)
        shown = _rows(view, view.called(name), editing=editing, problem=problem)
        shown.status_code = status
        return shown
    if editing:
        return _editor(reading, editing), status
    return show_page(reading, open_row=name, problem=problem), status


def show_forms(reading: Reading, *forms: Editing) -> ResponseReturnValue:
    """Show forms about one line on a page; in its row where the script asks."""
    if not wants_rows():
        return _editor(reading, *forms)
    view = _view(reading)
    return _rows(view, view.called(forms[0].row), editing=forms[0])


def _view(reading: Reading) -> _View:
    return _View(reading, read_filter(request.values))


def _rows(  # noqa: PLR0913  a row shows these
    view: _View,
    row: Row | None,
    *,
    name: str = "",
    said: str = "",
    editing: Editing | None = None,
    problem: Problem | None = None,
    following: Row | None = None,
) -> Response:
    """Return a row with those of its place, for the page's script; else its `name`."""
    at = [each for each in view.rows if row and each.at == row.at]
    page = render_template(
        "desk/lines/rows.html",
        **view.context(view.wanted.page),
        rows=[each for each in at if each is row or view.wanted.lets(each.opened)],
        row_name=row.name if row else name,
        open_row=row.name if row and (editing or problem) else "",
        editing=editing,
        problem=problem,
        said=said,
        following=following.name if following else "",
        onward=view.address(following, following) if following else "",
    )
    response = make_response(page)
    response.headers[HEADER] = "rows"
    return response


def _editor(reading: Reading, *forms: Editing) -> str:
    """Return the page that holds everything about one line."""
    view = _view(reading)
    row = view.called(forms[0].row)
    return render_template(
        "desk/lines/edit.html",
        **view.context(view.wanted.page),
        forms=forms,
        row=row,
        back=view.address(row, row),
    )


def _called(rows: Sequence[Row], name: str) -> Row | None:
    return next((row for row in rows if row.name == name), None)


def _first_waiting(rows: Sequence[Row]) -> str:
    waiting = (row.name for row in rows if row.opened and row.opened.waits)
    return next(waiting, "")
