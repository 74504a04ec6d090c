"""How a guided conversation is gone: after its days, after new keys of one of the two, and where one made it up."""

from __future__ import annotations

from undrift.actions import couplekeys, housekeeping, shelves
from undrift.store.models import Conversation
from undrift.vault import entries

from .couples import takes_new_keys, visit_of
from .test_conversations import ALL, HERE, NOW, PRESS, begun, buttons, heading, lays, seen


def test_after_new_keys_of_one_the_other_is_led_to_where_it_is_said(couple):
    begun(couple)
    mine = buttons(couple.bo)["pause"]
    takes_new_keys(couple.ann)
    for path in (HERE, NOW, ALL, f"{ALL}listening/"):
        assert couple.bo.get(path)["Location"] == "/us/", path
    assert couple.bo.post(PRESS, mine)["Location"] == HERE
    assert couple.bo.get("/us/").status_code == 200


def test_a_state_that_one_of_them_made_up_shuts_no_page_of_the_other(couple):
    """Both hold the key it is sealed with, and one of them may hold the disk."""
    begun(couple)
    visit, row = visit_of(couple.bo), Conversation.objects.get()
    key = couplekeys.held(visit.unlocked, visit.membership.joint_shelf)
    place = shelves.conversation_place(row.couple_id, row.key_version)
    body = entries.open_entry(key.key, bytes(row.sealed), place)
    body["state"] = ["no such beat" if one == "settle" else one for one in body["state"]]
    Conversation.objects.update(sealed=entries.seal_entry(key.key, body, place))
    assert couple.ann.get("/us/").status_code == 200
    assert couple.ann.get(HERE)["Location"] == ALL
    lays(couple.ann, "mending")
    assert heading(couple.ann) == "Mending"


def test_what_may_still_begin_is_not_swept_away(couple):
    lays(couple.ann)
    couple.clock.later(days=3, seconds=-1)
    housekeeping.tidy()
    couple.bo.sign_in()
    assert "It is here when you both are." in seen(couple.bo)


def test_what_is_over_is_swept_away_without_a_key(couple):
    lays(couple.ann)
    couple.clock.later(days=3, seconds=1)
    couple.ann.sign_in()
    assert couple.ann.get(HERE)["Location"] == ALL
    housekeeping.tidy()
    couple.clock.later(days=1)
    housekeeping.tidy()
    assert not Conversation.objects.exists(), "four days at most, as the page about keeping says"
