"""What somebody takes home from a workshop: their votes, their code, what is next."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.game.boosters import BOOSTERS
from quizapp.game.review import review
from quizapp.services import debriefs, guests, rooms
from quizapp.web.login import participant
from quizapp.web.sessions import database

pages = Blueprint("takeaway", __name__, url_prefix="/w/<string(maxlength=12):code>")


@pages.get("/summary")
def show(code: str) -> ResponseReturnValue:
    """Show somebody their own votes, once the workshop is over."""
    mine = participant()
    with database().reading() as session:
        taken = debriefs.take_home(session, participant=mine, code=code)
        room = rooms.look(session, code=code)
        rejoin = guests.rejoin_code_of(session, mine or 0)
    ended = taken.ended_at
    return render_template(
        "workshop/summary.html",
        room=room,
        taken=taken,
        review=review([vote.played for _, vote in taken.lines]),
        rejoin=rejoin,
        boosters=[(ended + wait).date() for wait in BOOSTERS] if ended else [],
    )
