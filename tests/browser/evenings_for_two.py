"""Two evenings that two people play: finding each other here, and leaving well."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.couples import (
    at_the_words,
    follow,
    invite,
    look_ahead,
    notes,
    open_entry,
    open_invitation,
    pair,
    press,
    say_the_same,
    share,
    shared_rows,
    words_on,
)

THANKS = "You moved your chair round to my side while we read the words. You need not have."
SONG = "You sang the wrong words on purpose until I laughed. It took two verses."
DRIVE = "The long way home, windows down. We did not put the radio on, and it was all right."


def two(ann: Any, bo: Any, home: Any, look: Any) -> None:
    ann.begin("fragile")
    ann.go("/us/invite/")
    look("invite", "A page that asks her something first, for herself alone.")
    link = invite(ann)
    look("invitation", "She turns the phone round on the table. He can point his at it, or not.")
    bo.page.goto(link)
    look("join", "He looks around before he answers. Nobody is told.", bo)
    open_invitation(bo, link)
    look(
        "host",
        "What the computer in the hall can read, and what it cannot. In plain words, before a name is asked.",
        bo,
    )
    _come_in(bo)
    sides = _left_first(at_the_words(ann), at_the_words(bo))
    assert list(words_on(ann).values()) == list(words_on(bo).values())
    look("words", "Four words, read aloud across the table. Each phone has one side of a lake.", *sides)
    say_the_same(ann)
    look("waiting", "Her half is here. His thumb is still over the button.")
    say_the_same(bo)
    ann.page.get_by_role("heading", name="There you both are.").wait_for()
    look("joined", "And then it is one evening, on both.", *sides)
    look_ahead(ann, THANKS)
    look("look-ahead", "Later, on the stairs. She sees what he will find before she lets go of it.")
    press(ann.page, "Share it")
    look("shared", "It does not go tonight. It lies there until breakfast, and she can still change her mind.")
    home.later(hours=10, minutes=55)
    bo.sign_in()
    look("folded", "Ten past seven. The kettle is on. A note, folded once.", bo)
    press(bo.page, "Unfold")
    expect(bo.page.locator(".words-of-mine")).to_have_text(THANKS)
    look("unfolded", "He reads it standing up. There is nothing to answer.", bo)


def leaving(jo: Any, sam: Any, home: Any, look: Any) -> None:
    _some_months(jo, sam, home)
    jo.go("/us/")
    look("pages", "She reads one out, he reads one out. The tea goes cold.")
    press(open_entry(jo, SONG).page, "Keep a copy")
    look("copy", "One of hers that he would like to have in a bad week. Nobody is told.")
    follow(jo.go("/us/"), "Resting, or ending")
    look("ending", "A rest, words to take along, two ways to end. All four weigh the same.")
    follow(jo.page, "A rest")
    look("rest", "He looks at the rest first. It is not what they mean tonight.")
    follow(jo.go("/settings/ending/"), "Close the shared space")
    look("close", "Line by line, what it does and what it cannot do.")
    jo.page.get_by_label("Your passphrase").fill(jo.words)
    press(jo.page, "Close it")
    look("closed", "It takes only one of them. Her hand lies on the table beside his.")
    assert shared_rows(jo) == 0
    sam.sign_in()
    look("today", "On her phone it is one line, the next time she comes.", sam)
    follow(sam.page, "The space you shared is closed.")
    look("us", "Her own words are all still there. What he wrote went home with him.", sam)
    expect(sam.page.get_by_role("main")).not_to_contain_text(DRIVE)
    press(sam.page, "Put it away")
    look("put-away", "She puts it away when she is ready, which happens to be now.", sam)
    assert SONG in notes(sam)
    assert DRIVE in notes(jo)
    look("notebook", "His pages, and the one of hers. The rest of it is in the next room, laughing.")


def _come_in(bo: Any) -> None:
    """Take a door by an invitation, and leave the questions for another day."""
    press(bo.page, "I am new here")
    bo.words = bo.page.locator("input[name=passphrase]").input_value()
    bo.page.get_by_label("Your name here").fill(bo.name)
    press(bo.page, "Open my door")


def _left_first(one: Any, other: Any) -> tuple[Any, Any]:
    """Order two people as their halves of the horizon lie."""
    return (one, other) if one.page.locator(".halves.left").count() else (other, one)


def _some_months(jo: Any, sam: Any, home: Any) -> None:
    """Two people who have been here for a while, and something from each of them on the page."""
    for person in (jo, sam):
        person.begin("flat")
    pair(jo, sam)
    share(jo, DRIVE, "moment")
    share(sam, SONG)
    home.later(days=1, minutes=5)
    jo.sign_in()
