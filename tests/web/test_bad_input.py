"""A tired person, a strange keyboard, or somebody poking: one plain sentence, and nothing typed is lost."""

from __future__ import annotations

from html import escape

import pytest

from .forms import errors_in, form_to
from .world import NEW_WORDS, signed_in, text_of

RIGHT_TO_LEFT = "\u202eשלום\u202c عليكم \u200f"
FAMILY = "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈"
MARKUP = "</textarea><script>alert('x')</script>&amp;{{ 7 }}{% now %}"
WRITING = {
    "/mine/write/": "text",
    "/today/note/moment/": "text",
    "/today/note/sideways/": "text",
    "/welcome/close/": "text",
}
STRANGE = [RIGHT_TO_LEFT, FAMILY, MARKUP, "nul\0nul", "a" * 20_000, "\u0000\u0001\u001b[31m", "line\r\nline", "𝕬" * 100]


def plain(sentence: str) -> bool:
    return sentence.endswith(".") and "!" not in sentence and len(sentence) < 160


@pytest.mark.parametrize("path", WRITING)
@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_whatever_is_typed_is_kept_as_it_was(world, path, text):
    assert signed_in(world.ann.fill(path, text=text))
    kept = text.replace("\0", "").replace("\r\n", "\n").strip()
    assert escape(kept) in world.ann.notebook()
    assert "<script>alert" not in world.ann.notebook()


@pytest.mark.parametrize("path", WRITING)
@pytest.mark.parametrize("text", ["", "   \n ", "\0", MARKUP + "b" * 20_001, "c" * 1_000_000])
def test_what_cannot_be_kept_is_said_at_the_field_and_stays_in_the_page(world, path, text):
    answer = world.ann.fill(path, text=text)
    assert answer.status_code == 422
    told = errors_in(text_of(answer))
    assert list(told) == ["text"]
    assert plain(told["text"])
    assert form_to(text_of(answer), path).fields["text"][0].strip("\0 \n") == text.strip("\0 \n")
    assert "<script>alert" not in text_of(answer)


@pytest.mark.parametrize("path", ["/mine/write/", "/today/note/moment/"])
def test_how_long_to_keep_it_survives_a_mistake_in_the_text(world, path):
    """Who chose one day must not find it kept for good because the text was too long at first."""
    answer = world.ann.fill(path, text="", keep_for="day")
    assert form_to(text_of(answer), path).fields["keep_for"] == ["day"]


@pytest.mark.parametrize("path", ["/mine/write/", "/today/note/moment/"])
def test_a_made_up_time_to_keep_is_refused_with_a_sentence(world, path):
    answer = world.ann.fill(path, text="for a while", keep_for="forever and ever")
    assert answer.status_code == 422
    assert "for a while" in text_of(answer)
    assert any(plain(told) for told in errors_in(text_of(answer)).values()), "no sentence says what is wrong"


def test_a_made_up_capacity_is_refused_with_a_sentence(world):
    for junk in ("", "heaps", "\0", "9" * 9999):
        answer = world.ann.post("/today/capacity/", {"capacity": junk})
        assert answer.status_code == 422
        assert plain(errors_in(text_of(answer))["form"])
    assert world.ann.post("/today/capacity/", {}).status_code == 422


def step(ann):
    for capacity in ("little", "some", "plenty"):
        ann.post("/today/capacity/", {"capacity": capacity})
    page = text_of(ann.get("/today/"))
    assert "/today/answer/" in page, "no step was offered"


def test_a_made_up_answer_is_refused_with_a_sentence(world):
    step(world.ann)
    for junk in ("", "perhaps", "did "):
        answer = world.ann.post("/today/answer/", {"answer": junk})
        assert answer.status_code == 422
        assert plain(errors_in(text_of(answer))["form"])


def waiting_for_the_landing(world):
    step(world.ann)
    world.ann.post("/today/answer/", {"answer": "did"})
    world.clock.later(minutes=25)
    return world.ann.get("/today/")


def test_a_made_up_landing_is_refused_and_the_line_stays(world):
    page = waiting_for_the_landing(world)
    answer = world.ann.send(page, "/today/landing/", landing="over the moon", landing_line="a line about it")
    assert answer.status_code == 422
    assert any(plain(told) for told in errors_in(text_of(answer)).values())
    assert "a line about it" in text_of(answer)


def test_a_line_sent_again_after_a_mistake_is_kept_once(world):
    page = waiting_for_the_landing(world)
    answer = world.ann.send(page, "/today/landing/", landing="over the moon", landing_line="a line about it")
    world.ann.send(answer, "/today/landing/", landing="closer")
    world.ann.open_notebook()
    assert world.ann.notebook().count("a line about it") == 1


def test_a_landing_line_too_long_stays_and_nothing_is_recorded_yet(world):
    page = waiting_for_the_landing(world)
    answer = world.ann.send(page, "/today/landing/", landing="closer", landing_line="d" * 20_001)
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["landing_line"]
    assert "/today/landing/" in text_of(world.ann.get("/today/"))


def test_the_same_form_sent_twice_is_kept_once(world):
    page = world.ann.get("/mine/write/")
    for _ in range(3):
        world.ann.send(page, "/mine/write/", text="only once")
    assert world.ann.notebook().count("only once") == 1


def test_a_changed_text_from_the_same_form_is_kept_as_well(world):
    page = world.ann.get("/mine/write/")
    world.ann.send(page, "/mine/write/", text="first thought")
    world.ann.send(page, "/mine/write/", text="second thought")
    assert "first thought" in world.ann.notebook()
    assert "second thought" in world.ann.notebook()


def test_the_same_words_on_two_days_are_two_notes(world):
    world.ann.writes("tea")
    world.ann.writes("tea")
    assert world.ann.notebook().count(">tea<") == 2


@pytest.mark.parametrize("note_key", ["", "x" * 1_000_000, "\0", "é\u202e", "' OR 1=1 --"])
def test_a_made_up_note_key_loses_nothing(world, note_key):
    assert signed_in(world.ann.post("/mine/write/", {"text": "kept anyway", "note_key": note_key}))
    assert "kept anyway" in world.ann.notebook()


def test_two_tabs_that_answer_differently_do_not_undo_each_other(world):
    step(world.ann)
    first, second = world.ann.get("/today/"), world.ann.get("/today/")
    world.ann.send(first, "/today/answer/", answer="did")
    late = world.ann.send(second, "/today/answer/", answer="not_today")
    assert signed_in(late)
    assert "You can put the phone down" in text_of(world.ann.get("/today/away/"))


def test_two_tabs_that_arrive_see_one_and_the_same_step(world):
    first, second = world.ann.get("/today/"), world.ann.get("/today/")
    world.ann.send(first, "/today/capacity/", capacity="little")
    page = without_notes(text_of(world.ann.get("/today/")))
    world.ann.send(second, "/today/capacity/", capacity="plenty")
    assert without_notes(text_of(world.ann.get("/today/"))) == page


def without_notes(page: str) -> str:
    return page.partition("<main")[2].partition("csrfmiddlewaretoken")[0]


def test_answering_out_of_turn_is_harmless(world):
    for path, data in [
        ("/today/answer/", {"answer": "did"}),
        ("/today/landing/", {"landing": "closer"}),
        ("/today/landing/", {}),
        ("/today/saved/feet-on-the-floor/", {"take_away": "1"}),
    ]:
        assert signed_in(world.ann.post(path, data))
    assert world.ann.get("/today/away/").status_code == 302
    assert "How much do you have in you" in text_of(world.ann.get("/today/"))


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../../etc/passwd", "\0", "Europe", "é" * 300, "/etc/localtime", "-1"])
def test_a_time_zone_that_is_none_breaks_nothing(world, zone):
    answer = world.ann.fill("/settings/life/", zone=zone, partner_word="Sam")
    assert answer.status_code in {302, 422}
    assert world.ann.get("/today/").status_code == 200
    assert world.ann.writes("still works").status_code == 302


def test_situations_that_are_none_are_left_out_and_markup_is_text(world):
    answer = world.ann.fill("/settings/life/", situation=["distance", "none such", "\0"], partner_word="<b>\0w")
    assert signed_in(answer)
    page = text_of(world.ann.get("/settings/life/"))
    assert "<b>w" not in page
    assert form_to(page, "/settings/life/").fields["situation"] == ["distance"]
    assert form_to(page, "/settings/life/").fields["partner_word"] == ["<b>w"]


@pytest.mark.parametrize("path", ["/settings/life/", "/welcome/life/"])
def test_a_word_too_long_is_said_at_the_word_and_everything_typed_stays(world, path):
    word = "<i>" + "w" * 1_000
    answer = world.ann.fill(path, situation=["distance"], partner_word=word)
    assert answer.status_code == 422
    told = errors_in(text_of(answer))
    assert list(told) == ["partner_word"]
    assert plain(told["partner_word"])
    form = form_to(text_of(answer), path)
    assert form.fields["partner_word"] == [word]
    assert form.fields["situation"] == ["distance"]


@pytest.mark.parametrize("path", ["/settings/joint/", "/settings/pause/"])
def test_an_empty_or_made_up_form_does_not_undo_a_choice(world, path):
    """What keeps somebody safe must not end because a form arrived in pieces."""
    world.ann.post(path, {"keep": "away", "for": "week"})
    chosen = text_of(world.ann.get("/settings/" if "pause" in path else path))
    for junk in ({}, {"keep": "x", "for": "x"}):
        world.ann.post(path, junk)
    now = text_of(world.ann.get("/settings/" if "pause" in path else path))
    mark = "resting" if "pause" in path else 'value="away" checked'
    assert mark in chosen
    assert mark in now


@pytest.mark.parametrize("words", ["", "x" * 1_000_000, "%_'\"\\", RIGHT_TO_LEFT, FAMILY, "\0", MARKUP])
def test_looking_for_anything_works(world, words):
    world.ann.writes("100 % _ \" ' \\ " + RIGHT_TO_LEFT + FAMILY)
    answer = world.ann.post("/mine/notebook/search/", {"words": words})
    assert answer.status_code == 200
    assert "<script>alert" not in text_of(answer)


@pytest.mark.parametrize("words", ["caf\u00e9", "cafe\u0301", "Straße"])
def test_looking_finds_whatever_the_keyboard_made_of_it(world, words):
    world.ann.writes("Caf\u00e9 at the STRASSE")
    assert "words-of-mine" in text_of(world.ann.post("/mine/notebook/search/", {"words": words}))


def test_new_words_that_do_not_do_are_refused_at_their_field(world):
    answer = world.ann.fill("/settings/passphrase/", old_passphrase=world.ann.words, passphrase="short")
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["passphrase"]
    wrong = world.ann.fill("/settings/passphrase/", old_passphrase="x" * 1_000_000, passphrase=NEW_WORDS)
    assert list(errors_in(text_of(wrong))) == ["old_passphrase"]
    assert form_to(text_of(wrong), "/settings/passphrase/").fields["passphrase"] == [NEW_WORDS]
