// Integrals against closed forms: finite, half-infinite and infinite intervals, singular ends, derivatives; what is refused.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cos, exp, log, sin } from "../../../runtime/functions/elementary.ts";
import { REJECTION } from "../../../runtime/rejection.ts";
import {
  integrate1d,
  integrate1dAdjoint,
  type Integrand,
  type IntegrandWithDerivatives,
} from "../../../runtime/solvers/quadrature.ts";

const test = suite("solvers: quadrature");

const value = (f: Integrand, lower: number, upper: number, tolerance = 1e-10): number =>
  integrate1d(null, 0, lower, upper, new Float64Array(0), 0, 0, 2, 0, tolerance, 0, 15, f, null);

const cases: readonly (readonly [string, Integrand, number, number, number])[] = [
  ["a polynomial", (x) => x * x * x, -1, 2, 3.75],
  ["an exponential to infinity", (x) => exp(-3 * x), 1, Infinity, exp(-3) / 3],
  ["an exponential from minus infinity", (x) => exp(2 * x), -Infinity, 0.5, exp(1) / 2],
  ["a normal density", (x) => exp(-0.5 * (x - 3) * (x - 3)), -Infinity, Infinity, Math.sqrt(2 * Math.PI)],
  ["Cauchy's density", (x) => 1 / (1 + x * x), -Infinity, Infinity, Math.PI],
  ["a slow tail", (x) => 1 / (1 + x) ** 1.5, 0, Infinity, 2],
  ["a logarithm at zero", (x) => log(x), 0, 1, -1],
  ["a pole of order one half at the lower end", (x) => 1 / Math.sqrt(x), 0, 4, 4],
  ["a pole at the upper end, by the distance to it", (x, xc) => 1 / Math.sqrt(x > 0.5 ? xc : 1 - x), 0, 1, 2],
  ["a peak far out", (x) => exp(-0.5 * (x - 1000) * (x - 1000)), -Infinity, Infinity, Math.sqrt(2 * Math.PI)],
  ["a narrow peak", (x) => exp(-5000 * (x - 30) * (x - 30)), 0, Infinity, 0.01 * Math.sqrt(2 * Math.PI)],
  ["a wide interval", (x) => exp(-x), 0, 1e6, 1],
  ["an oscillation", (x) => cos(200 * x), 0, 1, sin(200) / 200],
  ["almost a pole, by the distance to it", (x, xc) => (xc < 0 ? 1 - x : xc) ** -0.9, 0, 1, 10],
  ["nothing", (x) => x, 2, 2, 0],
  ["zero", () => 0, 0, 1, 0],
];

for (const [what, f, lower, upper, wanted] of cases)
  test(what, () => {
    const found = value(f, lower, upper);
    assert.ok(
      Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)),
      `${found}, expected ${wanted}`,
    );
  });

test("the tolerance is relative to the integral of absolute values, the absolute one bounds it from below", () => {
  const kink: Integrand = (x) => Math.abs(x - 0.3);
  const calls = (relative: number, absolute: number): readonly [number, number] => {
    let count = 0;
    const counted: Integrand = (x, xc, theta) => {
      count++;
      return kink(x, xc, theta);
    };
    const found = integrate1d(
      null,
      0,
      0,
      1,
      new Float64Array(0),
      0,
      0,
      2,
      0,
      relative,
      absolute,
      15,
      counted,
      null,
    );
    return [Math.abs(found - 0.29), count];
  };
  const [loose, few] = calls(1e-3, 0);
  const [tight, many] = calls(1e-7, 0);
  assert.ok(loose < 1e-3 && tight < 1e-7 && many > 4 * few, `${loose} in ${few}, ${tight} in ${many}`);
  assert.ok(calls(1e-7, 1e-3)[1] <= few);
});

test("the distance to the nearer end comes with its sign", () => {
  value(
    (x, xc) => {
      assert.ok(x < 3 ? xc <= 0 && Math.abs(2 - x - xc) < 1e-12 : xc >= 0 && Math.abs(4 - x - xc) < 1e-12);
      return 1;
    },
    2,
    4,
  );
  value(
    (_x, xc) => {
      assert.ok(xc !== xc);
      return exp(-_x);
    },
    0,
    Infinity,
  );
});

/** The integral of theta_1 exp(-theta_2 x) from a to b. */
const f: Integrand = (x, _xc, theta) => theta[0]! * exp(-theta[1]! * x);
const df: IntegrandWithDerivatives = (x, xc, theta, byTheta) => {
  byTheta[0] = exp(-theta[1]! * x);
  byTheta[1] = -x * theta[0]! * byTheta[0]!;
  return f(x, xc, theta);
};

test("derivatives by parameters and limits", () => {
  const jacobian = new Float64Array(4);
  const [p, r, a, b] = [1.5, 0.7, 0.4, 3];
  const found = integrate1d(jacobian, 0, a, b, Float64Array.of(p, r), 0, 2, 4, 3, 1e-11, 0, 15, f, df);
  const [ea, eb] = [exp(-r * a), exp(-r * b)];
  const integral = (p * (ea - eb)) / r;
  const byR = (p * (b * eb - a * ea)) / r - integral / r;
  const wanted = [integral, integral / p, byR, -p * ea, p * eb];
  [found, ...jacobian].forEach((x, i) => assert.ok(Math.abs(x - wanted[i]!) < 1e-10, `${i}: ${x}`));
});

test("limits that do not vary are not evaluated", () => {
  const jacobian = new Float64Array(2);
  // Points inside may round to a limit, but then their distance from it is not zero.
  const g: Integrand = (x, xc) => {
    assert.ok(x > 0 && xc !== 0);
    return log(x);
  };
  integrate1d(jacobian, 0, 0, 1, new Float64Array(0), 0, 0, 2, 0, 1e-9, 0, 15, g, (x, xc, theta) =>
    g(x, xc, theta),
  );
  assert.equal([...jacobian], [0, 0]);
});

test("the adjoint is the transposed Jacobian", () => {
  const [lower, upper, theta] = [new Float64Array(1), new Float64Array(1), new Float64Array(2)];
  integrate1dAdjoint(lower, 0, upper, 0, theta, 0, 2, Float64Array.of(1, 2, 3, 4), 0, 2);
  assert.equal([...theta, ...lower, ...upper], [2, 4, 6, 8]);
});

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

test("limits the wrong way round, and what does not settle, reject", () => {
  rejects(() => value((x) => x, 1, 0), "not below");
  rejects(() => value((x) => x, NaN, 0), "not below");
  rejects(() => value(() => NaN, 0, 1), "not finite");
  for (const [f, lower, upper] of [
    [(x: number) => 1 / x, 0, 1],
    [(x: number) => 1 / x, 1, Infinity],
    [(x: number) => sin(x), 0, Infinity],
    [(x: number) => 1 / (x - 0.3), 0, 1],
  ] as const)
    rejects(() => value(f, lower, upper, 1e-8), "stays above the tolerance");
  rejects(
    () =>
      integrate1d(
        null,
        0,
        0,
        1,
        new Float64Array(0),
        0,
        0,
        2,
        0,
        1e-14,
        0,
        3,
        (x) => Math.abs(x - 0.3),
        null,
      ),
    "tolerance",
  );
});

test.run();
