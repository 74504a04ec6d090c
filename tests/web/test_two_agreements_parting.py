"""Agreements when two part, or take new keys: each keeps their own lines, and nothing of the other."""

from __future__ import annotations

import pytest

from undrift.store.models import Acceptance, Line

from .couples import confirms, leaves, pair, takes_new_keys
from .forms import errors_in, form_to
from .lines import AGREEMENTS, accepts_line, parks, takes_out, tells, will
from .world import text_of

LINE = "say when I need a moment, and when I am back"


class TestParting:
    @pytest.fixture
    def lived(self, couple):
        for somebody in (couple.ann, couple.bo):
            other = couple.bo if somebody is couple.ann else couple.ann
            accepts_line(other, will(somebody, f"keep the promise of {somebody.name}"))
            will(somebody, f"do what {somebody.name} hopes")
            parks(somebody, f"a matter of {somebody.name}")
        return couple

    def test_each_keeps_their_own_and_nothing_of_the_other(self, lived):
        leaves(lived.ann)
        mine = lived.ann.notebook()
        for words in ("I will keep the promise of Ann", "I will do what Ann hopes", "a matter of Ann"):
            assert mine.count(words) == 1
        assert "of Bo" not in mine
        lived.bo.sign_in()
        assert lived.bo.get(AGREEMENTS)["Location"] == "/us/"
        assert {row.author.name for row in Line.objects.all()} == {"Bo"}
        assert not Acceptance.objects.exists()
        lived.bo.post("/us/put-away/")
        assert lived.bo.notebook().count("of Bo") == 2
        assert not Line.objects.exists()
        assert "of Ann" not in lived.bo.notebook()

    def test_a_line_the_other_took_out_goes_home_too_when_its_author_never_came_back(self, lived):
        row = Line.objects.filter(author__name="Ann", page="agreement").first()
        takes_out(lived.bo, f"{AGREEMENTS}{row.id}/")
        leaves(lived.ann)
        assert lived.ann.notebook().count("I will keep the promise of Ann") == 1

    def test_with_somebody_else_nothing_of_before_is_there(self, lived):
        leaves(lived.ann)
        lived.ann.sign_in()
        pair(lived.ann, lived.cleo)
        for somebody in (lived.ann, lived.cleo):
            assert "What each of you will do." in tells(somebody, AGREEMENTS)
        assert "promise" not in tells(lived.cleo, AGREEMENTS)

    def test_written_while_she_leaves_the_words_wait(self, couple):
        page = couple.bo.get(f"{AGREEMENTS}write/")
        leaves(couple.ann)
        answer = couple.bo.send(page, f"{AGREEMENTS}write/", text=LINE)
        assert answer.status_code == 401
        assert LINE in text_of(answer)
        filled = form_to(text_of(answer), "/sign-in/").filled(name="Bo", passphrase=couple.bo.words)
        shown = couple.bo.post("/sign-in/", filled)
        again = couple.bo.send(shown, f"{AGREEMENTS}write/")
        assert again.status_code == 422
        assert "nobody here to share this with" in errors_in(text_of(again))["text"]
        assert form_to(text_of(again), f"{AGREEMENTS}write/").fields["text"] == [LINE]
        assert not Line.objects.exists()

    def test_new_keys_and_six_words_leave_every_line_as_it_was(self, lived):
        before = [tells(somebody, AGREEMENTS) for somebody in (lived.ann, lived.bo)]
        takes_new_keys(lived.ann)
        lived.ann.sign_in()
        lived.bo.sign_in()
        confirms(lived.ann)
        confirms(lived.bo)
        assert [tells(somebody, AGREEMENTS) for somebody in (lived.ann, lived.bo)] == before
        for row in Line.objects.filter(author__name="Ann"):
            assert "were not sealed by your side" not in tells(lived.ann, f"{AGREEMENTS}{row.id}/")

    def test_an_export_has_ones_own_lines_and_no_other(self, lived):
        for form in ("json", "html"):
            taken = text_of(lived.ann.post("/settings/take-along/", {"passphrase": lived.ann.words, "form": form}))
            for words in ("keep the promise of Ann", "do what Ann hopes", "a matter of Ann"):
                assert taken.count(words) == 1
            assert "of Bo" not in taken
