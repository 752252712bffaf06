// What the colours stand for, in words beside a piece of each line.

import { type Html, html } from "./html.ts";
import { chainColour, colour } from "./palette.ts";
import { methodName, type Run } from "./report-input.ts";

export function legend(run: Run): Html {
  const items: Html[] = [];
  if (run.nuts !== null) items.push(item(`background: ${colour("nuts")}; opacity: 0.55`, "NUTS"));
  if (run.kind === "fit")
    items.push(item(`border-top: 3px dashed ${colour("fit")}`, methodName(run.fit.method), "line"));
  run.nuts?.draws.chains.forEach((_, c) => {
    items.push(item(`border-top: 3px solid ${chainColour(c)}`, `chain ${c + 1}`, "line"));
  });
  if (run.nuts?.chains.some(({ statistics }) => statistics.divergent__.includes(1))) {
    items.push(divergentItem());
  }
  return html`<p class="legend">${items}</p>`;
}

export function divergentItem(): Html {
  return html`<span><b class="cross" aria-hidden="true">×</b> divergent transition</span> `;
}

export function item(style: string, words: string, shape = "box"): Html {
  return html`<span><i class="${shape}" style="${style}" aria-hidden="true"></i> ${words}</span> `;
}
