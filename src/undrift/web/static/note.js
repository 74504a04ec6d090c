"use strict";
// A line for later: written with or without a connection. The words stay in this page and nowhere else, until
// their writer presses a button that says whose notebook they will go to: a phone may be shared.

const NOTE = "/today/note/moment/";
const NAMED = "/mine/"; // a page whose header names who is signed in
const KEPT = "/today/kept/";
const LONGEST_WAIT = 30_000; // milliseconds

const OFFLINE = "There is no connection. What you write waits here in this page. If you close it, it is gone.";
const NOT_REACHED = "That did not get through. Your words wait here in this page. You can try again.";
const WAITING = "Your words wait here in this page.";
const NOT_TAKEN = "That did not work just now. Your words are still here. Please try again in a moment.";
const NOBODY = "Nobody is signed in here. What you write waits in this page while you sign in.";
const CHANGED = "Someone signed in again in the meantime. Your words are still here. Look whose notebook it is, then press once more.";

const [composer, words, line, keepIt, signIn, tryAgain] = ["composer", "words", "line", "keep", "sign-in", "again"].map(
  (name) => document.querySelector(`[data-later=${name}]`),
);
let noteKey = ""; // one for each composing, so that a note sent twice is kept once
let somebody = null; // who is signed in here, as far as this page knows
let looks = 0; // only the newest counts
let sending = false;

const hasWords = () => words.value.trim() !== "";
const say = (sentence) => line.replaceChildren(sentence); // as text, whatever is in it
const soon = () => ({ cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) });
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

function offer(person, sentence, { door = false } = {}) {
  somebody = person;
  if (person) keepIt.textContent = `Keep it in ${person.name}’s notebook`;
  keepIt.hidden = !person;
  tryAgain.hidden = Boolean(person);
  signIn.hidden = !door;
  say(sentence);
}

async function pageAt(path) {
  const response = await fetch(path, soon());
  if (!response.ok) throw new Error(`${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// The form, with its token, is read before the name. If somebody else signs in between the two, the token fits
// no longer, so that words never go to another notebook than the one on the button.
async function whoIsHere() {
  const form = (await pageAt(NOTE)).querySelector(`form[action="${NOTE}"]`);
  const link = form && (await pageAt(NAMED)).querySelector("header a[href='/settings/']");
  return link ? { form, name: link.textContent.trim() } : null;
}

async function look(after = hasWords() ? WAITING : "") {
  const mine = ++looks;
  const show = (...told) => mine === looks && offer(...told);
  try {
    const person = await whoIsHere();
    show(person, person ? after : NOBODY, { door: !person });
  } catch {
    show(null, navigator.onLine ? NOT_REACHED : OFFLINE);
  }
}

function kept(person) {
  words.value = "";
  noteKey = "";
  words.dispatchEvent(new Event("input", { bubbles: true }));
  say(`Kept. It is in ${person.name}’s notebook.`);
}

async function send(form) {
  const fields = new URLSearchParams(new FormData(form));
  Object.entries({ text: words.value, note_key: noteKey, for: "me" }).forEach(([name, value]) => fields.set(name, value));
  return fetch(NOTE, { method: "POST", body: fields, ...soon() });
}

// Take in what the server answered, or null when nothing came back. Any page but the last one of keeping means
// that the door is not as it was.
function take(response, person) {
  if (!response) say(navigator.onLine ? NOT_REACHED : OFFLINE);
  else if (response.redirected && new URL(response.url).pathname === KEPT) kept(person);
  else if (response.ok || response.status === 401 || response.status === 403) look(CHANGED);
  else say(NOT_TAKEN);
}

async function keep() {
  if (!hasWords()) words.focus();
  if (!hasWords() || sending) return;
  const person = somebody;
  sending = words.readOnly = true;
  keepIt.setAttribute("aria-busy", "true");
  const response = await send(person.form).catch(() => null);
  sending = words.readOnly = false;
  keepIt.removeAttribute("aria-busy");
  ++looks; // what a look from before finds is old news
  take(response, person);
}

words.addEventListener("input", () => {
  if (!hasWords() || noteKey) return;
  noteKey = newKey();
  if (somebody) say(""); // it was said of the line before
});
keepIt.addEventListener("click", keep);
tryAgain.addEventListener("click", () => look());
window.addEventListener("online", () => look());

// Out of sight, the app switcher has nothing to show. Back from signing in, it is time to look again.
document.addEventListener("visibilitychange", () => {
  document.documentElement.classList.toggle("veiled", document.hidden && hasWords());
  if (!document.hidden && (hasWords() || !somebody)) look();
});

window.addEventListener("beforeunload", (event) => {
  if (hasWords() && !document.documentElement.classList.contains("gone")) event.preventDefault();
});

composer.hidden = false;
words.dispatchEvent(new Event("input", { bubbles: true }));
look();
