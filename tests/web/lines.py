"""What two do on the pages they write together: agreements, what is parked, the years ahead, and the story."""

from __future__ import annotations

import re

from django.http import HttpResponse

from undrift.store.models import Answer, Line

from .forms import form_to
from .world import Someone, text_of

AGREEMENTS, FUTURE, STORY = "/us/agreements/", "/us/future/", "/us/story/"


def tells(somebody: Someone, path: str) -> str:
    """A page as a person reads it: without markup, every white space one blank."""
    page = text_of(somebody.get(path)).split('<main id="main" tabindex="-1">', 1)[-1].split("</main>")[0]
    plain = (
        re.sub(r"<[^>]+>", " ", page.replace("<i>", "").replace("</i>", ""))
        .replace("&#x27;", "'")
        .replace("&nbsp;", " ")
    )
    return " ".join(plain.split())


def will(somebody: Someone, text: str, back: str = "") -> str:
    """Write an agreement; returns its address."""
    typed = {"text": text, **({"back": back} if back else {})}
    path = f"{AGREEMENTS}write/" + ("?about=break" if back else "")
    answer = somebody.fill(path, f"{AGREEMENTS}write/", **typed)
    assert answer.status_code == 302, text_of(answer)
    return address_of_newest(somebody)


def address_of_newest(somebody: Someone) -> str:
    row = Line.objects.filter(author__name=somebody.name).latest("sequence")
    return f"/us/{'story' if row.page == 'story' else 'agreements'}/{row.id}/"


def parks(somebody: Someone, text: str) -> str:
    answer = somebody.fill(f"{AGREEMENTS}park/", text=text)
    assert answer.status_code == 302, text_of(answer)
    return address_of_newest(somebody)


def asked(somebody: Someone, address: str) -> dict[str, str | list[str]]:
    """What would be sent from the page of a line that asks for a yes."""
    return form_to(text_of(somebody.get(address)), f"{address}answer/").filled()


def answers(somebody: Someone, address: str, answer: str) -> HttpResponse:
    return somebody.post(f"{address}answer/", asked(somebody, address) | {"answer": answer})


def accepts_line(somebody: Someone, address: str) -> None:
    assert answers(somebody, address, "yes").status_code == 302


def puts_aside(somebody: Someone, address: str) -> None:
    assert answers(somebody, address, "aside").status_code == 302


def takes_out(somebody: Someone, address: str) -> HttpResponse:
    page = somebody.get(address)
    assert page.status_code == 200, page.status_code
    return somebody.send(page, f"{address}take-out/")


def changes(somebody: Someone, address: str, text: str, **more: str) -> HttpResponse:
    return somebody.fill(f"{address}change/", text=text, **more)


def adds(somebody: Someone, text: str, when: str = "", beside: str = "") -> str:
    """Write a piece of the story; `beside` is `?before=…` or `?after=…`. Returns its address."""
    answer = somebody.fill(f"{STORY}write/{beside}", f"{STORY}write/", text=text, when=when)
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"]


def pieces(somebody: Someone, path: str = STORY) -> list[str]:
    return re.findall(r'<p class="words-of-mine" dir="auto">(.*?)</p>', text_of(somebody.get(path)), re.DOTALL)


def hopes(somebody: Someone, *ticks: str, **told: str) -> HttpResponse:
    return somebody.fill(f"{FUTURE}write/", hope=list(ticks), **told)


def takes_hopes_back(somebody: Someone) -> HttpResponse:
    return somebody.send(somebody.get(FUTURE), f"{FUTURE}take-back/")


def answer_of(somebody: Someone) -> Answer:
    return Answer.objects.get(author__name=somebody.name)


def id_in(address: str) -> str:
    return address.strip("/").split("/")[-1]
