"""Who may play a pack."""

from enum import StrEnum


class Audience(StrEnum):
    """Everybody, the groups it was assigned to, or only those who edit it."""

    ALL = "all"
    GROUPS = "groups"
    EDITORS = "editors"
