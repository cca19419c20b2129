// Promises the ms until the first question can be answered: its field is shown, the thread free.
(() => {
  const FIELDS = "main input:not([type=hidden]):not([type=button])";
  const isShown = () => [...document.querySelectorAll(FIELDS)].some((one) => one.checkVisibility());
  self.ready = new Promise((resolve) => {
    const look = () => {
      if (isShown()) setTimeout(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
})();
