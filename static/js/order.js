// Rows are put in order by a handle or by buttons: in a list at once, in a form when it is saved.
"use strict";

document.documentElement.classList.add("can-drag");
const EDGE = 60; // pixels from the edge of the window within which it scrolls

// Calls `drop(row, isAfter, other)` where a row was dragged by its handle to a place beside another.
function dragging(handle, rowsOf, drop) {
  document.addEventListener("pointerdown", (start) => {
    const held = start.target.closest?.(handle);
    if (!held || start.button !== 0) return;
    start.preventDefault(); // marks no text
    const row = rowsOf(held).find((each) => each.contains(held));
    let other = null, isAfter = false;
    row.classList.add("is-dragged");

    const unmark = () => other?.classList.remove("drop-before", "drop-after");
    const over = (event) => {
      unmark();
      other = rowsOf(held).find((each) => event.clientY <= each.getBoundingClientRect().bottom) ?? rowsOf(held).at(-1);
      const box = other.getBoundingClientRect();
      isAfter = event.clientY > box.top + box.height / 2;
      if (other === row) other = null;
      other?.classList.add(isAfter ? "drop-after" : "drop-before");
      if (event.clientY < EDGE) scrollBy(0, -EDGE / 2);
      if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 2);
    };
    const end = (event) => {
      unmark();
      row.classList.remove("is-dragged");
      for (const [name, react] of reactions) document.removeEventListener(name, react);
      if (event.type === "pointerup" && other) drop(row, isAfter, other);
    };
    const leave = (event) => { if (event.key === "Escape") end(event); };
    const reactions = [["pointermove", over], ["pointerup", end], ["pointercancel", end], ["keydown", leave]];
    for (const [name, react] of reactions) document.addEventListener(name, react);
  });
}

// A list.

const key = (row) => row.querySelector(".handle").dataset.row;

dragging("#rows .handle", () => [...document.querySelectorAll("#result_list tbody tr:has(.handle)")], (row, isAfter, other) => {
  const button = document.getElementById("move-dragged");
  button.value = `${key(row)} ${isAfter ? "after" : "before"} ${key(other)}`;
  button.click();
});

// htmx gives the focus back to the button that was pressed, unless it is closed now.
let pressed = null;
document.addEventListener("htmx:beforeRequest", (event) => { pressed = event.detail.elt.id; });
document.addEventListener("htmx:afterSettle", () => {
  const button = document.getElementById(pressed);
  if (button?.disabled) button.parentElement.querySelector("button:enabled")?.focus();
});

const fail = () => {
  const told = document.getElementById("moved");
  if (told) told.textContent = told.dataset.failed;
};
document.addEventListener("htmx:responseError", fail);
document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:beforeSwap", (event) => {
  // A login page, say.
  if (event.detail.target.id !== "rows" || event.detail.serverResponse.includes('id="rows"')) return;
  event.detail.shouldSwap = false;
  fail();
});

// The answers in the form of a question.

document.addEventListener("DOMContentLoaded", () => {
  const group = document.getElementById("choices-group");
  if (!group) return;
  const told = document.createElement("p");
  told.className = "moved";
  told.setAttribute("role", "status");
  group.querySelector("h2").after(told);

  const rows = () => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const place = (row) => row.querySelector("[name^=choices-][name$=-position]");
  const number = (row) => Number(row.id.split("-").at(-1));
  const sort = (by) => {
    for (const row of rows().sort((one, other) => by(one) - by(other))) group.querySelector(".empty-form").before(row);
  };
  const inOrder = (row) => (place(row).value === "" ? Infinity : Number(place(row).value));
  const renumber = () => rows().forEach((row, at) => { place(row).value = at; });
  const tell = (row) => {
    const name = row.querySelector("[name^=choices-][name$=-label]").value || "The new answer";
    told.textContent = `“${name}” is now ${rows().indexOf(row) + 1} of ${rows().length}. Save to keep this order.`;
  };
  const put = (row, isAfter, other) => {
    if (isAfter) other.after(row);
    else other.before(row);
    renumber();
    tell(row);
  };
  const button = (words, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = words;
    made.dataset.step = step;
    return made;
  };
  const addButtons = (row) => {
    const bar = document.createElement("span");
    const handle = document.createElement("span");
    bar.className = "place";
    handle.className = "handle";
    handle.title = "Drag to another place";
    bar.append(handle, " ", button("Up", -1), " ", button("Down", 1));
    row.querySelector("h3").append(" ", bar);
  };
  rows().forEach(addButtons);
  sort(inOrder);

  group.addEventListener("click", (event) => {
    const step = Number(event.target.dataset?.step);
    if (!step) return;
    const row = event.target.closest(".inline-related");
    const other = rows()[rows().indexOf(row) + step];
    if (other) put(row, step > 0, other);
    event.target.focus();
  });
  dragging("#choices-group .handle", rows, put);
  document.addEventListener("formset:added", (event) => {
    if (!group.contains(event.target)) return;
    addButtons(event.target);
    place(event.target).value = Math.max(-1, ...rows().map(inOrder).filter(Number.isFinite)) + 1;
    // The answer for who does not know stays the last.
    const last = rows().at(-2);
    if (last?.querySelector("[name$=-uncertain]").checked) put(event.target, false, last);
  });
  // The admin numbers rows by where they stand once one is taken out, and those that are saved must come first.
  group.addEventListener("click", (event) => { if (event.target.closest(".inline-deletelink")) sort(number); }, true);
  document.addEventListener("formset:removed", () => setTimeout(() => sort(inOrder)));
});
