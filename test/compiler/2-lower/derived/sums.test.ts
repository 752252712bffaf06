// Log likelihoods per observation add up to the likelihood part of the target, and the two parts to the target: on every golden model and on
// small programs of every form. The three are different code, so what one of them loses shows in a sum.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Model } from "../../../../runtime/index.ts";
import {
  bindGolden,
  bindSource,
  goldenModels,
  type Oracle,
  readGolden,
} from "../../../support/golden-models.ts";
import { programs } from "./programs.ts";

const test = suite("sums of derived programs");
const oracle = JSON.parse(
  gunzipSync(readFileSync(new URL("../../../models/oracle.json.gz", import.meta.url))).toString(),
) as Record<string, OracleModel>;
const TOLERANCE = 1e-12;

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

function assertNear(actual: number, expected: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error <= TOLERANCE, `${what}: ${actual}, expected ${expected}`);
}

/** Whether the model has a likelihood part. */
function assertSums(model: Model, q: Float64Array, what: string): boolean {
  const target = model.logDensity(q);
  const { split, pointwise } = model.programs;
  if (!split.isAvailable || target === -Infinity) return false;
  const likelihood = model.logLikelihood(q);
  assertNear(model.logPrior(q) + likelihood, target, `${what}: prior and likelihood`);
  if (!pointwise.isAvailable) return false;
  const each = model.pointwise(q);
  assert.is(each.length, pointwise.variables.flatMap(({ cells }) => cells).length, what);
  assertNear(sum(each), likelihood, `${what}: pointwise`);
  return likelihood !== 0;
}

for (const name of goldenModels()) {
  const oracle = readGolden<Oracle>(name, "oracle.json");
  if (oracle === null) continue;
  test(`golden model ${name}`, async () => {
    const model = await bindGolden(name, "stick-breaking", { programs: true });
    for (const [k, point] of oracle.points.entries())
      assertSums(model, Float64Array.from(point.unconstrained), `point ${k}`);
  });
}

test("golden models that have a likelihood have it derived", async () => {
  for (const name of ["eight_schools_noncentered", "garch_1_1", "gauss_mean_sd", "hmm_forward", "logit_wells_like", "radon_grouplevel"]) {
    const model = await bindGolden(name, "stick-breaking", { programs: true });
    const { points } = readGolden<Oracle>(name, "oracle.json")!;
    assert.ok(assertSums(model, Float64Array.from(points[0]!.unconstrained), name), name);
  }
}); // prettier-ignore

interface OracleModel {
  readonly program: string;
  readonly data: unknown;
  readonly points: readonly { readonly unconstrained: readonly number[] }[];
}

/** Solvers choose their steps: all programs of a model must choose the same. */
for (const name of ["ode_lotka", "ode_pk", "ode_sir"])
  test(`oracle model ${name}`, async () => {
    const { program, data, points } = oracle[name]!;
    const model = await bindSource(program, data, { programs: true });
    for (const [k, { unconstrained }] of points.entries())
      assert.ok(assertSums(model, Float64Array.from(unconstrained), `point ${k}`));
  });

for (const { name, source, data, parameters } of programs)
  test(`program: ${name}`, async () => {
    const model = await bindSource(source, data, { programs: true });
    assert.ok(assertSums(model, model.unconstrain(parameters), name), "it has no likelihood");
  });

test("each element is the density of its observation", async () => {
  const source = `
    data { int N; vector[N] y; array[2] vector[2] v; }
    parameters { real m; real<lower=0> s; }
    model {
      m ~ normal(0, 1);
      y ~ normal(m, s);
      target += normal_lpdf(y[2] | 0, 2);
      v ~ multi_normal(rep_vector(m, 2), identity_matrix(2));
    }`;
  const y = [0.5, -1, 2];
  const v = [[1, 2], [0, -1]]; // prettier-ignore
  const model = await bindSource(source, { N: 3, y, v }, { programs: true });
  const [m, s] = [0.3, 0.7];
  const each = model.pointwise({ m, s });
  const normal = (value: number, mean: number, sd: number): number =>
    -0.5 * ((value - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  const expected = [
    ...y.map((value, n) => normal(value, m, s) + (n === 1 ? normal(value, 0, 2) : 0)),
    ...v.map(([a, b]) => normal(a!, m, 1) + normal(b!, m, 1)),
  ];
  each.forEach((value, k) => assertNear(value, expected[k]!, `element ${k}`));
  const { pointwise } = model.programs;
  assert.ok(pointwise.isAvailable);
  assert.equal(
    pointwise.isAvailable ? pointwise.variables.map(({ name, dims }) => [name, dims]) : [],
    [["y", [3]], ["v", [2]]], // prettier-ignore
  );
});

test.run();
