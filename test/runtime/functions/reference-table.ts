// Compares kernels with scalar-functions.json: values (and partial derivatives) of Stan's scalar functions, correctly rounded from
// 50 digits. A failure prints the worst relative error of every function, so that one look shows what is off.

import { readFileSync } from "node:fs";

type Entry = number | "NaN" | "Infinity" | "-Infinity";
interface Row {
  readonly fn: string;
  readonly args: readonly (Entry | readonly number[])[];
  /** "error": Stan rejects the arguments; a kernel answers NaN. */
  readonly expect: Entry | "error";
  readonly expect_grad: readonly (Entry | null | readonly number[])[] | null;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Kernel = (...args: any[]) => number;

export interface Check {
  readonly value: Kernel;
  /** Largest relative error allowed. */
  readonly tolerance: number;
  /** Absolute error that is always allowed: for functions with zeros. */
  readonly absolute?: number;
  /** Partial derivatives by argument; `null` where the argument has none. */
  readonly partials?: readonly (Kernel | null)[];
  readonly partialTolerance?: number;
}

const rows: readonly Row[] = JSON.parse(
  readFileSync(new URL("./scalar-functions.json", import.meta.url), "utf8"),
);

function toNumber(entry: Entry | "error"): number {
  return entry === "error" ? NaN : Number(entry);
}

function toArgument(entry: Entry | readonly number[]): number | readonly number[] {
  return typeof entry === "object" ? entry : toNumber(entry);
}

function isClose(actual: number, expected: number, tolerance: number, absolute: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  if (!Number.isFinite(expected)) return actual === expected;
  return Math.abs(actual - expected) <= Math.max(tolerance * Math.abs(expected), absolute);
}

/** Relative error per function and what failed; functions of `checks` without a row in the table are failures too. */
export function compareWithTable(checks: Readonly<Record<string, Check>>): {
  failures: string[];
  report: string;
} {
  const failures: string[] = [];
  const worst: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const mine = rows.filter((row) => row.fn === name);
    if (mine.length === 0) failures.push(`${name}: no row in the table`);
    let error = 0;
    for (const row of mine) {
      const args = row.args.map(toArgument);
      const expected = toNumber(row.expect);
      const actual = check.value(...args);
      if (!isClose(actual, expected, check.tolerance, check.absolute ?? 1e-300)) {
        failures.push(`${name}(${JSON.stringify(row.args)}) = ${actual}, expected ${expected}`);
      }
      if (Number.isFinite(expected) && expected !== 0)
        error = Math.max(error, Math.abs(actual / expected - 1));
      comparePartials(name, check, row, args, failures);
    }
    worst.push(
      `${name.padEnd(34)} ${String(mine.length).padStart(3)} rows  worst relative error ${error.toExponential(1)}`,
    );
  }
  return { failures, report: [...worst, ...failures].join("\n") };
}

function comparePartials(
  name: string,
  check: Check,
  row: Row,
  args: readonly (number | readonly number[])[],
  failures: string[],
): void {
  if (!check.partials || !row.expect_grad) return;
  const sizes = row.expect_grad.map((entry) => (typeof entry === "number" ? Math.abs(entry) : 0));
  const floor = 1e-14 * Math.max(1, ...sizes.filter(Number.isFinite));
  check.partials.forEach((partial, i) => {
    const entry = row.expect_grad![i];
    if (!partial || entry === null || entry === undefined || typeof entry === "object") return;
    const actual = partial(...args);
    const expected = toNumber(entry);
    if (!isClose(actual, expected, check.partialTolerance ?? 1e-12, floor)) {
      failures.push(
        `d ${name}(${JSON.stringify(row.args)}) / d argument ${i} = ${actual}, expected ${expected}`,
      );
    }
  });
}
