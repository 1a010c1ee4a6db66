// Everything works without this file. It eases four things: where the focus is after a step, answers
// that exclude each other, words explained where they stand, and links to rows.
"use strict";

function focusNewStep() {
  const target = document.querySelector("#main .error-summary[data-focus]")
    || document.querySelector("#main [data-focus]");
  if (target) target.focus({ preventScroll: target.tagName === "H1" });
}

// "None of these" and "not sure" cannot go with other answers; the server checks this as well.
// What such an answer took away comes back with its own tick gone.
let taken = [];

function keepApart(input) {
  const isAlone = input.hasAttribute("data-alone");
  if (isAlone && !input.checked) for (const other of taken) other.checked = true;
  taken = [];
  if (!input.checked) return;
  for (const other of input.form.elements[input.name]) {
    if (other === input || !(isAlone || other.hasAttribute("data-alone"))) continue;
    if (isAlone && other.checked) taken.push(other);
    other.checked = false;
  }
}

// What is new is heard once: the question or the error by the focus, the rest by the live region.
// Orca says nothing of a focus that comes from what was taken away. So it rests on the main part
// first, and so long that Chromium tells of it: 100 ms were not always enough.
const A_BREATH = 250; // milliseconds

function tellNewStep() {
  const main = document.querySelector("#main");
  const others = main.querySelectorAll("[role=alert], .news");
  for (const each of others) each.setAttribute("aria-live", "off");
  main.focus({ preventScroll: true });
  setTimeout(() => {
    if (document.activeElement === main) focusNewStep();
    const rest = main.querySelector(".error-summary") ? ".news" : ".news, #left";
    speak([...main.querySelectorAll(rest)].map((each) => each.textContent.trim()).join(" "));
  }, A_BREATH);
}

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "main") return; // how many are picked: a live region tells of itself
  tellTerms();
  tellNewStep();
});

// htmx notes the last address in the browser's storage. Nothing of a reader belongs there, and a
// page of this site never asks for it: going back loads the page anew.
function forgetPath() {
  try {
    window.sessionStorage.removeItem("htmx-current-path-for-history");
  } catch {
    // Storage is blocked, so nothing was noted.
  }
}
forgetPath();
document.addEventListener("htmx:pushedIntoHistory", forgetPath);

// A step that takes long says so, and one that fails says so and leaves everything as it was.
const A_MOMENT = 700; // milliseconds
let slow;

function say(form, what) {
  const sign = form.querySelector(".sending") ?? document.querySelector(".picking .sending");
  if (sign) sign.textContent = sign.dataset[what] ?? "";
}

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  say(target);
  slow = setTimeout(say, A_MOMENT, target, "slow");
});
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  clearTimeout(slow);
  const { status } = detail.xhr;
  // What was refused is sent once more the plain way: the page that comes says what to do.
  if (status >= 400 && status < 500 && status !== 422) target.submit();
  else say(target, status && status < 500 ? "" : "failed");
});

// What is sent without htmx would come back as the browser's own page of error.
document.addEventListener("submit", (event) => {
  if (window.navigator.onLine || event.target.hasAttribute("hx-post")) return;
  event.preventDefault();
  say(event.target, "failed");
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".question-field [type=checkbox]")) keepApart(event.target);
});

// The guide's glossary, fetched once a page, when a term is about to be opened.
let glossary;

function fetchGlossary(link) {
  glossary ??= fetch(link.pathname)
    .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
    .then((html) => new DOMParser().parseFromString(html, "text/html"))
    .catch(() => { glossary = undefined; });
  return glossary;
}

function meaningOf(link, page) {
  const entry = page?.getElementById(link.hash.slice(1));
  if (!entry) return null;
  const [name, say, means] = ["dfn", ".say", ".means"].map((part) => entry.querySelector(part));
  return [inItsLanguage(name), say ? ` (${say.textContent.trim()}): ` : ": ", inItsLanguage(means)];
}

// The text of an element. One that is not in the language of the page keeps its own.
function inItsLanguage(element) {
  const text = document.createElement("span");
  text.textContent = element.textContent.trim();
  const own = element.querySelector("[lang]");
  if (own) Object.assign(text, { lang: own.lang, dir: "auto" });
  return text;
}

// Only a region that was there before its text is read aloud by every browser and screen reader.
function speak(...texts) {
  document.querySelector("#spoken").replaceChildren(...texts);
}

function closeTerms() {
  speak("");
  for (const note of document.querySelectorAll(".term-note")) note.remove();
  for (const term of document.querySelectorAll(".term[aria-controls]")) {
    term.setAttribute("aria-expanded", "false");
    term.removeAttribute("aria-controls");
  }
}

function openNote(link) {
  const block = link.closest("p, li, dd") || link.parentElement;
  const open = block.parentElement.querySelector(".term-note");
  const same = open && open.dataset.of === link.hash;
  closeTerms();
  if (same) return null;
  const note = document.createElement(block.tagName === "LI" ? "div" : "p");
  note.className = "term-note";
  note.dataset.of = link.hash;
  note.id = "term-note";
  note.textContent = "…";
  if (block.tagName === "LI") block.append(note); else block.after(note);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", note.id);
  return note;
}

// A term's link leads to the glossary; here its definition opens below the text instead. Where it
// cannot be had, the link leads on as it would without this file.
async function explain(link) {
  const note = openNote(link);
  if (!note) return;
  const meaning = meaningOf(link, await fetchGlossary(link));
  if (!note.isConnected) return; // closed meanwhile
  if (!meaning) {
    window.location.assign(link.href);
    return;
  }
  note.replaceChildren(...meaning);
  speak(...note.cloneNode(true).childNodes);
  note.scrollIntoView({ block: "nearest" });
}

for (const sign of ["pointerover", "focusin"]) {
  document.addEventListener(sign, (event) => {
    if (event.target.matches(".term")) fetchGlossary(event.target);
  });
}

document.addEventListener("click", (event) => {
  openRow(event.target.closest("a[href^='#']")?.hash);
  const term = event.target.closest(".term");
  if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  explain(term);
});

// It does what a button does, so it is told and reached as one.
function tellTerms() {
  for (const term of document.querySelectorAll(".term:not([role])")) {
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", "false");
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeTerms();
  if (event.key === " " && event.target.matches(".term")) {
    event.preventDefault();
    explain(event.target);
  }
});

// A link to a row of the page opens it.
function openRow(hash = "") {
  const place = document.getElementById(hash.slice(1));
  const row = place?.matches("details") ? place : place?.querySelector(":scope > .row");
  if (row) row.open = true;
}

// A page brought back from the browser's memory may show answers that were cleared since.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.body.hidden = true;
  window.location.reload();
});

document.addEventListener("DOMContentLoaded", () => {
  tellTerms();
  openRow(window.location.hash);
  for (const each of document.querySelectorAll("[data-without-script]")) each.hidden = true;
  // Who comes back to a question begins at its heading, not down where the button was pressed.
  const isQuestion = document.querySelector(".step");
  if (isQuestion) window.history.scrollRestoration = "manual";
  const [{ type }] = performance.getEntriesByType("navigation");
  const cameBack = isQuestion && type === "back_forward";
  // Where a page begins that is not just opened: an error, what a change did, the end of the questions.
  const told = document.querySelector(".error-summary[data-focus], .said [data-focus]");
  // A link into the page takes the focus away once the page is there.
  if (told) window.addEventListener("load", () => told.focus());
  else if (cameBack || document.referrer.includes("/questions/")) focusNewStep();
});
