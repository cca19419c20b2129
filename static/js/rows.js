// j and k go down and up the rows of the work list. The page works the same without this file.
(() => {
  "use strict";
  const step = { j: 1, k: -1 };
  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!step[event.key] || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const links = [...document.querySelectorAll("[data-row]")];
    const here = links.indexOf(document.activeElement);
    const next = links[here < 0 ? 0 : here + step[event.key]];
    if (next) { event.preventDefault(); next.focus(); }
  });
})();
