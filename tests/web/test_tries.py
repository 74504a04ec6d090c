"""Guessing at a door is slow for strangers and never locks out the owner's own browser."""

from __future__ import annotations

import threading

import pytest

from .world import NEW_WORDS, Someone, signed_in, text_of, without_tokens

WRONG = "not the words at all, and long enough"


def guess(browser: Someone, name: str, path: str = "/sign-in/", **more: str):
    return browser.post(path, {"name": name, "passphrase": WRONG, **more})


def test_a_known_and_an_unknown_name_answer_alike_and_cost_the_same(world):
    seen = {}
    for name in ("Ann", "Nobody here"):
        world.kdf.derivations = 0
        answer = guess(Someone("x", ""), name)
        seen[name] = (answer.status_code, without_tokens(answer).replace(name, "?"), world.kdf.derivations)
    assert seen["Ann"] == seen["Nobody here"]
    assert seen["Ann"][0] == 422
    assert seen["Ann"][2] == 1


def test_recovery_answers_alike_and_costs_the_same(world):
    world.bo.post("/welcome/recovery/")
    seen = []
    for name in ("Ann", "Bo", "Nobody here"):
        world.kdf.derivations = 0
        answer = Someone("x", "").post("/recover/", {"name": name, "code": "AAAA", "passphrase": NEW_WORDS})
        seen.append((answer.status_code, without_tokens(answer).replace(f'value="{name}"', ""), world.kdf.derivations))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][0] == 422


def test_a_full_lane_answers_alike_for_known_and_unknown_names(world):
    seen = []
    for name in ("Ann", "Nobody here"):
        answers = [guess(Someone("x", "", address=f"10.0.{n}.1"), name) for n in range(12)]
        seen.append([(a.status_code, a.get("Retry-After")) for a in answers])
    assert seen[0] == seen[1]
    assert [status for status, _ in seen[0]] == [422] * 10 + [429] * 2


def test_strangers_who_hammer_anns_name_do_not_lock_anns_own_browser(world):
    world.ann.post("/sign-out/")
    for n in range(15):
        guess(Someone("x", "", address=f"10.0.{n}.1"), "Ann")
    assert guess(Someone("x", "", address="10.9.9.9"), "Ann").status_code == 429
    assert signed_in(world.ann.sign_in())


def test_a_partner_in_the_same_home_network_does_not_lock_her_out_either(world):
    world.ann.post("/sign-out/")
    for _ in range(40):
        guess(world.bo.elsewhere(), "Ann")
    assert signed_in(world.ann.sign_in())


def test_a_phone_used_by_both_stays_known_to_both(world):
    """One phone shared by two: that Bo signed in on it must not put Ann back among the strangers."""
    world.ann.post("/sign-out/")
    phone = world.ann
    assert signed_in(phone.post("/sign-in/", {"name": "Bo", "passphrase": world.bo.words}))
    phone.post("/sign-out/")
    for n in range(12):
        guess(Someone("x", "", address=f"10.0.{n}.1"), "Ann")
    assert signed_in(phone.sign_in()), "Ann's own phone is treated as a stranger's"


def test_a_known_browser_has_five_tries_in_a_quarter_of_an_hour(world):
    answers = [guess(world.ann, "Ann").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    world.clock.later(minutes=15, seconds=1)
    assert signed_in(world.ann.sign_in())


def test_waiting_is_told_in_seconds_and_ends(world):
    for _ in range(10):
        guess(Someone("x", ""), "Ann")
    answer = Someone("x", "").sign_in()
    refused = guess(Someone("x", ""), "Ann")
    assert answer.status_code == 422
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert "<h1>" in text_of(refused)
    world.clock.later(seconds=int(refused["Retry-After"]) + 1)
    assert signed_in(world.ann.elsewhere().sign_in())


def test_one_address_cannot_try_many_names(world):
    answers = [guess(Someone("x", "", address="10.1.1.1"), f"name {n}").status_code for n in range(31)]
    assert answers == [422] * 30 + [429]
    assert guess(Someone("x", "", address="10.1.1.2"), "name 0").status_code == 422


def test_a_right_answer_does_not_reset_the_address(world):
    for _ in range(3):
        for n in range(9):
            guess(Someone("x", "", address="10.1.1.1"), f"name {n}")
        world.cleo.elsewhere("10.1.1.1").sign_in()
    assert guess(Someone("x", "", address="10.1.1.1"), "another").status_code == 429


def test_recovery_may_be_tried_five_times_a_day(world):
    tries = [
        Someone("x", "", address=f"10.0.{n}.1").post(
            "/recover/", {"name": "Ann", "code": "A" * 32, "passphrase": NEW_WORDS}
        )
        for n in range(6)
    ]
    assert [t.status_code for t in tries] == [422] * 5 + [429]
    world.clock.later(hours=23)
    assert guess(world.ann.elsewhere(), "Ann", "/recover/", code="A" * 32).status_code in {422, 429}
    world.clock.later(hours=1, seconds=1)
    late = world.ann.elsewhere().post("/recover/", {"name": "Ann", "code": "A" * 32, "passphrase": NEW_WORDS})
    assert late.status_code == 422


def test_hammering_the_recovery_page_does_not_close_the_front_door(world):
    for _ in range(8):
        guess(Someone("x", "", address="10.3.3.3"), "Ann", "/recover/", code="A" * 32)
    assert signed_in(world.ann.elsewhere().sign_in())


@pytest.mark.parametrize("path", ["/mine/door/", "/settings/take-along/", "/settings/leave/", "/settings/passphrase/"])
def test_guessing_the_words_again_behind_the_door_is_slowed_too(world, path):
    typed = {"passphrase": WRONG, "old_passphrase": WRONG}
    answers = [world.ann.post(path, typed).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert world.ann.get("/today/").status_code == 200
    assert signed_in(world.ann.elsewhere().sign_in())


@pytest.mark.parametrize("path", ["/sign-in/", "/mine/door/"])
def test_when_the_line_is_full_the_next_is_asked_to_come_back(world, path):
    places = [world.kdf._line.acquire(blocking=False) for _ in range(6)]
    try:
        answer = world.ann.post(path, {"name": "Ann", "passphrase": world.ann.words})
    finally:
        for _ in places:
            world.kdf._line.release()
    assert all(places)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "<h1>" in text_of(answer)
    assert world.ann.get("/today/").status_code == 200


def test_thirty_at_once_are_served_two_at_a_time_and_the_rest_told_to_wait():
    from undrift.domain.errors import TooBusy
    from undrift.vault.slots import PassphraseKdf

    kdf, most, running, lock, turned_away = PassphraseKdf.cheap(), 0, 0, threading.Lock(), []
    from undrift.vault import slots

    inside, go_on = threading.Event(), threading.Event()

    def slow(*args: object) -> bytes:
        nonlocal most, running
        with lock:
            running += 1
            most = max(most, running)
        inside.set()
        go_on.wait(5)
        with lock:
            running -= 1
        return b""

    def come() -> None:
        try:
            kdf.spend()
        except TooBusy:
            turned_away.append(1)

    before, slots._argon2id = slots._argon2id, slow
    try:
        people = [threading.Thread(target=come) for _ in range(30)]
        for person in people:
            person.start()
        inside.wait(5)
        for _ in range(500):
            if len(turned_away) >= 24 or go_on.wait(0.01):
                break
        go_on.set()
        for person in people:
            person.join()
    finally:
        slots._argon2id = before
    assert (most, len(turned_away)) == (2, 24)


def test_sign_up_is_slowed_by_address(home):
    seen = [
        Someone(f"Person {n}", "", address="10.1.1.1").post(
            "/sign-up/", {"name": f"Person {n}", "passphrase": NEW_WORDS}
        )
        for n in range(21)
    ]
    assert [a.status_code for a in seen] == [302] * 20 + [429]


def test_a_home_is_full_with_two(home, settings):
    settings.OPEN_SIGN_UP = False
    for name in ("Ann", "Bo"):
        home(name, NEW_WORDS).sign_up()
    cleo = home("Cleo", NEW_WORDS)
    assert cleo.get("/sign-up/").status_code == 403
    assert cleo.post("/sign-up/", {"name": "Cleo", "passphrase": NEW_WORDS}).status_code == 403
    assert cleo.sign_in().status_code == 422
