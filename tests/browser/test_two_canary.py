"""Words that nobody else writes go through every form that two people have. Then the whole computer is searched."""

from __future__ import annotations

import sqlite3
import time
import urllib.request
from contextlib import closing
from datetime import timedelta

import pytest

from tests.browser import kept_by_browser
from tests.browser.couples import BREAKFAST, EVENING, follow, press
from tests.browser.searching import hits
from tests.browser.test_canary import (
    NAME_MAY_LIE_IN,
    NAMES,
    OWN_WORDS,
    found_by_the_host,
    found_in_the_browser,
    in_the_database,
    recovery_code,
    secrets_of,
    sliced,
)
from tests.browser.walking import Walk
from tests.house.places import undrift

OF_A_MEMBER = {
    "shared": "author_id",
    "standing": "person_id",
    "line": "author_id",
    "acceptance": "person_id",
    "answer": "author_id",
    "keyring_pin": "person_id",
    "keyring_envelope": "member_id",
    "member": "person_id",
}


def sign_up(walk, whose):
    walk.go("/sign-up/?own")
    name_oneself(walk, whose)


def name_oneself(walk, whose):
    walk.person.name = walk.marker(f"{whose}'s name")
    walk.person.words = OWN_WORDS.format(walk.marker(f"{whose}'s passphrase"))
    walk.send("Open my door", name=walk.person.name, passphrase=walk.person.words)


def sign_in(walk, path="/today/"):
    walk.go(f"/sign-in/?next={path}")
    walk.send("Come in", name=walk.person.name, passphrase=walk.person.words)


def invite(walk):
    walk.go("/us/invite/")
    walk.send("Make a link")
    link = walk.page.get_by_role("link", name="/join/#").inner_text().strip()
    walk.secrets["the invitation"] = link.rsplit("#", 1)[1]
    return link


def join(walk, link):
    """By a wrong code, then by the link, with a phrase of one's own."""
    walk.go("/join/")
    walk.send("Go on", code=walk.marker("no invitation"))
    walk.go("/")
    walk.page.goto(link)
    walk.look()
    for button in ("Go on", "I am new here", "Choose my own"):
        walk.send(button)
    name_oneself(walk, "Bo")
    walk.go("/welcome/safety/")
    walk.send("No need")


def read_words(walk, what):
    walk.go("/us/words/")
    if walk.page.get_by_label("Your passphrase").is_visible():
        walk.send("Open", passphrase=walk.person.words)
    walk.secrets[f"{what} read by {walk.person.name}"] = " ".join(walk.page.locator(".spoken li").all_inner_texts())
    walk.send("They are the same")


def note_for_both(walk, partner):
    both = f"Both of us First you see what {partner} will find"
    for about in ("moment", "appreciation"):
        walk.go(f"/today/note/{about}/")
        walk.send(both, text=walk.marker(f"{about}, changed after the look ahead"))
        walk.send("Change it, or keep it for me")
        walk.send(both, text=walk.marker(f"{about} for both, by {walk.person.name}"))
        walk.send("Share it")


def say_one_true_thing(walk, partner):
    """Through every field and answer of an evening: too long, changed, let lie, softened, put on the shelf."""
    look = f"See it as {partner} will"
    for kind in ("closer", "need", "feeling"):
        walk.go(f"/us/say/{kind}/")
        walk.send(look, text=walk.marker(f"{kind}, too long") + " so" * 120)
        walk.send(look, text=walk.marker(f"{kind}, softened after the look ahead"))
        walk.send("Soften it")
        walk.send(look, text=walk.marker(f"{kind}, looked at by {walk.person.name}"))
        walk.send({"closer": "Keep it for myself instead"}.get(kind, "Let it lie till morning Then look once more"))
    drafts = walk.page.locator("a[href^='/us/draft/']").evaluate_all("(all) => all.map((a) => a.pathname)")
    assert len(drafts) == 2
    walk.go(f"{drafts[0]}soften/")
    walk.send("Leave it like this", text=walk.marker("a draft, softened"))
    walk.send("Let it go")
    walk.go("/us/say/feeling/")
    walk.send(look, text=walk.marker(f"one true thing by {walk.person.name}"))
    walk.send(f"Put it on the shelf {partner} can find it on Sunday")


def make_room(walk):
    walk.go("/us/")
    follow(walk.page, "Something from")
    walk.look()
    for answer in ("Later", "Now"):
        if answer == "Now":
            follow(walk.page, "Something from")
        walk.send(answer)
    walk.send("Too much")
    walk.send("Keep a copy in my notebook")


def share_from_the_notebook(walk):
    walk.go("/today/note/moment/")
    walk.send("Only me Into your notebook", text=walk.marker("shared from the notebook"))
    open_notebook(walk)
    for link in ("Let it go", "Share this one"):
        follow(walk.page, link)
        walk.look()
    walk.send("Share it")


def share_a_line(walk):
    walk.go("/mine/looking-back/circle/")
    walk.fill_in_the_sheet(walk.marker("on every line of a sheet"))
    walk.send("Share this one")
    walk.send("Share it")


def open_notebook(walk):
    walk.go("/mine/notebook/")
    if walk.page.get_by_label("Your passphrase").is_visible():
        walk.send("Open", passphrase=walk.person.words)


def write_lines(walk):
    """Agreements, something parked, the years ahead and the story: each form refused once and sent once."""
    walk.go("/us/agreements/write/")
    walk.send("Write it", text=f"you will {walk.marker('a line that speaks for the other')}")
    walk.send("Write it", text=walk.marker("a line"))
    walk.go("/us/agreements/write/?about=break")
    walk.send("Write it", text=walk.marker("a line about a break"), back=walk.marker("back after"))
    walk.go("/us/agreements/park/")
    walk.send("Park it", text=walk.marker("something parked"))
    for line, more in (("a line", {}), ("a line about a break", {"back": walk.marker("back later")})):
        walk.go("/us/agreements/")
        follow(walk.page, walk.secrets[line])
        walk.look()
        follow(walk.page, "Say it in other words")
        walk.look()
        walk.send("Keep these words", text=walk.marker(f"{line}, changed"), **more)
    walk.go("/us/story/write/")
    walk.send("Add it", when="long ago " * 20, text=walk.marker("a piece"))
    walk.send("Add it", when=walk.marker("when"), text=walk.marker("a piece"))
    follow(walk.page, "Other words")
    walk.look()
    walk.send("Keep these words", when=walk.marker("when, changed"), text=walk.marker("a piece, changed"))
    walk.go("/us/future/write/")
    walk.send("Seal it", tuesday=walk.marker("tuesday"), stays=walk.marker("stays"), more=walk.marker("more"))


def answer_together(walk, partner):
    """A question for both and a letter: each field refused once, looked at, changed, kept, and sealed."""
    walk.go("/us/questions/")
    if walk.page.get_by_role("button", name="Another one").count():
        walk.send("Another one")
    walk.go("/us/questions/write/")
    walk.page.get_by_text("Guess first").click()
    walk.send("Look at it", guess=walk.marker("a guess, too long") + " so" * 200, text=walk.marker("an answer"))
    walk.send("Look at it", guess=walk.marker("a guess"), text=walk.marker("an answer, looked at"))
    walk.send("Change it")
    walk.send("Look at it", text=walk.marker("an answer, kept"))
    walk.send("Keep it for myself instead")
    walk.go("/us/questions/write/")
    walk.page.get_by_text("Guess first").click()
    walk.send("Look at it", guess=walk.marker("a guess of mine"), text=walk.marker("an answer, sealed"))
    walk.send("Seal it")
    walk.go("/us/letters/write/")
    days = walk.page.get_by_label("In three months")
    walk.send("Look at it", text=walk.marker("a letter") + " so" * (0 if days.count() else 2000))
    if days.count():
        days.check()
    walk.send("Look at it", text=walk.marker(f"a letter to {partner}"))
    walk.send("Seal it")


def answer_lines(walk):
    """Say yes to one line of the other and put the next one aside."""
    walk.go("/us/agreements/")
    for button in ("Yes It stands for both", "Put aside Nobody is told"):
        walk.send(button)
    for path in ("/us/agreements/put-aside/", "/us/future/", "/us/story/", "/us/questions/", "/us/letters/"):
        walk.go(path)
    walk.go("/us/questions/told/")


def keep_times(*walks):
    for does in (propose_a_time, keep_a_time):
        for walk in walks:
            does(walk)


def propose_a_time(walk):
    """Refused once, for a name that is too long, and sent once."""
    walk.go("/us/returns/new/?kind=own")
    for more in (" so" * 20, ""):
        walk.page.get_by_label("Monday").check()
        walk.send("Propose it", title=walk.marker(f"a time{more}") + more, at="21:00")
    walk.look()


def keep_a_time(walk):
    """Say yes to the other's, move it, let it rest; and have it in a calendar."""
    walk.go("/us/returns/")
    walk.send("Yes Then it is for both")
    follow(walk.page, "Move it")
    walk.look()
    walk.send("Move it", on="2026-11-25", at="20:15")
    walk.page.locator("summary").first.click()
    walk.send("A week")
    walk.go("/settings/calendar/")
    walk.page.get_by_label("Words of my own").check()
    walk.send("Keep these words", own=walk.marker("what stands in the calendar"))
    walk.send("Make a private address")
    address = walk.page.locator("#address").inner_text()
    walk.secrets["the calendar's address"] = address.rsplit("/", 1)[1].removesuffix(".ics")
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert walk.secrets["a time"] not in answer.read().decode()


def choose(walk):
    """Say which touch is welcome and how near steps may come; both cross over sealed."""
    for path, kind in (("/settings/touch/", "checkbox"), ("/settings/joint/", "radio")):
        walk.go(path)
        walk.page.get_by_role(kind).last.check()
        walk.send("Keep this")


def mend(walk, partner):
    """A line of one's own, sent from the page of Us by one and from the page to hold up by the other; and the matter."""
    walk.go("/us/way-back/")
    walk.send("Look at it first", text=walk.marker("a line looked at"))
    walk.send("Another one")
    if walk.person.name < partner:
        walk.send("Look at it first", text=walk.marker("a line to mend"))
        walk.send("Send it")
    else:
        walk.type_and_leave("/help/hold-up/own/", "unsent", walk.marker("a line held up"))
        walk.page.get_by_role("link", name="Send it instead").click()
        walk.page.get_by_role("button", name=f"Send it to {partner}").click()
        walk.page.get_by_text("It is there now.").wait_for()
    walk.go("/us/way-back/")
    walk.go("/us/")
    walk.go("/us/matter/")
    walk.send("I could come back to it")


def breakfast(ann, bo):
    sign_in(bo)
    press(bo.page, "Unfold")
    bo.look()
    bo.send("Keep a copy in my notebook")
    open_notebook(bo)
    bo.send("Look", words=bo.marker("looked for in vain"))
    sign_in(ann)
    for path in ("/us/", "/us/joined/", "/settings/ending/", "/settings/leave/", "/settings/who-can-read-what/"):
        ann.go(path)


def make_new_keys(walk):
    walk.go("/settings/new-keys/")
    new = OWN_WORDS.format(walk.marker("a passphrase with new keys"))
    walk.send("Make new keys", old_passphrase=walk.person.words, passphrase=new)
    walk.person.words = new
    recovery_code(walk, "the recovery code")


def type_everything_else(walk):
    """Fields that stand on pages which only one of the two has come past."""
    walk.go("/settings/leave/")
    walk.send("Delete everything", passphrase=walk.marker("wrong on leaving"))
    walk.go("/settings/unlink/")
    walk.send("Close it", passphrase=walk.marker("wrong on closing"))


def sealed_of(home, name):
    """Give slices of everything sealed that two people have because they are two, for one of them."""
    person = home.rows("SELECT id FROM person WHERE name = ?", name)[0][0]
    found = {}
    for table, whose in OF_A_MEMBER.items():
        column = "sealed_token" if table == "member" else "sealed"
        rows = home.rows(f"SELECT {column} FROM {table} WHERE {whose} = ?", person)
        assert rows, f"{table} holds nothing, so looking for it would say nothing"
        found |= sliced(table, [row[0] for row in rows])
    return found


def back_up(home):
    """Copy everything into two archives, as whoever runs the place does while it runs."""
    folder = home.data.parent / "archives"
    done = undrift("backup", str(folder), DATA=home.data, TIME_ZONE="UTC")
    assert done.returncode == 0, done.stderr
    found = sorted(folder.iterdir())
    assert {path.name.split("-")[0] for path in found} == {"content", "keyring"}
    return found


def found_in_archives(archives, secrets):
    words = {what: ways for what, ways in secrets.items() if what not in NAMES}
    found = [hit for archive in archives for hit in hits(archive.name, archive.read_bytes(), words)]
    for archive in archives:
        for where, cell in cells_of(archive):
            found += hits(f"{archive.name} {where}", cell, words if where in NAME_MAY_LIE_IN else secrets)
    return found


def cells_of(archive):
    with closing(sqlite3.connect(archive)) as base:
        for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")')]
            for row in base.execute(f'SELECT * FROM "{table}"'):
                for column, cell in zip(columns, row, strict=True):
                    yield f"{table}.{column}", cell if isinstance(cell, bytes) else str(cell).encode()


def assert_nowhere(home, since, *walks):
    secrets = secrets_of(*walks)
    assert found_by_the_host(home, since, secrets, names_are_here=True) == []
    for walk in walks:
        assert found_in_the_browser(walk, secrets) == []
    return secrets


@pytest.fixture
def ann(someone, own_home):
    return Walk(someone("Ann", at=own_home))


@pytest.fixture
def bo(someone, own_home):
    return Walk(someone("Bo", at=own_home))


def test_nothing_that_two_share_is_anywhere(ann, bo, own_home):
    since = time.time() - 1
    own_home.set_clock(EVENING)
    sign_up(ann, "Ann")
    link = invite(ann)
    assert_nowhere(own_home, since, ann)
    join(bo, link)
    for walk in (bo, ann):
        read_words(walk, "four words")
    for walk, other in ((ann, bo), (bo, ann)):
        note_for_both(walk, other.person.name)
        mend(walk, other.person.name)
        say_one_true_thing(walk, other.person.name)
        choose(walk)
    share_from_the_notebook(ann)
    share_a_line(ann)
    for walk in (ann, bo):
        write_lines(walk)
        answer_together(walk, "the other")
    for walk in (ann, bo):
        answer_lines(walk)
    keep_times(ann, bo)
    own_home.set_clock(BREAKFAST)
    breakfast(ann, bo)
    own_home.set_clock(BREAKFAST + timedelta(days=1))
    for walk in (ann, bo):
        sign_in(walk)
        make_room(walk)
    make_new_keys(bo)
    sign_in(ann)
    for walk in (ann, bo):
        read_words(walk, "six words")
    for walk in (ann, bo):
        choose(walk)
    type_everything_else(ann)
    type_everything_else(bo)
    assert (ann.seen | bo.seen) - (ann.typed | bo.typed) == set(), "there are fields that nobody has typed into"
    kept_by_browser.wait_for_the_shelf(ann.page)
    for walk in (ann, bo):
        their_own_still_opens(walk)
    secrets = assert_nowhere(own_home, since, ann, bo)
    assert len(secrets) > 20
    assert found_in_archives(back_up(own_home), secrets) == []

    of_ann, of_bo = sealed_of(own_home, ann.person.name), sealed_of(own_home, bo.person.name)
    assert len(in_the_database(own_home, of_ann | of_bo)) >= len(of_ann | of_bo), (
        "the search does not see what is there"
    )
    take_one_back(ann)
    ann.go("/settings/unlink/")
    ann.send("Close it", passphrase=ann.person.words)
    assert ann.person.heading() == "The shared space is closed."
    assert in_the_database(own_home, of_ann) == []
    sign_in(bo, "/us/")
    bo.send("Put it away")
    assert in_the_database(own_home, of_bo) == []
    for table in (*OF_A_MEMBER, "question", "couple", "invitation", "ritual", "feed"):
        assert own_home.rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert_nowhere(own_home, since, ann, bo)


def their_own_still_opens(walk):
    assert walk.secrets["tuesday"] in walk.person.go("/us/future/").content()
    for path, what in (("/us/questions/told/", "an answer, sealed"), ("/us/letters/", "a letter to")):
        page = walk.person.go(path).content()
        assert [text for name, text in walk.secrets.items() if name.startswith(what) and text in page]


def take_one_back(walk):
    walk.go("/us/")
    follow(walk.page, "From you")
    walk.look()
    walk.send("Take it back")
    assert walk.person.heading() == "It is back with you."
