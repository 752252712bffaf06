// Initial value problems with closed-form solutions and sensitivities, for every solver; what is refused.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cos, exp, sin } from "../../../runtime/functions/elementary.ts";
import { REJECTION } from "../../../runtime/rejection.ts";
import {
  odeAdams,
  odeAdjoint,
  odeBdf,
  odeCkrk,
  type OdeKernel,
  odeRk45,
} from "../../../runtime/solvers/ode/solve.ts";
import type { RightHandSide, RightHandSideWithDerivatives } from "../../../runtime/solvers/ode/problem.ts";

const test = suite("solvers: ode");

const solvers: Readonly<Record<string, OdeKernel>> = { odeRk45, odeCkrk, odeBdf, odeAdams };

/** y'' = -k y, so y(t) = a cos(w s) + b / w sin(w s) with w^2 = k, s = t - t0. */
const oscillator: RightHandSide = (_t, y, theta, rate) => {
  rate[0] = y[1]!;
  rate[1] = -theta[0]! * y[0]!;
};
const oscillatorWithDerivatives: RightHandSideWithDerivatives = (t, y, theta, rate, byY, byTheta) => {
  oscillator(t, y, theta, rate);
  byY.set([0, 1, -theta[0]!, 0]);
  byTheta.set([0, -y[0]!]);
};

interface Solution {
  readonly z: Float64Array;
  readonly jacobian: Float64Array;
}

const [A, B, K, T0] = [1.2, -0.7, 2.3, 0.25];
const TIMES = [0.5, 1.7, 4];

/** Everything varies: columns are the two initial values, k, the initial time, the output time. */
function solve(kernel: OdeKernel, tolerance: number, maxSteps = 100000): Solution {
  const z = new Float64Array(6);
  const jacobian = new Float64Array(30);
  kernel(
    z,
    0,
    jacobian,
    0,
    Float64Array.of(A, B),
    0,
    Float64Array.of(K),
    0,
    T0,
    Float64Array.from(TIMES),
    0,
    2,
    3,
    1,
    5,
    7,
    tolerance,
    tolerance,
    maxSteps,
    oscillator,
    oscillatorWithDerivatives,
  );
  return { z, jacobian };
}

function exact(t: number): { readonly y: number; readonly v: number; readonly byK: number } {
  const w = Math.sqrt(K);
  const s = t - T0;
  const y = A * cos(w * s) + (B / w) * sin(w * s);
  const v = -A * w * sin(w * s) + B * cos(w * s);
  // d/dw, times dw/dk = 1 / (2 w).
  const byW = -A * s * sin(w * s) + (B * s * cos(w * s)) / w - (B * sin(w * s)) / (w * w);
  return { y, v, byK: byW / (2 * w) };
}

for (const [name, kernel] of Object.entries(solvers)) {
  test(`${name}: values and all sensitivities of an oscillator`, () => {
    const { z, jacobian } = solve(kernel, 1e-10);
    const w = Math.sqrt(K);
    TIMES.forEach((t, k) => {
      const { y, v, byK } = exact(t);
      const close = (found: number, wanted: number, what: string): void =>
        assert.ok(Math.abs(found - wanted) < 2e-7, `${what} at ${t}: ${found}, expected ${wanted}`);
      close(z[2 * k]!, y, "y");
      close(z[2 * k + 1]!, v, "v");
      const row = jacobian.subarray(10 * k, 10 * k + 5);
      close(row[0]!, cos(w * (t - T0)), "dy/da");
      close(row[1]!, sin(w * (t - T0)) / w, "dy/db");
      close(row[2]!, byK, "dy/dk");
      close(row[3]!, -v, "dy/dt0");
      close(row[4]!, v, "dy/dt");
    });
  });

  test(`${name}: the error follows the tolerance`, () => {
    const worst = (tolerance: number): number => {
      const { z } = solve(kernel, tolerance);
      return Math.max(...TIMES.map((t, k) => Math.abs(z[2 * k]! - exact(t).y)));
    };
    assert.ok(worst(1e-4) < 1e-2);
    assert.ok(worst(1e-7) < 1e-4);
    assert.ok(worst(1e-7) > worst(1e-11));
  });

  test(`${name}: too few steps reject`, () => {
    rejects(() => solve(kernel, 1e-10, 3), "within 3 steps");
  });
}

function rejects(run: () => void, words: string): void {
  let thrown: unknown = null;
  try {
    run();
  } catch (error) {
    thrown = error;
  }
  assert.is(thrown, REJECTION);
  assert.ok(REJECTION.reason.includes(words), REJECTION.reason);
}

/** Without derivatives. */
function values(
  kernel: OdeKernel,
  f: RightHandSide,
  df: RightHandSideWithDerivatives | null,
  y0: readonly number[],
  t0: number,
  times: readonly number[],
  tolerance = 1e-8,
): Float64Array {
  const z = new Float64Array(y0.length * times.length);
  kernel(
    z,
    0,
    null,
    0,
    Float64Array.from(y0),
    0,
    new Float64Array(0),
    0,
    t0,
    Float64Array.from(times),
    0,
    y0.length,
    times.length,
    0,
    0,
    0,
    tolerance,
    tolerance,
    10000,
    f,
    df,
  );
  return z;
}

test("bdf takes a stiff problem in few steps", () => {
  // y' = -1e6 (y - cos t) - sin t has the solution cos t.
  let calls = 0;
  const f: RightHandSide = (t, y, _theta, rate) => {
    calls++;
    rate[0] = -1e6 * (y[0]! - cos(t)) - sin(t);
  };
  const df: RightHandSideWithDerivatives = (t, y, theta, rate, byY) => {
    f(t, y, theta, rate);
    byY[0] = -1e6;
  };
  const z = values(odeBdf, f, df, [1], 0, [1, 2, 10]);
  [1, 2, 10].forEach((t, k) => assert.ok(Math.abs(z[k]! - cos(t)) < 1e-6, `at ${t}: ${z[k]}`));
  assert.ok(calls < 2000, `${calls} evaluations`);
});

test("a solution that leaves every bound rejects", () => {
  // y' = y^2 from 1 is infinite at t = 1.
  const f: RightHandSide = (_t, y, _theta, rate) => {
    rate[0] = y[0]! * y[0]!;
  };
  for (const kernel of [odeRk45, odeCkrk, odeAdams])
    rejects(() => values(kernel, f, null, [1], 0, [2]), "ode_");
});

test("a right-hand side that is not finite rejects", () => {
  const f: RightHandSide = (_t, _y, _theta, rate) => {
    rate[0] = NaN;
  };
  for (const kernel of [odeRk45, odeAdams]) rejects(() => values(kernel, f, null, [1], 0, [2]), "ode_");
});

test("times must follow the initial time in order", () => {
  const f: RightHandSide = (_t, y, _theta, rate) => void rate.set(y);
  rejects(() => values(odeRk45, f, null, [1], 1, [1]), "not before");
  rejects(() => values(odeRk45, f, null, [1], 0, [2, 1]), "must not decrease");
  rejects(() => values(odeRk45, f, null, [Infinity], 0, [2]), "initial state");
  rejects(() => values(odeRk45, f, null, [1], 0, [NaN]), "times");
});

test("equal times give equal values", () => {
  const f: RightHandSide = (_t, y, _theta, rate) => void rate.set(y);
  for (const kernel of [odeRk45, odeCkrk, odeAdams]) {
    const z = values(kernel, f, null, [1], 0, [0.5, 0.5, 1]);
    assert.is(z[0], z[1]);
    assert.ok(Math.abs(z[2]! - exp(1)) < 1e-6);
  }
});

test("a solver inside a right-hand side", () => {
  const inner: RightHandSide = (_t, y, _theta, rate) => void (rate[0] = -y[0]!);
  const f: RightHandSide = (t, _y, _theta, rate) => {
    rate[0] = t <= 0 ? 1 : values(odeRk45, inner, null, [1], 0, [t], 1e-10)[0]!;
  };
  const z = values(odeRk45, f, null, [0], 0, [1], 1e-7);
  assert.ok(Math.abs(z[0]! - (1 - exp(-1))) < 1e-6);
});

test("the adjoint is the transposed Jacobian", () => {
  const { jacobian } = solve(odeRk45, 1e-8);
  const adjoint = Float64Array.from({ length: 6 }, (_, i) => i + 1);
  const [y0, theta, t0, ts] = [
    new Float64Array(2),
    new Float64Array(1),
    new Float64Array(1),
    new Float64Array(3),
  ];
  odeAdjoint(y0, 0, theta, 0, t0, 0, ts, 0, adjoint, 0, jacobian, 0, 2, 3, 1, 5, 7);
  const column = (c: number, rows: readonly number[]): number =>
    rows.reduce((sum, r) => sum + adjoint[r]! * jacobian[5 * r + c]!, 0);
  const all = [0, 1, 2, 3, 4, 5];
  const wanted = [
    column(0, all),
    column(1, all),
    column(2, all),
    column(3, all),
    ...[0, 1, 2].map((k) => column(4, [2 * k, 2 * k + 1])),
  ];
  [...y0, ...theta, ...t0, ...ts].forEach((found, i) => assert.ok(Math.abs(found - wanted[i]!) < 1e-12));
});

test.run();
