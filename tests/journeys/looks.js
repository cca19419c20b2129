// What can be asked about a page as it stands. Each answer is a list of faults; empty is well.
// Evaluated as an expression: the value is an object of functions.
(() => {
  const LEAST = 44;
  const PRESSED = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const named = (element) => {
    const words = element.textContent.trim() || element.getAttribute("aria-label") || element.name;
    return `<${element.tagName.toLowerCase()}> ${(words || "").replace(/\s+/g, " ").slice(0, 50)}`;
  };
  const round = (...sizes) => sizes.map((size) => Math.round(size)).join("×");
  const isForReaders = (element) => Boolean(element.closest(".sr, .skip"));
  // A link among words of the same sentence cannot be larger than its line.
  const isInRunningText = (element) => getComputedStyle(element).display === "inline"
    && [...element.parentElement.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());

  const smallTargets = () => [...document.querySelectorAll(PRESSED)]
    .filter((element) => !element.matches(".sr") && !isInRunningText(element))
    .map((element) => element.closest("label") ?? element)
    .filter(isShown)
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < LEAST - 0.01)
    .map(([element, box]) => `${named(element)}: ${round(box.width, box.height)}`);

  const beyondEdge = () => {
    const page = document.documentElement;
    const beyond = page.scrollWidth - page.clientWidth;
    if (beyond <= 0) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => isShown(element) && element.getBoundingClientRect().right > page.clientWidth + 1);
    return [`${beyond} px too wide`, ...wide.slice(-3).map(named)];
  };

  // Words that stick out of the screen, of a box around them, or are cut off by one.
  const cutOff = () => {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement;
      const words = walker.currentNode.textContent.trim();
      if (!words || !isShown(holder) || isForReaders(holder) || holder.closest("svg")) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const line of range.getClientRects()) {
        if (line.left < -1 || line.right > document.documentElement.clientWidth + 1) {
          faults.push(`beyond the screen: ${words.slice(0, 40)}`);
        }
        for (let box = holder; box !== document.body; box = box.parentElement) {
          const edges = box.getBoundingClientRect();
          if (getComputedStyle(box).display === "inline") continue;
          if (line.right > edges.right + 1 || line.left < edges.left - 1
            || line.bottom > edges.bottom + 8 || line.top < edges.top - 8) {
            faults.push(`sticks out of ${named(box)}: ${words.slice(0, 40)}`);
            break;
          }
        }
      }
    }
    return [...new Set(faults)].slice(0, 5);
  };

  // Without its colours a field or a button still has an edge to be known by.
  const edgeless = () => [...document.querySelectorAll(".btn, .choice, .input, .note, .tag")]
    .filter((element) => isShown(element) && !isForReaders(element))
    .filter((element) => {
      const style = getComputedStyle(element);
      const sides = ["Top", "Right", "Bottom", "Left"];
      return !sides.some((side) => parseFloat(style[`border${side}Width`]) >= 1
        && style[`border${side}Style`] !== "none"
        && style[`border${side}Color`] !== getComputedStyle(document.body).backgroundColor);
    })
    .map(named);

  // What the element in focus lacks: a ring that is seen, or a place that nothing covers.
  const focusFaults = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const ring = [element, element.closest(".choice")].filter(Boolean).map(getComputedStyle);
    const hasRing = ring.some(
      (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const box = (element.closest("label") ?? element).getClientRects()[0];
    const hit = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const isOnTop = Boolean(hit) && [element, ...(element.labels ?? [])].some(
      (one) => one.contains(hit) || hit.contains(one));
    return [
      ...hasRing ? [] : [`no ring: ${named(element)}`],
      ...isOnTop ? [] : [`covered: ${named(element)}`],
    ];
  };
  const startAtTop = () => {
    scrollTo(0, 0);
    document.activeElement?.blur();
    getSelection().collapse(document.body, 0);
  };

  return { smallTargets, beyondEdge, cutOff, edgeless, focusFaults, startAtTop };
})()
