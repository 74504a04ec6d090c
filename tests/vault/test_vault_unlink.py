"""One person leaves: what is gone for whom, what stays, and what no key can take back."""

import shutil
import sqlite3
from dataclasses import replace

from undrift.vault import doors, entries, shelves
from undrift.vault.entries import EntryPlace

from .refusal import CANARY, refuses
from .rows import Rows


def restored(path, entry):
    """The sealed bytes and the place of an entry in an ordinary backup of the content."""
    copy = sqlite3.connect(path)
    *place, sealed = copy.execute("select * from entry where id=?", (entry,)).fetchone()
    copy.close()
    return sealed, EntryPlace(*place)


def words_in_notebook(rows, unlocked):
    return [rows.read(unlocked, id_)["t"] for id_ in rows._notes_of(unlocked.person)]


def test_taking_back_shreds_my_shelf_for_both_at_once(us):
    mine = us.rows.add(us.ann, {"t": CANARY}, shelf=us.anns)
    theirs = us.rows.add(us.bo, {"t": "his words"}, shelf=us.bos)
    us.rows.back_up_content(us.folder / "content.backup")
    us.rows.unlink(us.ann, "c1", withdraw=True)
    refuses(us.rows.read, us.bo, mine)
    for them in (us.ann, us.bo):
        refuses(us.rows.shelf_key, them, us.anns)
    refuses(us.rows.shelf_key, us.ann, us.bos)
    refuses(us.rows.shelf_key, us.ann, us.joint)
    assert us.rows.read(us.bo, theirs) == {"t": "his words"}
    assert words_in_notebook(us.rows, us.ann) == [CANARY]
    sealed, place = restored(us.folder / "content.backup", mine)
    kept = [us.rows.shelf_key(us.bo, shelf)[1] for shelf in (us.joint, us.bos)]
    for key in (us.bo.user_key, us.bo.private_key, us.bo.desk_key, *kept):
        refuses(entries.open_entry, key, sealed, place)


def test_what_was_shredded_is_not_in_the_file_any_more(us):
    us.rows.add(us.ann, {"t": CANARY}, shelf=us.anns)
    envelopes = [us.rows.envelope(us.anns, member).sealed for member in ("ann", "bo")]
    us.rows.checkpoint()
    before = (us.rows.folder / "keyring.db").read_bytes()
    assert us.anns.encode() in before
    assert all(envelope in before for envelope in envelopes)
    us.rows.unlink(us.ann, "c1", withdraw=True)
    us.rows.checkpoint()
    raw = (us.rows.folder / "keyring.db").read_bytes()
    assert us.anns.encode() not in raw
    assert not any(envelope in us.rows.every_byte() for envelope in envelopes)


def test_a_live_session_of_the_other_does_not_keep_the_shelf(us):
    """Doors carry shelf keys, so leaving closes those of the other; an archive never holds a door."""
    mine = us.rows.add(us.ann, {"t": CANARY}, shelf=us.anns)
    cookie = us.rows.start_session(shelves.with_shelf_key(us.bo, us.rows.envelope(us.anns, "bo")))
    here, outside = us.rows.start_session(us.ann), us.rows.start_session(us.cleo)
    us.rows.back_up_content(us.folder / "content.backup")
    door = us.rows.content.execute("select sealed from door where person='bo' and scope='shared'").fetchone()[0]
    assert door in us.rows.every_byte()
    us.rows.unlink(us.rows.resume(here), "c1", withdraw=True)
    refuses(us.rows.resume, cookie)
    assert us.rows.resume(here)
    assert us.rows.resume(outside)
    us.rows.checkpoint()
    assert door not in us.rows.every_byte()
    assert door not in (us.folder / "content.backup").read_bytes()
    back = us.rows.resume(us.rows.start_session(us.rows.unlock("bo", us.phrases["bo"])))
    refuses(us.rows.read, back, mine)
    refuses(us.rows.shelf_key, back, us.anns)


def test_leaving_without_taking_back_leaves_the_words(us):
    mine = us.rows.add(us.ann, {"t": "for you"}, shelf=us.anns)
    us.rows.unlink(us.ann, "c1", withdraw=False)
    assert us.rows.read(us.bo, mine) == {"t": "for you"}
    refuses(us.rows.read, us.ann, mine)
    refuses(us.rows.read, us.cleo, mine)


def test_after_one_leaves_the_other_still_opens_their_own_joint_words(us):
    """Ann made this shelf and its key reached Bo from her. After she has gone, and no key of hers is confirmed."""
    joint = us.rows.new_shelf(us.ann, "c1", "both", ["ann", "bo"])
    us.rows.keep_for_myself(us.bo, joint)
    theirs = us.rows.add(us.bo, {"t": "his own words"}, shelf=joint)
    us.rows.unlink(us.ann, "c1", withdraw=True)
    us.rows.keys.execute("delete from pin")
    bo = us.rows.unlock("bo", us.phrases["bo"])
    assert bo.pins == {}
    assert us.rows.envelope(joint, "bo").sender == "bo"
    assert us.rows.read(bo, theirs) == {"t": "his own words"}
    refuses(us.rows.read, us.ann, theirs)
    refuses(us.rows.read, us.cleo, theirs)


def test_without_an_envelope_to_oneself_those_words_would_be_lost(us):
    """Why the one above is there."""
    joint = us.rows.new_shelf(us.ann, "c1", "both", ["ann", "bo"])
    theirs = us.rows.add(us.bo, {"t": "his own words"}, shelf=joint)
    us.rows.unlink(us.ann, "c1", withdraw=True)
    us.rows.keys.execute("delete from pin")
    refuses(us.rows.read, us.rows.unlock("bo", us.phrases["bo"]), theirs)


def test_a_pin_is_taken_away_by_its_owner_only_so_the_other_can_still_keep_a_shelf(us):
    joint = us.rows.new_shelf(us.ann, "c1", "both", ["ann", "bo"])
    theirs = us.rows.add(us.bo, {"t": "his own words"}, shelf=joint)
    us.rows.unlink(us.ann, "c1", withdraw=True)
    bo = us.rows.unlock("bo", us.phrases["bo"])
    us.rows.keep_for_myself(bo, joint)
    assert us.rows.read(replace(bo, pins={}), theirs) == {"t": "his own words"}


def test_an_envelope_to_oneself_is_for_oneself(us):
    given = us.rows.envelope(us.joint, "ann")
    kept = shelves.envelope_to_myself(us.ann, given)
    assert (kept.shelf, kept.version, kept.member, kept.sender) == (us.joint, 1, "ann", "ann")
    assert shelves.open_envelope(us.ann, kept) == shelves.open_envelope(us.ann, given)
    for them in (us.bo, us.cleo):
        refuses(shelves.open_envelope, them, kept)
        refuses(shelves.open_envelope, them, replace(kept, member=them.person))
        refuses(shelves.envelope_to_myself, them, given)
    refuses(shelves.envelope_to_myself, replace(us.ann, pins={}), given)
    assert shelves.envelope_to_myself(replace(us.ann, pins={}), kept).sender == "ann"


def test_an_envelope_to_oneself_cannot_be_planted(us):
    """To make one takes the private key: not the public one, and not the pair key."""
    known = shelves.envelopes_for(us.cleo, us.joint, 1, bytes(32), ["cleo"])[0]
    refuses(shelves.open_envelope, us.ann, replace(known, member="ann", sender="ann"))
    from_bo = shelves.envelopes_for(us.bo, us.joint, 1, bytes(32), ["ann"])[0]
    refuses(shelves.open_envelope, us.ann, replace(from_bo, sender="ann"))


def test_HONEST_LIMIT_a_kept_copy_of_the_keyring_keeps_what_was_shared(us):  # noqa: N802 - a weakness said aloud, so that the documents cannot drift
    mine = us.rows.add(us.ann, {"t": CANARY}, shelf=us.anns)
    us.rows.checkpoint()
    shutil.copytree(us.rows.folder, us.folder / "kept")
    us.rows.unlink(us.ann, "c1", withdraw=True)
    kept = Rows(us.folder / "kept", us.rows.kdf)
    assert kept.read(kept.unlock("bo", us.phrases["bo"]), mine) == {"t": CANARY}
    refuses(kept.read, kept.unlock("cleo", us.phrases["cleo"]), mine)
    kept.close()


def test_HONEST_LIMIT_a_kept_door_with_its_cookie_keeps_the_shelf_keys_it_carried(us):  # noqa: N802 - a weakness said aloud, so that the documents cannot drift
    """Why doors go into no archive: a copy of the whole file holds them, and their owner has the cookie."""
    mine = us.rows.add(us.ann, {"t": CANARY}, shelf=us.anns)
    us.rows.back_up_content(us.folder / "content.backup")
    cookie = us.rows.start_session(shelves.with_shelf_key(us.bo, us.rows.envelope(us.anns, "bo")))
    door = us.rows.content.execute("select sealed from door where person='bo' and scope='shared'").fetchone()[0]
    us.rows.unlink(us.ann, "c1", withdraw=True)
    kept = doors.open_doors(doors.handle_of(cookie), "bo", door, None)
    sealed, place = restored(us.folder / "content.backup", mine)
    assert entries.open_entry(kept.shelf_keys[us.anns, 1], sealed, place) == {"t": CANARY}


def test_HONEST_LIMIT_joint_words_cannot_be_shredded_while_the_other_keeps_the_joint_key(us):  # noqa: N802 - a weakness said aloud, so that the documents cannot drift
    """The row goes, an older backup of it stays open to Bo. So revealed answers go onto their author's shelf."""
    mine = us.rows.add(us.ann, {"t": CANARY}, shelf=us.joint)
    us.rows.back_up_content(us.folder / "content.backup")
    us.rows.unlink(us.ann, "c1", withdraw=True)
    refuses(us.rows.read, us.bo, mine)
    assert words_in_notebook(us.rows, us.ann) == [CANARY]
    sealed, place = restored(us.folder / "content.backup", mine)
    assert entries.open_entry(us.rows.shelf_key(us.bo, us.joint)[1], sealed, place) == {"t": CANARY}
