"""What a browser takes over the wire: headers and bodies, as they were sent."""

from __future__ import annotations

import json
import re
import shutil
from urllib.parse import urljoin, urlsplit

from bench.figure import told
from bench.home import Home
from bench.people import People
from bench.wire import Wire

KB = 1000
LINKS = re.compile(rb'<link rel="(?:stylesheet|preload|icon|manifest)"[^>]*?href="([^"]+)"')
SCRIPTS = re.compile(rb'<script[^>]*?src="([^"]+)"')
TODAY = "/today/"


def figures(home: Home, people: People) -> None:
    with home.wire(people.long.cookies) as wire:
        first_load(wire, "bytes.first_load")
        told("bytes.later_page", wire.get(TODAY).size / KB, "kB", at_most=12)
        told("bytes.kept_for_offline", _shelf(wire) / KB, "kB")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium:
        _in_chromium(home, people, chromium)


def first_load(wire: Wire, name: str) -> None:
    """Today and everything it names, for a browser that has none of it yet."""
    page = wire.get(TODAY)
    parts = {path: wire.get(path).size for path in _parts(page.body)}
    fonts = sum(size for path, size in parts.items() if path.endswith(".woff2"))
    all_of_it = page.size + sum(parts.values())
    told(f"{name}.without_fonts", (all_of_it - fonts) / KB, "kB", at_most=60, parts=_named(parts))
    told(f"{name}.with_fonts", all_of_it / KB, "kB", at_most=100)


def _parts(page: bytes) -> list[str]:
    return [found.decode() for found in dict.fromkeys(LINKS.findall(page) + SCRIPTS.findall(page))]


def _named(parts: dict[str, int]) -> dict[str, int]:
    return {path.rpartition("/")[2]: size for path, size in parts.items()}


def _shelf(wire: Wire) -> int:
    """What the service worker fetches in the background, once for each release."""
    answer = wire.get("/precache.json")
    return answer.size + wire.get("/sw.js").size + sum(wire.get(p).size for p in json.loads(answer.body)["urls"])


def _in_chromium(home: Home, people: People, chromium: str) -> None:
    """Ask a true browser: what it fetched for the first Today, and whom else it asked."""
    from playwright.sync_api import sync_playwright

    here = f"http://127.0.0.1:{home.port}"
    asked: list[str] = []
    sizes: dict[str, int] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        visit = browser.new_context()
        tls = here.replace("http:", "https:")  # a __Host- cookie is only taken for an address that looks safe
        cookies = [{"name": n, "value": v, "url": tls, "secure": True} for n, v in people.long.cookies.items()]
        visit.add_cookies(cookies)  # type: ignore[arg-type]  # plain dictionaries will do
        visit.on("request", lambda request: asked.append(request.url))
        page = visit.new_page()
        spy = visit.new_cdp_session(page)
        spy.send("Network.enable")
        spy.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
        page.goto(urljoin(here, TODAY), wait_until="networkidle")
        browser.close()
    told("bytes.first_load.in_chromium", sum(sizes.values()) / KB, "kB", at_most=100, requests=len(sizes))
    strangers = [url for url in asked if urlsplit(url).netloc != urlsplit(here).netloc]
    told("requests.to_others", len(strangers), "requests", at_most=0, of=len(asked))
