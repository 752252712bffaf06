// Hidden Markov models: the marginal by enumeration of all paths, state probabilities from it, and probabilities that are none.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../../acceptance/pipeline.ts";
import { numericGradient } from "../../support/finite-differences.ts";

const test = suite("hidden Markov models");

const OMEGA = [
  [0.3, -1, 0.2],
  [0.9, -2, 0.4],
];
const GAMMA = [
  [0.7, 0.3],
  [0.4, 0.6],
];
const RHO = [0.2, 0.8];

/** Probability of every path together with what was observed. */
function paths(): readonly { readonly path: readonly number[]; readonly p: number }[] {
  return Array.from({ length: 8 }, (_, code) => {
    const path = [code & 1, (code >> 1) & 1, (code >> 2) & 1];
    const p = path.reduce(
      (product, state, n) =>
        product * (n === 0 ? RHO[state]! : GAMMA[path[n - 1]!]![state]!) * Math.exp(OMEGA[state]![n]!),
      1,
    );
    return { path, p };
  });
}

const DATA = "data { matrix[2, 3] omega; matrix[2, 2] Gamma; vector[2] rho; }";
const run = async (body: string, given: object = {}) =>
  back(front(`${DATA} ${body}`), { omega: OMEGA, Gamma: GAMMA, rho: RHO, ...given });

test("the marginal and the probabilities of states", async () => {
  const all = paths();
  const total = all.reduce((sum, { p }) => sum + p, 0);
  const model = await run(
    "parameters { real x; } model { target += x * hmm_marginal(omega, Gamma, rho); target += 100 * hmm_hidden_state_prob(omega, Gamma, rho)[2, 2]; }",
  );
  const second = all.reduce((sum, { path, p }) => sum + (path[1] === 1 ? p : 0), 0) / total;
  assert.ok(Math.abs(model.logDensity(Float64Array.of(1)) - Math.log(total) - 100 * second) < 1e-12);
});

test("derivatives by everything", async () => {
  const model = await back(
    front(`parameters { matrix[2, 3] omega; row_stochastic_matrix[2, 2] Gamma; simplex[2] rho; }
      model { target += 1.3 * hmm_marginal(omega, Gamma, rho); }`),
    {},
  );
  const q = Float64Array.from({ length: 9 }, (_, k) => Math.sin(2 * k + 1));
  const gradient = new Float64Array(9);
  model.logDensityGradient(q, gradient);
  numericGradient((at) => model.logDensity(at), q).forEach((slope, k) =>
    assert.ok(Math.abs(gradient[k]! - slope) < 1e-9, `d/dq[${k}]: ${gradient[k]}, numerically ${slope}`),
  );
});

test("probabilities that are none are refused and named", async () => {
  for (const [given, words] of [
    [
      {
        Gamma: [
          [0.7, 0.3],
          [0.4, 0.7],
        ],
      },
      /Gamma is no row_stochastic_matrix/,
    ],
    [
      {
        Gamma: [
          [1.2, -0.2],
          [0.4, 0.6],
        ],
      },
      /Gamma is no row_stochastic_matrix/,
    ],
    [{ rho: [0.2, 0.7] }, /rho is no simplex/],
  ] as const) {
    for (const call of [
      "hmm_marginal(omega, Gamma, rho)",
      "hmm_hidden_state_prob(omega, Gamma, rho)[1, 1]",
    ]) {
      let message = "";
      try {
        const model = await run(`parameters { real x; } model { target += x * ${call}; }`, given);
        model.logDensity(Float64Array.of(1));
        message = String(model.rejection);
      } catch (error) {
        message = (error as Error).message;
      }
      assert.match(message, words);
    }
  }
});

test.run();
