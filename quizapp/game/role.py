"""What a person with an account may do."""

from enum import StrEnum


class Role(StrEnum):
    """Each may do what those before it may."""

    PLAYER = "player"
    INSTRUCTOR = "instructor"
    ADMIN = "admin"

    @property
    def teaches(self) -> bool:
        """True for whoever may keep groups and work at the desk."""
        return self is not Role.PLAYER
