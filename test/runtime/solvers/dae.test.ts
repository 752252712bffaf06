// Differential-algebraic equations: a system with a closed-form solution, in values and sensitivities; Robertson's chemical problem, stiff
// and with a conservation law for an equation; what is refused.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../../acceptance/pipeline.ts";

const test = suite("solvers: dae");

const DECAY = `functions {
  vector decay(real t, vector y, vector rate, real k, real c) {
    return [rate[1] + k * y[1], y[2] - c * square(y[1])]';
  }
}`;

/** Value and gradient of one component of the solution. */
async function component(text: string, q: readonly number[], data: object = {}) {
  const model = await back(front(text), data);
  const gradient = new Float64Array(q.length);
  const value = model.logDensityGradient(Float64Array.from(q), gradient);
  return { value, gradient: [...gradient], rejection: model.rejection };
}

const near = (actual: number, expected: number, tolerance: number, what: string): void =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1e-3, Math.abs(expected)),
    `${what} is ${actual}, not ${expected}`,
  );

const decaying = (t: number, i: number, call = "dae") => `${DECAY}
  parameters { real k; real c; real a; }
  model {
    target += ${call}(decay, [a, c * a * a]', [-k * a, -2 * c * k * a * a]', 0.2, {0.5, ${t}}, ${call === "dae" ? "" : "1e-11, 1e-11, 1000000, "}k, c)[2, ${i}];
  }`;

for (const call of ["dae", "dae_tol"])
  for (const t of [0.7, 3])
    test(`${call}: decay with an algebraic component, at time ${t}`, async () => {
      const [k, c, a] = [1.3, 0.7, 2.1];
      const s = t - 0.2;
      const y1 = a * Math.exp(-k * s);
      const first = await component(decaying(t, 1, call), [k, c, a]);
      near(first.value, y1, 1e-8, "y1");
      [-s * y1, 0, y1 / a].forEach((slope, j) => near(first.gradient[j]!, slope, 1e-7, `dy1/dq[${j}]`));
      const second = await component(decaying(t, 2, call), [k, c, a]);
      const y2 = c * y1 * y1;
      near(second.value, y2, 1e-8, "y2");
      [-2 * s * y2, y2 / c, (2 * y2) / a].forEach((slope, j) => near(second.gradient[j]!, slope, 1e-7, `dy2/dq[${j}]`)); // prettier-ignore
    });

const ROBERTSON = `functions {
  vector robertson(real t, vector y, vector rate, real k1, real k2, real k3) {
    return [rate[1] + k1 * y[1] - k3 * y[2] * y[3],
            rate[2] - k1 * y[1] + k3 * y[2] * y[3] + k2 * square(y[2]),
            y[1] + y[2] + y[3] - 1]';
  }
}`;
const at = (row: number, i: number) => `${ROBERTSON}
  parameters { real k1; real k2; real k3; }
  model {
    target += dae_tol(robertson, [1, 0, 0]', [-0.04, 0.04, 0]', 0, {0.4, 40, 4e4}, 1e-10, 1e-14, 1000000, k1, k2, k3)[${row}, ${i}];
  }`;

/** By an implicit Runge-Kutta method of order 5 (Radau IIA) on the three differential equations, relative tolerance 1e-13; slopes by its differences. */
const RADAU: readonly (readonly number[])[] = [
  [0.985172113860991, 3.386395378974909e-5, 0.014794022185220327],
  [0.7158270687194066, 9.185534764557774e-6, 0.28416374574583164],
  [0.03898337708548373, 1.621768315909716e-7, 0.9610164607376873],
];
const RADAU_SLOPES: readonly (readonly (readonly number[])[])[] = [
  [
    [-0.355952565890318, 0.0003902544053823571, 0.3555623115822171],
    [-4.247558771660932, 4.591196249091527e-5, 4.24751285979114],
    [-1.57497160851561, -2.7619563654050973e-6, 1.5749743704600303],
  ],
  [
    [-1.583176639693059e-11, -5.290041093202612e-13, 1.6360770460073812e-11],
    [-2.2883550888808114e-9, -1.1380595093392327e-13, 2.2884688948433045e-9],
    [-1.047917652194749e-9, -4.536691254437098e-15, 1.047922189000171e-9],
  ],
  [
    [9.542381419295569e-8, -2.1309610301936792e-10, -9.521071818744421e-8],
    [1.373080797303546e-5, -2.3571921139508207e-10, -1.3730572254092022e-5],
    [6.287494081586136e-6, 1.1002410407020016e-11, -6.287505084516994e-6],
  ],
];

test("Robertson's problem agrees with another method", async () => {
  for (let row = 0; row < 3; row++)
    for (let i = 0; i < 3; i++) {
      const { value, gradient } = await component(at(row + 1, i + 1), [0.04, 3e7, 1e4]);
      const expected = RADAU[row]![i]!;
      assert.ok(Math.abs(value - expected) <= 1e-7 * expected, `y${i + 1}: ${value}, not ${expected}`);
      RADAU_SLOPES.forEach((slopes, j) => {
        const slope = slopes[row]![i]!;
        assert.ok(Math.abs(gradient[j]! - slope) <= 2e-6 * Math.abs(slope), `dy${i + 1}/dk${j + 1}: ${gradient[j]}, not ${slope}`); // prettier-ignore
      });
    }
});

test("solutions of data are values without derivatives", async () => {
  const text = `${DECAY}
    data { real k; }
    transformed data { array[1] vector[2] z = dae(decay, [1, 2]', [-k, -4 * k]', 0, {1}, k, 2.0); }
    parameters { real x; }
    model { target += x * z[1, 2]; }`;
  const { value, gradient } = await component(text, [1], { k: 0.5 });
  near(value, 2 * Math.exp(-1), 1e-8, "z");
  near(gradient[0]!, value, 1e-14, "slope");
});

test("what cannot be solved rejects and says why", async () => {
  const reason = async (times: string, control = "1e-8, 1e-8, 1000") => {
    const text = `${DECAY} parameters { real k; } model { target += dae_tol(decay, [1, 1]', [-k, -2 * k]', 0, ${times}, ${control}, k, 1.0)[1, 1]; }`;
    const { value, rejection } = await component(text, [1.5]);
    assert.is(value, -Infinity);
    return String(rejection);
  };
  assert.match(await reason("{0.0}"), /initial time/);
  assert.match(await reason("{2.0, 1.0}"), /must not decrease/);
  assert.match(await reason("{1.0}", "-1, 1e-8, 1000"), /tolerances must be positive/);
  assert.match(await reason("{100.0}", "1e-10, 1e-10, 3"), /within 3 steps/);
});

test("a system without a unique slope rejects", async () => {
  const text = `functions { vector lost(real t, vector y, vector rate, real k) { return [rate[1] + k * y[1], rate[1] + k * y[1]]'; } }
    parameters { real k; } model { target += dae(lost, [1, 1]', [-k, 0]', 0, {1.0}, k)[1, 1]; }`;
  const { value, rejection } = await component(text, [1.5]);
  assert.is(value, -Infinity);
  assert.match(String(rejection), /dae/);
});

test.run();
