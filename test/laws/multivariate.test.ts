// Laws of densities over blocks: the reference table in value and gradient, gradients against finite differences, rejection.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { distributions } from "../../runtime/distributions/catalogue.ts";
import { REJECTION } from "../../runtime/rejection.ts";
import { numericGradient } from "../support/finite-differences.ts";
import { density, flatten, namesOf, type Nested } from "./blocks.ts";

const test = suite("laws of distributions over blocks");

interface Row {
  readonly dist: string;
  readonly args: readonly Nested[];
  readonly expect: number | string;
  readonly expect_grad: readonly (Nested | null)[] | null;
  readonly sym_args?: readonly number[];
  readonly tri_args?: readonly number[];
}

const read = (name: string): Row[] =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as Row[];
/** The second table: huge and tiny degrees of freedom, counts, scales and gaps between cut points, by interval arithmetic. */
const rows = [...read("distributions.json"), ...read("far-blocks.json")];
/** Those that the compiler writes out are in categorical.test.ts. */
const overBlocks = Object.entries(distributions).filter(
  ([, d]) => d.vectorised === "kernel" && d.isWrittenOut !== true,
);

/** Checked by the compiler from the arguments' domains before a kernel is called. */
const BY_DOMAIN = new Set(["dirichlet", "lkj_corr", "multi_student_t", "ordered_probit"]);
/** The reference underflows to -Infinity; the logarithm itself is log Phi(-31). */
const UNDERFLOWS = "ordered_probit [1,30,[-1,1]]";

function close(actual: number, expected: number, tolerance: number, scale: number): boolean {
  return (
    actual === expected || Math.abs(actual - expected) <= tolerance * Math.max(Math.abs(expected), scale)
  );
}

const mirrored = (m: readonly number[]): number[] => {
  const n = Math.round(Math.sqrt(m.length));
  return m.map((_, k) => (k % n === Math.floor(k / n) ? m[k]! : m[k]! + m[(k % n) * n + Math.floor(k / n)]!));
};

/** The diagonal matrix that a vector of observation variances stands for. */
function withDiagonal(row: Row): Row {
  const V = row.args[3];
  if (row.dist !== "gaussian_dlm_obs" || typeof (V as Nested[])[0] !== "number") return row;
  const diagonal = (V as number[]).map((v, i) => (V as number[]).map((_, j) => (i === j ? v : 0)));
  return { ...row, args: row.args.map((arg, k) => (k === 3 ? diagonal : arg)), expect_grad: row.expect_grad!.map((g, k) => (k === 3 ? null : g)) }; // prettier-ignore
}

function compare(given: Row, label: string): void {
  const row = withDiagonal(given);
  const d = distributions[row.dist]!;
  const { value, slopes } = density(d, row.args);
  const expected = Number(row.expect);
  assert.ok(close(value, expected, 1e-11, 1e-3), `${label} is ${value}, expected ${expected}`);
  if (slopes === null || row.expect_grad === null || !Number.isFinite(expected)) return;
  const table = row.expect_grad;
  const every = table.flatMap((g) => (g === null ? [] : [flatten(g)].flat(2))).filter(Number.isFinite);
  const largest = Math.max(1, ...every.map(Math.abs));
  namesOf(d).forEach((name, k) => {
    const wanted = table[k];
    if (wanted === null || wanted === undefined || slopes[name] === undefined) return;
    const isSymmetric = row.sym_args?.includes(k) ?? false;
    const flat = [flatten(wanted)].flat() as (number | null)[];
    const own = isSymmetric ? mirrored(slopes[name]) : slopes[name];
    const theirs = isSymmetric ? mirrored(flat as number[]) : flat;
    theirs.forEach((g, i) => {
      if (g !== null)
        assert.ok(close(own[i]!, g, 1e-9, 1e-5 * largest), `${label}: d/d${name}[${i}] ${own[i]}, not ${g}`);
    });
  });
}

for (const [name, d] of overBlocks) {
  test(`${name}: agrees with the reference table`, () => {
    const own = rows.filter((row) => row.dist === name);
    assert.ok(own.length > 0, "no rows");
    for (const row of own) {
      const label = `${name} ${JSON.stringify(row.args)}`;
      if (label === UNDERFLOWS) continue;
      if (row.expect !== "error") compare(row, label);
      else if (!BY_DOMAIN.has(name)) assert.throws(() => density(d, row.args));
    }
  });

  test(`${name}: is named and documented`, () => {
    assert.is(d.name, name);
    assert.ok(d.doc.summary.endsWith(".") && d.doc.reference.length > 10 && d.testPoints.length > 0);
    assert.ok((d.kernels === undefined) !== (d.via === undefined), "kernels or another distribution");
    for (const point of d.testPoints) {
      assert.is(point.length, namesOf(d).length);
      assert.ok(Number.isFinite(density(d, point as Nested[]).value));
    }
  });

  test(`${name}: gradients are derivatives`, () => {
    for (const point of d.testPoints as readonly (readonly Nested[])[]) {
      const { slopes } = density(d, point);
      if (slopes === null) continue;
      const kinds = { ...d.over, ...d.params } as Record<string, string>;
      namesOf(d).forEach((arg, k) => {
        if (slopes[arg] === undefined) return;
        const flat = Float64Array.from([flatten(point[k]!)].flat() as number[]);
        const n = Math.round(Math.sqrt(flat.length));
        const isSymmetric = kinds[arg] === "covariance" || kinds[arg] === "correlation";
        const isLower = kinds[arg]!.startsWith("cholesky");
        const f = (q: Float64Array): number => {
          const moved = [...q];
          if (isSymmetric)
            q.forEach(
              (v, i) =>
                i % n !== Math.floor(i / n) && (moved[(i % n) * n + Math.floor(i / n)]! += v - flat[i]!),
            );
          return density(d, point.map((p, j) => (j === k ? shaped(point[k]!, moved) : p))).value; // prettier-ignore
        };
        const own = isSymmetric ? mirrored(slopes[arg]) : slopes[arg];
        numericGradient(f, flat, 1e-4).forEach((numeric, i) => {
          if (isLower && i % n < Math.floor(i / n)) return assert.is(own[i], 0);
          assert.ok(close(own[i]!, numeric, 1e-7, 1), `d/d${arg}[${i}] is ${own[i]}, numerically ${numeric}`);
        });
      });
    }
  });
}

/** Flat values in the shape of `like`. */
function shaped(like: Nested, flat: readonly number[]): Nested {
  if (typeof like === "number") return flat[0]!;
  if (typeof like[0] === "number") return [...flat];
  return like.map((row, r) => (row as readonly number[]).map((_, c) => flat[r + c * like.length]!));
}

test("kernels reject what domains cannot see", () => {
  const rejects = (name: string, point: readonly Nested[], reason: RegExp): void => {
    assert.throws(() => density(distributions[name]!, point), (e: unknown) => e === REJECTION && reason.test(REJECTION.reason)); // prettier-ignore
  };
  rejects("wishart", [[[1, 0.1], [0.1, 1]], 0.5, [[1, 0], [0, 1]]], /must exceed 1/); // prettier-ignore
  rejects("multi_normal_prec", [[0, 0], [0, 0], [[1, 2], [2, 1]]], /not positive definite/); // prettier-ignore
  rejects("ordered_logistic", [5, 0.1, [0, 1]], /outcome 5/);
  rejects(
    "multinomial",
    [
      [-1, 2],
      [0.5, 0.5],
    ],
    /count 1 is -1/,
  );
});

test.run();
