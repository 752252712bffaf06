// A gradient costs no memory: after its first calls `logDensityGradient` leaves a boxed number or two on the heap, nothing that grows with
// the data. And what it works in is as new at every call: one point gives the same bits twice, whatever was evaluated or rejected in between.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindGolden, bindSource, goldenModels } from "../support/golden-models.ts";
import type { Model } from "../../runtime/index.ts";
import { randomStream } from "../../runtime/random/random.ts";

const test = suite("allocation");

/**
 * Bytes a call with V8 as it comes. V8 boxes the argument and the result of a call that it does not inline, and its budget for one
 * function does not reach for the four calls of log1p outside the loop over the data: 4 x 32 bytes and the result. They do not grow with N.
 */
const MOST_BYTES: Readonly<Record<string, number>> = {
  gauss_mean_sd: 64,
  eight_schools_noncentered: 64,
  radon_grouplevel: 64,
  logit_wells_like: 160,
};
/** Bytes a call without that budget: what the generated code itself leaves. */
const MOST_OWN_BYTES = 64;

function measure(models: readonly string[], flags: readonly string[]): Record<string, number> {
  const output = execFileSync(
    process.execPath,
    [
      "--expose-gc",
      "--max-semi-space-size=64",
      "--min-semi-space-size=64",
      ...flags,
      "--conditions=logjoint-src",
      "--import",
      import.meta.resolve("tsx"),
      fileURLToPath(new URL("measure-allocation.ts", import.meta.url)),
      ...models,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  const { control, ...figures } = JSON.parse(output) as Record<string, number>;
  assert.ok(control! > 64, `the measurement misses what it should see: ${control} bytes a call`);
  assert.equal(Object.keys(figures), models);
  return figures;
}

test("what a call of logDensityGradient leaves on the heap", () => {
  const figures = Object.entries(measure(Object.keys(MOST_BYTES), []));
  assert.equal(
    figures.filter(([name, bytes]) => !(bytes < MOST_BYTES[name]!)),
    [],
    "bytes a call",
  );
});

test("generated code itself leaves nothing", () => {
  const models = [...Object.keys(MOST_BYTES), "garch_1_1"];
  const figures = Object.entries(measure(models, ["--max-inlined-bytecode-size-cumulative=20000"]));
  assert.equal(
    figures.filter(([, bytes]) => !(bytes < MOST_OWN_BYTES)),
    [],
    "bytes a call",
  );
});

function evaluate(model: Model, q: Float64Array): number[] {
  const gradient = new Float64Array(model.dimension);
  return [model.logDensityGradient(q, gradient), ...gradient];
}

function assertSameBits(actual: readonly number[], expected: readonly number[], what: string): void {
  const different = actual.findIndex((value, i) => !Object.is(value, expected[i]));
  assert.is(
    different,
    -1,
    `${what}: value ${different} is ${actual[different]}, first ${expected[different]}`,
  );
}

/** Evaluates a point, then others, then the point again. */
function assertAsNew(model: Model, rejected: Float64Array | null, what: string): void {
  const random = randomStream(3, 0, 0);
  const points = Array.from({ length: 4 }, () =>
    Float64Array.from({ length: model.dimension }, () => 2 * random.uniform() - 1),
  );
  const first = points.map((q) => evaluate(model, q));
  assert.ok(Number.isFinite(first[0]![0]), `${what}: ${model.rejection}`);
  assertSameBits(evaluate(model, points[0]!), first[0]!, `${what}, after other points`);
  assertSameBits(evaluate(model, points[0]!), first[0]!, `${what}, at once again`);
  if (rejected === null) return;
  const [density, ...gradient] = evaluate(model, rejected);
  assert.is(density, -Infinity, `${what}: the point is not rejected`);
  assert.ok(model.rejection, `${what}: no reason is given`);
  assert.ok(
    gradient.every((g) => g === 0),
    `${what}: the gradient of a rejected point is not zero`,
  );
  points.forEach((q, k) => assertSameBits(evaluate(model, q), first[k]!, `${what}, after a rejected point`));
}

for (const name of goldenModels())
  test(`${name}: the same bits at the same point`, async () => {
    assertAsNew(await bindGolden(name), null, name);
  });

/** Rejected halfway, with values on the stack, adjoints half gathered and arrays half written. */
const REJECTING: Readonly<Record<string, string>> = {
  "in a loop of unknown length": `parameters { real a; real b; } model {
    real s = a; real t = 1; int n = 0;
    while (n < 5) { real u = exp(0.3 * s * b); t = t * u; s = 0.5 * s + sin(t); n += 1; if (a > 50 && n == 3) reject("a"); }
    target += s * t - a * a; }`,
  "after a part that is reversed where it stands": `parameters { vector[4] x; real a; } model {
    for (n in 1:4) target += -square(x[n] - a);
    if (x[1] > 50) reject("x"); target += -square(a); }`,
  "in a recurrence": `parameters { real a; vector[4] x; } model {
    vector[4] h; h[1] = a;
    for (n in 2:4) { h[n] = sin(h[n - 1] * x[n]); if (a > 50 && n == 3) reject("h"); }
    target += -dot_self(h) - dot_self(x); }`,
  "by a distribution": `parameters { vector[3] x; real s; } model { x ~ normal(0, s + 3); target += -square(s); }`,
};

for (const [name, source] of Object.entries(REJECTING))
  test(`rejected ${name}: nothing of it is left`, async () => {
    const model = await bindSource(source, {});
    const q = new Float64Array(model.dimension);
    q[name === "by a distribution" ? model.dimension - 1 : 0] = name === "by a distribution" ? -9 : 99;
    assertAsNew(model, q, name);
  });

test.run();
