// Moves and zooms the graph; the picture itself comes from the server and is replaced while this goes on.
(() => {
  const set = (view) => {
    const pane = view.querySelector("[data-graph-pane]");
    const picture = () => pane.querySelector("svg");
    let x = 0, y = 0, scale = 1;
    const place = () => { pane.style.transform = `translate(${x}px, ${y}px) scale(${scale})`; };
    const size = () => ({ width: picture()?.width.baseVal.value ?? 1, height: picture()?.height.baseVal.value ?? 1 });

    const fit = () => {
      const { width, height } = size();
      // As high as the picture, within what the style allows.
      view.style.blockSize = `${height + 48}px`;
      const box = view.getBoundingClientRect();
      const whole = Math.min(box.width / width, box.height / height);
      // A picture that would become unreadable begins at its start instead of being squeezed in.
      scale = Math.min(1, Math.max(whole, 0.55));
      x = Math.max((box.width - width * scale) / 2, 0);
      y = (box.height - height * scale) / 2;
      if (height * scale > box.height) y = Math.min(0, box.height / 2 - middle() * scale);
      place();
    };
    const middle = () => size().height / 2;
    const zoom = (factor, atX, atY) => {
      const next = Math.min(2.5, Math.max(0.04, scale * factor));
      x = atX - (atX - x) * (next / scale);
      y = atY - (atY - y) * (next / scale);
      scale = next;
      place();
    };
    const zoomMiddle = (factor) => zoom(factor, view.clientWidth / 2, view.clientHeight / 2);

    const pointers = new Map();
    let moved = 0;
    view.addEventListener("pointerdown", (event) => {
      if (event.target.closest(".graph-tools")) return;
      pointers.set(event.pointerId, event);
      moved = 0;
    });
    addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
      moved += Math.abs(dx) + Math.abs(dy);
      if (pointers.size === 1) { x += dx; y += dy; place(); }
      else {
        const other = [...pointers.entries()].find(([id]) => id !== event.pointerId)[1];
        const was = Math.hypot(before.clientX - other.clientX, before.clientY - other.clientY);
        const is = Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
        const box = view.getBoundingClientRect();
        if (was > 0) zoom(is / was, (event.clientX + other.clientX) / 2 - box.left, (event.clientY + other.clientY) / 2 - box.top);
      }
      if (moved > 6) view.classList.add("dragging");
      pointers.set(event.pointerId, event);
    });
    const up = (event) => { pointers.delete(event.pointerId); if (!pointers.size) view.classList.remove("dragging"); };
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
    view.addEventListener("click", (event) => { if (moved > 6) event.preventDefault(); }, true);
    view.addEventListener("dragstart", (event) => event.preventDefault());
    // The wheel scrolls the page; with Ctrl (and so with a pinch on a trackpad) it zooms.
    view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = view.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY * 0.006), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    view.addEventListener("keydown", (event) => {
      const step = 60;
      const act = { "+": () => zoomMiddle(1.25), "=": () => zoomMiddle(1.25), "-": () => zoomMiddle(0.8), "0": fit,
        ArrowLeft: () => { x += step; place(); }, ArrowRight: () => { x -= step; place(); },
        ArrowUp: () => { y += step; place(); }, ArrowDown: () => { y -= step; place(); } }[event.key];
      if (act && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); act(); }
    });
    // A node reached with the keyboard is brought into sight.
    view.addEventListener("focusin", (event) => {
      view.scrollTo(0, 0);
      const node = event.target.closest(".node");
      if (!node || !event.target.matches(":focus-visible")) return;
      const box = view.getBoundingClientRect(), at = node.getBoundingClientRect();
      if (at.left < box.left || at.right > box.right) x += box.left + box.width / 2 - (at.left + at.width / 2);
      if (at.top < box.top || at.bottom > box.bottom) y += box.top + box.height / 2 - (at.top + at.height / 2);
      place();
    });
    for (const button of view.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => ({ in: () => zoomMiddle(1.25), out: () => zoomMiddle(0.8), fit })[button.dataset.zoom]());
    }
    fit();
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-graph]").forEach(set));
  document.addEventListener("change", (event) => { if (event.target.matches("[data-submit]")) event.target.form.requestSubmit(); });
})();
