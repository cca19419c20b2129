// Reads a picture out, one mark at a time, by touch, mouse and arrow keys. The page tells the same
// without this file. Sets attributes and text only.
(() => {
  "use strict";
  const NEAR = 0.4;

  const placeOf = (group) => {
    const mark = group.querySelector("[x], [x1]");
    return parseFloat(mark.getAttribute("x") || mark.getAttribute("x1"));
  };

  // Marks of the same moment are read out together.
  const stopsOf = (svg) => {
    const stops = [];
    const groups = [...svg.querySelectorAll("g")].map((group) => ({
      at: placeOf(group),
      text: group.querySelector("title").textContent,
      day: group.dataset.day,
    }));
    for (const { at, text, day } of groups.sort((one, other) => one.at - other.at)) {
      const last = stops[stops.length - 1];
      if (last && at - last.at < NEAR) { last.text += ". " + text; } else { stops.push({ at, text, day }); }
    }
    return stops;
  };

  const start = (figure) => {
    const svg = figure.querySelector("svg");
    const box = figure.querySelector(".readout");
    const cursor = svg.querySelector(".cursor");
    const stops = stopsOf(svg);
    if (!stops.length) { return; }
    const slider = document.createElement("input");
    slider.type = "range";
    slider.max = String(stops.length - 1);
    slider.value = slider.max;
    slider.setAttribute("aria-label", box.dataset.label);
    slider.setAttribute("aria-valuetext", stops[stops.length - 1].text);
    const told = document.createElement("output");
    told.textContent = box.dataset.hint;
    told.className = "hint";
    const open = document.createElement("a");
    open.className = "alone";
    open.textContent = box.dataset.open;
    open.hidden = true;
    box.append(told, slider, open);

    const show = (number) => {
      const stop = stops[number];
      cursor.removeAttribute("display");
      cursor.setAttribute("x1", stop.at + "%");
      cursor.setAttribute("x2", stop.at + "%");
      slider.value = String(number);
      slider.setAttribute("aria-valuetext", stop.text);
      told.className = "";
      told.textContent = stop.text;
      open.hidden = !stop.day;
      if (stop.day) { open.href = box.dataset.days + stop.day; }
    };
    const touch = (event) => {
      const style = getComputedStyle(svg);
      const frame = svg.getBoundingClientRect();
      const first = parseFloat(style.paddingLeft);
      const width = frame.width - first - parseFloat(style.paddingRight);
      const at = (event.clientX - frame.left - first) / width * 100;
      let nearest = 0;
      stops.forEach((stop, number) => {
        if (Math.abs(stop.at - at) < Math.abs(stops[nearest].at - at)) { nearest = number; }
      });
      show(nearest);
    };
    slider.addEventListener("input", () => show(Number(slider.value)));
    slider.addEventListener("focus", () => show(Number(slider.value)), { once: true });
    svg.addEventListener("pointerdown", touch);
    svg.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" || event.buttons) { touch(event); }
    });
  };

  document.querySelectorAll("[data-trend]").forEach(start);
})();
