"""The twelve kinds, explained."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

pages = Blueprint("kinds", __name__)


@pages.get("/kinds")
def show() -> ResponseReturnValue:
    """Show every kind with what it means."""
    return render_template("kinds.html")
