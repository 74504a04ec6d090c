"use strict";
// A guided conversation in step with the other phone. Without scripts the page looks again by itself, only slower.

const NOW = "/us/conversation/now/";
const LEAVES_THE_PAGE = ["leave", "put-away", "keep", "keep-not"];
const TRY_AGAIN = 4000; // milliseconds

const told = document.getElementById("told");
const senses = { tone: null, buzz: false };
let since = performance.now(); // of this phone's own clock only the time that has passed counts
let asked = 0;
let timer, stream, awake;

const talk = () => document.getElementById("talk");
const isOn = () => ["laid", "running", "paused"].includes(talk().dataset.phase);

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(lookAgain, milliseconds);
}

async function ask(where, more) {
  asked += 1;
  const mine = asked;
  try {
    const answer = await fetch(where, { cache: "no-store", ...more });
    const page = await answer.text();
    if (mine !== asked) return; // something newer is on its way
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("talk");
    if (fresh) show(fresh);
    else if (answer.status < 500) window.location.assign(answer.redirected ? answer.url : "/us/conversation/");
    else later(TRY_AGAIN);
  } catch {
    if (mine === asked) later(TRY_AGAIN);
  }
}
const lookAgain = () => ask(NOW);

function show(fresh) {
  const before = talk();
  since = performance.now();
  const moved = fresh.dataset.at !== before.dataset.at;
  if (moved || fresh.textContent !== before.textContent) {
    const focused = before.contains(document.activeElement);
    before.replaceWith(fresh);
    document.body.className = fresh.dataset.look;
    if (moved) told.textContent = fresh.querySelector("h1")?.textContent ?? "";
    if (focused) document.getElementById("main").focus({ preventScroll: true });
    if (moved) window.scrollTo(0, 0);
    if (moved && fresh.dataset.phase === "running") notice();
  } else {
    before.dataset.again = fresh.dataset.again;
    before.querySelector("progress")?.setAttribute("value", fresh.querySelector("progress")?.value ?? 0);
  }
  settle();
}

// Whatever the page needs once it shows something: the wait for the next look, the stream, a screen that stays awake.
function settle() {
  const again = Number(talk().dataset.again);
  clearTimeout(timer);
  if (again) later(again * 1000 + 250);
  if (isOn() && !stream) listen();
  if (!isOn()) stream = stream?.close();
  if (talk().dataset.phase === "running") stayAwake();
  else awake = awake?.release() && null;
  document.querySelectorAll(".senses").forEach((choice) => { choice.hidden = false; });
}

function listen() {
  stream = new EventSource(`/live/conversation/?after=${talk().dataset.at}`);
  stream.onmessage = lookAgain;
  stream.onerror = () => {
    if (stream?.readyState !== EventSource.CLOSED) return; // it comes back by itself, where it was
    stream = undefined;
    later(TRY_AGAIN);
  };
}

async function stayAwake() {
  if (awake && !awake.released) return;
  try {
    awake = await navigator.wakeLock?.request("screen");
  } catch {
    awake = undefined; // a phone that saves its battery says no
  }
}

// One soft tone, or one buzz, for whoever asked for it on this page.
function notice() {
  if (senses.buzz) navigator.vibrate?.(90);
  if (!senses.tone) return;
  const [sound, volume] = [senses.tone.createOscillator(), senses.tone.createGain()];
  sound.frequency.value = 392;
  volume.gain.setValueAtTime(0.05, senses.tone.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, senses.tone.currentTime + 1.4);
  sound.connect(volume).connect(senses.tone.destination);
  sound.start();
  sound.stop(senses.tone.currentTime + 1.5);
}

document.addEventListener("change", ({ target }) => {
  if (target.value === "buzz") senses.buzz = target.checked;
  if (target.value === "tone") senses.tone = target.checked ? new AudioContext() : null;
});
document.addEventListener("submit", (event) => {
  if (!("press" in event.target.dataset) || LEAVES_THE_PAGE.includes(event.submitter?.value)) return;
  event.preventDefault();
  ask(event.target.action, { method: "POST", body: new URLSearchParams(new FormData(event.target, event.submitter)) });
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) lookAgain(); });
setInterval(() => {
  const bar = document.querySelector("#talk progress");
  if (bar) bar.value = Number(bar.getAttribute("value")) + (performance.now() - since) / 1000;
}, 1000);
settle();
