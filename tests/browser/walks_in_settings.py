"""The forms around somebody's words: keys, a calendar, taking along and bringing, closed doors, letting go."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from functools import partial

from tests.browser.places import SHEETS, by_door, paths
from tests.browser.walking import UNFOLD

OWN_WORDS = "{} lantern orchard"


def recovery_code(walk, what):
    walk.go("/welcome/recovery/")
    if walk.page.get_by_label("Your passphrase").is_visible():
        walk.send("Make a code now", passphrase=walk.marker(f"wrong before {what}"))
        walk.send("Make a code now", passphrase=walk.person.words)
    else:
        walk.send("Make a code now")
    walk.secrets[what] = "-".join(walk.page.locator("p.code span").all_inner_texts())
    walk.send("I have it", code=walk.marker(f"{what}, typed wrong"))
    walk.send("I have it", code=walk.secrets[what].lower().replace("-", " "))
    walk.secrets[f"{what}, in lower case"] = walk.secrets[what].lower()
    assert "/welcome/safety/" in walk.page.url


def open_where_asked(walk):
    """Through the private door, where one stands before it."""
    if walk.page.get_by_label("Your passphrase").is_visible():
        walk.send("Open", passphrase=walk.person.words)


def file_of_the_calendar(walk):
    """Have a calendar under words of one's own, and read it by its address."""
    walk.go("/settings/calendar/")
    walk.page.get_by_label("Words of my own").check()
    walk.send("Keep these words", own=walk.marker("what stands in the calendar"))
    walk.send("Make a private address")
    if walk.page.get_by_label("Your passphrase").is_visible():
        walk.send("Open", passphrase=walk.person.words)
        walk.send("Make a private address")
    address = walk.page.locator("#address").inner_text()
    walk.secrets["the calendar's address"] = address.rsplit("/", 1)[1].removesuffix(".ics")
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def settle(walk):
    """Through the settings, with every secret typed wrong once and right once."""
    walk.go("/settings/life/")
    walk.send("Keep this", partner_word=walk.marker("another word"), zone=walk.marker("no time zone"))
    walk.go("/settings/life/")
    walk.send("Keep this", partner_word=walk.secrets["another word"], zone="UTC")
    walk.go("/settings/reminders/")
    walk.page.evaluate(UNFOLD)
    walk.send("Keep this", at="19:30", quiet_from="22:00", quiet_to="07:30")
    for path, button in (("/settings/passphrase/", "Change it"), ("/settings/new-keys/", "Make new keys")):
        walk.go(path)
        new = OWN_WORDS.format(walk.marker(f"a passphrase from {path}"))
        walk.send(button, old_passphrase=walk.marker(f"wrong at {path}"), passphrase=new)
        walk.send(button, old_passphrase=walk.person.words, passphrase=new)
        walk.person.words = new
    recovery_code(walk, "the second recovery code")
    walk.go("/settings/leave/")
    walk.send("Delete everything", passphrase=walk.marker("wrong on leaving"))
    walk.go("/settings/take-along/")
    walk.send("As data", passphrase=walk.marker("wrong at the export"))
    for button in ("As data", "To read"):
        walk.go("/settings/take-along/")
        walk.page.get_by_label("Your passphrase").fill(walk.person.words)
        with walk.page.expect_download() as waiting:
            walk.page.get_by_role("button", name=button, exact=True).click()
        assert walk.secrets["a note"] in waiting.value.path().read_text(encoding="utf-8")


def bring(walk):
    """Bring words in: from a file that is none, from one of somebody else, and from one that is taken."""
    note = {"at": "", "kind": "note", "on": "2026-01-02", "opened": True, "until": None}
    file = {"undrift": 1, "name": walk.marker("a name in a file"), "notes": [{**note, "text": walk.marker("brought")}]}
    broken = {**file, "notes": [{"text": walk.marker("in a file that is none")}]}
    for content, button in ((broken, "Bring them"), (file, "Bring them"), (file, "They are mine")):
        if button == "Bring them":
            walk.go("/settings/bring/")
        named = {"name": f"{walk.marker(f'a file {button}')}.json", "mimeType": "application/json"}
        walk.page.locator("input[type=file]").set_input_files({**named, "buffer": json.dumps(content).encode()})
        walk.typed.add(("settings/bring/", "file"))
        walk.send(button)
    assert walk.person.heading() == "Your words are here."
    walk.go("/mine/notebook/")
    assert walk.page.get_by_text(walk.secrets["brought"]).count() == 1


def note_in_one_tap(walk):
    """Make a key, send with it as a machine does, what is right and what is wrong; then take it away."""
    walk.go("/settings/quick-notes/")
    walk.page.get_by_label("A button").check()
    walk.send("Make a key")
    token = re.search("undrift-([0-9a-f]{64})", walk.page.content())[1]
    walk.secrets["a key for quick notes"] = token
    text = walk.marker("in one tap")
    for body in ({"kind": "moment", "text": text}, {"kind": text}, {"kind": "moment", "text": [text]}, text, {text: 1}):
        for key in (f"undrift-{token}", walk.marker(f"no key {len(walk.secrets)}")):
            said = sent(walk, f"Bearer {key}", json.dumps(body))
            assert text not in said
            assert token not in said
    walk.go("/mine/notebook/")
    assert walk.page.get_by_text(text).count() == 1
    walk.go("/settings/quick-notes/")
    walk.page.get_by_role("button", name="Take away: A button").click()
    walk.page.get_by_role("button", name="Take away: A button").wait_for(state="detached")


def sent(walk, bearer, body):
    """Send one request as a machine; returns everything that came back."""
    headers = {"Authorization": bearer, "Content-Type": "application/json", "Idempotency-Key": walk.marker("a sending")}
    request = urllib.request.Request(f"{walk.person.home.url}/api/moments", body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return f"{answer.headers} {answer.read().decode()}"
    except urllib.error.HTTPError as refused:
        return f"{refused.headers} {refused.read().decode()}"


def be_away(walk):
    """Through the pages that carry words past a closed door."""
    walk.go("/mine/notebook/")
    walk.person.home.later(minutes=6)
    walk.send("Look", words=walk.marker("looked for too late"))
    walk.send("Open", passphrase=walk.marker("wrong at a door that closed"))
    walk.send("Open", passphrase=walk.person.words)
    walk.go("/mine/write/")
    walk.person.home.later(hours=13)
    walk.send("Keep it", text=walk.marker("carried"))
    walk.send("Come in", name=walk.marker("nobody's name"), passphrase=walk.marker("wrong with words carried"))
    walk.send("Come in", name=walk.person.name, passphrase=walk.person.words)
    assert walk.page.get_by_label("Your words").input_value() == walk.secrets["carried"]
    walk.send("Keep it", text=walk.marker("carried and changed"))


def crawl(walk):
    """See every page that somebody signed in can see, and every public one that has something to type into."""
    for path in [
        *paths("shared"),
        *paths("private"),
        *filter(partial(has_fields, walk.person.home.url), paths("none")),
    ]:
        walk.go(path)


def has_fields(url, path):
    with urllib.request.urlopen(url + path, timeout=10) as answer:
        return re.search(rb"<(textarea|input)", answer.read()) is not None


def come_back_in(walk):
    walk.go("/settings/")
    walk.send("Sign out")
    walk.go("/sign-in/")
    walk.send("Come in", name=walk.person.name, passphrase=walk.marker("wrong at the front door"))
    walk.go("/recover/")
    own = OWN_WORDS.format(walk.marker("a phrase that came too late"))
    walk.send("Open my door", name=walk.marker("nobody at recovery"), code=walk.marker("no code"), passphrase=own)
    walk.send("Open my door", name=walk.person.name, code=walk.secrets["the second recovery code"], passphrase="short")
    for path in ("/sign-up/", "/sign-up/?own"):
        walk.go(path)
    walk.go("/sign-in/")
    walk.send("Come in", name=walk.person.name, passphrase=walk.person.words)


def let_everything_go(walk):
    walk.go("/mine/notebook/")
    while walk.page.locator(".note a").count():
        walk.page.locator(".note a").first.click()
        walk.page.get_by_role("heading", name="Let it go?").wait_for()
        walk.page.get_by_role("button", name="Let it go").click()
        walk.page.wait_for_url("**/mine/notebook/")
    for path in by_door()["private"][SHEETS]:
        walk.go(path)
        walk.send("Let this sheet go")
        walk.send("Let it go")
    walk.go("/mine/climate/let-go/")
    walk.send("Let it go")
