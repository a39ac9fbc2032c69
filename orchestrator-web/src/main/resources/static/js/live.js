// A page that names its topic (data-events) listens for changes and lets its parts (data-live) refresh themselves.
// One stream a page, and only while the page is visible: a browser allows six connections to a server, and tabs are many.
(() => {
  const SHORTEST = 200;      // between two refreshes; where they cost too much, the server tells of changes less often
  const WITHOUT_STREAM = 20000; // between two refreshes while there is no stream
  const LONGEST = 30000;     // between two refreshes while there is one
  let stream = null;
  let last = 0;
  let pending = null;
  let retry = null;
  let asked = 0;             // parts whose answer is on its way
  let missed = false;        // something changed since they asked, so their answer may be old already

  const topic = () => document.querySelector("[data-events]")?.dataset.events;
  const parts = () => document.querySelectorAll("[data-live]");

  const refresh = () => {
    pending = null;
    last = Date.now();
    for (const part of parts()) window.htmx?.trigger(part, "live");
  };
  const changed = () => {
    if (asked > 0) { missed = true; return; }
    if (pending !== null) return;
    pending = setTimeout(refresh, Math.max(0, last + SHORTEST - Date.now()));
  };
  const isPart = (event) => event.detail.requestConfig?.elt?.hasAttribute("data-live");
  document.addEventListener("htmx:beforeRequest", (event) => { if (isPart(event)) asked += 1; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!isPart(event)) return;
    asked = Math.max(0, asked - 1);
    if (asked === 0 && missed) { missed = false; changed(); }
  });
  const say = (text) => { const place = document.querySelector("[data-live-status]"); if (place) place.textContent = text; };

  const close = () => { stream?.close(); stream = null; clearTimeout(retry); };
  const open = () => {
    if (stream || document.hidden || !topic()) return;
    stream = new EventSource(topic());
    let before = false;
    stream.addEventListener("open", () => { say("Live."); if (before) changed(); before = true; });
    stream.addEventListener("changed", changed);
    stream.addEventListener("error", () => {
      say("Not live: trying again.");
      // The browser itself retries a broken stream, but not a refused one.
      if (stream?.readyState !== EventSource.CLOSED) return;
      close();
      retry = setTimeout(() => { changed(); open(); }, WITHOUT_STREAM);
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    // What is newest stands at the right end.
    for (const box of document.querySelectorAll("[data-at-end]")) box.scrollLeft = box.scrollWidth;
    open();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (topic() && !stream) { changed(); open(); }
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) { changed(); open(); } });

  // What changes without an event, such as heartbeats, is asked for now and then.
  setInterval(() => {
    if (document.hidden) return;
    // A server may have missed what another one said.
    if (stream && Date.now() - last > LONGEST) { changed(); return; }
    for (const part of document.querySelectorAll("[data-live][data-now-and-then]")) window.htmx?.trigger(part, "live");
  }, 10000);

  // A part that was replaced keeps what was scrolled to and what had the focus.
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    if (!part?.hasAttribute?.("data-live")) return;
    const focus = document.activeElement;
    kept = {
      href: part.contains(focus) ? focus.getAttribute("href") : null,
      cell: focus?.classList.contains("cell"),
      open: [...part.querySelectorAll("details[open][id]")].map((details) => details.id),
      checked: [...part.querySelectorAll("input[type=checkbox][name]:checked")].map((input) => [input.name, input.value]),
      scrolled: [...part.querySelectorAll("[data-keep-scroll]")].map((box) => [box.dataset.keepScroll, box.scrollLeft, box.scrollTop]),
    };
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!kept) return;
    const { href, cell, open: opened, checked, scrolled } = kept;
    kept = null;
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    for (const [name, value] of checked) {
      const input = document.querySelector(`[data-live] input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      if (input) input.checked = true;
    }
    if (checked.length) document.dispatchEvent(new Event("chosen"));
    for (const [name, left, top] of scrolled) {
      document.querySelector(`[data-keep-scroll="${CSS.escape(name)}"]`)?.scrollTo(left, top);
    }
    if (href) document.querySelector(`[data-live] a${cell ? ".cell" : ""}[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true });
  });
})();
