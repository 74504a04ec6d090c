"""What the pages of reminders and of one's calendar say to whom, and what there is to do next."""

from __future__ import annotations

import re

import pytest

from tests.web.lines import tells
from tests.web.reminding import HERE, ON, WHERE, chooses, service, sink, turns_on
from tests.web.returns import CALENDAR
from tests.web.test_reminders_by_mail import number_in
from tests.web.world import text_of
from undrift.store.models import Place

__all__ = ["service", "sink"]


def test_a_letter_that_is_not_confirmed_is_no_place_yet(world, sink):
    world.ann.fill(WHERE, "/settings/reminders/mail/", mail="ann@home.example")
    assert world.ann.fill(HERE, **ON)["Location"] == WHERE
    assert "One thing is left: say where they should come." in tells(world.ann, WHERE)
    world.ann.fill(WHERE, "/settings/reminders/mail/", number=number_in(sink))
    assert "Each place can be tried out" in tells(world.ann, WHERE)
    assert world.ann.fill(HERE, **ON)["Location"] == f"{HERE}?kept=1"


@pytest.mark.parametrize("path", [HERE, WHERE, CALENDAR])
def test_one_person_alone_reads_nothing_of_another(couple, path):
    words = re.compile(r"the other|theirs|shared space|What returns|for two")
    assert words.search(tells(couple.ann, path))
    assert not words.search(tells(couple.cleo, path))


@pytest.mark.parametrize("trouble", ["refused", "later", "unsure"])
def test_after_trouble_it_is_said_what_can_be_done(world, service, trouble):
    turns_on(world.ann, service)
    quiet = tells(world.ann, WHERE)
    Place.objects.update(trouble=trouble)
    said = tells(world.ann, WHERE)
    assert "The last one" in said
    assert "The last one" not in quiet
    assert re.search("may help|is tried|may have arrived", said)


def test_no_days_are_called_none(world):
    page = text_of(world.ann.fill(HERE, **{**ON, "day": []}))
    assert "Which days: none yet</summary>" in page


@pytest.mark.parametrize("path", [WHERE, "/settings/quick-notes/"])
def test_each_step_is_one_piece_so_that_its_words_stay_in_a_line(world, path):
    """The number stands in a column of its own: words beside a mark would each become a cell."""
    world.ann.fill("/settings/quick-notes/", place="phone")
    chooses(world.ann)
    lists = "".join(re.findall(r'class="steps">(.*?)</ol>', text_of(world.ann.get(path)), re.DOTALL))
    steps = re.findall(r"<li>(.*?)</li>", lists, re.DOTALL)
    assert len(steps) > 3
    for step in steps:
        assert "<" not in step or re.fullmatch(r"<(span|div)>.*</\1>", step, re.DOTALL), step
