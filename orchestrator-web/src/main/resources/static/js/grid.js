// The grid: its page holds a part of its rows, the server has all of them. Scrolling, folding and searching fetch another part.
(() => {
  const grid = () => document.querySelector("[data-grid]");
  const box = () => grid()?.querySelector(".grid-scroll");
  const rows = () => grid()?.querySelector("[data-rows]");
  let asked = null; // the address of the part that is on its way

  const height = () => rows()?.querySelector("tr")?.getBoundingClientRect().height || 27;
  const numbers = () => { const { from, to, all } = grid().dataset; return { from: Number(from), to: Number(to), all: Number(all) }; };

  // The rows that are not here take their room, so that the scroll bar tells the truth.
  const makeRoom = () => {
    if (!rows()) return;
    const { from, to, all } = numbers();
    const [above, below] = grid().querySelectorAll("[data-space]");
    for (const [space, number] of [[above, from], [below, all - to]]) {
      space.hidden = number === 0;
      space.querySelector("td").style.height = `${number * height()}px`;
    }
    rove();
  };
  const show = (address) => {
    if (asked === address) return;
    asked = address;
    window.htmx.ajax("GET", address, { target: "#grid", swap: "outerHTML" }).finally(() => { if (asked === address) asked = null; });
  };
  const part = (address, from) => {
    const url = new URL(address, location.href);
    if (from > 0) url.searchParams.set("from", from); else url.searchParams.delete("from");
    return url.pathname + url.search;
  };

  let timer = null;
  const scrolled = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!rows()) return;
      const { from, to, all } = numbers();
      const first = Math.floor(box().scrollTop / height());
      const last = first + Math.ceil(box().clientHeight / height());
      if ((first < from && from > 0) || (last > to && to < all)) show(part(grid().dataset.address, first));
    }, 60);
  };
  document.addEventListener("scroll", (event) => { if (event.target === box()) scrolled(); }, true);

  const goTo = (address) => {
    history.replaceState(null, "", address);
    show(part(address, Math.floor((box()?.scrollTop ?? 0) / height())));
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-grid] a[data-fold]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(link.getAttribute("href"));
  });
  let typing = null;
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("[data-grid-find]")) return;
    clearTimeout(typing);
    typing = setTimeout(() => {
      const url = new URL(grid().dataset.address, location.href);
      if (event.target.value.trim()) url.searchParams.set("find", event.target.value.trim()); else url.searchParams.delete("find");
      goTo(url.pathname + url.search);
    }, 200);
  });

  // One cell takes part in tabbing; arrow keys go on from there.
  const cells = () => rows()?.querySelectorAll(".cell") ?? [];
  const rove = () => {
    const current = document.activeElement?.closest?.("[data-rows] .cell");
    for (const cell of cells()) cell.tabIndex = -1;
    const first = current ?? cells()[0];
    if (first) first.tabIndex = 0;
  };
  const inRow = (row, index) => row?.cells[index]?.querySelector(".cell");
  const beside = (cell, step) => {
    const td = cell.closest("td"), row = td.parentElement;
    for (let i = td.cellIndex + step; i > 0 && i < row.cells.length; i += step) if (inRow(row, i)) return inRow(row, i);
    return null;
  };
  const above = (cell, next) => {
    const index = cell.closest("td").cellIndex;
    for (let row = next(cell.closest("tr")); row; row = next(row)) if (inRow(row, index)) return inRow(row, index);
    return null;
  };
  const end = (cell, step) => { let at = cell; for (let next = cell; next; next = beside(next, step)) at = next; return at; };
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("[data-rows] .cell");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowLeft: () => beside(cell, -1), ArrowRight: () => beside(cell, 1), Home: () => end(cell, -1), End: () => end(cell, 1),
      ArrowUp: () => above(cell, (row) => row.previousElementSibling), ArrowDown: () => above(cell, (row) => row.nextElementSibling) }[event.key];
    if (!to) return;
    event.preventDefault();
    const next = to();
    if (!next) return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  document.addEventListener("mouseover", (event) => {
    const cell = event.target.closest?.("[data-rows] .cell");
    for (const head of grid()?.querySelectorAll("thead .here") ?? []) head.classList.remove("here");
    if (!cell) return;
    cell.title = cell.getAttribute("aria-label");
    grid().querySelector(".run-bars").cells[cell.closest("td").cellIndex]?.classList.add("here");
  });

  document.addEventListener("DOMContentLoaded", makeRoom);
  addEventListener("resize", makeRoom);
  document.addEventListener("htmx:afterSwap", () => { makeRoom(); if (rows()) scrolled(); });
})();
