// `logjoint bench`: nanoseconds per log density and per gradient, medians over time slices after a warm-up. The first coordinate
// moves a little at every call, so that nothing is answered from memory.

import type { Command } from "commander";
import { loadModel } from "../load-model.ts";
import { printJson } from "../number-text.ts";
import { type DataOptions, positiveNumber, withDataOptions } from "../options.ts";
import { readPoints } from "../read-points.ts";

interface BenchOptions extends DataOptions {
  readonly points?: string;
  readonly seconds: number;
}

const SLICE_SECONDS = 0.02;
const NUDGE = 1e-9;

export function registerBench(program: Command): void {
  withDataOptions(program.command("bench"))
    .description("time one log density and one gradient, as JSON")
    .argument("<model>", "model (.model or .stan)")
    .option("--points <file>", "JSON array of unconstrained vectors to time at (default: one near 0)")
    .option("--seconds <n>", "time to spend on each of the two", positiveNumber, 2)
    .action(run);
}

async function run(path: string, options: BenchOptions): Promise<void> {
  const { model } = await loadModel(path, options);
  const points =
    options.points === undefined
      ? [Float64Array.from({ length: model.dimension }, (_, i) => 0.1 * ((i % 7) - 3) + 0.05)]
      : readPoints(options.points, model.dimension);
  const gradient = new Float64Array(model.dimension);
  const nsPerGradient = nanoseconds(points, options.seconds, (q) => model.logDensityGradient(q, gradient));
  const nsPerLogDensity = nanoseconds(points, options.seconds, (q) => model.logDensity(q));
  printJson({
    dimension: model.dimension,
    ns_per_gradient: nsPerGradient,
    ns_per_log_density: nsPerLogDensity,
  });
}

/** Median over slices of the mean time of one call. */
function nanoseconds(
  points: readonly Float64Array[],
  seconds: number,
  call: (q: Float64Array) => number,
): number {
  const moving = points.map((point) => point.slice());
  let sink = 0;
  const time = (calls: number): number => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) {
      const q = moving[i % moving.length]!;
      if (q.length > 0) q[0]! += NUDGE;
      sink += call(q);
    }
    return (performance.now() - start) / 1000;
  };
  // Warm up for a quarter of the time while finding how many calls fill a slice.
  let calls = 1;
  for (let spent = 0; spent < seconds / 4;) {
    const elapsed = time(calls);
    spent += elapsed;
    if (elapsed < SLICE_SECONDS) calls *= 2;
  }
  const slices: number[] = [];
  for (let spent = 0; spent < seconds || slices.length < 7;) {
    const elapsed = time(calls);
    spent += elapsed;
    slices.push((1e9 * elapsed) / calls);
  }
  if (sink === 0.123) process.stderr.write("");
  slices.sort((a, b) => a - b);
  return Number(slices[Math.floor(slices.length / 2)]!.toPrecision(5));
}
