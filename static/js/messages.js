// Shows messages that arrive while a thread is open, and keeps what is being written. The page does
// the same without this file, a press at a time. Asks nothing while nobody looks at the page.
(() => {
  "use strict";
  const ASK_EVERY = 10000;
  const KEEP_AFTER = 2000;
  const PART = ["HX-Request-Type", "partial"];

  const watch = (box) => {
    const spoken = document.querySelector("[data-spoken]");
    let timer = 0;
    const later = () => {
      window.clearTimeout(timer);
      timer = document.hidden ? 0 : window.setTimeout(ask, ASK_EVERY);
    };
    const show = (arrived) => {
      const before = box.querySelector("[data-newest]");
      if (before.isEqualNode(arrived)) { return; }
      const isNew = before.dataset.newest !== arrived.dataset.newest;
      before.replaceWith(document.importNode(arrived, true));
      if (!isNew) { return; }
      spoken.textContent = "";
      window.setTimeout(() => { spoken.textContent = spoken.dataset.words; }, 100);
    };
    // A document is parsed without running scripts, and without a string put into the page.
    const ask = () => {
      const request = new XMLHttpRequest();
      request.open("GET", box.dataset.arrived);
      request.setRequestHeader(...PART);
      request.responseType = "document";
      request.addEventListener("load", () => {
        if (request.status === 401 || request.status === 404) { return; }
        const arrived = request.status === 200 && request.responseXML.querySelector("[data-newest]");
        if (arrived) { show(arrived); }
        later();
      });
      request.addEventListener("error", later);
      request.send();
    };
    document.addEventListener("visibilitychange", () => { if (document.hidden) { later(); } else { ask(); } });
    later();
  };

  const keep = (form) => {
    const told = form.querySelector("[data-kept]");
    let timer = 0;
    const save = () => {
      const fields = new FormData(form);
      fields.set("go", "draft");
      fields.delete("photos");
      fetch(form.action, { method: "POST", headers: [PART], body: new URLSearchParams(fields) })
        .then((answer) => { if (told) { told.hidden = answer.status !== 204; } })
        .catch(() => { if (told) { told.hidden = true; } });
    };
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, KEEP_AFTER);
    });
    form.addEventListener("submit", () => window.clearTimeout(timer));
  };

  document.querySelectorAll("[data-arrived]").forEach(watch);
  document.querySelectorAll("form[data-draft]").forEach(keep);
})();
