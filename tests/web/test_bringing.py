"""Words from another home: looked through first, then all of them or none, as one's own and private."""

from __future__ import annotations

import json

import pytest

from undrift.actions import export
from undrift.domain.lines import Room
from undrift.store.models import Entry, Shared, Sheet
from undrift.store.models import Line as LineRow

from .couples import Kept, everything, us_of
from .forms import errors_in
from .lines import tells
from .lives import BRING, TEXTS, alone, brings, desk_of, items_of, lived, named, taken
from .world import Someone, text_of


@pytest.fixture
def life(home, clock, kdf):
    return Kept.world(clock, kdf, lived)


@pytest.fixture
def solo(home, clock, kdf):
    return Kept.world(clock, kdf, alone)


@pytest.fixture
def fresh(life):
    """Somebody who has just begun, in a home where nothing of it is."""
    return Someone("Dora", "harvest kettle drift velvet ladder").sign_up()


def test_what_one_has_alone_comes_back_byte_by_byte(solo):
    file = taken(solo.ann)
    assert len(items_of(file, "notes")) == len(TEXTS) + 2
    dora = Someone("Dora", "harvest kettle drift velvet ladder").sign_up()
    assert brings(dora, named(file, "Dora")).status_code == 200
    assert taken(dora) == named(file, "Dora")


def test_a_shared_life_lands_as_ones_own_and_then_stays_the_same(life, fresh):
    file = taken(life.ann)
    assert text_of(brings(fresh, named(file, "Dora"))).count("Your words are here.") == 1
    second = taken(fresh)
    for part in ("shared", "drafts", "lines", "hopes"):
        assert items_of(file, part)
        assert items_of(second, part) == []
    for part in ("plans", "looking_back", "promises", "saved", "life", "evenings"):
        assert items_of(file, part) == items_of(second, part) != []
    third = Someone("Eli", "ladder drift kettle harvest velvet").sign_up()
    brings(third, named(second, "Eli"))
    assert taken(third) == named(second, "Eli")


def test_every_word_of_hers_is_in_it_and_none_of_the_others(life):
    for form in ("json", "page"):
        file = taken(life.ann, form).decode()
        for words in ("The kettle song.", "The shed.", "We met in the rain.", "A garden.", "Bobbin", "ring at six"):
            assert words in file
        assert "of bo" not in file


def test_nothing_is_shared_and_nobody_else_sees_a_thing(life, fresh):
    before = Shared.objects.count(), LineRow.objects.count()
    pages = [us_of(life.ann), us_of(life.bo), tells(life.bo, "/us/agreements/")]
    brings(fresh, named(taken(life.ann), "Dora"))
    assert (Shared.objects.count(), LineRow.objects.count()) == before
    assert [us_of(life.ann), us_of(life.bo), tells(life.bo, "/us/agreements/")] == pages
    notebook = fresh.notebook()
    for words in ("The kettle song.", "I will put the phone away at eight", "that spring", "A garden."):
        assert words in notebook
    assert Entry.objects.filter(owner__name="Dora", key_version=0).count() == 0


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_file_again_adds_nothing(life, fresh, times):
    file = named(taken(life.ann), "Dora")
    brings(fresh, file)
    before = taken(fresh)
    for _ in range(times):
        life.clock.later(hours=2)
        fresh.sign_in()
        assert "not added a second time" in text_of(brings(fresh, file))
    assert taken(fresh) == before


def test_ones_own_file_in_ones_own_home_adds_nothing(life):
    before = everything()
    file = taken(life.ann)
    assert brings(life.ann, file).status_code == 200
    after = everything()
    for table, rows in before.items():
        assert len(after[table]) == len(rows), table
    assert taken(life.ann) == file


def test_it_joins_what_is_there(life, fresh):
    fresh.writes("here before")
    fresh.fill("/mine/looking-back/circle/", **{"line-when": "it snows", "line-mine": "I walk out"})
    fresh.fill("/mine/promises/", promise="here before too")
    brings(fresh, named(taken(life.ann), "Dora"))
    file = taken(fresh)
    assert "here before" in [note["text"] for note in items_of(file, "notes")]
    (circle,) = (sheet for sheet in items_of(file, "looking_back") if sheet["sheet"] == "circle")
    said = {line["line"]: line["text"] for line in circle["lines"]}
    assert said == {"when": "it snows\nit rains", "mine": "I walk out", "under": "small\nand cold"}
    assert [one["text"] for one in items_of(file, "promises")] == ["here before too", "I will ring at six"]


def test_what_finds_no_room_becomes_a_note_once(life, fresh):
    for n in range(12):
        fresh.fill("/mine/promises/", promise=f"number {n}")
        fresh.fill("/mine/plans/", when=f"number {n}", then="look up")
    file = named(taken(life.ann), "Dora")
    for _ in range(2):
        life.clock.later(days=1)
        fresh.sign_in()
        brings(fresh, file)
    texts = [note["text"] for note in items_of(taken(fresh), "notes")]
    assert texts.count("I will ring at six") == 1
    assert texts.count("When the kettle goes on, I look up") == 1


def test_the_line_about_feeling_close_is_found_again(life, fresh):
    brings(fresh, named(taken(life.ann), "Dora"))
    assert "By the sea, in the rain." in text_of(fresh.get("/mine/last-close/"))


def test_a_note_whose_day_is_over_stays_behind(life, fresh):
    file = named(taken(life.ann), "Dora")
    life.clock.later(days=40)
    fresh.sign_in()
    assert "whose time is over" in text_of(brings(fresh, file))
    assert "for a month" not in taken(fresh).decode()


def test_a_note_that_has_a_day_keeps_it(life, fresh):
    brings(fresh, named(taken(life.ann), "Dora"))
    life.clock.later(days=40)
    fresh.sign_in()
    assert "for a month" not in taken(fresh).decode()


def test_what_could_not_be_opened_is_told_and_nothing_else_is_lost(life, fresh):
    row = Entry.objects.filter(owner__name="Ann").first()
    Entry.objects.filter(pk=row.pk).update(sealed=bytes(row.sealed)[:-1] + b"\0")
    file = named(taken(life.ann), "Dora")
    assert sum(not note["opened"] for note in items_of(file, "notes")) == 1
    assert "no words to bring" in text_of(brings(fresh, file))
    assert len(items_of(taken(fresh), "notes")) > 10


def test_nothing_about_safety_comes_or_goes(life, fresh):
    file = taken(life.ann)
    assert b"betrayal" not in file
    assert items_of(file, "life") == [{"partner_word": "Bobbin", "situations": ["distance", "no_gaze"]}]
    brings(fresh, named(file, "Dora"))
    desk = desk_of(fresh)
    assert (desk.keep_joint_away, desk.holds, desk.deeper_welcome, desk.touch_yes) == (False, (), False, ())


def test_somebody_elses_file_is_asked_about_and_may_be_brought(life, fresh):
    file = taken(life.ann)
    answer = brings(fresh, file)
    assert answer.status_code == 422
    assert "Are they yours?" in text_of(answer)
    assert "Ann" in text_of(answer)
    assert not Entry.objects.filter(owner__name="Dora").exists()
    assert brings(fresh, file, mine="yes").status_code == 200
    assert Entry.objects.filter(owner__name="Dora").exists()


@pytest.mark.parametrize("name", ["ann", "ANN"])
def test_the_same_name_in_other_letters_is_the_same(life, name):
    assert brings(life.ann, named(taken(life.ann), name)).status_code == 200


def test_a_name_of_markup_is_text(life, fresh):
    page = text_of(brings(fresh, named(taken(life.ann), "<script>alert(1)</script>")))
    assert "<script>alert" not in page


REFUSED = {
    "nothing": b"",
    "not json": b"%PDF-1.7",
    "a page": b"<!doctype html><html></html>",
    "a list": b"[]",
    "another object": b'{"name":"Dora","notes":[]}',
    "no version": b'{"undrift":"1","name":"Dora"}',
    "true is no version": b'{"undrift":true,"name":"Dora"}',
    "no name": b'{"undrift":1}',
    "two names": b'{"undrift":1,"name":"Dora","name":"Ann"}',
    "two lists": b'{"undrift":1,"name":"Dora","notes":[],"shared":[],"notes":[]}',
    "a list that is none": b'{"undrift":1,"name":"Dora","notes":"x"}',
    "a name that is a list": b'{"undrift":1,"name":["Dora"]}',
    "an item that is none": b'{"undrift":1,"name":"Dora","promises":[7]}',
    "an item too few": b'{"undrift":1,"name":"Dora","plans":[{"when":"x"}]}',
    "an item too many": b'{"undrift":1,"name":"Dora","promises":[{"text":"x","done":true}]}',
    "a day that is none": b'{"undrift":1,"name":"Dora","hopes":[{"on":"2026-13-41","hopes":[],"lines":[]}]}',
    "something behind": b'{"undrift":1,"name":"Dora"} x',
    "another charset": '{"undrift":1,"name":"Dora"}'.encode("utf-16"),
    "half a letter": b'{"undrift":1,"name":"\xc3"}',
    "very deep": b'{"undrift":1,"name":"Dora","promises":[' + b"[" * 20_000,
    "ground": b'{"undrift":1,"name":"Dora","notes":[{"at":"","kind":"ground","on":"2026-11-20","opened":true,"text":"x","until":null}]}',
}
NEWER = {
    "a version": b'{"undrift":2,"name":"Dora"}',
    "a list": b'{"undrift":1,"name":"Dora","dreams":[]}',
    "a kind": b'{"undrift":1,"name":"Dora","drafts":[{"kind":"telepathy","on":"2026-11-20","text":"x"}]}',
}


@pytest.mark.parametrize("what", [*REFUSED, *NEWER])
def test_what_cannot_be_used_is_one_sentence_and_changes_nothing(world, what):
    before = everything()
    answer = brings(world.ann, {**REFUSED, **NEWER}[what], mine="yes")
    assert answer.status_code == 422
    told = errors_in(text_of(answer))["file"]
    assert "choose the file" in told or ("newer" in told or "version" in told) == (what in NEWER and what != "")
    assert everything() == before


def test_without_a_file_it_says_what_is_missing(world):
    answer = world.ann.post(BRING, {})
    assert answer.status_code == 422
    assert "choose the file" in errors_in(text_of(answer))["file"]


def test_a_file_that_breaks_off_anywhere_brings_nothing_in(life, fresh):
    """Refused at the check, so a cut is tried at every tenth byte here; the reader itself is tried at each."""
    from undrift.actions import bringing
    from undrift.domain.export import NotAnExport

    file = named(taken(life.ann), "Dora")
    before = everything()
    for cut in range(0, len(file) - 2, 10):
        with pytest.raises(NotAnExport):
            bringing.look(reading(file[:cut]))
    answer = brings(fresh, file[: len(file) // 2], mine="yes")
    assert answer.status_code == 422
    assert everything() == before


def reading(file: bytes):
    from io import BytesIO

    return BytesIO(file).read


def test_what_breaks_in_the_middle_leaves_nothing_half_done(life, fresh, monkeypatch):
    from undrift.actions import bringing

    file = named(taken(life.ann), "Dora")
    before = everything()
    keep, kept = bringing._Arriving._keep, []

    def breaks(self, *args):
        kept.append(1)
        if len(kept) == 9:
            raise RuntimeError
        keep(self, *args)

    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    monkeypatch.setattr(bringing._Arriving, "_keep", breaks)
    assert brings(fresh, file).status_code == 500
    assert everything() == before


def test_two_who_bring_at_once_wait_for_a_place(life, fresh):
    file = named(taken(life.ann), "Dora")
    places = [export._places.acquire(blocking=False) for _ in range(2)]
    try:
        answer = brings(fresh, file)
        assert answer.status_code == 503
        assert int(answer["Retry-After"]) > 0
    finally:
        for _ in places:
            export._places.release()


def test_half_an_emoji_breaks_no_page(world):
    note = {"at": "", "kind": "note", "on": "2026-11-20", "opened": True, "text": "half \ud83d", "until": None}
    file = {"undrift": 1, "name": "\ud83d", "notes": [note], "promises": [{"text": "half \ud83d"}]}
    asked = brings(world.ann, json.dumps(file).encode())
    assert "Are they yours?" in text_of(asked)
    assert brings(world.ann, json.dumps(file).encode(), mine="yes").status_code == 200
    assert "half \ufffd" in world.ann.notebook()
    assert "half \ufffd" in text_of(world.ann.get("/mine/promises/"))
    assert "half \ufffd" in taken(world.ann).decode()


def test_another_layout_of_the_same_json_is_as_good(life, fresh):
    file = json.dumps(json.loads(named(taken(life.ann), "Dora")), indent=3).encode()
    brings(fresh, b"\xef\xbb\xbf" + file)
    assert "The kettle song." in fresh.notebook()


def test_every_page_of_two_has_a_name_in_the_notebook():
    from undrift.domain.notebook import Kind

    assert {room.value for room in Room} - {"withdrawn"} <= set(Kind)


def test_new_keys_and_leaving_take_what_was_brought_like_anything_else(life, fresh):
    brings(fresh, named(taken(life.ann), "Dora"))
    fresh.fill("/settings/new-keys/", old_passphrase=fresh.words, passphrase="kettle velvet lantern acorn thimble")
    fresh.words = "kettle velvet lantern acorn thimble"
    assert "The kettle song." in taken(fresh).decode()
    fresh.post("/settings/leave/", {"passphrase": fresh.words})
    assert not Entry.objects.filter(owner__name="Dora").exists()
    assert not Sheet.objects.filter(owner__name="Dora").exists()
