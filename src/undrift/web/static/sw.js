"use strict";
// Keeps the public shell at hand: the look, Library, Help, the page for a line for later (never the line) and the
// offline page. Nothing else is ever stored by it; reminders.js keeps the words of a reminder. Every request made for the
// store leaves identity behind (credentials: "omit").

const SHELF = "undrift-shell-";
const LIST = "/precache.json";
const OFFLINE = "/offline/";
const PUBLIC = ["/static/", "/library/", "/help/", "/note/"];

self.addEventListener("install", (event) => {
  event.waitUntil(renew().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (isPublic(request)) event.respondWith(fromShelf(event));
  else if (request.mode === "navigate") event.respondWith(fromNetwork(event));
});

// A reminder. What arrives is the same for everybody and says nothing; the words lie on this phone.
const WORDS = { shelf: "undrift-words", at: "/words", otherwise: "A reminder" };

self.addEventListener("push", (event) => {
  event.waitUntil(remind());
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(comeBack());
});

async function remind() {
  const kept = await caches.match(WORDS.at, { cacheName: WORDS.shelf }).catch(() => null);
  const words = kept ? await kept.text() : WORDS.otherwise;
  await self.registration.showNotification(words, { tag: "undrift" });
}

async function comeBack() {
  const [open] = await self.clients.matchAll({ type: "window" });
  if (open) await open.focus();
  else await self.clients.openWindow("/");
}

function isPublic(request) {
  const url = new URL(request.url);
  const ours = url.origin === self.location.origin && request.method === "GET" && url.search === "";
  return ours && !request.headers.has("HX-Request") && PUBLIC.some((start) => url.pathname.startsWith(start));
}

// Set-Cookie cannot be read here, and without credentials the browser ignores it; the rest is checked.
function mayBeKept(response) {
  const control = response.headers.get("Cache-Control") || "";
  return response.ok && response.type === "basic" && !response.redirected && !/no-store|private/.test(control);
}

async function fromShelf(event) {
  const path = new URL(event.request.url).pathname;
  const shelf = await currentShelf();
  const kept = shelf && (await shelf.match(path, { ignoreVary: true }));
  const fresh = fetchInto(shelf, path);
  if (event.request.mode === "navigate") event.waitUntil(renew().catch(() => {}));
  if (!kept) return fresh.catch(() => offline(event.request));
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}

async function fromNetwork(event) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(renew().catch(() => {}));
    return response;
  } catch {
    return offline(event.request);
  }
}

async function offline(request) {
  const shelf = await currentShelf();
  const page = shelf && request.mode === "navigate" && (await shelf.match(OFFLINE, { ignoreVary: true }));
  return page || Response.error();
}

async function fetchInto(shelf, path) {
  const response = await fetch(path, { credentials: "omit" });
  if (shelf && mayBeKept(response)) await shelf.put(path, response.clone());
  return response;
}

async function shelves() {
  return (await caches.keys()).filter((name) => name.startsWith(SHELF));
}

async function currentShelf() {
  const name = (await shelves()).pop();
  return name && caches.open(name);
}

let asked = null; // when the list was last read, so that it is read at most once an hour

async function renew() {
  if (asked && Date.now() - asked < 3_600_000) return;
  asked = Date.now();
  const { version, urls } = await (await fetch(LIST, { credentials: "omit", cache: "no-store" })).json();
  const old = await shelves();
  if (old.includes(SHELF + version)) return;
  const answers = await Promise.allSettled(urls.map((path) => fetch(path, { credentials: "omit" })));
  const shelf = await caches.open(SHELF + version);
  const kept = urls.map((path, i) => [path, answers[i].value]).filter(([, answer]) => answer && mayBeKept(answer));
  await Promise.all(kept.map(([path, answer]) => shelf.put(path, answer)));
  await Promise.all(old.map((name) => caches.delete(name)));
}
