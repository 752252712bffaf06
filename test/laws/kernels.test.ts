// Laws of every block kernel: it is an export of the ABI, it is called as its descriptor says, and its adjoint is the transpose of its
// derivative, found by finite differences of a weighted sum of its outputs. Samples stand below, one or more per kernel.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kernels } from "../../runtime/kernels/catalogue.ts";
import type { Kernel } from "../../runtime/descriptor.ts";
import { callAdjoint, callKernel, runtimeFunction, type Arguments } from "./kernel-calls.ts";
import { numericGradient } from "../support/finite-differences.ts";

const test = suite("laws of block kernels");

/** Outputs of `size` cells. */
const room = (size: number): number[] => new Array<number>(size).fill(0.25);
const spd3 = [2, 0.3, -0.4, 0.3, 1.5, 0.2, -0.4, 0.2, 1.1];
const general3 = [2, 0.3, -0.4, 0.7, -1.5, 0.2, 0.9, 0.25, 1.1];
const lower3 = [1.4, 0.3, -0.4, 0, 0.9, 0.2, 0, 0, 1.1];
const wide = [0.5, -1.2, 2, 0.3, 0.8, 1.7];
const tall = [1.1, 0.2, -0.7, 0.6, -0.4, 0.9];
/** A turn about an axis, stretched: one real eigenvalue and a conjugate pair. */
const spiral3 = [0.8, 1.3, 0.1, -1.2, 0.7, 0.3, 0.4, -0.2, -0.9];
const values = [0.3, -1.2, 2.5, 0.7];

interface Sample {
  readonly args: Arguments;
  /** Inputs of which only the lower triangle is read: an n x n block. */
  readonly lower?: string;
  /** Inputs that must be symmetric: pairs move together; antisymmetric: against each other. */
  readonly symmetric?: string;
  readonly antisymmetric?: string;
  /** Where the result jumps if this input moves: conjugate pairs change places where a real matrix becomes complex. */
  readonly fixed?: string;
}

const oneMatrix = { X: room(9), A: general3, n: 3 };
const symmetricMatrix: Sample = { args: { X: room(9), A: spd3, n: 3 }, symmetric: "A" };
const block: Sample = { args: { x: values, n: 4 } };
const ordered: Sample = { args: { y: room(4), x: values, n: 4 } };
const leftSystem = { X: room(6), A: general3, B: wide, n: 3, m: 2 };
const rightSystem = { X: room(6), B: wide, A: general3, m: 2, n: 3 };

const eigenRoom = { valuesRe: room(3), valuesIm: room(3), vectorsRe: room(9), vectorsIm: room(9) };
const schurRoom = { uRe: room(9), uIm: room(9), tRe: room(9), tIm: room(9) };

const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  blockSum: [],
  moveAdjoint: [],
  choleskyDecompose: [{ args: { L: room(9), A: spd3, n: 3 }, symmetric: "A" }],
  cholToInverse: [{ args: { X: room(9), L: lower3, n: 3 }, lower: "L" }],
  csrMatrixTimesVector: [
    {
      args: { y: room(3), w: [0.5, -1, 2, 0.3], v: [1, 3, 2, 3], u: [1, 3, 3, 5], b: [0.2, 1.5, -0.7], m: 3 },
    },
  ],
  csrToDenseMatrix: [
    { args: { x: room(9), w: [0.5, -1, 2, 0.3], v: [1, 3, 2, 3], u: [1, 3, 3, 5], m: 3, n: 3 } },
  ],
  determinant: [
    { args: { A: general3, n: 3 } },
    { args: { A: [1, 2, 2, 4], n: 2 } },
    { args: { A: [0], n: 1 } },
  ],
  eigenGeneral: [
    { args: { ...eigenRoom, re: general3, im: general3.map(() => 0), n: 3 }, fixed: "im" },
    { args: { ...eigenRoom, re: spiral3, im: general3.map(() => 0), n: 3 }, fixed: "im" },
    { args: { ...eigenRoom, re: general3, im: spiral3, n: 3 } },
  ],
  eigenHermitian: [
    {
      args: { ...eigenRoom, re: spd3, im: [0, 0.5, -0.3, -0.5, 0, 0.8, 0.3, -0.8, 0], n: 3 },
      symmetric: "re",
      antisymmetric: "im",
    },
  ],
  eigenvaluesSym: [{ args: { X: room(3), A: spd3, n: 3 }, symmetric: "A" }],
  eigenvectorsSym: [symmetricMatrix],
  fourier: [4, 5, 6].flatMap((rows) =>
    [0, 1].flatMap((isInverse) =>
      [1, 2, 3].map((axes) => ({
        args: {
          ...{ outRe: room(3 * rows), outIm: room(3 * rows), rows, columns: 3, axes, isInverse },
          re: room(3 * rows).map((_, k) => Math.sin(5 * k + 1)),
          im: room(3 * rows).map((_, k) => Math.cos(7 * k)),
        },
      })),
    ),
  ),
  generalizedInverse: [
    { args: { X: room(6), A: wide, m: 3, n: 2 } },
    { args: { X: room(6), A: wide, m: 2, n: 3 } },
  ],
  hmmMarginal: [
    {
      args: {
        logOmega: [0.3, -1, 0.2, 0.9, -2, 0.4],
        Gamma: [0.7, 0.4, 0.3, 0.6],
        rho: [0.2, 0.8],
        K: 2,
        N: 3,
      },
    },
  ],
  hypergeometricSeries: [{ args: { a: [0.5, 1.2, 2], b: [1.7, 3.1], z: 0.3, p: 3, q: 2 } }],
  inverseMatrix: [{ args: oneMatrix }],
  inverseSpd: [symmetricMatrix],
  logDeterminant: [{ args: { A: general3, n: 3 } }],
  logDeterminantSpd: [{ args: { A: spd3, n: 3 }, symmetric: "A" }],
  logMixture: [{ args: { theta: [0.2, 0.1, 0.4, 0.3], x: values, n: 4 } }],
  logSoftmax: [ordered],
  logSumExp: [block],
  matrixExp: [{ args: oneMatrix }],
  maximum: [block],
  mdivideLeft: [{ args: leftSystem }],
  mdivideLeftSpd: [{ args: { ...leftSystem, A: spd3 }, symmetric: "A" }],
  mdivideLeftTriLow: [{ args: { ...leftSystem, A: lower3 }, lower: "A" }],
  mdivideRight: [{ args: rightSystem }],
  mdivideRightSpd: [{ args: { ...rightSystem, A: spd3 }, symmetric: "A" }],
  mdivideRightTriLow: [{ args: { ...rightSystem, A: lower3 }, lower: "A" }],
  minimum: [block],
  norm2: [block],
  product: [block, { args: { x: [0.3, 0, 2, -1], n: 4 } }, { args: { x: [0, 0, 2], n: 3 } }],
  qrQ: [
    { args: { X: room(6), A: wide, m: 3, n: 2, columns: 2 } },
    { args: { X: room(9), A: wide, m: 3, n: 2, columns: 3 } },
    { args: { X: room(16), A: [...wide, 0.2, -0.9], m: 4, n: 2, columns: 4 } },
    { args: { X: room(36), A: wide, m: 6, n: 1, columns: 6 } },
    { args: { X: room(4), A: wide, m: 2, n: 3, columns: 2 } },
  ],
  qrR: [
    { args: { X: room(6), A: wide, m: 2, n: 3, columns: 2 } },
    { args: { X: room(4), A: wide, m: 3, n: 2, columns: 2 } },
    { args: { X: room(6), A: wide, m: 3, n: 2, columns: 3 } },
  ],
  schur: [
    { args: { ...schurRoom, re: general3, im: general3.map(() => 0), n: 3 }, fixed: "im" },
    { args: { ...schurRoom, re: general3, im: spiral3, n: 3 } },
  ],
  singularValues: [
    { args: { X: room(2), A: wide, m: 3, n: 2 } },
    { args: { X: room(2), A: wide, m: 2, n: 3 } },
  ],
  softmax: [ordered],
  sortAsc: [ordered],
  sortDesc: [ordered],
  standardDeviation: [block],
  svdComplex: [
    {
      args: {
        uRe: room(6),
        uIm: room(6),
        values: room(2),
        vRe: room(4),
        vIm: room(4),
        re: wide,
        im: tall,
        m: 3,
        n: 2,
      },
    },
    {
      args: {
        uRe: room(4),
        uIm: room(4),
        values: room(2),
        vRe: room(6),
        vIm: room(6),
        re: wide,
        im: tall,
        m: 2,
        n: 3,
      },
    },
    {
      args: {
        uRe: room(4),
        uIm: room(4),
        values: room(2),
        vRe: room(4),
        vIm: room(4),
        re: values,
        im: [1, 0.2, -0.5, 2],
        m: 2,
        n: 2,
      },
    },
  ],
  svdU: [{ args: { X: room(6), A: wide, m: 3, n: 2 } }],
  svdV: [{ args: { X: room(4), A: wide, m: 3, n: 2 } }],
  variance: [block, { args: { x: [4], n: 1 } }],
};

const weight = (k: number): number => (((37 * k + 11) % 64) - 31.5) / 32;

/** The weighted sum of everything a kernel gives. */
function total(kernel: Kernel, args: Arguments): number {
  const { result, outputs } = callKernel(kernel, args);
  let sum = kernel.result === "real" ? result : 0;
  for (const output of Object.values(outputs)) output.forEach((value, k) => (sum += weight(k) * value));
  return sum;
}

function checkAdjoint(kernel: Kernel, sample: Sample): void {
  const { args } = sample;
  const outcome = callKernel(kernel, args);
  const outputAdj = Object.fromEntries(
    Object.entries(outcome.outputs).map(([name, o]) => [name, o.map((_, k) => weight(k))]),
  );
  const found = callAdjoint(kernel, args, outcome, 1, outputAdj);
  const wanted = kernel.params.filter(
    (p) => (p.role === "in" && !("elem" in p && p.elem === "i32")) || p.role === "real",
  );
  for (const { name } of wanted) {
    if (name === sample.fixed) continue;
    const adjoint = found[name];
    assert.ok(adjoint !== undefined, `${kernel.name} has no adjoint of ${name}`);
    const given = args[name]!;
    const flat = Float64Array.from(typeof given === "number" ? [given] : given);
    const n = Math.sqrt(flat.length);
    const mirror = (k: number): number => (k % n) * n + Math.floor(k / n);
    const sign = sample.symmetric === name ? 1 : sample.antisymmetric === name ? -1 : 0;
    const f = (q: Float64Array): number => {
      const moved = [...q];
      // Symmetric: what is added to one entry is added to its mirror image.
      if (sign !== 0)
        q.forEach((value, k) => mirror(k) !== k && (moved[mirror(k)]! += sign * (value - flat[k]!)));
      return total(kernel, { ...args, [name]: typeof given === "number" ? moved[0]! : moved });
    };
    numericGradient(f, flat, 1e-4).forEach((numeric, k) => {
      if (sample.lower === name && k % n < Math.floor(k / n))
        return assert.is(adjoint[k], 0, "upper triangle");
      const own = mirror(k) === k ? adjoint[k]! : adjoint[k]! + sign * (sign === 0 ? 0 : adjoint[mirror(k)]!);
      const error = Math.abs(own - numeric) / Math.max(1, Math.abs(numeric));
      assert.ok(error < 1e-7, `${kernel.name}: d/d${name}[${k}] is ${own}, numerically ${numeric}`);
    });
    if (wanted.length < 2) continue;
    const others = callAdjoint(kernel, args, outcome, 1, outputAdj, new Set([name]));
    for (const other of Object.keys(others)) assert.equal(others[other], found[other], "without an adjoint");
  }
}

for (const [name, kernel] of Object.entries(kernels)) {
  test(`${name}: descriptor`, () => {
    assert.is(kernel.name, name);
    runtimeFunction(name);
    if (kernel.adjoint !== undefined) runtimeFunction(kernel.adjoint.name);
  });
  if (kernel.adjoint === undefined) continue;
  test(`${name}: adjoint`, () => {
    const samples = SAMPLES[name];
    assert.ok(samples !== undefined, "no sample");
    for (const sample of samples) checkAdjoint(kernel, sample);
  });
}

test("log of a sum of impossible terms has gradient zero", () => {
  const args = { x: [-Infinity, -Infinity], n: 2 };
  const outcome = callKernel(kernels["logSumExp"]!, args);
  assert.is(outcome.result, -Infinity);
  assert.equal(callAdjoint(kernels["logSumExp"]!, args, outcome, 1, {}), { x: [0, 0] });
});

test("sorting keeps the order of equal values and counts from one", () => {
  const x = [2, 1, 2, 1];
  const order = (name: string): number[] =>
    callKernel(kernels[name]!, { order: [0, 0, 0, 0], x, n: 4 }).outputs["order"]!;
  assert.equal(order("sortIndicesAsc"), [2, 4, 1, 3]);
  assert.equal(order("sortIndicesDesc"), [1, 3, 2, 4]);
  assert.is(callKernel(kernels["rank"]!, { x, n: 4, position: 1 }).result, 2);
});

test("quantiles interpolate between order statistics", () => {
  const quantile = (p: number): number =>
    callKernel(kernels["sampleQuantile"]!, { x: [4, 1, 3, 2], p, n: 4 }).result;
  assert.equal([0, 0.5, 0.9, 1].map(quantile), [1, 2.5, 3.7, 4]);
});

test.run();
