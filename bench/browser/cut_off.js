// Texts that are hidden by their own box or by the screen's edge, as "tag: words".
(() => {
  const width = document.documentElement.clientWidth;
  const isClipped = (element) => {
    const style = getComputedStyle(element);
    const clips = (value) => value === "hidden" || value === "clip";
    const isForReadersOnly = element.clientWidth <= 1 || element.clientHeight <= 1;
    return !isForReadersOnly && (
      (clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1));
  };
  const isBeyond = (element) => {
    if (element.children.length || !element.textContent.trim()) return false;
    const box = element.getBoundingClientRect();
    const scrolls = element.closest("[data-scrolls], .scrolls");
    return !scrolls && box.width > 1 && (box.right > width + 1 || box.left < -1);
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !element.closest(".skip"))
    .filter((element) => isClipped(element) || isBeyond(element))
    .map((element) => `${element.tagName}: ${element.textContent.trim().slice(0, 30)}`);
})();
