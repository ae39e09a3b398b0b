"use strict";
// Sorting and filtering. Everything is on the page without this.
(() => {
  const status = (id, text) => {
    const line = document.getElementById(id + "-status");
    if (line) line.textContent = text;
  };

  // A heading's name without its marks.
  const name = (th) => th.dataset.name || th.textContent.trim();

  const sort = (table, th, up) => {
    const at = th.cellIndex;
    const key = (row) => {
      const cell = row.cells[at];
      const value = cell.dataset.value;
      if (th.dataset.sort === "text") return cell.textContent.trim().toLowerCase();
      // What has no points comes last, whichever way.
      return value === undefined || value === "" ? null : Number(value);
    };
    for (const body of table.tBodies) {
      const rows = Array.from(body.rows, (row, place) => ({ row, place, key: key(row) }));
      rows.sort((a, b) => {
        if (a.key === null || b.key === null) {
          return (a.key === null) - (b.key === null) || a.place - b.place;
        }
        const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
        return (up ? order : -order) || Number(a.row.dataset.place) - Number(b.row.dataset.place);
      });
      body.append(...rows.map((entry) => entry.row));
    }
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
    const way = th.dataset.sort === "text" ? (up ? "A to Z" : "Z to A") : up ? "lowest first" : "highest first";
    status(table.id, `Sorted by ${name(th)}, ${way}.`);
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const body of table.tBodies) {
      Array.from(body.rows).forEach((row, place) => { row.dataset.place = place; });
    }
    for (const th of table.tHead.rows[0].cells) {
      if (!th.dataset.sort) continue;
      th.dataset.name = th.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.append(...th.childNodes);
      th.append(button);
      button.addEventListener("click", () => {
        const now = th.getAttribute("aria-sort");
        sort(table, th, now ? now === "descending" : th.dataset.sort !== "down");
      });
    }
  }

  for (const form of document.querySelectorAll("form.controls")) {
    const target = document.getElementById(form.dataset.for);
    if (!target) continue;
    form.hidden = false;
    const isTable = target.tagName === "TABLE";
    const rows = Array.from(isTable ? target.tBodies[0].rows : target.querySelectorAll("[data-row]"));
    const heading = (row) => row.querySelector(isTable ? "th" : "h5").textContent.toLowerCase();
    const columns = form.querySelector("[data-filter=column]");

    const filter = () => {
      const words = form.querySelector("[data-filter=name]").value.trim().toLowerCase();
      const tokens = Array.from(form.querySelectorAll("[data-filter=token]"), (s) => s.value).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const is = row.dataset.is.split(" ");
        const fits = tokens.every((token) => is.includes(token)) && heading(row).includes(words);
        row.hidden = !fits;
        shown += fits;
      }
      for (const part of target.querySelectorAll("[data-part]")) {
        part.hidden = !part.querySelector("[data-row]:not([hidden])");
      }
      status(target.id, `${shown} of ${rows.length} shown.`);
    };

    // One theme at a time beside the total, or the domains.
    const show = (key) => {
      const cells = Array.from(target.tHead.rows[0].cells);
      cells.forEach((th, at) => {
        if (!th.dataset.column) return;
        const hide = key ? th.dataset.column !== key : th.classList.contains("theme");
        for (const row of target.rows) row.cells[at].hidden = hide;
      });
      return cells.find((th) => th.dataset.column === key);
    };

    if (columns) {
      show("");
      columns.addEventListener("change", () => {
        const th = show(columns.value) || target.tHead.rows[0].cells[0];
        sort(target, th, th.dataset.sort !== "down");
      });
    }
    form.addEventListener("input", (event) => { if (event.target !== columns) filter(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => {
      if (columns) {
        show("");
        sort(target, target.tHead.rows[0].cells[0], true);
      }
      filter();
    }));
  }

  // A link to an answer opens it even if it is filtered away.
  window.addEventListener("hashchange", () => {
    const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const form = aim && aim.hidden && document.querySelector("form.controls");
    if (form) { form.reset(); setTimeout(() => aim.scrollIntoView()); }
  });
})();
