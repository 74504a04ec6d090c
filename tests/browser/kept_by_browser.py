"""What a browser has kept of Undrift, read out whole."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

CACHES = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const shelf = await caches.open(name);
    for (const request of await shelf.keys()) {
      const answer = await shelf.match(request, {ignoreVary: true});
      const text = await answer.text();
      found.push({name, url: request.url, headers: Object.fromEntries(answer.headers), text});
    }
  }
  return found;
}"""
STORES = """async () => ({
  local: {...localStorage}, session: {...sessionStorage},
  databases: (await indexedDB.databases()).map((d) => d.name), cookies: document.cookie,
})"""
SHELF_IS_FULL = """async () => {
  await navigator.serviceWorker.ready;
  const {version, urls} = await (await fetch("/precache.json")).json();
  for (let n = 0; n < 600; n += 1) {
    const kept = await caches.has("undrift-shell-" + version)
      ? (await (await caches.open("undrift-shell-" + version)).keys()).length : 0;
    if (kept >= urls.length && navigator.serviceWorker.controller) return urls;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error("the shelf was never filled");
}"""


def wait_for_the_shelf(page: Page) -> list[str]:
    """Wait until the service worker has taken in the public shell and looks after this page; returns its list."""
    return list(page.evaluate(SHELF_IS_FULL))


def caches(page: Page) -> list[dict[str, Any]]:
    return list(page.evaluate(CACHES))


def stores(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(STORES))


NOTHING = {"local": {}, "session": {}, "databases": [], "cookies": ""}
