// Stan's CSV, one chain per file: `# key = value` lines, a header, `#` lines about adaptation, rows, `#` lines of times. Written
// so that CmdStanPy, posterior and ArviZ read it; read leniently, since several programs write it. Numbers are the shortest
// digits that read back to the same bits.

import { DataError } from "../data/data-error.ts";
import { spelledNumber } from "../data/read-values.ts";
import { columnName, screenName } from "./column-names.ts";
import { APPROXIMATION_COLUMNS, type StoredDraws } from "./stored-draws.ts";

export interface ChainNotes {
  /** The configuration, in order. */
  readonly config: Readonly<Record<string, string | number>>;
  readonly stepSize?: number;
  /** Variances on the unconstrained scale: the diagonal, or the rows of the matrix. */
  readonly inverseMetric?: ArrayLike<number> | readonly ArrayLike<number>[];
  readonly seconds?: { readonly warmup: number; readonly sampling: number };
  /** Of an approximation: its mean, written as the first row. */
  readonly mean?: ArrayLike<number>;
}

export function formatStanCsv(draws: StoredDraws, chain: number, notes: ChainNotes): string {
  const lines = Object.entries(notes.config).map(([key, value]) => `# ${key} = ${value}`);
  lines.push([...draws.sampler.names, ...draws.names.map(columnName)].join(","));
  lines.push(...adaptationLines(notes));
  const columns = [...draws.sampler.chains[chain]!, ...draws.chains[chain]!];
  if (notes.mean !== undefined) {
    lines.push([...draws.sampler.names.map(() => "0"), ...Array.from(notes.mean, formatNumber)].join(","));
  }
  const count = columns[0]?.length ?? 0;
  for (let i = 0; i < count; i++) lines.push(columns.map((column) => formatNumber(column[i]!)).join(","));
  if (notes.seconds !== undefined) {
    const { warmup, sampling } = notes.seconds;
    lines.push(
      "#",
      `#  Elapsed Time: ${warmup} seconds (Warm-up)`,
      `#                ${sampling} seconds (Sampling)`,
      `#                ${warmup + sampling} seconds (Total)`,
      "#",
    );
  }
  return `${lines.join("\n")}\n`;
}

function adaptationLines({ stepSize, inverseMetric }: ChainNotes): string[] {
  if (stepSize === undefined) return [];
  const lines = ["# Adaptation terminated", `# Step size = ${formatNumber(stepSize)}`];
  const first = inverseMetric?.[0];
  if (inverseMetric === undefined) return lines;
  const isDense = typeof first === "object";
  lines.push(isDense ? "# Elements of inverse mass matrix:" : "# Diagonal elements of inverse mass matrix:");
  const rows = isDense
    ? (inverseMetric as readonly ArrayLike<number>[])
    : [inverseMetric as ArrayLike<number>];
  return [...lines, ...rows.map((row) => `# ${Array.from(row, formatNumber).join(", ")}`)];
}

/** CmdStan's spelling of what is not finite. */
function formatNumber(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return value !== value ? "nan" : value > 0 ? "inf" : "-inf";
}

export interface ParsedCsv {
  readonly draws: StoredDraws;
  readonly config: Readonly<Record<string, string>>;
  /** Of an approximation: the first row, which is no draw. */
  readonly mean: Float64Array | null;
}

/** Draws of one file. Throws a DataError naming the line of what cannot be read; warm-up rows that were saved are left out. */
export function parseStanCsv(text: string): ParsedCsv {
  const config: Record<string, string> = {};
  const rows: Float64Array[] = [];
  let header: readonly string[] | null = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "") continue;
    if (line.startsWith("#")) readComment(line, config);
    else if (header === null) header = line.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    else rows.push(readRow(line, header.length, index + 1));
  }
  if (header === null)
    throw new DataError("there is no header line: expected Stan CSV, column names above rows of numbers");
  const isApproximation = APPROXIMATION_COLUMNS.every((name, k) => header![k] === name);
  const mean = isApproximation ? (rows.shift() ?? null) : null;
  const warmup = warmupRows(config, rows.length);
  return {
    draws: toDraws(header, rows.slice(warmup)),
    config,
    mean: mean?.slice(APPROXIMATION_COLUMNS.length) ?? null,
  };
}

function readComment(line: string, config: Record<string, string>): void {
  const match = /^#\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*(?:\(Default\))?$/.exec(line);
  if (match !== null) config[match[1]!] = match[2]!;
}

function readRow(line: string, width: number, lineNumber: number): Float64Array {
  const cells = line.split(",");
  if (cells.length !== width) {
    throw new DataError(
      `line ${lineNumber} has ${cells.length} values, expected ${width}: was the file cut off?`,
    );
  }
  return Float64Array.from(cells, (cell) => {
    const value = spelledNumber(cell) ?? (cell.trim() === "" ? NaN : Number(cell));
    if (value !== value && spelledNumber(cell) === null) {
      throw new DataError(`line ${lineNumber}: ${JSON.stringify(cell)} is not a number`);
    }
    return value;
  });
}

function warmupRows(config: Readonly<Record<string, string>>, rows: number): number {
  if (config.save_warmup !== "1" && config.save_warmup !== "true") return 0;
  const saved = Math.ceil(Number(config.num_warmup ?? 0) / Number(config.thin ?? 1));
  return saved < rows ? saved : 0;
}

function toDraws(header: readonly string[], rows: readonly Float64Array[]): StoredDraws {
  const column = (k: number): Float64Array => Float64Array.from(rows, (row) => row[k]!);
  const positions = header.map((_, k) => k);
  const own = positions.filter((k) => !header[k]!.endsWith("__"));
  const sampler = positions.filter((k) => header[k]!.endsWith("__"));
  return {
    names: own.map((k) => screenName(header[k]!)),
    chains: [own.map(column)],
    sampler: { names: sampler.map((k) => header[k]!), chains: [sampler.map(column)] },
  };
}
