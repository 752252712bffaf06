// Every transform against exact values: constrained value, log Jacobian, inverse and gradient (tolerances of the table: 1e-13 and 1e-12).
// The gradient is that of the weighted sum of all constrained values and the log Jacobian, weights ((37 k + 11) mod 64 - 31.5) / 32.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as abi from "../../../runtime/abi.ts";
import { defineModel } from "../../../runtime/define-model.ts";
import { flatSize, freeSize, type Layout } from "../../../runtime/layout/layout.ts";
import { constrainVariable, unconstrainVariable } from "../../../runtime/layout/transform.ts";
import type { Model } from "../../../runtime/model.ts";
import { structuredCase } from "./cases.ts";

interface Record_ {
  readonly transform: string;
  readonly stan_version: string;
  readonly unconstrained: number | number[];
  readonly params: number[];
  readonly constrained_exact: number[];
  readonly log_abs_jacobian_exact: number;
  readonly shape: number[];
  readonly grad: number | number[];
  readonly unconstrain_inverse: number | number[];
}

const read = (file: string) => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
const records = read("transforms.json") as Record_[];
const weight = (k: number) => (((37 * k + 11) % 64) - 31.5) / 32;
const list = (x: number | number[]): number[] => (typeof x === "number" ? [x] : x);

function close(actual: number, expected: number, tolerance: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error <= tolerance, `${what}: ${actual}, expected ${expected} (relative error ${error})`);
}

/** Row-major position k of a matrix in column-major storage; vectors stay as they are. */
function storage(k: number, shape: readonly number[]): number {
  const [rows, columns] = shape;
  return columns === undefined ? k : (k % columns) * rows! + Math.floor(k / columns);
}

const test = suite("transforms: oracle");

test("all records are covered", () => assert.is(records.length, 46));

const SCALARS: Record<string, (p: number[]) => Layout> = {
  lower: ([a]) => abi.real({ lower: a! }),
  upper: ([b]) => abi.real({ upper: b! }),
  lower_upper: ([a, b]) => abi.real({ lower: a!, upper: b! }),
  offset_multiplier: ([m, s]) => abi.real({ offset: m!, multiplier: s! }),
};

for (const [i, record] of records.entries()) {
  const old = record.transform === "simplex" && record.stan_version === "2.21";
  const name = old ? "simplex_stick_breaking" : record.transform;
  const scalar = SCALARS[name];
  const sizes = record.params.length > 0 ? record.params : record.shape;

  test(`${name} ${i}: value and inverse`, () => {
    const layout = scalar === undefined ? structuredCase(name, sizes).layout : scalar(record.params);
    const q = Float64Array.from(list(record.unconstrained));
    assert.is(freeSize(layout), q.length);
    const x = constrainVariable(layout, {}, q, 0);
    const values = typeof x === "number" ? [x] : [...x];
    assert.is(flatSize(layout), record.constrained_exact.length);
    for (const [k, expected] of record.constrained_exact.entries())
      close(values[storage(k, record.shape)]!, expected, 1e-13, `x[${k}]`);
    const back = new Float64Array(q.length);
    unconstrainVariable("x", layout, {}, x, back, 0);
    for (const [k, expected] of list(record.unconstrain_inverse).entries())
      close(back[k]!, expected, name === "unit_vector" ? 1e-13 : 1e-12, `inverse[${k}]`);
  });

  if (scalar !== undefined) continue;
  test(`${name} ${i}: log Jacobian and gradient`, () => {
    const { constrain, adjoint } = structuredCase(name, sizes);
    const q = Float64Array.from([0, ...list(record.unconstrained)]);
    const n = record.constrained_exact.length;
    const x = new Float64Array(n + 2);
    const logJacobian = constrain(x, 2, q, 1, ...sizes);
    close(logJacobian, record.log_abs_jacobian_exact, 1e-13, "log Jacobian");
    const xAdj = new Float64Array(n);
    for (let k = 0; k < n; k++) xAdj[storage(k, record.shape)] = weight(k);
    const qAdj = new Float64Array(q.length).fill(0.5);
    adjoint(qAdj, 1, xAdj, 0, weight(n), x, 2, q, 1, ...sizes);
    assert.is(qAdj[0], 0.5);
    const largest = Math.max(1, ...list(record.grad).map(Math.abs));
    for (const [k, expected] of list(record.grad).entries())
      close((qAdj[k + 1]! - 0.5) / largest, expected / largest, 1e-12, `gradient[${k}]`);
  });
}

interface Matrices {
  readonly A: Float64Array[];
  readonly B: Float64Array[][];
  readonly C: Float64Array[];
}

interface Point {
  readonly unconstrained: number[];
  readonly log_density_full: number;
  readonly gradient: number[];
}

test("sum_to_zero_matrix: a whole model, written by hand", () => {
  const logStudent = (x: number) => Math.log(8 / (3 * Math.PI * Math.sqrt(5))) - 3 * Math.log1p((x * x) / 5);
  // parameters: A[3, 4], array[2] B[2, 2], C[2, 4]; the target of test/runtime/transforms/sum-to-zero-matrices.json
  const model: Model<Matrices> = defineModel<Matrices>({
    bind: () => model,
    data: {},
    dimension: 11,
    parameters: {
      A: abi.sumToZeroMatrix(3, 4),
      B: abi.array(2, abi.sumToZeroMatrix(2, 2)),
      C: abi.sumToZeroMatrix(2, 4),
    },
    logDensityGradient: () => 0,
  });
  for (const point of read("sum-to-zero-matrices.json").points as Point[]) {
    const q = Float64Array.from(point.unconstrained);
    const { A, B, C } = model.constrain(q);
    const a = (i: number, j: number) => A[i - 1]![j - 1]!;
    let target = 0;
    for (const row of A) for (const x of row) target += -0.5 * x * x - 0.5 * Math.log(2 * Math.PI);
    target += a(1, 1) * a(3, 4) - 0.5 * Math.sin(a(2, 3)) + 0.25 * a(1, 2) - 0.1 * a(3, 1) ** 3;
    for (let i = 1; i <= 2; i++) target += -(B[i - 1]![0]![1]! ** 2) + 0.3 * i * B[i - 1]![1]![1]!;
    for (const row of C) for (const x of row) target += logStudent(x);
    [1, -2, 3, 5].forEach((w, j) => (target += 0.3 * w * C[0]![j]!));
    close(target, point.log_density_full, 1e-12, "target");
    const back = model.unconstrain({ A, B, C });
    back.forEach((u, k) => close(u, q[k]!, 1e-13, `inverse[${k}]`));
  }
});

test.run();
