// The rule in plain words follows what is picked. Select2 tells of changes through jQuery alone.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const words = document.getElementById("rule-words");
  if (!words) return;
  const tell = () => htmx.trigger(words, "rulechange");
  django.jQuery(document).on("change", ".inline-group :input, #id_for_everyone", tell);
  document.addEventListener("formset:added", tell);
  document.addEventListener("formset:removed", tell);
});
