"""What a document says: the article's text, and what is known about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as plain text; the other fields are "" where they are unknown.

    `text` has paragraphs parted by one blank line, none of them broken, in the
    composed form (NFC), without markup, control characters or marks that reorder
    text on screen. A known `headline` is also one of the paragraphs. `date` is
    written as 2024-05-14, `address` begins with http:// or https://.
    """

    text: str
    headline: str = ""
    outlet: str = ""
    date: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a parser took from a document, before it is tidied and checked."""

    paragraphs: tuple[str, ...]
    headline: str = ""
    outlet: str = ""
    date: str = ""
    address: str = ""
