// Everything works without this file. It eases three things: where the focus is after a step,
// answers that exclude each other, and printing.
"use strict";

function focusNewStep() {
  const target = document.querySelector("#main .error-summary[data-focus]")
    || document.querySelector("#main [data-focus]");
  if (target) target.focus({ preventScroll: target.tagName === "H1" });
}

// "None of these" and "not sure" cannot go with other answers; the server checks this as well.
function keepApart(input) {
  if (!input.checked) return;
  for (const other of input.form.elements[input.name]) {
    const excludes = input.hasAttribute("data-alone") || other.hasAttribute("data-alone");
    if (other !== input && excludes) other.checked = false;
  }
}

document.addEventListener("htmx:afterSwap", focusNewStep);

// If a step cannot be fetched, send the form the plain way: the browser then shows what is wrong.
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, (event) => {
    const form = event.target.closest("form");
    if (form) form.submit();
  });
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".tile input[type=checkbox]")) keepApart(event.target);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A page brought back from the browser's memory may show answers that were cleared since.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  const errors = document.querySelector(".error-summary[data-focus]");
  if (errors) errors.focus();
});
