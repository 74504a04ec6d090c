"""Whoever holds the disk may break a row. The rest of the evening goes on, and nothing is believed that was planted."""

from __future__ import annotations

import pytest
from django.db import connection

from undrift.store.models import Desk, Door, Entry, Keyring
from undrift.vault import entries
from undrift.vault.cipher import new_id
from undrift.vault.entries import EntryPlace

from .world import Someone, text_of

DAMAGES = {
    "flipped": lambda b: b[:-1] + bytes([b[-1] ^ 1]),
    "cut short": lambda b: b[: len(b) // 2],
    "empty": lambda _: b"",
    "junk": lambda _: b"junk" * 40,
    "other format": lambda b: b"\x07" + b[1:],
}


def run(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        return cursor.execute(sql, values).rowcount


def owner(person: Someone) -> str:
    return Entry.objects.filter(owner__name=person.name).values_list("owner_id", flat=True).first()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("brought_in", [True, False])
def test_a_damaged_note_says_so_and_the_others_are_as_they_were(world, damage, brought_in):
    for text in ("the first", "the second", "the third"):
        world.ann.writes(text)
    if brought_in:
        world.ann.notebook()
    row = Entry.objects.order_by("sequence")[1]
    Entry.objects.filter(pk=row.pk).update(sealed=damage(bytes(row.sealed)))
    page = world.ann.notebook()
    assert "the first" in page
    assert "the third" in page
    assert "the second" not in page
    assert "This one cannot be opened any more" in page
    assert "This one cannot be opened any more" in text_of(world.ann.get(f"/mine/notebook/{row.id}/"))
    exported = text_of(world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "json"}))
    assert "the first" in exported
    assert world.ann.post(f"/mine/notebook/{row.id}/let-go/").status_code == 302
    assert "cannot be opened" not in world.ann.notebook()


def test_a_note_moved_into_anothers_notebook_does_not_open_there(world):
    world.ann.writes("for ann alone")
    world.bo.writes("of bo")
    Entry.objects.filter(owner__name="Ann").update(owner_id=owner(world.bo))
    assert "for ann alone" not in world.bo.notebook()
    assert "of bo" in world.bo.notebook()
    assert world.ann.get("/mine/notebook/").status_code == 200


def test_two_notes_swapped_by_the_host_open_as_neither(world):
    world.ann.writes("the first")
    world.ann.writes("the second")
    one, two = Entry.objects.order_by("sequence")
    Entry.objects.filter(pk=one.pk).update(sealed=two.sealed)
    Entry.objects.filter(pk=two.pk).update(sealed=one.sealed)
    assert world.ann.notebook().count("cannot be opened") == 2


def plant(person: Someone, body: dict[str, object]) -> None:
    """A host who knows the public key leaves something at the door."""
    row, who = Keyring.objects.get(person__name=person.name), owner(person)
    place = EntryPlace(new_id(), "notebook", who, "note", 0)
    sealed = entries.leave_entry(bytes(row.notebook_public_key), body, place)
    Entry.objects.create(
        id=place.id, owner_id=who, key_version=0, on_day="2026-11-20", note_key=new_id(), sealed=sealed
    )


@pytest.mark.parametrize("mark", [None, "", "0" * 64, 7, ["x"], "é", "\ud800"], ids=ascii)
def test_a_note_planted_by_the_host_is_not_taken_for_hers(world, mark):
    world.ann.writes("truly mine")
    plant(world.ann, {"v": 1, "kind": "note", "text": "I deserved it", "at": "2026-11-20T20:00:00", "mark": mark})
    page = world.ann.get("/mine/notebook/")
    assert page.status_code == 200, "one planted row closes the whole notebook"
    assert "truly mine" in text_of(page)
    assert "I deserved it" not in text_of(page)


@pytest.mark.parametrize("body", [{}, {"text": None, "mark": "x"}, {"kind": 7, "text": [], "at": {}}])
def test_a_planted_note_of_any_shape_breaks_nothing(world, body):
    world.ann.writes("truly mine")
    plant(world.ann, body)
    assert "truly mine" in world.ann.notebook()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_desk_lets_the_evening_go_on_and_keeps_joint_things_away(world, damage):
    world.ann.writes("still here")
    row = Desk.objects.get(person__name="Ann")
    Desk.objects.filter(pk=row.pk).update(sealed=damage(bytes(row.sealed)))
    for path in ("/today/", "/mine/", "/settings/", "/settings/life/", "/mine/write/", "/mine/last-close/"):
        assert world.ann.get(path).status_code == 200, path
    assert 'value="away" checked' in text_of(world.ann.get("/settings/joint/"))
    assert world.ann.post("/today/capacity/", {"capacity": "some"}).status_code == 302
    assert "still here" in world.ann.notebook()


def test_a_desk_swapped_with_anothers_is_not_read(world):
    mine, his = Desk.objects.get(person__name="Ann"), Desk.objects.get(person__name="Bo")
    world.bo.fill("/settings/life/", partner_word="Annabel", zone="Asia/Tokyo")
    his.refresh_from_db()
    Desk.objects.filter(pk=mine.pk).update(sealed=his.sealed)
    assert "Annabel" not in text_of(world.ann.get("/settings/life/"))


def test_a_desk_row_that_is_gone_does_not_close_the_house(world):
    Desk.objects.filter(person__name="Ann").delete()
    for path in ("/today/", "/mine/", "/mine/notebook/", "/settings/take-along/"):
        assert world.ann.get(path).status_code in {200, 302}, f"{path} fails for want of a desk"


@pytest.mark.parametrize("scope", ["shared", "private"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_door_leads_to_the_sign_in_page(world, scope, damage):
    row = Door.objects.get(person__name="Ann", scope=scope)
    Door.objects.filter(pk=row.pk).update(sealed=damage(bytes(row.sealed)))
    assert world.ann.get("/today/")["Location"].startswith("/sign-in/")
    assert world.ann.sign_in().status_code == 302
    assert world.ann.get("/mine/notebook/").status_code == 200


def test_a_door_pointed_at_another_person_opens_nothing(world):
    bos = Door.objects.filter(person__name="Bo").first().person_id
    Door.objects.filter(person__name="Ann").update(person_id=bos)
    assert world.ann.get("/today/").status_code == 302


def test_a_shared_door_renamed_private_opens_no_notebook(world):
    world.ann.post("/mine/door/close/")
    row = Door.objects.get(person__name="Ann")
    run(
        "insert into door (session, scope, person_id, idle_until, ends_at, idle_minutes, label, last_day, key_changes, sealed) "
        "select session, 'private', person_id, idle_until, ends_at, idle_minutes, label, last_day, key_changes, sealed "
        "from door where id = %s",
        row.pk,
    )
    assert world.ann.get("/mine/notebook/").status_code in {302, 401}


@pytest.mark.parametrize(
    "column",
    ["public_key", "sealed_private_key", "notebook_public_key", "sealed_notebook_private_key", "sealed_desk_key"],
)
def test_a_damaged_keyring_refuses_with_a_sentence(world, column):
    world.ann.writes("still sealed")
    row = Keyring.objects.get(person__name="Ann")
    setattr(row, column, DAMAGES["flipped"](bytes(getattr(row, column))))
    row.save()
    assert world.ann.get("/today/").status_code == 200
    assert world.ann.get("/mine/notebook/").status_code < 500
    assert world.ann.elsewhere().sign_in().status_code == 422
    assert world.ann.writes("written with the key of this session").status_code == 302


@pytest.mark.parametrize(
    "params", ["", "{}", "[]", "null", '{"salt":"00","memory_kib":1,"passes":1,"lanes":1}', "9" * 5000]
)
def test_a_damaged_slot_is_only_a_closed_door(world, params):
    run("update keyring_slot set params = %s", params)
    assert world.ann.elsewhere().sign_in().status_code == 422
    assert world.ann.get("/today/").status_code == 200


def test_an_open_session_writes_to_the_key_it_was_opened_with(world):
    """A host who swaps the public key in the row must not receive what is written from now on."""
    from undrift.vault.cipher import new_private_key, open_with, public_key_of

    his = new_private_key()
    Keyring.objects.filter(person__name="Ann").update(notebook_public_key=public_key_of(his))
    world.ann.writes("not for him")
    row = Entry.objects.get(owner__name="Ann")
    from undrift.vault.cipher import CannotOpen

    with pytest.raises(CannotOpen):
        open_with(his, bytes(row.sealed), "left entry", row.id, "notebook", row.owner_id, "note", 0)
