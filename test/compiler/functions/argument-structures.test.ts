// Densities that take a simplex or a correlation matrix reject what is none, with its name; what is declared so is not checked again.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/index.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("structures of densities' arguments");

/** A statement over a vector t or a matrix R that depends on the parameter s; right for s = 0. */
const statements: readonly (readonly [statement: string, culprit: string])[] = [
  ["2 ~ categorical(t);", "t"],
  ["{1, 2} ~ categorical(t);", "t"],
  ["t ~ dirichlet([1, 2, 3]');", "t"],
  ["{t, t} ~ dirichlet([1, 2, 3]');", "({t, t})[1]"],
  ["{1, 0, 2} ~ multinomial(t);", "t"],
  ["R ~ lkj_corr(2);", "R"],
  ["target += hmm_marginal([[0, 1], [1, 2], [0, 1]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], t);", "t"],
  ["target += hmm_marginal([[0, 1], [1, 2], [0, 1]], [t', t', t'], [1, 0, 0]');", "[t', t', t']"],
];

for (const [statement, culprit] of statements)
  test(statement, async () => {
    const model = await bindSource(
      `parameters { real s; }
       model {
         vector[3] t = [0.2, 0.3, 0.5 + s]';
         matrix[2, 2] R = [[1, 0.3], [0.3, 1 + s]];
         ${statement}
       }`,
      {},
    );
    assert.ok(Number.isFinite(model.logDensity(Float64Array.of(0))), model.rejection ?? "");
    assert.is(model.logDensity(Float64Array.of(0.1)), -Infinity);
    assert.ok(model.rejection!.startsWith(culprit), model.rejection!);
    assert.match(model.rejection!, / is no (simplex|corr_matrix|row_stochastic_matrix): .*line 5/);
  });

test("what is declared as such is not checked again", async () => {
  const { code } = await compile(
    `data { int N; array[N] int<lower=1, upper=3> y; }
     parameters { simplex[3] t; array[2] simplex[3] many; corr_matrix[2] R; row_stochastic_matrix[3, 3] G; simplex[3] rho; }
     transformed parameters { simplex[3] u = reverse(t); }
     model {
       y ~ categorical(t);
       y ~ categorical(u);
       for (k in 1:2) many[k] ~ dirichlet([1, 2, 3]');
       many ~ dirichlet([1, 2, 3]');
       R ~ lkj_corr(2);
       target += hmm_marginal([[0, 1], [1, 2], [0, 1]], G, rho);
     }`,
    { fileName: "declared.model" },
  );
  const checks = code!.split("\n").filter((line) => / is no /.test(line));
  assert.is(checks.length, 2, "the transformed parameter alone is checked: signs and sum");
  assert.ok(checks.every((line) => line.includes("u is no simplex")));
});

test.run();
