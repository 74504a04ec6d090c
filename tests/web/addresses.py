"""Every address and the door it stands behind, written down by hand: a new route fails until somebody decides."""

from __future__ import annotations

from django.urls import get_resolver

NOBODY = "0" * 32
SAMPLES = {
    "way": "fragile",
    "about": "moment",
    "practice": "feet-on-the-floor",
    "entry": NOBODY,
    "kind": "listening",
    "saying": "feeling",
    "draft": NOBODY,
    "plan": NOBODY,
    "line": NOBODY,
    "session": NOBODY * 2,
    "key": NOBODY,
    "article": "none-such",
    "country": "gb",
    "which": "1",
    "sheet": "circle",
    "named": "when",
    "when": "hour",
}

NONE, SHARED, PRIVATE = "none", "shared", "private"
KEY = "a key"
"""The address for machines: a key in a header and nothing else; no cookie counts there."""
GET, POST, BOTH = frozenset({"GET"}), frozenset({"POST"}), frozenset({"GET", "POST"})

DOORS = {
    "": (NONE, GET),
    "begin/<slug:way>/": (NONE, GET),
    "sign-up/": (NONE, BOTH),
    "sign-in/": (NONE, BOTH),
    "sign-out/": (NONE, POST),
    "recover/": (NONE, BOTH),
    "close/": (NONE, POST),
    "welcome/recovery/": (PRIVATE, BOTH),
    "welcome/recovery/written-down/": (PRIVATE, POST),
    "welcome/safety/": (SHARED, BOTH),
    "welcome/close/": (SHARED, BOTH),
    "welcome/life/": (SHARED, BOTH),
    "today/": (SHARED, GET),
    "today/capacity/": (SHARED, POST),
    "today/answer/": (SHARED, POST),
    "today/away/": (SHARED, GET),
    "today/landing/": (SHARED, POST),
    "today/note/<slug:about>/": (SHARED, BOTH),
    "today/kept/": (SHARED, GET),
    "today/mending/": (SHARED, POST),
    "today/to-mend/": (SHARED, GET),
    "today/saved/<slug:practice>/": (SHARED, POST),
    "join/": (NONE, BOTH),
    "join/accept/": (SHARED, POST),
    "today/stay/": (SHARED, POST),
    "us/": (SHARED, GET),
    "us/invite/": (SHARED, BOTH),
    "us/invite/cancel/": (SHARED, POST),
    "us/words/": (PRIVATE, BOTH),
    "us/rather-not/": (SHARED, POST),
    "us/joined/": (SHARED, GET),
    "us/way-back/": (SHARED, BOTH),
    "us/matter/": (SHARED, BOTH),
    "us/put-away/": (SHARED, POST),
    "us/agreements/": (SHARED, GET),
    "us/agreements/write/": (SHARED, BOTH),
    "us/agreements/park/": (SHARED, BOTH),
    "us/agreements/put-aside/": (SHARED, GET),
    "us/agreements/<slug:line>/": (SHARED, GET),
    "us/agreements/<slug:line>/change/": (SHARED, BOTH),
    "us/agreements/<slug:line>/answer/": (SHARED, POST),
    "us/agreements/<slug:line>/take-out/": (SHARED, POST),
    "us/future/": (SHARED, GET),
    "us/future/write/": (SHARED, BOTH),
    "us/future/take-back/": (SHARED, POST),
    "us/story/": (SHARED, GET),
    "us/story/write/": (SHARED, BOTH),
    "us/story/<slug:line>/": (SHARED, GET),
    "us/story/<slug:line>/change/": (SHARED, BOTH),
    "us/story/<slug:line>/move/": (SHARED, POST),
    "us/story/<slug:line>/take-back/": (SHARED, POST),
    "us/conversations/": (SHARED, GET),
    "us/conversations/<slug:kind>/": (SHARED, BOTH),
    "us/conversation/": (SHARED, GET),
    "us/conversation/now/": (SHARED, GET),
    "us/conversation/press/": (SHARED, POST),
    "us/say/": (SHARED, GET),
    "us/say/<slug:saying>/": (SHARED, BOTH),
    "us/draft/<slug:draft>/": (SHARED, BOTH),
    "us/draft/<slug:draft>/soften/": (SHARED, BOTH),
    "us/<slug:entry>/": (SHARED, GET),
    "us/<slug:entry>/room/": (SHARED, POST),
    "us/<slug:entry>/landed/": (SHARED, POST),
    "us/<slug:entry>/take-back/": (SHARED, POST),
    "us/<slug:entry>/keep/": (SHARED, POST),
    "us/<slug:entry>/unfold/": (SHARED, POST),
    "mine/": (SHARED, GET),
    "mine/write/": (SHARED, BOTH),
    "mine/release/": (SHARED, GET),
    "mine/door/": (SHARED, BOTH),
    "mine/door/close/": (SHARED, POST),
    "mine/notebook/": (PRIVATE, GET),
    "mine/notebook/search/": (PRIVATE, POST),
    "mine/notebook/<slug:entry>/": (PRIVATE, GET),
    "mine/notebook/<slug:entry>/let-go/": (PRIVATE, POST),
    "mine/notebook/<slug:entry>/share/": (PRIVATE, BOTH),
    "mine/plans/": (SHARED, BOTH),
    "mine/plans/<slug:plan>/take-away/": (SHARED, POST),
    "mine/last-close/": (PRIVATE, GET),
    "mine/looking-back/": (PRIVATE, GET),
    "mine/looking-back/<slug:sheet>/": (PRIVATE, BOTH),
    "mine/looking-back/<slug:sheet>/let-go/": (PRIVATE, BOTH),
    "mine/looking-back/<slug:sheet>/<slug:named>/share/": (PRIVATE, BOTH),
    "mine/looking-back/<slug:sheet>/<slug:named>/let-go/": (PRIVATE, BOTH),
    "mine/sentence/": (SHARED, BOTH),
    "mine/helps/": (PRIVATE, GET),
    "mine/ground/": (PRIVATE, BOTH),
    "mine/ground/apart/": (PRIVATE, BOTH),
    "mine/ground/kept/": (PRIVATE, GET),
    "mine/going-on/": (PRIVATE, BOTH),
    "mine/going-on/kept/": (PRIVATE, GET),
    "mine/promises/": (SHARED, BOTH),
    "mine/summary/": (PRIVATE, BOTH),
    "library/": (NONE, GET),
    "library/search/": (NONE, POST),
    "library/way/<slug:way>/": (NONE, GET),
    "library/read/<slug:article>/": (NONE, GET),
    "library/<slug:practice>/": (NONE, GET),
    "help/": (NONE, GET),
    "help/now/": (NONE, GET),
    "help/breath/": (NONE, GET),
    "help/pause/": (NONE, GET),
    "help/line/": (NONE, GET),
    "help/back/own/": (NONE, GET),
    "help/back/<slug:when>/": (NONE, GET),
    "help/hold-up/own/": (NONE, GET),
    "help/hold-up/<int:which>/": (NONE, GET),
    "help/professional/": (NONE, GET),
    "help/questions/": (NONE, GET),
    "help/wrong-tool/": (NONE, GET),
    "help/closing-quickly/": (NONE, GET),
    "help/who-can-read-what/": (NONE, GET),
    "help/lines/<slug:country>/": (NONE, GET),
    "settings/": (SHARED, GET),
    "settings/who-can-read-what/": (SHARED, GET),
    "settings/life/": (SHARED, BOTH),
    "settings/pause/": (SHARED, BOTH),
    "settings/joint/": (SHARED, BOTH),
    "settings/touch/": (SHARED, BOTH),
    "settings/ending/": (SHARED, GET),
    "settings/unlink/": (SHARED, BOTH),
    "settings/places/": (SHARED, GET),
    "settings/places/close-others/": (SHARED, POST),
    "settings/places/<slug:session>/close/": (SHARED, POST),
    "settings/passphrase/": (SHARED, BOTH),
    "settings/new-keys/": (SHARED, BOTH),
    "settings/take-along/": (PRIVATE, BOTH),
    "settings/leave/": (SHARED, BOTH),
    "settings/bring/": (PRIVATE, BOTH),
    "settings/quick-notes/": (PRIVATE, BOTH),
    "settings/quick-notes/<slug:key>/take-away/": (PRIVATE, POST),
    "api/moments": (KEY, POST),
    "api/openapi.json": (NONE, GET),
    "offline/": (NONE, GET),
    "note/": (NONE, GET),
    "manifest.webmanifest": (NONE, GET),
    "sw.js": (NONE, GET),
    "precache.json": (NONE, GET),
    "healthz": (NONE, GET),
}

# Whose an id in an address may be: for everybody else it is not there, with the same page as for a random one.
EVERYBODYS, OWNERS, AUTHORS, READERS, MEMBERS = "a public name", "the owner's", "the author's", "the other's", "both"
STANDING = "the author's; an agreement also the other's, who meets a sentence where it does not stand"
IDS = {
    "begin/<slug:way>/": EVERYBODYS,
    "today/note/<slug:about>/": EVERYBODYS,
    "today/saved/<slug:practice>/": EVERYBODYS,
    "library/way/<slug:way>/": EVERYBODYS,
    "library/read/<slug:article>/": EVERYBODYS,
    "library/<slug:practice>/": EVERYBODYS,
    "help/hold-up/<int:which>/": EVERYBODYS,
    "help/back/<slug:when>/": EVERYBODYS,
    "help/lines/<slug:country>/": EVERYBODYS,
    "us/agreements/<slug:line>/": MEMBERS,
    "us/agreements/<slug:line>/change/": AUTHORS,
    "us/agreements/<slug:line>/answer/": READERS,
    "us/agreements/<slug:line>/take-out/": STANDING,
    "us/story/<slug:line>/": MEMBERS,
    "us/story/<slug:line>/change/": AUTHORS,
    "us/story/<slug:line>/move/": AUTHORS,
    "us/story/<slug:line>/take-back/": AUTHORS,
    "us/conversations/<slug:kind>/": EVERYBODYS,
    "us/say/<slug:saying>/": EVERYBODYS,
    "us/draft/<slug:draft>/": OWNERS,
    "us/draft/<slug:draft>/soften/": OWNERS,
    "us/<slug:entry>/": MEMBERS,
    "us/<slug:entry>/room/": READERS,
    "us/<slug:entry>/landed/": READERS,
    "us/<slug:entry>/take-back/": AUTHORS,
    "us/<slug:entry>/keep/": READERS,
    "us/<slug:entry>/unfold/": MEMBERS,
    "mine/looking-back/<slug:sheet>/": EVERYBODYS,
    "mine/looking-back/<slug:sheet>/let-go/": EVERYBODYS,
    "mine/looking-back/<slug:sheet>/<slug:named>/share/": EVERYBODYS,
    "mine/looking-back/<slug:sheet>/<slug:named>/let-go/": EVERYBODYS,
    "mine/notebook/<slug:entry>/": OWNERS,
    "mine/notebook/<slug:entry>/let-go/": OWNERS,
    "mine/notebook/<slug:entry>/share/": OWNERS,
    "mine/plans/<slug:plan>/take-away/": OWNERS,
    "settings/places/<slug:session>/close/": OWNERS,
    "settings/quick-notes/<slug:key>/take-away/": OWNERS,
}

# Pages a phone may keep: the same bytes for everybody, no cookie, no token.
KEPT_ON_PHONES = ("library/", "help/", "offline/", "note/", "manifest.webmanifest", "sw.js", "precache.json")


def routes() -> dict[str, object]:
    return {str(pattern.pattern): pattern for pattern in get_resolver().url_patterns}


def address(route: str, **ids: str) -> str:
    """An address that exists for a route, or with other ids one that does not."""
    values = {**SAMPLES, **ids}
    if route.startswith("library/way/"):
        values["way"] = ids.get("way", "stabilise")
    for name, value in values.items():
        for kind in ("slug", "int"):
            route = route.replace(f"<{kind}:{name}>", value)
    return "/" + route


def behind(*doors: str) -> list[str]:
    return [route for route, (door, _) in DOORS.items() if door in doors]


def may_be_kept(route: str) -> bool:
    return route.startswith(KEPT_ON_PHONES) and DOORS[route][1] != POST
