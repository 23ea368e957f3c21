"""`quizapp report GROUP`: what the dashboard says of a group, on the command line."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, astuple, fields
from itertools import groupby

from sqlalchemy.orm import Session

from quizapp.cli.database import upgraded_database
from quizapp.cli.figures import Row, board_rows, line_rows
from quizapp.cli.subparsers import Subparsers
from quizapp.config import Config, read_config
from quizapp.errors import BadInput
from quizapp.packs.exchange.xapi import statements
from quizapp.services import dashboards, line_analysis
from quizapp.services.statements import said_in, teacher_of
from quizapp.wording import gettext, ngettext

HOME = "https://example.org/blue-pencil"
DIGITS = 4


def add_parser(commands: Subparsers) -> None:
    """Add `report` to the command line."""
    parser = commands.add_parser(
        "report", help=gettext("say what a group can do, as its dashboard does")
    )
    parser.add_argument(
        "group",
        type=int,
        metavar="GROUP",
        help=gettext("its number, as `quizapp groups list` has it"),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "csv", "xapi"),
        default="text",
        help=gettext("how it is written; xapi: every answer as a statement"),
    )
    parser.add_argument(
        "--source",
        choices=("beside", "hidden"),
        help=gettext("lines read this way (default: the way most were read)"),
    )
    parser.add_argument(
        "--home",
        default=HOME,
        metavar="URL",
        help=gettext("the address that xAPI statements name as their home"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the report; return 0."""
    config = read_config(os.environ)
    with upgraded_database(config) as database, database.reading() as session:
        if args.format == "xapi":
            _write_statements(session, args, config)
        else:
            _write_figures(session, args)
    return 0


def _write_figures(session: Session, args: argparse.Namespace) -> None:
    person = teacher_of(session, args.group)
    beside = None if args.source is None else args.source == "beside"
    shown = dashboards.group_board(
        session, person=person, group=args.group, beside=beside
    )
    analysis = line_analysis.analyse_group(session, person=person, group=args.group)
    lines = sorted(
        analysis.lines, key=lambda line: (line.pack, line.case, line.item.line)
    )
    rows = [_rounded(row) for row in (*board_rows(shown.board), *line_rows(lines))]
    if args.format == "csv":
        _write_csv(rows)
    elif args.format == "json":
        _write_json(shown, rows)
    else:
        _write_text(shown, rows)


def _rounded(row: Row) -> Row:
    ends = (row.value, row.low, row.high)
    value, low, high = (None if end is None else round(end, DIGITS) for end in ends)
    return Row(row.part, row.about, row.figure, value, low, high, row.n, row.note)


def _source(shown: dashboards.ShownBoard) -> str:
    return "beside" if shown.board.beside else "hidden"


def _write_csv(rows: Sequence[Row]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow([field.name for field in fields(Row)])
    out.writerows(astuple(row) for row in rows)


def _write_json(shown: dashboards.ShownBoard, rows: Sequence[Row]) -> None:
    report = {
        "group": {"number": shown.number, "name": shown.name},
        "source": _source(shown),
        "members": len(shown.players),
        "played": shown.played,
        "figures": [asdict(row) for row in rows],
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))


def _write_text(shown: dashboards.ShownBoard, rows: Sequence[Row]) -> None:
    said = ngettext(
        "%(name)s: %(played)s of %(members)s member has played",
        "%(name)s: %(played)s of %(members)s members have played",
        len(shown.players),
    )
    print(
        said
        % {"name": shown.name, "played": shown.played, "members": len(shown.players)}
    )
    print(_read_how(shown))
    for part, found in groupby(rows, key=lambda row: row.part):
        print(f"\n{_headings().get(part, part)}")
        for about, figures in groupby(found, key=lambda row: row.about):
            if about:
                print(f"  {about}")
            for row in figures:
                print(f"    {_line(row)}")


def _read_how(shown: dashboards.ShownBoard) -> str:
    if shown.board.beside:
        return gettext("Lines read with the source beside; intervals are for 95 %.")
    return gettext("Lines read with the source hidden; intervals are for 95 %.")


def _headings() -> dict[str, str]:
    return {
        "now": gettext("Now"),
        "certainty": gettext("Certainty: how often they were right"),
        "week": gettext("Week by week"),
        "source": gettext("By where lines were read"),
        "kind": gettext("Kind by kind"),
        "test": gettext("Tests"),
        "change": gettext("Change from before to after"),
        "line": gettext("Line by line"),
    }


def _line(row: Row) -> str:
    if row.figure == "people":
        return f"{row.figure:<16}{row.n}"
    if row.value is None:
        few = gettext("too few answers to tell")
        return f"{row.figure:<16}{few} (n = {row.n})"
    said = f"{row.figure:<16}{row.value:.2f}"
    if row.low is not None and row.high is not None:
        said += f" ({row.low:.2f} … {row.high:.2f})"
    return f"{said}, n = {row.n}" + (f"  – {row.note}" if row.note else "")


def _write_statements(
    session: Session, args: argparse.Namespace, config: Config
) -> None:
    """Print the array a statement at a time; a large group is never held whole."""
    home = args.home.rstrip("/")
    if not home.startswith(("https://", "http://")) or not home.isprintable():
        raise BadInput(gettext("--home should be an address that begins with https://"))
    teacher_of(session, args.group)
    key = config.secret_key.encode()
    print("[", end="")
    for place, said in enumerate(said_in(session, args.group, key=key)):
        [statement] = statements([said], home=home)
        between = ",\n" if place else "\n"
        print(f"{between}{json.dumps(statement, ensure_ascii=False)}", end="")
    print("\n]")
