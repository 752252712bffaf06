// Roots and their derivatives against closed forms; what is refused.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { exp, log } from "../../../runtime/functions/elementary.ts";
import { REJECTION } from "../../../runtime/rejection.ts";
import {
  type EquationsWithDerivatives,
  solveAdjoint,
  type SolveKernel,
  solveNewton,
  solvePowell,
} from "../../../runtime/solvers/algebraic.ts";

const test = suite("solvers: algebraic");

/** x = exp(theta_1 / 2), y = theta_2 / x. */
const system: EquationsWithDerivatives = (x, theta, residual, byX, byTheta) => {
  residual[0] = 2 * log(x[0]!) - theta[0]!;
  residual[1] = x[0]! * x[1]! - theta[1]!;
  byX.set([2 / x[0]!, 0, x[1]!, x[0]!]);
  byTheta.set([-1, 0, 0, -1]);
};

function solve(
  kernel: SolveKernel,
  df: EquationsWithDerivatives,
  guess: readonly number[],
  theta: readonly number[],
  tolerance = 1e-10,
  maxSteps = 200,
): { readonly x: Float64Array; readonly jacobian: Float64Array } {
  const [n, p] = [guess.length, theta.length];
  const x = new Float64Array(n);
  const jacobian = new Float64Array(n * p);
  const [byX, byTheta] = [new Float64Array(n * n), new Float64Array(n * p)];
  const f = (at: Float64Array, t: Float64Array, residual: Float64Array): void =>
    df(at, t, residual, byX, byTheta);
  kernel(
    x,
    0,
    jacobian,
    0,
    Float64Array.from(guess),
    0,
    Float64Array.from(theta),
    0,
    n,
    p,
    1e-10,
    tolerance,
    maxSteps,
    f,
    df,
  );
  return { x, jacobian };
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

for (const [name, kernel] of Object.entries({ solveNewton, solvePowell })) {
  test(`${name}: root and implicit derivatives`, () => {
    const { x, jacobian } = solve(kernel, system, [1, 1], [0.8, 2.5]);
    const first = exp(0.4);
    const wanted = [first, 2.5 / first, first / 2, 0, -2.5 / first / 2, 1 / first];
    [...x, ...jacobian].forEach((found, i) =>
      assert.ok(Math.abs(found - wanted[i]!) < 1e-12, `${i}: ${found}, expected ${wanted[i]}`),
    );
  });

  test(`${name}: a loose tolerance does not loosen the derivative`, () => {
    const { x, jacobian } = solve(kernel, system, [1, 1], [0.8, 2.5], 1e-2);
    assert.ok(Math.abs(x[0]! - exp(0.4)) < 1e-10);
    assert.ok(Math.abs(jacobian[0]! - exp(0.4) / 2) < 1e-10);
  });

  test(`${name}: from far away`, () => {
    // Rosenbrock's system: 10 (y - x^2) = 0, theta - x = 0.
    const rosenbrock: EquationsWithDerivatives = (x, theta, residual, byX, byTheta) => {
      residual[0] = 10 * (x[1]! - x[0]! * x[0]!);
      residual[1] = theta[0]! - x[0]!;
      byX.set([-20 * x[0]!, 10, -1, 0]);
      byTheta.set([0, 1]);
    };
    const { x, jacobian } = solve(kernel, rosenbrock, [-1.2, 1], [1]);
    [...x, ...jacobian].forEach((found, i) => assert.ok(Math.abs(found - [1, 1, 1, 2][i]!) < 1e-9));
  });

  test(`${name}: no root rejects`, () => {
    const none: EquationsWithDerivatives = (x, _theta, residual, byX, byTheta) => {
      residual[0] = x[0]! * x[0]! + 1;
      byX[0] = 2 * x[0]!;
      byTheta[0] = 0;
    };
    rejects(() => solve(kernel, none, [0.7], [1]), "no root was found");
  });

  test(`${name}: what is not finite rejects`, () => {
    rejects(() => solve(kernel, system, [1, NaN], [0.8, 2.5]), "guess 2");
    rejects(() => solve(kernel, system, [1, 1], [Infinity, 2.5]), "parameter 1");
    rejects(() => solve(kernel, system, [-1, 1], [0.8, 2.5]), "not finite");
  });
}

test("the adjoint is the transposed Jacobian", () => {
  const adjoint = new Float64Array(2);
  solveAdjoint(adjoint, 0, Float64Array.of(1, 10), 0, Float64Array.of(1, 2, 3, 4), 0, 2, 2);
  assert.equal([...adjoint], [31, 42]);
});

test.run();
