// Child process of allocation.test.ts: bytes of heap that one call of a bound model's `logDensityGradient` leaves behind, after warming up.
// The young generation is larger than everything the measured calls could allocate (--max-semi-space-size), so no collection hides any.

import { readFileSync } from "node:fs";
import { goldenFile } from "../support/golden-models.ts";
import type { Model } from "../../runtime/index.ts";

const WARM_UP = 20_000;
const CALLS = 20_000;

const collect = (globalThis as { gc?: () => void }).gc!;

function bytesPerCall(call: () => void): number {
  for (let k = 0; k < WARM_UP; k++) call();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let k = 0; k < CALLS; k++) call();
  return (process.memoryUsage().heapUsed - before) / CALLS;
}

const figures: Record<string, number> = {};
for (const name of process.argv.slice(2)) {
  const { bind } = (await import(goldenFile(name, "model.ts").href)) as { bind: (data: unknown) => Model };
  const model = bind(JSON.parse(readFileSync(goldenFile(name, "data.json"), "utf8")));
  const q = new Float64Array(model.dimension).fill(0.1);
  const gradient = new Float64Array(model.dimension);
  figures[name] = bytesPerCall(() => {
    q[0]! += 1e-9;
    model.logDensityGradient(q, gradient);
  });
}

// What the measurement must see: one array of eight numbers a call.
const kept: { last: Float64Array | null } = { last: null };
figures.control = bytesPerCall(() => {
  kept.last = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
});
console.log(JSON.stringify(figures));
