"""How much a page takes: little, but for the pages to which articles are brought."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from quizapp.web.login import lacks_second_factor, person

# Six articles of the largest size, or one archive, with what a form adds to them.
LARGEST_UPLOAD = 32_000_000
_MARK = "takes_uploads"
View = TypeVar("View", bound=Callable[..., Any])


def takes_uploads(view: View) -> View:
    """Let instructors send articles and archives to this view."""
    setattr(view, _MARK, True)
    return view


def attach_limits(app: Flask) -> None:
    """Raise the limit where it has to be, before anything reads the form."""
    app.before_request(_raise_limit)
    app.teardown_request(_close_files)


def _raise_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    # Files come in parts, which are counted. Of a form without them, so many bytes are
    # millions of fields, which take thirty times the memory.
    in_parts = request.mimetype == "multipart/form-data"
    known = person() if in_parts and getattr(view, _MARK, False) else None
    # Whoever may not bring an article may not fill our memory with one either.
    if known is not None and known.role.teaches and not lacks_second_factor():
        request.max_content_length = LARGEST_UPLOAD
        request.max_form_memory_size = LARGEST_UPLOAD


def _close_files(_error: BaseException | None) -> None:
    """Give back the temporary files in which large uploads were kept."""
    request.close()
