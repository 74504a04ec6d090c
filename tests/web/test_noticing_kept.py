"""What is kept of Looking back: it leaves the file when let go, and opens with its author's keys alone."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.utils.html import escape

from tests.store.disk import on_disk
from undrift.actions import noticing
from undrift.domain.errors import UndriftError
from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.merging import Typed
from undrift.store.models import Sheet

from .couples import goes, leaves, takes_new_keys, visit_of
from .sheets import CIRCLE, DAY, STORY, said, says, taken, ticked
from .test_bad_input import MARKUP, RIGHT_TO_LEFT
from .world import signed_in, text_of


def test_one_line_is_let_go_and_the_others_stay(world):
    says(world.ann, DAY, greet="salt marsh", part="a nod")
    led = world.ann.fill(DAY, then="let-go greet")["Location"]
    assert "salt marsh" in text_of(world.ann.get(led))
    for _ in range(2):
        assert signed_in(world.ann.post(led))
    assert said(world.ann, DAY, "greet") == ""
    assert said(world.ann, DAY, "part") == "a nod"


def test_a_sheet_let_go_leaves_the_file(world):
    says(world.ann, DAY, greet="salt marsh")
    says(world.ann, CIRCLE, when="another sheet")
    row = Sheet.objects.order_by("on_day", "id")
    sealed = {r.pk: bytes(r.sealed)[:32] for r in row}
    led = world.ann.fill(DAY, then="let-go")["Location"]
    assert led == f"{DAY}let-go/"
    for _ in range(2):
        assert signed_in(world.ann.post(led))
    (left,) = Sheet.objects.values_list("pk", flat=True)
    disk = on_disk()
    assert [pk for pk, blob in sealed.items() if blob in disk] == [left]
    assert said(world.ann, CIRCLE, "when") == "another sheet"
    assert said(world.ann, DAY, "greet") == ""


def test_a_line_emptied_leaves_the_file(world):
    says(world.ann, DAY, greet="salt marsh", part="a nod")
    before = bytes(Sheet.objects.get().sealed)[:32]
    says(world.ann, DAY, greet="")
    assert before not in on_disk()
    says(world.ann, DAY, part="")
    assert Sheet.objects.count() == 0


# Keys, export, leaving


def test_sheets_open_after_new_keys_and_not_with_the_old_ones(world):
    says(world.ann, CIRCLE, when="salt marsh")
    world.ann.fill(STORY, **{"tick-outside": ["work"]})
    before = {bytes(s.sealed) for s in Sheet.objects.all()}
    takes_new_keys(world.ann)
    assert said(world.ann, CIRCLE, "when") == "salt marsh"
    assert ticked(world.ann, STORY, "outside") == ["work"]
    assert not before & {bytes(s.sealed) for s in Sheet.objects.all()}
    assert {s.key_version for s in Sheet.objects.all()} == {2}
    says(world.ann, CIRCLE, mine="after it")


def test_a_sheet_saved_while_new_keys_are_made_is_readable_or_refused(world):
    under_way = visit_of(world.ann)
    takes_new_keys(world.ann)
    saved = None
    with suppress(UndriftError):
        saved = noticing.save(under_way, SHEETS["day"], Typed({"greet": "at that moment"}))
    assert (said(world.ann, DAY, "greet") == "at that moment") == (saved is not None)


def test_a_damaged_sheet_stops_nothing_and_is_said(world):
    says(world.ann, CIRCLE, when="salt marsh")
    says(world.ann, DAY, greet="a nod")
    damaged = noticing.open_drawer(visit_of(world.ann)).ids["circle"][0]
    Sheet.objects.filter(pk=damaged).update(sealed=b"junk")
    assert said(world.ann, DAY, "greet") == "a nod"
    assert "cannot be opened any more" in text_of(world.ann.get(CIRCLE))
    says(world.ann, CIRCLE, when="anew")
    takes_new_keys(world.ann)
    assert said(world.ann, CIRCLE, "when") == "anew"
    assert [s.get("opened") for s in taken(world.ann)].count(False) == 1
    assert "could not be opened" in text_of(
        world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "page"})
    )


def test_a_sheet_of_somebody_else_or_of_another_row_does_not_open(world):
    says(world.ann, CIRCLE, when="salt marsh")
    says(world.bo, CIRCLE, when="of bo")
    ann, bo = (Sheet.objects.get(owner__name=name) for name in ("Ann", "Bo"))
    Sheet.objects.filter(pk=bo.pk).update(sealed=ann.sealed)
    assert said(world.bo, CIRCLE, "when") == ""
    assert "cannot be opened" in text_of(world.bo.get(CIRCLE))


def test_an_older_row_that_somebody_put_back_breaks_nothing(world):
    says(world.ann, CIRCLE, when="older")
    older = Sheet.objects.get()
    world.ann.post(f"{CIRCLE}let-go/")
    world.clock.later(days=1)
    world.ann.sign_in()
    says(world.ann, CIRCLE, when="newer")
    older.save(force_insert=True)
    assert said(world.ann, CIRCLE, "when") == "newer"
    says(world.ann, CIRCLE, when="newest")
    assert said(world.ann, CIRCLE, "when") == "newest"
    world.ann.post(f"{CIRCLE}let-go/")
    assert Sheet.objects.count() == 0


def test_the_export_has_every_sheet_in_words(world):
    says(world.ann, CIRCLE, when=MARKUP, under=RIGHT_TO_LEFT.strip())
    world.ann.fill(CIRCLE, **{"tick-guard": ["quiet"]})
    (sheet,) = taken(world.ann)
    assert sheet["title"] == "How it goes between you"
    assert [one["words"] for ticks in sheet["ticks"] for one in ticks["chosen"]] == ["I go quiet"]
    assert [line["text"] for line in sheet["lines"]] == [MARKUP, RIGHT_TO_LEFT.strip()]
    assert all(line["question"].endswith("?") for line in sheet["lines"])
    page = text_of(world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "page"}))
    assert escape(MARKUP) in page
    assert "<script" not in page
    assert taken(world.bo) == taken(world.cleo) == []


@pytest.mark.parametrize("who", ["ann", "bo"])
def test_leaving_the_other_leaves_the_sheets_and_leaving_wipes_them(couple, who):
    somebody = getattr(couple, who)
    says(somebody, CIRCLE, when="salt marsh")
    says(couple.cleo, CIRCLE, when="of cleo")
    leaves(somebody)
    assert said(somebody, CIRCLE, "when") == "salt marsh"
    sealed = bytes(Sheet.objects.get(owner__name=somebody.name).sealed)[:32]
    assert sealed in on_disk()
    goes(somebody, "delete")
    assert sealed not in on_disk()
    assert Sheet.objects.get().owner.name == "Cleo"


def test_what_is_held_in_memory_does_not_print_itself(world):
    says(world.ann, CIRCLE, when="salt marsh")
    visit = visit_of(world.ann)
    drawer = noticing.open_drawer(visit)
    shown = repr(drawer) + repr(drawer.kept("circle")) + repr(list(noticing.every(visit)))
    assert "salt marsh" not in shown + repr(Typed({"when": "salt marsh"}))
