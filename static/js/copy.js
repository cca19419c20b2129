// Copies a text with one press. Without this file the text is marked and copied by hand.
(() => {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach((part) => {
    const text = part.querySelector("textarea");
    const button = part.querySelector("button");
    const done = part.querySelector("[role=status]");
    text.readOnly = true;
    button.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
      done.textContent = done.dataset.done;
    });
  });
})();
