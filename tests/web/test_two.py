"""Two people: joining by words, sharing, taking back, new keys, leaving, and somebody new."""

from __future__ import annotations

import pytest

from .couples import confirms, entries_of, pair, shares, words_of
from .world import NEW_WORDS, text_of, without_tokens


@pytest.fixture
def couple(world):
    pair(world.ann, world.bo)
    return world


def next_morning(world):
    world.clock.later(hours=12)
    for somebody in world.everybody:
        somebody.sign_in()


def us(somebody):
    return text_of(somebody.get("/us/"))


def test_both_halves_join_when_both_have_said_that_the_words_are_the_same(couple):
    for somebody in (couple.ann, couple.bo):
        assert "There you both are" in text_of(somebody.get("/us/joined/"))


def test_what_was_shared_arrives_at_breakfast_and_not_before(couple):
    shares(couple.ann, "You warmed the car")
    assert "warmed" in us(couple.ann)
    assert "warmed" not in us(couple.bo)
    next_morning(couple)
    assert "warmed" in us(couple.bo)


def test_a_folded_note_lies_there_until_it_is_unfolded(couple):
    address = shares(couple.ann, "You warmed the car")
    next_morning(couple)
    assert f"{address}unfold/" in text_of(couple.bo.get("/today/"))
    opened = couple.bo.post(f"{address}unfold/")
    assert "warmed" in text_of(couple.bo.get(opened["Location"]))
    assert "unfold/" not in text_of(couple.bo.get("/today/"))


def test_taking_back_brings_it_home_and_twice_is_no_harm(couple):
    address = shares(couple.ann, "You warmed the car")
    next_morning(couple)
    for _ in range(2):
        assert "It is back with you" in text_of(couple.ann.post(f"{address}take-back/"))
    assert "warmed" not in us(couple.bo)
    assert couple.bo.get(address).status_code == 404
    couple.ann.open_notebook()
    assert couple.ann.notebook().count("warmed") == 1


def test_a_copy_is_kept_silently_and_outlives_the_taking_back(couple):
    address = shares(couple.ann, "You warmed the car")
    next_morning(couple)
    before = without_tokens(couple.ann.get(address))
    assert couple.bo.post(f"{address}keep/").status_code == 302
    assert without_tokens(couple.ann.get(address)) == before
    couple.ann.post(f"{address}take-back/")
    couple.bo.open_notebook()
    assert "warmed" in couple.bo.notebook()


def test_after_new_keys_both_read_six_words_and_everything_is_there_again(couple):
    shares(couple.bo, "A walk in the rain", "moment")
    couple.ann.post("/settings/new-keys/", {"old_passphrase": couple.ann.words, "passphrase": NEW_WORDS})
    couple.ann.words = NEW_WORDS
    assert words_of(couple.bo) == words_of(couple.ann)
    assert len(words_of(couple.bo).split()) == 6
    confirms(couple.bo)
    confirms(couple.ann)
    next_morning(couple)
    assert "rain" in us(couple.ann)
    shares(couple.ann, "And home again", "moment")


def test_leaving_closes_the_space_for_the_other_and_brings_everybodys_words_home(couple):
    shares(couple.ann, "Ann shared this")
    shares(couple.bo, "Bo shared this")
    assert couple.ann.post("/settings/unlink/", {"passphrase": couple.ann.words}).status_code == 200
    assert couple.bo.get("/us/").status_code == 302
    couple.bo.sign_in()
    page = us(couple.bo)
    assert "This space is closed" in page
    assert "Bo shared this" in page
    assert "Ann" not in page
    assert couple.bo.post("/us/put-away/").status_code == 200
    for somebody in (couple.ann, couple.bo):
        somebody.open_notebook()
        assert f"{somebody.name} shared this" in somebody.notebook()


def test_whoever_has_left_may_begin_with_somebody_else(couple):
    couple.ann.post("/settings/unlink/", {"passphrase": couple.ann.words})
    pair(couple.ann, couple.cleo)
    address = shares(couple.cleo, "Something new")
    next_morning(couple)
    assert "Something new" in us(couple.ann)
    assert couple.bo.get(address).status_code == 404
    assert entries_of(couple.bo) == []
