"""A busy life through every form, and two who share: none of it is in the file, its log or a passing file."""

from __future__ import annotations

import json
import re

from tests.store.disk import CANARY, on_disk
from tests.web.captures import key_of, send
from tests.web.couples import BROWSER
from tests.web.lives import brings
from tests.web.world import NEW_WORDS, World, text_of
from undrift.actions import couples, invitations, sessions, sharing, standing
from undrift.actions import desk as desks
from undrift.domain.notebook import Kind
from undrift.store.models import Shared, Standing
from undrift.store.writing import writing


def live(world: World) -> list[str]:
    """A busy life through every form; returns every secret that came up."""
    ann = world.ann
    for path in ("/mine/write/", "/today/note/moment/", "/today/note/sideways/", "/welcome/close/"):
        ann.fill(path, text=f"{CANARY} at {path}")
    ann.fill("/mine/looking-back/circle/", **{"line-when": CANARY, "line-mine": CANARY, "tick-guard": ["quiet"]})
    ann.fill("/mine/looking-back/circle/", then="evening")
    ann.fill("/mine/ground/", safety="1", met="2", respect="0", closeness="1")
    ann.fill("/mine/climate/week/2026-11-16/", happened=CANARY)
    ann.fill("/mine/look-back/", changed=CANARY, remains=CANARY, steps="fewer")
    ann.fill("/mine/looking-back/circle/", then="let-go mine")
    ann.post("/mine/looking-back/circle/mine/let-go/")
    ann.post("/mine/sentence/", {"sheet": "circle", "line": "under", "text": CANARY})
    ann.fill("/settings/life/", partner_word=CANARY, situation=["betrayal", "little_touch"], zone="Asia/Tokyo")
    ann.post("/welcome/safety/", {"answer": "keep_away"})
    ann.post("/today/capacity/", {"capacity": "some"})
    ann.post("/today/answer/", {"answer": "did"})
    world.clock.later(minutes=25)
    ann.open_notebook()
    ann.send(ann.get("/today/"), "/today/landing/", landing="closer", landing_line=CANARY)
    ann.post("/today/saved/feet-on-the-floor/")
    ann.notebook()
    ann.post("/mine/notebook/search/", {"words": CANARY})
    token = key_of(ann)
    send(token, {"kind": "moment", "text": CANARY}, **{"idempotency-key": CANARY})
    send(token, {"kind": CANARY, "text": CANARY})
    note = {"at": "", "kind": "note", "on": "2026-11-20", "opened": True, "text": CANARY, "until": None}
    brings(ann, json.dumps({"undrift": 1, "name": CANARY, "notes": [note]}).encode(), mine="yes")
    code = "".join(
        re.findall(r"<span>([A-Z2-7]{4})</span>", text_of(ann.post("/welcome/recovery/", {"passphrase": ann.words})))
    )
    ann.elsewhere().sign_in(remember="yes")
    ann.post("/sign-in/", {"name": CANARY, "passphrase": CANARY})
    first = [ann.cookie, ann.mark, ann.words]
    ann.fill("/settings/passphrase/", old_passphrase=ann.words, passphrase=NEW_WORDS)
    ann.post("/settings/take-along/", {"passphrase": NEW_WORDS, "form": "json"})
    assert len(code) == 32
    return [CANARY, code, code[:12], token.removeprefix("undrift-"), NEW_WORDS, *first, ann.cookie, ann.mark]


def test_nothing_secret_is_in_the_file_or_its_log(world):
    secrets = live(world)
    kept = on_disk()
    assert b"Ann" in kept
    for secret in secrets:
        assert secret.encode() not in kept, secret
        assert secret.encode("utf-16-le") not in kept
    for cookie in (world.ann.cookie, world.bo.cookie):
        assert bytes.fromhex(cookie) not in kept
    for word in (
        "betrayal",
        "little_touch",
        "keep_joint_away",
        "feet-on-the-floor",
        "circle",
        "guard",
        "closer",
        "Tokyo",
        "127.0.0.1",
    ):
        assert word.encode() not in kept, word


def test_nothing_secret_is_in_a_temporary_file(world, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    live(world)
    world.ann.browser.post("/mine/write/", {"text": CANARY * 100_000}, secure=True)
    assert list(tmp_path.rglob("*")) == []


def share_a_life(world: World) -> tuple[list[bytes], list[bytes]]:
    """Two join, read words, share, take back and keep a copy; gives each secret, and the disk at several moments."""
    pair = Pair(world)
    token = invitations.invite(pair.ann)
    disks = [on_disk()]
    invitations.accept(pair.bo, token)
    words = couples.words(pair.ann).spoken
    pair.confirm(words)
    first = sharing.share(pair.ann, Kind.APPRECIATION, f"{CANARY} of Ann", note_key="one")
    sharing.share(pair.ann, Kind.MOMENT, f"{CANARY} of Ann's morning", note_key="two")
    standing.touch_welcome(pair.bo, ["holding_hands", "kiss_hello"])
    pair.tell()
    disks.append(on_disk())
    world.clock.later(days=1)
    pair.sign_in()
    sharing.keep_copy(pair.bo, first)
    sharing.take_back(pair.ann, first)
    assert [e.text for e in sharing.page(pair.bo).entries] == [f"{CANARY} of Ann's morning"]
    said = (token, words, CANARY, "holding_hands", "kiss_hello")
    return [bytes.fromhex(token), *(word.encode() for word in said)], [*disks, on_disk()]


class Pair:
    """Ann and Bo, each signed in at a browser of their own."""

    def __init__(self, world: World) -> None:
        self.cookies = [world.ann.cookie, world.bo.cookie]
        self.names = [(world.ann.name, world.ann.words), (world.bo.name, world.bo.words)]

    ann = property(lambda self: sessions.resume(self.cookies[0]))
    bo = property(lambda self: sessions.resume(self.cookies[1]))

    def confirm(self, words: str) -> None:
        self.cookies[0] = couples.confirm(self.ann, words, BROWSER)
        self.cookies[1] = couples.confirm(self.bo, words, BROWSER)

    def tell(self) -> None:
        for visit in (self.ann, self.bo):
            with writing():
                standing.tell(visit, desks.read(visit))

    def sign_in(self) -> None:
        self.cookies = [sessions.sign_in(name, words, BROWSER)[0] for name, words in self.names]


def test_nothing_two_share_is_in_the_file_or_its_log(world):
    secrets, disks = share_a_life(world)
    assert Shared.objects.count() == 1
    assert Standing.objects.count() == 2
    for kept in disks:
        assert b"Ann" in kept
        assert [secret for secret in secrets if secret in kept] == []
