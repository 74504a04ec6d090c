"""A word that nobody else writes goes through every form. Then the whole computer is searched for it."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from datetime import datetime
from functools import partial

import pytest

from tests.browser import kept_by_browser
from tests.browser.places import (
    A_YEAR,
    DRAFT,
    ENTRY,
    FOR_TWO,
    FROM_THE_NOTEBOOK,
    LINES_OF_TWO,
    OF_A_LINE,
    SAYING,
    SHARED_ENTRY,
    SHEETS,
    TALK_KIND,
    by_door,
    paths,
)
from tests.browser.searching import cells, hits, of_a_cookie, places_of, spellings
from tests.browser.walking import UNFOLD, Walk
from tests.browser.weather import look_at_the_weeks
from tests.pdf import words_in

NAMES = {"Ann's name", "Bo's name", "Cleo's name"}
NAME_MAY_LIE_IN = {"person.name", "person.name_key"}
DATABASE = ("undrift.sqlite3", "undrift.sqlite3-wal", "undrift.sqlite3-shm")
ANSWERS_IN_CLEAR = {"an answer": {b"paying for it", b"Not at all", b"self_harm", b"severe_problem", b"wants_help"}}
ANSWERS_IN_CLEAR["an answer"] |= {b"Very close", b"csi-4", b"not_better_on", b"same_side"}
OWN_WORDS = "{} lantern orchard"


def secrets_of(*walks):
    """Everything that must not be found, by what it is, in every spelling."""
    found = {}
    for walk in walks:
        found |= {what: spellings(text) for what, text in walk.secrets.items()}
        found |= {f"{walk.person.name}'s cookie {n}": of_a_cookie(c) for n, c in enumerate(sorted(walk.cookies))}
    return found


def found_by_the_host(home, since, secrets, *, names_are_here):
    """Search the files, the tables, the process. A name may lie in clear in one table, and so in the database's files."""
    found, held_open = [], open_files(home)
    words = {what: ways for what, ways in secrets.items() if what not in NAMES}
    for where, content in places_of(home, since):
        may_hold_names = names_are_here and where.rsplit("/", 1)[-1] in (*DATABASE, *held_open)
        found += hits(where, content, words if may_hold_names else secrets)
    for where, cell in cells(home):
        found += hits(where, cell, words if names_are_here and where in NAME_MAY_LIE_IN else secrets)
    return found


def open_files(home):
    """Name the numbers under which the process holds its database open."""
    from pathlib import Path

    held = Path("/proc", str(home.process.pid), "fd").iterdir()
    return [fd.name for fd in held if fd.is_symlink() and fd.readlink().name in DATABASE]


def found_in_the_browser(walk, secrets):
    kept = json.dumps([kept_by_browser.caches(walk.page), kept_by_browser.stores(walk.page)], ensure_ascii=False)
    found = hits("what the browser kept", kept.encode(), secrets)
    for where, content in walk.over_the_wire():
        found += hits(where, content, secrets)
    return found


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
    walk.go("/settings/calendar/")
    walk.page.get_by_label("Words of my own").check()
    walk.send("Keep these words", own=walk.marker("what stands in the calendar"))
    walk.send("Make a private address")
    walk.send("Open", passphrase=walk.person.words)
    walk.send("Make a private address")
    address = walk.page.locator("#address").inner_text()
    walk.secrets["the calendar's address"] = address.rsplit("/", 1)[1].removesuffix(".ics")
    with urllib.request.urlopen(address, timeout=10) as answer:
        file = answer.read().decode()
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


def blobs(home, name):
    """Give slices of everything sealed that belongs to a person, and the person's id."""
    person = home.rows("SELECT id FROM person WHERE name = ?", name)[0][0]
    sealed = [row[0] for row in home.rows("SELECT sealed FROM entry WHERE owner_id = ?", person)]
    sheets = [row[0] for row in home.rows("SELECT sealed FROM sheet WHERE owner_id = ?", person)]
    assert len(sheets) == len(by_door()["private"][SHEETS]) + 1, "the sheets, and the record of weeks"
    keys = [
        b for row in home.rows("SELECT * FROM keyring WHERE person_id = ?", person) for b in row if isinstance(b, bytes)
    ]
    for table in ("desk", "keyring_slot", "keyring_notebook_key", "door"):
        keys += [row[0] for row in home.rows(f"SELECT sealed FROM {table} WHERE person_id = ?", person)]
    return person, sliced("a note", sealed) | sliced("a sheet", sheets), sliced("a key", keys)


def sliced(what, sealed):
    return {f"{what} {n}": {blob[:24], blob[-24:]} for n, blob in enumerate(sealed)}


def in_the_database(home, secrets):
    return [
        hit
        for name in DATABASE
        if (home.data / name).exists()
        for hit in hits(name, (home.data / name).read_bytes(), secrets)
    ]


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


@pytest.mark.may_complain
def test_nothing_that_was_typed_is_anywhere(someone, own_home):
    since = time.time() - 1
    cleo = Walk(someone("Cleo", at=own_home))
    cleo.person.name = cleo.marker("Cleo's name")
    cleo.person.sign_up()
    cleo.look()
    cleo.secrets["five words"] = cleo.person.words
    taken = someone("Taken", at=own_home)
    taken.name = "Taken"
    taken.sign_up()

    ann = Walk(someone("Ann", at=own_home))
    for part in (sign_up, write, read, say_how_it_is):
        part(ann)
    pdf = take_a_summary(ann)
    for part in (look_back, settle, bring, note_in_one_tap, be_away, crawl):
        part(ann)
    of_the_pdf = {"the PDF": {pdf[:2000][-400:], pdf[-2000:][:400]}}
    assert hits("itself", pdf, of_the_pdf)
    assert found_by_the_host(own_home, since, of_the_pdf, names_are_here=True) == []
    assert in_the_database(own_home, ANSWERS_IN_CLEAR) == []
    kept_by_browser.wait_for_the_shelf(ann.page)
    secrets = secrets_of(ann, cleo)
    assert len(secrets) > 35
    assert found_by_the_host(own_home, since, secrets, names_are_here=True) == []
    assert found_in_the_browser(ann, secrets) == []

    come_back_in(ann)
    assert ann.seen - ann.typed == set(), "there are fields that this test has never typed into"
    secrets = secrets_of(ann, cleo)
    assert found_by_the_host(own_home, since, secrets, names_are_here=True) == []
    assert found_in_the_browser(ann, secrets) == []

    person, notes, keys = blobs(own_home, ann.person.name)
    assert len(notes) >= 8
    assert len(in_the_database(own_home, notes | keys)) >= len(notes | keys), "the search does not see what is there"
    let_everything_go(ann)
    assert in_the_database(own_home, notes) == []
    ann.go("/settings/leave/")
    ann.send("Delete everything", passphrase=ann.person.words)
    assert ann.person.heading() == "It is gone."
    gone = notes | keys | {"the person": {person.encode()}, "the name": {ann.person.name.encode()}}
    assert in_the_database(own_home, gone) == []
    secrets = {what: ways for what, ways in secrets.items() if what != "Cleo's name"}
    assert found_by_the_host(own_home, since, secrets, names_are_here=False) == []
    assert found_in_the_browser(ann, secrets) == []


OF_TWO = {SAYING, DRAFT, f"{DRAFT}soften/", TALK_KIND}


def test_no_form_is_forgotten():
    """Every page that takes a form is one that the walk above visits, or the walk of two in test_two_canary.py."""
    doors = by_door()
    without = {route for door in doors.values() for route, found in door.items() if not found}
    assert without == {ENTRY, FROM_THE_NOTEBOOK, SHARED_ENTRY, *LINES_OF_TWO, *FOR_TWO, *OF_A_LINE, *OF_TWO, A_YEAR}


@pytest.mark.may_complain
def test_an_address_that_leads_nowhere_is_not_logged(someone, own_home):
    ann = someone("Ann", at=own_home)
    ann.sign_up()
    for path in ("/mine/notebook/zebrafish7/", "/zebrafish7/", "/today/note/zebrafish7/", "/library/zebrafish7/"):
        ann.go(path)
    assert hits("the log", own_home.log.read_bytes(), {"an address": spellings("zebrafish7")}) == []


def test_the_search_would_find_it(own_home):
    ways = spellings("zebrafish7x00aa11bb swims")
    assert len(ways) == 9
    for spelling in ways:
        for folder in (own_home.data, own_home.data.parent / "tmp"):
            (folder / "left-behind").write_bytes(b"\x00\xff" + spelling + b"\x00")
        found = found_by_the_host(own_home, time.time() + 60, {"a word": ways}, names_are_here=True)
        assert [hit.rsplit("/", 1)[-1] for hit in found] == ["a word in left-behind", "left-behind"], spelling


def test_the_search_would_find_it_in_a_table(own_home):
    own_home.rows("INSERT INTO lane (name, until, tries) VALUES ('zebrafish7x00aa11bb', '2026-01-01', 1)")
    secrets = {"Ann's name": spellings("zebrafish7x00aa11bb")}
    assert found_by_the_host(own_home, time.time() + 60, secrets, names_are_here=True) == ["Ann's name in lane.name"]
