"""A word that nobody else writes goes through every form. Then the whole computer is searched for it."""

from __future__ import annotations

import time

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
)
from tests.browser.searching import (
    found_by_the_host,
    found_in_the_browser,
    hits,
    in_the_database,
    secrets_of,
    sliced,
    spellings,
)
from tests.browser.walking import Walk
from tests.browser.walks import look_back, read, say_how_it_is, sign_up, take_a_summary, write
from tests.browser.walks_in_settings import (
    be_away,
    bring,
    come_back_in,
    crawl,
    let_everything_go,
    note_in_one_tap,
    settle,
)

ANSWERS_IN_CLEAR = {"an answer": {b"paying for it", b"Not at all", b"self_harm", b"severe_problem", b"wants_help"}}
ANSWERS_IN_CLEAR["an answer"] |= {b"Very close", b"csi-4", b"not_better_on", b"same_side"}


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
    """Every page that takes a form is one that the walk above visits (`crawl`), or the walk of two."""
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
