"""What goes to the reading process, and what comes back."""

import json
from dataclasses import asdict

from quizapp.documents.article import Found
from quizapp.documents.formats import Format
from quizapp.documents.refused import Refused, Why


def pack(kind: Format, data: bytes) -> bytes:
    """Return one parcel: the name of the format, a line end, the bytes."""
    return kind.encode() + b"\n" + data


def open_parcel(parcel: bytes) -> tuple[Format, bytes]:
    """Return the format and the bytes of a parcel."""
    kind, _line_end, data = parcel.partition(b"\n")
    return Format(kind.decode()), data


def answer(found: Found | Why) -> bytes:
    """Return what was found, or why nothing was, as JSON in ASCII."""
    told = {"refused": found} if isinstance(found, Why) else asdict(found)
    return json.dumps(told).encode("ascii")


def unpack(answered: bytes) -> Found:
    """Return what was found. Raises `Refused` where the answer is a refusal."""
    told = json.loads(answered)
    if "refused" in told:
        raise Refused(Why(told["refused"]))
    return Found(**{**told, "paragraphs": tuple(told["paragraphs"])})
