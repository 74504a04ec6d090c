"""Whoever holds the disk and looks for what became of one true thing, or changes rows to find it out."""

from __future__ import annotations

import pytest

from undrift.actions import desk as desks
from undrift.store.models import Desk as DeskRow
from undrift.store.models import Shared
from undrift.vault import cipher

from .couples import Kept, ann_and_bo, everything, has_shared, id_of, us_of, visit_of
from .disclosures import FEELING, has_put, lays, mornings_later, newest_of, says, waits_for
from .test_damage import DAMAGES
from .world import text_of


def said_and_slept(world) -> None:
    ann_and_bo(world)
    has_put(world.ann)
    has_shared(world.ann, "You waited")
    mornings_later(world, 2)


@pytest.fixture
def couple(home, clock, kdf):
    return Kept.world(clock, kdf, said_and_slept)


def rows_of(somebody) -> list[Shared]:
    return list(Shared.objects.filter(author__name=somebody.name).order_by("sequence"))


def test_outside_the_seal_it_is_any_small_moment(couple):
    one, other = rows_of(couple.ann)
    assert (one.on_day, one.opens_at, one.key_version) == (other.on_day, other.opens_at, other.key_version)
    assert (len(one.sealed), len(one.note_key)) == (len(other.sealed), len(other.note_key))


@pytest.mark.parametrize("what", ["now", "later", "not_today"])
def test_an_answer_changes_one_row_of_the_same_length_and_nothing_else(couple, what):
    before = everything()
    length = len(DeskRow.objects.get(pk=id_of(couple.bo)).sealed)
    says(couple.bo, newest_address(couple), what)
    after = everything()
    assert [table for table in before if before[table] != after[table]] == ["desk"]
    assert len(DeskRow.objects.get(pk=id_of(couple.bo)).sealed) == length


@pytest.mark.parametrize("what", ["later", "not_today"])
def test_said_twice_it_looks_as_if_it_were_said_anew(couple, what):
    address = newest_address(couple)
    says(couple.bo, address, what)
    before = everything()
    couple.bo.post(f"{address}room/", {"room": what})
    after = everything()
    assert [table for table in before if before[table] != after[table]] == ["desk"]


@pytest.mark.parametrize("landing", ["about_right", "too_much", "leave"])
def test_so_does_how_it_was_to_read(couple, landing):
    address = newest_address(couple)
    says(couple.bo, address, "now")
    before = everything()
    couple.bo.post(f"{address}landed/", {"landing": landing})
    after = everything()
    assert [table for table in before if before[table] != after[table]] == ["desk"]
    assert {len(row.sealed) for row in DeskRow.objects.filter(person__name__in=("Ann", "Bo"))} == {
        len(desks.sealed(id_of(couple.bo), cipher.new_key(), desks.read(visit_of(couple.bo))))
    }


def test_drafts_and_a_full_memory_do_not_show_in_the_length_of_the_row(couple):
    length = len(DeskRow.objects.get(pk=id_of(couple.ann)).sealed)
    for n in range(3):
        lays(couple.ann, f"{n} " + "é" * 230)
    assert len(DeskRow.objects.get(pk=id_of(couple.ann)).sealed) == length


def newest_address(couple) -> str:
    return f"/us/{rows_of(couple.ann)[0].id}/"


def test_a_row_brought_forward_shows_nothing_without_room(couple):
    Shared.objects.filter(pk=rows_of(couple.ann)[0].pk).update(opens_at="2020-01-01T05:00:00Z")
    assert FEELING not in us_of(couple.bo)
    assert waits_for(couple.bo) == newest_address(couple)


@pytest.mark.parametrize("far_off", ["2999-01-01T05:00:00Z", "9999-12-31T23:30:00Z"])
def test_a_row_put_far_off_keeps_nothing_else_from_arriving(couple, far_off):
    Shared.objects.filter(pk=rows_of(couple.ann)[0].pk).update(opens_at=far_off)
    assert waits_for(couple.bo) == ""
    for path in ("/us/", newest_address(couple), "/today/"):
        assert couple.ann.get(path).status_code == 200, path
    mornings_later(couple, 6)
    address = has_put(couple.ann, "I have been feeling better.")
    mornings_later(couple, 3)
    assert waits_for(couple.bo) == address


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_one_is_not_announced_and_its_successor_is(couple, damage):
    row = rows_of(couple.ann)[0]
    Shared.objects.filter(pk=row.pk).update(sealed=damage(bytes(row.sealed)))
    assert waits_for(couple.bo) == ""
    assert couple.bo.get("/today/").status_code == 200
    mornings_later(couple, 6)
    address = has_put(couple.ann, "I have been feeling better.")
    mornings_later(couple, 3)
    assert waits_for(couple.bo) == address


def test_a_moment_relabelled_opens_as_nothing(couple):
    one, other = rows_of(couple.ann)
    Shared.objects.filter(pk=one.pk).update(sealed=other.sealed)
    assert waits_for(couple.bo) == ""
    assert us_of(couple.bo).count("You waited") == 1


def test_bos_desk_put_back_asks_again_and_tells_ann_nothing(couple):
    """An older genuine row is accepted: he is asked about it once more, and that is all."""
    row = DeskRow.objects.get(pk=id_of(couple.bo))
    address, hers = newest_address(couple), us_of(couple.ann)
    says(couple.bo, address, "now")
    DeskRow.objects.filter(pk=row.pk).update(sealed=row.sealed)
    assert waits_for(couple.bo) == address
    assert us_of(couple.ann) == hers


def test_a_damaged_desk_asks_first_as_well(couple):
    says(couple.bo, newest_address(couple), "now")
    DeskRow.objects.filter(pk=id_of(couple.bo)).update(sealed=b"junk")
    assert FEELING not in us_of(couple.bo)
    assert couple.bo.get("/us/say/").status_code == 200


def test_drafts_stay_at_home_when_a_desk_is_moved_to_another(couple):
    draft = lays(couple.ann)
    hers = DeskRow.objects.get(pk=id_of(couple.ann)).sealed
    DeskRow.objects.filter(pk=id_of(couple.bo)).update(sealed=hers)
    assert couple.bo.get(draft).status_code == 404
    assert FEELING not in text_of(couple.bo.get("/us/say/"))
    assert newest_of(couple.ann)
