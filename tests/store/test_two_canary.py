"""Two people's whole life through every page, and then the disk: what they said is not on it, and what left is gone."""

from __future__ import annotations

import logging
import re

import pytest
from django.db import connection

from tests.store.disk import CANARY, on_disk, pieces
from tests.web.couples import (
    BROWSER,
    accepts,
    confirms,
    goes,
    has_shared,
    invites,
    leaves,
    next_morning,
    shares,
    takes_new_keys,
    us_of,
    visit_of,
    words_of,
)
from tests.web.disclosures import lays, looks, mornings_later, puts, says, waits_for
from tests.web.lines import (
    FUTURE,
    accepts_line,
    address_of_newest,
    adds,
    changes,
    hopes,
    parks,
    puts_aside,
    takes_out,
    tells,
    will,
)
from tests.web.questions import LETTERS, TOLD, answers, writes_letter
from tests.web.returns import CALENDAR, keeps_own, leaves_it, makes_address, moves, proposes, rests, says_yes
from tests.web.test_conversations import lays as lays_out
from tests.web.test_conversations import presses
from tests.web.world import NEW_WORDS, World, text_of
from undrift.actions import housekeeping, sessions, shelves
from undrift.domain.couples import Phase
from undrift.store.models import Couple, Door, Envelope, Invitation, Member, Pin, Shared


class Secrets:
    """Everything that came up and must be nowhere."""

    def __init__(self) -> None:
        self.found: set[bytes] = set()

    def said(self, *texts: str) -> None:
        self.found |= {text.encode() for text in texts if text}

    def held(self, *keys: bytes) -> None:
        self.found |= {form for key in keys for form in (key, key.hex().encode())}

    def of(self, somebody) -> None:
        visit = visit_of(somebody)
        self.said(somebody.cookie, somebody.mark, somebody.words)
        self.held(bytes.fromhex(somebody.cookie), visit.unlocked.desk_key, visit.unlocked.private_key)
        self.held(*visit.unlocked.shelf_keys.values())
        if visit.unlocked.user_key:
            self.held(visit.unlocked.user_key)


def talk(world: World) -> None:
    """A whole conversation, kept by both, and the morning after it."""
    lays_out(world.ann, "mending")
    for somebody in (world.ann, world.bo):
        presses(somebody, "here")
    presses(world.ann, "go-on")
    world.clock.later(minutes=25)
    for somebody in (world.ann, world.bo):
        presses(somebody, "keep")
    next_morning(world)
    assert "A conversation, on Friday." in us_of(world.ann)


def mend(ann, bo) -> None:
    for somebody in (ann, bo):
        somebody.post("/us/way-back/", {"line": "own", "text": f"{CANARY}, looked at first"})
        somebody.post("/us/way-back/", {"line": "own", "text": f"{CANARY} to mend", "seen": "yes"})
        somebody.post("/us/matter/", {"say": "ready"})
    bo.get(re.search(r'href="(/us/[0-9a-f]{32}/)\?opening=1"', us_of(bo)).group(1))


def lines_of_each(ann, bo, secrets: Secrets) -> None:
    times_of_each(ann, bo, secrets)
    for somebody, other in ((ann, bo), (bo, ann)):
        address = will(somebody, f"{CANARY} is what {somebody.name} will do", back=f"after {CANARY}")
        accepts_line(other, address)
        will(somebody, f"{CANARY} put aside")
        puts_aside(other, address_of_newest(somebody))
        parks(somebody, f"{CANARY} parked")
        changes(somebody, adds(somebody, f"{CANARY} remembered", when=CANARY), f"{CANARY} in other words")
        hopes(somebody, "child", "elsewhere", tuesday=CANARY)
    takes_out(ann, address)
    for somebody in (ann, bo):
        answers(somebody, f"{CANARY} answered", guess=f"{CANARY} guessed")
        writes_letter(somebody, f"{CANARY} in a letter", "" if somebody is bo else "3")


def times_of_each(ann, bo, secrets: Secrets) -> None:
    """Proposed, said yes to, moved, rested, left; and in a calendar of each, which is asked for."""
    for somebody, other in ((ann, bo), (bo, ann)):
        stands = proposes(somebody, "own", title=f"{CANARY} returns", days=["6"])
        says_yes(other, stands)
        moves(other, stands, "2026-11-21", "18:45")
        rests(somebody, stands, "week")
        leaves_it(other, proposes(somebody, "own", title=f"{CANARY} left", days=["1"]))
        keeps_own(somebody, f"{CANARY} alone")
        somebody.fill(CALENDAR, title="own", own=f"{CANARY} there", what="title")
        path = makes_address(somebody)
        secrets.said(path[10:-4])
        assert f"{CANARY} there" in text_of(somebody.elsewhere().get(path))
        assert f"{CANARY} returns" not in text_of(somebody.elsewhere().get(path))


def one_true_thing_each(ann, bo) -> str:
    """Ann puts one on the shelf; Bo lets one lie, and returns its address."""
    puts(ann, f"{CANARY}, and I miss you.")
    kept, gone = lays(bo, f"{CANARY}, hard to say", "need", hard="yes"), lays(bo, f"{CANARY}, let go")
    bo.post(gone, {"then": "go"})
    bo.fill(f"{kept}soften/", text=f"{CANARY}, softer")
    bo.send(looks(bo, f"{CANARY}, for myself"), "/us/say/feeling/", then="keep")
    return kept


def makes_room(bo) -> None:
    said = waits_for(bo)
    assert says(bo, said, "now").status_code == 302
    bo.post(f"{said}landed/", {"landing": "too_much"})


def all_of_it_opens(ann, bo) -> None:
    assert CANARY in tells(bo, FUTURE)
    assert "You both hope for" in tells(ann, FUTURE)
    for somebody in (ann, bo):
        assert tells(somebody, TOLD).count(CANARY) == 2
        assert CANARY in tells(somebody, LETTERS)


def live(world: World) -> Secrets:
    """From the first link to the last page, every form on the way."""
    ann, bo, secrets = world.ann, world.bo, Secrets()
    for _ in range(2):
        token = invites(ann)
        secrets.said(token, *re.findall(r' d="(M[^"]{40})', text_of(ann.get("/us/invite/"))))
        secrets.held(bytes.fromhex(token))
    bo.post("/join/", {"code": token[:-1]})
    accepts(bo, token)
    secrets.said(words_of(ann))
    confirms(ann)
    secrets.of(ann)
    confirms(bo)
    lines_of_each(ann, bo, secrets)
    hers, his = shares(ann, f"{CANARY} of Ann"), shares(bo, f"{CANARY} of Bo", "moment")
    shares(bo, f"{CANARY} on second thoughts")
    mend(ann, bo)
    kept = one_true_thing_each(ann, bo)
    for somebody in (ann, bo):
        somebody.post("/settings/touch/", {"touch": ["holding_hands", "kiss_hello"]})
        somebody.post("/settings/joint/", {"keep": "deeper"})
        somebody.post("/today/capacity/", {"capacity": "plenty"})
        secrets.of(somebody)
    talk(world)
    bo.post(f"{hers}keep/")
    bo.post(f"{hers}unfold/")
    ann.post(f"{hers}take-back/")
    mornings_later(world, 1)
    makes_room(bo)
    bo.post(kept, {"then": "place"})
    secrets.of(bo)
    bo.open_notebook()
    ann.open_notebook()
    bo.notebook()
    all_of_it_opens(ann, bo)
    shelves.rotate(visit_of(ann))
    takes_new_keys(bo)
    secrets.said(words_of(ann))
    confirms(ann)
    confirms(bo)
    for somebody in (ann, bo):
        secrets.of(somebody)
    assert CANARY in text_of(ann.get(his))
    ann.post("/settings/unlink/", {"passphrase": f"{CANARY} is not it"})
    assert "You both hope for" in tells(ann, FUTURE)
    leaves(ann)
    bo.sign_in()
    assert CANARY in us_of(bo)
    for somebody in (ann, bo):
        secrets.of(somebody)
    bo.post("/us/put-away/")
    assert bo.notebook().count(CANARY) >= 10
    secrets.said(
        CANARY,
        NEW_WORDS,
        "holding_hands",
        "kiss_hello",
        "deeper_welcome",
        "appreciation",
        "put-away",
        "too_much",
        "quiet_on",
        "elsewhere",
        "18:45",
    )
    secrets.said("A conversation, on", "mending", "go-on", "running")
    return secrets


def test_nothing_two_live_through_is_on_the_disk_in_a_log_or_in_a_temporary_file(world, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    caplog.set_level(logging.INFO)
    secrets = live(world)
    kept, journal = on_disk(), "\n".join(str(record.__dict__) for record in caplog.records).encode()
    assert b"Ann" in kept
    assert len(secrets.found) > 40
    for secret in secrets.found:
        assert secret not in kept, secret
        assert secret.decode("latin-1").encode("utf-16-le") not in kept
    for secret in secrets.found - {b"put-away", b"appreciation", b"mending", b"running", b"go-on"}:
        assert secret not in journal, secret
    assert list(tmp_path.rglob("*")) == []


class TestShredding:
    """Ann leaves. What then lies in the file, and what an older copy of the rows still gives (attack 18)."""

    @pytest.fixture(autouse=True)
    def shared(self, couple):
        for somebody in (couple.ann, couple.bo):
            for n in range(3):
                has_shared(somebody, f"{somebody.name} number {n}")
        next_morning(couple)

    @pytest.mark.parametrize("way", ["unlink", "delete"])
    def test_her_pages_and_their_keys_leave_the_file(self, couple, way):
        couple_id, ann = Couple.objects.get().pk, visit_of(couple.ann).person
        hers = pieces(Shared.objects.filter(author_id=ann)) + pieces(Pin.objects.filter(person_id=ann))
        hers += pieces(Envelope.objects.filter(shelf=f"{couple_id}:{ann}"))
        hers += pieces(Envelope.objects.filter(member_id=ann)) + pieces(Door.objects.filter(person__name="Bo"))
        his = pieces(Shared.objects.filter(author__name="Bo"))
        assert len(hers) == 3 + 1 + 2 + 3 + 2
        assert all(piece in on_disk() for piece in [*hers, *his])
        goes(couple.ann, way)
        kept = on_disk()
        assert [piece for piece in hers if piece in kept] == []
        assert all(piece in kept for piece in his)

    def test_what_was_taken_back_leaves_the_file(self, couple):
        row = Shared.objects.filter(author__name="Ann").first()
        [piece] = pieces([row])
        couple.ann.post(f"/us/{row.id}/take-back/")
        assert piece not in on_disk()

    def test_what_was_put_away_leaves_the_file(self, couple):
        leaves(couple.ann)
        couple.bo.sign_in()
        his = pieces(Shared.objects.all()) + pieces(Envelope.objects.all())
        assert len(his) == 4
        couple.bo.post("/us/put-away/")
        kept = on_disk()
        assert [piece for piece in his if piece in kept] == []

    def test_old_rows_put_back_open_with_no_key_of_today(self, couple):
        """The content of yesterday with the keys of today: a restored backup, or a host who kept a copy."""
        kept = {model: list(model.objects.all()) for model in (Shared, Couple, Member)}
        live_visit, old = visit_of(couple.bo), couple.bo.cookie
        leaves(couple.ann)
        for model in (Shared, Couple, Member):
            model.objects.all().delete()
        for model in (Couple, Member, Shared):
            model.objects.bulk_create(kept[model])
        assert sessions.resume(old) is None
        couple.bo.sign_in()
        assert "Ann number" not in us_of(couple.bo)
        for row in kept[Shared]:
            page = text_of(couple.bo.get(f"/us/{row.id}/"))
            assert "Ann number" not in page
            assert ("Bo number" in page) == (row.author_id == live_visit.person)
            assert couple.bo.post(f"/us/{row.id}/keep/").status_code == 404
        visit = visit_of(couple.bo)
        assert visit.phase is not Phase.PAIRED
        assert {shelf.rpartition(":")[2] for shelf, _ in visit.unlocked.shelf_keys} == {visit.person}

    def test_her_words_are_in_her_notebook_and_his_open_to_him(self, couple):
        leaves(couple.ann)
        couple.bo.sign_in()
        for n in range(3):
            assert couple.ann.notebook().count(f"Ann number {n}") == 1
            assert f"Bo number {n}" in us_of(couple.bo)

    def test_an_old_envelope_is_gone_after_the_key_was_changed(self, couple):
        old = pieces(Envelope.objects.all())
        shelves.rotate(visit_of(couple.ann))
        from undrift.store.wiping import wipe_what_was_deleted

        wipe_what_was_deleted()
        kept = on_disk()
        still = pieces(Envelope.objects.filter(shelf__endswith=visit_of(couple.bo).person))
        assert [piece for piece in old if piece in kept and piece not in still] == []


def test_an_invitation_that_is_over_leaves_the_table_and_its_secret_was_never_there(world):
    token = invites(world.ann)
    assert token.encode() not in on_disk()
    assert bytes.fromhex(token) not in on_disk()
    world.clock.later(hours=48, seconds=1)
    housekeeping.tidy()
    assert not Invitation.objects.exists()


def test_everything_two_have_points_at_rows_that_are_there(couple):
    has_shared(couple.ann, "of Ann")
    leaves(couple.ann)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
    couple.bo.sign_in()
    couple.bo.post("/us/put-away/")
    assert not Envelope.objects.exists()
    assert sessions.open_places(visit_of(couple.bo))
    assert sessions.sign_in("Bo", couple.bo.words, BROWSER)
