"""The messages and slips for push services: the example of RFC 8291, another library's reader, and nonsense refused."""

from __future__ import annotations

import http_ece
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reminding import Arrived, FakeBrowser, opened, slip_of, unpadded
from undrift.vault import push

# RFC 8291, appendix A
TEXT = b"When I grow up, I want to be a watermelon"
RECEIVER = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
SALT, ONCE = unpadded("DGv6ra1nlYgDCS1FRnbzlw"), unpadded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_it_is_the_message_of_the_standard():
    receiver = push.Receiver.from_text(*RECEIVER)
    assert push.text_of(push.seal(TEXT, receiver, salt=SALT, once=ONCE)) == SEALED


def test_another_reader_opens_it_and_nobody_else_does():
    browser, other = FakeBrowser("one"), FakeBrowser("other")
    body = push.seal(b'{"t":1}', push.Receiver(browser.public, browser.secret))
    assert opened(Arrived("", {}, body, 0), browser) == b'{"t":1}'
    with pytest.raises(http_ece.ECEException):
        opened(Arrived("", {}, body, 0), other)


def test_no_two_messages_are_alike():
    browser = FakeBrowser("one")
    receiver = push.Receiver(browser.public, browser.secret)
    sealed = {push.seal(b'{"t":1}', receiver) for _ in range(20)}
    assert len(sealed) == 20
    assert len({len(body) for body in sealed}) == 1


def test_the_slip_is_signed_by_the_key_it_names():
    key = push.new_private_key()
    slip = push.slip(key, "https://push.example", 1_800_000_000, "https://home.example")
    claims = slip_of(Arrived("", {"Authorization": slip}, b"", 0))
    assert claims == {
        "key": push.text_of(push.public_key(key)),
        "aud": "https://push.example",
        "exp": 1_800_000_000,
        "sub": "https://home.example",
    }


@given(st.text(max_size=120), st.text(max_size=40))
def test_what_is_no_key_is_refused_in_one_way(public_key, secret):
    with pytest.raises(push.CannotSend):
        push.Receiver.from_text(public_key, secret)


def test_a_point_off_the_curve_is_refused():
    public = bytearray(FakeBrowser("one").public)
    public[-1] ^= 1
    with pytest.raises(push.CannotSend):
        push.Receiver(bytes(public), b"x" * 16)
