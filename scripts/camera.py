"""A camera for the pictures in docs/screenshots: one size, one theme, and what is shown in which."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser
from tests.browser.conftest import DESK, PHONE, Home, Someone
from tests.browser.couples import STILL

PLACE = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
LOOKS = ((PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark"))
FOR_TWO, ROOM = "two-", "room-"
DARK_TOO = {
    "two-words-left", "two-words-right", "two-waiting", "two-joined", "two-folded", "two-unfolded", "two-us",
    "two-ending", "two-us-closed", "two-question-offer", "two-letter-offer",
}  # fmt: skip
"""What two people see on the way is taken in light on a phone; in dark only what looks different there."""
WIDE_TOO = {
    "landing", "today", "library", "practice", "us", "notebook", "help", "weather-good", "two-words-left", "two-joined",
    "two-folded", "two-us", "room-question-opened", "room-years-ahead", "room-us",
}  # fmt: skip
"""Pages that are laid out differently on a wide screen."""
WIDE_AND_DARK = {"landing", "today"}


@dataclass
class Camera:
    """Takes pictures in one size and one theme: as much as the screen shows, or the whole page."""

    browser: Browser
    size: dict[str, int]
    theme: str
    place: Path = PLACE
    whole: bool = False
    taken: list[Path] = field(default_factory=list)

    @property
    def look(self) -> str:
        return f"{'phone' if self.size is PHONE else 'wide'}-{self.theme}"

    def someone(self, name: str, home: Home) -> Someone:
        """Give somebody a browser of their own."""
        phone = self.size is PHONE
        context = self.browser.new_context(
            viewport=self.size,
            color_scheme=self.theme,
            locale="en-GB",
            timezone_id="UTC",
            is_mobile=phone,
            has_touch=phone,
        )
        return Someone(name, context.new_page(), home)

    def shot(self, person: Someone, what: str) -> None:
        if not self.wants(what):
            return
        person.page.mouse.move(0, 0)
        person.page.evaluate(STILL)
        person.page.wait_for_timeout(200)
        self.taken.append(self.place / f"{what}-{self.look}.png")
        person.page.screenshot(path=self.taken[-1], full_page=self.whole)

    def wants(self, what: str) -> bool:
        if self.whole or self.look == "phone-light":
            return True
        if self.look == "phone-dark":
            return not what.startswith(FOR_TWO) or what in DARK_TOO
        return what in (WIDE_TOO if self.theme == "light" else WIDE_AND_DARK)
