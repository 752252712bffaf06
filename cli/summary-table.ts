// The summary with ArviZ's columns as text: effective sample sizes as whole numbers, R-hat with two decimals, the rest with three.

import type { SummaryRow } from "../runtime/index.ts";
import { shortNumber } from "./number-text.ts";
import { formatTable } from "./text-table.ts";

export function summaryTable(rows: readonly SummaryRow[]): string {
  const first = rows[0];
  if (first === undefined) return "(no quantities)";
  const columns = Object.keys(first).filter((column) => column !== "name");
  const cells = rows.map((row) => {
    const values = row as unknown as Readonly<Record<string, number>>;
    return [row.name, ...columns.map((column) => cellText(column, values[column]!))];
  });
  return formatTable(["", ...columns], cells);
}

function cellText(column: string, value: number): string {
  // No R-hat: a single chain, or draws of an approximation.
  if (column === "r_hat" && Number.isNaN(value)) return "-";
  if (!Number.isFinite(value)) return shortNumber(value);
  if (column.startsWith("ess_")) return value.toFixed(0);
  return column === "r_hat" ? value.toFixed(2) : shortNumber(value);
}
