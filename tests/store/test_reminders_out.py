"""The mail server that refuses, is away, comes back; and the addresses that are ever written to."""

from __future__ import annotations

import pytest

from tests.store.reminder_life import CLOSED_PORT, life, post, service, sink, worker
from undrift.adapters.mail import MailServer
from undrift.adapters.push import PushServices
from undrift.store.models import Delivery, Place

__all__ = ["life", "post", "service", "sink", "worker"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_an_address_that_was_not_confirmed_gets_nothing(life, worker, sink):
    life.mail(confirmed=False)
    life.due()
    worker.once()
    assert sink.letters == []


@pytest.mark.parametrize(("answer", "trouble"), [("550 no such box", "refused"), ("450 come back later", "later")])
def test_a_mail_server_that_refuses(life, worker, sink, answer, trouble):
    life.mail()
    sink.at_recipient = answer
    life.due()
    worker.runs(75)
    assert sink.letters == []
    assert Place.objects.get().trouble == trouble
    assert not Delivery.objects.exists()


def test_a_mail_server_that_comes_back_gets_one_letter(life, worker, sink):
    life.mail()
    sink.after_text = "451 the disk is full"
    life.due()
    worker.runs(5)
    sink.after_text = ""
    worker.runs(100)
    assert len(sink.letters) == 1


def test_a_mail_server_that_is_not_there(life, worker, sink):
    life.mail()
    life.due()
    nowhere = MailServer("127.0.0.1", CLOSED_PORT, "none", "undrift@home.example")
    worker.once(mail=nowhere)
    assert not nowhere.answers()
    life.clock.later(minutes=11)
    worker.once()
    assert len(sink.letters) == 1
    assert sink.as_server.answers()


def test_without_a_mail_server_letters_are_let_go_and_phones_are_not(life, worker, service):
    life.mail()
    life.browser("phone")
    life.due()
    worker.once(mail=None)
    assert service.paths == {"phone": 1}


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/",
        "http://127.0.0.1:8000/",
        "https://192.168.1.1/",
        "https://localhost/",
        "https://router/",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://user:pass@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilpush.apple.com/x",
        "https://xn--fcm-googleapis.com/x",
        "https://[::1]/x",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/\r\nHost: x",
        "https://fcm.googleapis.com/" + "x" * 2000,
        "ftp://fcm.googleapis.com/x",
        "//fcm.googleapis.com/x",
        "",
        "https://[",
    ],
)
def test_no_other_address_is_ever_written_to(endpoint):
    with pytest.raises(Exception, match="push service"):
        PushServices().audience(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QAbc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_these_are_push_services(endpoint):
    audience = PushServices().audience(endpoint)
    assert endpoint.startswith(audience + "/")
