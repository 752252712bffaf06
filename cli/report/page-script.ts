// The page's few lines of script: the theme button (nothing is stored), the filter box, folding, and sorting by a column. Without
// script the page is complete: these controls stay hidden. Content only ever moves or hides; no text is parsed as markup.

export const PAGE_SCRIPT = `"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  all(".js").forEach((element) => (element.hidden = false));

  const theme = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const nameTheme = () => (theme.textContent = isDark() ? "Light theme" : "Dark theme");
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  dark.addEventListener("change", nameTheme);
  nameTheme();

  const pages = all("#parameters details.page");
  const filter = document.getElementById("filter");
  const unfold = document.getElementById("unfold");
  if (filter !== null) {
    const cards = all("#parameters .card");
    const rows = all("tr[data-name]");
    const named = (element) => element.dataset.name.toLowerCase();
    filter.addEventListener("input", () => {
      const wanted = filter.value.trim().toLowerCase();
      for (const element of [...cards, ...rows]) element.hidden = !named(element).includes(wanted);
      for (const page of pages) {
        const hits = all(".card", page).some((card) => !card.hidden);
        page.hidden = !hits;
        page.open = wanted !== "" && hits;
      }
      const shown = cards.filter((card) => !card.hidden).length;
      document.getElementById("filter-count").textContent = wanted === "" ? "" : shown + " of " + cards.length + " match";
    });
  }
  if (unfold !== null) {
    unfold.hidden = pages.length === 0;
    unfold.addEventListener("click", () => {
      const open = !pages.every((page) => page.open);
      pages.forEach((page) => (page.open = open));
      unfold.textContent = open ? "Close all" : "Open all";
    });
  }

  for (const table of all("table.sortable")) {
    const heads = all("thead th", table);
    const body = table.tBodies[0];
    const original = [...body.rows];
    heads.forEach((head, column) => {
      head.querySelector("button").addEventListener("click", () => {
        const next = { ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")] ?? "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        const text = (row) => row.cells[column].textContent.replaceAll("\\u2212", "-");
        const number = (row) => (column === 0 ? NaN : Number.parseFloat(text(row)));
        const sign = next === "descending" ? -1 : 1;
        const compare = (a, b) => {
          const [x, y] = [number(a), number(b)];
          if (Number.isNaN(x) && Number.isNaN(y)) return sign * text(a).localeCompare(text(b), "en", { numeric: true });
          return Number.isNaN(x) ? 1 : Number.isNaN(y) ? -1 : sign * (x - y);
        };
        if (next !== "none") head.setAttribute("aria-sort", next);
        body.append(...(next === "none" ? original : [...original].sort(compare)));
      });
    });
  }
})();`;
