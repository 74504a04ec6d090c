"""Takes the pictures in docs/screenshots: the pages on a phone, light and dark, and some on a wide screen.

`take_pictures.py weather` takes only that group (alone, two, weather, rooms).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from camera import LOOKS, PLACE, Camera  # noqa: E402 - beside this file
from pictures_of_rooms import rooms  # noqa: E402 - beside this file
from playwright.sync_api import sync_playwright  # noqa: E402 - the tests' folder is found first
from tests.browser import weather  # noqa: E402 - the tests' folder is found first
from tests.browser.conftest import CHROMIUM, Home, Someone, start_home  # noqa: E402
from tests.browser.couples import (  # noqa: E402
    at,
    at_the_words,
    follow,
    invite,
    look_ahead,
    open_entry,
    open_invitation,
    press,
    say_the_same,
    share,
    unlink,
)

from undrift.cli.demo import script  # noqa: E402

EVENING = datetime(2026, 11, 20, 20, 30)  # noqa: DTZ001 - the tests' local time
BREAKFAST = datetime(2026, 11, 21, 7, 30)  # noqa: DTZ001
SUNDAY = datetime(2026, 11, 22, 19, 30)  # noqa: DTZ001
PUBLIC = {
    "landing": "/",
    "library": "/library/",
    "practice": "/library/a-glass-of-water-for-two/",
    "article": "/library/read/why-slow/",
    "help": "/help/",
    "more-help": "/help/professional/",
    "who-can-read-what": "/help/who-can-read-what/",
    "sign-up": "/sign-up/",
}
OWN = {
    "us": "/us/",
    "just-me": "/mine/",
    "settings": "/settings/",
    "notebook": "/mine/notebook/",
    "ground": "/mine/ground/",
    "going-on": "/mine/going-on/",
    "promises": "/mine/promises/",
    "helps": "/mine/helps/",
    "summary": "/mine/summary/",
}
CHOICES_OF_TWO = {
    "two-just-me": "/mine/",
    "two-touch": "/settings/touch/",
    "two-steps": "/settings/joint/",
    "two-ending": "/settings/ending/",
    "two-unlink": "/settings/unlink/",
    "two-question-offer": "/us/questions/",
    "two-letter-offer": "/us/letters/",
    "two-letter-write": "/us/letters/write/",
}
NOTE = "He stopped the car so I could look at the geese. We did not say anything for a while."
DRAWN = {
    "when": "It is late, and I ask about the weekend.",
    "mine": "I go quiet and load the dishwasher, loudly.",
    "theirs": "They ask what is wrong, then leave the room.",
    "under": "That I am the only one who still wants this.",
}
HAPPENED = {4: "Her mother in hospital, both of us driving.", 9: "The week by the sea."}
OF_WEATHER = {
    "good": {"weather-lights": "/mine/ground/?again#h-closeness", "weather-questions": "/mine/questions/csi-4/"},
    "heavy": {"weather-help": "/mine/more-help/"},
    "empty": {"weather-apart": "/mine/apart/", "weather-look-back": "/mine/look-back/"},
}
GROUPS = ("alone", "two", "weather", "rooms")


def words_of(name: str, day: int, does: str) -> str:
    """Find what one of the demo's two wrote on a day."""
    return next(m.text for m in script.read().moments() if (m.who, m.day, m.does) == ((name,), day, does))


def alone(camera: Camera, home: Home) -> None:
    """One person: the public pages, and a first evening."""
    home.set_seed(13)
    home.set_clock(EVENING)
    ann = camera.someone("Ann", home)
    for what, path in PUBLIC.items():
        ann.go(path)
        camera.shot(ann, what)
    ann.begin("fragile")
    camera.shot(ann, "arrive")
    ann.page.get_by_role("button", name="A little", exact=True).click()
    ann.page.get_by_role("button", name="I’ll try").wait_for()
    camera.shot(ann, "today")
    ann.go("/today/note/appreciation/")
    ann.page.get_by_label("What, when, and what it meant").fill(NOTE)
    camera.shot(ann, "note")
    ann.page.get_by_role("button", name="Keep it").click()
    ann.page.wait_for_url("**/today/kept/")
    for what, path in OWN.items():
        ann.go(path)
        camera.shot(ann, what)
    draw(camera, ann)
    ann.context.close()


def draw(camera: Camera, ann: Someone) -> None:
    """The sheets of Looking back, and the drawing on one of them."""
    ann.go("/mine/looking-back/")
    camera.shot(ann, "looking-back")
    ann.go("/mine/looking-back/circle/")
    for line, words in DRAWN.items():
        ann.page.locator(f"[name=line-{line}]").fill(words)
    press(ann.page, "Keep it")
    camera.shot(ann, "drawing")


def two(camera: Camera, home: Home) -> None:
    """Two people: from the invitation to the end of what they share."""
    home.set_clock(EVENING)
    home.forget_tries()
    nora, sam = camera.someone("Nora", home), camera.someone("Sam", home)
    nora.begin("flat")
    invited(camera, nora, sam)
    joined(camera, nora, sam)
    shared(camera, nora, sam)
    chosen(camera, nora)
    parted(camera, nora, sam)
    nora.context.close()
    sam.context.close()


def invited(camera: Camera, nora: Someone, sam: Someone) -> None:
    """The invitation, and what is read before anybody joins. Sam comes as a guest."""
    nora.go("/us/invite/")
    camera.shot(nora, "two-invite")
    link = invite(nora)
    camera.shot(nora, "two-invitation")
    sam.page.goto(link)
    camera.shot(sam, "two-join")
    open_invitation(sam, link)
    camera.shot(sam, "two-host")
    sam.page.get_by_label("As a guest at first").check()
    press(sam.page, "I am new here")
    camera.shot(sam, "two-sign-up")
    sam.words = sam.page.locator("input[name=passphrase]").input_value()
    sam.page.get_by_label("Your name here").fill(sam.name)
    press(sam.page, "Open my door")


def joined(camera: Camera, nora: Someone, sam: Someone) -> None:
    """The words on two phones, and one horizon."""
    nora.go("/us/")
    camera.shot(nora, "two-begun")
    for person in (at_the_words(nora), at_the_words(sam)):
        side = "left" if person.page.locator(".halves.left").count() else "right"
        camera.shot(person, f"two-words-{side}")
    say_the_same(nora)
    camera.shot(nora, "two-waiting")
    say_the_same(sam)
    camera.shot(sam, "two-joined")
    sam.go("/us/")
    camera.shot(sam, "two-us-empty")
    sam.go("/today/")
    camera.shot(sam, "two-guest")
    press(sam.page, "I would like a step")


def shared(camera: Camera, nora: Someone, sam: Someone) -> None:
    """What arrives at breakfast, some days of it, and one that is taken back."""
    thanks = words_of("Nora", 11, "thanks")
    nora.go("/today/note/appreciation/").locator("textarea[name=text]").fill(thanks)
    camera.shot(nora, "two-note")
    look_ahead(nora, thanks)
    camera.shot(nora, "two-look-ahead")
    press(nora.page, "Share it")
    camera.shot(nora, "two-just-shared")
    at(nora.home, BREAKFAST, sam, nora)
    camera.shot(sam, "two-folded")
    press(sam.page, "Unfold")
    camera.shot(sam, "two-unfolded")
    press(sam.page, "Keep a copy")
    camera.shot(sam, "two-copy-kept")
    share(sam, words_of("Sam", 12, "tells"), "moment")
    share(nora, words_of("Nora", 14, "thanks"))
    share(sam, words_of("Sam", 14, "tells"), "moment")
    at(nora.home, SUNDAY, nora, sam)
    nora.go("/us/")
    camera.shot(nora, "two-us")
    camera.shot(open_entry(nora, "You brought in the washing"), "two-entry")
    press(nora.page, "Take it back")
    camera.shot(nora, "two-taken-back")


def chosen(camera: Camera, nora: Someone) -> None:
    """What each chooses alone, and the two ways to end."""
    for what, path in CHOICES_OF_TWO.items():
        nora.go(path)
        camera.shot(nora, what)


def parted(camera: Camera, nora: Someone, sam: Someone) -> None:
    """What both see after one of them has closed it, and a line for later."""
    unlink(nora)
    camera.shot(nora, "two-unlinked")
    sam.sign_in()
    camera.shot(sam, "two-today-closed")
    follow(sam.page, "The space you shared is closed.")
    camera.shot(sam, "two-us-closed")
    press(sam.page, "Put it away")
    camera.shot(sam, "two-put-away")
    sam.go("/note/")
    camera.shot(sam, "two-line-for-later")


def weathered(camera: Camera, home: Home) -> None:
    """A good season, a heavy one and none yet, and what they are made of."""
    for what, skies in {"good": weather.GOOD, "heavy": weather.BAD, "empty": ""}.items():
        home.set_clock(weather.LAST - timedelta(weeks=max(len(skies) - 1, 0)))
        home.forget_tries()
        person = camera.someone(what.capitalize(), home)
        person.begin("flat")
        weather.lives(person, skies)
        weather.comes_back(person, weather.LAST + timedelta(minutes=5))
        if skies:
            for weeks_ago, line in HAPPENED.items():
                weather.says(person, weeks_ago, line)
        person.go("/mine/climate/")
        camera.shot(person, f"weather-{what}")
        for name, path in OF_WEATHER.get(what, {}).items():
            person.go(path)
            camera.shot(person, name)
        person.context.close()


def take(camera: Camera, folder: Path, groups: Collection[str]) -> None:
    """Take one set: every page in one size and one theme, or some groups of them."""
    if "rooms" in groups and camera.look != "wide-dark":
        rooms(camera, folder / "rooms")
    if not {"alone", "two", "weather"} & set(groups):
        return
    home = start_home(folder / "home")
    try:
        if "alone" in groups:
            alone(camera, home)
        if "two" in groups and camera.look != "wide-dark":
            two(camera, home)
        if "weather" in groups and camera.look != "wide-dark":
            weathered(camera, home)
    finally:
        home.stop()


def main(groups: Collection[str]) -> None:
    PLACE.mkdir(exist_ok=True)
    taken: list[Path] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for number, (size, theme) in enumerate(LOOKS):
            camera = Camera(browser, size, theme, taken=taken)
            take(camera, Path(folder) / str(number), groups or GROUPS)
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--ext", ".png", "96", *map(str, taken)], check=False)


if __name__ == "__main__":
    main(sys.argv[1:])
