// Asks the browser for a passkey, to add or to use one, and sends what it answers. Behind the door,
// goes on to what was typed before.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type !== "back_forward") document.querySelector("form[data-go-on]")?.requestSubmit();
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  for (const told of document.querySelectorAll("[data-no-passkey]")) told.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.querySelector("button").addEventListener("click", () => ask(form));
  }
});

async function ask(form) {
  const said = form.querySelector("[role=alert]");
  said.hidden = true;
  const options = JSON.parse(form.dataset.options);
  try {
    const credential = form.dataset.passkey === "add"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    said.textContent = said.dataset.failed;
    said.hidden = false;
  }
}
