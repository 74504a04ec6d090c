"""Words that nobody else writes go through every form that two people have. Then the whole computer is searched."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import timedelta

import pytest

from tests.browser import kept_by_browser
from tests.browser.couples import BREAKFAST, EVENING
from tests.browser.searching import (
    NAME_MAY_LIE_IN,
    but_names,
    cells,
    found_by_the_host,
    found_in_the_browser,
    hits,
    in_the_database,
    secrets_of,
    sliced,
)
from tests.browser.walking import Walk
from tests.browser.walks_for_two import (
    answer_lines,
    answer_together,
    breakfast,
    keep_times,
    make_room,
    mend,
    note_for_both,
    say_one_true_thing,
    share_a_line,
    share_from_the_notebook,
    take_one_back,
    their_own_still_opens,
    write_lines,
)
from tests.browser.walks_of_joining import (
    choose,
    invite,
    join,
    make_new_keys,
    read_words,
    sign_in,
    sign_up,
    type_everything_else,
)
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
    words = but_names(secrets)
    found = [hit for archive in archives for hit in hits(archive.name, archive.read_bytes(), words)]
    for archive in archives:
        with closing(sqlite3.connect(archive)) as base:
            for where, cell in cells(lambda sql: base.execute(sql).fetchall()):
                found += hits(f"{archive.name} {where}", cell, words if where in NAME_MAY_LIE_IN else secrets)
    return found


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
