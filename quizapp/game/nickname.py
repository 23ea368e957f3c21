"""Nicknames: read as they are typed, and offered to those who have no idea."""

from collections.abc import Collection
from random import Random

from quizapp.errors import BadField
from quizapp.game.lookalike import folded
from quizapp.game.visible import has_unseen, tidied, visible_length
from quizapp.wording import gettext

LONGEST = 24
MOST_POINTS = 40  # what the column holds
MOST_TYPED = 1000
TRIES = 20

FIRST = """
    Amber Bold Brave Breezy Bright Calm Cheery Clever Cosy Curious Daring Dapper
    Eager Early Fair Fleet Gentle Glad Golden Handy Honest Jolly Keen Kind Lively
    Lucky Merry Mellow Nimble Noble Patient Plucky Polite Quick Quiet Ready Silver
    Spry Steady Sunny Swift Tidy Upbeat Warm Wise Witty
""".split()  # noqa: SIM905 - words read better as words
SECOND = """
    Badger Beaver Bison Condor Crane Curlew Dolphin Eagle Falcon Ferret Finch Fox
    Gazelle Gecko Hare Hedgehog Heron Ibis Jackdaw Kestrel Kite Koala Lapwing Lark
    Lynx Magpie Marmot Marten Moose Newt Osprey Otter Owl Panda Pelican Plover
    Puffin Raven Robin Seal Stork Swallow Swan Tern Turtle Walrus Wombat Wren
""".split()  # noqa: SIM905 - words read better as words


def read_nickname(typed: str) -> str:
    """Return a nickname as it is kept: NFKC, trimmed, at most 24 visible characters.

    Raises `BadField` with what to do.

    >>> read_nickname("  Brave   Ｈeron ")
    'Brave Heron'
    """
    name = tidied(typed[:MOST_TYPED], "NFKC")
    if not name:
        raise _refused(gettext("Type a nickname first; your real name is not needed."))
    if has_unseen(name):
        raise _refused(
            gettext(
                "This nickname has characters that cannot be seen. Type it letter by "
                "letter instead of pasting it."
            )
        )
    if visible_length(name) > LONGEST or len(name) > MOST_POINTS:
        raise _refused(
            gettext(
                "A nickname has at most %(most)s characters; make this one shorter."
            )
            % {"most": LONGEST}
        )
    if not any(character.isalnum() for character in name):
        raise _refused(
            gettext("A nickname needs a letter or a figure somewhere in it.")
        )
    return name


def taken() -> BadField:
    """Return the refusal of a nickname that somebody in the group has."""
    return _refused(
        gettext(
            "Somebody in this group has this nickname, or one that looks like it. "
            "Add something to yours, or choose another."
        )
    )


def _refused(sentence: str) -> BadField:
    return BadField("nickname", sentence)


def offer_nickname(rng: Random, *, taken: Collection[str]) -> str:
    """Draw two friendly words whose folded form is not among those taken."""
    drawn = (f"{rng.choice(FIRST)} {rng.choice(SECOND)}" for _ in range(TRIES))
    for name in drawn:
        if folded(name) not in taken:
            return name
    return next(
        (n for n in _all_names() if folded(n) not in taken),
        f"{rng.choice(FIRST)} {rng.choice(SECOND)} {rng.randrange(100, 1000)}",
    )


def _all_names() -> tuple[str, ...]:
    return tuple(f"{first} {second}" for first in FIRST for second in SECOND)
