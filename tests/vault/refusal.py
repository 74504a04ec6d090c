import pytest

from undrift.vault.cipher import CannotOpen

CANARY = "HERON-I-still-set-the-table-for-two-HERON"


def refuses(call, *args):
    """There is one refusal: the same sentence, no facts, no cause, no context."""
    with pytest.raises(CannotOpen) as refusal:
        call(*args)
    error = refusal.value
    assert (type(error), str(error), error.facts) == (CannotOpen, str(CannotOpen()), {})
    assert (error.__cause__, error.__context__) == (None, None)
