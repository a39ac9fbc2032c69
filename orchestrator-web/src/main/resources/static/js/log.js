// Shows the log of an attempt: some lines at a time, whatever its length; searches on the server; follows while the attempt runs.
(() => {
  const PART = 500;  // lines that are fetched at once
  const MOST = 2000; // lines in the page at once
  const MOST_FOUND = 2000; // matches in the page at once
  const LEVELS = new Set(["TRACE", "DEBUG", "INFO", "WARNING", "ERROR"]);
  const two = (number) => String(number).padStart(2, "0");
  const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
  const say = (number) => number.toLocaleString("en");

  const set = (panel) => {
    const box = panel.querySelector("[data-log-lines]");
    const text = panel.querySelector("[data-log-text]");
    const level = panel.querySelector("[data-log-level]");
    const follow = panel.querySelector("[data-log-follow]");
    const wrap = panel.querySelector("[data-log-wrap]");
    const line = panel.querySelector("[data-log-goto]");
    const status = panel.querySelector("[data-log-status]");
    let first = 0, next = 0, total = 0, live = true; // the lines in the page are those from first to next
    let found = 0, timer = null, busy = false, turn = 0;

    const filtered = () => text.value.trim() !== "" || level.value !== "0";

    const element = (name, className, words) => {
      const made = document.createElement(name);
      made.className = className;
      made.textContent = words;
      return made;
    };
    const marked = (words) => {
      const span = element("span", "text", "");
      const wanted = text.value.trim().toLowerCase();
      const at = wanted ? words.toLowerCase().indexOf(wanted) : -1;
      if (at < 0) { span.textContent = words; return span; }
      span.append(words.slice(0, at), element("mark", "", words.slice(at, at + wanted.length)), words.slice(at + wanted.length));
      return span;
    };
    const row = (shown) => {
      const p = document.createElement("p");
      p.className = `level-${LEVELS.has(shown.level) ? shown.level : "INFO"}`;
      const number = element("button", "number", say(shown.number + 1));
      number.type = "button";
      number.tabIndex = -1;
      number.title = "Show the lines around this one";
      number.dataset.line = shown.number;
      const time = element("time", "", clock(new Date(shown.at)));
      time.title = `${shown.at} (UTC)`;
      // The end of a logger's name is what people know it by.
      const source = element("span", "source", shown.source.split(".").at(-1));
      source.title = shown.source;
      p.append(number, time, element("span", "level", shown.level), source, marked(shown.text));
      return p;
    };
    const block = (lines) => {
      const made = element("div", "block", "");
      made.dataset.lines = lines.length;
      made.append(...lines.map(row));
      return made;
    };
    const rows = () => box.querySelectorAll("p").length;

    const ask = async (query) => {
      const source = panel.dataset.log;
      const mine = turn;
      const answer = await fetch(`${source}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const part = await answer.json();
      if (source !== panel.dataset.log || mine !== turn) return null; // asked for something else by now
      total = part.total;
      live = part.live;
      panel.toggleAttribute("data-live-log", live);
      return part;
    };
    // One question at a time; what goes wrong is told, and tried again by the next.
    const once = async (work) => {
      if (busy || document.hidden) return;
      busy = true;
      const mine = turn;
      let failed = false;
      try { await work(); } catch { failed = true; }
      if (mine !== turn) return; // something else is asked for by now
      busy = false;
      if (failed) status.textContent = "The log cannot be read right now.";
      later();
    };
    const later = () => {
      clearTimeout(timer);
      if (live) timer = setTimeout(() => (filtered() ? once(search) : once(grow)), 1500);
    };
    const toEnd = () => { if (follow.checked) box.scrollTop = box.scrollHeight; };
    const count = () => {
      const all = `${say(total)} ${total === 1 ? "line" : "lines"}`;
      if (!filtered()) status.textContent = first === 0 && next >= total ? all : `${say(first + 1)}–${say(next)} of ${all}`;
      else status.textContent = next >= total ? `${say(found)} of ${all}` : `${say(found)} in the first ${say(next)} of ${all}`;
    };
    const nothing = (words) => { if (!rows()) box.replaceChildren(element("div", "note", words)); };

    const show = async (from, mark) => {
      const part = await ask({ from, number: PART });
      if (!part) return;
      first = part.next - part.lines.length;
      next = part.next;
      box.replaceChildren(...(part.lines.length ? [block(part.lines)] : []));
      nothing(live ? "Nothing written yet." : "This attempt wrote nothing.");
      count();
      const target = mark === undefined ? null : box.querySelector(`[data-line="${mark}"]`)?.parentElement;
      if (target) { target.classList.add("here"); target.scrollIntoView({ block: "center" }); } else if (from === 0) box.scrollTop = 0; else toEnd();
    };
    // Further down: what follows, or what was written since.
    const grow = async () => {
      const part = await ask({ from: next, number: PART });
      if (!part?.lines.length) { count(); return; }
      if (!rows()) box.replaceChildren();
      next = part.next;
      box.append(block(part.lines));
      while (rows() > MOST) {
        const gone = box.firstElementChild, height = gone.getBoundingClientRect().height, at = box.scrollTop;
        first += Number(gone.dataset.lines);
        gone.remove();
        box.scrollTop = at - height;
      }
      count();
      toEnd();
    };
    const growUp = async () => {
      const from = Math.max(0, first - PART);
      const part = await ask({ from, number: first - from });
      if (!part?.lines.length) return;
      const before = box.scrollHeight, at = box.scrollTop;
      box.prepend(block(part.lines));
      first = from;
      box.scrollTop = at + box.scrollHeight - before;
      while (rows() > MOST) {
        next -= Number(box.lastElementChild.dataset.lines);
        box.lastElementChild.remove();
      }
      count();
    };
    const search = async () => {
      for (;;) {
        const part = await ask({ from: next, level: level.value, text: text.value.trim() });
        if (!part) return;
        const more = part.next > next;
        next = part.next;
        found += part.lines.length;
        if (part.lines.length) {
          if (!rows()) box.replaceChildren();
          box.append(block(part.lines));
        }
        count();
        if (found >= MOST_FOUND) { box.append(element("div", "note", `The first ${say(found)} matches: search for more to see fewer.`)); live = false; return; }
        if (next >= total || !more) { nothing(total ? "No line matches the filter." : live ? "Nothing written yet." : "This attempt wrote nothing."); return; }
      }
    };

    const begin = () => {
      turn += 1;
      found = 0;
      first = 0;
      next = 0;
      box.replaceChildren();
      status.textContent = filtered() ? "Searching…" : "Reading…";
      busy = false;
      once(() => (filtered() ? search() : show(-1)));
    };
    const jump = (number) => {
      follow.checked = false;
      text.value = "";
      level.value = "0";
      turn += 1;
      busy = false;
      once(() => show(Math.max(0, number - Math.floor(PART / 2)), number));
    };

    let typing = null;
    text.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(begin, 250); });
    level.addEventListener("change", begin);
    wrap.addEventListener("change", () => box.classList.toggle("no-wrap", !wrap.checked));
    follow.addEventListener("change", () => { if (follow.checked && !filtered() && next < total) begin(); else toEnd(); });
    line.addEventListener("change", () => { const number = Number.parseInt(line.value.replaceAll(/\D/g, ""), 10); if (number > 0) jump(Math.min(number, Math.max(1, total)) - 1); });
    box.addEventListener("click", (event) => { const number = event.target.closest("[data-line]"); if (number) jump(Number(number.dataset.line)); });
    panel.querySelector("[data-log-start]").addEventListener("click", () => { follow.checked = false; if (filtered() || first > 0) { text.value = ""; level.value = "0"; turn += 1; busy = false; once(() => show(0)); } else box.scrollTop = 0; });
    panel.querySelector("[data-log-end]").addEventListener("click", () => { follow.checked = true; text.value = ""; level.value = "0"; begin(); });
    box.addEventListener("wheel", (event) => { if (event.deltaY < 0) follow.checked = false; }, { passive: true });
    box.addEventListener("keydown", (event) => { if (["ArrowUp", "PageUp", "Home"].includes(event.key)) follow.checked = false; });
    box.addEventListener("scroll", () => {
      const below = box.scrollHeight - box.scrollTop - box.clientHeight;
      if (below < 8 && next >= total && live) follow.checked = true;
      if (filtered() || busy) return;
      if (box.scrollTop < 600 && first > 0) once(growUp);
      else if (below < 600 && next < total) once(grow);
    });
    document.addEventListener("visibilitychange", () => { if (live && !document.hidden) later(); });
    // Unless an attempt was chosen, the log goes on to the newest one.
    document.addEventListener("htmx:afterSettle", () => {
      const newest = document.querySelector("[data-newest-attempt]")?.dataset.newestAttempt;
      if (!panel.dataset.newest || !newest || panel.dataset.log === `${newest}/log`) return;
      panel.dataset.log = `${newest}/log`;
      panel.querySelector("[data-log-file]").href = `${newest}/log.txt`;
      follow.checked = true;
      live = true;
      begin();
    });
    // What matters stands at the end, also of an attempt that is over.
    follow.checked = true;
    begin();
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-log]").forEach(set));
})();
