"""What is let go leaves the file; what was kept for a while goes when its day comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.store.disk import on_disk
from tests.web.world import text_of
from undrift.actions import housekeeping
from undrift.store.models import Door, Entry, Lane, Person
from undrift.store.writing import writing


def test_a_note_that_was_let_go_leaves_the_file_too(world):
    world.ann.writes("let me go")
    world.ann.notebook()
    row = Entry.objects.get()
    sealed = bytes(row.sealed)[60:200]
    assert sealed in on_disk()
    world.ann.post(f"/mine/notebook/{row.id}/let-go/")
    assert sealed not in on_disk()


def test_a_person_who_left_leaves_nothing_in_the_file(world):
    world.ann.writes("gone with me")
    person = Person.objects.get(name="Ann")
    sealed = [bytes(Entry.objects.get().sealed)[60:200], bytes(person.desk.sealed)[60:200]]
    sealed += [bytes(slot.sealed)[40:90] for slot in person.slots.all()]
    world.ann.post("/settings/leave/", {"passphrase": world.ann.words})
    kept = on_disk()
    assert person.id.encode() not in kept
    assert not any(piece in kept for piece in sealed)
    assert Person.objects.count() == 2


def test_a_replaced_passphrase_slot_leaves_the_file(world):
    old = bytes(Person.objects.get(name="Ann").slots.get().sealed)[40:90]
    new_words = "kettle velvet lantern acorn thimble"
    world.ann.fill("/settings/passphrase/", old_passphrase=world.ann.words, passphrase=new_words)
    assert old not in on_disk()


def test_a_replaced_recovery_slot_leaves_the_file(world):
    world.ann.post("/welcome/recovery/")
    old = bytes(Person.objects.get(name="Ann").slots.get(kind="recovery").sealed)[40:90]
    world.ann.post("/welcome/recovery/")
    assert old not in on_disk(), "a code that was replaced still opens what lies in the file"


@pytest.mark.parametrize(("keep_for", "days"), [("day", 2), ("week", 8), ("month", 32), ("year", 366)])
def test_a_note_kept_for_a_while_is_not_shown_afterwards(world, keep_for, days):
    world.ann.writes("only for a while", keep_for=keep_for)
    world.ann.writes("for good")
    world.clock.later(days=days)
    world.ann.sign_in()
    note = Entry.objects.first()
    for page in (
        world.ann.notebook(),
        text_of(world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "json"})),
        text_of(world.ann.post("/mine/notebook/search/", {"words": "o"})),
        text_of(world.ann.get(f"/mine/notebook/{note.id}/")) if note.gone_after else "for good",
    ):
        assert "only for a while" not in page
    assert "for good" in world.ann.notebook()


def test_a_note_whose_day_is_over_leaves_the_file_and_no_other_does(world):
    """On a phone that stays signed in nobody signs in for thirty days: the house tidies by itself."""
    world.ann.writes("only for a while", keep_for="day")
    sealed = bytes(Entry.objects.get().sealed)[60:200]
    world.ann.writes("for a month", keep_for="month")
    world.bo.writes("for good")
    world.clock.later(days=4)
    housekeeping.tidy()
    assert sealed not in on_disk()
    assert set(Entry.objects.values_list("owner__name", flat=True)) == {"Ann", "Bo"}
    assert Entry.objects.count() == 2
    assert not Door.objects.exists()


@pytest.mark.parametrize(("keep_for", "days"), [("day", 0.9), ("week", 6.9), ("month", 30.9), ("always", 4000)])
def test_a_note_is_never_gone_too_early(world, keep_for, days):
    world.ann.writes("only for a while", keep_for=keep_for)
    world.clock.later(days=days)
    world.ann.sign_in()
    assert "only for a while" in world.ann.notebook()


def test_doors_and_tries_that_are_over_are_swept(world):
    world.clock.later(days=40)
    world.bo.sign_in()
    assert set(Door.objects.values_list("person__name", flat=True)) == {"Bo"}
    assert not Lane.objects.filter(until__lt=world.clock.time).exists()


def test_the_file_is_opened_as_the_house_promises(world):
    wanted = {"journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1, "temp_store": 2, "synchronous": 1}
    with connection.cursor() as cursor:
        for pragma, value in wanted.items():
            assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value, pragma


def test_the_migrations_describe_the_models(db):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_ten_who_write_at_once_lose_nothing(world):
    """Two tabs, ten taps: each change of the desk is made on the newest one."""
    from undrift.actions import desk as desks
    from undrift.actions import sessions

    def tap(n: int) -> None:
        try:
            visit = sessions.resume(world.ann.cookie)
            desks.change(visit, lambda desk: desk.saving(f"step-{n}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(tap, range(10)))
    saved = desks.read(sessions.resume(world.ann.cookie)).saved
    assert sorted(saved) == sorted(f"step-{n}" for n in range(10))


def test_what_fails_halfway_changes_nothing(world):
    class Halfway(Exception):
        """Power is gone."""

    def leave_halfway() -> None:
        with writing():
            Person.objects.filter(name="Ann").delete()
            raise Halfway

    with pytest.raises(Halfway):
        leave_halfway()
    assert Person.objects.count() == 3
