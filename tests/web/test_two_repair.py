"""A line to mend between two, and the matter itself: what each sees, and what nobody can tell."""

from __future__ import annotations

import random
import re

import pytest

from undrift.actions import desk as desks
from undrift.actions import repair, shelves, standing
from undrift.domain import mending
from undrift.domain.repair import LINES
from undrift.store.models import Desk as DeskRow
from undrift.store.models import Shared, Standing
from undrift.store.writing import writing

from .couples import (
    confirms,
    entries_of,
    has_shared,
    leaves,
    next_morning,
    takes_new_keys,
    us_of,
    visit_of,
)
from .forms import errors_in
from .screens import Eyes, shown
from .world import text_of

ROOM = "When you both like, there is room for it again."
OWN = "I shouted because I was frightened."


def sends(somebody, line="1", own=""):
    """Through the look ahead."""
    ahead = somebody.post("/us/way-back/", {"line": line, "text": own})
    assert ahead.status_code == 200, text_of(ahead)
    assert "will find." in text_of(ahead)
    return somebody.send(ahead, "/us/way-back/", seen="yes")


def line_for(somebody):
    """The address of the line that waits folded on Us, or nothing."""
    found = re.search(r'class="folded" href="(/us/[0-9a-f]{32}/)\?opening=1"', us_of(somebody))
    return found[1] if found else ""


def day_later(world, days=1):
    world.clock.later(days=days)
    for somebody in world.everybody:
        somebody.sign_in()


@pytest.mark.parametrize("left_by", ["ann", "bo"])
def test_about_an_argument_with_somebody_who_is_gone_nobody_is_asked(couple, left_by):
    """Whoever argued, and then left or was left, does not meet *Anything to mend?* the next evening."""
    couple.ann.fill("/today/note/sideways/", text="About the keys.")
    leaves(getattr(couple, left_by))
    if left_by == "bo":
        couple.ann.sign_in()
        couple.ann.post("/us/put-away/")
    for _ in range(3):
        day_later(couple)
        assert "Anything to mend?" not in text_of(couple.ann.get("/today/"))


# ---- a line to mend


@pytest.mark.parametrize(("line", "own", "text"), [("2", "", LINES[1].words), ("own", OWN, OWN)])
def test_it_is_there_at_once_for_the_other_and_for_nobody_else(couple, line, own, text):
    sent = sends(couple.ann, line, own)
    assert (sent.status_code, sent["Location"]) == (302, "/us/?sent=1")
    address = line_for(couple.bo)
    assert text in text_of(couple.bo.get(address))
    assert text not in us_of(couple.bo), "it lies folded"
    assert text not in us_of(couple.cleo)
    assert couple.cleo.get(address).status_code == 404
    assert couple.cleo.post(f"{address}keep/").status_code == 404
    assert text in text_of(couple.ann.get("/us/way-back/"))
    assert line_for(couple.ann) == ""
    assert address not in entries_of(couple.bo), "and is none of the pages"


def test_what_the_other_does_with_it_shows_nowhere(couple):
    sends(couple.ann, "own", OWN)
    address = line_for(couple.bo)
    looks = ("/us/", "/us/way-back/", "/us/matter/", "/today/", address)
    before = [shown(couple.ann, path) for path in looks]
    for deed in (
        lambda: couple.bo.get(f"{address}?opening=1"),
        lambda: couple.bo.post(f"{address}keep/"),
        lambda: couple.bo.post(f"{address}unfold/"),
        lambda: couple.bo.post("/settings/joint/", {"keep": "away"}),
        lambda: couple.bo.post("/us/matter/", {"say": "ready"}),
    ):
        deed()
        assert [shown(couple.ann, path) for path in looks] == before
    again = couple.ann.post("/us/way-back/", {"line": "2", "seen": "yes"})
    assert again.status_code == 422, "read or not, there is one at a time"


def test_one_at_a_time_the_same_again_is_fine_and_what_was_typed_is_not_lost(couple):
    assert sends(couple.ann).status_code == 302
    assert couple.ann.post("/us/way-back/", {"line": "1", "seen": "yes"}).status_code == 302
    refused = couple.ann.post("/us/way-back/", {"line": "own", "text": OWN, "seen": "yes"})
    assert refused.status_code == 422
    assert "Take it back first" in text_of(refused)
    assert OWN in text_of(refused)
    assert Shared.objects.count() == 1
    assert sends(couple.bo, "3").status_code == 302, "each may have one"
    assert Shared.objects.count() == 2


def test_taken_back_it_is_gone_and_another_may_be_sent(couple):
    sends(couple.ann, "own", OWN)
    address = line_for(couple.bo)
    assert couple.bo.post(f"{address}take-back/").status_code == 404
    assert "It is back with you" in text_of(couple.ann.post(f"{address}take-back/"))
    assert couple.bo.get(address).status_code == 404
    assert line_for(couple.bo) == ""
    couple.ann.open_notebook()
    assert OWN in couple.ann.notebook()
    assert sends(couple.ann, "2").status_code == 302


def test_after_a_week_it_is_on_no_page_and_nothing_remembers_it(couple):
    sends(couple.ann, "own", OWN)
    address = line_for(couple.bo)
    day_later(couple, 6)
    assert line_for(couple.bo) == address
    day_later(couple)
    assert line_for(couple.bo) == ""
    assert couple.bo.get(address).status_code == 404
    assert couple.bo.post(f"{address}keep/").status_code == 404
    assert OWN not in us_of(couple.bo)
    assert Shared.objects.count() == 1, "its author has not been here"
    assert OWN not in us_of(couple.ann)
    assert Shared.objects.count() == 0
    assert sends(couple.ann, "own", OWN).status_code == 302


def test_an_argument_leaves_no_list(couple):
    for n in range(4):
        sends(couple.ann, "own", f"line number {n}")
        day_later(couple, 8)
        us_of(couple.ann)
    assert Shared.objects.count() == 0
    assert "line number" not in us_of(couple.ann) + us_of(couple.bo)
    for somebody in (couple.ann, couple.bo):
        assert "line number" not in text_of(
            somebody.post("/settings/take-along/", {"passphrase": somebody.words, "form": "json"})
        )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"line": "own", "text": "  "}, "text"),
        ({"line": "own", "text": "x" * 241}, "text"),
        ({"line": "7"}, "line"),
        ({}, "line"),
    ],
)
def test_what_is_no_line_is_one_sentence_at_its_field(couple, fields, field):
    for seen in ("", "yes"):
        answer = couple.ann.post("/us/way-back/", {**fields, "seen": seen})
        assert answer.status_code == 422
        page = text_of(answer)
        assert 'class="error"' in page
        assert field != "text" or "text" in errors_in(page)
        assert fields.get("text", "").strip() in page
    assert Shared.objects.count() == 0


def test_another_one_gives_the_words_back(couple):
    ahead = couple.ann.post("/us/way-back/", {"line": "own", "text": OWN})
    again = couple.ann.send(ahead, "/us/way-back/", seen="change")
    assert OWN in text_of(again)
    assert Shared.objects.count() == 0


def test_outside_the_seal_it_looks_like_everything_else(couple):
    sends(couple.ann)
    has_shared(couple.ann, "You warmed the car")
    line, thanks = Shared.objects.order_by("sequence")
    assert line.opens_at == thanks.opens_at
    assert line.on_day == thanks.on_day
    assert len(bytes(line.sealed)) == len(bytes(thanks.sealed))
    assert re.fullmatch("[0-9a-f]{64}", line.note_key)
    assert re.fullmatch("[0-9a-f]{64}", thanks.note_key)


def test_it_comes_home_when_its_author_leaves(couple):
    sends(couple.ann, "own", OWN)
    leaves(couple.ann)
    couple.bo.sign_in()
    assert OWN not in us_of(couple.bo)
    assert couple.ann.notebook().count(OWN) == 1


def test_while_words_are_read_anew_nothing_is_sent_and_nothing_is_lost(couple):
    sends(couple.ann, "own", OWN)
    takes_new_keys(couple.bo)
    couple.ann.sign_in()
    answer = couple.ann.post("/us/way-back/", {"line": "own", "text": "another", "seen": "yes"})
    assert answer.status_code == 422
    assert "another" in text_of(answer)
    assert couple.ann.get("/us/way-back/").status_code == 302


@pytest.mark.parametrize("whose", ["a new shelf key", "ann", "bo"])
def test_under_new_keys_it_is_the_one_line_it_was(couple, whose):
    sends(couple.ann, "1")
    if whose == "a new shelf key":
        shelves.rotate(visit_of(couple.ann))
    else:
        takes_new_keys(getattr(couple, whose))
        for somebody in (couple.ann, couple.bo):
            somebody.sign_in()
            confirms(somebody)
    assert line_for(couple.bo), "there at once, as before"
    second = couple.ann.post("/us/way-back/", {"line": "2", "text": "", "seen": "yes"})
    assert "A line of yours stands on Us" in text_of(second)
    day_later(couple, 8)
    us_of(couple.ann)
    assert not Shared.objects.exists(), "after its week nothing remembers it"


def test_a_door_that_closed_meanwhile_gives_the_line_back(couple):
    page = couple.ann.get("/us/way-back/")
    couple.clock.later(hours=13)
    answer = couple.ann.post(
        "/us/way-back/",
        {"line": "own", "text": OWN, "author": re.search(r'name="author" value="([^"]+)"', text_of(page))[1]},
    )
    assert answer.status_code == 401
    assert OWN in text_of(answer)
    assert 'name="carried_field_line"' in text_of(answer)


# ---- the matter itself


def says(somebody, what="ready"):
    assert somebody.post("/us/matter/", {"say": what}).status_code == 302


def room(somebody):
    return ROOM in us_of(somebody), ROOM in text_of(somebody.get("/us/matter/"))


def test_only_when_each_has_said_it_does_each_see_one_line_a_day_or_two_later(couple):
    says(couple.ann)
    for _ in range(3):
        assert room(couple.ann) == room(couple.bo) == (False, False)
        day_later(couple)
    says(couple.bo)
    assert room(couple.ann) == room(couple.bo) == (False, False), "not at once: that would tell who was first"
    day_later(couple, 2)
    assert room(couple.ann) == room(couple.bo) == (True, True)
    assert room(couple.cleo) == (False, False)
    day_later(couple, 3)
    assert room(couple.ann) == room(couple.bo) == (False, False), "it stays its days and goes"


def test_it_is_over_after_a_week(couple):
    says(couple.ann)
    day_later(couple, 7)
    assert "You could come back to it." not in text_of(couple.ann.get("/us/matter/"))
    says(couple.bo)
    for _ in range(8):
        assert room(couple.ann) == room(couple.bo) == (False, False)
        day_later(couple)


def test_taken_back_it_never_was(couple):
    says(couple.ann)
    assert "You could come back to it." in text_of(couple.ann.get("/us/matter/"))
    says(couple.ann, "not_yet")
    assert "You could come back to it." not in text_of(couple.ann.get("/us/matter/"))
    says(couple.bo)
    day_later(couple, 2)
    assert room(couple.ann) == room(couple.bo) == (False, False)


def test_a_new_argument_takes_it_back(couple):
    for somebody in (couple.ann, couple.bo):
        says(somebody)
    couple.ann.fill("/today/note/sideways/", text="Again.")
    day_later(couple, 2)
    assert room(couple.bo) == (False, False)


def test_under_fear_no_word_crosses_and_nothing_is_shown(couple):
    couple.ann.post("/settings/joint/", {"keep": "away"})
    for somebody in (couple.ann, couple.bo):
        says(somebody)
    day_later(couple, 2)
    assert room(couple.ann) == room(couple.bo) == (False, False)
    assert standing.said_by_other(visit_of(couple.bo)).ready == mending.NEVER


def test_the_engine_opens_the_matter_only_when_both_are_ready(couple, monkeypatch):
    asked = []
    from undrift.domain.state import State

    read = State.from_json
    monkeypatch.setattr(State, "from_json", lambda question: (asked.append(question["rupture"]), read(question))[1])
    couple.ann.fill("/today/note/sideways/", text="About the keys.")
    says(couple.ann)
    day_later(couple, 2)
    couple.ann.post("/today/capacity/", {"capacity": "some"})
    says(couple.bo)
    day_later(couple, 2)
    couple.ann.post("/today/capacity/", {"capacity": "some"})
    assert [rupture["ready"] for rupture in asked] == [[False, False], [True, True]]


STATES = 300


def test_whether_bo_said_it_leaves_anns_pages_byte_for_byte_the_same(couple):
    """Bo says it, takes it back, is afraid, has a line of his own: as long as Ann said nothing, her pages are one."""
    hers = has_shared(couple.ann, "of hers")
    next_morning(couple)
    chance, bo, ann = random.Random(5), visit_of(couple.bo), Eyes(couple, hers, "/us/matter/", "/us/way-back/")
    told = set()
    for n in range(STATES):
        how = chance.choice((repair.could_come_back, repair.not_yet))
        how(bo)
        away = chance.random() < 0.3
        with writing():
            standing.tell(bo, desks.change(bo, lambda d, away=away: d.with_(keep_joint_away=away)))
        told.add(standing.said_by_other(visit_of(couple.ann)).ready)
        look = chance.choice(ann.looks)
        assert ann.see(look) == ann.first[look], f"{look} tells something of state {n}"
    assert len(told) >= 3, "he said it, and on more than one day"


def test_having_said_it_oneself_the_page_is_the_same_until_the_other_counts(couple):
    says(couple.ann)
    day_later(couple)
    looks = ("/us/", "/us/matter/", "/today/", "/us/way-back/")
    before = [shown(couple.ann, path) for path in looks]
    for _ in range(20):
        says(couple.bo)
        assert [shown(couple.ann, path) for path in looks] == before
        says(couple.bo, "not_yet")
        assert [shown(couple.ann, path) for path in looks] == before


def test_what_lies_on_the_disk_is_one_length_and_new_each_time(couple):
    seen = set()
    for what in ("ready", "not_yet", "ready", "ready"):
        says(couple.ann, what)
        seen.add(bytes(Standing.objects.get(person__name="Ann").sealed))
    assert len(seen) == 4
    assert len({len(one) for one in seen}) == 1
    lengths = {len(bytes(row.sealed)) for row in DeskRow.objects.all()}
    says(couple.bo)
    assert {len(bytes(row.sealed)) for row in DeskRow.objects.all()} == lengths
