// One program in a process of its own (`measure.ts NAME REPEATS [PEER]`), so that no other model's types reach the compiled code. Checks the
// generated code against Stan's values, then times it; with a peer, in turn with it. Prints one line of JSON.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../compiler/index.ts";
import type { Model } from "../runtime/index.ts";
import { load, modelUrl, type Program } from "./program.ts";

/** Seconds a repeat lasts at least, warm-up included in none. */
const REPEAT = 0.2;
const WARM_UP = 0.5;

export interface Measurement {
  /** Why there are no figures; null if there are. */
  readonly failure: string | null;
  /** Worst relative error against Stan's values, of densities and gradients. */
  readonly error: number;
  /** Nanoseconds per gradient, one figure per repeat. */
  readonly ours: readonly number[];
  readonly peer: readonly number[];
}

/** The integrator's own tolerance is 1e-6. */
const toleranceOf = (name: string): number => (name === "lotka-volterra" ? 1e-4 : 1e-8);

async function bind(program: Program): Promise<{ full: Model; dropped: Model } | string> {
  const { code, problems } = await compile(program.text, {
    fileName: `${program.entry.name}.model`,
    target: "javascript",
    abi: new URL("../runtime/abi.ts", import.meta.url).href,
    // That of Stan 2.21.
    simplex: "stick-breaking",
  });
  if (code === null) return `does not compile: ${problems.find((p) => p.severity === "error")?.message}`;
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    bind: (data: unknown, options?: object) => Model;
  };
  return { full: module.bind(program.data), dropped: module.bind(program.data, { dropConstants: true }) };
}

function worstError(model: Model, { points, stan }: Program): number {
  const gradient = new Float64Array(model.dimension);
  let worst = 0;
  const compare = (actual: number, expected: number): void => {
    const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    if (!(error <= worst)) worst = error;
  };
  points.forEach((point, k) => {
    compare(model.logDensityGradient(Float64Array.from(point), gradient), stan[k]!.log_density_full);
    stan[k]!.gradient.forEach((expected, i) => compare(gradient[i]!, expected));
  });
  return worst;
}

/** Nanoseconds per call over at least `seconds`; the first coordinate moves a little at each call. */
function time(model: Model, q: Float64Array, gradient: Float64Array, seconds: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  for (let batch = 1; elapsed < seconds * 1000; batch = Math.min(2 * batch, 1 << 16)) {
    for (let i = 0; i < batch; i++) {
      q[0]! += 1e-9;
      model.logDensityGradient(q, gradient);
    }
    calls += batch;
    elapsed = performance.now() - start;
    // No batch lasts longer than a tenth of the repeat.
    if (elapsed / calls > (seconds * 100) / (2 * batch)) batch = Math.max(1, batch >> 1);
  }
  return (elapsed / calls) * 1e6;
}

function peerTime(peer: string, { entry }: Program, dataFile: string): number {
  const model = fileURLToPath(modelUrl(entry.name));
  // Five repeats of its own, of which it tells the median.
  const args = ["time", model, dataFile, String(5 * REPEAT), String(entry.scale)];
  return (JSON.parse(execFileSync(peer, args, { encoding: "utf8" })) as { ns_median: number }).ns_median;
}

async function measure(name: string, repeats: number, peer: string | null): Promise<Measurement> {
  const none = { error: NaN, ours: [], peer: [] };
  const program = load(name);
  const bound = await bind(program);
  if (typeof bound === "string") return { ...none, failure: bound };
  const error = worstError(bound.full, program);
  if (!(error <= toleranceOf(name)))
    return { ...none, failure: `disagrees with Stan: relative error ${error.toExponential(1)}` };
  const q = Float64Array.from(program.points[0]!);
  const gradient = new Float64Array(q.length);
  const folder = mkdtempSync(join(tmpdir(), "logjoint-bench-"));
  try {
    const dataFile = join(folder, `${name}.json`);
    writeFileSync(dataFile, JSON.stringify(program.data));
    if (peer !== null) peerTime(peer, program, dataFile);
    time(bound.dropped, q, gradient, WARM_UP);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let k = 0; k < repeats; k++) {
      ours.push(time(bound.dropped, q, gradient, REPEAT));
      if (peer !== null) theirs.push(peerTime(peer, program, dataFile));
    }
    return { failure: null, error, ours, peer: theirs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [name, repeats, peer] = process.argv.slice(2);
const result = await measure(name!, Number(repeats), peer ?? null).catch((error: Error) => ({
  failure: error.message.split("\n")[0]!,
  error: NaN,
  ours: [],
  peer: [],
}));
console.log(JSON.stringify(result));
