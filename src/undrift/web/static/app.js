"use strict";
// What every page does a little better with scripts. Without them every page and form still works.

const page = document.documentElement;
const THREE_SHIFTS_WITHIN = 1500; // milliseconds
const SEND_AGAIN_AFTER = 8000; // milliseconds, in case a request was stopped

// A private page turns blank while it is out of sight, so that the app switcher has nothing to show.
function veil() {
  page.classList.toggle("veiled", document.hidden && "private" in page.dataset);
}
document.addEventListener("visibilitychange", veil);

// Close quickly: blank at once, close the doors, go somewhere plain.
function closeQuickly(form) {
  page.classList.add("gone");
  navigator.sendBeacon(form.action, new URLSearchParams());
  window.location.replace(form.dataset.closeQuickly);
}

document.addEventListener("submit", (event) => {
  if (!("closeQuickly" in event.target.dataset)) return;
  event.preventDefault();
  closeQuickly(event.target);
});

let shifts = [];
document.addEventListener("keydown", (event) => {
  const form = document.querySelector("[data-close-quickly]");
  if (!form) return;
  if (event.key !== "Shift" || event.repeat) {
    if (event.key !== "Shift") shifts = [];
    return;
  }
  shifts = [...shifts.filter((at) => event.timeStamp - at < THREE_SHIFTS_WITHIN), event.timeStamp];
  if (shifts.length >= 3) closeQuickly(form);
});

// A text field grows with what is written in it.
function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
function growAll() {
  if (CSS.supports("field-sizing", "content")) return;
  document.querySelectorAll("textarea").forEach(grow);
}
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea") && !CSS.supports("field-sizing", "content")) grow(event.target);
});

// A form is sent once, however often a tired thumb taps. keep.js looks after its own forms.
function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || "keep" in form.dataset || "again" in form.dataset) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  form.setAttribute("aria-busy", "true");
  setTimeout(release, SEND_AGAIN_AFTER, form);
});

window.addEventListener("pageshow", (event) => {
  // A private page that comes back out of the browser's memory asks the server again.
  if (event.persisted && "private" in page.dataset) {
    page.classList.add("veiled");
    window.location.reload();
    return;
  }
  document.querySelectorAll("form[data-sent]").forEach(release);
});

// The evening should begin when the person's does.
document.querySelectorAll("[data-zone]").forEach((field) => {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone || "";
});

// The secret of an invitation stands after the #: it goes into its form, and out of the address.
function takeInvitation() {
  const secret = window.location.hash.slice(1);
  const field = document.querySelector('[name="code"]');
  if (!field || window.location.pathname !== "/join/" || !/^[0-9a-f]{32}$/.test(secret)) return;
  field.value = secret;
  history.replaceState(null, "", "/join/");
}
window.addEventListener("hashchange", takeInvitation);
takeInvitation();

// The library for swapping parts of a page notes the address it is on. Nothing of a visit stays behind in this tab.
window.addEventListener("load", () => sessionStorage.removeItem("htmx-current-path-for-history"));

veil();
growAll();

if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {});
}
