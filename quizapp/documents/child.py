"""Read one document; runs in a process of its own, see `quizapp.apart`."""

from collections.abc import Callable, Mapping
from importlib import import_module

from quizapp.documents.article import Found
from quizapp.documents.formats import Format
from quizapp.documents.parcel import answer, open_parcel
from quizapp.documents.refused import Refused

# Named, not imported: a PDF should not wait until the HTML parser is loaded.
_READERS: Mapping[Format, str] = {
    Format.HTML: "html",
    Format.MHTML: "mhtml",
    Format.PDF: "pdf",
    Format.WORD: "word",
}


def work(parcel: bytes) -> bytes:
    """Return what a document says, or why it is refused; both as `parcel` packs them.

    Any other exception means that the document is damaged; the process ends with it.
    """
    kind, data = open_parcel(parcel)
    read: Callable[[bytes], Found] = import_module(
        f"quizapp.documents.{_READERS[kind]}"
    ).read
    try:
        return answer(read(data))
    except Refused as refused:
        return answer(refused.why)
