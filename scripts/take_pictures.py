"""Takes the pictures in docs/screenshots: the main pages on a phone and on a wide screen, light and dark."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402 - the tests' folder is found first
from tests.browser.conftest import CHROMIUM, DESK, PHONE, Someone, start_home  # noqa: E402

PLACE = ROOT / "docs" / "screenshots"
EVENING = datetime(2026, 11, 20, 20, 30)  # noqa: DTZ001 - the tests' local time
PUBLIC = {
    "landing": "/",
    "library": "/library/",
    "practice": "/library/a-glass-of-water-for-two/",
    "article": "/library/read/why-slow/",
    "help": "/help/",
    "who-can-read-what": "/help/who-can-read-what/",
    "sign-up": "/sign-up/",
}
OWN = {"us": "/us/", "just-me": "/mine/", "settings": "/settings/", "notebook": "/mine/notebook/"}
NOTE = "He stopped the car so I could look at the geese. We did not say anything for a while."


def take(browser: Any, folder: Path, size: dict[str, int], theme: str) -> None:
    """Take one set: every page in one size and one theme."""
    home = start_home(folder)
    home.set_seed(13)
    home.set_clock(EVENING)
    context = browser.new_context(viewport=size, color_scheme=theme, locale="en-GB", timezone_id="UTC")
    ann = Someone("Ann", context.new_page(), home)
    name = f"{'phone' if size is PHONE else 'wide'}-{theme}"

    def shot(what: str) -> None:
        ann.page.wait_for_timeout(200)
        ann.page.screenshot(path=PLACE / f"{what}-{name}.png")

    for what, path in PUBLIC.items():
        ann.go(path)
        shot(what)
    ann.begin("fragile")
    shot("arrive")
    ann.page.get_by_role("button", name="A little", exact=True).click()
    ann.page.get_by_role("button", name="I’ll try").wait_for()
    shot("today")
    ann.go("/today/note/appreciation/")
    ann.page.get_by_label("What, and when").fill(NOTE)
    shot("note")
    ann.page.get_by_role("button", name="Keep it").click()
    ann.page.wait_for_url("**/today/kept/")
    for what, path in OWN.items():
        ann.go(path)
        shot(what)
    context.close()
    home.process.terminate()
    home.process.wait(10)


def main() -> None:
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for number, (size, theme) in enumerate((s, t) for s in (PHONE, DESK) for t in ("light", "dark")):
            take(browser, Path(folder) / str(number), size, theme)
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--ext", ".png", "96", *map(str, PLACE.glob("*.png"))], check=False)


if __name__ == "__main__":
    main()
