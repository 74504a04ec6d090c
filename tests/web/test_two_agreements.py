"""Agreements: by their author's hand, standing by two yeses to the same words, out whenever either wants."""

from __future__ import annotations

import re

import pytest

from undrift.actions import agreements, lines
from undrift.domain.agreements import WordsMoved
from undrift.domain.errors import UndriftError
from undrift.store.models import Acceptance, Entry, Line

from .couples import everything, us_of, visit_of
from .forms import errors_in, form_to
from .lines import (
    AGREEMENTS,
    accepts_line,
    asked,
    changes,
    id_in,
    parks,
    puts_aside,
    takes_out,
    tells,
    will,
)
from .world import text_of

LINE = "say when I need a moment, and when I am back"
STANDS, OPEN = "What stands", "Not yet accepted by both"


def test_an_empty_page_says_how_it_goes_and_counts_nothing(couple):
    page = tells(couple.ann, AGREEMENTS)
    assert "What each of you will do." in page
    assert not re.search(r"\d", page)


def test_a_line_stands_once_the_other_said_yes(couple):
    address = will(couple.ann, LINE)
    assert f"{OPEN} You I will {LINE}" in tells(couple.ann, AGREEMENTS)
    assert f"Bo has written I will {LINE}" not in tells(couple.ann, AGREEMENTS)
    assert f"Ann has written I will {LINE}" in tells(couple.bo, AGREEMENTS)
    accepts_line(couple.bo, address)
    for somebody, who in ((couple.ann, "You"), (couple.bo, "Ann")):
        page = tells(somebody, AGREEMENTS)
        assert f"{STANDS} {who} I will {LINE}" in page
        assert OPEN not in page
        assert "This stands for both of you." in tells(somebody, address)


def test_a_line_is_shown_at_once_also_from_the_list(couple):
    will(couple.ann, LINE)
    page = couple.bo.get(AGREEMENTS)
    address = re.search(r'action="(/us/agreements/[0-9a-f]{32}/answer/)"', text_of(page))[1]
    assert couple.bo.send(page, address, answer="yes").status_code == 302
    assert STANDS in tells(couple.ann, AGREEMENTS)


@pytest.mark.parametrize("text", ["you will stop shouting", "You must call", "we will eat together", "Bo will cook"])
def test_what_the_other_will_do_is_not_mine_to_write(couple, text):
    answer = couple.ann.fill(f"{AGREEMENTS}write/", text=text)
    assert answer.status_code == 422
    assert "speaks for somebody else" in errors_in(text_of(answer))["text"]
    assert form_to(text_of(answer), f"{AGREEMENTS}write/").fields["text"] == [text]
    assert not Line.objects.exists()


def test_the_beginning_stands_once(couple):
    will(couple.ann, "I will listen")
    assert "I will listen" in tells(couple.bo, AGREEMENTS)
    assert "I will I will" not in tells(couple.bo, AGREEMENTS)


def test_a_break_says_when_it_ends_and_the_yes_is_bound_to_that_too(couple):
    answer = couple.ann.fill(f"{AGREEMENTS}write/?about=break", f"{AGREEMENTS}write/", text="go for a walk")
    assert "When are you back" in errors_in(text_of(answer))["back"]
    address = will(couple.ann, "go for a walk", back="after half an hour")
    assert "I will go for a walk Back: after half an hour" in tells(couple.bo, AGREEMENTS)
    accepts_line(couple.bo, address)
    changes(couple.ann, address, "go for a walk", back="after a day")
    assert STANDS not in tells(couple.bo, AGREEMENTS)
    assert STANDS not in tells(couple.ann, AGREEMENTS)


class TestChanging:
    def test_other_words_need_another_yes(self, couple):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        assert changes(couple.ann, address, "ask first").status_code == 302
        assert f"{OPEN} You I will ask first" in tells(couple.ann, AGREEMENTS)
        assert "Ann has written I will ask first" in tells(couple.bo, AGREEMENTS)
        accepts_line(couple.bo, address)
        assert f"{STANDS} You I will ask first" in tells(couple.ann, AGREEMENTS)

    def test_the_same_words_again_change_nothing(self, couple):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        changes(couple.ann, address, LINE)
        assert STANDS in tells(couple.ann, AGREEMENTS)

    def test_a_yes_to_the_words_of_a_moment_ago_is_no_yes(self, couple):
        address = will(couple.ann, LINE)
        sent = asked(couple.bo, address) | {"answer": "yes"}
        changes(couple.ann, address, "ask first")
        answer = couple.bo.post(f"{address}answer/", sent)
        assert answer.status_code == 409
        assert "Nothing was said for you." in text_of(answer)
        assert not Acceptance.objects.exists()

    def test_only_its_author_changes_it(self, couple):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        before = everything()
        assert couple.bo.get(f"{address}change/").status_code == 404
        assert couple.bo.post(f"{address}change/", {"text": "obey"}).status_code == 404
        assert everything() == before

    def test_two_windows_show_what_it_says_now_and_lose_nothing(self, couple):
        address = will(couple.ann, LINE)
        second = couple.ann.get(f"{address}change/")
        changes(couple.ann, address, "from the first window")
        answer = couple.ann.send(second, f"{address}change/", text="from the second window")
        assert answer.status_code == 422
        assert "I will <bdi>from the first window</bdi>" in text_of(answer)
        form = form_to(text_of(answer), f"{address}change/")
        assert form.fields["text"] == ["from the second window"]
        assert couple.ann.post(f"{address}change/", form.filled()).status_code == 302
        assert "from the second window" in tells(couple.bo, AGREEMENTS)

    @pytest.mark.parametrize("who", ["ann", "bo"])
    def test_taken_out_while_she_was_changing_it_leaves_her_words_in_the_form(self, couple, who):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        page = couple.ann.get(f"{address}change/")
        assert takes_out(getattr(couple, who), address).status_code == 200
        answer = couple.ann.send(page, f"{address}change/", text="put my phone away")
        assert answer.status_code == 422
        form = form_to(text_of(answer), f"{AGREEMENTS}write/")
        assert form.fields["text"] == ["put my phone away"]
        assert couple.ann.post(f"{AGREEMENTS}write/", form.filled()).status_code == 302
        assert "put my phone away" in tells(couple.bo, AGREEMENTS)
        assert LINE in couple.ann.notebook()


class TestPuttingAside:
    def test_it_is_silent_and_not_shown_again_unless_looked_for(self, couple):
        address = will(couple.ann, LINE)
        before = tells(couple.ann, AGREEMENTS), tells(couple.ann, address)
        puts_aside(couple.bo, address)
        assert (tells(couple.ann, AGREEMENTS), tells(couple.ann, address)) == before
        assert LINE not in tells(couple.bo, AGREEMENTS)
        assert LINE in tells(couple.bo, f"{AGREEMENTS}put-aside/")
        assert LINE not in tells(couple.ann, f"{AGREEMENTS}put-aside/")
        assert "You put this aside. Nobody is told." in tells(couple.bo, address)

    def test_a_yes_later_is_a_yes(self, couple):
        address = will(couple.ann, LINE)
        puts_aside(couple.bo, address)
        accepts_line(couple.bo, address)
        assert STANDS in tells(couple.ann, AGREEMENTS)
        assert "Nothing is put aside" in tells(couple.bo, f"{AGREEMENTS}put-aside/")

    def test_in_other_words_it_is_another_line(self, couple):
        address = will(couple.ann, LINE)
        puts_aside(couple.bo, address)
        changes(couple.ann, address, "ask first")
        assert "I will ask first" in tells(couple.bo, AGREEMENTS)

    def test_lines_that_are_gone_are_forgotten_from_the_desk(self, couple):
        from undrift.actions import desk as desks

        for n in range(4):
            address = will(couple.ann, f"keep promise {'x' * n}")
            puts_aside(couple.bo, address)
            takes_out(couple.ann, address)
        assert len(desks.read(visit_of(couple.bo)).put_aside) == 1


class TestTakingOut:
    def test_its_author_takes_it_out_for_both_and_has_the_words(self, couple):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        answer = takes_out(couple.ann, address)
        assert "It is gone for both." in text_of(answer)
        for somebody in (couple.ann, couple.bo):
            assert LINE not in tells(somebody, AGREEMENTS)
            assert somebody.get(address).status_code == 404
        assert couple.ann.notebook().count(f"I will {LINE}") == 1
        assert LINE not in couple.bo.notebook()
        assert not Line.objects.exists()
        assert not Acceptance.objects.exists()

    def test_the_other_takes_a_standing_line_out_and_the_words_go_home(self, couple):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        assert "It is gone for both." in text_of(takes_out(couple.bo, address))
        assert LINE not in couple.ann.notebook()
        for somebody in (couple.bo, couple.ann):
            assert LINE not in tells(somebody, AGREEMENTS)
            assert somebody.get(address).status_code == 404
        assert couple.ann.notebook().count(f"I will {LINE}") == 1
        assert not Line.objects.exists()

    def test_the_other_cannot_take_out_what_does_not_stand(self, couple):
        address = will(couple.ann, LINE)
        before = everything()
        answer = couple.bo.post(f"{address}take-out/")
        assert answer.status_code == 409
        assert everything() == before

    def test_twice_is_as_once(self, couple):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        pages = [(somebody, somebody.get(address)) for somebody in (couple.ann, couple.bo, couple.ann)]
        for somebody, page in pages:
            answer = somebody.send(page, f"{address}take-out/")
            assert answer.status_code == 200
            assert "It is gone for both." in text_of(answer)
        assert couple.ann.notebook().count(f"I will {LINE}") == 1

    def test_both_in_the_same_moment_is_as_once(self, couple, monkeypatch):
        """He is done while hers is under way."""
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        take_out = lines.take_out

        def he_first(visit, line, *pages):
            agreements.withdraw(visit_of(couple.bo), line)
            take_out(visit, line, *pages)

        monkeypatch.setattr(lines, "take_out", he_first)
        assert "is in your notebook" in text_of(takes_out(couple.ann, address))
        assert couple.ann.notebook().count(f"I will {LINE}") == 1

    def test_she_takes_it_out_after_him_and_has_her_words(self, couple):
        address = will(couple.ann, LINE)
        accepts_line(couple.bo, address)
        page = couple.ann.get(address)
        takes_out(couple.bo, address)
        assert "is in your notebook" in text_of(couple.ann.send(page, f"{address}take-out/"))
        assert couple.ann.notebook().count(f"I will {LINE}") == 1

    @pytest.mark.parametrize("answer", ["yes", "aside"])
    def test_an_answer_to_a_line_that_is_gone_is_one_kind_sentence(self, couple, answer):
        address = will(couple.ann, LINE)
        sent = asked(couple.bo, address) | {"answer": answer}
        takes_out(couple.ann, address)
        shown = couple.bo.post(f"{address}answer/", sent)
        assert shown.status_code == 409
        assert "Somebody took this line out a moment ago." in text_of(shown)
        assert not Acceptance.objects.exists()

    def test_nobody_can_ask_by_that_sentence_which_lines_there_are(self, couple):
        address = will(couple.ann, LINE)
        sent = asked(couple.bo, address) | {"answer": "yes"}
        for somebody in (couple.cleo, couple.ann):
            assert somebody.post(f"{address}answer/", sent).status_code == 404

    def test_a_request_under_way_says_yes_to_nothing_that_is_gone(self, couple):
        address = will(couple.ann, LINE)
        under_way, words = visit_of(couple.bo), str(asked(couple.bo, address)["words"][0])
        takes_out(couple.ann, address)
        with pytest.raises(UndriftError):
            agreements.accept(under_way, id_in(address), words, lines.shown(under_way, id_in(address)))
        assert not Acceptance.objects.exists()

    def test_a_yes_under_way_while_it_is_changed_is_no_yes(self, couple):
        address = will(couple.ann, LINE)
        under_way, words = visit_of(couple.bo), str(asked(couple.bo, address)["words"][0])
        changes(couple.ann, address, "something else")
        with pytest.raises(WordsMoved):
            agreements.accept(under_way, id_in(address), words)


class TestParked:
    def test_either_parks_and_takes_off_their_own(self, couple):
        hers, his = parks(couple.ann, "the loft"), parks(couple.bo, "Christmas at whose place")
        for somebody in (couple.ann, couple.bo):
            page = tells(somebody, AGREEMENTS)
            assert "the loft" in page
            assert "Christmas" in page
            assert "I will the loft" not in page
        assert couple.bo.post(f"{hers}take-out/").status_code == 404
        assert couple.bo.get(f"{hers}change/").status_code == 404
        assert "Take it off" not in tells(couple.bo, hers)
        assert takes_out(couple.bo, his).status_code == 200
        assert "Christmas" not in tells(couple.ann, AGREEMENTS)
        assert couple.bo.notebook().count("Christmas at whose place") == 1

    def test_it_asks_for_no_yes(self, couple):
        hers = parks(couple.ann, "the loft")
        assert couple.bo.post(f"{hers}answer/", {"answer": "yes"}).status_code == 404


class TestTyping:
    @pytest.mark.parametrize("path", [f"{AGREEMENTS}write/", f"{AGREEMENTS}park/"])
    @pytest.mark.parametrize("text", ["", " \n", "word " * 5000])
    def test_nothing_and_too_much_come_back_with_one_sentence(self, couple, path, text):
        answer = couple.ann.fill(path, text=text)
        assert answer.status_code == 422
        assert len(errors_in(text_of(answer))) == 1
        assert form_to(text_of(answer), path).fields["text"] == [text]

    def test_a_double_tap_is_kept_once(self, couple):
        page = couple.ann.get(f"{AGREEMENTS}write/")
        for _ in range(2):
            assert couple.ann.send(page, f"{AGREEMENTS}write/", text=LINE).status_code == 302
        assert Line.objects.count() == 1

    def test_a_full_page_says_so_and_keeps_the_words(self, couple):
        ann = visit_of(couple.ann)
        for n in range(40):
            agreements.write(ann, f"keep line {n}", "", about_a_break=False, note_key="")
        answer = couple.ann.fill(f"{AGREEMENTS}write/", text=LINE)
        assert "no more room" in errors_in(text_of(answer))["text"]
        assert couple.bo.fill(f"{AGREEMENTS}write/", text=LINE).status_code == 302

    @pytest.mark.parametrize("text", ["<b>be kind</b> & true", "אני מקשיב", "x" * 400])
    def test_any_words_come_back_as_they_were(self, couple, text):
        ann = visit_of(couple.ann)
        written = agreements.write(ann, text, "", about_a_break=False, note_key="")
        assert agreements.one(visit_of(couple.bo), written).line.text == text
        assert couple.bo.get(f"{AGREEMENTS}{written}/").status_code == 200
        assert "<b>be kind" not in text_of(couple.bo.get(AGREEMENTS))

    def test_words_survive_a_door_that_closed(self, couple):
        page = couple.ann.get(f"{AGREEMENTS}write/?about=break")
        couple.clock.later(minutes=31)
        answer = couple.ann.send(page, f"{AGREEMENTS}write/", text="walk", back="at nine")
        assert answer.status_code == 401
        filled = form_to(text_of(answer), "/sign-in/").filled(name="Ann", passphrase=couple.ann.words)
        shown = couple.ann.post("/sign-in/", filled)
        form = form_to(text_of(shown), f"{AGREEMENTS}write/")
        assert (form.fields["text"], form.fields["back"], form.fields["about"]) == (["walk"], ["at nine"], ["break"])
        assert couple.ann.send(shown, f"{AGREEMENTS}write/").status_code == 302
        assert "I will walk Back: at nine" in tells(couple.ann, AGREEMENTS)


def test_both_write_while_away_from_each_other_and_no_day_hour_or_count_is_shown(couple):
    for n in range(3):
        will(couple.ann, f"listen {'more ' * n}")
    page = tells(couple.bo, AGREEMENTS)
    assert not re.search(r"\d", page), page
    assert not Entry.objects.exists()
    assert "/us/agreements/" in us_of(couple.ann)


def test_without_the_other_there_is_no_page(world):
    for path in (AGREEMENTS, f"{AGREEMENTS}write/", f"{AGREEMENTS}park/", f"{AGREEMENTS}put-aside/"):
        assert world.cleo.get(path)["Location"] == "/us/"
    for path in (f"{AGREEMENTS}write/", f"{AGREEMENTS}park/"):
        answer = world.cleo.post(path, {"text": LINE})
        assert answer.status_code == 422
        assert form_to(text_of(answer), path).fields["text"] == [LINE]
