"""Reminders in a real browser: choosing them, setting up a phone, and what the phone then shows."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WHOLE, launched
from tests.browser.kept_by_browser import wait_for_the_shelf
from tests.reminding import FakeBrowser

HERE, WHERE = "/settings/reminders/", "/settings/reminders/where/"
KEYS = FakeBrowser("x").form("")
ENDPOINT = "https://fcm.googleapis.com/fcm/send/zebra"
SUBSCRIBES = f"""PushManager.prototype.subscribe = async function (options) {{
  window.asked = {{visible: options.userVisibleOnly, key: options.applicationServerKey.byteLength}};
  sessionStorage.setItem("asked", JSON.stringify(window.asked));
  return {{toJSON: () => ({{endpoint: "{ENDPOINT}", keys: {{p256dh: "{KEYS["public_key"]}", auth: "{KEYS["shared_secret"]}"}}}})}};
}};"""
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (let n = 0; n < 80; n += 1) {
    const shown = await worker.getNotifications();
    if (shown.length) return shown.map((one) => ({title: one.title, body: one.body, tag: one.tag, data: one.data}));
    await new Promise((done) => { setTimeout(done, 25); });
  }
  return [];
}"""


@pytest.fixture(scope="module")
def chromium(playwright_driver):
    """The whole browser: its shell shows no notifications."""
    yield from launched(playwright_driver, WHOLE)


@pytest.fixture
def ann(someone):
    ann = someone("Ann")
    ann.begin()
    ann.context.grant_permissions(["notifications"], origin=ann.home.url)
    return ann


def choose(ann, words="A quiet moment"):
    page = ann.go(HERE)
    page.get_by_label("At an hour I choose").check()
    page.get_by_text("What it says:").click()
    page.get_by_label(words).check()
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/settings/reminders/**")


def arrives(ann, message='{"t":1}'):
    """Let the browser hand a message to its worker, as its push service would."""
    wait_for_the_shelf(ann.page)
    line = ann.context.new_cdp_session(ann.page)
    registrations = []
    line.on("ServiceWorker.workerRegistrationUpdated", lambda e: registrations.extend(e["registrations"]))
    line.send("ServiceWorker.enable")
    for _ in range(100):
        if registrations:
            break
        ann.page.wait_for_timeout(20)
    to = {"origin": ann.home.url, "registrationId": registrations[-1]["registrationId"], "data": message}
    for _ in range(5):  # this way in loses one now and then; a second one takes the place of the first
        line.send("ServiceWorker.deliverPushMessage", to)
        if shown := ann.page.evaluate(SHOWN):
            return shown
    return []


def test_the_phone_shows_the_words_that_were_chosen_and_nothing_else(ann):
    choose(ann)
    ann.go(HERE)
    assert arrives(ann) == [{"title": "A quiet moment", "body": "", "tag": "undrift", "data": None}]


def test_whatever_arrives_the_words_are_the_same_and_it_takes_the_place_of_the_one_before(ann):
    for message in ("", "{}", "Ann wrote to you", "\x00"):
        assert arrives(ann, message) == [{"title": "A reminder", "body": "", "tag": "undrift", "data": None}], message


def test_a_tap_opens_the_front_page_and_carries_nothing(ann):
    wait_for_the_shelf(ann.page)
    worker = ann.context.service_workers[0]
    opened = worker.evaluate(
        """async () => {
          let opened = null;
          Object.defineProperty(self.clients, "matchAll", {value: async () => [], configurable: true});
          Object.defineProperty(self.clients, "openWindow", {value: async (to) => { opened = to; }, configurable: true});
          await self.registration.showNotification("x");
          const [notification] = await self.registration.getNotifications();
          self.dispatchEvent(new NotificationEvent("notificationclick", {notification}));
          await new Promise((done) => { setTimeout(done, 100); });
          return opened;
        }"""
    )
    assert opened == "/"


def test_this_phone_is_set_up_with_one_tap_and_ended_by_signing_out(ann):
    ann.context.add_init_script(SUBSCRIBES)
    page = ann.go(WHERE)
    page.get_by_role("button", name="Remind me here").click()
    expect(page.get_by_role("heading", name="This computer")).to_be_visible()
    expect(page.get_by_role("button", name="Remind me here")).to_have_count(0)
    assert json.loads(page.evaluate("sessionStorage.asked")) == {"visible": True, "key": 65}
    rows = (
        "SELECT p.kind, p.label, p.address FROM reminder_place p JOIN person o ON o.id = p.person_id WHERE o.name = ?"
    )
    assert ann.home.rows(rows, ann.name) == [("push", "A computer", ENDPOINT)]
    ann.sign_out()
    assert ann.home.rows(rows, ann.name) == []


def test_a_browser_that_cannot_is_told_so(someone):
    ann = someone("Ann")
    ann.context.add_init_script("delete window.PushManager;")
    ann.begin()
    page = ann.go(WHERE)
    expect(page.get_by_text("This browser cannot show reminders.")).to_be_visible()
    expect(page.get_by_role("button", name="Remind me here")).to_be_hidden()


def test_a_phone_that_must_be_installed_first_is_told_how(someone):
    ann = someone("Ann")
    ann.context.add_init_script("Object.defineProperty(navigator, 'standalone', {value: false});")
    ann.begin()
    page = ann.go(WHERE)
    expect(page.get_by_text("put Undrift on the home screen first")).to_be_visible()
    page.get_by_text("On an iPhone or iPad", exact=True).click()
    expect(page.get_by_text("16.4")).to_be_visible()


def test_a_browser_that_was_told_never_to_show_anything(someone):
    ann = someone("Ann")
    ann.context.add_init_script("Object.defineProperty(Notification, 'permission', {value: 'denied'});")
    ann.begin()
    page = ann.go(WHERE)
    expect(page.get_by_text("This browser was told not to show anything from here.")).to_be_visible()


def test_without_scripts_it_can_be_chosen_and_the_page_says_what_needs_them(someone):
    plain = someone("Bo", java_script_enabled=False)
    plain.begin()
    choose(plain)
    page = plain.go(HERE)
    expect(page.get_by_label("At an hour I choose")).to_be_checked()
    expect(page.get_by_text("What it says: A quiet moment")).to_be_visible()
    expect(plain.go(WHERE).get_by_text("Turning this on needs scripts in the browser.")).to_be_visible()
    query = "SELECT count(*) FROM reminder r JOIN person o ON o.id = r.person_id WHERE o.name = ?"
    assert plain.home.rows(query, plain.name)[0][0] > 7


def test_the_words_on_the_phone_are_all_that_is_kept_there(ann):
    choose(ann)
    ann.go(HERE)
    kept = ann.page.evaluate("""async () => {
      for (let n = 0; n < 100 && !(await caches.has("undrift-words")); n += 1) await new Promise((d) => { setTimeout(d, 20); });
      const shelf = await caches.open("undrift-words");
      return Promise.all((await shelf.keys()).map(async (one) => [one.url, await (await shelf.match(one)).text()]));
    }""")
    assert [(re.sub(r"^https?://[^/]+", "", url), text) for url, text in kept] == [("/words", "A quiet moment")]
