"""When doors open, when they close by themselves, and what a cookie is worth afterwards."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from undrift.store.models import Door
from undrift.web.cookies import SESSION

from .world import NEW_WORDS, signed_in, text_of


def opens_today(person) -> bool:
    return person.get("/today/").status_code == 200


def opens_notebook(person) -> bool:
    return person.get("/mine/notebook/").status_code == 200


def test_the_private_door_closes_after_five_minutes_though_other_pages_are_used(world):
    for _ in range(5):
        world.clock.later(seconds=59)
        assert opens_today(world.ann)
    assert opens_notebook(world.ann)
    for _ in range(6):
        world.clock.later(seconds=51)
        assert opens_today(world.ann)
    assert not opens_notebook(world.ann)
    assert opens_today(world.ann)


def test_reading_keeps_the_private_door_open(world):
    for _ in range(10):
        world.clock.later(minutes=4)
        assert opens_notebook(world.ann)


def test_the_shared_door_closes_after_thirty_idle_minutes(world):
    world.clock.later(minutes=29)
    assert opens_today(world.ann)
    world.clock.later(minutes=29)
    assert opens_today(world.ann)
    world.clock.later(minutes=30)
    assert not opens_today(world.ann)


def test_twelve_hours_are_the_end_however_busy(world):
    for _ in range(47):
        world.clock.later(minutes=15)
        assert opens_today(world.ann)
    world.clock.later(minutes=15)
    assert not opens_today(world.ann)


def test_a_remembered_browser_stays_thirty_days_and_not_longer(world):
    phone = world.ann.elsewhere()
    phone.sign_in(remember="yes")
    assert phone.browser.cookies[SESSION]["max-age"] == 30 * 24 * 3600
    world.clock.later(days=29)
    assert opens_today(phone)
    assert not opens_notebook(phone)
    world.clock.later(days=1)
    assert not opens_today(phone)


def test_a_browser_that_is_not_remembered_gets_a_cookie_without_a_date(world):
    assert world.ann.browser.cookies[SESSION]["max-age"] == ""


def test_opening_the_private_door_of_a_remembered_phone_does_not_forget_it(world):
    phone = world.ann.elsewhere()
    phone.sign_in(remember="yes")
    world.clock.later(days=3)
    phone.open_notebook()
    assert opens_notebook(phone)
    world.clock.later(days=3)
    assert opens_today(phone)


def test_opening_the_private_door_gives_a_new_cookie_and_the_old_one_is_dead(world):
    old = world.ann.cookie
    world.ann.post("/mine/door/close/")
    world.ann.open_notebook()
    assert world.ann.cookie != old
    assert not opens_today(world.ann.with_cookie(old))


@pytest.mark.parametrize("way", ["sign in", "sign up"])
def test_a_cookie_that_somebody_planted_is_worth_nothing(world, way):
    planted = "ab" * 32
    browser = world.ann.with_cookie(planted)
    if way == "sign in":
        assert signed_in(browser.sign_in())
    else:
        browser.name = "Dee"
        browser.sign_up()
    assert browser.cookie != planted
    assert not opens_today(world.ann.with_cookie(planted))


def test_signing_in_again_ends_what_this_browser_had_open_before(world):
    old = world.ann.cookie
    world.ann.sign_in()
    assert world.ann.cookie != old
    assert opens_today(world.ann)
    assert not opens_today(world.ann.with_cookie(old)), "the earlier cookie of this browser still opens the door"


def test_when_another_person_signs_in_here_the_first_ones_cookie_is_dead(world):
    old = world.ann.cookie
    world.ann.browser.post("/sign-in/", {"name": "Bo", "passphrase": world.bo.words}, secure=True)
    assert "Bo" in text_of(world.ann.get("/settings/"))
    assert not opens_today(world.ann.with_cookie(old)), "Ann's cookie still opens her door"


@pytest.mark.parametrize("path", ["/sign-out/", "/close/"])
def test_leaving_closes_both_doors_here_and_nowhere_else(world, path):
    phone = world.ann.elsewhere()
    phone.sign_in()
    old = phone.cookie
    answer = phone.post(path)
    assert answer["Clear-Site-Data"]
    assert answer.cookies[SESSION].value == ""
    assert not opens_today(world.ann.with_cookie(old))
    assert opens_today(world.ann)
    assert world.ann.post(path, headers={"cookie": "x"}).status_code in {200, 302}


def test_closing_the_notebook_leaves_the_rest_open(world):
    world.ann.post("/mine/door/close/")
    assert not opens_notebook(world.ann)
    assert opens_today(world.ann)


@pytest.mark.parametrize("path", ["/settings/passphrase/", "/settings/new-keys/"])
def test_new_words_end_every_other_session_and_the_old_cookie(world, path):
    phone, tablet = world.ann.elsewhere(), world.ann.elsewhere()
    phone.sign_in(remember="yes")
    tablet.sign_in()
    old = tablet.cookie
    assert signed_in(tablet.fill(path, old_passphrase=world.ann.words, passphrase=NEW_WORDS))
    assert not opens_today(phone)
    assert not opens_today(world.ann)
    assert not opens_today(world.ann.with_cookie(old))
    assert opens_notebook(tablet)
    assert opens_today(world.bo)
    assert world.ann.elsewhere().sign_in().status_code == 422
    tablet.words = NEW_WORDS
    assert signed_in(tablet.elsewhere().sign_in())


def test_one_place_or_all_others_can_be_closed_from_here(world):
    phone, tablet = world.ann.elsewhere(), world.ann.elsewhere()
    phone.sign_in()
    tablet.sign_in()
    row = Door.objects.filter(person__name="Ann", scope="shared").order_by("id").last()
    assert signed_in(world.ann.post(f"/settings/places/{row.session}/close/"))
    assert not opens_today(tablet)
    assert opens_today(phone)
    world.ann.post("/settings/places/close-others/")
    assert not opens_today(phone)
    assert opens_today(world.ann)
    assert opens_today(world.bo)


def writes_while(person, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        person.get(path)
    return sum(q["sql"].startswith(("UPDATE", "INSERT", "DELETE")) for q in seen.captured_queries)


@pytest.mark.parametrize("path", ["/today/", "/mine/notebook/"])
def test_reading_writes_at_most_once_a_minute(world, path):
    world.ann.get(path)
    world.clock.later(seconds=70)
    assert writes_while(world.ann, path) >= 1
    for _ in range(5):
        world.clock.later(seconds=10)
        assert writes_while(world.ann, path) == 0, "idle time is extended more than once a minute"


@pytest.mark.parametrize("notes", [0, 300])
def test_today_costs_one_query_however_much_was_written(world, notes, django_assert_num_queries):
    from undrift.actions import notebook, sessions
    from undrift.domain.notebook import Kind

    visit = sessions.resume(world.ann.cookie)
    for n in range(notes):
        notebook.write(visit, Kind.NOTE, f"note {n}", note_key="")
    world.ann.get("/today/")
    with django_assert_num_queries(1) as seen:
        assert opens_today(world.ann)
    with connection.cursor() as cursor:
        cursor.execute(seen.captured_queries[0]["sql"])
        assert len(cursor.fetchall()) <= 8


def test_a_cookie_that_is_no_cookie_opens_nothing(world):
    short = world.ann.cookie[:-1]
    for junk in ("", "x", "0" * 63, "0" * 64, "0" * 65, "é" * 64, "\u0660" * 64, "ab " * 21 + "a", short, '"' + short):
        sent = f"{SESSION}={junk}".encode().decode("latin-1")
        assert world.ann.elsewhere().get("/today/", headers={"cookie": sent}).status_code == 302
