"""Saying one true thing gently, from a draft at night to a page that was opened because there was room."""

from __future__ import annotations

import pytest

from undrift.actions import desk as desks
from undrift.domain.disclosure_frames import LONGEST
from undrift.domain.drafts import DRAFTS_KEPT

from .couples import everything, has_shared, leaves, us_of, visit_of
from .disclosures import (
    FEELING,
    drafts_of,
    has_put,
    lays,
    looks,
    mornings_later,
    puts,
    says,
    waits_for,
)
from .forms import errors_in, form_to
from .screens import shown
from .world import text_of


def part_of(somebody):
    return desks.read(visit_of(somebody)).disclosure


class TestWriting:
    @pytest.mark.parametrize("kind", ["feeling", "need", "closer"])
    def test_each_of_the_three_begins_gently_and_shows_two_ways_to_say_it(self, couple, kind):
        page = text_of(couple.ann.get(f"/us/say/{kind}/"))
        assert form_to(page, f"/us/say/{kind}/").fields["text"][0].startswith(("I ", "It would help me"))
        assert "Easier to hear" in page
        assert "Harder to hear" in page
        assert str(LONGEST) in page

    def test_there_are_exactly_three(self, couple):
        assert couple.ann.get("/us/say/complaint/").status_code == 404
        assert couple.ann.get("/us/say/moment/").status_code == 404
        assert text_of(couple.ann.get("/us/say/")).count('href="/us/say/') == 3

    def test_too_long_comes_back_whole(self, couple):
        long = "I have been feeling " + "so tired " * 40
        answer = couple.ann.fill("/us/say/feeling/", text=long, then="look", hard="yes")
        assert answer.status_code == 422
        assert "240 letters" in errors_in(text_of(answer))["text"]
        assert form_to(text_of(answer), "/us/say/feeling/").fields["text"] == [long]
        assert form_to(text_of(answer), "/us/say/feeling/").fields["hard"] == ["yes"]

    @pytest.mark.parametrize(
        "text", ["", "  ", "I have been feeling", "I have been feeling …", "I have been feeling \n"]
    )
    def test_a_beginning_alone_is_not_yet_a_thing(self, couple, text):
        assert couple.ann.fill("/us/say/feeling/", text=text, then="look").status_code == 422

    def test_the_look_ahead_shows_the_words_and_keeps_nothing(self, couple):
        before = everything()
        assert FEELING in text_of(looks(couple.ann))
        assert everything() == before

    def test_softened_from_the_look_ahead_it_is_still_there(self, couple):
        answer = couple.ann.send(looks(couple.ann), "/us/say/feeling/", then="change")
        assert form_to(text_of(answer), "/us/say/feeling/").fields["text"] == [FEELING]

    def test_kept_for_oneself_it_goes_into_the_notebook_and_nowhere_else(self, couple):
        couple.ann.send(looks(couple.ann), "/us/say/feeling/", then="keep")
        couple.ann.open_notebook()
        assert FEELING in couple.ann.notebook()
        assert FEELING not in us_of(couple.ann)

    def test_alone_there_is_nobody_to_say_it_to(self, couple):
        assert "nobody to read it" in text_of(couple.cleo.get("/us/say/"))
        assert couple.cleo.get("/us/say/feeling/")["Location"] == "/us/say/"
        for then in ("look", "place", ""):
            answer = couple.cleo.post("/us/say/feeling/", {"text": FEELING, "then": then})
            assert answer.status_code == 422
            assert FEELING in text_of(answer)


class TestDrafts:
    def test_what_is_hard_cannot_go_before_a_night(self, couple):
        ahead = looks(couple.ann, hard="yes")
        assert ("then", "place") not in form_to(text_of(ahead), "/us/say/feeling/").buttons
        assert couple.ann.send(ahead, "/us/say/feeling/", then="place").status_code == 422
        draft = lays(couple.ann, hard="yes")
        assert couple.ann.post(draft, {"then": "place"}).status_code == 422
        assert 'value="place"' not in text_of(couple.ann.get(draft))
        mornings_later(couple, 1)
        assert couple.ann.post(draft, {"then": "place"}).status_code == 302
        assert FEELING in us_of(couple.ann)
        assert drafts_of(couple.ann) == []

    def test_the_same_draft_sent_twice_goes_once(self, couple):
        draft = lays(couple.ann)
        mornings_later(couple, 1)
        for _ in range(2):
            assert couple.ann.post(draft, {"then": "place"})["Location"] == "/us/?said=1"
        assert us_of(couple.ann).count(FEELING) == 1

    def test_softened_and_easy_it_may_go_hard_it_sleeps_again(self, couple):
        still_hard, easy = lays(couple.ann, "I am scared.", hard="yes"), lays(couple.ann, hard="yes")
        mornings_later(couple, 1)
        assert couple.ann.fill(f"{still_hard}soften/", text="I am a little scared.", hard="yes").status_code == 302
        assert couple.ann.post(still_hard, {"then": "place"}).status_code == 422
        form = form_to(text_of(couple.ann.get(f"{easy}soften/")), f"{easy}soften/").filled(text="I miss you a little.")
        del form["hard"]
        couple.ann.post(f"{easy}soften/", form)
        assert couple.ann.post(easy, {"then": "place"}).status_code == 302
        assert "I miss you a little." in us_of(couple.ann)

    def test_softening_too_long_loses_nothing(self, couple):
        draft, long = lays(couple.ann), "very " * 60
        answer = couple.ann.fill(f"{draft}soften/", text=long)
        assert answer.status_code == 422
        assert form_to(text_of(answer), f"{draft}soften/").fields["text"] == [long]

    def test_kept_or_let_go_it_is_off_the_desk(self, couple):
        one, two = lays(couple.ann, "I have been feeling small."), lays(couple.ann, "I have been feeling brave.")
        assert couple.ann.post(one, {"then": "keep"}).status_code == 302
        assert couple.ann.post(two, {"then": "go"}).status_code == 302
        assert drafts_of(couple.ann) == []
        couple.ann.open_notebook()
        assert "feeling small" in couple.ann.notebook()
        assert "feeling brave" not in couple.ann.notebook()

    def test_a_few_and_no_more_and_nothing_is_lost(self, couple):
        for n in range(DRAFTS_KEPT):
            lays(couple.ann, f"I have been feeling {n}.")
        answer = couple.ann.send(looks(couple.ann), "/us/say/feeling/", then="lie")
        assert answer.status_code == 422
        assert FEELING in text_of(answer)
        assert len(drafts_of(couple.ann)) == DRAFTS_KEPT

    def test_a_draft_is_nobody_elses(self, couple):
        draft = lays(couple.ann)
        for other in (couple.bo, couple.cleo):
            for path in (draft, f"{draft}soften/"):
                assert other.get(path).status_code == 404
                assert other.post(path, {"then": "go", "text": "mine now"}).status_code == 404
        assert drafts_of(couple.ann) == [draft]

    def test_drafts_are_taken_along_and_go_home_on_leaving(self, couple):
        lays(couple.ann)
        couple.ann.open_notebook()
        for form in ("json", "html"):
            answer = couple.ann.post("/settings/take-along/", {"passphrase": couple.ann.words, "form": form})
            assert FEELING in text_of(answer)
        leaves(couple.ann)
        assert drafts_of(couple.ann) == []
        couple.ann.open_notebook()
        assert couple.ann.notebook().count(FEELING) == 1

    def test_drafts_of_the_one_who_was_left_go_home_when_they_put_it_away(self, couple):
        draft = lays(couple.bo)
        leaves(couple.ann)
        couple.bo.sign_in()
        assert FEELING in text_of(couple.bo.get(draft))
        couple.bo.post("/us/put-away/")
        couple.bo.open_notebook()
        assert FEELING in couple.bo.notebook()


class TestArriving:
    def test_it_is_found_a_day_later_than_a_small_moment(self, couple):
        address = puts(couple.ann)
        for hours in (1, 6, 6, 11):
            assert waits_for(couple.bo) == ""
            assert couple.bo.get(address).status_code == 404
            couple.clock.later(hours=hours)
            couple.bo.sign_in()
        assert waits_for(couple.bo) == ""
        mornings_later(couple, 1)
        assert waits_for(couple.bo) == address

    def test_taken_back_before_it_leaves_no_trace(self, couple):
        has_shared(couple.ann, "You waited")
        mornings_later(couple, 1)

        def seen():
            return [shown(couple.bo, path) for path in ("/us/", "/today/", "/us/say/")]

        before = seen()
        address = puts(couple.ann)
        assert seen() == before
        mornings_later(couple, 1)
        between = seen()
        couple.ann.post(f"{address}take-back/")
        assert seen() == between

    def test_nothing_of_it_is_seen_before_there_is_room(self, couple):
        address = puts(couple.ann)
        mornings_later(couple, 2)
        for path in ("/us/", "/today/", address):
            assert FEELING not in text_of(couple.bo.get(path))
        assert couple.bo.post(f"{address}keep/").status_code == 404
        assert couple.bo.post(f"{address}landed/", {"landing": "too_much"}).status_code == 404
        assert "when there is room" in text_of(couple.bo.get("/today/"))
        assert says(couple.bo, address, "now")["Location"] == f"{address}?opening=1"
        assert FEELING in text_of(couple.bo.get(address))
        assert FEELING in us_of(couple.bo)
        assert couple.bo.post(f"{address}keep/").status_code == 302

    def test_later_stays_under_us_and_today_does_not_ask_again(self, couple):
        address = puts(couple.ann)
        mornings_later(couple, 2)
        says(couple.bo, address, "later")
        assert waits_for(couple.bo) == address
        assert "when there is room" not in text_of(couple.bo.get("/today/"))
        mornings_later(couple, 1)
        assert "when there is room" not in text_of(couple.bo.get("/today/"))

    def test_not_today_is_not_asked_again_that_day(self, couple):
        address = puts(couple.ann)
        mornings_later(couple, 2)
        says(couple.bo, address, "not_today")
        assert waits_for(couple.bo) == ""
        assert "when there is room" not in text_of(couple.bo.get("/today/"))
        couple.clock.later(hours=21)
        couple.bo.sign_in()
        assert waits_for(couple.bo) == ""
        couple.clock.later(hours=2)
        couple.bo.sign_in()
        assert waits_for(couple.bo) == address
        assert "when there is room" not in text_of(couple.bo.get("/today/"))

    def test_an_answer_nobody_offered_is_asked_again(self, couple):
        address = puts(couple.ann)
        mornings_later(couple, 2)
        answer = says(couple.bo, address, "read it for me")
        assert answer.status_code == 422
        assert FEELING not in text_of(answer)

    def test_now_pressed_twice_opens_it_once(self, couple):
        address = puts(couple.ann)
        mornings_later(couple, 2)
        assert [says(couple.bo, address, "now").status_code for _ in range(2)] == [302, 302]

    def test_it_arrives_and_can_be_opened_whatever_somebody_keeps_away(self, couple):
        puts(couple.ann)
        couple.bo.post("/settings/joint/", {"keep": "away"})
        couple.ann.post("/settings/joint/", {"keep": "away"})
        mornings_later(couple, 2)
        address = waits_for(couple.bo)
        says(couple.bo, address, "now")
        assert FEELING in text_of(couple.bo.get(address))


class TestOneAtATime:
    def test_the_next_goes_after_a_week_or_once_taken_back(self, couple):
        address = puts(couple.ann)
        refused = couple.ann.post("/us/say/need/", {"text": "It would help me if you rang.", "then": "place"})
        assert refused.status_code == 422
        assert "Friday 27 November" in text_of(refused)
        assert "It would help me if you rang." in text_of(refused)
        couple.ann.post(f"{address}take-back/")
        puts(couple.ann, "It would help me if you rang.", "need")
        mornings_later(couple, 6)
        assert 'value="place"' not in text_of(looks(couple.ann))
        mornings_later(couple, 1)
        assert 'value="place"' in text_of(looks(couple.ann))

    def test_the_same_sent_twice_is_there_once(self, couple):
        ahead = looks(couple.ann)
        for _ in range(2):
            assert couple.ann.send(ahead, "/us/say/feeling/", then="place").status_code == 302
        assert us_of(couple.ann).count(FEELING) == 1

    def test_the_other_finds_the_oldest_first_and_the_next_on_another_morning(self, couple):
        first = puts(couple.ann, "I have been feeling low.")
        mornings_later(couple, 8)
        second = puts(couple.ann, "I have been feeling better.")
        mornings_later(couple, 8)
        third = puts(couple.ann, "I have been feeling glad.")
        mornings_later(couple, 3)
        for n, address in enumerate((first, second, third)):
            assert waits_for(couple.bo) == address
            says(couple.bo, address, "now")
            assert waits_for(couple.bo) == ""
            assert [couple.bo.get(path).status_code for path in (first, second, third)[n + 1 :]] == [404] * (2 - n)
            mornings_later(couple, 1)

    def test_it_is_found_behind_many_small_moments(self, couple):
        for n in range(70):
            has_shared(couple.ann, f"moment {n}")
        address = has_put(couple.ann)
        for n in range(70):
            has_shared(couple.ann, f"later moment {n}")
        mornings_later(couple, 2)
        assert waits_for(couple.bo) in {address, ""}
        assert waits_for(couple.bo) == address
        assert FEELING not in "".join(every_page_of_us(couple.bo))
        says(couple.bo, address, "now")
        assert FEELING in "".join(every_page_of_us(couple.bo))


class TestLanding:
    @pytest.fixture
    def opened(self, couple):
        address = has_put(couple.ann, hard=True)
        mornings_later(couple, 2)
        says(couple.bo, address, "now")
        return address

    def test_it_is_asked_once_and_kept_for_oneself(self, couple, opened):
        assert "How was it to read?" in text_of(couple.bo.get(opened))
        couple.bo.post(f"{opened}landed/", {"landing": "too_much"})
        assert "How was it to read?" not in text_of(couple.bo.get(opened))
        assert [(h.depth, h.landing) for h in part_of(couple.bo).heard] == [(3, "too_much")]
        couple.bo.post(f"{opened}landed/", {"landing": "about_right"})
        assert len(part_of(couple.bo).heard) == 1

    def test_leaving_it_is_an_answer(self, couple, opened):
        couple.bo.post(f"{opened}landed/", {"landing": "leave"})
        assert "How was it to read?" not in text_of(couple.bo.get(opened))
        assert part_of(couple.bo).heard == ()

    def test_an_answer_that_is_none_changes_nothing(self, couple, opened):
        assert couple.bo.post(f"{opened}landed/", {"landing": "wonderful"}).status_code == 302
        assert "How was it to read?" in text_of(couple.bo.get(opened))

    def test_nobody_else_can_say_it(self, couple, opened):
        for other in (couple.ann, couple.cleo):
            assert other.post(f"{opened}landed/", {"landing": "too_much"}).status_code == 404
            assert other.post(f"{opened}room/", {"room": "now"}).status_code == 404

    def test_after_too_much_the_next_deep_one_is_announced_more_gently(self, couple, opened):
        couple.bo.post(f"{opened}landed/", {"landing": "too_much"})
        mornings_later(couple, 7)
        address = has_put(couple.ann, "I have been feeling ashamed.", hard=True)
        mornings_later(couple, 3)
        assert "plenty of room" in text_of(couple.bo.get(address))

    def test_nothing_of_it_is_taken_along(self, couple, opened):
        couple.bo.post(f"{opened}landed/", {"landing": "too_much"})
        couple.bo.open_notebook()
        page = text_of(couple.bo.post("/settings/take-along/", {"passphrase": couple.bo.words, "form": "json"}))
        assert "too_much" not in page


def every_page_of_us(somebody):
    import re

    path = "/us/"
    while path:
        page = text_of(somebody.get(path))
        yield page
        found = re.search(r'href="(/us/\?before=[0-9a-f]+)"', page)
        path = found[1] if found else ""
