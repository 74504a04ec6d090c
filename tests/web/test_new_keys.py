"""Changing what opens a door loses nothing, also for a request that was under way at that moment."""

from __future__ import annotations

from contextlib import suppress

import pytest

from undrift.actions import desk as desks
from undrift.actions import doorkeys, notebook, sessions
from undrift.actions.sessions import Browser
from undrift.domain.errors import UndriftError
from undrift.domain.notebook import Kind
from undrift.store.models import Entry, Slot
from undrift.store.queries import notebook as rows

from .world import NEW_WORDS, World, signed_in, text_of

BROWSER = Browser("", "127.0.0.1", "A phone")


def visit_of(person):
    visit = sessions.resume(person.cookie)
    assert visit is not None
    return visit


def rekey(world: World) -> None:
    answer = world.ann.fill("/settings/new-keys/", old_passphrase=world.ann.words, passphrase=NEW_WORDS)
    assert signed_in(answer), text_of(answer)
    world.ann.words = NEW_WORDS


@pytest.mark.parametrize("path", ["/settings/passphrase/", "/settings/new-keys/"])
def test_everything_is_still_there_afterwards(world, path):
    world.ann.writes("read before")
    world.ann.notebook()
    world.ann.writes("left at the door")
    world.ann.fill("/settings/life/", situation=["distance"], partner_word="Sam")
    world.ann.fill(path, old_passphrase=world.ann.words, passphrase=NEW_WORDS)
    page = world.ann.notebook()
    assert "read before" in page
    assert "left at the door" in page
    assert 'value="Sam"' in text_of(world.ann.get("/settings/life/"))


def test_new_keys_reseal_a_thick_notebook_whole(world):
    visit = visit_of(world.ann)
    for n in range(620):
        notebook.write(visit, Kind.NOTE, f"number {n}", note_key="")
    rekey(world)
    notes = list(notebook.every(visit_of(world.ann)))
    assert [note.text for note in notes] == [f"number {n}" for n in reversed(range(620))]


def test_new_keys_end_the_recovery_code(world):
    world.ann.post("/welcome/recovery/")
    rekey(world)
    assert not Slot.objects.filter(person__name="Ann", kind="recovery").exists()


def test_a_changed_passphrase_keeps_the_sealed_notes_byte_for_byte(world):
    world.ann.writes("sealed once")
    before = list(Entry.objects.values_list("id", "sealed"))
    world.ann.fill("/settings/passphrase/", old_passphrase=world.ann.words, passphrase=NEW_WORDS)
    assert list(Entry.objects.values_list("id", "sealed")) == before


def test_new_keys_refuse_the_same_words(world):
    answer = world.ann.fill("/settings/new-keys/", old_passphrase=world.ann.words, passphrase=world.ann.words)
    assert answer.status_code == 422
    assert world.ann.get("/today/").status_code == 200


def test_a_damaged_note_does_not_stop_new_keys(world):
    world.ann.writes("the first")
    world.ann.writes("the second")
    Entry.objects.filter(pk=Entry.objects.first().pk).update(sealed=b"junk")
    rekey(world)
    assert "the second" in world.ann.notebook()


def still_readable(world: World, text: str) -> bool:
    return text in world.ann.notebook()


def test_a_note_sent_while_new_keys_are_made_is_kept_readably_or_refused(world):
    """Another tab's request opened its session a moment before; it must not seal words to a key that is gone."""
    under_way = visit_of(world.ann)
    rekey(world)
    try:
        notebook.write(under_way, Kind.NOTE, "written at that moment", note_key="")
    except UndriftError:
        return
    assert still_readable(world, "written at that moment"), "the words are lost for good"


def test_a_tap_while_new_keys_are_made_does_not_lose_the_desk(world):
    world.ann.fill("/settings/life/", situation=["betrayal"], partner_word="Sam")
    under_way = visit_of(world.ann)
    rekey(world)
    with suppress(UndriftError):
        desks.change(under_way, lambda desk: desk.saving("feet-on-the-floor"))
    desk = desks.read(visit_of(world.ann))
    assert (desk.partner_word, desk.situations) == ("Sam", ("betrayal",)), "the desk is overwritten for good"


def test_opening_the_notebook_while_new_keys_are_made_loses_no_note(world, monkeypatch):
    world.ann.writes("left at the door")
    under_way = visit_of(world.ann)
    opened = notebook.reader(under_way)
    found = rows.left_at_the_door

    def meanwhile(owner: str, limit: int) -> list[Entry]:
        left = found(owner, limit)
        monkeypatch.setattr(rows, "left_at_the_door", found)
        rekey(world)
        return left

    monkeypatch.setattr(rows, "left_at_the_door", meanwhile)
    with suppress(UndriftError):
        notebook.bring_in(under_way, opened)
    assert still_readable(world, "left at the door"), "the note is sealed under a key that is gone"


def test_making_new_keys_takes_the_newest_desk(world):
    """A change that another tab made after this request began must survive."""
    under_way = visit_of(world.ann)
    world.ann.fill("/settings/joint/", keep="away")
    cookie = doorkeys.rekey(under_way, world.ann.words, NEW_WORDS, BROWSER)
    assert desks.read(sessions.resume(cookie)).keep_joint_away


def test_no_key_is_derived_while_others_wait_to_write(world, monkeypatch):
    """The write lock is held by one for all: half a second of key derivation inside it stops everybody."""
    from undrift.store import writing

    inside: list[bool] = []
    derive = world.kdf.derive

    def watched(*args: object) -> bytes:
        inside.append(writing._one_at_a_time._is_owned())
        return derive(*args)

    monkeypatch.setattr(world.kdf, "derive", watched)
    code = doorkeys.new_recovery_code(visit_of(world.ann), world.ann.words, BROWSER)
    world.ann.elsewhere().post("/recover/", {"name": "Ann", "code": code, "passphrase": NEW_WORDS})
    world.bo.fill("/settings/passphrase/", old_passphrase=world.bo.words, passphrase=NEW_WORDS)
    world.cleo.fill("/settings/new-keys/", old_passphrase=world.cleo.words, passphrase=NEW_WORDS)
    assert inside
    assert not any(inside)
