"""The years ahead: fixed before the other's is read, open once both have written and been here, never decided."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from undrift.actions import future, rounds, shelves
from undrift.domain.hopes import HOPES
from undrift.domain.rounds import Stage
from undrift.store.models import Answer

from .couples import confirms, everything, leaves, pair, takes_new_keys, undone, visit_of
from .forms import errors_in, form_to
from .lines import FUTURE, answer_of, hopes, takes_hopes_back, tells
from .screens import screens
from .world import text_of

HERS, HIS = "a house that smells of bread", "the two of us in the canoe"
NOTHING, SEALED, BESIDE = "Each of you writes alone", "Yours is sealed.", "You both hope for"


def ann_writes(couple):
    assert hopes(couple.ann, "outdoors", "child", tuesday=HERS).status_code == 302


def bo_writes(couple):
    assert hopes(couple.bo, "outdoors", "no_child", tuesday=HIS).status_code == 302


@pytest.fixture
def opened(couple):
    ann_writes(couple)
    bo_writes(couple)
    couple.ann.get("/today/")
    return couple


def test_it_opens_when_both_have_written_and_have_been_here_since(couple):
    assert NOTHING in tells(couple.ann, FUTURE)
    ann_writes(couple)
    assert SEALED in tells(couple.ann, FUTURE)
    assert NOTHING in tells(couple.bo, FUTURE)
    bo_writes(couple)
    page = tells(couple.bo, FUTURE)
    assert SEALED in page
    assert HIS in page
    assert HERS not in page
    couple.ann.get("/library/")
    assert SEALED in tells(couple.bo, FUTURE)
    couple.ann.get("/mine/")
    for somebody in (couple.ann, couple.bo):
        page = tells(somebody, FUTURE)
        assert BESIDE in page
        assert HERS in page
        assert HIS in page


def test_overlap_first_then_what_one_named_by_name_then_the_lines(opened):
    for somebody in (opened.ann, opened.bo):
        page = tells(somebody, FUTURE)
        order = [BESIDE, HOPES["outdoors"], "One of you hopes for", "An ordinary Tuesday"]
        places = [page.index(words) for words in order]
        assert all(one < other for one, other in pairwise(places))
        assert page.count(HOPES["outdoors"]) == 1
        one, other = (HOPES["child"], HOPES["no_child"])
        mine, theirs = (one, other) if somebody is opened.ann else (other, one)
        between = page[page.index("One of you") : page.index("An ordinary")]
        assert between.index(somebody.name) < between.index(mine) < between.index(theirs)
        assert "somebody who helps" in page
        assert "What I hope stays" not in page


def test_no_button_decides_anything(opened):
    page = text_of(opened.ann.get(FUTURE))
    assert re.findall(r'action="([^"]+)"', page.split('<main id="main"')[1]) == [f"{FUTURE}take-back/"]


def test_before_it_opens_no_page_of_one_depends_on_whether_the_other_has_written(couple):
    before = screens(couple.ann, FUTURE, f"{FUTURE}write/")
    with undone():
        bo_writes(couple)
        assert screens(couple.ann, FUTURE, f"{FUTURE}write/") == before
    ann_writes(couple)
    couple.bo.get("/today/")
    waiting = screens(couple.ann, FUTURE)
    bo_writes(couple)
    couple.bo.get("/today/")
    assert Answer.objects.exclude(released=b"").count() == 1
    row = answer_of(couple.bo)
    Answer.objects.filter(pk=row.pk).delete()
    assert screens(couple.ann, FUTURE) == waiting


class TestTakingBack:
    def test_before_it_opens_nothing_remains_and_the_other_sees_no_trace(self, couple):
        ann_writes(couple)
        before = tells(couple.bo, FUTURE)
        assert "Nothing of it remains here." in text_of(takes_hopes_back(couple.ann))
        assert not Answer.objects.exists()
        assert couple.ann.notebook().count(HERS) == 1
        assert tells(couple.bo, FUTURE) == before
        assert NOTHING in tells(couple.ann, FUTURE)

    def test_one_may_write_anew_at_once_after_that_and_it_opens(self, couple):
        bo_writes(couple)
        ann_writes(couple)
        takes_hopes_back(couple.ann)
        assert hopes(couple.ann, "travel", stays="the singing").status_code == 302
        couple.bo.get("/today/")
        for somebody in (couple.ann, couple.bo):
            page = tells(somebody, FUTURE)
            assert "the singing" in page
            assert HIS in page
        assert HERS not in tells(couple.bo, FUTURE)

    def test_after_it_opened_the_page_is_honest_and_neither_opens_the_others(self, opened):
        answer = takes_hopes_back(opened.ann)
        assert "If Bo has read it, they still know it." in text_of(answer)
        page = tells(opened.ann, FUTURE)
        assert "Yours is back with you." in page
        assert HIS not in page
        page = tells(opened.bo, FUTURE)
        assert "Only yours is here." in page
        assert HERS not in page
        assert HIS in page
        assert opened.ann.notebook().count(HERS) == 1

    def test_it_is_written_anew_once_both_took_theirs_back(self, opened):
        takes_hopes_back(opened.ann)
        assert opened.ann.get(f"{FUTURE}write/").status_code == 302
        answer = opened.ann.post(f"{FUTURE}write/", {"hope": ["travel"], "more": "another thing"})
        assert answer.status_code == 422
        assert form_to(text_of(answer), f"{FUTURE}write/").fields["more"] == ["another thing"]
        takes_hopes_back(opened.bo)
        for somebody in (opened.ann, opened.bo):
            assert NOTHING in tells(somebody, FUTURE)
        ann_writes(opened)
        bo_writes(opened)
        assert BESIDE in tells(opened.ann, FUTURE)

    def test_both_at_once_and_twice(self, opened):
        pages = [(s, s.get(FUTURE)) for s in (opened.ann, opened.bo, opened.ann)]
        for somebody, page in pages:
            answer = somebody.send(page, f"{FUTURE}take-back/")
            assert answer.status_code == 200
            assert "It is back with you." in text_of(answer)
        assert not Answer.objects.exists()
        for somebody, words in ((opened.ann, HERS), (opened.bo, HIS)):
            assert somebody.notebook().count(words) == 1

    def test_nobody_takes_back_the_others(self, opened):
        prompt = answer_of(opened.bo).prompt
        takes_hopes_back(opened.ann)
        for somebody in (opened.ann, opened.cleo):
            before = everything()
            somebody.post(f"{FUTURE}take-back/", {"prompt": prompt})
            assert everything() == before


class TestAYearLater:
    @pytest.fixture
    def year(self, opened):
        opened.clock.later(days=366)
        for somebody in opened.everybody:
            somebody.sign_in()
        return opened

    def test_before_a_year_it_cannot_be_written_anew(self, opened):
        assert opened.ann.get(f"{FUTURE}write/").status_code == 302
        assert "Write anew" not in tells(opened.ann, FUTURE)
        opened.clock.later(days=364)
        opened.ann.sign_in()
        assert "Write anew" not in tells(opened.ann, FUTURE)

    def test_the_old_one_stays_until_both_have_written_anew(self, year):
        bos = tells(year.bo, FUTURE)
        assert hopes(year.ann, "travel", tuesday="a boat").status_code == 302
        assert HERS in tells(year.ann, FUTURE)
        assert "Written anew" in tells(year.ann, FUTURE)
        assert tells(year.bo, FUTURE) == bos
        assert hopes(year.bo, "travel", tuesday="a bicycle").status_code == 302
        for somebody in (year.ann, year.bo, year.ann, year.bo):
            page = tells(somebody, FUTURE)
        for somebody in (year.ann, year.bo):
            page = tells(somebody, FUTURE)
            assert "a boat" in page
            assert "a bicycle" in page
            assert HERS not in page
            assert HIS not in page
        assert Answer.objects.count() == 2
        assert year.ann.notebook().count(HERS) == 1
        assert year.bo.notebook().count(HIS) == 1

    def test_what_was_written_anew_can_be_taken_back_alone(self, year):
        hopes(year.ann, "travel", tuesday="a boat")
        page = year.ann.get(FUTURE)
        prompt = re.findall(r'name="prompt" value="([0-9a-f]{32})"', text_of(page))[-1]
        year.ann.post(f"{FUTURE}take-back/", {"prompt": prompt})
        page = tells(year.ann, FUTURE)
        assert HERS in page
        assert HIS in page
        assert "a boat" not in page
        assert "Write anew" in page


class TestKeys:
    def both(self, couple):
        couple.ann.get(FUTURE)
        couple.bo.get(FUTURE)
        for somebody in (couple.ann, couple.bo):
            page = tells(somebody, FUTURE)
            assert HERS in page
            assert HIS in page

    @pytest.mark.parametrize("who", ["ann", "bo"])
    def test_new_shelf_keys_between_any_two_steps(self, couple, who):
        ann_writes(couple)
        shelves.rotate(visit_of(getattr(couple, who)))
        bo_writes(couple)
        shelves.rotate(visit_of(getattr(couple, who)))
        self.both(couple)
        shelves.rotate(visit_of(getattr(couple, who)))
        self.both(couple)

    @pytest.mark.parametrize("who", ["ann", "bo"])
    @pytest.mark.parametrize("when", ["before", "between", "after"])
    def test_new_keys_of_a_person_and_six_words(self, couple, who, when):
        somebody = getattr(couple, who)
        ann_writes(couple)
        if when != "before":
            bo_writes(couple)
        if when == "after":
            couple.ann.get("/today/")
        takes_new_keys(somebody)
        for one in (couple.ann, couple.bo):
            one.sign_in()
            one.get("/today/")
        confirms(couple.ann)
        confirms(couple.bo)
        if when == "before":
            bo_writes(couple)
        self.both(couple)


class TestTyping:
    def test_nothing_at_all_is_one_kind_sentence(self, couple):
        answer = hopes(couple.ann, tuesday=" ")
        assert answer.status_code == 422
        assert errors_in(text_of(answer)) == {"hope": "There is nothing here yet. One tick or one line is enough."}

    def test_five_thousand_words_come_back_with_the_ticks(self, couple):
        text = "word " * 5000
        answer = hopes(couple.ann, "child", "travel", more=text, stays="the singing")
        assert answer.status_code == 422
        assert list(errors_in(text_of(answer))) == ["more"]
        form = form_to(text_of(answer), f"{FUTURE}write/")
        assert form.fields["more"] == [text]
        assert form.fields["stays"] == ["the singing"]
        assert form.fields["hope"] == ["child", "travel"]

    def test_two_windows_seal_once_and_lose_nothing(self, couple):
        pages = [couple.ann.get(f"{FUTURE}write/") for _ in range(2)]
        assert couple.ann.send(pages[0], f"{FUTURE}write/", hope=["child"]).status_code == 302
        answer = couple.ann.send(pages[1], f"{FUTURE}write/", hope=["travel"], more="a boat")
        assert answer.status_code == 422
        assert "cannot be changed" in errors_in(text_of(answer))["hope"]
        assert form_to(text_of(answer), f"{FUTURE}write/").fields["more"] == ["a boat"]
        assert Answer.objects.count() == 1

    def test_all_of_it_survives_a_door_that_closed(self, couple):
        page = couple.ann.get(f"{FUTURE}write/")
        couple.clock.later(minutes=31)
        answer = couple.ann.send(page, f"{FUTURE}write/", hope=["child", "travel"], more="a boat")
        filled = form_to(text_of(answer), "/sign-in/").filled(name="Ann", passphrase=couple.ann.words)
        shown = couple.ann.post("/sign-in/", filled)
        assert couple.ann.send(shown, f"{FUTURE}write/").status_code == 302
        page = tells(couple.ann, FUTURE)
        assert "a boat" in page
        assert HOPES["travel"] in page

    def test_written_while_she_leaves_the_words_wait(self, couple):
        page = couple.bo.get(f"{FUTURE}write/")
        leaves(couple.ann)
        answer = couple.bo.send(page, f"{FUTURE}write/", hope=["travel"], more="a boat")
        assert "a boat" in text_of(answer)
        filled = form_to(text_of(answer), "/sign-in/").filled(name="Bo", passphrase=couple.bo.words)
        again = couple.bo.send(couple.bo.post("/sign-in/", filled), f"{FUTURE}write/")
        assert again.status_code == 422
        assert form_to(text_of(again), f"{FUTURE}write/").fields["more"] == ["a boat"]
        assert form_to(text_of(again), f"{FUTURE}write/").fields["hope"] == ["travel"]


class TestParting:
    def test_each_takes_their_own_home(self, opened):
        leaves(opened.ann)
        assert opened.ann.notebook().count(HERS) == 1
        assert HIS not in opened.ann.notebook()
        opened.bo.sign_in()
        opened.bo.post("/us/put-away/")
        assert opened.bo.notebook().count(HIS) == 1
        assert HERS not in opened.bo.notebook()
        assert not Answer.objects.exists()

    def test_with_somebody_else_it_begins_empty(self, opened):
        leaves(opened.ann)
        opened.ann.sign_in()
        pair(opened.ann, opened.cleo)
        for somebody in (opened.ann, opened.cleo):
            assert NOTHING in tells(somebody, FUTURE)
            assert somebody.get(f"{FUTURE}write/").status_code == 200

    def test_an_export_has_ones_own_and_no_other(self, opened):
        for form in ("json", "html"):
            taken = text_of(opened.ann.post("/settings/take-along/", {"passphrase": opened.ann.words, "form": form}))
            assert taken.count(HERS) == 1
            assert HIS not in taken
            assert HOPES["no_child"] not in taken


def test_cleo_sees_nothing_of_it_and_has_no_page_of_her_own(opened):
    for path in (FUTURE, f"{FUTURE}write/"):
        assert opened.cleo.get(path).status_code == 302
    assert opened.cleo.post(f"{FUTURE}write/", {"hope": ["travel"]}).status_code == 422


def test_a_request_under_way_while_she_leaves_seals_nothing(couple):
    from undrift.domain.errors import UndriftError

    under_way = visit_of(couple.bo)
    leaves(couple.ann)
    with pytest.raises(UndriftError):
        future.write(under_way, ["travel"], {})
    assert not Answer.objects.exists()


def test_the_stages_of_each_are_as_they_should_be_all_the_way(couple):
    def stages():
        return [future.view(visit_of(somebody)).stage for somebody in (couple.ann, couple.bo)]

    assert stages() == [Stage.EMPTY, Stage.EMPTY]
    ann_writes(couple)
    assert stages() == [Stage.WRITTEN, Stage.EMPTY]
    bo_writes(couple)
    assert [r.stage for r in rounds.rounds(visit_of(couple.bo), visit_of(couple.bo).membership)] == [Stage.WRITTEN]
    assert stages() == [Stage.OPEN, Stage.OPEN]
    takes_hopes_back(couple.bo)
    assert stages() == [Stage.ALONE, Stage.ENDED]
    takes_hopes_back(couple.ann)
    assert stages() == [Stage.EMPTY, Stage.EMPTY]
