from dataclasses import replace

import pytest

from undrift.vault import doors, entries, keyring
from undrift.vault.cipher import derive, new_private_key, open_sealed, public_key_of
from undrift.vault.doors import handle_of
from undrift.vault.entries import EntryPlace

from .refusal import CANARY, refuses


def door_row(w, cookie, scope):
    wanted = (handle_of(cookie).session, scope)
    return w.rows.content.execute("select sealed from door where session=? and scope=?", wanted).fetchone()[0]


def set_door(w, cookie, scope, sealed):
    w.rows.content.execute(
        "update door set sealed=? where session=? and scope=?", (sealed, handle_of(cookie).session, scope)
    )


def test_a_cookie_brings_back_what_the_person_had(w):
    cookie = w.rows.start_session(w.ann)
    back = w.rows.resume(cookie)
    assert back == replace(w.ann, session=handle_of(cookie).session)
    assert back.private_door_open


def test_neither_half_of_a_session_opens_anything(w):
    cookies = [w.rows.start_session(w.ann) for _ in range(2)]
    for session, person, scope, _, sealed in w.rows.content.execute("select * from door").fetchall():
        row_id = bytes.fromhex(session)
        for key in (w.bo.user_key, w.bo.private_key, w.bo.desk_key, row_id, derive(row_id, "session key")):
            refuses(open_sealed, key, sealed, "door", session, person, scope)
        refuses(w.rows.resume, session)
    w.rows.content.execute("delete from door")
    for cookie in cookies:
        refuses(w.rows.resume, cookie)


def test_rows_of_two_sessions_do_not_mix(w):
    mine, other = w.rows.start_session(w.ann), w.rows.start_session(w.ann)
    own = door_row(w, mine, "shared")
    set_door(w, mine, "shared", door_row(w, other, "shared"))
    refuses(w.rows.resume, mine)
    set_door(w, mine, "shared", own)
    assert w.rows.resume(mine)
    set_door(w, mine, "private", door_row(w, other, "private"))
    refuses(w.rows.resume, mine)


def test_a_session_pointed_at_another_person_closes(w):
    cookie = w.rows.start_session(w.ann)
    w.rows.content.execute("update door set person='bo' where scope='shared'")
    refuses(w.rows.resume, cookie)


def test_a_session_ends_by_time_and_by_locking(w):
    late, locked = w.rows.start_session(w.ann), w.rows.start_session(w.ann)
    w.rows.lock(locked)
    refuses(w.rows.resume, locked)
    w.rows.now = 1799
    assert not w.rows.resume(late).private_door_open
    w.rows.now = 1800
    refuses(w.rows.resume, late)


def test_the_private_door_shuts_first_and_cannot_be_forged(w):
    cookie, note = w.rows.start_session(w.ann), w.rows.add(w.ann, {"t": CANARY})
    w.rows.put_desk(w.ann, {"t": 1})
    assert w.rows.read(w.rows.resume(cookie), note) == {"t": CANARY}
    shared_row = door_row(w, cookie, "shared")
    w.rows.lock(cookie, only_private=True)
    outside = w.rows.resume(cookie)
    assert not outside.private_door_open
    assert w.rows.read_desk(outside) == {"t": 1}
    refuses(w.rows.read, outside, note)
    refuses(w.rows.search, outside, "heron")
    refuses(w.rows.add, outside, {"t": "x"})
    refuses(doors.seal_private, handle_of(cookie), outside)
    forged = (handle_of(cookie).session, "ann", "private", 9999, shared_row)
    w.rows.content.execute("insert into door values(?,?,?,?,?)", forged)
    refuses(w.rows.resume, cookie)


def test_the_shared_door_does_not_carry_the_user_key(w):
    cookie = w.rows.start_session(w.ann)
    handle = handle_of(cookie)
    carried = open_sealed(handle.key, door_row(w, cookie, "shared"), "door", handle.session, "ann", "shared")
    assert w.ann.desk_key.hex().encode() in carried
    notebook = keyring.notebook_private_key(w.rows.keyring_of("ann"), w.ann)
    for key in (w.ann.user_key, notebook):
        assert key.hex().encode() not in carried
        assert key not in carried


def test_a_private_door_does_not_stand_in_for_the_shared_one(w):
    cookie = w.rows.start_session(w.ann)
    set_door(w, cookie, "shared", door_row(w, cookie, "private"))
    refuses(w.rows.resume, cookie)
    w.rows.content.execute("delete from door where scope='shared'")
    refuses(w.rows.resume, cookie)


def test_the_shared_door_cannot_read_what_was_left_in_the_closed_notebook(w):
    """One keypair for everything would have let it: what is left goes to a keypair of the notebook's own."""
    cookie = w.rows.start_session(w.ann)
    w.rows.lock(cookie, only_private=True)
    outside, owned = w.rows.resume(cookie), w.rows.keyring_of("ann")
    note = w.rows.leave(outside.notebook_public_key, "ann", {"t": CANARY})
    place = EntryPlace(note, "me:ann", "ann", "note", 0)
    refuses(w.rows.read, outside, note)
    refuses(keyring.notebook_private_key, owned, outside)
    for key in (outside.private_key, outside.desk_key):
        refuses(entries.open_left_entry, key, w.rows.sealed(note), place)
        refuses(open_sealed, key, owned.sealed_notebook_private_key, "notebook private key", "ann")
        refuses(keyring.notebook_private_key, owned, replace(outside, user_key=key))
    assert w.rows.read(w.ann, note) == {"t": CANARY}


def test_a_notebook_key_planted_while_the_notebook_is_closed_catches_nothing(w):
    """The host swaps the row; the session goes on leaving notes with the key that was checked at the door."""
    cookie, planted = w.rows.start_session(w.ann), new_private_key()
    w.rows.lock(cookie, only_private=True)
    w.rows.keys.execute("update keyring set notebook_public_key=? where person='ann'", (public_key_of(planted),))
    note = w.rows.leave(w.rows.resume(cookie).notebook_public_key, "ann", {"t": CANARY})
    place = EntryPlace(note, "me:ann", "ann", "note", 0)
    refuses(entries.open_left_entry, planted, w.rows.sealed(note), place)
    refuses(w.rows.unlock, "ann", w.phrases["ann"])


def test_a_person_whose_notebook_key_was_never_checked_leaves_nothing(w):
    refuses(w.rows.leave, keyring.Unlocked("ann", b"", b"", None).notebook_public_key, "ann", {"t": CANARY})


@pytest.mark.parametrize(
    "cookie", ["", "zz", "00", "00" * 31, "00" * 33, "é" * 64, "0 " * 64, " " + "00" * 31 + " ", None, 7]
)
def test_junk_instead_of_a_cookie_is_refused(w, cookie):
    refuses(w.rows.resume, cookie)


@pytest.mark.parametrize("around", [("", " "), (" ", ""), (" ", " ")])
def test_a_cookie_has_one_spelling(around):
    cookie = doors.new_cookie()
    refuses(handle_of, cookie.join(around))
    refuses(handle_of, cookie[:62].join(("  ", "")))


def test_nothing_that_is_printed_shows_a_key(w):
    cookie = w.rows.start_session(w.ann)
    shown = repr(w.rows.resume(cookie)) + repr(w.ann) + repr(handle_of(cookie))
    assert "ann" in shown
    assert handle_of(cookie).session in shown
    keys = (w.ann.user_key, w.ann.private_key, w.ann.desk_key, w.ann.notebook_public_key, handle_of(cookie).key)
    for key in keys:
        assert key.hex() not in shown
        assert repr(key)[2:-1] not in shown
    assert repr(w.ann) == "Unlocked(person='ann')"


def test_two_cookies_share_nothing():
    first, second = (handle_of(doors.new_cookie()) for _ in range(2))
    assert len({first.session, second.session, first.key.hex(), second.key.hex()}) == 4
    assert len(doors.new_cookie()) == 64
