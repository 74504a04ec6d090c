"""One root for everything Undrift refuses. The docstring of a class is the sentence a person reads."""


class UndriftError(Exception):
    """Something did not work. Nothing you wrote was lost."""

    def __init__(self, sentence: str = "", **facts: object) -> None:
        self.sentence = sentence or " ".join((type(self).__doc__ or "").split())
        self.facts = facts
        super().__init__(self.sentence)


class NotFound(UndriftError):
    """There is nothing at this address."""


class TooBusy(UndriftError):
    """Many people are opening their door at once. Please try again in a few seconds."""


class TooManyTries(UndriftError):
    """That was a lot of tries. Please wait a little before the next one."""


class BadInput(UndriftError):
    """Something in this form needs another look."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence, field=field)


class MalformedState(UndriftError):
    """A state does not fit the schema."""


class MalformedLibrary(UndriftError):
    """A library file does not fit the format."""
