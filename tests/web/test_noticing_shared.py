"""A sheet is nobody else's: a line crosses by its author's hand alone, and no page tells of a hold."""

from __future__ import annotations

import re

import pytest

from undrift.domain.sheets import SHEETS
from undrift.store.models import Shared

from .couples import next_morning, pair, us_of
from .forms import errors_in
from .sheets import CIRCLE, DAY, INDEX, fields_of, said, says
from .world import text_of, without_tokens


def test_nobody_else_meets_a_word_of_it(couple):
    says(couple.ann, CIRCLE, when="salt marsh", mine="salt marsh")
    for somebody in (couple.bo, couple.cleo):
        for path in (INDEX, *(f"{INDEX}{name}/" for name in SHEETS), "/mine/notebook/", "/us/", "/today/", "/mine/"):
            assert "salt marsh" not in text_of(somebody.get(path))
    pages = {without_tokens(p.get(CIRCLE)).replace(p.name, "") for p in (couple.bo, couple.cleo)}
    assert len({re.sub(r'name="(author|note_key)" value="[^"]*"', "", page) for page in pages}) <= 2
    for path in (f"{CIRCLE}when/share/", f"{CIRCLE}when/let-go/"):
        answers = [p.get(path) for p in (couple.bo, couple.cleo)] + [couple.bo.get(f"{CIRCLE}none/let-go/")]
        assert {a.status_code for a in answers} == {404}
        assert len({a.content for a in answers}) == 1
    for somebody in (couple.bo, couple.cleo):
        somebody.post(f"{CIRCLE}let-go/")
        somebody.post(f"{CIRCLE}when/let-go/")
    assert said(couple.ann, CIRCLE, "when") == "salt marsh"


@pytest.mark.parametrize(
    "path", [f"{INDEX}map/", f"{INDEX}map/let-go/", f"{CIRCLE}none/share/", f"{INDEX}x/when/let-go/"]
)
def test_what_is_no_sheet_is_not_there(world, path):
    for person in world.everybody:
        assert person.get(path).status_code == 404
        assert person.post(path).status_code == 404


def test_the_ways_in_look_the_same_empty_and_full(world):
    ways = ("/mine/", INDEX)
    before = [without_tokens(world.ann.get(path)) for path in ways]
    for name in SHEETS:
        says(world.ann, f"{INDEX}{name}/", **{next(iter(SHEETS[name].lines)): "words"})
    world.ann.fill(DAY, then="evening")
    assert [without_tokens(world.ann.get(path)) for path in ways] == before


def test_with_the_door_closed_nothing_is_shown(world):
    says(world.ann, CIRCLE, when="salt marsh")
    world.ann.post("/mine/door/close/")
    for path in (INDEX, CIRCLE, f"{CIRCLE}when/share/", f"{CIRCLE}when/let-go/", f"{CIRCLE}let-go/"):
        answer = world.ann.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/mine/door/")


def test_a_pair_is_not_needed_and_pairing_changes_nothing(world):
    says(world.ann, CIRCLE, when="salt marsh")
    pair(world.ann, world.bo)
    assert said(world.ann, CIRCLE, "when") == "salt marsh"
    assert "salt marsh" not in text_of(world.bo.get(CIRCLE))


# Sharing line by line


def test_one_line_is_shared_after_a_look_and_the_sheet_keeps_it(couple):
    says(couple.ann, CIRCLE, when="salt marsh", under="alone with it")
    led = couple.ann.fill(CIRCLE, then="share under")
    assert led["Location"] == f"{CIRCLE}under/share/"
    ahead = couple.ann.get(led["Location"])
    assert "This is what Bo will find." in text_of(ahead)
    assert "Your sheet keeps its line" in text_of(ahead)
    assert Shared.objects.count() == 0
    for _ in range(2):
        assert couple.ann.send(ahead, led["Location"])["Location"] == "/us/?shared=1"
    assert Shared.objects.count() == 1, "a second tap shared it twice"
    assert said(couple.ann, CIRCLE, "under") == "alone with it"
    assert "alone with it" not in us_of(couple.bo)
    next_morning(couple)
    assert "alone with it" in us_of(couple.bo)
    assert "something I noticed" in us_of(couple.bo)
    assert "salt marsh" not in us_of(couple.bo)
    assert couple.cleo.get("/us/").status_code == 200
    assert "alone with it" not in us_of(couple.cleo)


def test_a_line_taken_back_comes_home_and_may_be_shared_again(couple):
    says(couple.ann, CIRCLE, under="alone with it")
    path = f"{CIRCLE}under/share/"
    couple.ann.send(couple.ann.get(path), path)
    entry = Shared.objects.get().id
    couple.ann.post(f"/us/{entry}/take-back/")
    assert "Something I noticed" in couple.ann.notebook()
    note = re.findall(r"/mine/notebook/([0-9a-f]{32})/", couple.ann.notebook())[0]
    assert couple.ann.get(f"/mine/notebook/{note}/share/").status_code == 200


def test_unsaved_words_are_kept_before_the_look_ahead(couple):
    says(couple.ann, CIRCLE, under="alone")
    led = couple.ann.fill(CIRCLE, then="share under", **{"line-under": "alone with it", "line-when": "late"})
    assert "alone with it" in text_of(couple.ann.get(led["Location"]))
    assert said(couple.ann, CIRCLE, "when") == "late"


def test_alone_there_is_nobody_to_share_a_line_with(couple):
    says(couple.cleo, CIRCLE, when="salt marsh")
    assert "Share this one" not in text_of(couple.cleo.get(CIRCLE))
    assert couple.cleo.get(f"{CIRCLE}when/share/").status_code == 404
    assert couple.cleo.post(f"{CIRCLE}when/share/").status_code == 404
    says(couple.ann, CIRCLE, when="salt marsh")
    page = text_of(couple.ann.get(CIRCLE))
    assert page.count("Share this one") == 1, "an empty line can be shared"
    assert couple.ann.get(f"{CIRCLE}mine/share/").status_code == 404


def test_a_line_too_long_to_share_says_so_and_stays(couple):
    says(couple.ann, CIRCLE, when="w" * 20_001)
    path = f"{CIRCLE}when/share/"
    answer = couple.ann.send(couple.ann.get(path), path)
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["text"]
    assert Shared.objects.count() == 0


# Under a hold


@pytest.mark.parametrize("how", ["joint", "betrayal"])
def test_under_a_hold_every_sheet_is_there_and_no_page_says_why(world, how):
    free = without_tokens(world.ann.get(INDEX))
    if how == "joint":
        world.ann.post("/settings/joint/", {"keep": "away"})
    else:
        world.ann.fill("/settings/life/", situation=["betrayal"])
    held = text_of(world.ann.get(INDEX))
    order = re.findall(r'href="/mine/looking-back/(\w+)/"', held)
    assert order[:2] == ["day", "signs"]
    assert sorted(order) == sorted(SHEETS)
    now = without_tokens(world.ann.get(INDEX))
    assert sorted(now.split("\n")) == sorted(free.split("\n")), "the page has other words, not only another order"
    for name in SHEETS:
        page = text_of(world.ann.get(f"{INDEX}{name}/"))
        assert not re.search(r"kept away|held|hold|safety|betray|instead of this sheet", page.partition("<main")[2])
        assert "against, not each other" not in page


def test_words_written_before_a_hold_are_still_there(world):
    says(world.ann, CIRCLE, seen="two tired people")
    world.ann.post("/settings/joint/", {"keep": "away"})
    assert said(world.ann, CIRCLE, "seen") == "two tired people"
    assert "line-once" not in fields_of(world.ann, CIRCLE)
    world.ann.post("/settings/joint/", {"keep": "light"})
    assert "line-once" in fields_of(world.ann, CIRCLE)
