"""Our story: one page, both write, each orders and takes back their own, and it costs the same after thirty years."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from undrift.actions import story
from undrift.domain.errors import NotFound
from undrift.domain.story import GAP
from undrift.store.models import Line

from .couples import everything, leaves, visit_of
from .forms import errors_in, form_to
from .lines import STORY, adds, changes, id_in, pieces, tells
from .world import text_of


def moves(somebody, address, where):
    assert somebody.post(f"{address}move/", {"where": where}).status_code == 302


def takes_back(somebody, address):
    return somebody.send(somebody.get(address), f"{address}take-back/")


def test_both_read_one_page_and_see_who_wrote(couple):
    assert "A page with room for two." in tells(couple.ann, STORY)
    adds(couple.ann, "The ferry was late.", when="the winter of the leaking roof")
    adds(couple.bo, "You had a red hat.")
    for somebody in (couple.ann, couple.bo):
        page = tells(somebody, STORY)
        assert "the winter of the leaking roof The ferry was late. Ann" in page
        assert "You had a red hat. Bo" in page


def test_a_piece_stands_where_its_author_puts_it(couple):
    first = adds(couple.ann, "first")
    adds(couple.bo, "last")
    adds(couple.bo, "between", beside=f"?after={id_in(first)}")
    adds(couple.ann, "before all", beside=f"?before={id_in(first)}")
    assert pieces(couple.bo) == ["before all", "first", "between", "last"]
    adds(couple.ann, "at the end", beside=f"?before={'0' * 32}")
    assert pieces(couple.ann)[-1] == "at the end"


def test_a_piece_moves_past_its_neighbour_and_stops_at_the_ends(couple):
    addresses = [adds(couple.ann, name) for name in ("a", "b", "c")]
    for where, expected in (
        ("earlier", "acb"),
        ("earlier", "cab"),
        ("earlier", "cab"),
        ("later", "acb"),
        ("later", "abc"),
        ("later", "abc"),
        ("sideways", "abc"),
    ):
        moves(couple.ann, addresses[2], where)
        assert "".join(pieces(couple.bo)) == expected


def test_only_its_author_moves_changes_and_takes_back(couple):
    address = adds(couple.ann, "hers")
    adds(couple.bo, "his")
    before = everything()
    for somebody in (couple.bo, couple.cleo):
        for end in ("move", "change", "take-back"):
            assert somebody.post(f"{address}{end}/", {"where": "later", "text": "mine now"}).status_code == 404
    assert everything() == before
    page = tells(couple.bo, address)
    for words in ("Take it back", "Earlier", "Other words"):
        assert words not in page


def test_other_words_stand_in_the_same_place(couple):
    address = adds(couple.ann, "the ferry was late", when="1998")
    adds(couple.bo, "and then")
    changes(couple.ann, address, "the train was late", when="1999")
    assert pieces(couple.bo) == ["the train was late", "and then"]
    assert "1999" in tells(couple.bo, STORY)


def test_two_windows_and_a_piece_that_is_gone_lose_nothing(couple):
    address = adds(couple.ann, "the ferry was late")
    second, third = couple.ann.get(f"{address}change/"), couple.ann.get(f"{address}change/")
    changes(couple.ann, address, "the train was late")
    answer = couple.ann.send(second, f"{address}change/", text="the bus was late")
    assert answer.status_code == 422
    assert "the train was late" in text_of(answer)
    assert form_to(text_of(answer), f"{address}change/").fields["text"] == ["the bus was late"]
    takes_back(couple.ann, address)
    answer = couple.ann.send(third, f"{address}change/", text="nobody was late")
    assert form_to(text_of(answer), f"{STORY}write/").fields["text"] == ["nobody was late"]
    assert couple.ann.send(answer, f"{STORY}write/").status_code == 302
    assert pieces(couple.bo) == ["nobody was late"]


def test_taken_back_it_is_in_the_notebook_and_twice_is_as_once(couple):
    address = adds(couple.ann, "the ferry was late", when="1998")
    page = couple.ann.get(address)
    for _ in range(2):
        answer = couple.ann.send(page, f"{address}take-back/")
        assert "It is back with you." in text_of(answer)
    assert couple.ann.notebook().count("1998\nthe ferry was late") == 1
    assert pieces(couple.bo) == []


@pytest.mark.parametrize("text", ["", " ", "word " * 5000])
def test_nothing_and_too_much_come_back_with_one_sentence(couple, text):
    answer = couple.ann.fill(f"{STORY}write/", text=text, when="x")
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["text"]
    assert form_to(text_of(answer), f"{STORY}write/").fields["text"] == [text]


def test_a_long_when_is_refused_at_its_field(couple):
    answer = couple.ann.fill(f"{STORY}write/", text="x", when="long ago " * 20)
    assert list(errors_in(text_of(answer))) == ["when"]


def test_a_double_tap_is_kept_once(couple):
    page = couple.ann.get(f"{STORY}write/")
    for _ in range(2):
        assert couple.ann.send(page, f"{STORY}write/", text="the ferry was late").status_code == 302
    assert pieces(couple.bo) == ["the ferry was late"]


def write_many(somebody, many):
    visit = visit_of(somebody)
    return [story.write(visit, f"piece {n}", "", note_key="") for n in range(many)]


def test_it_is_read_in_pages_and_nothing_is_left_out(couple):
    written = write_many(couple.ann, 30)
    found, path, steps = [], STORY, 0
    while path:
        found += pieces(couple.bo, path)
        later = re.search(r'href="(/us/story/\?after=[0-9a-f]{32})"', text_of(couple.bo.get(path)))
        path, steps = later[1] if later else "", steps + 1
    assert found == [f"piece {n}" for n in range(30)]
    assert steps == 3
    assert pieces(couple.bo, f"{STORY}?at={written[20]}")[0] == "piece 20"
    for mark in ("x" * 5000, "-1", "0" * 32, "%00"):
        assert couple.bo.get(f"{STORY}?after={mark}").status_code == 404


def cost_of(somebody, path):
    with CaptureQueriesContext(connection) as kept:
        assert somebody.get(path).status_code == 200
    return len(kept)


def test_it_costs_the_same_after_many_years(couple):
    written = write_many(couple.ann, 13)
    paths = (STORY, f"{STORY}?after={written[3]}", f"{STORY}{written[5]}/", f"{STORY}write/")
    before = [cost_of(couple.bo, path) for path in paths]
    write_many(couple.ann, 200)
    assert [cost_of(couple.bo, path) for path in paths] == before
    assert max(before) <= 8


def test_where_no_place_is_left_between_two_pieces_move_apart_and_the_order_stays(couple):
    first, last = write_many(couple.ann, 2)
    visit = visit_of(couple.bo)
    for n in range(40):
        story.write(visit, f"{n}", "", note_key="", beside=("", first))
    assert Line.objects.filter(place__gt=10 * GAP).exists()
    everything_read = []
    for path in (STORY, f"{STORY}?at={last}"):
        everything_read += pieces(couple.ann, path)
    assert everything_read[0] == "piece 0"
    assert everything_read[1] == "39"
    assert everything_read[-1] == "piece 1"
    assert [line.text for line in story.page(visit, after=first).pieces] == [f"{n}" for n in range(39, 27, -1)]


def test_after_leaving_each_has_their_own_pieces_at_home(couple):
    adds(couple.ann, "the ferry was late")
    adds(couple.bo, "the red hat")
    leaves(couple.ann)
    assert couple.ann.notebook().count("the ferry was late") == 1
    assert "red hat" not in couple.ann.notebook()
    couple.bo.sign_in()
    assert couple.bo.get(STORY)["Location"] == "/us/"
    couple.bo.post("/us/put-away/")
    assert couple.bo.notebook().count("the red hat") == 1
    assert "ferry" not in couple.bo.notebook()
    assert not Line.objects.exists()


def test_written_while_she_leaves_the_words_wait(couple):
    page = couple.bo.get(f"{STORY}write/")
    leaves(couple.ann)
    answer = couple.bo.send(page, f"{STORY}write/", text="the red hat", when="1998")
    filled = form_to(text_of(answer), "/sign-in/").filled(name="Bo", passphrase=couple.bo.words)
    again = couple.bo.send(couple.bo.post("/sign-in/", filled), f"{STORY}write/")
    assert again.status_code == 422
    form = form_to(text_of(again), f"{STORY}write/")
    assert (form.fields["text"], form.fields["when"]) == (["the red hat"], ["1998"])


def test_a_page_of_one_couple_is_no_page_of_another(couple):
    address = adds(couple.ann, "hers")
    with pytest.raises(NotFound):
        story.one(visit_of(couple.cleo), id_in(address))
    assert couple.cleo.get(STORY)["Location"] == "/us/"
