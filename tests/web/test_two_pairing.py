"""An invitation is for one person and once; a link alone makes nobody a couple, whoever gets hold of it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection

from undrift.actions import couples, invitations
from undrift.actions.invitations import InvitationOver
from undrift.actions.sessions import DoorClosed
from undrift.domain.couples import Phase
from undrift.domain.errors import UndriftError
from undrift.store.models import Couple, Invitation, Keyring, Member, Pin
from undrift.vault.cipher import new_private_key, public_key_of

from .couples import (
    BROWSER,
    accepts,
    confirms,
    everything,
    invites,
    pair,
    shares,
    us_of,
    visit_of,
    words_of,
    writes_down,
)
from .forms import errors_in, form_to
from .world import Someone, signed_in, text_of, without_tokens

OVER = "An invitation that is over"
WRONG = "ab" * 16
DEE = "velvet thimble copper acorn humming"


def looks(somebody: Someone, token: str):
    return somebody.post("/join/", {"code": token})


def takes(somebody: Someone, token: str):
    return somebody.post("/join/accept/", {"invitation": token})


def reused(world):
    token = invites(world.ann)
    accepts(world.bo, token)
    return token


def expired(world):
    token = invites(world.ann)
    world.clock.later(hours=48)
    for somebody in world.everybody:
        somebody.sign_in()
    return token


def cancelled(world):
    token = invites(world.ann)
    world.ann.post("/us/invite/cancel/")
    return token


def replaced(world):
    token = invites(world.ann)
    assert invites(world.ann) != token
    return token


def guessed(world):
    invites(world.ann)
    return WRONG


def one_letter_short(world):
    return invites(world.ann)[:-1]


def taken_by_new_keys(world):
    token = invites(world.ann)
    world.ann.post("/settings/new-keys/", {"old_passphrase": world.ann.words, "passphrase": DEE})
    return token


ENDS = [reused, expired, cancelled, replaced, guessed, one_letter_short, taken_by_new_keys]


@pytest.mark.parametrize("end", ENDS, ids=lambda f: f.__name__)
def test_an_invitation_that_is_over_says_one_and_the_same_kind_sentence(world, end):
    token = end(world)
    before = everything()
    for somebody in (world.cleo, Someone("Nobody", "")):
        answer = looks(somebody, token)
        assert answer.status_code == 422
        assert errors_in(text_of(answer))["code"].startswith(OVER)
    taken = takes(world.cleo, token)
    assert taken.status_code == 409
    assert OVER in text_of(taken)
    assert everything() == before


def test_all_ways_of_being_over_look_alike(world):
    pages = {without_tokens(looks(Someone("Nobody", ""), end)) for end in (reused(world), WRONG, "", "é" * 40, "x\0y")}
    assert len(pages) == 1


def test_an_invitation_opens_until_the_last_minute_of_two_days(world):
    token = invites(world.ann)
    world.clock.later(hours=47, minutes=59)
    assert looks(Someone("Nobody", ""), token).status_code == 200


@pytest.mark.parametrize("shape", ["{}", " {} ", "https://home.example/join/#{}", "{} \n"])
def test_a_code_is_read_however_it_was_pasted(world, shape):
    token = invites(world.ann)
    assert looks(world.bo, shape.format(token.upper() if shape == " {} " else token)).status_code == 200


def test_nobody_takes_an_invitation_of_their_own(world):
    token = invites(world.ann)
    assert takes(world.ann, token).status_code == 409
    assert not Couple.objects.exists()
    assert takes(world.bo, token).status_code == 302


def test_whoever_is_with_somebody_takes_no_other_and_invites_no_other(world):
    pair(world.ann, world.bo)
    token = invites(world.cleo)
    before = everything()
    answer = takes(world.ann, token)
    assert answer.status_code == 409
    assert "already" in text_of(answer)
    assert world.ann.post("/us/invite/")["Location"] == "/us/"
    assert everything() == before


class TestGuessing:
    def guess(self, somebody, times):
        return [looks(somebody, WRONG).status_code for _ in range(times)]

    def test_ten_tries_an_hour_from_one_address_and_nobody_else_waits(self, world):
        token = invites(world.ann)
        stranger = Someone("Nobody", "", address="10.0.0.1")
        assert self.guess(stranger, 11) == [422] * 10 + [429]
        full = looks(stranger, token)
        assert full.status_code == 429
        assert 0 < int(full["Retry-After"]) <= 3600
        assert looks(Someone("Nobody", "", address="10.0.0.2"), token).status_code == 200
        assert token in text_of(world.ann.get("/us/invite/"))
        assert signed_in(Someone("Ann", world.ann.words, address="10.0.0.1").sign_in())
        world.clock.later(hours=1, seconds=1)
        assert looks(stranger, token).status_code == 200

    def test_an_invitation_of_ones_own_buys_no_further_tries(self, world):
        own = invites(world.cleo)
        stranger = Someone("Nobody", "", address="10.0.0.1")
        seen = [*self.guess(stranger, 9), looks(stranger, own).status_code, *self.guess(stranger, 2)]
        assert 429 in seen, "a right code empties the lane of the whole address"

    def test_there_is_no_side_door_with_more_tries(self, world, settings):
        settings.OPEN_SIGN_UP = False
        world.cleo.address = "10.0.0.1"
        statuses = {takes(world.cleo, WRONG).status_code for _ in range(14)}
        assert 429 in statuses, "with a door of one's own there are as many tries as one likes"

    def test_the_sign_up_form_of_a_full_home_is_no_side_door_either(self, world, settings):
        settings.OPEN_SIGN_UP = False
        stranger = Someone("Nobody", "", address="10.0.0.1")
        answers = [stranger.post("/sign-up/", {"invitation": WRONG, "form": "show"}) for _ in range(14)]
        assert 429 in {a.status_code for a in answers}, "403 or 200 tells whether a code is right, without a limit"


@pytest.mark.parametrize("way", ["sign up", "sign in"])
def test_a_full_lane_does_not_shut_out_whoever_has_just_come_in(world, way):
    token = invites(world.ann)
    somebody = Someone("Dee", DEE) if way == "sign up" else world.bo.elsewhere()
    somebody.address = "10.0.0.1"
    for _ in range(11):
        looks(somebody, WRONG)
    sent = {"name": somebody.name, "passphrase": somebody.words, "invitation": token}
    answer = somebody.post("/sign-up/" if way == "sign up" else "/sign-in/", sent)
    assert "<h1>" in text_of(answer) or answer.status_code == 302
    assert somebody.get("/today/").status_code == 200, "the door was made, and no key to it was handed out"


class TestForwarded:
    """Bo handed the link on, or somebody took it from him: Cleo is there first."""

    def test_ann_sees_who_came_and_undoes_it_without_losing_anything(self, world):
        note = writes_down(world.ann, "mine alone")
        token = invites(world.ann)
        accepts(world.cleo, token)
        for page in (us_of(world.ann), text_of(world.ann.get("/us/words/"))):
            assert "Cleo" in page
            assert not re.search(r"\bBo\b", page)
        assert looks(world.bo, token).status_code == 422
        assert "Good that you looked" in text_of(world.ann.post("/us/words/", {"answer": "differ"}))
        assert not Member.objects.exists()
        assert "joining was undone" in text_of(world.cleo.get("/us/joined/"))
        assert "mine alone" in text_of(world.ann.get(note))
        pair(world.ann, world.bo)

    def test_the_words_are_others_for_every_two_and_every_time(self, world):
        accepts(world.cleo, invites(world.ann))
        with_cleo = words_of(world.ann)
        assert with_cleo == words_of(world.cleo)
        world.ann.post("/us/words/", {"answer": "differ"})
        accepts(world.bo, invites(world.ann))
        with_bo = words_of(world.ann)
        world.bo.post("/us/words/", {"answer": "differ"})
        accepts(world.bo, invites(world.ann))
        assert len({with_cleo, with_bo, words_of(world.ann)}) == 3

    def test_the_intruder_alone_gets_nothing_by_saying_the_words_are_the_same(self, world):
        accepts(world.cleo, invites(world.ann))
        confirms(world.cleo)
        assert visit_of(world.cleo).phase is Phase.WAITING
        assert world.cleo.post("/today/note/moment/", {"text": "x", "for": "both", "seen": "yes"})["Location"] == (
            "/today/kept/"
        )
        world.ann.post("/us/words/", {"answer": "differ"})
        assert not Pin.objects.exists()


@pytest.mark.parametrize("agent", ["facebookexternalhit/1.1", "WhatsApp/2", "Slackbot-LinkExpanding 1.0", ""])
def test_a_program_that_looks_at_the_link_changes_nothing_and_learns_nothing(world, agent):
    invites(world.ann)
    before = everything(but=set())
    for method in ("get", "head", "options"):
        bot = Someone("Nobody", "")
        answer = getattr(bot.browser, method)("/join/", secure=True, headers={"user-agent": agent})
        assert answer.status_code == (405 if method == "options" else 200)
        assert not {"__Host-undrift", "__Host-undrift-known"} & set(answer.cookies)
        assert "Ann" not in text_of(answer)
    assert everything(but=set()) == before


def test_the_page_is_the_same_for_everybody_also_with_nothing_open(world):
    empty = without_tokens(Someone("Nobody", "").get("/join/"))
    invites(world.ann)
    pages = {without_tokens(somebody.get("/join/")) for somebody in (*world.everybody, Someone("Nobody", ""))}
    assert pages == {empty}


def at_once(*acts):
    """Each in a thread of its own, begun together; returns what came of each, or how it was refused."""
    line = Barrier(len(acts))

    def run(act):
        try:
            line.wait(5)
            return act()
        except UndriftError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_of_two_who_take_it_at_once_one_does(world):
    token = invites(world.ann)
    bo, cleo = visit_of(world.bo), visit_of(world.cleo)
    came = at_once(lambda: invitations.accept(bo, token), lambda: invitations.accept(cleo, token))
    assert sorted(type(c).__name__ for c in came) == ["InvitationOver", "NoneType"]
    assert Couple.objects.count() == 1
    assert Member.objects.filter(person__name="Ann").count() == 1
    assert Member.objects.count() == 2


def test_two_who_invite_each_other_at_once_become_one_couple(world):
    hers, his = invites(world.ann), invites(world.bo)
    ann, bo = visit_of(world.ann), visit_of(world.bo)
    came = at_once(lambda: invitations.accept(ann, his), lambda: invitations.accept(bo, hers))
    assert sum(isinstance(c, InvitationOver | invitations.AlreadyTogether) for c in came) == 1
    assert Couple.objects.count() == 1
    assert not Invitation.objects.exists()
    confirms(world.ann)
    confirms(world.bo)
    assert visit_of(world.ann).phase is visit_of(world.bo).phase is Phase.PAIRED


class TestTheWords:
    @pytest.fixture(autouse=True)
    def joined(self, world):
        accepts(world.bo, invites(world.ann))

    @pytest.mark.parametrize("spoken", ["", "one two three four", "é" * 3000, "\0"])
    def test_other_words_than_the_ones_shown_confirm_nothing(self, world, spoken):
        before = everything()
        answer = world.ann.post("/us/words/", {"answer": "same", "spoken": spoken})
        assert answer.status_code == 422
        assert "Nothing was confirmed" in text_of(answer)
        assert everything() == before

    @pytest.mark.parametrize("said", ["", "yes", "SAME", "same\0", "x" * 5000])
    def test_an_answer_that_is_none_of_the_two_confirms_nothing(self, world, said):
        before = everything()
        answer = world.ann.post("/us/words/", {"answer": said, "spoken": words_of(world.ann)})
        assert answer.status_code == 422
        assert errors_in(text_of(answer))
        assert everything() == before

    def test_a_key_changed_between_the_page_and_the_press_confirms_nothing(self, world):
        page = world.ann.get("/us/words/")
        impostor = public_key_of(new_private_key())
        Keyring.objects.filter(person__name="Bo").update(public_key=impostor)
        answer = world.ann.send(page, "/us/words/", answer="same")
        assert answer.status_code == 422
        assert "words on this page are not the ones" in text_of(answer)
        assert not Pin.objects.exists()
        assert not Member.objects.filter(confirmed=True).exists()

    def test_pressing_twice_is_no_harm(self, world):
        page, old = world.ann.get("/us/words/"), world.ann.cookie
        sent = form_to(text_of(page), "/us/words/").filled(answer="same")
        first = world.ann.post("/us/words/", sent)
        second = world.ann.post("/us/words/", sent)
        assert first["Location"] == "/us/joined/"
        assert second.status_code < 500
        assert world.ann.with_cookie(old).post("/us/words/", sent).status_code == 401
        confirms(world.bo)
        assert visit_of(world.ann).phase is visit_of(world.bo).phase is Phase.PAIRED

    def test_two_presses_at_once_count_once(self, world):
        spoken = words_of(world.ann)
        visits = visit_of(world.ann), visit_of(world.ann)
        came = at_once(*(lambda v=v: couples.confirm(v, spoken, BROWSER) for v in visits))
        assert sum(isinstance(c, str) for c in came) == 1
        assert sum(isinstance(c, DoorClosed) for c in came) == 1

    def test_both_pressing_at_once_are_both_there(self, world):
        spoken = words_of(world.ann)
        ann, bo = visit_of(world.ann), visit_of(world.bo)
        came = at_once(lambda: couples.confirm(ann, spoken, BROWSER), lambda: couples.confirm(bo, spoken, BROWSER))
        for somebody, cookie in zip((world.ann, world.bo), came, strict=True):
            somebody.browser.cookies["__Host-undrift"] = cookie
            assert visit_of(somebody).phase is Phase.PAIRED
        shares(world.ann, "there")

    def test_a_phone_left_in_the_drawer_does_not_wait_for_ever(self, world):
        """Both have said it; on Ann's other phone, whose notebook is closed, nothing may be told that is not so."""
        drawer = world.ann.elsewhere()
        drawer.sign_in(remember="yes")
        drawer.post("/mine/door/close/")
        confirms(world.ann)
        confirms(world.bo)
        page = drawer.get("/us/")
        assert page.status_code == 302 or "opens when you have both said it" not in text_of(page), (
            "this phone tells Ann that Bo has not said it yet"
        )

    def test_differing_undoes_it_for_both_and_twice_is_no_harm(self, world):
        confirms(world.bo)
        for _ in range(2):
            assert world.ann.post("/us/words/", {"answer": "differ"}).status_code in {200, 302}
        assert not any(everything()[table] for table in ("couple", "member", "keyring_pin", "keyring_envelope"))
        for somebody in (world.ann, world.bo):
            assert "Invite your partner" in us_of(somebody)
        pair(world.bo, world.ann)

    def test_somebody_who_pressed_differ_too_late_undoes_nothing(self, world):
        late = visit_of(world.ann)
        confirms(world.ann)
        confirms(world.bo)
        address = shares(world.bo, "kept")
        with suppress(UndriftError):
            couples.differ(late)
        assert world.bo.get(address).status_code == 200
        answer = world.ann.post("/us/words/", {"answer": "differ"})
        assert answer.status_code < 500
        assert world.bo.get(address).status_code == 200
