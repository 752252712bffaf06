// Laws every structured transform obeys: the log Jacobian is log |det| of the numeric Jacobian (on coordinates that determine x),
// unconstrain undoes constrain, the value passes its own check, and the adjoint agrees with finite differences.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { transforms } from "../../../runtime/library.ts";
import { flatSize, freeSize, type Layout } from "../../../runtime/layout/layout.ts";
import { checkVariable, constrainVariable, unconstrainVariable } from "../../../runtime/layout/transform.ts";
import { STRUCTURED, type StructuredCase, structuredCase } from "./cases.ts";

const test = suite("transforms: laws");

/** Fixed points that look random. */
function pointOf(size: number, which: number): Float64Array {
  return Float64Array.from(
    { length: size },
    (_, i) => 1.4 * Math.sin(1.7 * (i + 1) + 2.3 * which) + 0.1 * which,
  );
}

const valueAt = (layout: Layout, q: Float64Array): Float64Array =>
  constrainVariable(layout, {}, q, 0) as Float64Array;

/** d x / d q by Richardson-extrapolated central differences: rows x, columns q. */
function jacobian(layout: Layout, q: Float64Array): number[][] {
  const columns = Array.from(q, (_, j) => {
    const difference = (h: number) => {
      const above = q.slice();
      const below = q.slice();
      above[j]! += h;
      below[j]! -= h;
      const low = valueAt(layout, below);
      return valueAt(layout, above).map((x, i) => (x - low[i]!) / (2 * h));
    };
    const coarse = difference(2e-3);
    return difference(1e-3).map((fine, i) => (4 * fine - coarse[i]!) / 3);
  });
  return Array.from({ length: flatSize(layout) }, (_, i) => columns.map((column) => column[i]!));
}

/** log of the absolute determinant by elimination with pivoting. */
function logDeterminant(matrix: number[][]): number {
  const a = matrix.map((row) => row.slice());
  let sum = 0;
  for (let k = 0; k < a.length; k++) {
    const pivot = a
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(a[best]![k]!) ? k + i : best), k);
    [a[k], a[pivot]] = [a[pivot]!, a[k]!];
    sum += Math.log(Math.abs(a[k]![k]!));
    for (let i = k + 1; i < a.length; i++) {
      const factor = a[i]![k]! / a[k]![k]!;
      for (let j = k; j < a.length; j++) a[i]![j]! -= factor * a[k]![j]!;
    }
  }
  return sum;
}

/** Half the log determinant of J'J: the volume on the image itself, for isometric maps into a subspace. */
function logVolume(rows: number[][]): number {
  const n = rows[0]?.length ?? 0;
  const gram = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  return 0.5 * logDeterminant(gram);
}

/** Cells of x that serve as coordinates: all but the last of a simplex, the lower triangle of a factor, ... */
function coordinates({ name, sizes }: StructuredCase): (position: number) => boolean {
  const [M = 0, N = 0] = sizes;
  const row = (p: number) => p % M;
  const column = (p: number) => Math.floor(p / M);
  if (name.startsWith("simplex")) return (p) => p < M - 1;
  if (name === "column_stochastic_matrix") return (p) => row(p) < M - 1;
  if (name === "row_stochastic_matrix") return (p) => column(p) < N - 1;
  if (name === "cholesky_factor_corr" || name === "corr_matrix") return (p) => row(p) > column(p);
  if (name === "cholesky_factor_cov" || name === "cov_matrix") return (p) => row(p) >= column(p);
  return () => true;
}

const density = ({ layout, constrain, sizes }: StructuredCase, q: Float64Array): number =>
  constrain(new Float64Array(flatSize(layout)), 0, q, 0, ...sizes);

test("every structured transform of the catalogue has a case", () => {
  const named = new Set(STRUCTURED.map(([name]) => name));
  const missing = Object.keys(transforms).filter(
    (name) => transforms[name]!.kernel !== undefined && !named.has(name),
  );
  assert.equal(missing, []);
  for (const [key, entry] of Object.entries(transforms)) assert.is(entry.name, key);
});

for (const [name, sizes] of STRUCTURED) {
  const title = `${name}[${sizes.join(", ")}]`;
  const case_ = structuredCase(name, sizes);
  const { layout, constrain, adjoint } = case_;
  const n = freeSize(layout);
  const size = flatSize(layout);

  test(`${title}: log |J| is that of the numeric Jacobian`, () => {
    if (name === "unit_vector") return; // its term is not a Jacobian: tested below
    for (let which = 0; which < 3; which++) {
      const q = pointOf(n, which);
      const rows = jacobian(layout, q);
      const isometric = name.startsWith("sum_to_zero");
      const chosen = rows.filter((_, position) => coordinates(case_)(position));
      const numeric = isometric ? logVolume(rows) : logDeterminant(chosen);
      const error = Math.abs(density(case_, q) - numeric);
      assert.ok(error < 1e-7, `point ${which}: ${density(case_, q)}, numerically ${numeric}`);
    }
  });

  test(`${title}: the value passes its check and goes back`, () => {
    for (let which = 0; which < 3; which++) {
      const q = pointOf(n, which);
      const x = valueAt(layout, q);
      checkVariable("x", layout, {}, x);
      const back = new Float64Array(n);
      unconstrainVariable("x", layout, {}, x, back, 0);
      const again = valueAt(layout, back);
      for (let i = 0; i < size; i++)
        assert.ok(Math.abs(again[i]! - x[i]!) <= 1e-13 * Math.max(1, Math.abs(x[i]!)));
      if (name === "unit_vector") continue;
      for (let i = 0; i < n; i++)
        assert.ok(Math.abs(back[i]! - q[i]!) < 1e-12, `q[${i}] ${q[i]} came back as ${back[i]}`);
    }
  });

  test(`${title}: the adjoint is the transposed Jacobian`, () => {
    for (let which = 0; which < 3; which++) {
      const q = pointOf(n, which);
      const x = new Float64Array(size);
      constrain(x, 0, q, 0, ...sizes);
      const xAdj = pointOf(size, which + 7);
      const qAdj = new Float64Array(n);
      adjoint(qAdj, 0, xAdj, 0, 0.75, x, 0, q, 0, ...sizes);
      const rows = jacobian(layout, q);
      for (let j = 0; j < n; j++) {
        const slope = (h: number) => {
          const above = q.slice();
          const below = q.slice();
          above[j]! += h;
          below[j]! -= h;
          return (density(case_, above) - density(case_, below)) / (2 * h);
        };
        const numeric =
          rows.reduce((sum, row, i) => sum + row[j]! * xAdj[i]!, 0) +
          0.75 * ((4 * slope(1e-3) - slope(2e-3)) / 3);
        const error = Math.abs(qAdj[j]! - numeric) / Math.max(1, Math.abs(numeric));
        assert.ok(error < 1e-8, `q[${j}]: ${qAdj[j]}, numerically ${numeric}`);
      }
    }
  });
}

test("without an adjoint of the value, only the Jacobian moves q", () => {
  for (const [name, sizes] of STRUCTURED) {
    const { layout, constrain, adjoint } = structuredCase(name, sizes);
    const q = pointOf(freeSize(layout), 1);
    const x = new Float64Array(flatSize(layout));
    constrain(x, 0, q, 0, ...sizes);
    const [withZeros, withNull] = [new Float64Array(q.length), new Float64Array(q.length)];
    adjoint(withZeros, 0, new Float64Array(x.length), 0, 0.5, x, 0, q, 0, ...sizes);
    adjoint(withNull, 0, null, 0, 0.5, x, 0, q, 0, ...sizes);
    assert.equal(withNull, withZeros, name);
  }
});

test("unit_vector: the term makes q standard normal, up to a constant", () => {
  const case_ = structuredCase("unit_vector", [3]);
  assert.is(density(case_, Float64Array.of(1, -2, 0.5)), -0.5 * 5.25);
});

test("extreme points stay finite and on the constraint", () => {
  for (const [name, sizes] of STRUCTURED) {
    const case_ = structuredCase(name, sizes);
    const q = Float64Array.from({ length: freeSize(case_.layout) }, (_, i) => (i % 2 === 0 ? 40 : -40));
    if (/cov|ordered/.test(name)) continue; // e^40 beside e^-40: nothing to keep
    const x = valueAt(case_.layout, q);
    assert.ok(x.every(Number.isFinite), `${name}: ${x}`);
    assert.ok(Number.isFinite(density(case_, q)), name);
  }
});

test.run();
