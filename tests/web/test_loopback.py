"""Secrets are typed over TLS, or on this very machine with nothing in between. Anywhere else: one sentence."""

from __future__ import annotations

import pytest

from .world import NEW_WORDS, Someone, signed_in, text_of

FORMS = ["/sign-in/", "/sign-up/", "/recover/"]


def at(host: str = "127.0.0.1:8000", peer: str = "127.0.0.1", **headers: str):
    return {"secure": False, "REMOTE_ADDR": peer, "headers": {"host": host, **headers}}


REFUSED = {
    "from the network": at(peer="192.168.1.20"),
    "from the network, naming this machine": at(peer="10.0.0.1"),
    "by another name": at(host="undrift.local"),
    "by the address in the home network": at(host="192.168.1.5:8000"),
    "by a name that only begins like it": at(host="localhost.evil.example"),
    "by a name that rebinds": at(host="127.0.0.1.evil.example:8000"),
    "through a proxy": at(**{"x-forwarded-for": "203.0.113.9"}),
    "through a proxy that says https": at(**{"x-forwarded-proto": "https"}),
    "through a proxy with another header": at(forwarded="for=203.0.113.9"),
    "through a proxy that names itself": at(via="1.1 proxy"),
    "through a proxy with a real address": at(**{"x-real-ip": "203.0.113.9"}),
    "over IPv6 from the network": at(host="[fd00::5]:8000", peer="fd00::9"),
}
WELCOME = {
    "by number": at(),
    "by name": at(host="localhost:8000"),
    "without a port": at(host="127.0.0.1"),
    "over IPv6": at(host="[::1]:8000", peer="::1"),
    "over IPv6 without a port": at(host="[::1]", peer="::1"),
}


@pytest.mark.parametrize("how", REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.parametrize("path", FORMS)
def test_no_secret_is_asked_for_or_taken_over_an_open_line(world, path, how):
    stranger = Someone("Dee", NEW_WORDS)
    typed = {"name": "Ann", "passphrase": world.ann.words, "code": "AAAA"}
    for answer in (stranger.browser.get(path, **how), stranger.browser.post(path, typed, **how)):
        assert answer.status_code == 403
        assert "<input" not in text_of(answer)
        assert "Not over this connection." in text_of(answer)
        assert world.ann.words not in text_of(answer)
        assert not stranger.cookie
    assert world.kdf.derivations == 0


@pytest.mark.parametrize("how", WELCOME.values(), ids=WELCOME.keys())
def test_on_this_very_machine_one_may_sign_in(world, how):
    ann = world.ann.elsewhere()
    assert ann.browser.get("/sign-in/", **how).status_code == 200
    answer = ann.browser.post("/sign-in/", {"name": "Ann", "passphrase": ann.words}, **how)
    assert signed_in(answer)


def test_the_library_and_help_are_read_over_any_line(home):
    for path in ("/", "/library/", "/help/", "/help/now/"):
        assert home("x", "").browser.get(path, **REFUSED["from the network"]).status_code == 200


def test_with_a_public_address_only_the_last_forwarded_address_counts(settings, rf):
    from undrift.web.cookies import address_of

    request = rf.get("/", headers={"x-forwarded-for": "1.1.1.1, 203.0.113.9"}, REMOTE_ADDR="127.0.0.1")
    assert address_of(request) == "127.0.0.1"
    settings.ORIGIN = "https://home.example"
    assert address_of(request) == "203.0.113.9"
