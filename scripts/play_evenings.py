"""Plays the six evenings and keeps their pictures in docs/evenings, so that the words can be read aloud and mended."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402 - the tests' folder is found first
from tests.browser.conftest import CHROMIUM, PHONE, Someone, start_home  # noqa: E402
from tests.browser.evenings import ALL, Evening  # noqa: E402

NAMES = {"flat": "Jo", "broken": "Kim", "alone": "Mina", "good": "Lee"}
PLACE = ROOT / "docs" / "evenings"


def play(evening: Evening, browser: object, home: object) -> None:
    """Play one evening and write its page."""
    pictures = PLACE / evening.id
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    home.set_seed(evening.seed)  # type: ignore[attr-defined]
    home.set_clock(evening.starts)  # type: ignore[attr-defined]
    context = browser.new_context(  # type: ignore[attr-defined]
        viewport=PHONE, color_scheme=evening.theme, locale="en-GB", timezone_id="UTC", is_mobile=True, has_touch=True
    )
    ann = Someone(NAMES.get(evening.id, "Ann"), context.new_page(), home)  # type: ignore[arg-type]
    lines = [f"# {evening.title}", "", evening.about, ""]

    def look(name: str, caption: str) -> None:
        ann.page.wait_for_timeout(250)
        ann.page.screenshot(path=pictures / f"{name}.png")
        lines.extend([caption, "", f"![{caption}]({evening.id}/{name}.png)", ""])

    evening.play(ann, home, look)
    context.close()
    (PLACE / f"{evening.id}.md").write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    import subprocess

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for evening in ALL:
            home = start_home(Path(folder) / evening.id)
            try:
                play(evening, browser, home)
            finally:
                home.process.terminate()
                home.process.wait(10)
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--ext", ".png", "64", *map(str, PLACE.rglob("*.png"))], check=False)


if __name__ == "__main__":
    main()
