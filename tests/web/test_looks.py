"""One question apart, two minutes to look back, and offers behind the private door: one a day, complete when left."""

from __future__ import annotations

import pytest

from undrift.actions import desk as desks
from undrift.domain.offers import OFFERS
from undrift.store.models import Desk as DeskRow

from .couples import everything, visit_of
from .forms import errors_in
from .weeks import GLAD, answers, later
from .world import text_of, without_tokens

OTHER_PLACES = ("/today/", "/us/", "/mine/", "/settings/", "/settings/life/")
QUESTION = "In the last year, were you ever afraid of something they said or did?"


def desk_of(somebody):
    return desks.read(visit_of(somebody))


def offered(somebody) -> list[str]:
    page = somebody.notebook()
    return [offer.name for offer in OFFERS.values() if f'name="offer" value="{offer.name}"' in page]


def test_a_yes_is_kept_as_the_one_quiet_choice_and_a_no_never_lifts_it(ann):
    page = text_of(ann.get("/mine/apart/"))
    assert QUESTION in page
    assert "abuse" not in page
    ann.post("/mine/apart/", {"answer": "0"})
    assert not desk_of(ann).keep_joint_away
    ann.post("/mine/apart/", {"answer": "1"})
    assert desk_of(ann).keep_joint_away
    for answer in ("0", "", "2"):
        ann.post("/mine/apart/", {"answer": answer})
        assert desk_of(ann).keep_joint_away
    assert 'value="away" checked' in text_of(ann.get("/settings/joint/"))


def test_no_no_and_no_answer_leave_no_trace_anywhere(world):
    """Not on the desk, not on a page: only the yes is a change, and only of the one choice."""
    for somebody in world.everybody:
        somebody.notebook()
    before, desk = everything(), desk_of(world.ann)
    for answer in ("0", "", "x"):
        assert world.ann.post("/mine/apart/", {"answer": answer})["Location"] == "/mine/climate/?apart"
        assert desk_of(world.ann) == desk
    assert [table for table, rows in everything().items() if rows != before[table]] == ["desk"]
    pages = {path: without_tokens(world.ann.get(path)) for path in (*OTHER_PLACES, "/mine/climate/", "/mine/ground/")}
    world.ann.post("/mine/apart/", {"answer": "1"})
    assert desk_of(world.ann) == desk.with_(keep_joint_away=True)
    strip = lambda text: text.split('name="note_key"')[0]  # noqa: E731 - one use
    for path, page in pages.items():
        assert strip(without_tokens(world.ann.get(path))) == strip(page), path


@pytest.mark.parametrize(
    ("path", "told"), [("/mine/apart/", ("1", "0", "")), ("/welcome/safety/", ("keep_away", "no"))]
)
def test_whoever_watches_the_disk_sees_one_row_sealed_anew_whatever_is_answered(ann, path, told):
    for answer in (*told, *told):
        before = everything()
        ann.post(path, {"answer": answer})
        after = everything()
        assert [table for table in before if before[table] != after[table]] == ["desk"]
        assert len({len(row.sealed) for row in DeskRow.objects.all()}) == 1


def test_the_page_apart_looks_the_same_before_and_after(ann):
    before = without_tokens(ann.get("/mine/apart/"))
    ann.post("/mine/apart/", {"answer": "1"})
    key = 'name="note_key"'
    assert without_tokens(ann.get("/mine/apart/")).split(key)[0] == before.split(key)[0]


def test_one_offer_a_day_with_its_length_and_nowhere_else(world):
    ann = world.ann
    assert offered(ann) == ["csi-16"]
    assert "about three minutes" in ann.notebook()
    assert offered(ann) == ["csi-16"], "it stands until the day is over"
    assert desk_of(ann).asked_on == "2026-11-20"
    for path in OTHER_PLACES:
        page = text_of(ann.get(path))
        assert "questions about how it is between you" not in page
        assert "about three minutes" not in page


def test_not_now_is_complete(world):
    ann = world.ann
    page = ann.get("/mine/notebook/")
    assert ann.send(page, "/mine/climate/not-now/", offer="csi-16").status_code == 302
    assert offered(ann) == []
    for _ in range(7):
        later(world, days=7)
        assert "csi-16" not in offered(ann)
    later(world, days=7)
    assert offered(ann) == ["csi-16"], "eight weeks after the beginning"
    assert ann.post("/mine/climate/not-now/", {"offer": "none-such"}).status_code == 404


def test_by_day_nothing_is_offered_and_in_a_pause_neither(world):
    world.clock.time = world.clock.time.replace(hour=10)
    world.ann.sign_in()
    world.ann.open_notebook()
    assert offered(world.ann) == []
    assert "Four questions" in text_of(world.ann.get("/mine/climate/")), "what is chosen is there at any hour"
    world.clock.time = world.clock.time.replace(hour=20)
    world.ann.sign_in()
    world.ann.open_notebook()
    world.ann.fill("/settings/pause/", **{"for": "week"})
    assert offered(world.ann) == []


def test_what_was_taken_is_not_offered_again_and_the_month_brings_the_short_one(world):
    ann = world.ann
    assert offered(ann) == ["csi-16"]
    ann.send(ann.get("/mine/notebook/"), "/mine/climate/not-now/", offer="csi-16")
    answers(ann, **GLAD)
    seen = []
    for _ in range(35):
        later(world, days=1)
        seen += offered(ann)
    assert set(seen) == {"csi-4", "apart", "look-back"}
    assert seen.index("csi-4") == 0


def test_looking_back_writes_a_note_and_changes_the_steps(ann):
    answer = ann.fill("/mine/look-back/", changed="We eat together again.", remains="The walk.", steps="fewer")
    assert answer["Location"] == "/mine/climate/?kept"
    notebook = ann.notebook()
    assert "What changed: We eat together again." in notebook
    assert "What stays: The walk." in notebook
    assert desk_of(ann).measured.fewer
    assert desk_of(ann).question("2026-11-20T20:00:00")["person"]["fewer"]
    ann.fill("/mine/look-back/", steps="warm")
    assert desk_of(ann).branch == "strengthen"
    assert desk_of(ann).measured.fewer, "another kind of step is not more of them"
    ann.fill("/mine/look-back/", steps="as-before")
    assert not desk_of(ann).measured.fewer


def test_looking_back_can_be_left_in_any_part_and_is_kept_once(ann):
    page = ann.get("/mine/look-back/")
    for _ in range(2):
        ann.send(page, "/mine/look-back/", changed="canary twice")
    assert ann.notebook().count("canary twice") == 1
    assert ann.fill("/mine/look-back/").status_code == 302
    wrong = ann.fill("/mine/look-back/", changed="canary kept", steps="none-such")
    assert wrong.status_code == 422
    assert list(errors_in(text_of(wrong))) == ["steps"]
    assert "canary kept" in text_of(wrong)
    assert "canary kept" not in ann.notebook()


@pytest.mark.parametrize(
    ("path", "name"), [("/mine/look-back/", "changed"), ("/mine/climate/week/2026-11-16/", "happened")]
)
def test_words_at_a_door_that_closed_meanwhile_are_shown_again(ann, path, name):
    page = ann.get(path)
    ann.post("/mine/door/close/")
    answer = ann.send(page, path, **{name: "canary on its way"})
    assert answer.status_code == 401
    assert "canary on its way" in text_of(answer)
