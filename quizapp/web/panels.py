"""Every figure of a board, in the order in which they are read."""

from quizapp.game.board import Board
from quizapp.web.panel import Panel
from quizapp.web.panels_change import changes, kinds_changed
from quizapp.web.panels_curves import reliability, roc
from quizapp.web.panels_parts import kinds, places_of, weeks_of


def panels(board: Board) -> tuple[Panel, ...]:
    """Return every figure there is something to show in."""
    found = changes(board.compared, board)
    if board.now.cuts:
        found.append(roc(board))
    if board.now.lines:
        found.append(reliability(board))
    if board.kinds:
        found.append(kinds(board))
    found += places_of(board)
    if len(board.weeks) > 1:
        found += weeks_of(board.weeks)
    if board.compared:
        found += kinds_changed(board.compared)
    return tuple(found)
