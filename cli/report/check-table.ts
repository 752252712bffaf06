// The checks behind the verdict as a table, folded away when all is well.

import type { CheckLine } from "./checks.ts";
import { type Html, html } from "./html.ts";
import { counted } from "./words.ts";

const MARKS: Readonly<Record<CheckLine["level"], string>> = { good: "✓ good", note: "! note", bad: "✕ bad" };

export function checkTable(checks: readonly CheckLine[], isOpen: boolean): Html {
  const rows = checks.map(
    ({ name, level, found, wanted, meaning }) =>
      html`<tr>
        <th scope="row">${name}<small>${meaning}</small></th>
        <td><span class="mark ${level}">${MARKS[level]}</span></td>
        <td data-label="found">${found}</td>
        <td data-label="wanted">${wanted}</td>
      </tr>`,
  );
  return html`<details class="page" ${isOpen ? html`open` : null}>
    <summary>What was checked <span class="soft">${tally(checks)}</span></summary>
    <div class="scroll">
      <table class="checks">
        <thead>
          <tr>
            <th scope="col">check</th>
            <th scope="col">result</th>
            <th scope="col">found</th>
            <th scope="col">wanted</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}

function tally(checks: readonly CheckLine[]): string {
  const count = (level: CheckLine["level"]): number => checks.filter((line) => line.level === level).length;
  const parts = [`${count("good")} of ${counted(checks.length, "check")} good`];
  if (count("note") > 0) parts.push(counted(count("note"), "note"));
  if (count("bad") > 0) parts.push(`${count("bad")} bad`);
  return parts.join(", ");
}
