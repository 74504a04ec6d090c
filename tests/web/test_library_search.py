"""Looking through the library: open to everybody, kept nowhere."""

from __future__ import annotations

from .world import text_of


def look(somebody, words):
    return somebody.post("/library/search/", {"words": words})


def test_everybody_gets_the_same_page_and_nobody_is_named(world):
    pages = {text_of(look(somebody, "thnaks")) for somebody in world.everybody}
    assert len(pages) == 1
    page = pages.pop()
    assert "/library/thanks-with-a-detail/" in page
    assert not any(name in page for name in ("Ann", "Bo<", "Cleo"))


def test_the_words_stay_out_of_addresses_and_stores(world):
    answer = look(world.ann, "a private word")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert world.ann.get("/library/search/?words=thanks")["Location"] == "/library/"


def test_what_was_typed_stands_in_the_field_and_runs_nowhere(world):
    page = text_of(look(world.cleo, "<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_no_words_and_words_that_find_nothing_get_a_kind_answer(world):
    assert "What are you looking for?" in text_of(look(world.ann, "  \0 "))
    assert "Nothing like that here" in text_of(look(world.ann, "zzzzqq"))


def test_a_very_long_search_is_answered(world):
    assert look(world.bo, "thanks " * 20_000).status_code == 200
