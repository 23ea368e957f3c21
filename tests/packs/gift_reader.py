"""A strict reader of GIFT, written from the published description of the format.

A question is a block without a blank line in it. Comments begin with //, a category
with $CATEGORY:. Then come the name between double colons, the text, and the choices
in braces: = before a right one, ~ before a wrong one, #### before the feedback. A
backslash takes its meaning from each of ~ = # { } : and from itself.
"""

import re
from dataclasses import dataclass

SPECIAL = "\\~=#{}:"
BLOCK = re.compile(
    r"::(?P<name>.*?)::\[html\](?P<text>[^{}]*)\{\n(?P<choices>[^{}]*)\}", re.DOTALL
)


@dataclass(frozen=True)
class Read:
    id: str
    category: str
    name: str
    text: str
    choices: tuple[str, ...]
    right: tuple[int, ...]
    feedback: str


def read_gift(text: str) -> list[Read]:
    """Return the questions of a file; fail on what the description does not have."""
    found: list[Read] = []
    category = ""
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("//")]
        rest = "\n".join(line for line in lines if not line.startswith("//"))
        if rest.startswith("$CATEGORY:"):
            category = rest.removeprefix("$CATEGORY:").strip()
            assert "\n" not in category
        elif rest:
            found.append(_question(rest, category, _id_in(comments)))
    return found


def _id_in(comments: list[str]) -> str:
    [named] = re.findall(r"\[id:([^\]]*)\]", "\n".join(comments))
    return str(named)


def _hidden(text: str) -> str:
    """Put a private character in place of every sign whose meaning was taken."""
    return re.sub(
        r"\\(.)", lambda m: chr(0xE000 + SPECIAL.index(m[1])), text, flags=re.DOTALL
    )


def _shown(text: str) -> str:
    return re.sub("[\ue000-\ue006]", lambda m: SPECIAL[ord(m[0]) - 0xE000], text)


def _question(block: str, category: str, known: str) -> Read:
    match = BLOCK.fullmatch(_hidden(block))
    assert match, block
    choices, _, feedback = match["choices"].partition("####[html]")
    assert "#" not in choices + feedback
    parts = re.split(r"\n?([=~])\[html\]", choices.rstrip("\n"))
    assert parts[0] == ""
    signs, texts = parts[1::2], parts[2::2]
    assert not re.search("[=~]", _bare("".join(texts) + feedback))
    return Read(
        known,
        category,
        _shown(match["name"]),
        _shown(match["text"]).rstrip(),
        tuple(map(_shown, texts)),
        tuple(place for place, sign in enumerate(signs) if sign == "="),
        _shown(feedback).rstrip("\n"),
    )


def _bare(text: str) -> str:
    assert ":" not in text
    return text
