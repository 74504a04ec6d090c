"""Ann and Bo are a couple; Bo runs the computer and holds every file on it. Cleo is neither."""

from types import SimpleNamespace

import pytest

from undrift.vault.slots import PassphraseKdf

from .rows import Rows

PHRASES = {"ann": "ann walks by the slow river", "bo": "bo keeps four tall ladders", "cleo": "cleo hums in the orchard"}


@pytest.fixture
def w(tmp_path):
    rows = Rows(tmp_path / "server", PassphraseKdf.cheap())
    codes = {person: rows.create(person, phrase) for person, phrase in PHRASES.items()}
    people = {person: rows.unlock(person, phrase) for person, phrase in PHRASES.items()}
    yield SimpleNamespace(rows=rows, codes=codes, phrases=PHRASES, folder=tmp_path, **people)
    rows.close()


@pytest.fixture
def real_kdf():
    """The cost of a real door; only the tests about costs pay it."""
    return PassphraseKdf()


@pytest.fixture
def us(w):
    """Ann and Bo have compared words and share three shelves. Cleo has no part in it."""
    w.ann, w.bo = w.rows.pin(w.ann, "bo"), w.rows.pin(w.bo, "ann")
    both = ["ann", "bo"]
    w.joint = w.rows.new_shelf(w.bo, "c1", "both", both)
    w.anns, w.bos = w.rows.new_shelf(w.ann, "c1", "ann", both), w.rows.new_shelf(w.bo, "c1", "bo", both)
    return w
