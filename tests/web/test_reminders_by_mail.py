"""Reminders by e-mail: only to an address whose number was typed here."""

from __future__ import annotations

import re
from threading import Thread
from time import sleep

from django.db import connection

from tests.web.reminding import WHERE, chooses, service, sink, works
from tests.web.world import text_of
from undrift.store.models import Place
from undrift.store.writing import writing

__all__ = ["service", "sink"]


def number_in(sink) -> str:
    return re.search(r"number is (\d{6})", sink.letters[-1][1])[1]


def test_a_letter_goes_only_where_its_number_was_typed(world, sink):
    chooses(world.ann)
    world.ann.fill(WHERE, "/settings/reminders/mail/", mail="ann@home.example")
    world.clock.later(hours=1)
    world.ann.sign_in()
    works()
    assert len(sink.letters) == 1
    assert "That is not the number" in text_of(world.ann.fill(WHERE, "/settings/reminders/mail/", number="12"))
    world.ann.fill(WHERE, "/settings/reminders/mail/", number=f" {number_in(sink)} ")
    world.clock.later(days=1)
    works()
    assert len(sink.letters) == 2
    assert "Sign in to see" in sink.letters[-1][1]


def test_a_number_cannot_be_guessed(world, sink):
    world.ann.fill(WHERE, "/settings/reminders/mail/", mail="ann@home.example")
    for _ in range(5):
        world.ann.post("/settings/reminders/mail/", {"number": "wrong"})
    assert not Place.objects.exists()
    assert world.ann.post("/settings/reminders/mail/", {"number": number_in(sink)}).status_code == 404


def test_many_guesses_at_once_are_as_many_as_one_after_the_other(world, sink):
    world.ann.fill(WHERE, "/settings/reminders/mail/", mail="ann@home.example")
    told: list[int] = []

    def guesses() -> None:
        told.append(world.ann.post("/settings/reminders/mail/", {"number": "wrong"}).status_code)
        connection.close()

    many = [Thread(target=guesses) for _ in range(9)]
    with writing():  # all of them stand here until the last has come
        for one in many:
            one.start()
        sleep(0.5)
    for one in many:
        one.join()
    assert sorted(told) == [404] * 4 + [422] * 5
    assert not Place.objects.exists()


def test_somebody_elses_number_confirms_nothing_of_mine(world, sink):
    world.ann.fill(WHERE, "/settings/reminders/mail/", mail="ann@home.example")
    of_ann = number_in(sink)
    world.bo.fill(WHERE, "/settings/reminders/mail/", mail="ann@home.example")
    assert number_in(sink) != of_ann
    assert world.bo.post("/settings/reminders/mail/", {"number": of_ann}).status_code == 422
    assert world.cleo.post("/settings/reminders/mail/", {"number": of_ann}).status_code == 404


def test_a_refused_address_is_not_kept_and_stays_in_its_field(world, sink):
    sink.at_recipient = "550 no such box"
    answer = world.ann.fill(WHERE, "/settings/reminders/mail/", mail="ann@home.example")
    assert answer.status_code == 422
    assert 'value="ann@home.example"' in text_of(answer)
    assert not Place.objects.exists()


def test_what_is_no_address_is_said_at_its_field(world, sink):
    answer = world.ann.fill(WHERE, "/settings/reminders/mail/", mail="ann at home")
    assert answer.status_code == 422
    assert 'id="e-mail"' in text_of(answer)
    assert sink.letters == []


def test_letters_are_not_endless(world, sink):
    answers = [world.ann.post("/settings/reminders/mail/", {"mail": "ann@home.example"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert len(sink.letters) == 5


def test_without_a_mail_server_there_is_no_field_for_it(world, settings):
    settings.MAIL = None
    assert "By e-mail" not in text_of(world.ann.get(WHERE))
    assert world.ann.post("/settings/reminders/mail/", {"mail": "ann@home.example"}).status_code == 404
