// Counts seconds on a waiting step. The page says the same without this file, and the
// button that goes on is never blocked.
(() => {
  "use strict";
  const SPOKEN_EVERY = 15;

  const start = (box) => {
    const total = Number(box.dataset.seconds);
    const countsUp = box.dataset.direction === "up";
    const clock = box.querySelector("[data-clock]");
    const spoken = box.querySelector("[data-spoken]");
    const toggle = box.querySelector("[data-toggle]");
    let passedBefore = 0;
    let startedAt = 0;
    let timer = 0;
    let lastSpoken = 0;

    // Reads the clock instead of counting ticks: a sleeping phone skips ticks.
    const passed = () =>
      Math.min(total, passedBefore + (timer ? Math.floor((Date.now() - startedAt) / 1000) : 0));
    const shown = () => (countsUp ? passed() : total - passed());

    const stop = () => {
      passedBefore = passed();
      window.clearInterval(timer);
      timer = 0;
      toggle.textContent = toggle.dataset.start;
    };
    const speak = () => {
      const part = Math.floor(passed() / SPOKEN_EVERY);
      if (part > lastSpoken) {
        lastSpoken = part;
        spoken.textContent = box.dataset.words.replace("{seconds}", String(shown()));
      }
    };
    const tick = () => {
      clock.textContent = String(shown());
      if (passed() < total) { speak(); return; }
      stop();
      toggle.hidden = true;
      spoken.textContent = box.dataset.done;
    };
    const run = () => {
      startedAt = Date.now();
      timer = window.setInterval(tick, 250);
      toggle.textContent = toggle.dataset.stop;
    };

    toggle.addEventListener("click", () => { if (timer) { stop(); } else { run(); } });
    box.hidden = false;
    clock.textContent = String(shown());
    run();
  };

  document.querySelectorAll("[data-countdown]").forEach(start);
})();
