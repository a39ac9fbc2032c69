// Shows the log of an attempt: reads it piece by piece, filters on the spot, follows while the attempt runs.
(() => {
  const SHOWN = 4000; // lines in the page at once
  const BLOCK = 200;  // lines in one block that the browser may leave unpainted
  const RANK = { TRACE: 0, DEBUG: 1, INFO: 2, WARNING: 3, ERROR: 4 };
  const two = (number) => String(number).padStart(2, "0");
  const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;

  const set = (panel) => {
    const box = panel.querySelector("[data-log-lines]");
    const text = panel.querySelector("[data-log-text]");
    const level = panel.querySelector("[data-log-level]");
    const follow = panel.querySelector("[data-log-follow]");
    const wrap = panel.querySelector("[data-log-wrap]");
    const status = panel.querySelector("[data-log-status]");
    const lines = [];
    let next = 0, limit = SHOWN, live = true, timer = null, busy = false;

    const matches = (line) => (RANK[line.level] ?? 2) >= Number(level.value)
      && (!text.value || `${line.source} ${line.text}`.toLowerCase().includes(text.value.toLowerCase()));

    const element = (name, className, words) => {
      const made = document.createElement(name);
      made.className = className;
      made.textContent = words;
      return made;
    };
    const marked = (words) => {
      const span = element("span", "text", "");
      const wanted = text.value.toLowerCase();
      const at = wanted ? words.toLowerCase().indexOf(wanted) : -1;
      if (at < 0) { span.textContent = words; return span; }
      const mark = document.createElement("mark");
      mark.textContent = words.slice(at, at + wanted.length);
      span.append(words.slice(0, at), mark, words.slice(at + wanted.length));
      return span;
    };
    const row = (line) => {
      const p = document.createElement("p");
      p.className = `level-${line.level in RANK ? line.level : "INFO"}`;
      const date = new Date(line.at);
      const time = element("time", "", clock(date));
      time.title = `${line.at} (UTC)`;
      // The end of a logger's name is what people know it by.
      const source = element("span", "source", line.source.split(".").at(-1));
      source.title = line.source;
      p.append(time, element("span", "level", line.level), source, marked(line.text));
      return p;
    };
    const append = (shown) => {
      for (const line of shown) {
        let block = box.lastElementChild;
        if (!block?.classList.contains("block") || block.childElementCount >= BLOCK) {
          block = element("div", "block", "");
          box.append(block);
        }
        block.append(row(line));
      }
    };
    const toEnd = () => {
      if (!follow.checked) return;
      box.scrollTop = box.scrollHeight;
      // Blocks that come into sight get their real height only then.
      requestAnimationFrame(() => { if (follow.checked) box.scrollTop = box.scrollHeight; });
    };
    const count = (shown) => {
      const all = `${lines.length.toLocaleString("en")} ${lines.length === 1 ? "line" : "lines"}`;
      status.textContent = shown === lines.length ? all : `${shown.toLocaleString("en")} of ${all}`;
    };
    const draw = () => {
      const shown = lines.filter(matches);
      box.replaceChildren();
      if (shown.length > limit) {
        const more = element("button", "button little quiet", `Show ${Math.min(SHOWN, shown.length - limit).toLocaleString("en")} earlier lines`);
        more.type = "button";
        more.addEventListener("click", () => { limit += SHOWN; draw(); });
        box.append(more);
      }
      append(shown.slice(-limit));
      if (!shown.length) box.append(element("div", "note", lines.length ? "No line matches the filter." : live ? "Nothing written yet." : "This attempt wrote nothing."));
      count(shown.length);
      toEnd();
    };

    const read = async () => {
      if (busy || document.hidden) return;
      busy = true;
      clearTimeout(timer);
      let again = false;
      try {
        const source = panel.dataset.log;
        const answer = await fetch(`${source}?from=${next}`, { headers: { Accept: "application/json" } });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const piece = await answer.json();
        if (source !== panel.dataset.log) { again = true; return; }
        again = piece.next !== next;
        next = piece.next;
        live = piece.live;
        if (piece.lines.length || !lines.length) {
          const first = !lines.length;
          lines.push(...piece.lines);
          const shown = piece.lines.filter(matches);
          const now = box.querySelectorAll("p").length;
          if (first || now + shown.length > limit + BLOCK) draw();
          else { append(shown); count(now + shown.length); toEnd(); }
        }
        panel.toggleAttribute("data-live-log", live);
      } catch {
        status.textContent = "The log cannot be read right now.";
      } finally {
        busy = false;
      }
      if (again) read();
      else if (live) timer = setTimeout(read, 1500);
    };

    text.addEventListener("input", draw);
    level.addEventListener("change", draw);
    wrap.addEventListener("change", () => box.classList.toggle("no-wrap", !wrap.checked));
    follow.addEventListener("change", toEnd);
    box.addEventListener("wheel", (event) => { if (event.deltaY < 0) follow.checked = false; }, { passive: true });
    box.addEventListener("scroll", () => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < 8) follow.checked = true;
    });
    document.addEventListener("visibilitychange", () => { if (live && !document.hidden) read(); });
    // Unless an attempt was chosen, the log goes on to the newest one.
    document.addEventListener("htmx:afterSettle", () => {
      const newest = document.querySelector("[data-newest-attempt]")?.dataset.newestAttempt;
      if (!panel.dataset.newest || !newest || panel.dataset.log === `${newest}/log`) return;
      panel.dataset.log = `${newest}/log`;
      panel.querySelector("[data-log-file]").href = `${newest}/log.txt`;
      lines.length = 0; next = 0; limit = SHOWN; live = true;
      follow.checked = true;
      draw();
      read();
    });
    // What matters stands at the end, also of an attempt that is over.
    follow.checked = true;
    read();
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-log]").forEach(set));
})();
