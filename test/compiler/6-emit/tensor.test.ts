// The target tfjs: golden models agree with their float64 densities, memory stays clean, what has no form over tensors is refused at its
// statement, and small programs of every form agree. Larger sets are in tensor-models.slow.test.ts.

import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/index.ts";
import { BATCH_KERNELS } from "../../../compiler/6-emit/tensor/operations.ts";
import { kernels } from "../../../runtime/library.ts";
import { randomStream } from "../../../runtime/random/random.ts";
import { bindGolden, bindSource, goldenFile, readGolden } from "../../support/golden-models.ts";
import { bindTensorSource, type Distance, distance } from "../../support/tensor-models.ts";

const test = suite("emit for tfjs");

function pointsFor(count: number, dimension: number, width: number): number[][] {
  const random = randomStream(7, 3, 0);
  return Array.from({ length: count }, () =>
    Array.from({ length: dimension }, () => width * (2 * random.uniform() - 1)),
  );
}

function assertNear({ logDensity, gradient }: Distance, what = "the density"): void {
  assert.ok(logDensity < 1e-4, `${what} is ${logDensity} away from float64`);
  assert.ok(gradient < 1e-3, `its gradient is ${gradient} away from float64`);
}

for (const name of [
  "gauss_mean_sd",
  "eight_schools_noncentered",
  "logit_wells_like",
  "radon_grouplevel",
  "garch_1_1",
  "hmm_forward",
])
  test(`${name} at 64 points, without leaving tensors behind`, async () => {
    const text = readFileSync(goldenFile(name, "model.model"), "utf8");
    const model = await bindGolden(name);
    const before = tf.memory().numTensors;
    const tensorModel = await bindTensorSource(text, readGolden(name, "data.json"));
    const bound = tf.memory().numTensors;
    assert.is(tensorModel.dimension, model.dimension);
    assertNear(distance(model, tensorModel, pointsFor(64, model.dimension, 1.5)));
    assert.is(tf.memory().numTensors, bound);
    tensorModel.dispose();
    assert.is(tf.memory().numTensors, before);
  });

test("the log Jacobian and the constants can be left out", async () => {
  const text = readFileSync(goldenFile("eight_schools_noncentered", "model.model"), "utf8");
  const data = readGolden("eight_schools_noncentered", "data.json");
  const options = { jacobian: false, dropConstants: true };
  const model = (await bindGolden("eight_schools_noncentered")).variant(options);
  const points = pointsFor(4, model.dimension, 1);
  assertNear(distance(model, await bindTensorSource(text, data, options), points));
});

/** Small programs, one form each; every parameter is a real or a vector. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "no data at all": `parameters { real a; } model { target += -a^2; }`,
  "a density that ignores q": `parameters { real a; } model { target += 3; }`,
  "matrix times vector": `transformed data { matrix[5, 3] X; for (n in 1:5) for (k in 1:3) X[n, k] = sin(n * k); }
    parameters { vector[3] b; } model { [1, 2, 3, 4, 5]' ~ normal(X * b, 1); }`,
  "matrix times matrix": `transformed data { matrix[5, 3] X; for (n in 1:5) for (k in 1:3) X[n, k] = sin(n * k); }
    parameters { matrix[3, 6] B; } model { matrix[5, 6] M = X * B; target += -sum(square(M)); }`,
  "ragged loops": `parameters { vector[4] x; } model { for (n in 1:4) for (k in 1:n) target += sin(x[n] * x[k]); }`,
  "gathered elements": `transformed data { array[6] int k = {2, 2, 4, 1, 3, 4}; }
    parameters { vector[4] x; } model { for (n in 1:6) target += sin(x[k[n]] * n); }`,
  "choices by parameters": `parameters { vector[4] x; real a; }
    model { for (n in 1:4) { real s = a; if (x[n] > 0) s = s * sqrt(x[n]); else if (x[n] < -0.5) { real t = s * x[n]; s += t; } target += s * a; } }`,
  "choices by data": `transformed data { array[4] int k = {0, 1, 0, 1}; }
    parameters { vector[4] x; real<lower=0> a; } model { for (n in 1:4) target += k[n] == 1 ? log(a) * x[n] : sin(a); }`,
  "a variable that is set in one branch only": `parameters { vector[4] x; real a; }
    model { for (n in 1:4) { real s; if (x[n] > 0) { s = a; s = s * x[n]; target += s; } } }`,
  "powers, roots and quotients only where they exist": `parameters { vector[4] x; }
    model { for (n in 1:4) target += x[n] > 0 ? sqrt(x[n]) + 1 / x[n] + x[n]^1.5 + log(x[n]) : -exp(-20 * x[n]); }`,
  "a recurrence in an array, backwards": `parameters { vector[4] x; real a; }
    model { vector[4] h; h[4] = a; for (n in 1:3) h[4 - n] = sin(h[5 - n] * x[n]); target += sum(h); }`,
  "additions into cells": `transformed data { array[6] int k = {2, 2, 4, 1, 3, 4}; } parameters { vector[4] x; }
    model { vector[4] h = rep_vector(0, 4); for (n in 1:6) h[k[n]] += x[k[n]] * n; target += -dot_self(h); }`,
  "a loop until data say so": `parameters { real a; } model { int n = 0; real s = a; while (n < 3) { s = sin(s + n); n += 1; } target += s; }`,
  "copied and filled arrays": `parameters { vector[4] x; real a; }
    model { vector[4] h = rep_vector(a, 4); vector[4] g = x; h[2] = g[1]; g = h; target += dot_product(g, x); }`,
  "functions that tfjs lacks": `parameters { vector<lower=0>[4] x; real a; }
    model { x ~ gamma(2 + a^2, 1.5); target += normal_lccdf(x | a, 1) + lgamma(x[1] + x[2]); }`,
  "rejected points": `parameters { vector[3] x; } model { if (x[1] > 0.2) reject("no"); target += -dot_self(x); }`,
  "transformed parameters out of bounds": `parameters { vector[3] x; }
    transformed parameters { vector<lower=-0.7>[3] y = x; } model { target += -dot_self(y); }`,
  "constrained parameters": `parameters { simplex[4] p; ordered[3] o; positive_ordered[3] r; unit_vector[3] u; real<lower=-1, upper=2> a; real<offset=1, multiplier=3> m; }
    model { p ~ dirichlet([2, 1, 3, 1.5]'); target += -dot_self(o) - sum(r) + u[1] * a - m^2; }`,
  "data that only a branch adds": `transformed data { array[4] int k = {0, 1, 0, 1}; vector[4] w = [1, 3, 5, 2]'; }
    parameters { vector[4] x; real a; } model { for (n in 1:4) { if (x[n] > a) target += w[n]; if (k[n] == 1) target += w[n] * k[n]; target += x[n]; } }`,
  "transformed parameters that sum to one": `parameters { vector[3] x; }
    transformed parameters { simplex[3] p = softmax(x); unit_vector[3] u = x / sqrt(dot_self(x)); } model { target += -dot_self(x) + p[1] * u[2]; }`,
  "three levels of loops": `parameters { array[2] matrix[3, 2] m; real a; }
    model { for (i in 1:2) for (r in 1:3) for (c in 1:2) target += sin(m[i, r, c] * a * (r + c * i)); }`,
  "four levels of loops": `parameters { array[2, 2] matrix[2, 2] m; real a; }
    model { for (h in 1:2) for (i in 1:2) for (r in 1:2) for (c in 1:2) target += sin(m[h, i, r, c] * a * (r + c * i * h)); }`,
};

for (const [name, text] of Object.entries(PROGRAMS))
  test(name, async () => {
    const model = await bindSource(text, {});
    assertNear(distance(model, await bindTensorSource(text, {}), pointsFor(12, model.dimension, 1.5)));
  });

test("no observations", async () => {
  const text = readFileSync(goldenFile("gauss_mean_sd", "model.model"), "utf8");
  const data = { N: 0, y: [] };
  assertNear(distance(await bindSource(text, data), await bindTensorSource(text, data), pointsFor(3, 2, 1)));
});

/** Programs with no form over tensors: the statement, and the reason. */
const REFUSED: readonly (readonly [text: string, line: number, message: RegExp])[] = [
  [
    "parameters { real a; }\nmodel {\n  real s = a;\n  while (s < 2) { s = s * 2 + 1; }\n  target += s;\n}",
    4,
    /^`s = s \* 2 \+ 1` has no form over tensors: when the loop around it ends depends on parameters\.$/,
  ],
  [
    "parameters { matrix[2, 2] A; }\nmodel {\n  target += determinant(A);\n}",
    3,
    /^`target \+= determinant\(A\)` has no form over tensors: determinant has no form over tensors\.$/,
  ],
  [
    "parameters { real a; }\nmodel {\n  print(a);\n  a ~ normal(0, 1);\n}",
    3,
    /^`print\(a\)` has no form over tensors: it prints/,
  ],
  [
    "parameters { vector[3] x; }\nmodel {\n  array[3] int o = sort_indices_asc(x);\n  target += x[o[1]];\n}",
    3,
    /sortIndicesAsc, which makes o, has no form over tensors/,
  ],
  [
    "parameters { cholesky_factor_corr[3] L; }\nmodel {\n  L ~ lkj_corr_cholesky(2);\n}",
    1,
    /^The density has no form over tensors: choleskyFactorCorrConstrain, which makes L, has no form over tensors\.$/,
  ],
];

for (const [text, line, message] of REFUSED)
  test(`refused: ${text.split("\n")[line - 1]!.trim()}`, async () => {
    const { code, problems } = await compile(text, { fileName: "refused.model", target: "tfjs" });
    assert.is(code, null);
    const [problem, ...others] = problems.filter(({ severity }) => severity === "error");
    assert.equal(others, []);
    assert.is(problem!.code, "not-available");
    assert.match(problem!.message, message);
    assert.is(text.slice(0, problem!.span.start).split("\n").length, line);
    const other = await compile(text, { fileName: "refused.model" });
    assert.ok(other.code, "the target typescript takes it");
  });

test("every routine that tensors stand in for exists", () => {
  assert.equal(
    [...BATCH_KERNELS].filter((name) => !Object.hasOwn(kernels, name)),
    [],
  );
});

test.run();
