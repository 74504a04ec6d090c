"""An open invitation lets somebody in where the home is full; it comes along through every mistake, and in no address."""

from __future__ import annotations

import logging
import re

import pytest

from undrift.actions import invitations
from undrift.store.models import Member, Person

from .couples import (
    accepts,
    id_of,
    invites,
    visit_of,
    words_of,
)
from .forms import form_to
from .test_two_pairing import DEE, ENDS, OVER, looks, takes
from .world import Someone, signed_in, text_of


class TestAFullHome:
    @pytest.fixture(autouse=True)
    def full(self, world, settings):
        settings.OPEN_SIGN_UP = False

    def arrives(self, token):
        """Dee follows the link, reads the page about the host and asks for a door of her own."""
        dee = Someone("Dee", DEE)
        shown = dee.send(looks(dee, token), "/sign-up/", form="show")
        assert shown.status_code == 200, text_of(shown)
        return dee, shown

    def finishes(self, dee, shown, **typed):
        typed = {"name": dee.name, "passphrase": dee.words, **typed}
        return dee.post("/sign-up/", form_to(text_of(shown), "/sign-up/").filled(**typed))

    @pytest.mark.parametrize("end", [None, *ENDS], ids=lambda f: f.__name__ if f else "none")
    def test_without_an_open_invitation_nobody_gets_in(self, world, end):
        more = {"invitation": end(world)} if end else {}
        answer = Someone("Dee", DEE).post("/sign-up/", {"name": "Dee", "passphrase": DEE, **more})
        assert answer.status_code == 403
        assert Person.objects.count() == 3

    def test_with_one_a_third_person_gets_in_and_is_joined(self, world):
        dee, shown = self.arrives(invites(world.ann))
        assert signed_in(self.finishes(dee, shown))
        assert words_of(dee) == words_of(world.ann)

    @pytest.mark.parametrize("wrong", [{"name": "Ann"}, {"name": ""}, {"passphrase": "short"}, {"passphrase": ""}])
    def test_it_comes_along_through_every_mistake(self, world, wrong):
        token = invites(world.ann)
        dee, shown = self.arrives(token)
        mistaken = self.finishes(dee, shown, guest="yes", **wrong)
        assert mistaken.status_code == 422
        again = form_to(text_of(mistaken), "/sign-up/")
        assert again.fields["invitation"] == [token]
        assert again.fields["guest"] == ["yes"]
        assert signed_in(self.finishes(dee, mistaken))
        assert Member.objects.filter(person__name="Dee").exists()

    def test_it_comes_along_through_wrong_words_and_a_full_lane(self, world):
        token = invites(world.ann)
        bo = world.bo.elsewhere("10.0.0.9")
        host_page = form_to(text_of(looks(bo, token)), "/sign-up/")
        shown = bo.post("/sign-in/", host_page.filled(form="show"))
        for status in [422] * 10 + [429]:
            typed = {"name": "Bo", "passphrase": "not these ones at all"}
            shown = bo.post("/sign-in/", form_to(text_of(shown), "/sign-in/").filled(**typed))
            assert shown.status_code == status
            assert form_to(text_of(shown), "/sign-in/").fields["invitation"] == [token]
        world.clock.later(hours=1, seconds=1)
        right = {"name": "Bo", "passphrase": world.bo.words}
        answer = bo.post("/sign-in/", form_to(text_of(shown), "/sign-in/").filled(**right))
        assert answer["Location"] == "/us/words/"

    def test_it_comes_along_when_the_door_closed_meanwhile(self, world):
        token = invites(world.ann)
        host_page = looks(world.bo, token)
        world.clock.later(minutes=31)
        led = world.bo.send(host_page, "/join/accept/")
        assert led.status_code == 401
        assert form_to(text_of(led), "/sign-in/").fields.get("invitation") == [token], "the invitation is gone"

    def test_taken_by_another_while_somebody_signs_up(self, world):
        token = invites(world.ann)
        dee, shown = self.arrives(token)
        accepts(world.bo, token)
        answer = self.finishes(dee, shown)
        assert answer.status_code == 403
        assert not Person.objects.filter(name="Dee").exists()

    def test_taken_at_the_very_moment_of_signing_up(self, world, monkeypatch):
        token = invites(world.ann)
        dee, shown = self.arrives(token)
        derive, bo = world.kdf.derive, visit_of(world.bo)

        def meanwhile(*args):
            invitations.accept(bo, token)
            return derive(*args)

        monkeypatch.setattr(world.kdf, "derive", meanwhile)
        answer = self.finishes(dee, shown)
        assert answer.status_code < 500
        assert "<h1>" in text_of(answer)
        assert not Person.objects.filter(name="Dee").exists()
        assert not dee.cookie


def test_in_an_open_home_whoever_comes_too_late_has_a_door_all_the_same(world):
    token = invites(world.ann)
    accepts(world.bo, token)
    dee = Someone("Dee", DEE)
    answer = dee.post("/sign-up/", {"name": "Dee", "passphrase": DEE, "invitation": token})
    assert answer.status_code == 409
    assert OVER in text_of(answer)
    assert dee.get("/today/").status_code == 200
    assert Member.objects.filter(person__name="Dee").count() == 0


def test_the_secret_of_the_link_is_in_no_address_no_cookie_no_header_and_no_log(world, caplog):
    caplog.set_level(logging.DEBUG)
    token = invites(world.ann)
    dee = Someone("Dee", DEE)
    answers = [world.ann.get("/us/invite/"), looks(dee, token), looks(dee, token[:-1])]
    answers.append(dee.send(answers[1], "/sign-up/", form="show"))
    filled = form_to(text_of(answers[-1]), "/sign-up/").filled(name="", passphrase=DEE)
    answers.append(dee.post("/sign-up/", filled))
    answers.append(dee.post("/sign-up/", {**filled, "name": "Dee"}))
    answers += [takes(world.cleo, token), world.ann.get("/us/words/"), dee.get("/us/words/")]
    assert Member.objects.filter(person__name="Dee").exists()
    outside = [str(dict(a.headers)) + a.cookies.output() for a in answers]
    outside += [str(record.__dict__) for record in caplog.records]
    assert not any(token in told for told in outside)
    linked = {link for a in answers for link in re.findall(r'(?:action|href)="([^"]*)"', text_of(a)) if token in link}
    assert linked == {f"https://testserver/join/#{token}"}, (
        "the secret stands after the #, where no server is told of it"
    )


def test_new_people_learn_no_name_from_the_link_before_they_have_taken_it(world):
    token = invites(world.ann)
    stranger = Someone("Nobody", "")
    for page in (stranger.get("/join/"), looks(stranger, token)):
        assert "Ann" not in text_of(page)
    assert id_of(world.ann) not in text_of(looks(stranger, token))
