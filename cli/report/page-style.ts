// The style sheet of the page: one column, charts that grow and shrink with it, tables that scroll in themselves, and rules for paper.

import { themeRules } from "./palette.ts";

export function styleSheet(): string {
  return `${themeRules()}\n${RULES}`;
}

const RULES = `* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, .top { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
.bar { position: sticky; top: 0; z-index: 2; background: var(--page); border-bottom: 1px solid var(--edge); }
.top { display: flex; align-items: center; gap: 0.4rem 1.1rem; padding-top: 0.55rem; padding-bottom: 0.55rem; white-space: nowrap; }
.top strong { margin-right: auto; padding-right: 1rem; overflow: hidden; text-overflow: ellipsis; }
.links { display: flex; gap: 1.1rem; }
.top button { font-size: 0.85rem; }
.top a { color: var(--soft); text-decoration: none; font-size: 0.9rem; }
.top a:hover { color: var(--ink); text-decoration: underline; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
button, input { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--edge); border-radius: 6px; padding: 0.2rem 0.65rem; }
button { cursor: pointer; }
button:hover { border-color: var(--faint); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1.8rem 0 0.2rem; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 0.5rem; }
h3 { font-size: 1.02rem; margin: 1.2rem 0 0.4rem; }
p { margin: 0.4rem 0 0.8rem; max-width: 50rem; }
ul { margin: 0.3rem 0 0.8rem; padding-left: 1.3rem; max-width: 50rem; }
li { margin: 0.25rem 0; }
section { margin: 2.6rem 0; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; background: var(--sunken); border-radius: 4px; padding: 0.05em 0.3em; }
.soft, .subtitle, .remark { color: var(--soft); }
.subtitle { margin: 0 0 1.2rem; }
.remark { font-size: 0.9rem; }
.verdict { margin: 1.2rem 0 2.6rem; padding: 1.3rem 1.5rem 0.9rem; border-radius: 10px; border-left: 8px solid; }
.verdict.verified { background: var(--good-soft); border-color: var(--good); }
.verdict.usable { background: var(--note-soft); border-color: var(--note); }
.verdict.unreliable { background: var(--bad-soft); border-color: var(--bad); }
.verdict h2 { font-size: 1.5rem; }
.verdict code { background: var(--panel); }
.status { margin: 0 0 0.2rem; font-weight: 700; letter-spacing: 0.06em; text-transform: uppercase; font-size: 0.85rem; }
.verified .status { color: var(--good); } .usable .status { color: var(--note); } .unreliable .status { color: var(--bad); }
.lead { font-size: 1.05rem; }
.mark { display: inline-block; white-space: nowrap; font-size: 0.82rem; font-weight: 600; border-radius: 99px; padding: 0.05rem 0.6rem; }
.mark.good { color: var(--good); background: var(--good-soft); }
.mark.note { color: var(--note); background: var(--note-soft); }
.mark.bad { color: var(--bad); background: var(--bad-soft); }
.scroll { overflow-x: auto; background: var(--panel); border: 1px solid var(--edge); border-radius: 10px; margin: 0.6rem 0 1.2rem; }
.tall { max-height: 31rem; overflow: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { padding: 0.42rem 0.8rem; border-bottom: 1px solid var(--edge); text-align: left; vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { position: sticky; top: 0; background: var(--sunken); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
.checks th small { display: block; font-weight: 400; color: var(--soft); max-width: 30rem; }
.figures td, .figures thead th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figures td.words { text-align: right; color: var(--soft); }
.figures td.off { color: var(--bad); font-weight: 600; }
.sortable thead button { all: unset; cursor: pointer; }
.sortable thead button:hover { text-decoration: underline; }
.sortable thead button:focus-visible { outline: 2px solid var(--link); }
.sortable th[aria-sort="ascending"] button::after { content: " ▲"; }
.sortable th[aria-sort="descending"] button::after { content: " ▼"; }
figure { margin: 0.4rem 0; }
figcaption { font-size: 0.9rem; color: var(--soft); }
.chart { display: block; width: 100%; height: auto; color: var(--soft); overflow: visible; }
.chart text { white-space: pre; }
.row { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17.5rem), 1fr)); gap: 0.4rem 1.2rem; }
.row.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.row > .chart, .row > figure { max-width: 34rem; }
.card { background: var(--panel); border: 1px solid var(--edge); border-radius: 10px; padding: 0.7rem 1rem 0.6rem; margin: 0.9rem 0; }
.cards.narrow { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 0 1rem; }
.card.bad { border-left: 5px solid var(--bad); }
.card header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.9rem; margin-bottom: 0.3rem; }
.card h3 { margin: 0; overflow-wrap: anywhere; }
header .figures { color: var(--soft); font-size: 0.88rem; font-variant-numeric: tabular-nums; }
details.page { border: 1px solid var(--edge); border-radius: 10px; margin: 0.7rem 0; padding: 0 1rem; background: var(--sunken); }
details.page > summary { cursor: pointer; padding: 0.6rem 0; font-weight: 600; overflow-wrap: anywhere; }
details.page > summary .soft { font-weight: 400; margin-left: 0.6rem; }
.explain { font-size: 0.95rem; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.9rem; }
.tools[hidden], .top button[hidden] { display: none; }
.tools input { margin-left: 0.4rem; width: 14rem; max-width: 60vw; }
output { color: var(--soft); font-size: 0.9rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; font-size: 0.88rem; color: var(--soft); max-width: none; }
.legend i { display: inline-block; width: 1.3rem; vertical-align: middle; margin-right: 0.25rem; }
.legend .box { height: 0.75rem; border-radius: 2px; } .legend .dot { width: 0.55rem; height: 0.55rem; border-radius: 50%; } .legend .line { height: 0; }
.cross { color: var(--divergent); }
.pairs { display: grid; grid-template-columns: repeat(var(--columns), minmax(11rem, 1fr)); gap: 0.2rem 0.4rem; padding: 0.6rem; min-width: calc(var(--columns) * 11rem); max-width: calc(var(--columns) * 21rem); }
.long { overflow-x: auto; } .long .chart { min-width: 40rem; }
.source, .command { margin: 0 0 1rem; padding: 0.8rem 0; overflow-x: auto; background: var(--panel); border: 1px solid var(--edge); border-radius: 8px; font-size: 0.85rem; line-height: 1.5; }
.command { padding: 0.7rem 1rem; white-space: pre-wrap; }
.command span { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
pre code { background: none; padding: 0; font-size: 1em; }
.source code { counter-reset: line; }
.source span { display: block; padding-right: 1rem; }
.source span::before { counter-increment: line; content: counter(line); display: inline-block; width: 3.2rem; padding-right: 1.1rem; text-align: right; color: var(--faint); user-select: none; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0.5rem 1.2rem; margin: 0.6rem 0 1rem; }
dt { color: var(--soft); font-size: 0.85rem; } dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: 0.85rem; padding: 1.5rem 0 3rem; }
@media (max-width: 40rem) { body { font-size: 15px; } .verdict { padding: 1rem 1rem 0.6rem; } h1 { font-size: 1.5rem; } .card { padding: 0.6rem 0.6rem; } th, td { padding: 0.4rem 0.55rem; }
  .top { flex-wrap: wrap; } .links { order: 3; width: 100%; overflow-x: auto; } html { scroll-padding-top: 6rem; }
  .checks thead { display: none; } .checks tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid var(--edge); }
  .checks th, .checks td { display: block; border: 0; padding: 0.1rem 0.7rem; }
  .checks td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); } }
@media print { .bar, .tools { display: none; } .tall { max-height: none; } .card, figure { break-inside: avoid; } body { background: none; } }`;
