"""Every address that holds an id, with every id there is, asked by everybody: what is not theirs is not there."""

from __future__ import annotations

import io
import logging
import re

import pytest

from undrift.actions import desk as desks
from undrift.domain.notebook import Kind
from undrift.store.models import CaptureKey, Door, Entry, Line, Member, Person, Place, Shared

from .addresses import (
    AUTHORS,
    DOORS,
    EVERYBODYS,
    GET,
    IDS,
    MEMBERS,
    NOBODY,
    OWNERS,
    POST,
    READERS,
    SECRET,
    STANDING,
    address,
    routes,
)
from .captures import key_of
from .couples import Kept, everything, has_shared, leaves, next_morning, pair, visit_of, words_of, writes_down
from .disclosures import drafts_of, has_put, lays, newest_of
from .lines import accepts_line, adds, parks, will
from .returns import has_proposed, keeps_own, says_yes
from .world import Someone, text_of, without_tokens

CANARY = "salt-marsh-heron"


def of_somebody(route: str) -> bool:
    return IDS[route] not in {EVERYBODYS, SECRET}


def test_every_address_with_an_id_says_whose_it_may_be():
    assert {route for route in DOORS if "<" in route} == set(IDS), "a new address with an id has to be classified"


DEE, EVE = Someone("Dee", "velvet thimble copper acorn humming"), Someone("Eve", "pebble humming tall lantern barn")


def settled(world) -> None:
    """Ann and Bo, Cleo and Dee, and Eve who is with nobody."""
    pair(world.ann, world.bo)
    pair(world.cleo, DEE.elsewhere().sign_up())
    EVE.elsewhere().sign_up()
    for somebody in (world.ann, world.bo, world.cleo):
        has_shared(somebody, f"{CANARY} arrived, of {somebody.name}")
    next_morning(world)
    for somebody in (world.ann, world.bo, world.cleo):
        has_shared(somebody, f"{CANARY} for tomorrow, of {somebody.name}", Kind.MOMENT)
    for somebody in world.everybody:
        key_of(somebody)
        if somebody is not world.cleo:
            has_put(somebody, f"{CANARY} in a day, of {somebody.name}")
            lays(somebody, f"{CANARY} lies here, of {somebody.name}")
        writes_down(somebody, f"{CANARY} alone, of {somebody.name}")
    for somebody in (world.ann, world.bo, world.cleo):
        will(somebody, f"{CANARY} hoped for, of {somebody.name}")
        parks(somebody, f"{CANARY} parked, of {somebody.name}")
        adds(somebody, f"{CANARY} remembered, of {somebody.name}")
        has_proposed(somebody, f"{CANARY} proposed, of {somebody.name}")
        keeps_own(somebody, f"{CANARY} alone, of {somebody.name}")
    accepts_line(world.bo, will(world.ann, f"{CANARY} agreed, of Ann"))
    says_yes(world.bo, has_proposed(world.ann, f"{CANARY} returns, of Ann"))
    for person in Person.objects.all():
        Place.objects.create(id=f"{person.name:0>32}", person=person, kind="mail", label="E-mail", address=CANARY)


class Home:
    """Two couples and somebody alone, most with something of every kind, and the ids of all of it."""

    def __init__(self, world) -> None:
        eve = EVE.elsewhere()
        eve.sign_in()
        eve.open_notebook()
        self.world, self.people = world, {p.name: p for p in (*world.everybody, eve)}
        self.couples = {row.person.name: row.couple_id for row in Member.objects.select_related("person")}
        self.shared = {row.pk: row for row in Shared.objects.select_related("author")}
        self.notes = {row.id: row.owner.name for row in Entry.objects.select_related("owner")}
        self.lines = {row.id: row for row in Line.objects.select_related("author", "acceptance")}
        self.drafts = {path.split("/")[3]: p.name for p in world.everybody for path in drafts_of(p)}
        self.gentle = {newest_of(p).split("/")[2] for p in (world.ann, world.bo)}
        assert len(self.drafts) == len(self.gentle) == 2
        self.times = {one.id: p.name for p in world.everybody for one in desks.read(visit_of(p)).returning.own}
        assert len(self.times) == 3
        self.places = {row.id: row.person.name for row in Place.objects.select_related("person")}
        self.keys = {row.id: row.person.name for row in CaptureKey.objects.select_related("person")}
        self.doors = {row.session: row.person.name for row in Door.objects.select_related("person")}

    @property
    def ids(self) -> set[str]:
        return {
            NOBODY,
            *(row.id for row in self.shared.values()),
            *self.lines,
            *self.notes,
            *self.doors,
            *self.drafts,
            *self.times,
            *self.places,
            *self.keys,
        }

    def may(self, who: str, route: str, wanted: str) -> bool:
        """Say whether this is theirs to ask for: written down by hand, and not taken from the program."""
        if IDS[route] == OWNERS:
            named = {
                "session": self.doors,
                "draft": self.drafts,
                "place": self.places,
                "time": self.times,
                "key": self.keys,
            }
            owned = next((kept for name, kept in named.items() if f":{name}>" in route), self.notes)
            return owned.get(wanted) == who
        if "<slug:line>" in route:
            return self.may_line(who, route, self.lines.get(wanted))
        row = next((row for row in self.shared.values() if row.id == wanted), None)
        if row is None or row.couple_id != self.couples.get(who):
            return False
        mine = row.author.name == who
        arrived = row.opens_at <= self.world.clock.time and wanted not in self.gentle
        return {MEMBERS: mine or arrived, AUTHORS: mine, READERS: arrived and not mine}[IDS[route]]

    def may_line(self, who: str, route: str, row: Line | None) -> bool:
        """The same for a line, which is at home on one page; a topic that is parked has no words of its own to change."""
        if row is None or row.couple_id != self.couples.get(who):
            return False
        mine = row.author.name == who
        if route.startswith("us/story/") != (row.page == "story"):
            return False
        if route.startswith("us/returns/") != (row.page == "ritual"):
            return False
        if row.page == "parked" and route.endswith(("change/", "answer/")):
            return False
        return {MEMBERS: True, AUTHORS: mine, READERS: not mine, STANDING: mine or row.page == "agreement"}[IDS[route]]


@pytest.fixture
def house(home, clock, kdf):
    return Home(Kept.world(clock, kdf, settled))


def methods(route: str) -> list[str]:
    return [method for method in ("get", "post") if {"get": GET, "post": POST}[method] <= DOORS[route][1]]


def asked(somebody: Someone, route: str, method: str, wanted: str):
    ids = dict.fromkeys(("entry", "session", "plan", "line", "draft", "time", "place", "key"), wanted)
    return getattr(somebody, method)(address(route, **ids))


def test_what_is_not_theirs_is_not_there_and_looks_like_a_random_id(house):
    before = everything()
    missing = set()
    for route in filter(of_somebody, IDS):
        for method in methods(route):
            for who, somebody in house.people.items():
                for wanted in house.ids:
                    if not house.may(who, route, wanted):
                        answer = asked(somebody, route, method, wanted)
                        assert answer.status_code == 404, f"{who} {method} {route}"
                        missing.add(answer.content)
    assert len(missing) == 1, "what is somebody else's looks other than what is not there"
    assert everything() == before
    assert set(Door.objects.values_list("session", flat=True)) == set(house.doors)


def test_nobody_in_particular_meets_the_same_door_before_every_id(house):
    nobody = Someone("Nobody", "")
    for route in filter(of_somebody, IDS):
        for method in methods(route):
            seen = set()
            for wanted in house.ids:
                answer = asked(nobody, route, method, wanted)
                shown = without_tokens(answer) + answer.get("Location", "")
                seen.add((answer.status_code, shown.replace(wanted, "")))
            assert len(seen) == 1, route
            assert seen.pop()[0] in {302, 401}


def test_what_is_theirs_is_there(house):
    """Or else the test above would pass with every page broken."""
    for route in (
        "us/<slug:entry>/",
        "us/agreements/<slug:line>/",
        "us/story/<slug:line>/",
        "us/returns/<slug:line>/",
        "mine/notebook/<slug:entry>/",
        "us/draft/<slug:draft>/",
    ):
        for who, somebody in house.people.items():
            found = [i for i in house.ids if asked(somebody, route, "get", i).status_code == 200]
            assert sorted(found) == sorted(i for i in house.ids if house.may(who, route, i))
            assert all(CANARY in text_of(asked(somebody, route, "get", i)) for i in found)


@pytest.mark.parametrize("gone", ["ann", "bo"])
def test_once_they_have_parted_each_has_only_their_own(house, gone):
    other = "bo" if gone == "ann" else "ann"
    one, left = getattr(house.world, gone), getattr(house.world, other)
    leaves(one)
    left.sign_in()
    before, missing = everything(), set()
    for route in filter(of_somebody, IDS):
        for method in methods(route):
            for somebody in (one, left, house.world.cleo):
                theirs = {somebody.name, "Dee"} if somebody is house.world.cleo else {somebody.name}
                shared = (*house.shared.values(), *house.lines.values())
                for wanted in (row.id for row in shared if row.author.name not in theirs):
                    answer = asked(somebody, route, method, wanted)
                    assert answer.status_code == 404, f"{somebody.name} {method} {route}"
                    missing.add(answer.content)
    assert len(missing) == 1
    assert everything() == before
    own = [row.id for row in house.shared.values() if row.author.name == left.name]
    for wanted in own:
        assert CANARY in text_of(left.get(f"/us/{wanted}/"))
        assert one.get(f"/us/{wanted}/").status_code == 404


def test_older_pages_are_no_way_round(house):
    for wanted in house.ids:
        for place in ("/us/", "/mine/notebook/"):
            page = house.world.cleo.get(f"{place}?before={wanted}")
            assert page.status_code < 500
            others = re.findall(rf"{CANARY} [a-z ]+, of (?:Ann|Bo)", text_of(page))
            assert others == []
            assert f"{CANARY} alone, of Ann" not in text_of(house.world.bo.get(f"{place}?before={wanted}"))
            assert f"{CANARY} for tomorrow, of Ann" not in text_of(house.world.bo.get(f"{place}?before={wanted}"))


def test_a_mark_that_names_nothing_breaks_nothing(house):
    for mark in ("-1", "9" * 19, "%F0%9D%9F%9A", "x" * 5000, "%00", "1 or 1=1", NOBODY, "0"):
        for place in ("/us/", "/mine/notebook/"):
            assert house.world.ann.get(f"{place}?before={mark}").status_code in {200, 404}


def test_an_error_anywhere_tells_nothing_of_the_two(house, monkeypatch):
    """Every address in turn breaks with everything in its hands; neither the page nor the journal repeats it."""
    ann, visit = house.world.ann, visit_of(house.world.ann)
    entry = next(row.id for row in house.shared.values() if row.author.name == "Ann")
    secrets = {
        **{name: f"{CANARY} in {name}" for name in ("text", "landing_line", "partner_word")},
        **{name: f"{CANARY} in {name}" for name in ("code", "invitation", "spoken", "touch", "passphrase")},
    }
    keys = [visit.unlocked.desk_key.hex(), *(key.hex() for key in visit.unlocked.shelf_keys.values())]
    journal = io.StringIO()
    handlers = {h for n in ("django", "", "django.request") for h in logging.getLogger(n).handlers}
    own = [h for h in handlers if type(h) is logging.StreamHandler]
    assert own
    before = [(h, h.setStream(journal)) for h in own]

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError(CANARY, args, kwargs, keys)

    try:
        for route, pattern in routes().items():
            with monkeypatch.context() as patched:
                patched.setattr(pattern, "callback", breaks)
                for method in methods(route):
                    path = address(route, entry=entry)
                    answer = ann.post(path, secrets) if method == "post" else ann.get(path)
                    assert answer.status_code == 500, route
                    page = text_of(answer)
                    for name in ("text", "landing_line", "partner_word"):
                        page = page.replace(secrets[name], "")
                    assert not any(s in page for s in (CANARY, "RuntimeError", ann.cookie, *keys)), route
                    assert not re.search(r"\bBo\b", page), route
    finally:
        for handler, stream in before:
            handler.setStream(stream)
    kept = journal.getvalue()
    assert "RuntimeError" in kept
    assert not any(secret in kept for secret in (CANARY, ann.cookie, entry, *keys))


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("/us/", "undrift.actions.sharing.page"),
        ("/us/agreements/", "undrift.actions.agreements.page"),
        ("/us/agreements/write/", "undrift.actions.agreements.write"),
        ("/us/agreements/park/", "undrift.actions.lines.put"),
        ("/us/future/", "undrift.actions.future.view"),
        ("/us/future/write/", "undrift.actions.future.write"),
        ("/us/story/", "undrift.actions.story.page"),
        ("/us/story/write/", "undrift.actions.story.write"),
        ("/us/words/", "undrift.actions.couples.words"),
        ("/us/words/", "undrift.actions.couples.confirm"),
        ("/us/invite/", "undrift.actions.invitations.invite"),
        ("/join/", "undrift.actions.invitations.look"),
        ("/join/accept/", "undrift.actions.invitations.look"),
        ("/settings/touch/", "undrift.actions.standing.touch_welcome"),
        ("/today/note/moment/", "undrift.actions.sharing.share"),
        ("/us/say/feeling/", "undrift.actions.disclosure.say"),
        ("/us/say/feeling/", "undrift.actions.drafts.lay_down"),
        ("/settings/unlink/", "undrift.actions.couples.leave"),
    ],
)
def test_an_error_inside_an_action_for_two_tells_nothing(world, path, action, monkeypatch, caplog):
    somebody = world.ann
    if path == "/us/words/":
        token = re.findall(r"#([0-9a-f]{32})", text_of(world.ann.post("/us/invite/") and world.ann.get("/us/invite/")))
        world.bo.post("/join/accept/", {"invitation": token[0]})
        spoken = words_of(somebody)
    else:
        pair(world.ann, world.bo)
        spoken = ""
    if path in {"/us/invite/", "/join/", "/join/accept/"}:
        somebody = world.cleo

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError(repr(args) + repr(kwargs) + CANARY)

    monkeypatch.setattr(action, breaks)
    typed = {"text": CANARY, "code": CANARY, "invitation": CANARY, "answer": "same", "spoken": spoken}
    typed |= {"passphrase": somebody.words, "for": "both", "seen": "yes", "touch": "hug", "hope": "child"}
    typed |= {"then": "lie" if action.endswith("lay_down") else "place"}
    answer = (
        somebody.get(path)
        if path in {"/us/", "/us/agreements/", "/us/future/", "/us/story/"}
        else somebody.post(path, typed)
    )
    assert answer.status_code == 500
    page = text_of(answer).replace(f"{CANARY}</textarea>", "")
    told = page + "".join(record.getMessage() for record in caplog.records if record.name.startswith("undrift"))
    for secret in (CANARY, somebody.cookie, somebody.words, "RuntimeError", *([spoken] if spoken else [])):
        assert secret not in told
