// Beside the form of a part: it is shown in a root of its own, where readers' styles are, and
// leads nowhere. And what is picked is said where the boxes to tick are folded.
"use strict";

document.addEventListener("htmx:afterSwap", () => {
  for (const template of document.querySelectorAll(".as-reader > template")) {
    const root = template.parentElement.attachShadow({ mode: "open" });
    root.append(template.content);
    root.addEventListener("click", (event) => { if (event.target.closest("a")) event.preventDefault(); });
    template.remove();
  }
});

document.addEventListener("change", ({ target }) => {
  const row = target.closest?.(".picked");
  if (!row) return;
  const picked = [...row.querySelectorAll(":checked")].map((input) => {
    const said = document.createElement("span");
    const group = input.closest(".picked fieldset")?.querySelector("legend").textContent;
    said.textContent = (group ? `${group}: ` : "") + input.parentElement.textContent.trim();
    return said;
  });
  const none = row.querySelector(".none-picked");
  row.querySelector("summary").replaceChildren(...picked, none);
});
