"use strict";
// A line of one's own: typed as large as it is held up, with or without a connection. The words stay in this page and
// nowhere else, until their writer lets them go or presses a button that says to whom they go.

const WAY_BACK = "/us/way-back/";
const LONGEST_WAIT = 30_000; // milliseconds

const OFFLINE = "There is no connection. Your line waits here in this page. If you close it, it is gone.";
const NOT_REACHED = "That did not get through. Your line waits here in this page. You can try again.";
const NOBODY = "Nobody is signed in here. Your line waits in this page while you sign in.";
const NO_ONE = "There is nobody here to send it to just now. You can say it, or hold it up.";
const CHANGED = "Someone signed in again in the meantime. Your line is still here. Look to whom it goes, then press once more.";
const SENT = "It is there now. On Us you can take it back.";
const ONE_MOMENT = "One moment.";

const [words, letGo, send, panel, told, sendIt, signIn, us, again, notNow] = [
  "words", "let-go", "send", "panel", "line", "send-it", "sign-in", "us", "again", "not-now",
].map((name) => document.querySelector(`[data-own=${name}]`));
let found = null; // the form that would carry it, with its token and two names
let looks = 0; // only the newest counts
let sending = false;
let leaving = false;

const hasWords = () => words.value.trim() !== "";
const soon = () => ({ cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) });
const unreached = () => (navigator.onLine ? NOT_REACHED : OFFLINE);

function show(sentence, { form = null, door = false, away = false, retry = false } = {}) {
  found = form;
  told.textContent = sentence;
  if (form) sendIt.textContent = `Send it to ${form.dataset.to}`;
  notNow.textContent = form ? "Not now" : "Close";
  sendIt.hidden = !form;
  signIn.hidden = !door;
  us.hidden = !away;
  again.hidden = !retry;
}

function promise(form) {
  return `${form.dataset.to} finds it under Us, from ${form.dataset.from}. Nobody is told when it is read.`;
}

// What the page of the server says: a form that would carry the line, or a sentence why there is none.
function read(answer, page, before) {
  const form = page.querySelector("form[data-to]");
  const why = page.querySelector("[data-why]");
  if (new URL(answer.url).pathname.startsWith("/sign-in/")) show(NOBODY, { door: true });
  else if (form) show(before || promise(form), { form });
  else show(why ? why.dataset.why : NO_ONE, { away: Boolean(why) });
}

async function look(before = "") {
  const mine = ++looks;
  try {
    const answer = await fetch(WAY_BACK, soon());
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === looks) read(answer, page, before);
  } catch {
    if (mine === looks) show(unreached(), { retry: true });
  }
}

async function take(answer) {
  if (!answer) show(unreached(), { form: found, retry: true });
  else if (answer.redirected && new URL(answer.url).pathname === "/us/") {
    words.value = "";
    words.dispatchEvent(new Event("input", { bubbles: true }));
    show(SENT, { away: true });
  } else if (answer.status === 422) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const wrong = page.querySelector(".error");
    show(wrong ? wrong.textContent : NO_ONE, { away: true });
  } else if (answer.ok || answer.status === 401 || answer.status === 403) look(CHANGED);
  else show(NOT_REACHED, { form: found, retry: true });
}

async function carry() {
  if (!hasWords() || !found || sending) return;
  const fields = new URLSearchParams(new FormData(found));
  Object.entries({ line: "own", text: words.value, seen: "yes" }).forEach(([name, value]) => fields.set(name, value));
  sending = true;
  sendIt.setAttribute("aria-busy", "true");
  const answer = await fetch(WAY_BACK, { method: "POST", body: fields, ...soon() }).catch(() => null);
  sending = false;
  sendIt.removeAttribute("aria-busy");
  ++looks; // what a look from before finds is old news
  await take(answer);
}

send.addEventListener("click", (event) => {
  if (!hasWords()) return;
  event.preventDefault();
  show(ONE_MOMENT);
  panel.showModal();
  look();
});
sendIt.addEventListener("click", carry);
again.addEventListener("click", () => look());
notNow.addEventListener("click", () => panel.close());
letGo.addEventListener("click", () => { leaving = true; });
window.addEventListener("online", () => panel.open && look());

// Out of sight, the app switcher has nothing to show. Back from signing in, it is time to look again.
document.addEventListener("visibilitychange", () => {
  document.documentElement.classList.toggle("veiled", document.hidden && hasWords());
  if (!document.hidden && panel.open && !sending) look();
});

window.addEventListener("beforeunload", (event) => {
  if (hasWords() && !leaving) event.preventDefault();
});
