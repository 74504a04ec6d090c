"""The rooms of two people who have been here for ten weeks: the couple of `undrift demo`, on one evening."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from camera import Camera
from tests.browser.conftest import Home, Someone, start_home
from tests.browser.couples import STILL, press
from tests.browser.forms import open_notebook

from undrift.cli.demo import script

MORNING = datetime(2026, 11, 22, 7, 40, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
TO_THE_END = "() => scrollTo({top: document.body.scrollHeight, behavior: 'instant'})"
OF_NORA = {
    "question-opened": "/us/questions/",
    "question-sealed": "/us/questions/now/",
    "told": "/us/questions/told/",
    "letter-sealed": "/us/letters/",
    "agreements": "/us/agreements/",
    "our-story": "/us/story/",
    "years-ahead": "/us/future/",
    "what-returns": "/us/returns/",
    "what-could-it-be": "/us/returns/new/",
    "time-of-my-own": "/mine/returns/",
    "plans": "/mine/plans/",
    "weather": "/mine/climate/",
    "look-back": "/mine/look-back/",
    "just-me": "/mine/",
    "settings": "/settings/",
    "reminders": "/settings/reminders/",
    "reminder-places": "/settings/reminders/where/",
    "calendar": "/settings/calendar/",
    "take-along": "/settings/take-along/",
    "bring": "/settings/bring/",
}
OF_SAM = {
    "question-guessed": "/us/questions/",
    "question-lies": "/us/questions/now/",
    "question-write": "/us/questions/write/",
    "proposed": "/us/returns/",
    "helps": "/mine/helps/",
    "promises": "/mine/promises/",
    "quick-notes": "/settings/quick-notes/",
}
LOWER = {"question-guessed": "You thought", "settings": "Your words"}
"""What the picture is of lies further down; scrolled to these words."""


def rooms(camera: Camera, folder: Path) -> None:
    """Let the demo live up to this evening, and walk through the rooms as each of the two."""
    live_apart(folder)
    home = start_home(folder)
    try:
        nora, sam = (signed_in(camera, home, who.name, who.passphrase) for who in script.read().couple)
        breakfast(camera, nora)
        home.set_clock(EVENING.replace(tzinfo=None))
        evening(camera, nora)
        for person, pages in ((nora, OF_NORA), (sam, OF_SAM)):
            come_back(person)
            walk(camera, person, pages)
        address(camera, nora)
        nora.context.close()
        sam.context.close()
    finally:
        home.stop()


def signed_in(camera: Camera, home: Home, name: str, passphrase: str) -> Someone:
    home.set_clock(MORNING.replace(tzinfo=None))
    person = camera.someone(name, home)
    person.words = passphrase
    person.sign_in()
    return person


def come_back(person: Someone) -> None:
    """Sign in anew at this hour, and open the notebook."""
    person.home.forget_tries()
    person.context.clear_cookies()
    person.sign_in()
    open_notebook(person.page, person.home.url, person.words)


def breakfast(camera: Camera, nora: Someone) -> None:
    nora.go("/today/")
    camera.shot(nora, "room-breakfast")
    press(nora.page, "Not this time")


def evening(camera: Camera, nora: Someone) -> None:
    come_back(nora)
    nora.go("/today/")
    camera.shot(nora, "room-today")
    nora.go("/us/")
    camera.shot(nora, "room-us")
    nora.page.evaluate(TO_THE_END)
    camera.shot(nora, "room-us-below")


def walk(camera: Camera, person: Someone, pages: Mapping[str, str]) -> None:
    for what, path in pages.items():
        person.go(path)
        person.page.evaluate(STILL)
        if what in LOWER:
            person.page.get_by_text(LOWER[what]).first.evaluate("e => e.scrollIntoView({block: 'center'})")
        camera.shot(person, f"room-{what}")


def address(camera: Camera, nora: Someone) -> None:
    """A calendar's address is shown once."""
    nora.go("/settings/calendar/")
    press(nora.page, "Make a private address")
    camera.shot(nora, "room-calendar-address")


def live_apart(folder: Path) -> None:
    """Let the ten weeks be lived in a process of its own: this one belongs to the browser."""
    folder.mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNDRIFT_")}
    own = {"UNDRIFT_DATA": str(folder), "UNDRIFT_TIME_ZONE": "UTC", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, __file__], env={**kept, **own}, check=True)


def live() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "undrift.config.settings"
    import django

    django.setup()
    from undrift.actions import keys, people
    from undrift.adapters import clock
    from undrift.cli.demo import life
    from undrift.cli.serve import prepare
    from undrift.vault.slots import PassphraseKdf

    keys.use_kdf(PassphraseKdf.cheap())
    people.draw_seed = lambda: 7
    prepare()
    clock.use(lambda: MORNING)
    life.live(script.read(), clock.zone(None, "UTC"), lambda _: None)


if __name__ == "__main__":
    live()
