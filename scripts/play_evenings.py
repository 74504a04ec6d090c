"""Plays the evenings, or those that are named, and keeps their pictures in docs/evenings, to be read and mended."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402 - the tests' folder is found first
from tests.browser.conftest import CHROMIUM, PHONE, Home, Someone, start_home  # noqa: E402
from tests.browser.couples import STILL  # noqa: E402
from tests.browser.evenings import ALL, Evening  # noqa: E402

PLACE = ROOT / "docs" / "evenings"


def someone(name: str, evening: Evening, browser: Browser, home: Home) -> Someone:
    """Give somebody a phone."""
    context = browser.new_context(
        viewport=PHONE, color_scheme=evening.theme, locale="en-GB", timezone_id="UTC", is_mobile=True, has_touch=True
    )
    return Someone(name, context.new_page(), home)


def play(evening: Evening, browser: Browser, home: Home) -> None:
    """Play one evening and write its page."""
    pictures = PLACE / evening.id
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    home.set_seed(evening.seed)
    home.set_clock(evening.starts)
    people = [someone(name, evening, browser, home) for name in evening.people]
    lines = [f"# {evening.title}", "", evening.about, ""]

    def look(name: str, caption: str, *whose: Someone) -> None:
        shown = whose or people[:1]
        files = [f"{name}-{person.name.lower()}.png" if whose[1:] else f"{name}.png" for person in shown]
        for person, file in zip(shown, files, strict=True):
            person.page.mouse.move(0, 0)
            person.page.evaluate(STILL)
            person.page.wait_for_timeout(250)
            person.page.screenshot(path=pictures / file)
        lines.extend([caption, "", " ".join(f"![{caption}]({evening.id}/{file})" for file in files), ""])

    evening.play(*people, home, look)
    for person in people:
        person.context.close()
    (PLACE / f"{evening.id}.md").write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    wanted = [one for one in ALL if not sys.argv[1:] or one.id in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for evening in wanted:
            home = start_home(Path(folder) / evening.id)
            try:
                play(evening, browser, home)
            finally:
                home.stop()
    pictures = [str(picture) for one in wanted for picture in (PLACE / one.id).glob("*.png")]
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--ext", ".png", "64", *pictures], check=False)


if __name__ == "__main__":
    main()
