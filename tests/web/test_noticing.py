"""Looking back, as people fill it in: half done is done enough, and two windows lose nothing."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.utils.html import escape

from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.merging import CHANGED_TWICE, LONGEST_LINE, TOO_LONG
from undrift.store.models import Sheet

from .forms import errors_in, form_to
from .sheets import CIRCLE, DAY, INDEX, SENTENCE, STORY, said, says, ticked
from .test_bad_input import FAMILY, MARKUP, RIGHT_TO_LEFT
from .world import signed_in, text_of

STRANGE = [RIGHT_TO_LEFT, FAMILY, MARKUP, "line\nline", "  a  space  ", "𝕬" * 100]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_can_be_left_half_done_and_picked_up(world, name):
    path, lines = f"{INDEX}{name}/", list(SHEETS[name].lines)
    says(world.ann, path, **{lines[0]: "the first half"})
    world.clock.later(hours=20)
    world.ann.sign_in()
    assert said(world.ann, path, lines[0]) == "the first half"
    assert all(said(world.ann, path, line) == "" for line in lines[1:])
    says(world.ann, path, **{lines[-1]: "the other half"})
    assert said(world.ann, path, lines[0]) == "the first half"
    assert said(world.ann, path, lines[-1]) == "the other half"
    assert Sheet.objects.count() == 1


def test_ticks_are_kept_and_taken_back(world):
    world.ann.fill(STORY, **{"tick-outside": ["work", "money"], "line-outside-work": "Night shifts"})
    assert ticked(world.ann, STORY, "outside") == ["work", "money"]
    world.ann.fill(STORY, **{"tick-outside": ["money", "none such"]})
    assert ticked(world.ann, STORY, "outside") == ["money"]
    assert said(world.ann, STORY, "outside-work") == "Night shifts", "a line went with its tick"
    form = form_to(text_of(world.ann.get(STORY)), STORY).filled()
    form.pop("tick-outside")
    assert signed_in(world.ann.post(STORY, form))
    assert ticked(world.ann, STORY, "outside") == []


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_whatever_is_typed_stands_there_as_it_was(world, text):
    says(world.ann, CIRCLE, when=text, under=text)
    page = text_of(world.ann.get(CIRCLE))
    assert said(world.ann, CIRCLE, "when") == text.strip()
    assert page.count(escape(text.strip())) >= 4, "it stands in its field and in the drawing"
    assert "<script>alert" not in page


def test_five_thousand_words_are_kept(world):
    words = " ".join(["kettle"] * 5_000)
    says(world.ann, DAY, greet=words, ask=words)
    assert said(world.ann, DAY, "greet") == words
    assert len(bytes(Sheet.objects.get().sealed)) < 200_000


def test_what_a_line_cannot_hold_is_said_there_and_everything_stays(world):
    answer = world.ann.fill(DAY, **{"line-greet": MARKUP + "b" * LONGEST_LINE, "line-part": "a nod"})
    assert answer.status_code == 422
    assert errors_in(text_of(answer)) == {"line-greet": TOO_LONG}
    assert form_to(text_of(answer), DAY).fields["line-greet"][0] == MARKUP + "b" * LONGEST_LINE
    assert said(world.ann, DAY, "part") == "a nod"
    assert signed_in(world.ann.send(answer, DAY, **{"line-greet": "shorter"}))
    assert said(world.ann, DAY, "greet") == "shorter"


def test_a_sheet_full_of_emoji_can_still_be_sent(world):
    lines = [f"line-{line}" for line in list(SHEETS["story"].lines)[:4]]
    form = form_to(text_of(world.ann.get(STORY)), STORY).filled(**dict.fromkeys(lines, "🙂" * 37_000))
    for _ in range(2):
        answer = world.ann.post(STORY, urlencode(form, doseq=True), content_type="application/x-www-form-urlencoded")
        assert signed_in(answer), answer.status_code
        form = form_to(text_of(world.ann.get(STORY)), STORY).filled(**{"line-first": "one more"})
    assert said(world.ann, STORY, "first") == "one more"
    assert len(said(world.ann, STORY, "outside-family")) == 37_000


@pytest.mark.parametrize("path", [INDEX, SENTENCE, *(f"{INDEX}{name}/" for name in SHEETS)])
def test_pages_stay_small(world, path):
    assert len(world.ann.get(path).content) <= 12_000


# Two windows


def test_untouched_lines_of_an_older_window_give_way_silently(world):
    says(world.ann, DAY, greet="before", part="before")
    older = world.ann.get(DAY)
    says(world.ann, DAY, greet="newer")
    assert signed_in(world.ann.send(older, DAY, **{"line-part": "from the older window"}))
    assert said(world.ann, DAY, "greet") == "newer"
    assert said(world.ann, DAY, "part") == "from the older window"


@pytest.mark.parametrize("before", ["", "how it was"])
def test_the_same_line_changed_in_two_windows_shows_both(world, before):
    if before:
        says(world.ann, DAY, greet=before)
    first, second = world.ann.get(DAY), world.ann.get(DAY)
    world.ann.send(first, DAY, **{"line-greet": "of the first <b>"})
    answer = world.ann.send(second, DAY, **{"line-greet": "of the second", "line-ask": "another line"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert errors_in(page) == {"line-greet": escape(CHANGED_TWICE)} or errors_in(page) == {"line-greet": CHANGED_TWICE}
    assert form_to(page, DAY).fields["line-greet"] == ["of the second"]
    assert "of the first &lt;b&gt;" in page
    assert 'The rest is kept. <a href="#f-line-greet">' in page
    assert said(world.ann, DAY, "greet") == "of the first <b>"
    assert said(world.ann, DAY, "ask") == "another line", "a line without trouble waits"
    assert signed_in(world.ann.send(answer, DAY))
    assert said(world.ann, DAY, "greet") == "of the second"


def test_the_same_words_from_two_windows_or_two_taps_are_no_trouble(world):
    first, second = world.ann.get(DAY), world.ann.get(DAY)
    for page in (first, first, second):
        assert signed_in(world.ann.send(page, DAY, **{"line-greet": "a nod"}))
    assert said(world.ann, DAY, "greet") == "a nod"


def test_a_line_emptied_here_and_changed_there_is_not_lost(world):
    says(world.ann, DAY, greet="how it was")
    older = world.ann.get(DAY)
    says(world.ann, DAY, greet="newer")
    answer = world.ann.send(older, DAY, **{"line-greet": ""})
    assert answer.status_code == 422
    assert said(world.ann, DAY, "greet") == "newer"


def test_a_form_in_pieces_erases_nothing(world):
    says(world.ann, STORY, first="the autumn", outside_work="nights")
    world.ann.fill(STORY, **{"tick-inside": ["talk"]})
    for junk in ({}, {"then": "share when"}, {"line-first": ""}, {"line-nowhere": "x", "tick-inside": "x"}):
        assert signed_in(world.ann.post(STORY, junk))
    for junk in ({"line-first": "other"}, {"line-first": "other", "was-first": "0" * 24}):
        assert world.ann.post(STORY, junk).status_code == 422
    assert said(world.ann, STORY, "first") == "the autumn"
    assert said(world.ann, STORY, "outside-work") == "nights"
    assert ticked(world.ann, STORY, "inside") == ["talk"]


# Words on their way


def test_a_door_that_closed_while_somebody_wrote_loses_no_line(world):
    says(world.ann, DAY, greet="how it was", part="to be emptied")
    page = world.ann.get(DAY)
    world.clock.later(minutes=6)
    typed = {"line-greet": "five slow\nminutes", "line-part": "", "line-ask": "new <3"}
    answer = world.ann.send(page, DAY, **typed)
    assert answer.status_code == 401
    assert "Your words are still here" in text_of(answer)
    shown = world.ann.send(answer, "/mine/door/", passphrase=world.ann.words)
    form = form_to(text_of(shown), DAY)
    assert form.fields["line-greet"] == ["five slow\nminutes"]
    assert "How do you greet each other?" in text_of(shown)
    assert signed_in(world.ann.send(shown, DAY))
    assert said(world.ann, DAY, "greet") == "five slow\nminutes"
    assert said(world.ann, DAY, "ask") == "new <3"
    assert said(world.ann, DAY, "part") == ""


def test_carried_lines_still_know_what_they_were(world):
    says(world.ann, DAY, greet="how it was")
    page = world.ann.get(DAY)
    phone = world.ann.elsewhere()
    phone.sign_in()
    says(phone, DAY, greet="from the phone")
    world.clock.later(minutes=40)
    answer = world.ann.send(page, DAY, **{"line-greet": "from the desk"})
    assert answer.status_code == 401
    shown = world.ann.send(answer, "/sign-in/", name="Ann", passphrase=world.ann.words)
    again = world.ann.send(shown, DAY)
    assert again.status_code == 422
    assert "from the phone" in text_of(again)
    assert form_to(text_of(again), DAY).fields["line-greet"] == ["from the desk"]


def test_ticks_alone_are_carried_too(world):
    page = world.ann.get(STORY)
    world.clock.later(minutes=6)
    answer = world.ann.send(page, STORY, **{"tick-inside": ["talk", "tired"]})
    shown = world.ann.send(answer, "/mine/door/", passphrase=world.ann.words)
    assert signed_in(world.ann.send(shown, STORY))
    assert ticked(world.ann, STORY, "inside") == ["talk", "tired"]


@pytest.mark.parametrize("other", ["bo", "cleo"])
def test_carried_lines_are_dropped_when_somebody_else_signs_in(world, other):
    page = world.ann.get(DAY)
    world.clock.later(minutes=40)
    answer = world.ann.send(page, DAY, **{"line-greet": "salt marsh"})
    somebody = getattr(world, other)
    led = world.ann.send(answer, "/sign-in/", name=somebody.name, passphrase=somebody.words)
    assert signed_in(led)
    assert "salt marsh" not in text_of(world.ann.get(DAY))
