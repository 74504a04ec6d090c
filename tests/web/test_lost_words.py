"""Words on their way are shown again to whoever wrote them, never sent by themselves, never shown to another."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from undrift.web import carried

from .couples import id_of, pair
from .forms import form_to, forms_in
from .world import NEW_WORDS, Someone, signed_in, text_of

WORDS = "I waited at the window <3 & you waved"
SHOWN = "I waited at the window &lt;3 &amp; you waved"


def expired(world, path="/mine/write/", action="", **typed):
    """Ann writes, the door closes, she sends."""
    page = world.ann.get(path)
    world.clock.later(minutes=31)
    return world.ann.send(page, action or path, **{"text": WORDS, **typed})


def sign_in_with(person: Someone, answer, **as_whom: str):
    typed = {"name": person.name, "passphrase": person.words, **as_whom}
    return person.post("/sign-in/", form_to(text_of(answer), "/sign-in/").filled(**typed))


@pytest.mark.parametrize("path", ["/mine/write/", "/today/note/moment/", "/welcome/close/"])
def test_words_survive_an_expired_session_and_are_sent_only_by_hand(world, path):
    answer = expired(world, path)
    assert answer.status_code == 401
    assert SHOWN in text_of(answer)
    shown = sign_in_with(world.ann, answer)
    assert shown.status_code == 200
    assert "Nothing was sent by itself" in text_of(shown)
    assert form_to(text_of(shown), path).fields["text"] == [WORDS]
    assert SHOWN not in world.ann.notebook()
    assert signed_in(world.ann.send(shown, path))
    assert world.ann.notebook().count(SHOWN) == 1


def test_how_long_to_keep_them_comes_along(world):
    shown = sign_in_with(world.ann, expired(world, keep_for="day"))
    assert form_to(text_of(shown), "/mine/write/").fields["keep_for"] == ["day"]


def test_words_survive_wrong_words_on_the_way(world):
    answer = expired(world)
    for _ in range(3):
        answer = sign_in_with(world.ann, answer, passphrase="not these ones at all")
        assert answer.status_code == 422
    assert SHOWN in text_of(sign_in_with(world.ann, answer))


def test_words_survive_too_many_tries(world):
    answer = expired(world)
    for _ in range(5):
        answer = sign_in_with(world.ann, answer, passphrase="not these ones at all")
    refused = sign_in_with(world.ann, answer)
    assert refused.status_code == 429
    assert SHOWN in text_of(refused), "the words are gone"


def test_words_survive_a_full_line(world):
    answer = expired(world)
    places = [world.kdf._line.acquire(blocking=False) for _ in range(6)]
    refused = sign_in_with(world.ann, answer)
    for _ in places:
        world.kdf._line.release()
    assert refused.status_code == 503
    assert SHOWN in text_of(refused), "the words are gone"


@pytest.mark.parametrize("other", ["bo", "cleo"])
def test_somebody_else_who_signs_in_never_sees_them(world, other):
    answer = expired(world)
    somebody = getattr(world, other)
    led = sign_in_with(world.ann, answer, name=somebody.name, passphrase=somebody.words)
    assert signed_in(led)
    for path in (led["Location"], "/today/", "/mine/write/", "/mine/notebook/"):
        assert "waited at the window" not in text_of(world.ann.get(path))


def test_a_forged_author_shows_nothing(world):
    form = form_to(text_of(expired(world)), "/sign-in/").filled(name="Bo", passphrase=world.bo.words)
    for author in ("", "x", "é", world.bo.name):
        assert signed_in(world.bo.elsewhere().post("/sign-in/", {**form, "carried_author": author}))


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/none/such/", ""])
def test_carried_words_go_only_to_forms_of_ours(world, to):
    form = form_to(text_of(expired(world)), "/sign-in/").filled(name="Ann", passphrase=world.ann.words)
    answer = world.ann.post("/sign-in/", {**form, "carried_to": to})
    assert all(f.action.startswith("/") and not f.action.startswith("//") for f in forms_in(text_of(answer)))


def test_a_landing_survives_with_what_was_chosen(world):
    """The tap and the line belong together: sending the line again must not turn the tap into *left*."""
    for capacity in ("little", "some", "plenty"):
        world.ann.post("/today/capacity/", {"capacity": capacity})
    world.ann.post("/today/answer/", {"answer": "did"})
    world.clock.later(minutes=25)
    page = world.ann.get("/today/")
    world.clock.later(minutes=31)
    sent = {"landing": "closer", "landing_line": WORDS}
    answer = world.ann.send(page, "/today/landing/", **sent)
    shown = sign_in_with(world.ann, answer)
    assert SHOWN in text_of(shown)
    assert signed_in(world.ann.send(shown, "/today/landing/"))
    exported = text_of(world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "json"}))
    assert '"landing":"closer"' in exported, "what was tapped is lost and will not be asked again"


def test_sending_a_carried_word_does_not_wipe_the_situations(world):
    """What somebody said about their life (a broken trust among it) must outlive an expired session."""
    world.ann.fill("/settings/life/", situation=["betrayal", "distance"], partner_word="Sam")
    answer = expired(world, "/settings/life/", partner_word="Sammy", situation=["betrayal", "distance"])
    shown = sign_in_with(world.ann, answer)
    if shown.status_code == 200:
        world.ann.send(shown, "/settings/life/")
    page = text_of(world.ann.get("/settings/life/"))
    assert form_to(page, "/settings/life/").fields["situation"] == ["distance", "betrayal"]


@pytest.mark.parametrize("path", ["/settings/life/", "/welcome/life/"])
def test_a_page_that_says_your_words_are_safe_shows_them_again(world, path):
    answer = expired(world, path, partner_word="Sam of the hills")
    assert answer.status_code == 401
    promised = "Your words are safe" in text_of(answer)
    shown = sign_in_with(world.ann, answer)
    assert not promised or "Sam of the hills" in text_of(shown), "promised and dropped"


@pytest.mark.parametrize("path", ["/settings/passphrase/", "/settings/new-keys/", "/settings/leave/", "/mine/door/"])
def test_passphrases_are_never_carried(world, path):
    page = world.ann.get(path) if path != "/mine/door/" else None
    world.clock.later(minutes=31)
    typed = {"passphrase": NEW_WORDS, "old_passphrase": world.ann.words, "code": "ABCD"}
    answer = world.ann.send(page, path, **typed) if page else world.ann.post(path, typed)
    assert answer.status_code == 401
    for secret in (NEW_WORDS, world.ann.words, "ABCD"):
        assert secret not in text_of(answer)


def strict(world) -> Someone:
    """Ann in a browser whose forms are checked for their token, as in production."""
    ann = world.ann.elsewhere()
    ann.browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert signed_in(ann.fill("/sign-in/", name="Ann", passphrase=ann.words))
    return ann


def test_a_real_form_passes_and_one_without_a_token_does_not(world):
    ann = strict(world)
    assert signed_in(ann.writes("with a token"))
    assert ann.post("/mine/write/", {"text": "without"}).status_code == 403
    assert "without" not in ann.notebook()


def test_a_stale_form_shows_the_words_again(world):
    ann = strict(world)
    page = ann.get("/mine/write/")
    ann.fill("/sign-in/", name="Ann", passphrase=ann.words)
    shown = ann.send(page, "/mine/write/", text=WORDS)
    assert SHOWN in text_of(shown)
    assert SHOWN not in ann.notebook()
    assert signed_in(ann.send(shown, "/mine/write/"))
    assert ann.notebook().count(SHOWN) == 1


def test_a_stale_form_of_ann_shows_bo_nothing(world):
    ann = strict(world)
    page = ann.get("/mine/write/")
    ann.fill("/sign-in/", name="Bo", passphrase=world.bo.words)
    answer = ann.send(page, "/mine/write/", text=WORDS)
    assert answer.status_code == 403
    assert "waited at the window" not in text_of(answer)


def test_words_survive_signing_in_again_in_another_tab_meanwhile(world):
    """Tab one says *sign in, your words are safe*; tab two signs in; then tab one is sent."""
    ann = strict(world)
    page = ann.get("/mine/write/")
    world.clock.later(minutes=31)
    asked = ann.send(page, "/mine/write/", text=WORDS)
    assert SHOWN in text_of(asked)
    ann.fill("/sign-in/", name="Ann", passphrase=ann.words)
    answer = sign_in_with(ann, asked)
    assert SHOWN in text_of(answer), "the words are gone"


def test_signing_up_with_an_old_form_does_not_claim_there_is_a_door(world):
    """Nobody who is new here should be told that they were away and must sign in again."""
    new = Someone("Dee", NEW_WORDS)
    new.browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = form_to(text_of(new.get("/sign-up/")), "/sign-up/").filled(name="Dee", passphrase=NEW_WORDS)
    answer = new.post("/sign-up/", {**page, "csrfmiddlewaretoken": "x" * 64})
    assert "You were away" not in text_of(answer)
    assert NEW_WORDS not in text_of(answer)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "https://testserver", "sec-fetch-site": "same-site"},
        {"origin": "http://testserver"},
    ],
)
@pytest.mark.parametrize("signed", [True, False])
def test_a_form_from_elsewhere_shows_and_changes_nothing(world, headers, signed):
    ann = strict(world) if signed else Someone("x", "", Client(enforce_csrf_checks=True, raise_request_exception=False))
    answer = ann.post("/mine/write/", {"text": WORDS, "author": "x"}, headers=headers)
    assert answer.status_code == 403
    assert "waited at the window" not in text_of(answer)
    assert not re.search(r"<form|<textarea", text_of(answer))


def test_a_time_and_a_plan_survive_a_closed_door_whole(world):
    pair(world.ann, world.bo)
    forms = {
        "/us/returns/new/": {"kind": "walk", "title": "The long way round", "days": ["2", "6"], "at": "17:30"},
        "/mine/returns/": {"kind": "own", "title": "A cup, alone", "days": ["0"], "at": "06:45"},
        "/mine/plans/": {"when": "the kettle goes on", "then": "look up"},
    }
    for path, typed in forms.items():
        more = {} if "when" in typed else {"every": "1", "minutes": "20"}
        world.clock.later(hours=13)
        answer = world.ann.post(path, {**typed, **more, "author": carried.author_mark(id_of(world.ann))})
        assert answer.status_code == 401
        sent = world.ann.send(sign_in_with(world.ann, answer), path)
        assert sent.status_code == 302, path
    there = text_of(world.ann.get("/us/returns/")) + text_of(world.ann.get("/mine/returns/"))
    there += text_of(world.ann.get("/mine/plans/"))
    for words in ("The long way round", "Wednesdays and Sundays at 17:30", "A cup, alone", "look up"):
        assert words in there


@pytest.mark.parametrize("then", ["look", "lie", "place"])
def test_one_true_thing_survives_a_closed_door_and_is_put_nowhere_by_itself(world, then):
    pair(world.ann, world.bo)
    answer = expired(world, "/us/say/feeling/", then=then, hard="yes")
    assert answer.status_code == 401
    shown = sign_in_with(world.ann, answer)
    assert "Nothing was sent by itself" in text_of(shown)
    assert SHOWN in text_of(shown)
    assert form_to(text_of(shown), "/us/say/feeling/").fields["hard"] == ["yes"]
    ahead = world.ann.send(shown, "/us/say/feeling/")
    assert "will find" in text_of(ahead)
    assert ("then", "place") not in form_to(text_of(ahead), "/us/say/feeling/").buttons
    assert SHOWN not in text_of(world.ann.get("/us/"))
    assert "/us/draft/" not in text_of(world.ann.get("/us/say/"))
