"""The rows two people share: confirmed keys, shelves with their envelopes, answers that open together."""

import shutil
import sqlite3
from dataclasses import replace

from undrift.vault import answers, entries, pairs, shelves
from undrift.vault.answers import Commitment
from undrift.vault.cipher import new_id
from undrift.vault.entries import EntryPlace
from undrift.vault.shelves import Envelope, ShelfKey

from .disk import first

KEYRING = """
create table if not exists pin(owner text, partner text, sealed, primary key(owner, partner));
create table if not exists shelf(id text primary key, couple text, author text, version integer);
create table if not exists envelope(shelf text, version integer, member text, sender text, sealed,
                                    primary key(shelf, version, member));
create table if not exists answer_key(prompt text, owner text, sealed, primary key(prompt, owner));
"""
CONTENT = """
create table if not exists answer(prompt text, couple text, owner text, blob, seen, released, receipt,
                                  primary key(prompt, owner));
"""


class CoupleRows:
    # pins
    def pin(self, unlocked, partner):
        (public_key,) = first(self.keys, "select public_key from keyring where person=?", partner)
        sealed = pairs.seal_pin(unlocked.user_key, unlocked.person, partner, public_key)
        self.keys.execute("insert or replace into pin values(?,?,?)", (unlocked.person, partner, sealed))
        return self.with_pins(unlocked)

    def with_pins(self, unlocked):
        rows = self.keys.execute("select partner, sealed from pin where owner=?", (unlocked.person,))
        me = unlocked.person
        pins = {partner: pairs.open_pin(unlocked.user_key, me, partner, sealed) for partner, sealed in rows}
        return replace(unlocked, pins=pins)

    # shelves
    def new_shelf(self, unlocked, couple, author, members):
        shelf = new_id()
        self._put(shelves.envelopes_for(unlocked, shelf, 1, shelves.new_shelf_key(), members))
        self.keys.execute("insert into shelf values(?,?,?,1)", (shelf, couple, author))
        return shelf

    def envelope(self, shelf, member, version=None):
        """Of the version asked for, or the one the shelf's row names."""
        question = """select * from envelope where shelf=? and member=?
                      and version=coalesce(?, (select version from shelf where id=?))"""
        return Envelope(*first(self.keys, question, shelf, member, version, shelf))

    def shelf_key(self, unlocked, shelf, version=None):
        envelope = self.envelope(shelf, unlocked.person, version)
        return envelope.version, shelves.open_envelope(unlocked, envelope)

    def keep_for_myself(self, unlocked, shelf):
        """What accepting a shelf does at once."""
        self._put([shelves.envelope_to_myself(unlocked, self.envelope(shelf, unlocked.person))])

    def rotate_shelf(self, unlocked, shelf, members):
        """Answers of a joint shelf are sealed anew with it, and releases of an author's shelf."""
        old = self._open_shelf(unlocked, shelf)
        new = ShelfKey(shelf, old.version + 1, shelves.new_shelf_key())
        fresh = shelves.envelopes_for(unlocked, shelf, new.version, new.key, members)
        for id_, owner, kind, sealed in self.content.execute(
            "select id, owner, kind, sealed from entry where space=?", (shelf,)
        ).fetchall():
            place = EntryPlace(id_, shelf, owner, kind, old.version)
            moved = entries.seal_entry(
                new.key, entries.open_entry(old.key, sealed, place), replace(place, version=new.version)
            )
            self.content.execute("update entry set version=?, sealed=? where id=?", (new.version, moved, id_))
        self._reseal_answers(shelf, old, new)
        self._put(fresh)
        self.keys.execute("update shelf set version=? where id=?", (new.version, shelf))
        self.keys.execute("delete from envelope where shelf=? and version<?", (shelf, new.version))

    def _reseal_answers(self, shelf, old, new):
        couple, author = first(self.keys, "select couple, author from shelf where id=?", shelf)
        owners = self.content.execute("select prompt, owner, released from answer where couple=?", (couple,))
        for prompt, owner, released in owners.fetchall():
            answer = self.commitment(prompt, owner)
            if author == "both":
                self._set_answer(answer, "seen", answers.reseal_seen(answer, old, new))
            elif author == owner and released is not None:
                self._set_answer(answer, "released", answers.reseal_release(answer, released, old, new))

    def _open_shelf(self, unlocked, shelf):
        return ShelfKey(shelf, *self.shelf_key(unlocked, shelf))

    def _put(self, envelopes):
        for envelope in envelopes:
            row = (envelope.shelf, envelope.version, envelope.member, envelope.sender, envelope.sealed)
            self.keys.execute("insert or replace into envelope values(?,?,?,?,?)", row)

    # answers
    def commit(self, unlocked, prompt, joint, text):
        made = answers.commit(unlocked, prompt, self._couple_of(joint), self._open_shelf(unlocked, joint), text)
        kept = (prompt, unlocked.person, made.answer_key_sealed)
        self.keys.execute("insert into answer_key values(?,?,?)", kept)
        self._put_answer(made)

    def commitment(self, prompt, owner):
        row = first(
            self.content,
            "select prompt, couple, owner, blob, seen from answer where prompt=? and owner=?",
            prompt,
            owner,
        )
        kept = self.keys.execute("select sealed from answer_key where prompt=? and owner=?", (prompt, owner)).fetchone()
        return Commitment(*row, kept[0] if kept else b"")

    def release(self, unlocked, prompt, other, joint, shelf):
        """At every shared resume of the author, and once only: False if there is nothing to do."""
        me = unlocked.person
        (done,) = first(self.content, "select released from answer where prompt=? and owner=?", prompt, me)
        mine, theirs, key = (
            self.commitment(prompt, me),
            self.commitment(prompt, other),
            self._open_shelf(unlocked, joint),
        )
        if done is not None or not answers.may_release(unlocked, mine, theirs, key):
            return False
        released, receipt = answers.release(unlocked, mine, theirs, key, self._open_shelf(unlocked, shelf))
        self._set_answer(mine, "released", released)
        self._set_answer(mine, "receipt", receipt)
        return True

    def read_theirs(self, unlocked, prompt, other, their_shelf):
        theirs = self.commitment(prompt, other)
        question = "select released from answer where prompt=? and owner=?"
        (released,) = first(self.content, question, prompt, other)
        (receipt,) = first(self.content, question.replace("released", "receipt"), prompt, unlocked.person)
        return answers.read_theirs(unlocked, theirs, released, receipt, self._open_shelf(unlocked, their_shelf))

    def read_mine(self, unlocked, prompt):
        return answers.read_mine(unlocked, self.commitment(prompt, unlocked.person))

    def _put_answer(self, made):
        row = (made.prompt, made.couple, made.owner, made.blob, made.seen)
        self.content.execute("insert into answer values(?,?,?,?,?,null,null)", row)

    def _set_answer(self, answer, column, value):
        self.content.execute(
            f"update answer set {column}=? where prompt=? and owner=?", (value, answer.prompt, answer.owner)
        )

    def _couple_of(self, shelf):
        return first(self.keys, "select couple from shelf where id=?", shelf)[0]

    # leaving
    def unlink(self, unlocked, couple, *, withdraw):
        """Mine alone to do. My words come along; my shelf is shredded if I take them back; doors with its key close."""
        me = unlocked.person
        written = "select id from entry where owner=? and space=?"
        of_couple = "select distinct member from envelope where shelf in (select id from shelf where couple=?)"
        members = self.keys.execute(of_couple, (couple,)).fetchall()
        for shelf, author in self.keys.execute("select id, author from shelf where couple=?", (couple,)).fetchall():
            if withdraw and author in (me, "both"):
                for (id_,) in self.content.execute(written, (me, shelf)).fetchall():
                    self.add(unlocked, self.read(unlocked, id_))
                    self.content.execute("delete from entry where id=?", (id_,))
            everybody = withdraw and author == me
            self.keys.execute("delete from envelope where shelf=? and (member=? or ?)", (shelf, me, everybody))
            if everybody:
                self.keys.execute("delete from shelf where id=?", (shelf,))
                self.content.execute("update answer set released=null where owner=?", (me,))
        self.keys.execute("delete from pin where owner=?", (me,))
        for (member,) in members:
            self.content.execute("delete from door where person=? and session<>?", (member, unlocked.session or ""))

    def back_up_content(self, path):
        """Doors are in no archive: they may carry shelf keys."""
        self.checkpoint()
        shutil.copy(self.folder / "content.db", path)
        copy = sqlite3.connect(path, isolation_level=None)
        copy.execute("delete from door")
        copy.execute("vacuum")
        copy.close()
