// Nanoseconds per gradient of the benchmark set, from generated code: `run.ts [NAME ...] [--repeats N] [--peer PATH]`, see bench/README.md.
// PATH is a program that times the real Stan (`PATH time MODEL DATA SECONDS SCALE` prints {"ns_median": ...}); then the two run in turn and
// the ratio of medians is printed. Nothing here asserts on a time.

import { spawnSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import type { Measurement } from "./measure.ts";
import { entries, type Entry } from "./program.ts";

interface Options {
  readonly names: readonly string[];
  readonly repeats: number;
  readonly peer: string | null;
}

function optionsOf(args: readonly string[]): Options {
  const names: string[] = [];
  let [repeats, peer]: [number, string | null] = [7, null];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--peer") peer = args[++i] ?? null;
    else if (args[i] === "--repeats") repeats = Number(args[++i]);
    else names.push(args[i]!);
  }
  if (!(repeats >= 1)) throw new Error("--repeats wants a number, 7 or more for a comparison");
  return { names, repeats, peer };
}

function measure(name: string, { repeats, peer }: Options): Measurement {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--conditions=logjoint-src",
      "--import",
      import.meta.resolve("tsx"),
      fileURLToPath(new URL("measure.ts", import.meta.url)),
      name,
      String(repeats),
      ...(peer === null ? [] : [peer]),
    ],
    { encoding: "utf8", maxBuffer: 1 << 26 },
  );
  const line = stdout.trim().split("\n").at(-1) ?? "";
  if (line.startsWith("{")) return JSON.parse(line) as Measurement;
  return { failure: stderr.trim().split("\n")[0] ?? "no result", error: NaN, ours: [], peer: [] };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

const thousands = (value: number): string => Math.round(value).toLocaleString("en-US");

function row({ name, class: kind, algebra }: Entry, m: Measurement): string {
  const start = `${name.padEnd(18)} ${kind.padEnd(12)}`;
  if (m.failure !== null) return `${start} ${m.failure.slice(0, 90)}`;
  const range = `${thousands(Math.min(...m.ours))} .. ${thousands(Math.max(...m.ours))}`;
  const mine = `${start} ${thousands(median(m.ours)).padStart(11)} ${range.padStart(23)}`;
  if (m.peer.length === 0) return `${mine}   ${m.error.toExponential(0).padStart(6)}`;
  const ratio = median(m.peer) / median(m.ours);
  return `${mine} ${thousands(median(m.peer)).padStart(11)} ${ratio.toFixed(2).padStart(7)}   ${m.error.toExponential(0).padStart(6)}   algebra ${algebra}`;
}

const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);

function printRatios(ratios: ReadonlyMap<Entry, number>): void {
  const kinds = [...new Set([...ratios.keys()].map((entry) => entry.class))];
  console.log("\nGeometric means of the ratios (Stan's time / ours):");
  for (const kind of kinds) {
    const own = [...ratios].filter(([entry]) => entry.class === kind).map(([, ratio]) => ratio);
    console.log(`  ${kind.padEnd(14)} ${geometricMean(own).toFixed(2)}   (${own.length})`);
  }
  const plain = [...ratios].filter(([entry]) => entry.algebra === "does not touch").map(([, ratio]) => ratio);
  if (plain.length > 0)
    console.log(`  where algebra does not touch: ${geometricMean(plain).toFixed(2)}   (${plain.length})`);
}

function main(): void {
  const options = optionsOf(process.argv.slice(2));
  const all = entries();
  const unknown = options.names.filter((name) => !all.some((entry) => entry.name === name));
  if (unknown.length > 0) throw new Error(`no such program: ${unknown.join(", ")}`);
  const load = (): string => loadavg()[0]!.toFixed(1);
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${load()}`);
  const peerHead = options.peer === null ? "" : " Stan 2.21 ns   ratio";
  console.log(
    `${"program".padEnd(18)} ${"class".padEnd(12)} ns/gradient            (min .. max)${peerHead}    error`,
  );
  const ratios = new Map<Entry, number>();
  for (const entry of all) {
    if (options.names.length > 0 && !options.names.includes(entry.name)) continue;
    const result = measure(entry.name, options);
    console.log(row(entry, result));
    if (result.peer.length > 0) ratios.set(entry, median(result.peer) / median(result.ours));
  }
  if (ratios.size > 0) printRatios(ratios);
  console.log(`load ${load()} at the end`);
}

main();
