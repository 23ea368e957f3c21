"""A form as it was sent, read field by field; what is wrong is kept beside it."""

from collections.abc import Callable
from typing import TypeVar

from flask import request
from werkzeug.datastructures import MultiDict

from quizapp.errors import BadField, BadInput, QuizappError
from quizapp.game.password import check_password
from quizapp.wording import gettext

Read = TypeVar("Read")
# What a form has sent, as it comes from Flask; `Sent` reads one with its problems.
Posted = MultiDict[str, str]


def whole(typed: str) -> int | None:
    """Read a whole number that every database holds; None for anything else.

    >>> whole("12"), whole("-1"), whole("²"), whole("1" * 10)
    (12, None, None, None)
    """
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
    return int(typed) if is_number else None


class Sent:
    """The fields of the request's form, and the sentence about each that is wrong."""

    def __init__(self, **preset: str) -> None:
        """Take what was sent over what `preset` fills in."""
        self.fields = {**preset, **request.form.to_dict()}
        self.problems: dict[str, str] = {}

    def typed(self, name: str) -> str:
        """Return a field as it was typed; empty where it was not sent."""
        return self.fields.get(name, "")

    def read(self, name: str, parse: Callable[[str], Read]) -> Read | None:
        """Return a field as `parse` reads it; None where that refuses it."""
        try:
            return parse(self.typed(name))
        except BadInput as fault:
            self.problems[name] = str(fault)
            return None

    def refuse(self, fault: QuizappError) -> None:
        """Say why it was not done: at the field that is named, or above them all."""
        field = fault.field if isinstance(fault, BadField) else ""
        self.problems[field] = str(fault)

    def new_password(self, *, email: str) -> str | None:
        """Return the new password; `again` has to match where it was asked for."""
        typed = self.typed("password")
        try:
            check_password(typed, email=email)
        except BadInput as fault:
            self.problems["password"] = str(fault)
            return None
        if self.fields.get("again", typed) != typed:
            self.problems["again"] = gettext("This is not what you typed above.")
            return None
        return typed

    def ticked(self, name: str = "sure") -> bool:
        """Tell whether a box is ticked, and say that it has to be."""
        if not self.typed(name):
            self.problems[name] = gettext("Tick the box first.")
        return bool(self.typed(name))
