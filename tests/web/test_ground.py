"""How the ground is, through its pages: kept in words for oneself, as levels for choosing, and seen by nobody else."""

from __future__ import annotations

import json
import re

import pytest

from undrift.actions import desk as desks
from undrift.domain.ground import BESIDES, CLOSE, GROUND, ITEMS

from .couples import Kept, ann_and_bo, visit_of
from .world import text_of, without_tokens

LOW = dict.fromkeys(GROUND, "0")
HIGH = dict.fromkeys(ITEMS, "4")


def desk_of(somebody):
    return desks.read(visit_of(somebody))


def answers(somebody, **marked: str):
    answer = somebody.fill("/mine/ground/", **marked)
    assert answer.status_code == 302, text_of(answer)
    return answer


def next_week(world, days: int = 7):
    world.clock.later(days=days)
    world.ann.sign_in()
    world.ann.open_notebook()


def test_nothing_is_marked_beforehand_and_everything_can_be_left(ann):
    page = text_of(ann.get("/mine/ground/"))
    assert "checked" not in page
    assert page.count('type="radio"') == 5 * len(ITEMS) + len(CLOSE)
    assert answers(ann)["Location"] == "/mine/ground/apart/"
    assert ann.fill("/mine/ground/apart/").status_code == 302
    assert desk_of(ann).checks == ()
    assert "Nothing here yet" in ann.notebook()


def test_it_lies_in_the_notebook_in_words_and_never_as_a_number(ann):
    answers(ann, safety="0", met="3")
    notebook = ann.notebook()
    assert f"{ITEMS['safety']} Not at all." in notebook
    assert f"{ITEMS['met']} Mostly." in notebook
    note = re.search(r'words-of-mine" dir="auto">([^<]*)', notebook)
    assert note
    assert not any(character.isdigit() for character in note[1])
    ann.post("/mine/door/close/")
    for path in ("/today/", "/mine/", "/us/", "/settings/", "/mine/promises/"):
        assert "without paying for it" not in text_of(ann.get(path))


def test_once_a_week_and_marked_differently_within_it(world):
    ann = world.ann
    assert "once a week, if you like" in ann.notebook()
    answers(ann, **HIGH)
    assert "once a week, if you like" not in ann.notebook()
    assert 'name="safety"' not in text_of(ann.get("/mine/ground/"))
    again = ann.get("/mine/ground/?again")
    ann.send(again, "/mine/ground/", safety="1")
    assert [(c.safety, c.respect) for c in desk_of(ann).checks] == [(1, 4)]
    next_week(world)
    assert "once a week, if you like" in ann.notebook()
    answers(ann, **LOW)
    assert [c.safety for c in desk_of(ann).checks] == [1, 0]


def test_the_same_form_sent_twice_is_kept_once(ann):
    page = ann.get("/mine/ground/")
    for _ in range(2):
        ann.send(page, "/mine/ground/", **HIGH)
    assert ann.notebook().count(ITEMS["same_side"]) == 1
    assert len(desk_of(ann).checks) == 1


def test_the_page_after_it_is_the_same_whatever_was_answered(world):
    pages = set()
    for somebody, marked in ((world.ann, LOW), (world.bo, HIGH), (world.cleo, {})):
        answers(somebody, **marked)
        apart = somebody.get("/mine/ground/apart/")
        pages.add(without_tokens(apart).replace(f">{somebody.name}<", "><"))
        after = somebody.get("/mine/ground/kept/")
        pages.add(without_tokens(after).replace(f">{somebody.name}<", "><"))
        assert '<a href="/help/">Help</a>' in text_of(after)
    assert len(pages) == 2, "what was answered shows on the page that follows"


def test_just_me_and_today_look_the_same_whatever_was_answered(world):
    before = {path: without_tokens(world.ann.get(path)) for path in ("/mine/", "/today/", "/us/", "/settings/")}
    answers(world.ann, **LOW)
    world.ann.fill("/mine/ground/apart/", serious="yes", only_me="yes")
    world.ann.fill("/mine/going-on/", going_on=["self_harm", "wants_help"])
    assert {path: without_tokens(world.ann.get(path)) for path in before} == before


@pytest.mark.parametrize("wrong", ["5", "-1", "x", "²"])
def test_what_is_none_of_the_five_gets_one_sentence_and_keeps_nothing(ann, wrong):
    answer = ann.fill("/mine/ground/", safety=wrong, respect="3")
    assert answer.status_code == 422
    assert text_of(answer).count("Please choose one of the five") == 1
    assert desk_of(ann).checks == ()
    assert ann.fill("/mine/ground/apart/", serious="perhaps").status_code == 422
    assert not desk_of(ann).severe_problem


def test_steps_go_by_the_newest_answers_and_later_by_the_way_in_again(world):
    ann = world.ann
    assert desk_of(ann).question("2026-11-20T20:00:00")["person"]["safety"] == 2
    answers(ann, **LOW, met="0")
    person = desk_of(ann).question("2026-11-20T20:00:00")["person"]
    assert [person[name] for name in (*GROUND, "responsiveness")] == [0, 0, 0, 0]
    later = desk_of(ann).question("2027-03-20T20:00:00")["person"]
    assert [later[name] for name in (*GROUND, "responsiveness")] == [2, 2, 3, 2]


def test_thanks_said_aloud_wait_while_reaching_out_is_not_met(ann):
    from undrift import library
    from undrift.domain.pacing import first_rule_against
    from undrift.domain.situation import Situation
    from undrift.domain.state import State

    def rule(practice: str) -> str | None:
        question = desk_of(ann).question("2026-11-21T20:00:00", {"intensity_cap": 4, "touch_consents": []})
        question["person"]["capacity"] = "plenty"
        well = {"practice": "one of long ago", "answer": "did", "landing": "closer"}
        question["history"] = [{**well, "at": f"2026-11-0{day}T20:00:00"} for day in (1, 2, 3)]
        shelf = library.load()
        return first_rule_against(
            shelf.practice(practice), Situation.of(State.from_json(question), tuple(shelf.practices))
        )

    answers(ann, **HIGH)
    assert rule("thanks-with-a-detail") != "responsiveness"
    ann.send(ann.get("/mine/ground/?again"), "/mine/ground/", met="1")
    assert rule("thanks-with-a-detail") == "responsiveness"


def more_help_rows(somebody) -> list[bool]:
    return ["somebody from outside" in text_of(somebody.get(path)) for path in ("/mine/notebook/", "/mine/ground/")]


def test_more_help_stands_behind_the_private_door_when_a_reason_holds_and_nowhere_else(world):
    ann = world.ann
    assert more_help_rows(ann) == [False, False]
    ann.fill("/mine/ground/apart/", only_me="yes")
    assert more_help_rows(ann) == [False, False]
    next_week(world)
    ann.fill("/mine/ground/apart/", only_me="yes")
    assert more_help_rows(ann) == [True, True]
    assert more_help_rows(world.cleo.elsewhere() if not world.cleo.sign_in() else world.cleo) == [False, False]
    for path in ("/today/", "/mine/", "/us/", "/settings/"):
        assert "More help" not in text_of(ann.get(path))
    next_week(world, days=57)
    assert more_help_rows(ann) == [False, False]


def test_two_worse_weeks_bring_more_help_and_one_does_not(world):
    ann = world.ann
    answers(ann, **HIGH)
    for seen in ([False, False], [True, True]):
        next_week(world)
        answers(ann, **LOW)
        assert more_help_rows(ann) == seen
    assert "nothing harder" not in text_of(ann.get("/today/"))


def test_something_serious_can_be_said_and_taken_back(ann):
    ann.fill("/mine/ground/apart/", serious="yes")
    assert desk_of(ann).severe_problem
    ann.fill("/mine/ground/apart/")
    assert desk_of(ann).severe_problem, "leaving the question is no answer"
    assert 'value="severe_problem" checked' in text_of(ann.get("/mine/going-on/"))
    ann.fill("/mine/ground/apart/", serious="no")
    assert not desk_of(ann).severe_problem


@pytest.mark.parametrize("form", ["json", "page"])
def test_no_file_that_is_taken_along_has_an_answer(ann, form):
    ann.writes("a note of mine")
    answers(ann, **LOW, **dict.fromkeys(BESIDES, "2"))
    ann.fill("/mine/ground/apart/", serious="yes", only_me="yes")
    ann.fill("/mine/going-on/", going_on=["self_harm", "addiction", "separating"])
    taken = text_of(ann.post("/settings/take-along/", {"passphrase": ann.words, "form": form}))
    assert "a note of mine" in taken
    assert not any(words in taken for words in ITEMS.values())
    assert not re.search(r"safety|respect|predictab|\bground|self_harm|addiction|separating|severe|one.sided", taken)
    assert form == "page" or [n["kind"] for n in json.loads(taken)["notes"]] == ["note"]


def test_a_couple_each_have_their_own_and_neither_sees_the_others(home, clock, kdf):
    world = Kept.world(clock, kdf, ann_and_bo)
    for somebody, level in ((world.ann, "0"), (world.bo, "4")):
        somebody.sign_in()
        somebody.open_notebook()
        answers(somebody, safety=level)
    assert [c.safety for p in (world.ann, world.bo, world.cleo) for c in desk_of(p).checks] == [0, 4]
    assert "Not at all" not in world.bo.notebook()
    assert "without paying for it. Yes." not in world.ann.notebook()


def test_an_answer_cannot_be_shared(home, clock, kdf):
    world = Kept.world(clock, kdf, ann_and_bo)
    world.ann.sign_in()
    world.ann.open_notebook()
    answers(world.ann, safety="0")
    note = re.findall(r"/mine/notebook/([0-9a-f]{32})/", world.ann.notebook())[0]
    assert "Share this one" not in text_of(world.ann.get(f"/mine/notebook/{note}/"))
    assert world.ann.post(f"/mine/notebook/{note}/share/").status_code == 404
