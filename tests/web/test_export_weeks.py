"""Weeks and longer looks go along where that is ticked, and come home; what was said in fear is in no file, ever."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from undrift.actions import bringing, climate
from undrift.actions import desk as desks
from undrift.domain.export import NotAnExport
from undrift.domain.ground import HIGHEST
from undrift.domain.readings import Marked, Readings
from undrift.store.models import Sheet

from .couples import Kept, everything, visit_of
from .forms import errors_in, form_to
from .lives import alone, brings, desk_of, items_of, named, taken
from .test_bringing import reading
from .weeks import GLAD, MIDDLING, SAD, answers, later, lives, marks, says_about, weather_of
from .world import Someone, World, text_of

PATH = "/settings/take-along/"
TICKED = (b'"weeks_marked"', b'"longer_looks"')
SIXTEEN = {f"q{n}": "4" for n in (1, 5, 9, 11, 12, 17, 19, 20, 21, 22, 26, 27, 28, 30, 31, 32)}


def weathered(world: World) -> None:
    """Weeks and longer looks of all three, a different life each."""
    alone(world)
    for somebody in world.everybody:
        somebody.open_notebook()
    answers(world.ann, "csi-16", **SIXTEEN)
    lives(world, world.ann, 3, 1)
    says_about(world.ann, "2026-11-16", "The boiler.")
    marks(world.bo, 4, closeness="6")
    answers(world.bo, **GLAD)
    later(world, weeks=4)
    world.ann.fill("/mine/ground/", safety="2", closeness="5")
    answers(world.ann, **SAD)


@pytest.fixture
def life(home, clock, kdf):
    return Kept.world(clock, kdf, weathered)


def dora() -> Someone:
    return Someone("Dora", "harvest kettle drift velvet ladder").sign_up()


def sky_and_table(somebody: Someone) -> tuple[list[str], str]:
    page = weather_of(somebody)
    return re.findall(r'<figure class="season">.*?</figure>', page, re.DOTALL), page.split('class="weeks"')[1].split(
        "</table>"
    )[0]


def record_of(somebody: Someone) -> Readings:
    return climate.open_weeks(visit_of(somebody)).readings


def test_the_tick_is_off_and_without_it_the_file_is_as_it_ever_was(life):
    form = form_to(text_of(life.ann.get(PATH)), PATH)
    assert "weeks" not in form.filled()
    for words in (*TICKED, b"how the ground was", b"boundary", b"some cloud"):
        assert words not in taken(life.ann)
        assert words not in taken(life.ann, "page")
    assert items_of(taken(life.ann), "weeks") == [{"text": "The boiler.", "week_from": "2026-11-16"}]


def test_with_the_tick_each_week_and_each_look_is_in_it_with_its_day(life):
    file = taken(life.ann, weeks="yes")
    left = dict.fromkeys(HIGHEST)
    full = dict.fromkeys(HIGHEST, 3) | {"stress": 1, "closeness": None}
    assert items_of(file, "weeks_marked") == [
        {"on": "2026-11-20", **full},
        {"on": "2026-11-27", **full, **dict.fromkeys(("safety", "predictability", "respect", "met", "same_side"), 1)},
        {"on": "2026-12-25", **left, "safety": 2, "closeness": 5},
    ]
    looks = [(one["on"], one["look"]) for one in items_of(file, "longer_looks")]
    assert looks == [("2026-11-20", "csi-16"), ("2026-11-20", "csi-4"), ("2026-12-25", "csi-4")]
    assert items_of(file, "longer_looks")[-1]["sum"] == 0


def test_but_for_these_lists_it_is_the_same_file(life):
    ticked = json.loads(taken(life.ann, weeks="yes"))
    del ticked["weeks_marked"], ticked["longer_looks"]
    assert ticked == json.loads(taken(life.ann))


def test_to_read_it_says_words_and_weather_and_no_number(life):
    page = taken(life.ann, "page", weeks="yes").decode()
    assert "I could say what I felt without paying for it. Mostly." in page
    assert "How close did it feel? Close." in page
    assert '2026-12-25, four questions</h2><p dir="auto">rain' in page
    assert not any(f">{one['sum']}<" in page for one in items_of(taken(life.ann, weeks="yes"), "longer_looks"))


def test_each_takes_their_own(life):
    assert len(items_of(taken(life.ann, weeks="yes"), "weeks_marked")) == 3
    assert [one["closeness"] for one in items_of(taken(life.bo, weeks="yes"), "weeks_marked")] == [6]
    assert len(items_of(taken(life.bo, weeks="yes"), "longer_looks")) == 1
    for part in ("weeks_marked", "longer_looks"):
        assert items_of(taken(life.cleo, weeks="yes"), part) == []


@pytest.mark.parametrize("weeks", ["", "yes"])
def test_there_and_back_it_is_the_same_bytes(life, weeks):
    file, fresh = named(taken(life.ann, weeks=weeks), "Dora"), dora()
    assert brings(fresh, file).status_code == 200
    assert taken(fresh, weeks=weeks) == file
    assert len(record_of(fresh).weeks) == (3 if weeks else 0)


def test_the_weather_moves_with_whoever_moves(life):
    fresh = dora()
    brings(fresh, named(taken(life.ann, weeks="yes"), "Dora"))
    assert record_of(fresh) == record_of(life.ann)
    skies, tables = zip(*(sky_and_table(one) for one in (life.ann, fresh)), strict=True)
    assert skies[0] == skies[1] != []
    assert tables[0] == tables[1]
    assert "The boiler." in tables[1]


@pytest.mark.parametrize("times", [1, 2])
def test_ones_own_file_changes_no_byte_of_the_record(life, times):
    before = list(Sheet.objects.order_by("id").values_list("id", "on_day", "sealed"))
    file = taken(life.ann, weeks="yes")
    for _ in range(times):
        assert brings(life.ann, file).status_code == 200
    assert list(Sheet.objects.order_by("id").values_list("id", "on_day", "sealed")) == before
    assert taken(life.ann, weeks="yes") == file


def test_the_same_file_again_adds_nothing(life):
    file, fresh = named(taken(life.ann, weeks="yes"), "Dora"), dora()
    for _ in range(3):
        brings(fresh, file)
        life.clock.later(hours=2)
        fresh.sign_in()
    assert taken(fresh, weeks="yes") == file


def test_it_joins_the_weeks_that_are_there_and_changes_no_answer(life):
    file, fresh = named(taken(life.ann, weeks="yes"), "Dora"), dora()
    fresh.fill("/mine/ground/", safety="0")
    answers(fresh, **MIDDLING)
    brings(fresh, file)
    mine, looks = record_of(fresh).weeks[-1], record_of(fresh).marks[-1]
    assert (mine.values["safety"], mine.values["closeness"]) == (0, 5)
    assert looks.values["csi-4"] > 0, "the sum of the file is 0"
    assert [week.on for week in record_of(fresh).weeks] == ["2026-11-20", "2026-11-27", "2026-12-25"]


def test_choosing_steps_begins_anew_in_a_new_home(life):
    """What was marked elsewhere is weather; the levels that choose steps are of what is marked here."""
    fresh = dora()
    before = desk_of(fresh)
    brings(fresh, named(taken(life.ann, weeks="yes"), "Dora"))
    after = desk_of(fresh)
    today = climate.today_of(after)
    assert after.checks == ()
    assert after.ground_on(today) == before.ground_on(today)
    assert (after.severe_problem, after.keep_joint_away, after.holds) == (False, False, ())


def test_weeks_that_lie_on_the_desk_alone_go_along_too(home, clock, kdf):
    ann = Someone("Ann", "copper acorn drift thimble velvet").sign_up()
    marks(ann, 2)
    Sheet.objects.all().delete()
    file = taken(ann, weeks="yes")
    assert [one["met"] for one in items_of(file, "weeks_marked")] == [2]
    fresh = dora()
    brings(fresh, named(file, "Dora"))
    assert taken(fresh, weeks="yes") == named(file, "Dora")


@pytest.mark.parametrize("form", ["json", "page"])
@pytest.mark.parametrize("weeks", ["", "yes"])
@pytest.mark.parametrize("answer", ["", "0", "1"])
def test_the_question_apart_and_what_is_kept_away_change_no_byte(life, form, weeks, answer):
    """Whatever was answered, asked, offered or left: the file is the one of before."""
    before = taken(life.ann, form, weeks=weeks)
    climate.offer_tonight(visit_of(life.ann))
    life.ann.get("/mine/apart/")
    life.ann.post("/mine/apart/", {"answer": answer})
    for name in ("apart", "csi-16", "csi-4", "look-back"):
        climate.not_now(visit_of(life.ann), name)
    life.ann.post("/settings/joint/", {"keep": "away"})
    life.ann.post("/mine/ground/apart/", {"serious": "yes", "only_me": "yes"})
    assert desk_of(life.ann).keep_joint_away
    assert desk_of(life.ann).measured.left
    assert taken(life.ann, form, weeks=weeks) == before


def test_even_a_record_that_held_more_would_tell_no_more(life):
    """Parts are named one by one: what another version kept beside them would stay where it is."""
    on = climate.open_weeks(visit_of(life.ann)).today - timedelta(weeks=20)
    more = Marked(on.isoformat(), {"apart": 1, "afraid": 1, "safety": 9, "csi-4": 99})
    before = taken(life.ann, weeks="yes")
    climate.change(visit_of(life.ann), lambda r: Readings((more, *r.weeks), (more, *r.marks), r.lines))
    assert taken(life.ann, weeks="yes") == before
    old = Marked("1970-01-01", {"safety": 1, "csi-4": 3})
    climate.change(visit_of(life.ann), lambda r: Readings((old, *r.weeks), (old, *r.marks), r.lines))
    assert taken(life.ann, weeks="yes") == before


def week(**more) -> dict:
    return {"on": "2026-11-20", **dict.fromkeys(HIGHEST), "safety": 2, **more}


def look(**more) -> dict:
    return {"on": "2026-11-20", "look": "csi-4", "sum": 7, **more}


NONSENSE = {
    "above": week(safety=5),
    "below": week(met=-1),
    "a half": week(met=1.5),
    "a yes": week(met=True),
    "a word": week(met="2"),
    "endless": week(met=10**400),
    "nothing marked": week(safety=None),
    "an item more": week(apart=1),
    "an item less": {"on": "2026-11-20", "safety": 2},
    "no such day": week(on="2026-02-30"),
    "before there was any": week(on="1970-01-01"),
    "a list": [2],
    "nothing": None,
}
NO_LOOK = {
    "more than can be": look(sum=22),
    "less": look(sum=-1),
    "a word": look(sum="7"),
    "none": look(sum=None),
    "a year of its own": look(on="0001-01-01"),
    "items": look(q1=3),
}


@pytest.mark.parametrize(
    ("part", "item"),
    [*(("weeks_marked", one) for one in NONSENSE.values()), *(("longer_looks", one) for one in NO_LOOK.values())],
)
def test_nonsense_is_one_sentence_and_nothing_comes_in(life, part, item):
    good = json.loads(named(taken(life.ann, weeks="yes"), "Cleo"))
    before = everything()
    answer = brings(life.cleo, json.dumps(good | {part: [*good[part], item]}).encode())
    assert answer.status_code == 422
    assert errors_in(text_of(answer))["file"].startswith("Undrift did not make this file")
    assert everything() == before


@pytest.mark.parametrize("name", ["apart", "csi-32", "week", "closeness"])
def test_a_look_that_is_not_known_here_is_of_a_newer_version(life, name):
    good = json.loads(named(taken(life.ann, weeks="yes"), "Cleo"))
    before = everything()
    answer = brings(life.cleo, json.dumps(good | {"longer_looks": [look(look=name, sum=1)]}).encode())
    assert answer.status_code == 422
    assert "newer version" in errors_in(text_of(answer))["file"]
    assert everything() == before


def test_whole_numbers_may_be_written_with_a_point(life):
    good = json.loads(named(taken(life.ann, weeks="yes"), "Dora"))
    fresh = dora()
    pointed = good | {"weeks_marked": [week(safety=2.0)], "longer_looks": [look(sum=7.0)]}
    assert brings(fresh, json.dumps(pointed).encode()).status_code == 200
    assert b'"safety":2,' in taken(fresh, weeks="yes")
    assert b'"sum":7}' in taken(fresh, weeks="yes")


def test_weeks_of_tomorrow_stay_behind_and_the_rest_comes(life):
    good = json.loads(named(taken(life.ann, weeks="yes"), "Dora"))
    fresh = dora()
    ahead = [week(on="2099-01-01"), *good["weeks_marked"]]
    assert brings(fresh, json.dumps(good | {"weeks_marked": ahead}).encode()).status_code == 200
    assert taken(fresh, weeks="yes") == named(taken(life.ann, weeks="yes"), "Dora")


def test_cut_anywhere_it_is_refused(life):
    file = named(taken(life.ann, weeks="yes"), "Cleo")
    for cut in range(file.index(TICKED[0]), file.index(b'"times"')):
        with pytest.raises(NotAnExport):
            bringing.look(reading(file[:cut]))


@pytest.mark.parametrize("place", [(climate, "_tell_the_desk"), (desks, "change"), (bringing.noticing, "put_in")])
def test_what_breaks_on_the_way_leaves_nothing_half_done(life, monkeypatch, place):
    file, before = named(taken(life.ann, weeks="yes"), "Cleo"), everything()

    def breaks(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(*place, breaks)
    assert brings(life.cleo, file).status_code == 500
    assert everything() == before


def test_wrong_words_keep_the_tick(life):
    answer = life.ann.post(PATH, {"passphrase": "x", "form": "json", "weeks": "yes"})
    assert answer.status_code == 422
    assert form_to(text_of(answer), PATH).filled()["weeks"] == ["yes"]


@pytest.mark.parametrize("odd", ["no", "YES", "1", "yes\0"])
def test_only_the_tick_itself_is_a_yes(life, odd):
    assert taken(life.ann, weeks=odd) == taken(life.ann)


DAYS = st.integers(0, 400)
LEVELS = st.fixed_dictionaries({}, optional={name: st.integers(0, most) for name, most in HIGHEST.items()}).filter(bool)
SUMS = st.fixed_dictionaries({}, optional={"csi-4": st.integers(0, 21), "csi-16": st.integers(0, 81)}).filter(bool)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(DAYS, LEVELS, max_size=20), st.dictionaries(DAYS, SUMS, max_size=8))
def test_whatever_was_marked_comes_home_byte_by_byte(life, weeks, looks):
    today = climate.open_weeks(visit_of(life.ann)).today

    def marked(found) -> tuple[Marked, ...]:
        return tuple(Marked((today - timedelta(days=n)).isoformat(), found[n]) for n in sorted(found, reverse=True))

    climate.change(visit_of(life.ann), lambda r: Readings(marked(weeks), marked(looks), r.lines))
    file = named(taken(life.ann, weeks="yes"), "Cleo")
    climate.let_go(visit_of(life.cleo))
    for _ in range(2):
        assert brings(life.cleo, file).status_code == 200
        assert record_of(life.cleo) == record_of(life.ann)
    for part in ("weeks_marked", "longer_looks"):
        assert items_of(taken(life.cleo, weeks="yes"), part) == items_of(file, part)
