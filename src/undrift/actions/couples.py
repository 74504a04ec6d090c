"""Two become a couple by reading words to each other, and each can leave, alone and at once."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace

from undrift.actions import carrying, couplekeys, invitations, keys, partings, passphrases, ritualseals, shelves
from undrift.actions import desk as desks
from undrift.actions.sessions import Browser, Visit, make_sure_open, open_doors
from undrift.actions.sessions import confirm as ask_for_passphrase
from undrift.domain import intensity
from undrift.domain.couples import WORDS_ANEW, WORDS_AT_FIRST, Membership, Phase
from undrift.domain.desk import Desk
from undrift.domain.errors import NotFound, UndriftError
from undrift.store.queries import conversations, couples, feeds, places, reminders, sessions, shared
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing
from undrift.vault import pairs
from undrift.vault.cipher import CannotOpen, public_key_of
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import envelopes_for


class WordsChanged(UndriftError):
    """The words on this page are not the ones of a moment ago. Nothing was confirmed. Please read them once more."""


@dataclass(frozen=True, slots=True)
class Together:
    """The other one, and where the two stand. `renewed`: they read words anew, after new keys of one of them."""

    couple: str
    partner: str
    partner_name: str
    phase: Phase
    renewed: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The same words on both phones: `mine` are read aloud here, `theirs` are heard."""

    all: tuple[str, ...]
    first_is_mine: bool

    @property
    def halves(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        middle = len(self.all) // 2
        return self.all[:middle], self.all[middle:]

    @property
    def mine(self) -> tuple[str, ...]:
        return self.halves[0 if self.first_is_mine else 1]

    @property
    def theirs(self) -> tuple[str, ...]:
        return self.halves[1 if self.first_is_mine else 0]

    @property
    def spoken(self) -> str:
        return " ".join(self.all)


def together(visit: Visit) -> Together | None:
    """Tell with whom this person shares the place; None for one person alone. After a closing the name is gone."""
    here, phase = visit.membership, visit.phase
    if here is None or phase is None:
        return None
    other = couples.partner_of(visit.person, here.couple)
    if other is None:
        return Together(here.couple, "", "", Phase.CLOSED, renewed=False)
    return Together(here.couple, other.person_id, other.person.name, phase, here.renewals > 0)


def news(visit: Visit, desk: Desk) -> Phase | None:
    """Tell where the two stand, until Us was opened once since it became so: Today says it once and does not nag."""
    return visit.phase if visit.phase is not Phase.PAIRED and desk.us_seen != _seen_as(visit) else None


def look(visit: Visit) -> None:
    """Remember, on the own desk only, that Us was looked at as it is now."""
    if desks.read(visit).us_seen != _seen_as(visit):
        desks.change(visit, lambda desk: desk.with_(us_seen=_seen_as(visit)))


def _seen_as(visit: Visit) -> str:
    here = visit.membership
    return f"{here.couple} {visit.phase} {here.renewals}" if here else ""


def words(visit: Visit) -> Words:
    """Draw the words from both public keys, and at first from the secret of the link, which no table holds in clear.

    Raises NotFound when there is nobody to read them with.
    """
    here = _open_membership(visit)
    other = _other_than(visit, here)
    theirs, mine = keys.keyring_of(other).public_key, public_key_of(visit.unlocked.private_key)
    if here.renewals:
        name, how_many = f"{here.couple}:{here.renewals}", WORDS_ANEW
    else:
        name, how_many = f"{here.couple}:{_token(visit)}", WORDS_AT_FIRST
    return Words(pairs.safety_words(mine, theirs, name, passphrases.word_list(), how_many), mine < theirs)


def reads_first(visit: Visit) -> bool:
    """Tell whether this phone has the first half: whoever has the smaller public key, so that both agree on it."""
    theirs = keys.keyring_of(_other_than(visit, _open_membership(visit))).public_key
    return public_key_of(visit.unlocked.private_key) < theirs


def _open_membership(visit: Visit) -> Membership:
    if visit.membership is None or visit.membership.closed:
        raise NotFound
    return visit.membership


def _other_than(visit: Visit, here: Membership) -> str:
    other = couples.partner_of(visit.person, here.couple)
    if other is None:
        raise NotFound
    return other.person_id


def _token(visit: Visit) -> str:
    row = couples.member(visit.person)
    try:
        return invitations.open_token(visit, bytes(row.sealed_token) if row else b"")
    except CannotOpen:
        raise NotFound from None


def confirm(visit: Visit, spoken: str, browser: Browser) -> str:
    """Say that these words are the same on both phones; returns a new cookie, whose door carries the keys.

    The other's key is sealed under mine and never read from its row again. Whoever is second makes the joint shelf.
    Raises WordsChanged when the words are not the ones that were shown.
    """
    with writing():
        make_sure_open(visit)
        couplekeys.with_newest(visit)
        visit.membership = couplekeys.membership(couples.member(visit.person))
        here = _open_membership(visit)
        if not hmac.compare_digest(spoken.encode(), words(visit).spoken.encode()):
            raise WordsChanged
        other = couples.partner_of(visit.person, here.couple)
        if other is None:
            raise NotFound
        unlocked = _pin(visit, other.person_id)
        shelves.new_own_shelf(unlocked, here, other.person_id)
        couples.set_confirmed(visit.person)
        if other.confirmed:
            unlocked, _ = couplekeys.with_couple(unlocked)  # now also what the other sealed for me
            shelves.new_joint_shelf(unlocked, here, other.person_id)
        couples.keys_changed(here.couple)
        sessions.close_all(visit.person)  # other phones of mine do not carry the confirmed key: they sign in anew
        return open_doors(unlocked, browser, remember=visit.remembered)


def _pin(visit: Visit, partner: str) -> Unlocked:
    if visit.unlocked.user_key is None:
        raise CannotOpen
    public_key = keys.keyring_of(partner).public_key
    couples.put_pin(visit.person, partner, pairs.seal_pin(visit.unlocked.user_key, visit.person, partner, public_key))
    return replace(visit.unlocked, pins={partner: public_key})


def differ(visit: Visit) -> bool:
    """Say that the words are not the same. True when the joining was undone by that, for both.

    Once both have confirmed there is nothing to undo; while words are read anew, nothing new is shared.
    """
    with writing():
        here = couplekeys.membership(couples.member(visit.person))
        if here is None or here.closed or here.renewals:
            return False
        other = couples.partner_of(visit.person, here.couple)
        if here.confirmed and other is not None and other.confirmed:
            return False
        for person in couples.members(here.couple):
            couples.drop_pin(person)
        couples.dissolve(here.couple)
    return True


def unlink(visit: Visit, passphrase: str, browser: Browser) -> str:
    """Leave: at once, alone, without a reason. My words come back to my notebook; returns a new cookie.

    Raises WrongWords. Every other door of both is closed, because it carries keys.
    """
    unlocked = ask_for_passphrase(visit, passphrase, browser)
    visit.unlocked = replace(visit.unlocked, user_key=unlocked.user_key)
    with writing():
        make_sure_open(visit)
        leave(visit)
        places.remove_all(visit.person)
        sessions.close_all(visit.person)
        cookie = open_doors(unlocked, browser, remember=visit.remembered)
    wipe_what_was_deleted()
    return cookie


def put_away(visit: Visit) -> None:
    """After the other has left: my own words go into my notebook, and this side is empty again."""
    if visit.phase is not Phase.CLOSED:
        raise NotFound
    with writing():
        make_sure_open(visit)
        leave(visit)
    wipe_what_was_deleted()


def leave(visit: Visit) -> None:
    """Take this person's words home, delete their shelf with every envelope of it, and close the couple.

    The other keeps their own words: their envelopes are sealed to themselves. Call it inside the write lock.
    """
    couples.drop_invitation(visit.person)
    row = couples.member(visit.person)
    here = couplekeys.membership(row)
    if here is None:
        return
    couplekeys.with_newest(visit)
    partings.take_everything_home(visit, here)
    couples.drop_envelopes(here.couple, shelf=here.shelf_of(visit.person))
    couples.drop_envelopes(here.couple, shelf=here.joint_shelf)
    couples.drop_envelopes(here.couple, member=visit.person)
    couples.drop_pin(visit.person)
    shared.drop_standings(here.couple)
    conversations.drop(here.couple)
    feeds.drop(visit.person)
    desks.change(visit, lambda desk: partings.forgotten(intensity.parted(desk)))
    other = couples.partner_of(visit.person, here.couple)
    couples.leave(visit.person, here.couple)
    if other is not None:
        couples.drop_pin(other.person_id)
        feeds.drop(other.person_id)
        reminders.replace_due(other.person_id, ())  # none may be for what was of both; theirs return at a visit
        sessions.close_all(other.person_id)


def after_new_keys(visit: Visit, fresh: Unlocked) -> None:
    """Carry what two share over to new keys: envelopes to myself, and the other asked to read words anew.

    Call it inside the write lock, with the keys of before still in `visit`.
    """
    couples.drop_invitation(visit.person)
    here = couplekeys.membership(couples.member(visit.person))
    if here is None:
        return
    if not (here.confirmed or here.renewals):
        couples.dissolve(here.couple)
        return
    couplekeys.with_newest(visit)
    carrying.carry_over(visit.unlocked, fresh, here)
    ritualseals.keep(visit.unlocked, fresh, here)
    couples.drop_envelopes(here.couple, member=visit.person)
    couples.drop_envelopes(here.couple, shelf=here.joint_shelf)
    shared.drop_standings(here.couple)
    conversations.drop(here.couple)
    for (shelf, version), key in visit.unlocked.shelf_keys.items():
        if shelf != here.joint_shelf:
            couplekeys.keep(here.couple, envelopes_for(fresh, shelf, version, key, (fresh.person,)))
    couples.drop_pin(visit.person)
    if not here.closed:
        couples.ask_for_words_again(here.couple)
    couples.keys_changed(here.couple)
