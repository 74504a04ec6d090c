"use strict";
// Forms marked data-keep: what is written is not lost when the request cannot be made.
// The words stay in this page and nowhere else. Each form carries a note_key, so that the
// server keeps a note once even if it was sent twice.

const OFFLINE = "You are offline. Your words wait here in this page and will be kept once. If you close it, they are gone.";
const NOT_REACHED = "That did not get through. Your words wait here in this page. You can try again.";
const NOT_TAKEN = "That did not work just now. Your words are still here. Please try again in a moment.";
const SENDING = "One moment.";

const underway = new WeakSet();
const waiting = new Map(); // form -> the button it was sent with

function say(form, sentence) {
  let line = form.querySelector("[data-keep-line]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "kept" });
    line.dataset.keepLine = "";
    line.setAttribute("role", "status");
    form.append(line);
  }
  line.textContent = sentence;
}

function fieldsOf(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button && button.name) fields.append(button.name, button.value);
  return fields;
}

// A page that looks again by itself, or has a look of its own, brings a head of its own.
function needsMore(answer) {
  const parts = [...answer.head.querySelectorAll("script[src],link[rel=stylesheet]")];
  return parts.some((part) => !document.head.querySelector(`[src="${part.getAttribute("src")}"],[href="${part.getAttribute("href")}"]`));
}

// Show the page the server answered with in place of this one, without asking for it a second time.
async function show(response) {
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!answer.querySelector("main") || (response.redirected && needsMore(answer))) {
    window.location.assign(response.url);
    return;
  }
  history.replaceState(null, "", response.url);
  document.documentElement.toggleAttribute("data-private", answer.documentElement.hasAttribute("data-private"));
  document.body.replaceWith(document.adoptNode(answer.body));
  window.scrollTo(0, 0);
  document.querySelector("main").focus({ preventScroll: true });
}

// What the server could not take in just now. The words stay where they are.
const NOT_NOW = new Set([400, 408, 413, 429]);
function wasRefused(response) {
  return response.status >= 500 || NOT_NOW.has(response.status);
}

async function send(form, button) {
  if (underway.has(form)) return;
  underway.add(form);
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body: fieldsOf(form, button) });
    waiting.delete(form);
    if (wasRefused(response)) say(form, NOT_TAKEN);
    else await show(response);
  } catch {
    waiting.set(form, button);
    say(form, navigator.onLine ? NOT_REACHED : OFFLINE);
  } finally {
    underway.delete(form);
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("keep" in form.dataset) || !form.elements.note_key) return;
  event.preventDefault();
  if (navigator.onLine) {
    send(form, event.submitter);
    return;
  }
  waiting.set(form, event.submitter);
  say(form, OFFLINE);
});

window.addEventListener("online", () => {
  for (const [form, button] of waiting) {
    say(form, SENDING);
    send(form, button);
  }
});

window.addEventListener("beforeunload", (event) => {
  const leavingFast = document.documentElement.classList.contains("gone");
  if (waiting.size && !leavingFast) event.preventDefault();
});
