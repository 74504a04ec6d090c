"""Weather over the weeks, through its pages: one's own, in words and a picture, changed and let go, seen by nobody else."""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest

from undrift.actions import climate, noticing
from undrift.actions import desk as desks
from undrift.domain.ground import GROUND
from undrift.store.models import Person, Sheet

from .addresses import DOORS, GET, POST, address
from .couples import Kept, ann_and_bo, takes_new_keys, visit_of, writes_down
from .forms import errors_in
from .weeks import CLIMATE, GLAD, MIDDLING, SAD, answers, later, lives, lives_by_whim, marks, says_about, weather_of
from .world import text_of, without_tokens

MONDAY = "2026-11-16"
DRAWN_ANEW = {"sign-up/", "recover/", "settings/passphrase/", "settings/new-keys/"}
"""Pages that offer five words of chance."""
PAGES = [route for route, (_, methods) in DOORS.items() if methods != POST]


@pytest.fixture
def couple(home, clock, kdf):
    world = Kept.world(clock, kdf, ann_and_bo)
    for somebody in world.everybody:
        somebody.sign_in()
        somebody.open_notebook()
    return world


def record_of(somebody):
    return climate.open_weeks(visit_of(somebody)).readings


def desk_of(somebody):
    return desks.read(visit_of(somebody))


def table_of(somebody) -> list[str]:
    return re.findall(r"<td>([^<]*)", weather_of(somebody))


def test_an_empty_sky_says_so_and_leads_to_the_first_week(ann):
    page = weather_of(ann)
    assert "no weather here yet" in page
    assert 'class="weather"' not in page
    assert 'href="/mine/ground/"' in page


def test_a_week_becomes_a_band_a_sentence_and_a_row_and_never_a_number(world):
    lives(world, world.ann, 4, 4, 4, 2)
    page = weather_of(world.ann)
    assert "Three clear weeks, then one cloudy week." in page
    assert "There is no clear change in what you marked" in page
    assert "A heavier week after better ones is common." in page
    assert table_of(world.ann) == ["Cloudy", "Clear", "Clear", "Clear"]
    words = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", page[page.index("<h1") : page.index('class="foot"')], flags=re.DOTALL)
    assert set(re.findall(r"\d+", words)) <= {"16", "20", "22", "23", "30", "29", "6", "7", "13", "14", "27", "11"}
    assert "style=" not in page


def test_heavier_for_a_while_takes_two_weeks_and_leads_to_what_was_seen(world):
    lives(world, world.ann, 4, 4, 2)
    assert "heavier for a while" not in weather_of(world.ann)
    later(world, weeks=1)
    marks(world.ann, 2)
    page = weather_of(world.ann)
    assert "It has been heavier for a while" in page
    assert "A heavier week after better ones is common." not in page
    assert 'href="/mine/more-help/"' in page
    seen = text_of(world.ann.get("/mine/more-help/"))
    assert "In the last two weeks you marked" in seen
    assert "One hard week says little." in seen


@pytest.mark.parametrize("said", [{"going_on": ["keep_joint_away"]}, {"going_on": ["addiction"]}])
def test_no_comfort_about_setbacks_where_softness_is_not_the_answer(world, said):
    lives(world, world.ann, 4, 2)
    assert "A heavier week after better ones is common." in weather_of(world.ann)
    world.ann.fill("/mine/going-on/", **said)
    assert "A heavier week after better ones is common." not in weather_of(world.ann)


def test_marking_it_differently_changes_the_week_and_a_skipped_item_leaves_the_one_before(world):
    marks(world.ann, 4, closeness="6")
    world.ann.send(world.ann.get("/mine/ground/?again"), "/mine/ground/", safety="0")
    assert [dict(w.values) for w in record_of(world.ann).weeks] == [
        {**dict.fromkeys((*GROUND, "met", "same_side"), 4), "stress": 1, "safety": 0, "closeness": 6}
    ]


def test_too_little_marked_is_fog(ann):
    assert ann.fill("/mine/ground/", safety="4", met="4").status_code == 302
    assert table_of(ann) == ["Too little to say"]
    assert "There is too little to say yet." in weather_of(ann)


def test_wind_from_outside_is_told(world):
    marks(world.ann, 3, stress="4")
    assert "In one of these weeks a lot came at you from outside." in weather_of(world.ann)
    assert table_of(world.ann) == ["Some cloud, much from outside"]


def test_the_weeks_on_the_desk_come_along_when_there_is_no_record_yet(world):
    """Somebody who marked weeks before there was any weather."""
    lives(world, world.ann, 4, 2)
    Sheet.objects.all().delete()
    assert table_of(world.ann) == ["Cloudy", "Clear"]


def test_the_closeness_picture_reaches_the_desk_and_nothing_else_of_the_new_does(world):
    marks(world.ann, 3, closeness="5", stress="4")
    desk = desk_of(world.ann)
    assert desk.closeness_on(climate.today_of(desk)) == 5
    assert desk.question("2026-11-20T20:00:00")["person"]["closeness"] == 5
    assert not re.search(r"stress|same_side", str(desk.to_json()))


def test_closeness_beyond_the_seven_is_refused_at_its_place(ann):
    answer = ann.fill("/mine/ground/", closeness="7")
    assert answer.status_code == 422
    assert errors_in(text_of(answer)) == {"closeness": "Please choose one of the seven, or leave it."}


def test_a_line_about_a_week_typed_taken_from_a_note_and_taken_away(world):
    marks(world.ann, 3)
    assert says_about(world.ann, MONDAY, "Her mother in hospital.").status_code == 302
    assert "Her mother in hospital." in weather_of(world.ann)
    assert 'class="w-lamp"' in weather_of(world.ann)
    note = writes_down(world.ann, "A long drive through the rain.\nThe second line.").split("/")[3]
    assert "A long drive through the rain." in text_of(world.ann.get(f"{CLIMATE}week/{MONDAY}/"))
    assert says_about(world.ann, MONDAY, "", note=note).status_code == 302
    page = weather_of(world.ann)
    assert "A long drive through the rain." in page
    assert "second line" not in page
    assert says_about(world.ann, MONDAY, "").status_code == 302
    assert "long drive" not in weather_of(world.ann)


def test_a_line_that_is_too_long_is_shown_again_with_one_sentence(ann):
    marks(ann, 3)
    answer = says_about(ann, MONDAY, "x" * 141)
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["happened"]
    assert "x" * 141 in text_of(answer)
    assert record_of(ann).lines == {}


def test_the_note_of_somebody_else_is_no_line_of_mine(couple):
    theirs = writes_down(couple.bo, "only his").split("/")[3]
    answer = says_about(couple.ann, MONDAY, "", note=theirs)
    assert answer.status_code == 422
    assert "only his" not in text_of(answer)


@pytest.mark.parametrize("week", ["2026-11-17", "2027-03-01", "x", "2026-13-40", "0"])
def test_what_is_no_week_is_not_there(ann, week):
    assert ann.get(f"{CLIMATE}week/{week}/").status_code == 404
    assert ann.post(f"{CLIMATE}week/{week}/", {"happened": "words"}).status_code == 404


def test_ten_years_are_one_page_a_picture_a_year_and_a_page_each(world):
    visit, today = visit_of(world.ann), climate.open_weeks(visit_of(world.ann)).today
    dice = random.Random(4)
    weeks = [
        ({i: dice.randrange(5) for i in (*GROUND, "met", "same_side")}, today - timedelta(weeks=n)) for n in range(520)
    ]
    climate.change(visit, lambda r: r.__class__(tuple(climate.Marked(on.isoformat(), v) for v, on in reversed(weeks))))
    answer = world.ann.get(CLIMATE)
    page = text_of(answer)
    assert len(answer.content) <= 60_000
    assert page.count('class="weather"') == 1 + len(set(re.findall(r"climate/year/(\d+)/", page))) == 12
    assert page.count("<tbody>") >= 12
    one = text_of(world.ann.get(f"{CLIMATE}year/2020/"))
    assert one.count('class="weather"') == 4
    assert one.count('<th scope="row">') == 52
    for year in (1, 2016, 2015, 2027, 9999, 99999):
        assert world.ann.get(f"{CLIMATE}year/{year}/").status_code == (200 if year == 2016 else 404)


@pytest.mark.parametrize("level", range(5))
def test_ten_years_of_one_weather_are_no_larger(world, level):
    visit, today = visit_of(world.ann), climate.open_weeks(visit_of(world.ann)).today
    said = {**dict.fromkeys((*GROUND, "met", "same_side"), level), "stress": 4}
    weeks = tuple(climate.Marked((today - timedelta(weeks=n)).isoformat(), said) for n in range(520))
    climate.change(visit, lambda _: climate.Readings(weeks, lines={w.on: "x" * 140 for w in weeks}))
    assert len(world.ann.get(CLIMATE).content) <= 60_000


def test_a_clock_that_jumps_ahead_and_back_shows_no_week_that_has_not_been(world):
    marks(world.ann, 4)
    later(world, weeks=60)
    marks(world.ann, 0)
    assert table_of(world.ann)[0] == "Rain"
    later(world, weeks=-59)
    assert table_of(world.ann) == ["Too little to say", "Clear"]
    marks(world.ann, 2)
    assert table_of(world.ann) == ["Cloudy", "Clear"]
    assert desk_of(world.ann).checks[-1].safety == 2


def test_four_questions_are_kept_as_one_sum_and_shown_as_weather(ann):
    assert answers(ann, **GLAD)["Location"] == "/mine/climate/?kept"
    assert [dict(m.values) for m in record_of(ann).marks] == [{"csi-4": 21}]
    page = weather_of(ann)
    assert "Longer looks" in page
    assert "21" not in re.sub(r"<svg.*?</svg>|<input[^>]*>", "", page, flags=re.DOTALL).split("Longer looks")[1]
    assert answers(ann, **SAD).status_code == 302
    assert [dict(m.values) for m in record_of(ann).marks] == [{"csi-4": 0}], "a changed mind changes the same look"


def test_one_question_left_keeps_nothing_and_loses_nothing(ann):
    left = {name: place for name, place in MIDDLING.items() if name != "q19"}
    answer = answers(ann, **left)
    page = text_of(answer)
    assert answer.status_code == 422
    assert list(errors_in(page)) == ["q19"]
    assert page.count(" checked>") == 3
    assert record_of(ann).marks == ()
    assert answers(ann, q1="9").status_code == 422
    assert answers(ann, "csi-16").status_code == 422
    for no_page in ("week", "apart", "closeness", "none-such"):
        assert ann.get(f"/mine/questions/{no_page}/").status_code == 404


def test_longer_looks_that_fall_twice_bring_more_help_and_leave_the_desk_only_a_day(world):
    for number, said in enumerate((GLAD, MIDDLING, MIDDLING)):
        if number:
            later(world, weeks=4)
        assert not desk_of(world.ann).measured.not_better_on
        assert answers(world.ann, **said).status_code == 302
    on = climate.open_weeks(visit_of(world.ann)).today
    assert desk_of(world.ann).measured.not_better_on == on.isoformat()
    assert desk_of(world.ann).not_getting_better(on)
    assert "somebody from outside" in world.ann.notebook()
    assert "In the longer questions your last two answers" in text_of(world.ann.get("/mine/more-help/"))
    answers(world.ann, **GLAD)
    assert not desk_of(world.ann).measured.not_better_on, "marked differently, it is as if it had never been"


def test_more_help_says_what_it_saw_and_can_be_left_for_now(world):
    ann = world.ann
    assert "Nothing you marked asks for it" in text_of(ann.get("/mine/more-help/"))
    ann.fill("/mine/ground/apart/", serious="yes")
    page = text_of(ann.get("/mine/more-help/"))
    assert "You said that there is something serious." in page
    assert page.count('class="why"') == 1
    assert "somebody from outside" in ann.notebook()
    assert ann.fill("/mine/more-help/").status_code == 302
    assert "somebody from outside" not in ann.notebook()
    ann.fill("/mine/going-on/", going_on=["severe_problem", "wants_help"])
    assert "somebody from outside" in ann.notebook(), "a new reason brings it back"
    ann.fill("/mine/more-help/")
    later(world, weeks=5)
    assert "somebody from outside" in ann.notebook()


def test_letting_go_takes_weeks_looks_lines_and_levels_and_leaves_the_notes(world):
    lives(world, world.ann, 3, 1)
    answers(world.ann, **SAD)
    says_about(world.ann, MONDAY, "canary line")
    assert world.ann.fill("/mine/climate/let-go/").status_code == 302
    assert "no weather here yet" in weather_of(world.ann)
    assert not Sheet.objects.filter(owner__name="Ann").exists()
    assert desk_of(world.ann).checks == ()
    assert "How the ground is" in world.ann.notebook()
    marks(world.ann, 4)
    assert table_of(world.ann) == ["Clear"]


def test_new_keys_and_a_second_door_lose_no_week(world):
    lives(world, world.ann, 4, 2)
    before = record_of(world.ann)
    takes_new_keys(world.ann)
    world.ann.open_notebook()
    assert record_of(world.ann) == before


def test_the_record_is_no_sheet_of_looking_back_and_no_line_of_a_summary(world):
    marks(world.ann, 1)
    answers(world.ann, **SAD)
    says_about(world.ann, MONDAY, "canary line")
    assert list(noticing.every(visit_of(world.ann))) == []
    summary = text_of(world.ann.get("/mine/summary/"))
    assert "canary line" not in summary
    assert "One of the sheets cannot be opened" not in text_of(world.ann.get("/mine/looking-back/circle/"))


def test_a_damaged_row_stops_nothing(world):
    lives(world, world.ann, 4)
    Sheet.objects.update(sealed=b"\0" * 300)
    page = weather_of(world.ann)
    assert "cannot be opened any more" in page
    assert table_of(world.ann) == ["Clear"], "what lies on the desk is still there"
    later(world, weeks=1)
    marks(world.ann, 2)
    assert table_of(world.ann) == ["Cloudy", "Clear"]


@pytest.mark.parametrize("form", ["json", "page"])
def test_what_is_taken_along_has_the_lines_and_no_answer_and_no_score(world, form):
    ann = world.ann
    marks(ann, 1, closeness="2")
    answers(ann, **SAD)
    says_about(ann, MONDAY, "canary line")
    ann.fill("/mine/look-back/", changed="canary changed", remains="canary stays", steps="fewer")
    ann.post("/mine/apart/", {"answer": "1"})
    taken = text_of(ann.post("/settings/take-along/", {"passphrase": ann.words, "form": form}))
    for own in ("canary line", "canary changed", "canary stays"):
        assert own in taken
    assert not re.search(r"csi|closeness|stress|same_side|keep_joint|apart|not_better|fewer|Not at all|rain\b", taken)


def test_each_of_three_has_their_own(couple):
    for somebody, level in ((couple.ann, 4), (couple.bo, 1)):
        marks(somebody, level)
        says_about(somebody, MONDAY, f"canary of {somebody.name}")
    assert table_of(couple.ann) == ["Clear"]
    assert table_of(couple.bo) == ["Rain"]
    assert "no weather here yet" in weather_of(couple.cleo)
    for reader, writer in ((couple.ann, couple.bo), (couple.bo, couple.ann), (couple.cleo, couple.ann)):
        assert f"canary of {writer.name}" not in weather_of(reader)
    Person.objects.get(name="Bo").delete()
    assert Sheet.objects.count() == 1


@pytest.mark.parametrize("luck", range(6))
def test_no_page_of_one_ever_holds_a_score_of_the_other(couple, luck):
    """Whatever Bo marks, answers, writes and chooses: not a byte of any page of Ann, or of Cleo, is another one."""

    def pages(somebody) -> dict[str, str]:
        fresh = re.compile(r'name="note_key" value="[^"]*"')
        found = {route: somebody.get(address(route)) for route in PAGES}
        return {route: fresh.sub("", without_tokens(page)) for route, page in found.items()}

    chance = random.Random(luck)
    lives_by_whim(couple.ann, chance)
    for somebody in (couple.ann, couple.cleo):
        pages(somebody)  # the first look leaves marks of its own
    once, again = pages(couple.ann), pages(couple.ann)
    assert {route for route in once if once[route] != again[route]} <= DRAWN_ANEW
    before = {somebody.name: pages(somebody) for somebody in (couple.ann, couple.cleo)}
    line = lives_by_whim(couple.bo, chance)
    assert line in weather_of(couple.bo)
    for somebody in (couple.ann, couple.cleo):
        after = pages(somebody)
        assert {route for route in after if after[route] != before[somebody.name][route]} <= DRAWN_ANEW
        assert not any(line in page for page in after.values())


def test_every_page_of_weather_is_behind_the_private_door(couple):
    marks(couple.ann, 3)
    couple.ann.post("/mine/door/close/")
    for route in [
        r for r in DOORS if r.startswith(("mine/climate", "mine/questions", "mine/apart", "mine/look-back/"))
    ]:
        answer = couple.ann.get(address(route)) if DOORS[route][1] >= GET else couple.ann.post(address(route))
        assert answer.status_code in {302, 401}, route
        assert "Clear" not in text_of(answer)
