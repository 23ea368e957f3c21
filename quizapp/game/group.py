"""What a group is called."""

from quizapp.errors import BadInput
from quizapp.game.visible import has_unseen, tidied
from quizapp.wording import gettext

LONGEST = 80


def read_group_name(typed: str) -> str:
    """Return a group's name as it is kept. Raises `BadInput` with what to do.

    >>> read_group_name("  10b,  spring ")
    '10b, spring'
    """
    name = tidied(typed[: 10 * LONGEST])
    if not name:
        raise BadInput(gettext("Give the group a name that its members know."))
    if has_unseen(name):
        raise BadInput(
            gettext(
                "This name has characters that cannot be seen. Type it instead of "
                "pasting it."
            )
        )
    if len(name) > LONGEST:
        raise BadInput(
            gettext("A name has at most %(most)s characters; make this one shorter.")
            % {"most": LONGEST}
        )
    return name
