"""The twelve kinds, explained."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from quizapp.web.kind_examples import kind_examples

pages = Blueprint("kinds", __name__)


@pages.get("/kinds")
def show() -> ResponseReturnValue:
    """Show every kind with what it means and an example."""
    return render_template("kinds.html", examples=kind_examples())
