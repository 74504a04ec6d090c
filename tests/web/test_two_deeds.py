"""Whatever Bo does, for himself or with what Ann said, her screens stay the same."""

from __future__ import annotations

import re

import pytest

from undrift.domain.going_on import GOING_ON
from undrift.domain.ground import BESIDES, GROUND

from .couples import has_shared, id_of, next_morning, shares, takes_new_keys, us_of, writes_down
from .disclosures import has_put, lays, looks, mornings_later, newest_of, says, waits_for
from .private_states import KINDS
from .screens import screens, without_keys
from .world import text_of


def keeps_a_copy(bo, address):
    bo.post(f"{address}keep/")


def unfolds(bo, address):
    bo.post(f"{address}unfold/")


def reads(bo, address):
    for path in ("/us/", address, "/today/"):
        assert bo.get(path).status_code == 200


def pauses(bo, address):
    bo.post("/settings/pause/", {"for": "week"})


def keeps_joint_things_away(bo, address):
    bo.post("/settings/joint/", {"keep": "away"})


def welcomes_deeper_things(bo, address):
    bo.post("/settings/joint/", {"keep": "deeper"})


def says_yes_to_touch(bo, address):
    bo.post("/settings/touch/", {"touch": list(KINDS)})


def is_afraid(bo, address):
    bo.post("/welcome/safety/", {"answer": "keep_away"})


def writes_alone(bo, address):
    for about in ("moment", "reaching-out", "appreciation", "sideways"):
        bo.fill(f"/today/note/{about}/", text="only his", **{"for": "me"})


def goes_through_an_evening(bo, address):
    bo.post("/today/capacity/", {"capacity": "little"})
    bo.post("/today/answer/", {"answer": "not_today"})


def signs_out_and_in_elsewhere(bo, address):
    bo.post("/sign-out/")
    bo.elsewhere("10.1.1.1").sign_in(remember="yes")


def shares_and_takes_back_before_breakfast(bo, address):
    bo.post(f"{shares(bo, 'on second thoughts')}take-back/")


def shares_for_tomorrow(bo, address):
    shares(bo, "tomorrow, then")


def looks_at_what_ann_will_find_and_leaves_it(bo, address):
    bo.fill("/today/note/appreciation/", text="perhaps", **{"for": "both"})


def could_come_back_to_it(bo, address):
    bo.post("/us/matter/", {"say": "ready"})


def takes_that_back(bo, address):
    bo.post("/us/matter/", {"say": "not_yet"})


def looks_at_a_line_and_leaves_it(bo, address):
    bo.post("/us/way-back/", {"line": "own", "text": "perhaps"})


def leaves_the_question_of_the_day_after(bo, address):
    bo.post("/today/mending/", {"mending": "leave"})


def types_wrong_words(bo, address):
    bo.post("/settings/unlink/", {"passphrase": "not these ones at all"})


def changes_his_passphrase(bo, address):
    bo.post("/settings/passphrase/", {"old_passphrase": bo.words, "passphrase": "tall lantern copper acorn thimble"})


def says_how_the_ground_is(bo, address):
    bo.open_notebook()
    bo.fill("/mine/ground/", **dict.fromkeys((*GROUND, *BESIDES), "0"))
    bo.fill("/mine/ground/apart/", serious="yes", only_me="yes")


def says_what_is_going_on(bo, address):
    bo.open_notebook()
    assert bo.fill("/mine/going-on/", going_on=list(GOING_ON)).status_code == 302


def promises_himself_something(bo, address):
    assert bo.fill("/mine/promises/", promise="only his").status_code == 302


def puts_a_summary_together(bo, address):
    bo.open_notebook()
    for step in ("look", "pdf", "page"):
        assert bo.post("/mine/summary/", {"tried": "only his", "step": step}).status_code == 200


DEEDS = [
    says_how_the_ground_is,
    says_what_is_going_on,
    promises_himself_something,
    puts_a_summary_together,
    keeps_a_copy,
    unfolds,
    reads,
    pauses,
    keeps_joint_things_away,
    welcomes_deeper_things,
    says_yes_to_touch,
    is_afraid,
    writes_alone,
    goes_through_an_evening,
    signs_out_and_in_elsewhere,
    shares_and_takes_back_before_breakfast,
    shares_for_tomorrow,
    looks_at_what_ann_will_find_and_leaves_it,
    could_come_back_to_it,
    takes_that_back,
    looks_at_a_line_and_leaves_it,
    leaves_the_question_of_the_day_after,
    types_wrong_words,
    changes_his_passphrase,
]


def test_nothing_bo_does_for_himself_shows_on_any_screen_of_ann(couple):
    mine, his = has_shared(couple.ann, "You warmed the car"), has_shared(couple.bo, "You waited")
    writes_down(couple.ann, "her own")
    next_morning(couple)
    before = screens(couple.ann, mine, his)
    for deed in DEEDS:
        couple.bo.sign_in()
        deed(couple.bo, mine)
        after = screens(couple.ann, mine, his)
        assert [path for path in before if before[path] != after[path]] == [], deed.__name__


def test_new_keys_of_bo_tell_ann_only_that_there_are_words_to_read(couple):
    address = has_shared(couple.bo, "You waited")
    next_morning(couple)
    takes_new_keys(couple.bo)
    for page in screens(couple.ann, address).values():
        assert "passphrase was" not in page
    assert "One of you has new keys" in us_of(couple.ann)
    assert id_of(couple.bo) not in "".join(screens(couple.ann, address).values())


def opens(bo, address):
    says(bo, address, "now")


def says_later(bo, address):
    says(bo, address, "later")


def says_not_today(bo, address):
    says(bo, address, "not_today")


def leaves_it_unasked(bo, address):
    assert waits_for(bo) == address


def finds_it_about_right(bo, address):
    opens(bo, address)
    assert bo.get(address).status_code == 200
    bo.post(f"{address}landed/", {"landing": "about_right"})


def finds_it_too_much(bo, address):
    opens(bo, address)
    bo.post(f"{address}landed/", {"landing": "too_much"})


def opens_it_and_leaves_the_question(bo, address):
    opens(bo, address)
    bo.post(f"{address}landed/", {"landing": "leave"})


def opens_and_keeps_a_copy(bo, address):
    opens(bo, address)
    assert bo.post(f"{address}keep/").status_code == 302


def opens_after_putting_it_off(bo, address):
    says_not_today(bo, address)
    opens(bo, address)


def writes_one_back_and_takes_it_back(bo, address):
    opens(bo, address)
    has_put(bo, "I have been feeling that too.")
    bo.post(f"{newest_of(bo)}take-back/")


def lets_one_lie(bo, address):
    lays(bo)


WITH_WHAT_ANN_SAID = [
    leaves_it_unasked,
    opens,
    says_later,
    says_not_today,
    finds_it_about_right,
    finds_it_too_much,
    opens_it_and_leaves_the_question,
    opens_and_keeps_a_copy,
    opens_after_putting_it_off,
    writes_one_back_and_takes_it_back,
    lets_one_lie,
    keeps_joint_things_away,
    is_afraid,
    pauses,
]


@pytest.mark.parametrize("deed", WITH_WHAT_ANN_SAID, ids=lambda deed: deed.__name__)
def test_whatever_becomes_of_what_ann_said_her_pages_stay_the_same(couple, deed):
    """On the same day, a week later when the next may go, and in everything she can do by then."""
    has_put(couple.ann)
    lays(couple.ann, "I have been feeling hopeful.")
    mornings_later(couple, 2)
    address = newest_of(couple.ann)
    path = re.search(r"/us/draft/[0-9a-f]{32}/", text_of(couple.ann.get("/us/say/")))[0]
    with_nothing = [day_of_ann(couple, address, path, days) for days in (0, 3, 3)]
    assert with_nothing[0] != with_nothing[2], "a week is over, and the next may go: or this would compare nothing"
    couple.clock.later(days=-6)
    for somebody in couple.everybody:
        somebody.sign_in()
    deed(couple.bo, address)
    after = [day_of_ann(couple, address, path, days) for days in (0, 3, 3)]
    for day, (before, now) in enumerate(zip(with_nothing, after, strict=True)):
        assert [page for page in before if before[page] != now[page]] == [], f"{deed.__name__}, look {day}"


def day_of_ann(couple, address, draft, days):
    couple.clock.later(days=days)
    couple.ann.sign_in()
    found = screens(couple.ann, address, draft)
    found["look ahead"] = without_keys(text_of(looks(couple.ann, "I have been feeling calm.")))
    return found
