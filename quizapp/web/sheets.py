"""Tables as files: CSV, XLSX and JSON, safe to open in a spreadsheet."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import SEEK_END, BytesIO, StringIO

from flask import Response

from quizapp.errors import NotFound
from quizapp.wording import gettext

Cell = str | int | float | None
Head = Sequence[str]
Rows = Iterable[Sequence[Cell]]
# A spreadsheet takes a cell that begins so for a formula.
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Where commas stand in numbers, a semicolon begins a cell of a CSV, quoted or not.
INNER = re.compile(r"""([;\n]"*)(?=[=+\-@\t\r])""")
AT_ONCE = 64 * 1024  # characters that are sent together


def csv_lines(head: Head, rows: Rows) -> Iterator[bytes]:
    """Write a table as UTF-8 bit by bit, so that a long one is never held."""
    # Spreadsheets look for the byte order mark.
    out = StringIO("\ufeff", newline="")
    out.seek(0, SEEK_END)
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
        if out.tell() > AT_ONCE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def json_lines(head: Head, rows: Rows) -> Iterator[bytes]:
    """Write a table as a JSON list of objects, bit by bit, one object a line."""
    yield b"["
    before = "\n"
    for row in rows:
        said = json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False)
        yield f"{before}{said}".encode()
        before = ",\n"
    yield b"\n]\n"


def xlsx_of(head: Head, rows: Rows) -> bytes:
    """Write a table as a workbook of one sheet; text stays text."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - 2 MB that few ever need

    out = BytesIO()
    # Text is never taken for a formula, a number or an address.
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write_row(0, 0, head, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    return out.getvalue()


# How a table is written, and what the file is, by the end of its name.
WAYS: Mapping[str, tuple[Callable[[Head, Rows], bytes | Iterable[bytes]], str]] = {
    "csv": (csv_lines, "text/csv; charset=utf-8"),
    "json": (json_lines, "application/json; charset=utf-8"),
    "xlsx": (
        xlsx_of,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def sheet(name: str, ending: str, head: Head, rows: Rows) -> Response:
    """Answer with a table as a file to keep; `name` is plain letters and hyphens.

    Raises `NotFound` for an ending that is none of `WAYS`.
    """
    if ending not in WAYS:
        raise NotFound(gettext("There is no such file: take CSV, XLSX or JSON."))
    write, kind = WAYS[ending]
    answer = Response(write(head, rows), content_type=kind)
    named = f'attachment; filename="{name}.{ending}"'
    answer.headers["Content-Disposition"] = named
    return answer


def _plain(cell: Cell) -> Cell:
    """Defuse a formula by an apostrophe before it.

    >>> _plain("=1+1"), _plain(-6), _plain("it"), _plain("it;=1+1")
    ("'=1+1", -6, 'it', "it;'=1+1")
    """
    if not isinstance(cell, str):
        return cell
    if ";" in cell or "\n" in cell:
        cell = INNER.sub(r"\1'", cell)
    return f"'{cell}" if cell.startswith(SIGNS) else cell
