// Notes what the page's visitor would notice; read with `self.vitals`.
(() => {
  const vitals = { lcp: 0, cls: 0, inp: 0 };
  self.vitals = vitals;
  const observe = (type, note, options = {}) => {
    const watch = (list) => list.getEntries().forEach(note);
    new PerformanceObserver(watch).observe({ type, buffered: true, ...options });
  };
  observe("largest-contentful-paint", (entry) => { vitals.lcp = entry.startTime; });
  observe("layout-shift", (entry) => { if (!entry.hadRecentInput) vitals.cls += entry.value; });
  observe("event", (entry) => {
    if (entry.interactionId) vitals.inp = Math.max(vitals.inp, entry.duration);
  }, { durationThreshold: 16 });
})();
