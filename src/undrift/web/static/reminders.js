"use strict";
// Sets up reminders in this browser, and keeps the chosen words on this phone, where only its worker reads them.

const WORDS_SHELF = "undrift-words";
const WORDS_AT = "/words";
const chosen = document.querySelector("[data-words]");
const setUp = document.querySelector("[data-push]");

async function keepWords() {
  if (!("caches" in window) || !chosen.dataset.words) return;
  const shelf = await caches.open(WORDS_SHELF);
  await shelf.put(WORDS_AT, new Response(chosen.dataset.words));
}

function show(state) {
  setUp.querySelectorAll("[data-state]").forEach((part) => {
    part.hidden = part.dataset.state !== state && !(state === "failed" && part.dataset.state === "ready");
  });
}

function whatItCanDo() {
  if (!window.isSecureContext) return "insecure";
  const installed = navigator.standalone || matchMedia("(display-mode: standalone)").matches;
  if ("standalone" in navigator && !installed) return "install";
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return "unable";
  return Notification.permission === "denied" ? "denied" : "ready";
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function subscription() {
  const worker = await navigator.serviceWorker.ready;
  const former = await worker.pushManager.getSubscription();
  if (former) await former.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(setUp.dataset.push) });
}

async function turnOn(form) {
  form.setAttribute("aria-busy", "true");
  await setUpHere(form);
  form.removeAttribute("aria-busy");
}

async function setUpHere(form) {
  if ((await Notification.requestPermission()) !== "granted") return show(whatItCanDo());
  try {
    const { endpoint, keys } = (await subscription()).toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.public_key.value = keys.p256dh;
    form.elements.shared_secret.value = keys.auth;
    form.requestSubmit();
  } catch {
    show("failed");
  }
}

if (chosen) keepWords().catch(() => {});
if (setUp) {
  const form = setUp.querySelector("form");
  form.querySelector("button").addEventListener("click", () => turnOn(form));
  show(whatItCanDo());
}
