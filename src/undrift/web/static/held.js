"use strict";
// One sentence to hold up: as large as the screen allows, however the phone is turned; and the time of coming back,
// said by this phone's clock. Nothing is kept, sent or set to ring. Without scripts the words are there all the same.

const SMALLEST = 30; // pixels
const LARGEST = 200;
const LARGEST_EMPTY = 56; // nothing is typed yet
const TO_SPARE = 4; // a field breaks its lines a little earlier than other text
const ROUNDED_TO = 5; // minutes
const HOURS = "twelve one two three four five six seven eight nine ten eleven".split(" ");
const PAST = { 5: "five past", 10: "ten past", 15: "quarter past", 20: "twenty past", 25: "twenty-five past", 30: "half past" };
const TO = { 35: "twenty-five to", 40: "twenty to", 45: "quarter to", 50: "ten to", 55: "five to" };

// ---- the time
function spoken(when) {
  const [hour, minute] = [when.getHours(), when.getMinutes()];
  if (minute === 0) return { 0: "midnight", 12: "noon" }[hour] || HOURS[hour % 12];
  return PAST[minute] ? `${PAST[minute]} ${HOURS[hour % 12]}` : `${TO[minute]} ${HOURS[(hour + 1) % 12]}`;
}

// The time that was named stays the same when the page is looked at again: it lies in this page's place in the
// history of this tab, where no page can read it but this one.
function named(minutes) {
  const before = history.state && history.state.back;
  if (before) return new Date(before);
  const step = ROUNDED_TO * 60_000;
  const back = Math.ceil((Date.now() + minutes * 60_000) / step) * step;
  history.replaceState({ back }, "");
  return new Date(back);
}

// "twenty-five" stays in one piece.
function inOnePiece(word) {
  return Object.assign(document.createElement("span"), { className: "whole", textContent: word });
}

document.querySelectorAll("[data-back]").forEach((place) => {
  const words = `at ${spoken(named(Number(place.dataset.back)))}`.split(" ");
  place.replaceChildren(...words.flatMap((word) => [" ", word.includes("-") ? inOnePiece(word) : word]).slice(1));
});

// ---- the size
const line = document.querySelector("[data-fit]");
const lead = line.parentElement.querySelector("h1.held");
const main = document.querySelector("main");

function room() {
  const space = getComputedStyle(main);
  const high = window.visualViewport ? window.visualViewport.height : window.innerHeight;
  return {
    wide: main.clientWidth - parseFloat(space.paddingLeft) - parseFloat(space.paddingRight),
    high: high - parseFloat(space.paddingTop) - parseFloat(space.paddingBottom),
  };
}

function fits(measure, size, { wide, high }) {
  measure.style.fontSize = `${size}px`;
  return measure.offsetHeight <= high && measure.scrollWidth <= wide + 1;
}

function fit() {
  const own = line.matches("textarea");
  const words = line.value || line.placeholder || "";
  const measure = Object.assign(document.createElement("div"), { className: "held measure" });
  if (own && lead && lead !== line) measure.append(Object.assign(document.createElement("div"), { textContent: lead.textContent }));
  if (own) measure.append(Object.assign(document.createElement("div"), { textContent: words.trim() }));
  else measure.append(...[...line.childNodes].map((node) => node.cloneNode(true)));
  const space = room();
  if (own) space.wide -= TO_SPARE;
  measure.style.width = `${space.wide}px`;
  main.append(measure);
  let [small, large] = [SMALLEST, own && !line.value ? LARGEST_EMPTY : LARGEST];
  while (large - small > 1) {
    const middle = (small + large) / 2;
    if (fits(measure, middle, space)) small = middle;
    else large = middle;
  }
  measure.remove();
  line.style.fontSize = `${Math.floor(small)}px`;
  if (lead) lead.style.fontSize = line.style.fontSize;
  if (own) {
    line.style.height = "auto";
    line.style.height = `${line.scrollHeight}px`;
  }
}

fit();
document.fonts.ready.then(fit);
window.addEventListener("resize", fit);
line.addEventListener("input", fit);
