from __future__ import annotations

import html
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.forms import keep, open_notebook, send, without_checks

pytestmark = pytest.mark.without_worker
OWN = "marble otter under seven umbrellas"


def offered(page):
    return [word.inner_text() for word in page.locator("ol.words li").all()]


def test_five_words_are_offered_and_five_others_keep_the_name(someone):
    ann = someone("Ann")
    page = ann.go("/sign-up/")
    first = offered(page)
    assert len(first) == 5
    assert page.locator("input[name=passphrase]").input_value() == " ".join(first)
    page.get_by_label("Your name here").fill(ann.name)
    with page.expect_response("**/sign-up/"):
        page.get_by_role("link", name="Five others").click()
    expect(page.locator("ol.words li")).not_to_have_text(first)
    second = offered(page)
    assert len(second) == 5
    assert second != first
    assert page.get_by_label("Your name here").input_value() == ann.name
    page.get_by_role("button", name="Open my door").click()
    page.wait_for_url("**/welcome/recovery/")
    ann.words = " ".join(second)
    ann.sign_out()
    ann.sign_in()


def test_the_five_words_stay_while_the_name_is_mended(someone):
    ann = someone("Ann")
    page = ann.go("/sign-up/")
    before = offered(page)
    without_checks(page)
    send(page, "Open my door", name=" ")
    assert page.locator(".error").inner_text().startswith("Please write a name")
    assert offered(page) == before


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("too short", "at least 15 letters"),
        ("aaaaaaaaaaaaaaaaaaaa", "could guess"),
        ("{name} {name} {name}", "could guess"),
    ],
)
def test_an_own_phrase_that_will_not_do(someone, phrase, sentence):
    ann = someone("Ann")
    ann.go("/sign-up/").get_by_role("link", name="Choose my own").click()
    ann.page.get_by_label("Your own passphrase").wait_for()
    send(ann.page, "Open my door", name=ann.name, passphrase=phrase.format(name=ann.name))
    assert sentence in ann.page.locator(".error").inner_text()
    assert ann.page.get_by_label("Your name here").input_value() == ann.name
    assert ann.page.get_by_label("Your own passphrase").input_value() == ""
    assert ann.home.rows("SELECT count(*) FROM person WHERE name = ?", ann.name) == [(0,)]


def test_an_own_phrase_that_will_do(someone):
    ann = someone("Ann")
    ann.go("/sign-up/?own")
    send(ann.page, "Open my door", name=ann.name, passphrase=OWN)
    ann.page.wait_for_url("**/welcome/recovery/")
    ann.words = OWN
    ann.sign_out()
    ann.sign_in()


def test_a_name_that_is_taken(someone):
    ann, other = someone("Ann"), someone("Ann")
    ann.sign_up()
    other.go("/sign-up/")
    before = offered(other.page)
    send(other.page, "Open my door", name=ann.name.upper())
    assert other.page.locator("#e-name").is_visible()
    assert offered(other.page) == before


def recovery_code(person):
    """Make a code, type it wrong once, then right; returns it."""
    person.go("/welcome/recovery/")
    send(person.page, "Make a code now")
    code = "-".join(person.page.locator("p.code span").all_inner_texts())
    send(person.page, "I have it", code="A" + code[:-1])
    assert "not quite the code" in person.page.locator(".error").inner_text()
    assert code not in person.page.content()
    send(person.page, "I have it", code=code)
    person.page.wait_for_url("**/welcome/safety/")
    return code


def test_a_recovery_code_is_shown_once(someone):
    ann = someone("Ann")
    ann.sign_up()
    code = recovery_code(ann)
    for path in ("/welcome/recovery/", "/settings/", "/settings/passphrase/"):
        assert code[:9] not in ann.go(path).content()
    assert not ann.go("/settings/").get_by_text("not made yet").is_visible()


def test_a_code_made_later_needs_the_passphrase(someone):
    ann = someone("Ann")
    ann.sign_up()
    ann.home.later(minutes=20)
    open_notebook(ann.page, ann.home.url, ann.words)
    ann.go("/welcome/recovery/")
    send(ann.page, "Make a code now", passphrase="not these words at all")
    assert ann.page.locator("#e-passphrase").is_visible()
    assert ann.page.locator("p.code").count() == 0
    send(ann.page, "Make a code now", passphrase=ann.words)
    assert ann.page.locator("p.code").is_visible()


def recover(person, code, words):
    person.go("/recover/")
    send(person.page, "Open my door", name=person.name, code=code, passphrase=words)


def test_a_lost_passphrase(someone):
    ann = someone("Ann")
    ann.begin()
    ann.go("/mine/write/")
    keep(ann.page, "Kept before the words were lost")
    code = recovery_code(ann)
    ann.sign_out()
    old, ann.words = ann.words, OWN
    recover(ann, f"  {code.lower().replace('-', ' ')} ", OWN)
    ann.page.wait_for_url("**/welcome/recovery/")
    open_notebook(ann.page, ann.home.url, OWN)
    assert ann.page.get_by_text("Kept before the words were lost").is_visible()
    ann.sign_out()
    ann.go("/sign-in/")
    send(ann.page, "Come in", name=ann.name, passphrase=old)
    assert ann.page.locator("#e-passphrase").is_visible()
    recover(ann, code, "another lantern beneath nine ladders")
    assert ann.page.locator("#e-code").is_visible()
    ann.sign_in()
    assert ann.go("/settings/").get_by_text("not made yet").is_visible()


def test_five_others_on_the_way_back_in(someone):
    ann = someone("Ann")
    page = ann.go("/recover/")
    first = offered(page)
    page.get_by_label("Recovery code").fill("ABCD")
    page.get_by_role("link", name="Five others").click()
    expect(page.locator("ol.words li")).not_to_have_text(first)
    assert page.get_by_label("New passphrase").input_value() == " ".join(offered(page))
    assert page.get_by_label("Recovery code").input_value() == "ABCD"


def test_signed_out_is_signed_out(someone):
    ann = someone("Ann")
    ann.begin()
    before = ann.context.cookies()
    ann.sign_out()
    ann.context.add_cookies(before)
    ann.go("/today/")
    assert "/sign-in/" in ann.page.url


def at_two_places(someone, **other):
    """Ann at her phone, and the same Ann at another browser."""
    ann, elsewhere = someone("Ann"), someone("Ann", **other)
    ann.sign_up()
    elsewhere.name, elsewhere.words = ann.name, ann.words
    elsewhere.sign_in()
    return ann, elsewhere


def test_another_place_is_seen_and_signed_out(someone):
    ann, desk = at_two_places(someone, size=DESK)
    rows = ann.go("/settings/places/").locator("main li")
    assert rows.count() == 2
    assert rows.filter(has_text="this one").count() == 1
    send(ann.page, "A computer " + rows.locator("button .small").inner_text() + " Sign out there")
    assert ann.page.locator("main li").count() == 1
    desk.go("/today/")
    assert "/sign-in/" in desk.page.url
    assert ann.go("/today/").url.endswith("/today/")


def test_everywhere_else(someone):
    ann, desk = at_two_places(someone)
    ann.go("/settings/places/")
    send(ann.page, "Sign out everywhere else")
    assert "/sign-in/" in desk.go("/settings/").url
    assert ann.go("/settings/").url.endswith("/settings/")


def test_a_new_passphrase(someone):
    ann, elsewhere = at_two_places(someone)
    page = ann.go("/settings/passphrase/")
    send(page, "Change it", old_passphrase="not these words at all", passphrase=OWN)
    assert page.locator("#e-old_passphrase").is_visible()
    assert page.get_by_label("New passphrase").input_value() == OWN
    send(page, "Change it", old_passphrase=ann.words, passphrase=OWN)
    assert page.get_by_role("status").inner_text().startswith("Your door has a new passphrase.")
    assert "/sign-in/" in elsewhere.go("/today/").url
    send(elsewhere.page, "Come in", name=ann.name, passphrase=ann.words)
    assert elsewhere.page.locator("#e-passphrase").is_visible()
    elsewhere.words = OWN
    elsewhere.sign_in()


@pytest.mark.parametrize("path", ["/settings/passphrase/", "/settings/new-keys/"])
def test_five_others_in_settings(someone, path):
    ann = someone("Ann")
    ann.sign_up()
    page = ann.go(path)
    page.get_by_label("Your passphrase now").fill(ann.words)
    first = offered(page)
    page.get_by_role("link", name="Five others").click()
    expect(page.locator("ol.words li")).not_to_have_text(first)
    assert page.get_by_label("New passphrase").input_value() == " ".join(offered(page))
    assert page.get_by_label("Your passphrase now").input_value() == ann.words


def test_new_keys(someone):
    ann = someone("Ann")
    ann.begin()
    ann.go("/mine/write/")
    keep(ann.page, "Left at the door")
    open_notebook(ann.page, ann.home.url, ann.words)
    ann.go("/mine/write/")
    keep(ann.page, "Left later")
    code = recovery_code(ann)
    before = {row[0]: row[1] for row in ann.home.rows("SELECT id, sealed FROM entry")}
    ann.go("/settings/new-keys/")
    send(ann.page, "Make new keys", old_passphrase=ann.words, passphrase=OWN)
    ann.page.wait_for_url("**/welcome/recovery/")
    open_notebook(ann.page, ann.home.url, OWN)
    assert ann.page.locator(".words-of-mine").all_inner_texts() == ["Left later", "Left at the door"]
    mine = ann.home.rows(
        "SELECT e.id, e.sealed FROM entry e JOIN person p ON p.id = e.owner_id WHERE p.name = ?", ann.name
    )
    assert len(mine) == 2
    assert all(before[entry] != sealed for entry, sealed in mine)
    ann.sign_out()
    recover(ann, code, "another lantern beneath nine ladders")
    assert ann.page.locator("#e-code").is_visible()


def downloaded(person, button):
    person.go("/settings/take-along/")
    person.page.get_by_label("Your passphrase").fill(person.words)
    with person.page.expect_download() as waiting:
        person.page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.suggested_filename, waiting.value.path().read_text(encoding="utf-8")


def test_taking_words_along(someone):
    ann = someone("Ann")
    ann.begin()
    texts = ["Tea & <b>toast</b>", "Ünder the “old” tree\nsecond line ☂"]
    for text in texts:
        ann.go("/mine/write/")
        keep(ann.page, text)
    name, data = downloaded(ann, "As data")
    assert name == "my-words.json"
    kept = json.loads(data)
    assert kept["name"] == ann.name
    assert sorted(note["text"] for note in kept["notes"]) == sorted(texts)
    assert all(note["opened"] for note in kept["notes"])
    name, page = downloaded(ann, "To read")
    assert name == "my-words.html"
    assert sorted(html.unescape(p) for p in re.findall(r'<p dir="auto">(.*?)</p>', page, re.DOTALL)) == sorted(texts)
    assert "<b>toast" not in page
    assert not re.search(r"(src|href)=|https?:|<script", page)


def test_taking_words_along_twice_from_the_same_page(someone):
    ann = someone("Ann")
    ann.begin()
    page = ann.go("/settings/take-along/")
    page.get_by_label("Your passphrase").fill(ann.words)
    for button, name in (("As data", "my-words.json"), ("To read", "my-words.html")):
        with page.expect_download(timeout=5000) as waiting:
            page.get_by_role("button", name=button, exact=True).click()
        assert waiting.value.suggested_filename == name


def test_taking_words_along_needs_the_passphrase(someone):
    ann = someone("Ann")
    ann.sign_up()
    ann.go("/settings/take-along/")
    send(ann.page, "As data", passphrase="not these words at all")
    assert ann.page.locator("#e-passphrase").is_visible()


def test_deleting_everything(someone):
    ann = someone("Ann")
    ann.begin()
    ann.go("/mine/write/")
    keep(ann.page, "Soon gone")
    person = ann.home.rows("SELECT id FROM person WHERE name = ?", ann.name)[0][0]
    ann.go("/settings/leave/")
    send(ann.page, "Delete everything", passphrase="not these words at all")
    assert "Nothing was deleted" in ann.page.locator(".error").inner_text()
    send(ann.page, "Delete everything", passphrase=ann.words)
    assert ann.heading() == "It is gone."
    assert ann.home.rows("SELECT count(*) FROM person WHERE id = ?", person) == [(0,)]
    assert ann.home.rows("SELECT count(*) FROM entry WHERE owner_id = ?", person) == [(0,)]
    ann.go("/today/")
    assert "/sign-in/" in ann.page.url
    send(ann.page, "Come in", name=ann.name, passphrase=ann.words)
    assert ann.page.locator("#e-passphrase").is_visible()
