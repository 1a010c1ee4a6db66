// One press of a button is one action: a form that is under way is not sent a second time.
"use strict";

const SECONDS = 5; // then whoever presses again means it

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (event.timeStamp - Number(form.dataset.sentAt ?? -Infinity) < SECONDS * 1000) event.preventDefault();
  else form.dataset.sentAt = event.timeStamp;
});

// Who comes back to the page may send it again at once.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sentAt;
});
