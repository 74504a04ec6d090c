"""The forms that somebody writes into: the first pages, Today, the notebook, looking back, the weeks, a summary."""

from __future__ import annotations

from datetime import datetime

from tests.browser.places import SHEETS, by_door
from tests.browser.walks_in_settings import OWN_WORDS, file_of_the_calendar, recovery_code
from tests.browser.weather import look_at_the_weeks
from tests.pdf import words_in


def sign_up(walk):
    """Through a name that is taken, then with an own phrase; then the pages of welcome."""
    walk.person.home.set_clock(datetime(2026, 11, 20, 20, 30))
    walk.go("/sign-up/?own")
    walk.send("Open my door", name="Taken", passphrase=OWN_WORDS.format(walk.marker("a phrase refused")))
    walk.person.name = walk.marker("Ann's name")
    walk.person.words = OWN_WORDS.format(walk.marker("the first passphrase"))
    walk.send("Open my door", name=walk.person.name, passphrase=walk.person.words)
    recovery_code(walk, "the first recovery code")
    walk.go("/welcome/safety/")
    walk.send("No need")
    walk.send("Keep it for me", text=walk.marker("last close"))
    walk.send("Go on", partner_word=walk.marker("a word for the partner"))


def write(walk):
    """Through Today and every place for a note."""
    walk.page.get_by_role("button", name="Plenty").click()
    walk.page.get_by_role("button", name="I’ll try").click()
    walk.page.wait_for_url("**/today/away/")
    walk.person.home.later(minutes=25)
    walk.go("/today/")
    walk.send("About the same", landing_line=walk.marker("a landing line"))
    for path in by_door()["shared"]["today/note/<slug:about>/"]:
        walk.go(path)
        walk.send("Keep it", text=walk.marker(f"a note at {path}"))
    walk.go("/mine/write/")
    walk.send("Keep it", text=walk.marker("a note"))
    walk.go("/mine/plans/")
    walk.send("Keep it", when=walk.marker("a plan's when"), then=walk.marker("a plan's then"))
    keep_a_time(walk)
    walk.type_and_leave("/mine/release/", "unsent", walk.marker("written and let go"))
    walk.page.get_by_role("button", name="Let it go").click()
    for path in ("/help/hold-up/own/", "/help/back/own/"):
        walk.type_and_leave(path, "unsent", walk.marker(f"typed at {path}"))
    walk.go("/help/hold-up/own/")
    walk.page.locator("#unsent").fill(walk.marker("a line that waits"))
    walk.page.get_by_role("link", name="Send it instead").click()
    walk.page.get_by_text("There is nobody here to send it to just now.").wait_for()
    walk.type_and_leave("/note/", "later", walk.marker("a line for later"))
    walk.page.get_by_role("button", name="Keep it in").click()
    walk.page.get_by_text("Kept. It is in").wait_for()
    walk.go("/library/")
    walk.send("Look", words=walk.marker("looked for in the library"))
    walk.go("/join/")
    walk.send("Go on", code=walk.marker("no invitation"))


def keep_a_time(walk):
    """One of one's own, and a calendar under words of one's own, which is then read by its address."""
    for title in ("a time without a day", "a time of one's own"):
        walk.go("/mine/returns/?kind=own")
        if title != "a time without a day":
            walk.page.get_by_label("Monday").check()
        walk.send("Keep it", title=walk.marker(title), at="07:30")
    file = file_of_the_calendar(walk)
    assert walk.secrets["what stands in the calendar"] in file
    assert walk.secrets["a time of one's own"] not in file
    walk.go("/mine/notebook/")
    walk.send("Close it")


def read(walk):
    walk.person.home.later(minutes=6)
    walk.go("/mine/door/")
    walk.send("Open", passphrase=walk.marker("wrong at the private door"))
    walk.send("Open", passphrase=walk.person.words)
    walk.send("Look", words=walk.marker("looked for in vain"))
    walk.send("Look", words=walk.secrets["a note"])
    assert walk.page.locator(".words-of-mine").inner_text() == walk.secrets["a note"]
    walk.page.locator(".note a").click()
    walk.page.wait_for_url("**/mine/notebook/*/")
    walk.look()


def look_back(walk):
    """Fill in every line of every sheet, and answer one of them in the evening of the next day."""
    for path in by_door()["private"][SHEETS]:
        walk.go(path)
        walk.fill_in_the_sheet(walk.marker(f"the sheet {path}"))
    walk.go("/mine/looking-back/day/")
    walk.send("Let it go", **{"line-greet": walk.marker("a line let go")})
    walk.send("Let it go")
    walk.send("One sentence an evening")
    walk.person.home.later(hours=24)
    walk.person.sign_in()
    if walk.page.get_by_role("button", name="It is mended").is_visible():  # then the sentence has the next evening
        walk.send("It is mended")
        walk.person.home.later(hours=24)
        walk.person.sign_in()
    walk.send("Some")
    if walk.page.get_by_role("button", name="Not today").is_visible():
        walk.send("Not today")
    walk.page.get_by_role("link", name="One sentence for yourself").click()
    walk.page.wait_for_url("**/mine/sentence/")
    walk.look()
    walk.send("Keep it", text=walk.marker("a sentence of the evening"))
    walk.go("/mine/looking-back/day/")
    assert walk.page.locator("[name=line-greet]").input_value() == walk.secrets["a sentence of the evening"]


def say_how_it_is(walk):
    """Through the week's answers, what is going on, and a small promise."""
    walk.go("/mine/ground/")
    for item in ("safety", "predictability", "respect", "met", "same_side"):
        walk.page.locator(f"[name={item}][value='0']").check()
    walk.page.locator("[name=closeness][value='6']").check(force=True)
    walk.send("Keep this")
    walk.page.get_by_label("Yes, there is").check()
    walk.page.get_by_label("It feels as if only I try").check()
    walk.send("Keep this")
    walk.go("/mine/going-on/")
    for box in walk.page.locator("[name=going_on]").all():
        box.check()
    walk.send("Keep this")
    look_at_the_weeks(walk)
    walk.go("/mine/promises/")
    walk.send("Promise it", promise=walk.marker("a promise over"))
    walk.send("Kept")
    walk.send("Promise it", promise=walk.marker("a promise"))


def take_a_summary(walk):
    """Write one, pick a line, take it both ways; gives the bytes of the PDF."""
    walk.go("/mine/summary/")
    walk.page.get_by_label(walk.secrets["a note"]).check()
    names = ("tried", "hoped", "afraid", "unsaid")
    walk.send("Look at it", **{name: walk.marker(f"in a summary: {name}") for name in names})
    walk.send("Change it")
    walk.page.get_by_label("Put this in as well").check()
    walk.send("Look at it")
    taken = {}
    for button in ("Save as a page", "Save as PDF"):
        with walk.page.expect_download() as waiting:
            walk.page.get_by_role("button", name=button, exact=True).click()
        taken[button] = waiting.value.path().read_bytes()
    page, pdf = taken["Save as a page"].decode(), taken["Save as PDF"]
    for text in (walk.secrets["a note"], *(walk.secrets[f"in a summary: {name}"] for name in names)):
        assert text in page
        assert text in words_in(pdf)
    return pdf
