"""GIFT: a text file of questions that Moodle and many others read.

The format is what Moodle's documentation describes: `::name::`, the question, its
choices in braces, `=` before the right one and `~` before the others, `####` before
what everybody is told afterwards. A comment with `[id:…]` carries the id.
"""

import re
from collections.abc import Iterable

from quizapp.packs.exchange.item import Exported, Item
from quizapp.packs.exchange.markup import element, html, paragraph, passages, plain

_SPECIAL = re.compile(r"[\\~=#{}:]")


def gift(exported: Exported) -> str:
    """Return the text of a GIFT file."""
    blocks = [f"// {plain(exported.notice)}"]
    category: tuple[str, ...] = ()
    for item in exported.items:
        if item.category != category:
            category = item.category
            blocks.append(f"$CATEGORY: {category_path(category)}")
        blocks.append(_question(item))
    return "\n\n".join(blocks) + "\n"


def category_path(category: Iterable[str]) -> str:
    """Return a category as Moodle writes it; a slash within a name is doubled.

    >>> category_path(("A ferry", "and/or"))
    '$course$/top/A ferry/and//or'
    """
    # A backslash in a category is not read as an escape, so none may stand there.
    names = (plain(name).replace("\\", "").replace("/", "//") for name in category)
    return "/".join(("$course$", "top", *names))


def escape(text: str) -> str:
    """Return text in which nothing is read as GIFT.

    >>> escape("{a = b: 50 %}")
    '\\\\{a \\\\= b\\\\: 50 %\\\\}'
    """
    return _SPECIAL.sub(r"\\\g<0>", text)


def _question(item: Item) -> str:
    text = escape(html([*passages(item), paragraph(item.question)]))
    told = escape(html(map(paragraph, item.feedback)))
    # `[html]` also keeps a choice that begins with % from being read as a weight.
    choices = (
        f"{'=' if place == item.right else '~'}[html]{_inline(choice)}"
        for place, choice in enumerate(item.choices)
    )
    return "\n".join(
        (
            f"// [id:{item.id}]",
            f"::{escape(plain(item.name))}::[html]{text} {{",
            *choices,
            f"####[html]{told}",
            "}",
        )
    )


def _inline(text: str) -> str:
    return escape(html([element("p", plain(text))]))
