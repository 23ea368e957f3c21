"""YAML for people: the same values give the same text, and it reads well in a diff."""

import re
from collections.abc import Iterator, Mapping, Sequence

from quizapp.packs.plain import Plain, unquoted

WIDTH = 96

# What other YAML readers would not take for text, although ours would.
_NOT_TEXT_ELSEWHERE = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
)
_SPECIAL = re.compile(r": | #|:$")
_FLOW_SPECIAL = re.compile(r"[,\[\]{}]")


def emit(fields: Mapping[str, Plain]) -> str:
    """Return the YAML of `fields`, whose texts are tidy; it ends with a line break."""
    return "\n".join(_mapping(fields, 0)) + "\n"


def _mapping(fields: Mapping[str, Plain], indent: int) -> Iterator[str]:
    for name, value in fields.items():
        yield from _entry(" " * indent + _inline(name) + ":", value, indent)


def _entry(start: str, value: Plain, indent: int) -> Iterator[str]:
    """Yield `start`, a name and its colon, with `value` after or below it."""
    if isinstance(value, Mapping):
        yield start
        yield from _mapping(value, indent + 2)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        flow = _flow(value)
        if flow and len(start) + len(flow) < WIDTH:
            yield f"{start} {flow}"
        else:
            yield start
            yield from _items(value, indent + 2)
    else:
        yield from _scalar(start, value, indent + 2)


def _items(values: Sequence[Plain], indent: int) -> Iterator[str]:
    dash = " " * indent + "-"
    for value in values:
        if isinstance(value, Mapping):
            first, *rest = _mapping(value, indent + 2)
            yield f"{dash} {first.lstrip(' ')}"
            yield from rest
        else:
            yield from _scalar(dash, value, indent + 2)


def _scalar(start: str, value: Plain, indent: int) -> Iterator[str]:
    text = _inline(value)
    if len(start) + len(text) < WIDTH or not isinstance(value, str):
        yield f"{start} {text}"
    else:
        yield f"{start} >-"
        yield from _wrapped(value, indent)


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Yield `text` broken at its blanks only, which folding puts back."""
    line = " " * indent
    for word in text.split(" "):
        if len(line) + len(word) >= WIDTH and line.strip(" "):
            yield line.rstrip(" ")
            line = " " * indent
        line += word + " "
    yield line.rstrip(" ")


def _inline(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if not isinstance(value, str) or is_plain(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def is_plain(text: str) -> bool:
    """Return whether every YAML reader takes `text` for text without quotes.

    >>> is_plain("She said no."), is_plain("no"), is_plain("Note: no")
    (True, False, False)
    """
    return (
        (text[:1].isalpha() or text[:1] in set("“‘„«("))
        and text.isprintable()
        and not _SPECIAL.search(text)
        and text.casefold() not in _NOT_TEXT_ELSEWHERE
        and isinstance(unquoted(text), str)
    )


def _flow(values: Sequence[Plain]) -> str | None:
    """Return short plain texts as `[a, b]`, or None where they need lines."""
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(values) or not all(map(is_plain, texts)):
        return None
    if any(len(text) > 40 or _FLOW_SPECIAL.search(text) for text in texts):
        return None
    return "[" + ", ".join(texts) + "]"
