"""A note in one tap: a key adds a moment to its owner's closed notebook, and does nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from undrift.actions import capture, notebook, sessions
from undrift.actions.notebook import take_in
from undrift.domain.capture import KINDS, LONGEST_LINE, PLACES
from undrift.domain.notebook import Kind
from undrift.store.models import CaptureKey, Entry, Keyring
from undrift.store.writing import writing
from undrift.vault import cipher, entries
from undrift.vault.entries import EntryPlace

from .addresses import DOORS, NOBODY, POST, address
from .captures import MOMENTS, PAGE, key_of, send, told
from .test_bad_input import FAMILY, MARKUP, RIGHT_TO_LEFT
from .world import NEW_WORDS, Someone, text_of, without_tokens

CANARY = "salt-marsh-heron"


@pytest.fixture
def token(world) -> str:
    return key_of(world.ann)


def notes_of(person) -> str:
    person.open_notebook()
    return person.notebook()


@pytest.mark.parametrize("kind", KINDS)
def test_one_tap_lands_in_the_notebook_of_whoever_made_the_key(world, token, kind):
    assert send(token, {"kind": kind}).status_code == 201
    assert KINDS[kind][1] in notes_of(world.ann)
    for other in (world.bo, world.cleo):
        assert KINDS[kind][1] not in notes_of(other)


@pytest.mark.parametrize("text", [RIGHT_TO_LEFT, FAMILY, 'quote " \\ back', "line\nline", "half \ud83d", "nul\0nul"])
def test_a_line_arrives_as_it_was_sent(world, token, text):
    assert send(token, {"kind": "moment", "text": text}).status_code == 201
    visit = sessions.resume(world.ann.cookie)
    assert [note.text for note in notebook.every(visit)] == [text.replace("\0", "").replace("\ud83d", "\ufffd")]
    assert "half" not in text or "half \ufffd" in notes_of(world.ann)


def test_markup_is_text(world, token):
    send(token, {"kind": "moment", "text": MARKUP})
    assert "<script>alert" not in notes_of(world.ann)


def test_the_answer_holds_nothing_that_was_written(world, token):
    world.ann.writes(f"{CANARY} before")
    for again in (False, True):
        answer = send(token, {"kind": "moment", "text": CANARY}, **{"idempotency-key": "one"})
        assert set(told(answer)) == {"kept", "again", "sentence"}
        assert told(answer)["again"] is again
        assert CANARY not in str(answer.headers) + text_of(answer)
        assert not answer.cookies


def test_the_same_request_twice_adds_one_and_says_so(world, token):
    for status in (201, 200, 200):
        answer = send(token, {"kind": "moment", "text": "once"}, **{"idempotency-key": "tap-1"})
        assert answer.status_code == status
    assert "before" in told(answer)["sentence"]
    assert Entry.objects.count() == 1


def test_other_words_under_the_same_name_are_not_lost(world, token):
    for text in ("one", "two"):
        assert send(token, {"kind": "moment", "text": text}, **{"idempotency-key": "same"}).status_code == 201
    page = notes_of(world.ann)
    assert "one" in page
    assert "two" in page


def test_without_a_name_each_tap_is_a_moment(world, token):
    assert [send(token).status_code for _ in range(3)] == [201] * 3


def test_a_name_says_nothing_between_two_keys(world, token):
    other = key_of(world.bo)
    for key in (token, other):
        assert send(key, {"kind": "moment"}, **{"idempotency-key": "same"}).status_code == 201


def test_unknown_revoked_and_malformed_keys_are_one_and_the_same(world, token):
    page = text_of(world.ann.get(PAGE))
    world.ann.send(world.ann.get(PAGE), re.findall(rf"{PAGE}[0-9a-f]+/take-away/", page)[0])
    strangers = [token, "undrift-" + "0" * 64, "undrift-", "x", "é" * 40, "", "undrift-" + "0" * 63]
    answers = [send(one) for one in strangers] + [send(token, authorization=f"Basic {token}")]
    assert {a.status_code for a in answers} == {401}
    assert len({a.content for a in answers}) == 1
    assert {a["WWW-Authenticate"] for a in answers} == {"Bearer"}
    assert not Entry.objects.exists()


def test_what_came_before_a_key_was_taken_away_stays(world, token):
    send(token, {"kind": "moment", "text": "before"})
    key = CaptureKey.objects.get().id
    world.ann.post(f"{PAGE}{key}/take-away/")
    assert not CaptureKey.objects.exists()
    assert "before" in notes_of(world.ann)


def test_only_its_owner_takes_a_key_away(world, token):
    key = CaptureKey.objects.get().id
    answers = [p.post(f"{PAGE}{key}/take-away/") for p in (world.bo, world.cleo)]
    answers += [p.post(f"{PAGE}{NOBODY}/take-away/") for p in world.everybody]
    assert {a.status_code for a in answers} == {404}
    assert len({a.content for a in answers}) == 1
    assert send(token).status_code == 201


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" ", 400),
        (b"{", 400),
        (b'{"kind": "moment", "text": "\xe4"}', 400),
        ('{"kind": "moment"}'.encode("utf-16"), 400),
        (b"[" * 9000, 400),
        (b"1" * 9000, 400),
        (b"null", 422),
        (b"[]", 422),
        (b'"moment"', 422),
        ({}, 422),
        ({"kind": "Moment"}, 422),
        ({"kind": ["moment"]}, 422),
        ({"kind": None}, 422),
        ({"kind": "moment", "text": None}, 422),
        ({"kind": "moment", "text": 7}, 422),
        ({"kind": "moment", "text": "x" * (LONGEST_LINE + 1)}, 422),
        ({"kind": "moment", "for": "both"}, 422),
        ({"kind": "note"}, 422),
        (b'{"kind": "moment", "text": "' + b"x" * 20_000 + b'"}', 413),
    ],
)
def test_bad_input_is_one_plain_sentence_and_adds_nothing(world, token, body, status):
    answer = send(token, body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = told(answer)
    assert problem["status"] == status
    assert re.fullmatch(r"[^!]+\.", problem["detail"])
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", "application/xml"],
)
def test_another_form_or_charset_is_refused(world, token, kind):
    answer = send(token, content_type=kind)
    assert answer.status_code == 415
    assert "UTF-8" in told(answer)["detail"]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/json;charset=UTF8"])
def test_utf_8_may_be_named(world, token, kind):
    assert send(token, content_type=kind).status_code == 201


@pytest.mark.parametrize("name", ["x" * 65, "", "two words", "\u00e9"])
def test_a_name_that_is_none_is_refused(world, token, name):
    answer = send(token, **{"idempotency-key": name})
    assert answer.status_code == 400
    assert "Idempotency-Key" in told(answer)["detail"]


def test_sixty_an_hour_and_then_a_wait_that_is_its_own(world, token):
    other = key_of(world.bo)
    for _ in range(capture.AN_HOUR_AT_MOST):
        assert send(token).status_code == 201
    answer = send(token)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert send(other).status_code == 201
    world.clock.later(hours=1, seconds=1)
    assert send(token).status_code == 201


def test_a_key_travels_over_tls_or_on_this_machine_only(world, token):
    answer = send(token, secure=False)
    assert answer.status_code == 403
    assert "https" in told(answer)["detail"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "options"])
def test_any_other_way_is_told_which_there_is(world, token, method):
    asked = getattr(world.ann.browser, method)
    answer = asked(MOMENTS, secure=True, headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


def test_a_cookie_is_no_key(world):
    answer = world.ann.post(MOMENTS, json.dumps({"kind": "moment"}), content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize("route", [r for r in DOORS if r != "api/moments"])
def test_a_key_opens_no_other_address(world, token, route):
    """With a key in the header every address answers as it does to a stranger."""
    stranger, how = Someone("Nobody", ""), DOORS[route][1]
    ask = stranger.post if how == POST else stranger.get
    plain, with_key = ask(address(route)), ask(address(route), headers={"authorization": f"Bearer {token}"})
    assert (plain.status_code, plain.get("Location")) == (with_key.status_code, with_key.get("Location"))
    assert without_drawn_words(plain) == without_drawn_words(with_key)


def without_drawn_words(answer) -> str:
    return re.sub(r"<li>\w+</li>|value=\"[a-z -]+\"", "", without_tokens(answer))


def test_the_key_is_shown_once_and_is_nowhere_else(world, token):
    for path in (PAGE, "/settings/", "/mine/"):
        assert token not in text_of(world.ann.get(path))
    row = CaptureKey.objects.get()
    kept = "".join(str(value) for value in vars(row).values()) + bytes(row.sealed).hex()
    assert token.removeprefix("undrift-") not in kept


def test_where_it_lives_is_seen_by_its_owner_and_by_nobody_else(world):
    key_of(world.ann, "home")
    assert text_of(world.ann.get(PAGE)).count("Take it away") == 1
    for other in (world.bo, world.cleo):
        assert "Take it away" not in text_of(other.get(PAGE))


@pytest.mark.parametrize("place", ["", "kitchen", "<b>"])
def test_a_place_that_is_none_is_refused_at_its_field(world, place):
    answer = world.ann.post(PAGE, {"place": place})
    assert answer.status_code == 422
    assert "Please choose where" in text_of(answer)
    assert not CaptureKey.objects.exists()


def test_there_is_room_for_six(world):
    for _ in range(6):
        key_of(world.ann)
    answer = world.ann.post(PAGE, {"place": "phone"})
    assert answer.status_code == 422
    assert "six keys already" in text_of(answer)
    assert set(PLACES) == {"phone", "button", "home", "other"}


def test_a_damaged_row_can_still_be_taken_away(world, token):
    CaptureKey.objects.update(sealed=b"x")
    page = text_of(world.ann.get(PAGE))
    assert "Something else" in page
    world.ann.post(f"{PAGE}{CaptureKey.objects.get().id}/take-away/")
    assert send(token).status_code == 401


def test_new_keys_end_every_key_and_keep_what_came_by_them(world, token):
    send(token, {"kind": "moment", "text": "from the kitchen"})
    world.ann.fill("/settings/new-keys/", old_passphrase=world.ann.words, passphrase=NEW_WORDS)
    assert send(token).status_code == 401
    world.ann = replace(world.ann, words=NEW_WORDS)
    assert "from the kitchen" in notes_of(world.ann)


def test_a_new_passphrase_alone_leaves_the_button_working(world, token):
    world.ann.fill("/settings/passphrase/", old_passphrase=world.ann.words, passphrase=NEW_WORDS)
    assert send(token, {"kind": "moment", "text": "still here"}).status_code == 201
    world.ann = replace(world.ann, words=NEW_WORDS)
    assert "still here" in notes_of(world.ann)


def test_leaving_takes_the_keys_along(world, token):
    world.ann.post("/settings/leave/", {"passphrase": world.ann.words})
    assert send(token).status_code == 401
    assert not CaptureKey.objects.exists()


def test_whoever_changes_the_row_cannot_turn_words_to_themselves(world, token):
    """The key is bound to the notebook it was made for: with another public key in the row, nothing is sealed."""
    theirs = cipher.new_private_key()
    Keyring.objects.filter(person__name="Ann").update(notebook_public_key=cipher.public_key_of(theirs))
    assert send(token, {"kind": "moment", "text": CANARY}).status_code == 401
    assert not Entry.objects.exists()


def test_whoever_has_the_disk_cannot_leave_a_note_in_the_name_of_a_key(world, token):
    row = CaptureKey.objects.get()
    public = bytes(Keyring.objects.get(person__name="Ann").notebook_public_key)
    place = EntryPlace(cipher.new_id(), "notebook", row.person_id, "note", 0)
    for mark in ("", row.token_hash, row.seals_to):
        forged = {"v": 1, "kind": "moment", "text": CANARY, "at": "", "by": row.id, "mark": mark}
        sealed = entries.leave_entry(public, forged, place)
        Entry.objects.update_or_create(
            id=place.id,
            defaults={
                "owner_id": row.person_id,
                "key_version": 0,
                "on_day": "2026-11-20",
                "note_key": "x",
                "sealed": sealed,
            },
        )
        page = notes_of(world.ann)
        assert CANARY not in page
        assert "cannot be opened" in page


def test_a_note_that_came_by_a_key_reads_like_any_other_once_it_is_in(world, token):
    send(token, {"kind": "moment", "text": "by key"})
    visit = sessions.resume(world.ann.cookie)
    with writing():
        take_in(visit, Kind.MOMENT, "by hand", Entry.objects.get().on_day, why="test")
    notes_of(world.ann)
    open_notebook = notebook.reader(sessions.resume(world.ann.cookie))
    bodies = {tuple(sorted(open_notebook.body(row))) for row in Entry.objects.all()}
    assert bodies == {("at", "kind", "text", "v")}
    assert {row.key_version for row in Entry.objects.all()} == {1}
