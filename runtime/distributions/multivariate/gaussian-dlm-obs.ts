// Observations of a Gaussian dynamic linear model, by the Kalman filter and its reverse: y[t] = F' x[t] + noise V, x[t] = G x[t-1] +
// noise W, x[0] ~ (m0, C0). y is r x T; F is n x r; a vector V of the language is the diagonal of V here.
// Source: West and Harrison, "Bayesian Forecasting and Dynamic Models" (1997), chapter 4; the adjoint is derived step by step below.

import type { Distribution } from "../../descriptor.ts";
import { inverseFromCholesky, cholesky, logDeterminantFromCholesky } from "../../linear-algebra/cholesky.ts";
import {
  matmul,
  matmulAdd,
  matmulTransposeLeftAdd,
  matmulTransposeRightAdd,
  matvecAdd,
  matvecTransposeAdd,
  outerAdd,
} from "../../linear-algebra/products.ts";
import { notPositiveDefinite } from "../../kernels/symmetry.ts";

const LOG_2PI = 1.8378770664093453;

type Matrix = Float64Array;

interface Model {
  readonly y: Matrix;
  readonly F: Matrix;
  readonly G: Matrix;
  readonly V: Matrix;
  readonly W: Matrix;
  readonly r: number;
  readonly n: number;
}

/** What one step computes: prior (a, R), forecast (Q inverted as P), error e, S = R F, v = P e. */
interface Step {
  readonly a: Matrix;
  readonly R: Matrix;
  readonly S: Matrix;
  readonly P: Matrix;
  readonly e: Matrix;
  readonly v: Matrix;
}

const newStep = (n: number, r: number): Step => ({
  a: new Float64Array(n),
  R: new Float64Array(n * n),
  S: new Float64Array(n * r),
  P: new Float64Array(r * r),
  e: new Float64Array(r),
  v: new Float64Array(r),
});

/** Fills `step` from the state (m, C) before observation t; returns its log density without the constant. */
function advance(model: Model, step: Step, m: Matrix, C: Matrix, t: number): number {
  const { y, F, G, V, W, r, n } = model;
  const { a, R, S, P, e, v } = step;
  const GC = new Float64Array(n * n);
  a.fill(0);
  matvecAdd(a, 0, G, 0, m, 0, n, n);
  matmul(GC, 0, G, 0, C, 0, n, n, n);
  R.set(W);
  matmulTransposeRightAdd(R, 0, GC, 0, G, 0, n, n, n);
  matmul(S, 0, R, 0, F, 0, n, n, r);
  const Q = V.slice();
  matmulTransposeLeftAdd(Q, 0, F, 0, S, 0, r, n, r);
  const failed = cholesky(Q, 0, Q, 0, r);
  if (failed >= 0) throw notPositiveDefinite("gaussian_dlm_obs", failed);
  inverseFromCholesky(P, 0, Q, 0, r);
  for (let i = 0; i < r; i++) e[i] = y[i + t * r]!;
  for (let i = 0; i < r; i++) for (let k = 0; k < n; k++) e[i]! -= F[k + i * n]! * a[k]!;
  v.fill(0);
  matvecAdd(v, 0, P, 0, e, 0, r, r);
  let square = 0;
  for (let i = 0; i < r; i++) square += e[i]! * v[i]!;
  return -0.5 * (logDeterminantFromCholesky(Q, 0, r) + square);
}

/** m = a + S v, C = R - S P S'. */
function update(model: Model, step: Step, m: Matrix, C: Matrix): void {
  const { r, n } = model;
  m.set(step.a);
  matvecAdd(m, 0, step.S, 0, step.v, 0, n, r);
  const SP = new Float64Array(n * r);
  matmul(SP, 0, step.S, 0, step.P, 0, n, r, r);
  C.set(step.R);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < r; k++) sum += SP[i + k * n]! * step.S[j + k * n]!;
      C[i + j * n]! -= sum;
    }
}

const block = (x: Matrix, offset: number, size: number): Matrix => x.subarray(offset, offset + size);

export function gaussianDlmObsDensity(
  y: Matrix,
  yOffset: number,
  F: Matrix,
  FOffset: number,
  G: Matrix,
  GOffset: number,
  V: Matrix,
  VOffset: number,
  W: Matrix,
  WOffset: number,
  m0: Matrix,
  m0Offset: number,
  C0: Matrix,
  C0Offset: number,
  r: number,
  T: number,
  n: number,
): number {
  const model: Model = {
    y: block(y, yOffset, r * T),
    F: block(F, FOffset, n * r),
    G: block(G, GOffset, n * n),
    V: block(V, VOffset, r * r),
    W: block(W, WOffset, n * n),
    r,
    n,
  };
  const [m, C, step] = [
    m0.slice(m0Offset, m0Offset + n),
    C0.slice(C0Offset, C0Offset + n * n),
    newStep(n, r),
  ];
  let sum = -0.5 * r * T * LOG_2PI;
  for (let t = 0; t < T; t++) {
    sum += advance(model, step, m, C, t);
    update(model, step, m, C);
  }
  return sum;
}

type Adjoints = { readonly [name in "y" | "F" | "G" | "V" | "W"]: Matrix };

/** One step in reverse: (mAdj, CAdj) of the state after it become those of the state (m, C) before it. */
function reverseStep(
  model: Model,
  step: Step,
  adj: Adjoints,
  mAdj: Matrix,
  CAdj: Matrix,
  m: Matrix,
  C: Matrix,
  t: number,
  scale: number,
): void {
  const { F, G, r, n } = model;
  const { a, R, S, P, v } = step;
  const [vAdj, eAdj, aAdj] = [new Float64Array(r), new Float64Array(r), mAdj.slice()];
  const [QAdj, SAdj, RAdj] = [new Float64Array(r * r), new Float64Array(n * r), CAdj.slice()];
  const both = CAdj.map((value, k) => value + CAdj[(k % n) * n + Math.floor(k / n)]!);
  const [CS, SCS, CSP] = [new Float64Array(n * r), new Float64Array(r * r), new Float64Array(n * r)];
  // m = a + S v and C = R - S P S'.
  matvecTransposeAdd(vAdj, 0, S, 0, mAdj, 0, n, r);
  outerAdd(SAdj, 0, mAdj, 0, v, 0, n, r);
  matmul(CS, 0, both, 0, S, 0, n, n, r);
  matmul(CSP, 0, CS, 0, P, 0, n, r, r);
  for (let k = 0; k < n * r; k++) SAdj[k]! -= CSP[k]!;
  matmulTransposeLeftAdd(SCS, 0, S, 0, CS, 0, r, n, r);
  addInverse(QAdj, P, SCS, 0.5, r);
  // Density: -(log det Q + e' v)/2 with v = P e.
  const u = new Float64Array(r);
  matvecAdd(u, 0, P, 0, vAdj, 0, r, r);
  for (let i = 0; i < r; i++) {
    eAdj[i] = u[i]! - scale * v[i]!;
    for (let j = 0; j < r; j++)
      QAdj[j + i * r]! +=
        0.5 * scale * (v[i]! * v[j]! - P[j + i * r]!) - 0.5 * (u[j]! * v[i]! + v[j]! * u[i]!);
    adj.y[i + t * r]! += eAdj[i]!;
    eAdj[i] = -eAdj[i]!;
  }
  // e = y - F' a and Q = F' S + V, S = R F.
  matvecAdd(aAdj, 0, F, 0, eAdj, 0, n, r);
  outerAdd(adj.F, 0, a, 0, eAdj, 0, n, r);
  for (let k = 0; k < r * r; k++) adj.V[k]! += QAdj[k]!;
  matmulAdd(adj.F, 0, S, 0, QAdj, 0, n, r, r);
  matmulAdd(SAdj, 0, F, 0, QAdj, 0, n, r, r);
  matmulTransposeRightAdd(RAdj, 0, SAdj, 0, F, 0, n, r, n);
  matmulAdd(adj.F, 0, R, 0, SAdj, 0, n, n, r);
  // R = G C G' + W and a = G m.
  const sums = RAdj.map((value, k) => 0.5 * (value + RAdj[(k % n) * n + Math.floor(k / n)]!));
  const RG = new Float64Array(n * n);
  matmul(RG, 0, sums, 0, G, 0, n, n, n);
  for (let k = 0; k < n * n; k++) adj.W[k]! += sums[k]!;
  const GC = new Float64Array(n * n);
  matmul(GC, 0, RG, 0, C, 0, n, n, n);
  for (let k = 0; k < n * n; k++) adj.G[k]! += 2 * GC[k]!;
  outerAdd(adj.G, 0, aAdj, 0, m, 0, n, n);
  CAdj.fill(0);
  matmulTransposeLeftAdd(CAdj, 0, G, 0, RG, 0, n, n, n);
  mAdj.fill(0);
  matvecTransposeAdd(mAdj, 0, G, 0, aAdj, 0, n, n);
}

/** Q.adj += scale P X P: the adjoint of C = R - S P S' through P = Q^-1, for a symmetric X. */
function addInverse(out: Matrix, P: Matrix, X: Matrix, scale: number, r: number): void {
  const left = new Float64Array(r * r);
  const both = new Float64Array(r * r);
  matmul(left, 0, P, 0, X, 0, r, r, r);
  matmul(both, 0, left, 0, P, 0, r, r, r);
  for (let k = 0; k < r * r; k++) out[k]! += scale * both[k]!;
}

export function gaussianDlmObsDensityAdjoint(
  yAdj: Matrix | null,
  yAdjOffset: number,
  FAdj: Matrix | null,
  FAdjOffset: number,
  GAdj: Matrix | null,
  GAdjOffset: number,
  VAdj: Matrix | null,
  VAdjOffset: number,
  WAdj: Matrix | null,
  WAdjOffset: number,
  m0Adj: Matrix | null,
  m0AdjOffset: number,
  C0Adj: Matrix | null,
  C0AdjOffset: number,
  resultAdj: number,
  y: Matrix,
  yOffset: number,
  F: Matrix,
  FOffset: number,
  G: Matrix,
  GOffset: number,
  V: Matrix,
  VOffset: number,
  W: Matrix,
  WOffset: number,
  m0: Matrix,
  m0Offset: number,
  C0: Matrix,
  C0Offset: number,
  r: number,
  T: number,
  n: number,
): void {
  const model: Model = {
    y: block(y, yOffset, r * T),
    F: block(F, FOffset, n * r),
    G: block(G, GOffset, n * n),
    V: block(V, VOffset, r * r),
    W: block(W, WOffset, n * n),
    r,
    n,
  };
  const states = [{ m: m0.slice(m0Offset, m0Offset + n), C: C0.slice(C0Offset, C0Offset + n * n) }];
  const step = newStep(n, r);
  for (let t = 0; t < T; t++) {
    const [m, C] = [states[t]!.m.slice(), states[t]!.C.slice()];
    advance(model, step, m, C, t);
    update(model, step, m, C);
    states.push({ m, C });
  }
  const room = (present: Matrix | null, offset: number, size: number): Matrix =>
    present === null ? new Float64Array(size) : block(present, offset, size);
  const adj: Adjoints = {
    y: room(yAdj, yAdjOffset, r * T),
    F: room(FAdj, FAdjOffset, n * r),
    G: room(GAdj, GAdjOffset, n * n),
    V: room(VAdj, VAdjOffset, r * r),
    W: room(WAdj, WAdjOffset, n * n),
  };
  const [mAdj, CAdj] = [new Float64Array(n), new Float64Array(n * n)];
  for (let t = T - 1; t >= 0; t--) {
    const { m, C } = states[t]!;
    advance(model, step, m, C, t);
    reverseStep(model, step, adj, mAdj, CAdj, m, C, t, resultAdj);
  }
  if (m0Adj !== null) for (let k = 0; k < n; k++) m0Adj[m0AdjOffset + k]! += mAdj[k]!;
  if (C0Adj !== null) for (let k = 0; k < n * n; k++) C0Adj[C0AdjOffset + k]! += CAdj[k]!;
}

export const gaussianDlmObs = {
  name: "gaussian_dlm_obs",
  over: { y: "real-matrix" },
  params: {
    F: "real-matrix",
    G: "real-matrix",
    V: "real-matrix",
    W: "covariance",
    m0: "real-vector",
    C0: "covariance",
  },
  vectorised: "kernel",
  outside: "reject",
  sizes: { r: "rows(y)", T: "cols(y)", n: "rows(G)" },
  shapes: {
    y: ["r", "T"],
    F: ["n", "r"],
    G: ["n", "n"],
    V: ["r", "r"],
    W: ["n", "n"],
    m0: ["n"],
    C0: ["n", "n"],
  },
  kernels: {
    density: {
      name: "gaussianDlmObsDensity",
      params: [
        { name: "y", role: "in" },
        { name: "F", role: "in" },
        { name: "G", role: "in" },
        { name: "V", role: "in" },
        { name: "W", role: "in" },
        { name: "m0", role: "in" },
        { name: "C0", role: "in" },
        { name: "r", role: "int" },
        { name: "T", role: "int" },
        { name: "n", role: "int" },
      ],
      result: "real",
      adjoint: {
        name: "gaussianDlmObsDensityAdjoint",
        args: [
          "y.adj",
          "F.adj",
          "G.adj",
          "V.adj",
          "W.adj",
          "m0.adj",
          "C0.adj",
          "result.adj",
          "y",
          "F",
          "G",
          "V",
          "W",
          "m0",
          "C0",
          "r",
          "T",
          "n",
        ],
      },
    },
  },
  testPoints: [
    [
      [[0.3, -0.8, 1.1]],
      [[1], [0.5]],
      [
        [0.9, 0.2],
        [-0.1, 0.7],
      ],
      [[0.4]],
      [
        [0.5, 0.1],
        [0.1, 0.3],
      ],
      [0.2, -0.3],
      [
        [1.1, 0.2],
        [0.2, 0.8],
      ],
    ],
  ],
  doc: {
    summary: "Gaussian dynamic linear model of the columns of y.",
    formula:
      "Σ_t log normal(y_t | F′ a_t, F′ R_t F + V) with a_t, R_t the Kalman filter's prediction of the state: a_t = G m_{t−1}, R_t = G C_{t−1} G′ + W",
    reference: "West and Harrison, Bayesian Forecasting and Dynamic Models (1997), section 16.2",
  },
} as const satisfies Distribution;
