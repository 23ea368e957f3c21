"""The kinds of text a pack's fields hold, with their bounds."""

import re
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from quizapp.wording import gettext

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def said(sentence: str) -> PydanticCustomError:
    """Return an error that is shown to the author as it stands."""
    return PydanticCustomError("said", "{sentence}", {"sentence": sentence})


def is_given(value: object) -> object:
    """Return `value`; an optional field is left out, never left empty."""
    if value is None:
        raise PydanticCustomError("empty", "empty")
    return value


def word_or_fields(value: object) -> str:
    """Return the tag of the form a field takes: one word, or fields and lists."""
    return "<word>" if isinstance(value, str) else "<fields>"


def is_date(value: str) -> str:
    """Return `value` if the calendar has such a day, month or year."""
    try:
        if value != "unknown":
            date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise said(
            gettext("'{date}' is not in the calendar; write a real date").format(
                date=value
            )
        ) from None
    return value


def is_address(value: str) -> str:
    """Return `value` if it is "none" or names a host over http or https."""
    if value != "none" and not _host(value):
        raise said(
            gettext(
                "'{address}' names no site; write it as https://example.org/…"
            ).format(address=value)
        )
    return value


def _host(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        return parts.hostname if parts.port != 0 and not parts.username else None
    except ValueError:
        return None


Slug = Annotated[str, Field(max_length=60, pattern=rf"^{SLUG.pattern}$")]
Language = Annotated[str, Field(max_length=35, pattern=rf"^{LANGUAGE.pattern}$")]
Date = Annotated[
    str,
    Field(pattern=r"^(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"),
    AfterValidator(is_date),
]
Address = Annotated[
    str,
    Field(max_length=500, pattern=r'^(none|https?://[^\s<>"\\]+)$'),
    AfterValidator(is_address),
]
Title = Annotated[str, Field(min_length=1, max_length=120)]
Label = Annotated[str, Field(min_length=1, max_length=200)]
Paragraph = Annotated[str, Field(min_length=1, max_length=800)]
Why = Annotated[str, Field(min_length=1, max_length=350)]
Words = Annotated[str, Field(min_length=1, max_length=1200)]
Context = Annotated[str, Field(min_length=1, max_length=2000)]
Piece = Annotated[str, Field(min_length=1, max_length=400)]
