// Controls with a side under 44 px, as "name WxH". Links within running text are left out.
(() => {
  const LEAST = 44;
  const CONTROLS = "a[href], button, input, select, textarea, summary, [role=button], [role=slider]";
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const isInText = (element) => {
    const display = getComputedStyle(element).display;
    if (element.tagName !== "A" || display !== "inline") return false;
    const words = (node) => (node.textContent || "").trim().length;
    const block = element.parentElement;
    return Boolean(block) && words(block) > words(element);
  };
  // A label is part of its field's target.
  const sizeOf = (element) => {
    const boxes = [element, ...(element.labels || [])].map((part) => part.getBoundingClientRect());
    return [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  };
  return [...document.querySelectorAll(CONTROLS)]
    .filter((element) => element.type !== "hidden" && !isInText(element))
    .filter((element) => isShown(element) || [...(element.labels || [])].some(isShown))
    .filter((element) => !element.matches(".skip, .skip *"))
    .map((element) => [element, ...sizeOf(element)])
    .filter(([, width, height]) => Math.min(width, height) < LEAST - 0.5)
    .map(([element, width, height]) => {
      const name = (element.textContent || element.name || element.tagName).trim().slice(0, 30);
      return `${name} ${Math.round(width)}x${Math.round(height)}`;
    });
})();
