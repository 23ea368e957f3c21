"""The one family of errors: every refusal is a sentence a person can act on."""


class QuizappError(Exception):
    """Refuse something; the message is shown to the person as it stands."""


class BadInput(QuizappError):
    """What was given cannot be used; nothing was changed."""


class BadField(BadInput):
    """One field of a form cannot be used; `field` is its name there."""

    def __init__(self, field: str, sentence: str) -> None:
        """Take the field's name and the sentence to show at it."""
        super().__init__(sentence)
        self.field = field


class NotFound(QuizappError):
    """What was asked for does not exist, or not for this person."""


class Conflict(QuizappError):
    """What was asked for no longer fits what is stored."""


class NotAllowed(QuizappError):
    """Whoever asks may not do this."""


class SecondFactorFirst(NotAllowed):
    """Whoever asks has to turn on a second factor first."""


class NotSignedIn(QuizappError):
    """Whoever asks has to sign in first."""


class TooOften(QuizappError):
    """What was asked for was tried too often; the message says how long to wait."""
