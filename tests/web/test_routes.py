"""Every route has a door, and nobody comes through one that is not theirs."""

from __future__ import annotations

import re

import pytest

from .addresses import DOORS, GET, NOBODY, POST, PRIVATE, SHARED, address, behind, routes
from .world import text_of

CANARY = "salt-marsh-heron"
SECRETS = {"passphrase": CANARY, "old_passphrase": CANARY, "code": CANARY}


def test_every_route_is_written_down_and_stands_behind_the_door_it_should():
    built = {route: getattr(pattern.callback, "door", "no door at all") for route, pattern in routes().items()}
    assert built == {route: door for route, (door, _) in DOORS.items()}


@pytest.mark.parametrize("route", [r for r in behind(SHARED, PRIVATE) if "<slug:practice>" not in r])
def test_a_stranger_is_led_to_the_sign_in_page(home, route):
    answer = home("Nobody", "").get(address(route))
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next={address(route)}"


@pytest.mark.parametrize("route", [r for r in behind(SHARED, PRIVATE) if DOORS[r][1] != GET])
def test_a_strangers_post_meets_the_sign_in_page_and_sees_no_secret_again(home, route):
    answer = home("Nobody", "").post(address(route), SECRETS)
    assert answer.status_code == 401
    assert 'action="/sign-in/"' in text_of(answer)
    assert CANARY not in text_of(answer)


@pytest.mark.parametrize("route", behind(PRIVATE))
def test_with_the_private_door_closed_private_pages_lead_to_it(world, route):
    world.ann.post("/mine/door/close/")
    if DOORS[route][1] != POST:
        assert world.ann.get(address(route))["Location"] == f"/mine/door/?next={address(route)}"
    if DOORS[route][1] != GET:
        answer = world.ann.post(address(route), SECRETS)
        assert answer.status_code == 401
        assert 'action="/mine/door/"' in text_of(answer)
        assert CANARY not in text_of(answer)


@pytest.mark.parametrize("path", ["/today/landing/", "/today/capacity/", "/mine/notebook/search/", "/sign-out/"])
def test_a_phone_that_restores_a_tab_does_not_show_a_blank_page(world, path):
    """After a form, the address bar holds the form's own address; reopening the tab asks for it with GET."""
    answer = world.ann.get(path)
    assert answer.status_code in {302, 405}
    assert answer.status_code == 302 or "<h1>" in text_of(answer), "the page is blank"


def entry_of(someone) -> str:
    someone.writes("mine alone")
    return re.findall(r"/mine/notebook/([0-9a-f]{32})/", someone.notebook())[0]


def test_a_note_is_found_by_its_owner_and_by_nobody_else(world):
    note = entry_of(world.ann)
    assert "mine alone" in text_of(world.ann.get(f"/mine/notebook/{note}/"))
    missing = {
        text_of(person.get(f"/mine/notebook/{which}/"))
        for person, which in [(world.bo, note), (world.cleo, note), *((p, NOBODY) for p in world.everybody)]
    }
    assert len(missing) == 1
    for person in (world.bo, world.cleo):
        assert person.get(f"/mine/notebook/{note}/").status_code == 404


def test_nobody_lets_go_of_somebody_elses_note(world):
    note = entry_of(world.ann)
    answers = [p.post(f"/mine/notebook/{note}/let-go/") for p in (world.bo, world.cleo)]
    answers += [p.post(f"/mine/notebook/{NOBODY}/let-go/") for p in world.everybody]
    assert {a.status_code for a in answers} == {404}
    assert len({a.content for a in answers}) == 1
    assert "mine alone" in world.ann.notebook()


def test_nobody_closes_somebody_elses_session(world):
    page = text_of(world.ann.get("/settings/places/"))
    assert "this one" in page
    from undrift.store.models import Door

    hers = Door.objects.get(person__name="Ann", scope="shared").session
    answers = [p.post(f"/settings/places/{hers}/close/") for p in (world.bo, world.cleo)]
    answers += [p.post(f"/settings/places/{NOBODY}/close/") for p in world.everybody]
    assert {a.status_code for a in answers} == {404}
    assert len({a.content for a in answers}) == 1
    assert world.ann.get("/today/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/no/such/page/",
        "/mine/notebook/%00/",
        "/mine/notebook/..%2f..%2fetc/",
        "/mine/notebook/?before=-1",
        "/mine/notebook/?before=" + "9" * 19,
        "/mine/notebook/?before=%F0%9D%9F%9A",
        "/library/none-such/",
        "/library/way/none-such/",
        "/library/read/none-such/",
        "/begin/none-such/",
        "/help/hold-up/0/",
        "/help/hold-up/" + "9" * 5000 + "/",
        "/help/lines/zz/",
        "/today/note/none-such/",
        "/admin/",
        "/.env",
    ],
)
def test_what_is_not_there_looks_the_same_to_all(world, path):
    answers = [person.get(path) for person in world.everybody]
    assert {a.status_code for a in answers} == {404}
    assert {a.content for a in answers} == {world.ann.get("/nothing/").content}


def test_pages_further_back_show_only_ones_own(world):
    for person in (world.ann, world.bo):
        for n in range(25):
            person.writes(f"{person.name} number {n}")
    page = world.ann.notebook()
    older = re.search(r"\?before=([0-9a-f]{32})", page)
    assert older
    assert "Ann number 4" in text_of(world.ann.get(f"/mine/notebook/?before={older[1]}"))
    for person in (world.bo, world.cleo):
        assert "Ann number" not in text_of(person.get(f"/mine/notebook/?before={older[1]}"))


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_away_from_here(world, wanted):
    answer = world.ann.elsewhere().sign_in(next=wanted)
    assert answer["Location"] == "/today/"
    door = world.ann.post("/mine/door/", {"passphrase": world.ann.words, "next": wanted})
    assert door["Location"] == "/mine/notebook/"
