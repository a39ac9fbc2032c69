// Times come in UTC; the page shows them in the viewer's zone and keeps UTC for the tooltip. Running durations grow.
(() => {
  const two = (number) => String(number).padStart(2, "0");
  const local = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} `
    + `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

  const duration = (milliseconds) => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    if (seconds < 60) return `${seconds}s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
    if (seconds < 86400) return `${Math.floor(seconds / 3600)}h ${two(Math.floor(seconds / 60) % 60)}m`;
    return `${Math.floor(seconds / 86400)}d ${two(Math.floor(seconds / 3600) % 24)}h`;
  };

  const relative = (date) => {
    const distance = Math.round((date - Date.now()) / 1000);
    const size = Math.abs(distance);
    if (size < 5) return "now";
    const [amount, unit] = size < 60 ? [size, "s"] : size < 3600 ? [size / 60, " min"] : size < 172800 ? [size / 3600, " h"] : [size / 86400, " days"];
    return distance > 0 ? `in ${Math.round(amount)}${unit}` : `${Math.round(amount)}${unit} ago`;
  };

  const show = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      const date = new Date(time.dateTime);
      if (Number.isNaN(date.getTime())) continue;
      const exact = time.dateTime.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
      if ("short" in time.dataset) {
        time.textContent = local(date).slice(5, 16);
      } else if ("relative" in time.dataset) {
        time.textContent = relative(date);
        time.title = `${local(date)} (${exact})`;
      } else {
        time.textContent = local(date);
        time.title = exact;
      }
    }
    grow(root);
  };
  const grow = (root) => {
    for (const span of root.querySelectorAll("[data-since]")) {
      span.textContent = duration(Date.now() - new Date(span.dataset.since));
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    show(document);
    const zone = document.querySelector("[data-zone]");
    if (zone) zone.textContent = `Times are in ${Intl.DateTimeFormat().resolvedOptions().timeZone}; hover for UTC.`;
  });
  document.addEventListener("htmx:afterSwap", (event) => show(event.target.isConnected ? event.target : document));
  document.addEventListener("htmx:oobAfterSwap", () => show(document));
  setInterval(() => { if (!document.hidden) grow(document); }, 1000);
  setInterval(() => { if (!document.hidden) show(document); }, 15000);
})();
