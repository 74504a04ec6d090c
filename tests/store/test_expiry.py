"""A note with a time of its own: gone for good when its day is over, with the owner there or without; never before."""

from __future__ import annotations

import ast
import inspect

import pytest

from tests.store.disk import on_disk
from undrift.actions import archives, expiry, housekeeping, retention, sessions, tries
from undrift.cli import backup
from undrift.domain.notebook import KEEP_FOR
from undrift.store.models import Entry


def written_for_a_day(person) -> bytes:
    person.writes("only for a while", keep_for="day")
    return bytes(Entry.objects.get().sealed)[60:200]


def test_it_is_never_kept_for_a_while_unless_somebody_chose_so(world):
    for path in ("/mine/write/", "/today/note/moment/"):
        world.ann.fill(path, text="for good")
    assert set(Entry.objects.values_list("gone_after", flat=True)) == {None}


def test_it_leaves_the_file_when_its_owner_comes_in(world):
    sealed = written_for_a_day(world.ann)
    world.clock.later(days=3)
    assert sealed in on_disk()
    world.bo.sign_in()
    assert sealed in on_disk()
    world.ann.sign_in()
    assert sealed not in on_disk()


def test_it_leaves_the_file_when_its_owner_opens_the_notebook_by_their_own_day(world):
    world.ann.fill("/settings/life/", zone="Pacific/Kiritimati")
    sealed = written_for_a_day(world.ann)  # 20 November 19:00 in London is the 21st there
    world.clock.later(hours=15)
    world.ann.sign_in()
    world.ann.notebook()
    assert sealed in on_disk()
    world.clock.later(hours=24)
    world.ann.sign_in()
    assert sealed in on_disk()
    world.ann.notebook()
    assert sealed not in on_disk()


@pytest.mark.parametrize(("days", "there"), [(1, True), (2, True), (3, False)])
def test_without_anybody_it_goes_a_day_later_at_most(world, days, there):
    sealed = written_for_a_day(world.ann)
    world.clock.later(days=days)
    assert expiry.remove_expired(world.clock.time) == (0 if there else 1)
    assert (sealed in on_disk()) is there


def test_what_removes_it_holds_no_key(world):
    """Whatever works without anybody there can call it: nothing in that file can open a thing."""
    names = {
        alias.name
        for node in ast.walk(ast.parse(inspect.getsource(expiry)))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert names == {"annotations", "date", "datetime", "timedelta", "notebook", "wipe_what_was_deleted", "writing"}


def test_what_is_told_is_what_the_house_does(world):
    told = {one.thing: one.how_long for one in retention.kept()}
    assert told["A note with a time of its own"].startswith("1, 7, 31 or 365 days")
    assert [days for days in KEEP_FOR.values() if days] == [1, 7, 31, 365]
    assert "5 minutes" in told["A door that is open"]
    assert "30 minutes" in told["A door that is open"]
    assert str(archives.KEEP_DAYS) == told["Backups of what you wrote, locked"].split()[0]
    assert told["Backups of the keys, locked"].startswith("2 copies")
    assert backup.KEEP_DAYS == archives.KEEP_DAYS
    page = world.ann.get("/settings/who-can-read-what/").content.decode()
    for thing in told:
        assert thing in page
    assert "How long it is kept" in world.ann.elsewhere().get("/help/who-can-read-what/").content.decode()


def test_no_lane_counts_longer_than_is_told():
    lanes = [
        *tries.sign_in_lanes("a", "b", "c", known=True),
        *tries.sign_in_lanes("a", "b", "c", known=False),
        *tries.recovery_lanes("a", "b"),
        *tries.sign_up_lanes("a"),
        *tries.invitation_lanes("a"),
    ]
    assert max(lane.window for lane in lanes) == tries.LONGEST


def test_spans_are_told_whole():
    spans = (housekeeping.EVERY, sessions.SHARED_LIFE, sessions.REMEMBERED, sessions.PRIVATE_IDLE, tries.LONGEST)
    assert list(map(retention.in_words, spans)) == ["1 hour", "12 hours", "30 days", "5 minutes", "1 day"]
