"""Tables as files: CSV and XLSX, safe to open in a spreadsheet."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import SEEK_END, BytesIO, StringIO

from flask import Response

Cell = str | int | float | None
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
AT_ONCE = 64 * 1024  # characters that are sent together
CSV_TYPE = "text/csv; charset=utf-8"
JSON_TYPE = "application/json; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table as UTF-8 with a byte order mark, which spreadsheets look for."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Write what `csv_of` writes bit by bit, so that a long table is never held."""
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


def json_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Write a table as a JSON list of objects, bit by bit, one object a line."""
    yield b"["
    before = "\n"
    for row in rows:
        said = json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False)
        yield f"{before}{said}".encode()
        before = ",\n"
    yield b"\n]\n"


def xlsx_of(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
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


def download(content: bytes | Iterable[bytes], kind: str, name: str) -> Response:
    """Answer with a file to keep; `name` is made of small letters and hyphens."""
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _plain(cell: Cell) -> Cell:
    """Defuse a formula by a leading apostrophe; spreadsheets do not show it.

    >>> _plain("=1+1"), _plain(-6), _plain("it")
    ("'=1+1", -6, 'it')
    """
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell
