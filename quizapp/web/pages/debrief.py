"""Looking back at a workshop: for the room, on paper, and as a table to keep."""

from collections.abc import Iterator
from random import Random

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.game.resampling import group_dials
from quizapp.services import debriefs
from quizapp.services.debriefs import Debrief
from quizapp.web import dial
from quizapp.web.login import instructor
from quizapp.web.sessions import database
from quizapp.web.sheets import CSV_TYPE, XLSX_TYPE, Cell, csv_of, download, xlsx_of

pages = Blueprint(
    "debrief", __name__, url_prefix="/workshops/<string(maxlength=12):code>"
)
HEAD = (
    "seat",
    "nickname",
    "line",
    "key",
    "format",
    "source",
    "truth",
    "resembles",
    "turn",
    "choice",
    "certainty",
    "right",
    "share",
    "marks",
    "answered_at",
)


@pages.get("/debrief")
def show(code: str) -> ResponseReturnValue:
    """Show what the room missed most, how talking moved it, and its two dials."""
    seen = _seen(code)
    # Drawn from the room's own code: looking twice shows the same figures.
    alone, again = (
        group_dials(seen.judgements(turn), rng=Random(seen.code)) for turn in (1, 2)
    )
    return render_template(
        "workshop/debrief.html",
        seen=seen,
        missed=debriefs.missed_most(seen),
        both=again if again.spotting else alone,
        after_talking=again.spotting is not None,
        dial=dial,
    )


@pages.get("/votes.csv")
def votes_csv(code: str) -> ResponseReturnValue:
    """Give every vote as a row."""
    seen = _seen(code)
    return download(csv_of(HEAD, _rows(seen)), CSV_TYPE, f"workshop-{seen.code}.csv")


@pages.get("/votes.xlsx")
def votes_xlsx(code: str) -> ResponseReturnValue:
    """Give every vote as a row of a workbook."""
    seen = _seen(code)
    return download(xlsx_of(HEAD, _rows(seen)), XLSX_TYPE, f"workshop-{seen.code}.xlsx")


def _seen(code: str) -> Debrief:
    with database().reading() as session:
        return debriefs.look_back(session, person=instructor().number, code=code)


def _rows(seen: Debrief) -> Iterator[tuple[Cell, ...]]:
    for asked in seen.lines:
        for vote in asked.votes:
            played = vote.played
            yield (
                vote.seat,
                vote.nickname,
                asked.position,
                asked.key,
                asked.format.value,
                "beside" if seen.beside else "hidden",
                "faithful" if played.faithful else "discrepant",
                played.resembles.value,
                vote.turn,
                str(played.choice),
                played.certainty,
                int(played.right),
                played.share,
                played.marks,
                vote.answered_at.isoformat(),
            )
