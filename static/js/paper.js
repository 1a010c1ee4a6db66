// Beside navigator.js on pages for paper and for comparing; all of them work without it. It eases
// three things: what matters where treatments are compared, printing, and sharing the handout.
"use strict";

// Rows of a comparison that tell of what matters to the reader are marked, and come first.
function putFirst() {
  const ticked = document.querySelectorAll("[data-kinds]:checked");
  const kinds = [...ticked].flatMap((box) => box.dataset.kinds.split(" "));
  for (const body of document.querySelectorAll(".compare tbody")) {
    const rows = [...body.querySelectorAll("[data-row]")];
    for (const row of rows) row.classList.toggle("marked", kinds.includes(row.dataset.row));
    rows.sort((one, other) => other.classList.contains("marked") - one.classList.contains("marked")
      || one.dataset.place - other.dataset.place);
    body.append(...rows);
  }
  speak(kinds.length ? document.querySelector("[data-moved]").dataset.moved : "");
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-kinds]")) putFirst();
});

// What is typed and ticked on the handout is on it for paper alone: printed whole, kept nowhere, and
// not lost without a word.
document.addEventListener("input", ({ target }) => {
  if (target.matches(".notes")) target.nextElementSibling.textContent = target.value;
});
window.addEventListener("beforeunload", (event) => {
  const typed = document.querySelector(".notes")?.value.trim();
  const ticked = [...document.querySelectorAll(".box")].some((box) => box.checked !== box.defaultChecked);
  if (!document.body.hidden && (typed || ticked)) event.preventDefault();
});

// The handout as text, made here and handed to the device alone: with a mark for each box and what
// was typed, without what is for the screen, and of drugs those that are ticked.
function textOf(page) {
  const hidden = page.querySelectorAll(
    '.no-print, [href*="#source-"], .notes, .ruled, .name-line, .so-far tr:not(:has(:checked))');
  const marks = [...page.querySelectorAll(".box")].map((box) => {
    const name = box.getAttribute("aria-label")?.split(": ").pop();
    const mark = document.createElement("span");
    if (name) mark.textContent = box.checked ? `${name} ` : "";
    else mark.textContent = box.checked || box.matches(".ticked") ? "[x] " : "[ ] ";
    box.after(mark);
    return mark;
  });
  for (const each of hidden) each.classList.add("not-shared");
  page.classList.add("sharing");
  const text = page.innerText;
  page.classList.remove("sharing");
  for (const each of hidden) each.classList.remove("not-shared");
  for (const mark of marks) mark.remove();
  return text;
}

async function share(button) {
  const text = textOf(document.querySelector("#main"));
  try {
    if (window.navigator.share) {
      await window.navigator.share({ title: document.title, text });
      return;
    }
    await window.navigator.clipboard.writeText(text);
    button.textContent = button.dataset.done;
  } catch (error) {
    if (error.name === "AbortError") return; // who closed the device's own sheet wants nothing more
    button.textContent = button.dataset.failed;
  }
  speak(button.textContent);
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-print]")) window.print();
  if (target.closest("[data-share]")) share(target);
});

// The handout's day is that of the reader, not of the server, unless their clock is far off. The
// server wrote the days beside its own as well: no browser writes a day as it does.
function putOwnDay(today) {
  const noon = new Date(`${today.dateTime}T12:00`);
  const ahead = Math.round((new Date().setHours(12, 0, 0, 0) - noon) / (24 * 3600 * 1000));
  if (ahead === -1) today.textContent = today.dataset.before;
  if (ahead === 1) today.textContent = today.dataset.after;
}

document.addEventListener("DOMContentLoaded", () => {
  const today = document.querySelector("[data-today]");
  if (today) putOwnDay(today);
  for (const each of document.querySelectorAll("[data-print], [data-with-script], [data-kinds]")) each.hidden = false;
  const sharing = document.querySelector("[data-share]");
  if (sharing && (window.navigator.share || window.navigator.clipboard)) {
    sharing.textContent = window.navigator.share ? sharing.dataset.share : sharing.dataset.copy;
    sharing.hidden = false;
  }
});
