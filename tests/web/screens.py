"""What somebody sees on their screens, so that two looks can be compared byte for byte."""

from __future__ import annotations

import re

from undrift.actions import desk as desks
from undrift.domain.desk import Offer, Tonight
from undrift.store.models import Desk as DeskRow

from .couples import visit_of
from .world import Someone, World, text_of

STEPS = ("feet-on-the-floor",)


def without_keys(page: str) -> str:
    """The page without what is drawn anew each time: form tokens and the key of a note."""
    return re.sub(r'name="(csrfmiddlewaretoken|note_key)" value="[^"]*"', "", page)


def shown(somebody: Someone, path: str) -> str:
    answer = somebody.get(path)
    return f"{answer.status_code} {answer.get('Location', '')} {without_keys(text_of(answer))}"


OWN = (
    *("/mine/ground/", "/mine/ground/apart/", "/mine/ground/kept/", "/mine/going-on/", "/mine/going-on/kept/"),
    *("/mine/promises/", "/mine/summary/", "/mine/helps/"),
)


class Eyes:
    """Ann's screens in several evenings of hers: landing, arriving, a step, on the way, nothing tonight."""

    PATHS = (
        "/today/",
        "/us/",
        "/us/say/",
        "/us/say/need/",
        "/mine/",
        "/mine/notebook/",
        "/settings/joint/",
        "/settings/touch/",
        "/settings/",
        "/us/way-back/",
        "/us/matter/",
        *OWN,
    )

    def __init__(self, world: World, *entries: str) -> None:
        self.ann, self.visit = world.ann, visit_of(world.ann)
        own = desks.read(self.visit)
        on = desks.local_now(own).date().isoformat()
        offer = Offer(STEPS[0], on, "did")
        step = Tonight(on, "some", chosen=True, practice=STEPS[0])
        evenings = (
            own.with_(tonight=None, landing_due=None),
            own.with_(tonight=step, history=(Offer(STEPS[0], on),)),
            own.with_(tonight=Tonight(on, "little", chosen=True, practice=STEPS[0], answer="did")),
            own.with_(tonight=Tonight(on, "some", chosen=True, practice=None)),
            own.with_(landing_due=offer, landing_due_from=f"{on}T04:00:00"),
        )
        self.desks = [desks.sealed(self.visit.person, self.visit.unlocked.desk_key, desk) for desk in evenings]
        paths = (*self.PATHS, *entries)
        self.looks = [(n, "/today/") for n in range(len(self.desks))] + [(0, p) for p in paths if p != "/today/"]
        self.first = {look: self.see(look) for look in self.looks}

    def see(self, look: tuple[int, str]) -> str:
        evening, path = look
        DeskRow.objects.filter(pk=self.visit.person).update(sealed=self.desks[evening])
        return shown(self.ann, path)


def screens(somebody: Someone, *more: str) -> dict[str, str]:
    """Everything on the screens of somebody, what they can take along included."""
    paths = (
        *("/today/", "/us/", "/us/joined/", "/us/words/", "/us/invite/", "/mine/", "/mine/notebook/", "/settings/"),
        *("/settings/joint/", "/settings/touch/", "/settings/ending/", "/settings/unlink/", "/settings/life/"),
        *(
            "/settings/places/",
            "/settings/pause/",
            "/settings/leave/",
            "/today/note/appreciation/",
            "/join/",
            *OWN,
            "/us/way-back/",
            "/us/matter/",
            *more,
        ),
        *("/us/say/", "/us/say/feeling/"),
    )
    found = {path: shown(somebody, path) for path in paths}
    for form in ("json", "html"):
        found[form] = text_of(somebody.post("/settings/take-along/", {"passphrase": somebody.words, "form": form}))
    return found
