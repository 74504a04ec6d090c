"""What two people do at their browsers to become a couple, share and part."""

from __future__ import annotations

import re

from .forms import form_to
from .world import Someone, text_of


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
