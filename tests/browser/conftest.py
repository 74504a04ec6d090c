from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser import errands
from tests.browser.errands import Errand

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

SHELL = "chromium-headless-shell"  # the same browser without its window: a phone opens in a third of the time
WHOLE = ("chromium", "chromium-browser", "google-chrome")
OPENS_WITHIN = 90.0  # seconds a home may take on a machine that is busy; one that fails to open ends at once
NUMBERS = count(1)  # no two people of one run share a name: the second would stand before a taken one

expect.set_options(timeout=20_000)  # a condition may take its time on a busy machine; nothing waits longer than it must


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "without_worker: no service worker here, so that no shell is fetched for each person"
    )


@dataclass
class Home:
    """A running Undrift: where it answers, what it keeps, what it logged."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]
    shifted: float = 0

    def set_clock(self, local: datetime) -> None:
        """Move the clock to a local time (the tests' zone is UTC)."""
        self.shifted = (local.replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds()
        (self.data / "clock-shift").write_text(str(self.shifted))

    def set_seed(self, seed: int) -> None:
        (self.data / "seed").write_text(str(seed))

    def later(self, **by: float) -> None:
        self.shifted += timedelta(**by).total_seconds()
        (self.data / "clock-shift").write_text(str(self.shifted))

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Look into the database as whoever runs the place could."""
        with closing(sqlite3.connect(self.data / "undrift.sqlite3", timeout=20)) as base, base:
            return base.execute(query, values).fetchall()

    def forget_tries(self) -> None:
        """Empty the lanes of tries: one machine signs up more people in these tests than in a year of living."""
        self.rows("DELETE FROM lane")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start_home(data: Path, port: int = 0) -> Home:
    port = port or free_port()
    data.mkdir(parents=True, exist_ok=True)
    log = data.parent / f"{data.name}.log"
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("UNDRIFT_")},
        "UNDRIFT_DATA": str(data),
        "UNDRIFT_OPEN_SIGN_UP": "yes",
        "UNDRIFT_TIME_ZONE": "UTC",
        "TMPDIR": str(data.parent / "tmp"),
    }
    (data.parent / "tmp").mkdir(exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.home", str(port)], env=environment, stdout=output, stderr=output
        )
    url, opens_by = f"http://127.0.0.1:{port}", time.monotonic() + OPENS_WITHIN
    while time.monotonic() < opens_by:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
                assert answer.read() == b"ok"
            return Home(url, data, log, process)
        except OSError:
            if process.poll() is not None:
                pytest.fail(log.read_text())
            time.sleep(0.05)
    pytest.fail("the home did not open: " + log.read_text())


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    started = start_home(tmp_path_factory.mktemp("home") / "data")
    yield started
    started.stop()


@pytest.fixture
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home for one test alone, for what would disturb the others: `someone("Ann", at=own_home)`."""
    started = start_home(tmp_path_factory.mktemp("own-home") / "data")
    yield started
    started.process.kill()
    started.process.wait(10)


@pytest.fixture(autouse=True)
def real_time(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "home" in request.fixturenames:
        request.getfixturevalue("home").set_clock(datetime.now(UTC).replace(tzinfo=None))


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    yield from launched(playwright_driver, (SHELL, *WHOLE))


def launched(driver: Playwright, names: tuple[str, ...]) -> Iterator[Browser]:
    """Launch the first of these browsers that is here."""
    where = next(filter(None, map(shutil.which, names)), None)
    assert where, f"The browser tests need Chromium. Please type: sudo apt-get install {names[0]}"
    browser = driver.chromium.launch(executable_path=where, args=list(CHROMIUM))
    yield browser
    browser.close()


@dataclass
class Someone:
    """A person with a browser of their own."""

    name: str
    page: Page
    home: Home
    words: str = ""
    refused: list[str] = field(default_factory=list)
    may_ask: list[str] = field(default_factory=list)  # addresses outside that a test answers itself

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def go(self, path: str) -> Page:
        self.page.goto(self.home.url + path)
        return self.page

    def errand(self) -> Errand:
        return Errand(self.context, self.home.url, phone=self.page.viewport_size == PHONE)

    def sign_up(self, way: str = "") -> None:
        """Open a door of one's own, and stand where that leads to."""
        self.home.forget_tries()
        self.words = errands.sign_up(self.errand(), self.name, way)
        self.go("/welcome/recovery/")

    def sign_up_by_hand(self, way: str = "") -> None:
        self.home.forget_tries()
        self.go(f"/sign-up/?way={way}" if way else "/sign-up/")
        self.words = self.page.locator("input[name=passphrase]").input_value()
        self.page.get_by_label("Your name here").fill(self.name)
        self.page.get_by_role("button", name="Open my door").click()
        self.page.wait_for_url("**/welcome/recovery/")

    def begin(self, way: str = "") -> None:
        """Sign up and leave every question for later."""
        self.home.forget_tries()
        self.words = errands.sign_up(self.errand(), self.name, way)
        self.go("/today/")

    def sign_in(self, path: str = "/today/") -> None:
        self.go(f"/sign-in/?next={path}")
        self.page.get_by_label("Your name here").fill(self.name)
        self.page.get_by_label("Passphrase").fill(self.words)
        self.page.get_by_role("button", name="Come in").click()
        self.page.wait_for_url(f"**{path}")

    def sign_out(self) -> None:
        self.go("/settings/").get_by_role("button", name="Sign out").click()
        self.page.wait_for_url(self.home.url + "/")

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()


def is_ours(url: str, person: Someone) -> bool:
    return url.startswith((person.home.url, "blob:", *person.may_ask))


@pytest.fixture
def someone(home: Home, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Make people: `someone("Ann")` opens a phone for Ann. Console errors and foreign requests fail the test."""
    people: list[Someone] = []
    allowed = request.node.get_closest_marker("may_complain") is not None

    worker = "block" if request.node.get_closest_marker("without_worker") else "allow"
    home.forget_tries()

    def make(name: str, *, size: dict[str, int] = PHONE, at: Home = home, **more: Any) -> Someone:
        more = {"color_scheme": "light", "service_workers": worker, **more}
        context = chromium.new_context(
            viewport=size, has_touch=size is PHONE, is_mobile=size is PHONE, locale="en-GB", timezone_id="UTC", **more
        )
        unique = f"{name} {next(NUMBERS):04x}"
        person = Someone(unique, context.new_page(), at)
        context.on("console", lambda m: person.refused.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda e: person.refused.append(str(e.error)))
        context.on(
            "request",
            lambda r: None if is_ours(r.url, person) else person.refused.append(f"asked {r.url}"),
        )
        people.append(person)
        return person

    yield make
    complaints = [c for p in people for c in p.refused if not re.search(r"status of (4\d\d|503)|Transition was", c)]
    for person in people:
        person.context.close()
    assert allowed or not complaints, complaints


@pytest.fixture
def ann(someone: Any) -> Someone:
    """Ann at her phone, with every first question left for later."""
    ann: Someone = someone("Ann")
    ann.begin()
    return ann


@pytest.fixture
def plain_ann(someone: Any) -> Someone:
    """Ann at a phone without scripts."""
    ann: Someone = someone("Ann", java_script_enabled=False)
    ann.begin()
    return ann


@pytest.fixture(params=["ann", "plain_ann"], ids=["with scripts", "without scripts"])
def either(request: pytest.FixtureRequest) -> Someone:
    return request.getfixturevalue(request.param)


@pytest.fixture
def album(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Pictures of every screen on the way; they go where PICTURES_OF_TWO says, else away."""
    from tests.browser.couples import Album

    folder = Path(os.environ.get("PICTURES_OF_TWO", tmp_path)) / request.node.name
    folder.mkdir(parents=True, exist_ok=True)
    kept = Album(folder)
    yield kept
    assert not kept.wrong, "\n".join(["", *kept.wrong])
