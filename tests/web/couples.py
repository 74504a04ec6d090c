"""What two people do at their browsers to become a couple, share and part."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from django.apps import apps
from django.db import transaction

from undrift.actions import notebook, sessions, sharing
from undrift.actions.sessions import Browser, Visit
from undrift.domain.notebook import Kind
from undrift.store.models import Couple, Person

from .forms import form_to
from .world import NEW_WORDS, WORDS, Clock, CountingKdf, Someone, World, text_of

BROWSER = Browser("", "127.0.0.1", "A phone")
COMES_AND_GOES = {"door", "lane", "known_browser"}


def invites(somebody: Someone) -> str:
    """Make a link; returns its secret."""
    assert somebody.post("/us/invite/").status_code == 302
    found = re.search(r"/join/#([0-9a-f]{32})", text_of(somebody.get("/us/invite/")))
    assert found
    return found.group(1)


def accepts(somebody: Someone, token: str) -> None:
    host_page = somebody.post("/join/", {"code": token})
    assert host_page.status_code == 200, text_of(host_page)
    answer = somebody.send(host_page, "/join/accept/")
    assert answer.status_code == 302, text_of(answer)


def words_of(somebody: Someone) -> str:
    """The words on this phone, all of them in order; opens the private door where it is closed."""
    page = somebody.get("/us/words/")
    if page.status_code == 302:
        somebody.open_notebook()
        page = somebody.get("/us/words/")
    assert page.status_code == 200, page["Location"]
    return str(form_to(text_of(page), "/us/words/").filled()["spoken"][0])


def confirms(somebody: Someone) -> None:
    answer = somebody.post("/us/words/", {"answer": "same", "spoken": words_of(somebody)})
    assert answer.status_code == 302, text_of(answer)


def pair(one: Someone, other: Someone) -> None:
    accepts(other, invites(one))
    assert words_of(one) == words_of(other)
    confirms(one)
    confirms(other)


def shares(somebody: Someone, text: str, about: str = "appreciation") -> str:
    """Share one thing after the look ahead; returns the address it has on Us."""
    path = f"/today/note/{about}/"
    ahead = somebody.fill(path, text=text, **{"for": "both"})
    assert ahead.status_code == 200, text_of(ahead)
    answer = somebody.send(ahead, path, seen="yes", **{"for": "both"})
    assert answer.status_code == 302, text_of(answer)
    return entries_of(somebody)[0]


def entries_of(somebody: Someone) -> list[str]:
    """The addresses of what stands on Us, newest first."""
    return re.findall(r'href="(/us/[0-9a-f]{32}/)"', text_of(somebody.get("/us/")))


def visit_of(somebody: Someone) -> Visit:
    """What one request of theirs holds, kept in hand while other things happen."""
    visit = sessions.resume(somebody.cookie)
    assert visit is not None, f"{somebody.name} is not signed in"
    return visit


def id_of(somebody: Someone) -> str:
    return str(Person.objects.get(name=somebody.name).pk)


def next_morning(world: World) -> None:
    """Seven o'clock of the next day; everybody has signed in again."""
    world.clock.later(hours=12)
    for somebody in world.everybody:
        assert somebody.sign_in().status_code == 302


def writes_down(somebody: Someone, text: str, kind: Kind = Kind.MOMENT) -> str:
    """Keep a note for oneself; returns the address it has in the notebook."""
    return f"/mine/notebook/{notebook.write(visit_of(somebody), kind, text, note_key='')}/"


def has_shared(somebody: Someone, text: str, kind: Kind = Kind.APPRECIATION) -> str:
    """As `shares`, without the pages on the way; returns the address."""
    return f"/us/{sharing.share(visit_of(somebody), kind, text, note_key='')}/"


def takes_new_keys(somebody: Someone, words: str = NEW_WORDS) -> None:
    answer = somebody.post("/settings/new-keys/", {"old_passphrase": somebody.words, "passphrase": words})
    assert answer.status_code == 302, text_of(answer)
    somebody.words = words


def leaves(somebody: Someone) -> None:
    answer = somebody.post("/settings/unlink/", {"passphrase": somebody.words})
    assert answer.status_code == 200, text_of(answer)
    assert "The shared space is closed" in text_of(answer)


def goes(somebody: Someone, way: str) -> None:
    """Leave the other (`unlink`), or leave altogether (`delete`)."""
    if way == "unlink":
        leaves(somebody)
        return
    answer = somebody.post("/settings/leave/", {"passphrase": somebody.words})
    assert "It is gone" in text_of(answer)


def us_of(somebody: Someone) -> str:
    return text_of(somebody.get("/us/"))


def everything(but: set[str] = COMES_AND_GOES) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that says what people have and are to each other."""
    models = [m for m in apps.get_app_config("store").get_models() if m._meta.db_table not in but]
    return {m._meta.db_table: sorted(m.objects.values_list(), key=repr) for m in models}


@contextmanager
def undone() -> Iterator[None]:
    """What is done to the rows inside is as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Kept:
    """A world as it was once, put back row by row: half a second for the first test and next to nothing for others."""

    _worlds: dict[Callable[[World], None], Kept] = {}

    def __init__(self, world: World) -> None:
        self.rows = [row for model in _by_need() for row in model.objects.all()]
        self.time, self.cookies = world.clock.time, [copy.deepcopy(p.browser.cookies) for p in world.everybody]

    def put_back(self, world: World) -> None:
        for model, rows in groupby(self.rows, type):
            model.objects.bulk_create([copy.copy(row) for row in rows])
        world.clock.time = self.time
        for somebody, cookies in zip(world.everybody, self.cookies, strict=True):
            somebody.browser.cookies = copy.deepcopy(cookies)

    @classmethod
    def world(cls, clock: Clock, kdf: CountingKdf, begun: Callable[[World], None]) -> World:
        """Everybody as after `begun`, which is played out once."""
        world = World(*(Someone(name, words) for name, words in WORDS.items()), clock, kdf)
        if begun in cls._worlds:
            cls._worlds[begun].put_back(world)
            return world
        for somebody in world.everybody:
            somebody.sign_up()
        begun(world)
        cls._worlds[begun] = cls(world)
        return world


def _by_need() -> list[type]:
    """Every table, those that others point to first."""
    first = [Person, Couple]
    return first + [m for m in apps.get_app_config("store").get_models() if m not in first]


def ann_and_bo(world: World) -> None:
    pair(world.ann, world.bo)
