"""What a form makes is made once, however often the browser sends the very same form.

Where the answer is lost on its way, browsers offer to send a form again. Each drawing
of such a form carries a mark of its own: the same choices in another tab, or written
once more, are another form.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe

from flask import Flask, current_app, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from quizapp.game.secret import digest_of
from quizapp.services.sent_forms import made_once
from quizapp.web.entry import new_secret

MARK = "drawn"
BYTES = 16


def attach_sending(app: Flask) -> None:
    """Let templates draw the mark of a form."""
    app.jinja_env.globals["form_mark"] = lambda: token_urlsafe(BYTES)


def make_once(session: Session, person: int, make: Callable[[], str]) -> str:
    """Make what the request's form asks for; return the address of what it made.

    Sent again, it leads to the same and makes nothing. A form without a mark is of
    the program before.
    """
    if not request.form.get(MARK):
        return make()
    return made_once(
        session,
        person=person,
        digest=_digest_of_all(),
        make=make,
        now=datetime.now(UTC),
    )


def secret_of_form(person: int) -> str:
    """Return the secret of the link that the request's form makes.

    Sent again, the form has the same: of a link no copy is kept that could be shown.
    """
    mark = request.form.get(MARK)
    if not mark:
        return new_secret()
    key = str(current_app.config["SECRET_KEY"]).encode()
    form = repr(("link", request.path, person, mark)).encode()
    return urlsafe_b64encode(hmac.digest(key, form, sha256)).decode().rstrip("=")


def _digest_of_all() -> str:
    """Return what tells a form with other words or files apart from this one."""
    fields = list(request.form.items(multi=True))
    files = [(name, _of_file(f)) for name, f in request.files.items(multi=True)]
    return digest_of(repr((fields, files)))


def _of_file(file: FileStorage) -> str:
    file.stream.seek(0)
    return sha256(file.stream.read()).hexdigest()
