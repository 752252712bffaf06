// Which programs separate over rows, and the words for those that do not: each case changes one model in one place. What separates keeps
// the law of epochs.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { goldenFile, goldenModels, readGolden } from "../../../support/golden-models.ts";
import { assertEpoch, rowModel } from "../../../support/row-models.ts";

const test = suite("rows");

const data = {
  N: 7,
  K: 2,
  y: [0.3, -1, 2, 0.5, 1.1, -0.4, 0.9],
  X: [
    [1, 2],
    [0, 1],
    [2, 2],
    [1, -1],
    [0, 0.5],
    [1, 1],
    [-2, 0],
  ],
  g: [1, 2, 1, 1, 2, 2, 1],
};

const program = (model: string, { before = "", parameters = "" } = {}): string => `
data { int N; int K; vector[N] y; matrix[N, K] X; array[N] int<lower=1, upper=K> g; }
transformed data { ${before} }
parameters { real a; vector[K] b; real<lower=0> s; ${parameters} }
model { a ~ normal(0, 1); b ~ normal(a, 1); s ~ exponential(1); ${model} }
`;

const POINTS = [
  [0.3, -0.2, 0.5, 0.1],
  [-1, 0.7, 0.2, -0.5],
];

const SEPARABLE: Readonly<Record<string, string>> = {
  "a sum by itself": program("y ~ normal(a + X * b, s);"),
  "groups, chosen by data": program("y ~ normal(b[g], s);"),
  "a loop": program(
    "for (n in 1 : N) { real m = a + X[n] * b; if (y[n] > 0) m += b[g[n]]; y[n] ~ normal(m, s); }",
  ),
  "an array filled in a loop": program(
    "vector[N] m = rep_vector(a, N); for (n in 1 : N) { for (k in 1 : K) m[n] += X[n, k] * b[k]; } y ~ student_t(4, m, s);",
  ),
  columns: program("y ~ normal(a + b[1] * X[ : , 1] + b[2] * square(X[ : , 2]), s);"),
  "increments with terms of both kinds": program(
    "target += normal_lpdf(y | a, s) - 0.5 * dot_self(b) + 0.3 * sum(y .* X[ : , 1]) * a;",
  ),
  mixtures: program(
    "for (n in 1 : N) target += log_mix(inv_logit(a), normal_lpdf(y[n] | b[1], s), normal_lpdf(y[n] | b[2], s));",
  ),
  "transformed data by rows": program("y ~ normal(a + b[1] * z, s);", {
    before: "vector[N] z = exp(-square(X[ : , 1])) + 0.1 * X[ : , 2];",
  }),
  "a model of all predictors": program("y ~ normal_id_glm(X, a, b, s);"),
  "truncated observations": program("for (n in 1 : N) y[n] ~ normal(a, s) T[-3, 3];"),
};

for (const [name, source] of Object.entries(SEPARABLE))
  test(`separates: ${name}`, async () => {
    const model = await rowModel(source);
    assert.equal(model.rows, { kind: "separable", size: "N", variables: ["y", "X", "g"] });
    for (const batch of [1, 3]) assertEpoch(model, data, batch, POINTS);
  });

const REFUSED: readonly (readonly [source: string, reason: RegExp])[] = [
  [
    program("y ~ normal(a + b[1] * (X[ : , 1] - mean(X[ : , 1])), s);"),
    /`y ~ normal\(.*`: mean\(X\[: , 1\]\) combines all rows$/,
  ],
  [
    program("y ~ normal(z, s);", { before: "vector[N] z = cumulative_sum(y);" }),
    /cumulative_sum\(y\) combines all rows$/,
  ],
  [
    program("for (n in 2 : N) y[n] ~ normal(a * y[n - 1], s);"),
    /`y\[n\] ~ normal\(a \* y\[n - 1\], s\)`: y\[n\] is not the row that the loop is at$/,
  ],
  [program("for (n in 1 : N) y[n] ~ normal(a * n, s);"), /a \* n uses the position of a row$/],
  [
    program("real m = 0; for (n in 1 : N) { m = 0.5 * m + y[n]; y[n] ~ normal(m, s); }"),
    /m is carried from row to row$/,
  ],
  [
    program("y ~ normal(z, s);", { parameters: "vector[N] z;" }),
    /`vector\[N\] z`: a parameter for each row needs all rows at every step$/,
  ],
  [program("y ~ multi_normal(rep_vector(a, N), diag_matrix(rep_vector(s, N)));"), /combines all rows/],
  [program("target += log_sum_exp(y * a);"), /log_sum_exp\(y \* a\) combines all rows$/],
  [program("target += square(normal_lpdf(y | a, s));"), /combines all rows$/],
  [program("y ~ normal(a, s / sqrt(N));"), /uses the number of rows$/],
  [
    program("for (n in 1 : N) for (m in 1 : N) target += -0.01 * square(y[n] - y[m] - a);"),
    /two rows|two loops/,
  ],
  [program("y ~ normal(y[1] * a, s);"), /y\[1\] is not the row that the loop is at$/],
  [
    program("for (n in 1 : N) { if (y[n] > 1) break; y[n] ~ normal(a, s); }"),
    /`break`: it ends the loop before all rows were taken$/,
  ],
  [program("a ~ normal(b[1], s);"), /no statement adds one term for each of the N rows$/],
];

for (const [source, reason] of REFUSED)
  test(`is refused: ${reason.source}`, async () => {
    const { rows } = await rowModel(source);
    assert.is(rows.kind, "refused");
    if (rows.kind === "refused") assert.match(rows.by[0]!, reason);
  });

test("data without a size have no rows", async () => {
  const { rows } = await rowModel("data { real y; } parameters { real a; } model { y ~ normal(a, 1); }");
  assert.match(rows.kind === "refused" ? rows.by[0]! : "", /no data variable has one entry per row/);
});

/** Golden models that separate, with the size that counts their rows. */
const GOLDEN: Readonly<Record<string, string>> = {
  gauss_mean_sd: "N",
  radon_grouplevel: "N",
  topic_lda: "N",
  varying_slopes_lkj: "N",
};

for (const name of goldenModels())
  test(`golden model ${name}`, async () => {
    const model = await rowModel(readFileSync(goldenFile(name, "model.model"), "utf8"));
    assert.is(model.rows.kind === "separable" ? model.rows.size : undefined, GOLDEN[name]);
    if (GOLDEN[name] === undefined) return;
    const given = readGolden<Record<string, unknown>>(name, "data.json")!;
    const { points } = readGolden<{ points: { unconstrained: number[] }[] }>(name, "oracle.json")!;
    assertEpoch(
      model,
      given,
      7,
      points.map(({ unconstrained }) => unconstrained),
    );
  });

test.run();
