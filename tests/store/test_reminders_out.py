"""The mail server that refuses, is away, and comes back."""

from __future__ import annotations

import pytest

from tests.store.reminder_life import CLOSED_PORT, life, post, service, sink, worker
from undrift.adapters.mail import MailServer
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
