"""New keys of either, or of both: what was moved, left out or rests of the times of two stays as it was."""

from __future__ import annotations

import pytest

from undrift.actions.ritualseals import KIND, place_of
from undrift.store.models import Ritual
from undrift.vault import entries
from undrift.vault.cipher import CannotOpen
from undrift.vault.entries import EntryPlace
from undrift.vault.shelves import ShelfKey

from .couples import confirms, leaves, takes_new_keys, visit_of
from .lines import tells
from .returns import (
    RETURNS,
    TITLE,
    daily,
    in_zone,
    keeps_own,
    makes_address,
    moves,
    presses_out,
    proposes,
    rests,
    says_yes,
)
from .world import text_of

__all__ = ["daily"]

OTHER_WORDS = "humming lantern pebble copper tall"
BOTH_WAYS = pytest.mark.parametrize("first", ["ann", "bo"])
WHOSE = pytest.mark.parametrize("whose", ["ann", "bo"])


def both(couple, first: str):
    names = (first, "bo" if first == "ann" else "ann")
    return [getattr(couple, name) for name in names]


def read_the_words(couple, first: str = "ann") -> None:
    for somebody in both(couple, first):
        confirms(somebody)


@pytest.fixture
def changed(couple, daily):
    """Tonight is left out, tomorrow comes earlier, and another one rests until somebody takes it up."""
    presses_out(couple.ann, daily)
    moves(couple.bo, daily, "2026-11-21", "08:15")
    resting = proposes(couple.bo, "walk")
    says_yes(couple.ann, resting)
    rests(couple.ann, resting, "open")
    return daily, resting


def seen(somebody, addresses) -> list[str]:
    return [tells(somebody, path) for path in (*addresses, RETURNS)]


class TestAfterTheWordsEverythingIsAsItWas:
    @WHOSE
    @BOTH_WAYS
    def test_new_keys_of_one(self, couple, changed, whose, first):
        before = [seen(somebody, changed) for somebody in (couple.ann, couple.bo)]
        assert "Tomorrow at 08:15" in before[0][0]
        assert "It rests" in before[1][1]
        takes_new_keys(getattr(couple, whose))
        read_the_words(couple, first)
        assert [seen(somebody, changed) for somebody in (couple.ann, couple.bo)] == before
        for path in changed:
            assert couple.cleo.get(path).status_code == 404

    @BOTH_WAYS
    def test_new_keys_of_both(self, couple, changed, first):
        before = [seen(somebody, changed) for somebody in (couple.ann, couple.bo)]
        one, other = both(couple, first)
        takes_new_keys(one)
        takes_new_keys(other, OTHER_WORDS)
        read_the_words(couple, first)
        assert [seen(somebody, changed) for somebody in (couple.ann, couple.bo)] == before

    @WHOSE
    @BOTH_WAYS
    def test_new_keys_again_between_the_two_presses(self, couple, changed, whose, first):
        before = [seen(somebody, changed) for somebody in (couple.ann, couple.bo)]
        takes_new_keys(couple.ann)
        confirms(couple.ann)
        takes_new_keys(getattr(couple, whose), OTHER_WORDS)
        read_the_words(couple, first)
        assert [seen(somebody, changed) for somebody in (couple.ann, couple.bo)] == before

    @WHOSE
    def test_each_still_sees_the_hour_of_the_other(self, couple, whose):
        in_zone(couple.bo, "Europe/Lisbon")
        in_zone(couple.ann, "Asia/Tokyo")
        address = proposes(couple.ann)
        says_yes(couple.bo, address)
        before = tells(couple.ann, address)
        assert "It is 12:00 for Bo then." in before
        takes_new_keys(getattr(couple, whose))
        read_the_words(couple)
        assert tells(couple.ann, address) == before

    def test_they_go_on_from_there(self, couple, changed):
        takes_new_keys(couple.ann)
        read_the_words(couple)
        moves(couple.ann, changed[0], "2026-11-22", "10:30")
        assert "Sunday at 10:30." in tells(couple.bo, changed[0])


def test_the_page_says_before_what_ends_and_what_stays(couple):
    for somebody in (couple.ann, couple.cleo):
        page = tells(somebody, "/settings/new-keys/")
        assert "What ends too, and can be made anew: your calendar’s address, your keys for quick notes" in page
        assert ("so do the times that return" in page) == (somebody is not couple.cleo)


class TestMeanwhile:
    def test_nobody_sees_or_changes_a_time_until_both_have_read_the_words(self, couple, changed):
        takes_new_keys(couple.ann)
        for pressed in (None, couple.ann):
            if pressed:
                confirms(pressed)
            for somebody in (couple.ann, couple.bo, couple.cleo):
                assert [somebody.get(path).status_code for path in changed] == [404, 404]
                assert somebody.post(f"{changed[1]}rest/", {"rest": "over"}).status_code == 404

    def test_a_calendar_keeps_what_stands(self, couple, daily):
        path = makes_address(couple.bo)
        before = text_of(couple.bo.get(path))
        assert before.count("BEGIN:VEVENT") == 1
        takes_new_keys(couple.ann)
        couple.bo.post("/today/capacity/", {"capacity": "some"})
        assert text_of(couple.bo.get(path)) == before
        keeps_own(couple.bo, "mine alone")
        assert "mine alone" not in text_of(couple.bo.get(path))
        assert text_of(couple.bo.get(path)) != before
        read_the_words(couple)
        couple.bo.get(RETURNS)
        assert text_of(couple.bo.get(path)).count("BEGIN:VEVENT") == 2

    def test_leaving_takes_the_names_home_and_no_row_stays(self, couple, changed):
        takes_new_keys(couple.ann)
        leaves(couple.ann)
        assert TITLE in couple.ann.notebook()
        couple.bo.sign_in()
        couple.bo.open_notebook()
        assert couple.bo.post("/us/put-away/").status_code == 200
        assert not Ritual.objects.exists()


class TestWhoKnewTheKeysOfBefore:
    """Somebody who has the disk and the keys Ann had, and writes before she has read the words."""

    @BOTH_WAYS
    def test_cannot_put_a_move_of_theirs_in_the_place_of_ours(self, couple, daily, first):
        presses_out(couple.ann, daily)
        known = visit_of(couple.ann).unlocked
        takes_new_keys(couple.ann)
        row = Ritual.objects.get()
        shelf = next(ShelfKey(s, version, key) for (s, version), key in known.shelf_keys.items() if known.person in s)
        body = entries.open_entry(shelf.key, bytes(row.sealed), place_on(shelf, known, row))
        body["rests"] = [["2026-11-20", None]]
        planted = entries.seal_entry(shelf.key, body, place_on(shelf, known, row))
        Ritual.objects.update(sealed=planted)
        read_the_words(couple, first)
        for somebody in (couple.ann, couple.bo):
            assert "It rests" not in tells(somebody, daily)

    def test_sees_nothing_of_what_is_moved_afterwards(self, couple, daily):
        presses_out(couple.ann, daily)
        known = visit_of(couple.ann).unlocked
        takes_new_keys(couple.ann)
        read_the_words(couple)
        row = Ritual.objects.get()
        for (shelf, version), key in known.shelf_keys.items():
            for place in (place_on(ShelfKey(shelf, version, key), known, row), place_of(row.line_id, "", version)):
                with pytest.raises(CannotOpen):
                    entries.open_entry(key, bytes(row.sealed), place)


def place_on(shelf: ShelfKey, known, row) -> EntryPlace:
    return EntryPlace(row.line_id, shelf.shelf, known.person, KIND, row.key_version)
