// Data files to one object of named values. JSON follows CmdStan: nested arrays, row-major matrices, tuples as objects, and NaN
// and infinities bare or as strings. CSV: each column of the header is a variable. Later files win; keys are own properties
// whatever their name, so a column called `__proto__` is data.

import Papa from "papaparse";
import { spelledNumber } from "../runtime/index.ts";
import { Failure, messageOf } from "./failure.ts";
import { readText } from "./files.ts";
import { jsonMistake } from "./json-syntax.ts";

export interface GivenData {
  readonly values: Record<string, unknown>;
  /** Columns that came from CSV, with the number of rows. */
  readonly columns: ReadonlyMap<string, number>;
}

/** Reads and merges. Throws a Failure naming the file and, where known, the line. */
export function readData(paths: readonly string[]): GivenData {
  const values: Record<string, unknown> = {};
  const columns = new Map<string, number>();
  for (const path of paths) {
    const text = readText(path);
    if (/\.[ct]sv$/i.test(path)) {
      for (const [name, column] of parseCsv(path, text)) {
        define(values, name, column);
        columns.set(name, column.length);
      }
    } else {
      for (const [name, value] of Object.entries(parseJsonData(path, text))) {
        define(values, name, value);
        columns.delete(name);
      }
    }
  }
  return { values, columns };
}

function define(values: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
}

function parseJsonData(path: string, text: string): object {
  const value = parseJson(path, text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Failure(`${path}: expected an object of named values, as in {"N": 3, "y": [1, 2, 3]}`);
}

/** JSON that may hold bare NaN, Infinity and Inf, as CmdStan's does; these come back as strings. */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const quoted = text.replace(/"(?:[^"\\]|\\.)*"|[+-]?\b(?:NaN|Inf(?:inity)?)\b/g, (match) =>
      match.startsWith('"') ? match : `"${match}"`,
    );
    try {
      return JSON.parse(quoted);
    } catch (cause) {
      if (text.trim() === "") throw new Failure(`${path} is not JSON: the file is empty`);
      throw new Failure(`${path} is not JSON: ${jsonMistake(text) ?? messageOf(cause)}`);
    }
  }
}

function parseCsv(path: string, text: string): Map<string, unknown[]> {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: "greedy" });
  const error = errors.find(({ code }) => code !== "UndetectableDelimiter");
  if (error !== undefined) throw new Failure(`${path}, row ${(error.row ?? 0) + 1}: ${error.message}`);
  const [header, ...rows] = data;
  if (header === undefined)
    throw new Failure(`${path} is empty: expected a header of column names and rows below it`);
  const columns = new Map<string, unknown[]>();
  header.forEach((title, k) => {
    const name = title.trim();
    if (columns.has(name)) throw new Failure(`${path} has two columns ${name}`);
    columns.set(
      name,
      rows.map((row, i) => readCell(path, header.length, row, i, k)),
    );
  });
  return columns;
}

function readCell(path: string, width: number, row: readonly string[], i: number, k: number): unknown {
  if (row.length !== width) {
    throw new Failure(`${path}: row ${i + 1} below the header has ${row.length} cells, expected ${width}`);
  }
  const cell = row[k]!.trim();
  // An empty cell becomes null, so that the check of the variable names it as a missing value.
  if (cell === "" || /^(na|null|none)$/i.test(cell)) return null;
  const number = spelledNumber(cell) ?? Number(cell);
  return number === number || /^[+-]?nan$/i.test(cell) ? number : cell;
}
