// Plain aligned columns: the first left-aligned, the rest right-aligned, a bold header where the terminal shows it.

import { styleText } from "node:util";

export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join("  ")
      .trimEnd();
  return [bold(line(header)), ...rows.map(line)].join("\n");
}

export function bold(text: string): string {
  return process.stdout.isTTY && process.env.NO_COLOR === undefined ? styleText("bold", text) : text;
}
