"""Every page and state that there is only for two, looked at in every way."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Someone
from tests.browser.couples import (
    BREAKFAST,
    EVENING,
    accept,
    at,
    at_the_words,
    follow,
    invite,
    look_ahead,
    open_entry,
    open_invitation,
    pair,
    press,
    say_the_same,
    share,
    unlink,
)
from tests.browser.forms import send, without_checks
from tests.browser.looks import LOOKS, findings
from tests.browser.places import (
    DRAFT,
    FOR_TWO,
    FROM_THE_NOTEBOOK,
    LINES_OF_TWO,
    SAYING,
    SHARED_ENTRY,
    TALK_KIND,
    by_door,
)

pytestmark = pytest.mark.without_worker
FEW = LOOKS[:2]
THANKS = "You scraped the ice off my car on Tuesday. " * 9
SHARE_MANY = """async (many) => {
  const fields = new URLSearchParams(new FormData(document.querySelector("form[data-keep]")));
  fields.set("for", "both");
  fields.set("seen", "yes");
  for (let n = 0; n < many; n += 1) {
    fields.set("text", `Evening ${n}`);
    fields.set("note_key", `key ${n}`);
    await fetch("/today/note/moment/", {method: "POST", body: fields});
  }
}"""


class Views:
    """What was found on the pages so far. A state that shares its template with another one gets fewer looks."""

    def __init__(self):
        self.found = []

    def look(self, person, what, looks=LOOKS):
        self.found += findings(person.page, what, looks)

    def go(self, person, path, looks=LOOKS):
        person.go(path)
        assert person.page.url == person.home.url + path, "this page led somewhere else"
        self.look(person, path, looks)


@pytest.fixture
def views():
    kept = Views()
    yield kept
    assert not kept.found, "\n".join(["", *kept.found])


@pytest.fixture
def two(someone, home) -> tuple[Someone, Someone]:
    home.set_clock(EVENING)
    ann, bo = someone("Ann", reduced_motion="reduce"), someone("Bo", reduced_motion="reduce")
    ann.begin()
    bo.begin()
    return ann, bo


@pytest.fixture
def couple(two):
    pair(*two)
    return two


def test_what_is_left_to_tests_of_two():
    doors = by_door()
    empty = {route for door in doors.values() for route, found in door.items() if not found}
    alone = {*FOR_TWO, *LINES_OF_TWO, SHARED_ENTRY, FROM_THE_NOTEBOOK, TALK_KIND, SAYING, DRAFT, f"{DRAFT}soften/"}
    assert empty >= alone


def test_inviting_and_joining(two, someone, views):
    ann, bo = two
    link = invite(ann)
    views.look(ann, "an invitation")
    views.go(ann, "/us/", FEW)
    open_invitation(bo, link)
    views.look(bo, "about the host, signed in")
    cleo = someone("Cleo", reduced_motion="reduce")
    cleo.go("/join/").get_by_label("The code of your invitation").fill("not this one")
    press(cleo.page, "Go on")
    views.look(cleo, "a code that opens nothing", FEW)
    open_invitation(cleo, link)
    views.look(cleo, "about the host")
    press(cleo.page, "I am new here")
    views.look(cleo, "signing up with an invitation")
    press(cleo.page, "Choose my own")
    views.look(cleo, "signing up with an invitation and an own phrase", FEW)
    open_invitation(cleo, link)
    press(cleo.page, "I have a door here already")
    views.look(cleo, "signing in with an invitation", FEW)
    press(ann.go("/us/invite/"), "Take the invitation back")
    press(bo.page, f"Join, as {bo.name}")
    assert bo.heading() == "Not this invitation."
    views.look(bo, "an invitation that is over")


def test_reading_the_words(two, views):
    ann, bo = two
    accept(bo, invite(ann))
    views.look(bo, "words, on one phone")
    at_the_words(ann)
    views.look(ann, "words, on the other phone")
    views.go(ann, "/us/")
    views.go(ann, "/today/", FEW)
    at_the_words(ann)
    say_the_same(ann)
    views.look(ann, "one half")
    views.go(ann, "/us/", FEW)
    press(bo.page, "They differ")
    views.look(bo, "the words differ")
    views.go(ann, "/us/joined/", FEW)


def test_the_whole_horizon_an_empty_page_and_settings(couple, views):
    ann, bo = couple
    views.look(ann, "the whole, on one phone")
    views.go(bo, "/us/joined/")
    views.go(ann, "/us/")
    views.go(ann, "/settings/ending/")
    views.go(ann, "/settings/leave/", FEW)
    views.go(ann, "/settings/who-can-read-what/", FEW)
    views.go(ann, "/settings/unlink/")
    send(ann.page, "Close it", passphrase="not what opens this door")
    assert ann.page.locator(".error").count() == 1
    views.look(ann, "leaving, refused", FEW)


def test_sharing_before_breakfast(couple, views):
    ann, _ = couple
    views.go(ann, "/today/note/moment/")
    without_checks(ann.page)
    press(ann.page, "Both of us")
    assert ann.page.locator(".error").count() == 1
    views.look(ann, "nothing to share", FEW)
    look_ahead(ann, THANKS)
    views.look(ann, "the look ahead")
    press(ann.page, "Share it")
    ann.page.wait_for_url("**/us/?shared=1")
    views.look(ann, "shared")
    open_entry(ann, THANKS.strip())
    views.look(ann, "an entry of mine, before breakfast")
    press(ann.page, "Take it back")
    views.look(ann, "taken back before breakfast")
    follow(ann.go("/mine/notebook/"), "Let it go")
    views.look(ann, "a note that may be shared", FEW)
    follow(ann.page, "Share this one")
    views.look(ann, "the look ahead from the notebook", FEW)


def test_breakfast(couple, home, views):
    ann, bo = couple
    ann.go("/today/note/moment/").evaluate(SHARE_MANY, 13)
    share(ann, THANKS)
    at(home, BREAKFAST, ann, bo)
    views.look(bo, "a folded note")
    press(bo.page, "Unfold")
    views.look(bo, "a note unfolded")
    press(bo.page, "Keep a copy")
    views.look(bo, "a copy kept", FEW)
    views.go(bo, "/us/")
    follow(bo.page, "Older pages")
    views.look(bo, "older pages", FEW)
    open_entry(ann, "Evening 12")
    views.look(ann, "an entry of mine that arrived", FEW)
    press(ann.page, "Take it back")
    views.look(ann, "taken back after breakfast", FEW)


def test_new_keys_and_six_words(couple, views):
    ann, bo = couple
    new = "marble otter under seven umbrellas"
    send(ann.go("/settings/new-keys/"), "Make new keys", old_passphrase=ann.words, passphrase=new)
    ann.words = new
    bo.sign_in("/us/")
    assert bo.heading() == "Read the words once more."
    views.look(bo, "the words once more")
    at_the_words(bo)
    assert bo.page.get_by_role("listitem").count() == 6
    views.look(bo, "six words")
    press(bo.page, "They differ")
    views.look(bo, "six words that differ", FEW)


def test_a_guest(two, views):
    ann, bo = two
    open_invitation(bo, invite(ann))
    bo.page.get_by_label("As a guest at first").check()
    press(bo.page, f"Join, as {bo.name}")
    views.go(bo, "/today/")
    assert bo.page.get_by_text("Nothing is asked of you here.").is_visible()


def test_closed(couple, home, views):
    ann, bo = couple
    share(bo, THANKS)
    unlink(ann)
    views.look(ann, "left")
    bo.sign_in()
    views.look(bo, "today, with a space that is closed", FEW)
    views.go(bo, "/us/")
    open_entry(bo, THANKS.strip())
    views.look(bo, "an entry of mine in a closed space", FEW)
    press(bo.go("/us/"), "Put it away")
    views.look(bo, "put away")
