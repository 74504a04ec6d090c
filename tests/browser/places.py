"""Every page there is, read from the addresses themselves: a new one fails the tests until it is named here."""

from __future__ import annotations

NOT_PAGES = {
    "sign-out/",
    "close/",
    "welcome/recovery/written-down/",
    "today/capacity/",
    "today/answer/",
    "today/landing/",
    "today/stay/",
    "today/mending/",
    "today/saved/<slug:practice>/",
    "join/accept/",
    "us/invite/cancel/",
    "us/rather-not/",
    "us/put-away/",
    "us/agreements/<slug:line>/answer/",
    "us/agreements/<slug:line>/take-out/",
    "us/returns/<slug:line>/answer/",
    "us/returns/<slug:line>/leave-out/",
    "us/returns/<slug:line>/rest/",
    "us/returns/<slug:line>/mention/",
    "us/returns/<slug:line>/time.ics",
    "us/future/take-back/",
    "us/questions/now/",
    "us/questions/another/",
    "us/questions/aside/",
    "us/questions/take-back/",
    "us/questions/landed/",
    "us/letters/aside/",
    "us/story/<slug:line>/move/",
    "us/story/<slug:line>/take-back/",
    "us/conversation/press/",
    "us/<slug:entry>/take-back/",
    "us/<slug:entry>/keep/",
    "us/<slug:entry>/room/",
    "us/<slug:entry>/landed/",
    "us/<slug:entry>/unfold/",
    "mine/door/close/",
    "mine/climate/not-now/",
    "mine/notebook/search/",
    "mine/plans/<slug:plan>/take-away/",
    "mine/returns/<slug:time>/",
    "calendar/<slug:feed>.ics",
    "library/search/",
    "mine/notebook/<slug:entry>/let-go/",
    "settings/reminders/this-browser/",
    "settings/reminders/mail/",
    "settings/reminders/places/<slug:place>/test/",
    "settings/reminders/places/<slug:place>/take-away/",
    "settings/places/close-others/",
    "settings/quick-notes/<slug:key>/take-away/",
    "api/moments",
    "api/openapi.json",
    "settings/places/<slug:session>/close/",
    "manifest.webmanifest",
    "sw.js",
    "precache.json",
    "healthz",
}
ENTRY = "mine/notebook/<slug:entry>/"
SHARED_ENTRY = "us/<slug:entry>/"
FROM_THE_NOTEBOOK = "mine/notebook/<slug:entry>/share/"
DRAFT = "us/draft/<slug:draft>/"
SAYING = "us/say/<slug:saying>/"
SHEETS = "mine/looking-back/<slug:sheet>/"
A_YEAR = "mine/climate/year/<int:year>/"
OF_A_LINE = (
    "mine/looking-back/<slug:sheet>/<slug:named>/share/",
    "mine/looking-back/<slug:sheet>/<slug:named>/let-go/",
)  # pages about one line that says something: a test that has one looks at them
LINES_OF_TWO = (
    *(f"us/{page}/<slug:line>/{end}" for page in ("agreements", "story") for end in ("", "change/")),
    *(f"us/returns/<slug:line>/{end}" for end in ("", "move/", "end/")),
)
TALK_KIND = "us/conversations/<slug:kind>/"
TALKS = ("us/conversations/", "us/conversation/", "us/conversation/now/")
FOR_TWO = (
    *TALKS,
    *("us/words/", "settings/unlink/", "us/agreements/", "us/agreements/write/", "us/agreements/park/"),
    *("us/agreements/put-aside/", "us/future/", "us/future/write/", "us/story/", "us/story/write/"),
    *("us/questions/", "us/questions/write/", "us/questions/told/", "us/letters/", "us/letters/write/"),
    *("us/way-back/", "us/matter/", "us/returns/", "us/returns/new/"),
)  # somebody alone is led on from here: a test of two looks at them


def _with_values() -> dict[str, list[str]]:
    from undrift import library
    from undrift.domain import sheets
    from undrift.domain.firstways import WAYS
    from undrift.domain.repair import BREAKS, LINES
    from undrift.web.today import NOTES

    shelf = library.load()
    return {
        "begin/<slug:way>/": [f"/begin/{way}/" for way in WAYS],
        "today/note/<slug:about>/": [f"/today/note/{about}/" for about in NOTES],
        "library/way/<slug:way>/": [f"/library/way/{way}/" for way in ("stabilise", "strengthen", "browse")],
        "library/read/<slug:article>/": [f"/library/read/{a.id}/" for a in shelf.articles],
        "library/<slug:practice>/": [f"/library/{p.id}/" for p in shelf.practices],
        "help/hold-up/<int:which>/": [f"/help/hold-up/{line.id}/" for line in LINES],
        "help/back/<slug:when>/": [f"/help/back/{one.id}/" for one in BREAKS],
        "help/lines/<slug:country>/": [f"/help/lines/{c.code.lower()}/" for c in shelf.help_lines],
        ENTRY: [],  # a note of one's own: a test that has one adds it
        SHARED_ENTRY: [],  # the same, of two
        SAYING: [],  # somebody alone is led on from here
        DRAFT: [],
        f"{DRAFT}soften/": [],
        FROM_THE_NOTEBOOK: [],
        A_YEAR: [],  # a year of nobody: a test that has lived one looks at it
        "mine/climate/week/<slug:monday>/": ["/mine/climate/week/2026-11-16/"],
        "mine/questions/<slug:instrument>/": ["/mine/questions/csi-4/", "/mine/questions/csi-16/"],
        SHEETS: [f"/mine/looking-back/{name}/" for name in sheets.SHEETS],
        f"{SHEETS}let-go/": [f"/mine/looking-back/{name}/let-go/" for name in sheets.SHEETS],
        **{route: [] for route in OF_A_LINE},
        **{route: [] for route in LINES_OF_TWO},
        TALK_KIND: [],  # there is none for somebody alone
    }


def by_door() -> dict[str, dict[str, list[str]]]:
    """Give the paths of every page by its door and its route. KeyError names a route nobody has thought of here."""
    from undrift.config.urls import urlpatterns

    filled = _with_values()
    doors: dict[str, dict[str, list[str]]] = {"none": {}, "shared": {}, "private": {}}
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if route not in NOT_PAGES:
            plain = [] if route in FOR_TWO else [f"/{route}"]
            doors[pattern.callback.door][route] = filled[route] if "<" in route else plain
    return doors


def paths(door: str) -> list[str]:
    return [path for found in by_door()[door].values() for path in found]
