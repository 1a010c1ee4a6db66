// Whoever leaves a form with texts in which something was changed, or not saved yet, is asked first.
"use strict";

// All that a form would send, since its rows come and go.
const sent = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
const opened = new Map();
let leaving = null; // the form that is on its way

// Not before, as scripts of the admin fill fields in while the page opens.
addEventListener("load", () => {
  for (const form of document.querySelectorAll("main form[method=post]")) {
    if (form.querySelector("textarea, .vTextField") || "unsaved" in form.dataset) opened.set(form, sent(form));
  }
});
addEventListener("submit", (event) => { if (!event.defaultPrevented) leaving = event.target; });
addEventListener("pageshow", () => { leaving = null; });
addEventListener("beforeunload", (event) => {
  for (const [form, before] of opened) {
    const is_unsaved = "unsaved" in form.dataset || form.querySelector(".errornote, .errorlist");
    if (form !== leaving && (is_unsaved || sent(form) !== before)) event.preventDefault();
  }
});
