// Draws how long runs took and how late they started. The table below the charts says the same.
(() => {
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // A custom property with light-dark() is only a colour once something is painted with it.
  const colour = (name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };
  const phrase = (seconds) => {
    if (seconds === null || seconds === undefined) return "";
    if (seconds < 60) return `${Math.round(seconds * 10) / 10}s`;
    if (seconds < 3600) return `${Math.round(seconds / 6) / 10}m`;
    return `${Math.round(seconds / 360) / 10}h`;
  };
  const stateColour = (state) => {
    const probe = document.createElement("span");
    probe.className = `state-${state}`;
    probe.style.color = "var(--state)";
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };

  const draw = (box, points) => {
    const name = box.dataset.value;
    const values = points.map((point) => point[name]);
    const colours = Object.fromEntries([...new Set(points.map((point) => point.state))].map((state) => [state, stateColour(state)]));
    const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 }, font: `11px ${style("--sans")}` };
    const size = () => ({ width: box.clientWidth, height: 220 });
    const bars = (plot, series) => {
      const context = plot.ctx, zero = plot.valToPos(0, "y", true);
      const width = Math.max(2, Math.min(26, plot.bbox.width / points.length - 2));
      context.save();
      for (const [index, value] of values.entries()) {
        if (value === null) continue;
        const x = plot.valToPos(index, "x", true), y = plot.valToPos(value, "y", true);
        context.fillStyle = colours[points[index].state];
        context.fillRect(x - width / 2, Math.min(y, zero - 2), width, Math.max(2, zero - y));
      }
      context.restore();
      return null;
    };
    const plot = new uPlot({
      ...size(),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false, range: [-0.6, Math.max(points.length - 0.4, 9)] }, y: { range: (_, low, high) => [0, Math.max(high, 1) * 1.08] } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((tick) => points[tick]?.at.slice(5, 10) ?? "") }, { ...axis, size: 58, values: (_, ticks) => ticks.map(phrase) }],
      series: [{}, { paths: bars, points: { show: false } }],
      hooks: { setCursor: [(self) => { const point = points[self.cursor.idx]; box.title = point ? `${point.run}, ${point.state}: ${phrase(point[name])}` : ""; }] },
    }, [points.map((_, index) => index), values], box);
    box.addEventListener("click", () => { const point = points[plot.cursor.idx]; if (point) location.href = point.href; });
    new ResizeObserver(() => plot.setSize(size())).observe(box);
  };

  document.addEventListener("DOMContentLoaded", async () => {
    const boxes = [...document.querySelectorAll("[data-chart]")];
    if (!boxes.length) return;
    const answer = await fetch(boxes[0].dataset.chart, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const points = await answer.json();
    const all = () => { for (const box of boxes) { box.replaceChildren(); draw(box, points); } };
    all();
    document.addEventListener("click", (event) => { if (event.target.closest?.("[data-theme-choice]")) setTimeout(all); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  });
})();
