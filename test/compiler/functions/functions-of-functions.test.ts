// Every function of functions, each in a small program: checked, compiled and evaluated to a finite number; what it computes is tested where
// the solvers, integrals and approximations are.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { specialFunctionNames } from "../../../compiler/library/special-functions.ts";
import { randomStream } from "../../../runtime/random/random.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("functions of functions");

const FUNCTIONS = `functions {
  vector rhs(real t, vector y, real k) { return -k * y; }
  vector residual(real t, vector y, vector yp, real k) { return yp + k * y; }
  vector equation(vector x, real k) { return x - k; }
  real integrand(real x, real xc, real k) { return k * x; }
  real part(array[] real x, int from, int to, real k) { return k * sum(x); }
  real likelihood(vector theta, data array[] int y) { return poisson_log_lpmf(y | theta); }
  matrix covariance(real s, int n) { return add_diag(rep_matrix(square(s), n, n), 0.1); }
}`;

const ODE_CONTROL = "1e-6, 1e-6, 10000";
const ADJOINT_CONTROL =
  "1e-6, rep_vector(1e-6, 2), 1e-6, rep_vector(1e-6, 2), 1e-6, 1e-6, 10000, 100, 1, 1, 1";
const LAPLACE_CONTROL = "(rep_vector(0.0, 3), 1e-6, 100, 1, 10, 1)";

/** An expression of the parameter k; the type of its value. */
function callOf(name: string, k: string): readonly [expression: string, type: string] {
  const isTolerant = name.includes("_tol");
  const control = isTolerant ? `, ${ODE_CONTROL}` : "";
  if (name === "ode_adjoint_tol_ctl")
    return [`${name}(rhs, [1, 2]', 0, {0.5, 1.0}, ${ADJOINT_CONTROL}, ${k})`, "array[2] vector[2]"];
  if (name.startsWith("ode_"))
    return [`${name}(rhs, [1, 2]', 0, {0.5, 1.0}${control}, ${k})`, "array[2] vector[2]"];
  if (name.startsWith("dae"))
    return [
      `${name}(residual, [1, 2]', -[1, 2]' * ${k}, 0, {0.5, 1.0}${control}, ${k})`,
      "array[2] vector[2]",
    ];
  if (name.startsWith("solve_"))
    return [`${name}(equation, [1, 2]'${isTolerant ? ", 1e-8, 1e-8, 100" : ""}, ${k})`, "vector[2]"];
  if (name.startsWith("integrate_1d"))
    return [`${name}(integrand, 0, 1${isTolerant ? ", 1e-8, 1e-8, 15" : ""}, ${k})`, "real"];
  if (name.startsWith("reduce_sum")) return [`${name}(part, {1.0, 2.0, 3.0}, 1, ${k})`, "real"];
  return laplaceOf(name, k);
}

function laplaceOf(name: string, k: string): readonly [string, string] {
  const builtIn = /bernoulli_logit|poisson_log|neg_binomial_2_log/.exec(name)?.[0];
  const observed = "{1, 0, 1}, {1, 2, 3}";
  const likelihood = {
    bernoulli_logit: `${observed}, rep_vector(0.1, 3)`,
    poisson_log: `${observed}, rep_vector(0.1, 3)`,
    neg_binomial_2_log: `${observed}, rep_vector(1.5, 3), rep_vector(0.1, 3)`,
  };
  const first =
    builtIn === undefined ? "likelihood, ({1, 0, 2},)" : likelihood[builtIn as keyof typeof likelihood];
  const control = name.includes("_tol") ? `, ${LAPLACE_CONTROL}` : "";
  const bar = name.endsWith("_lpmf") ? first.replace(/^({[^}]*}), /, "$1 | ") : first;
  const type = name.includes("_solve")
    ? "tuple(vector[3], matrix[3, 3])"
    : name.endsWith("_rng")
      ? "vector[3]"
      : "real";
  return [`${name}(${bar}, 1, covariance, (${k}, 3)${control})`, type];
}

/** Draws are made in generated quantities, modes of data in transformed data; everything else goes to the target. */
function programOf(name: string): string {
  const isData = name.includes("laplace_latent_solve");
  const [expression, type] = callOf(name, isData ? "0.7" : "k");
  const head = `${FUNCTIONS} ${isData ? `transformed data { ${type} r = ${expression}; }` : ""} parameters { real<lower=0> k; }`;
  const result = isData ? "r.1" : "r";
  const sum = type.startsWith("array") ? `sum(${result}[2])` : type === "real" ? result : `sum(${result})`;
  if (name.endsWith("_rng"))
    return `${head} model { k ~ normal(0, 1); } generated quantities { ${type} r = ${expression}; }`;
  return `${head} model { k ~ normal(0, 1); ${isData ? "" : `${type} r = ${expression};`} target += ${sum}; }`;
}

for (const name of specialFunctionNames())
  test(name, async () => {
    const model = await bindSource(programOf(name), {});
    const gradient = new Float64Array(1);
    const value = model.logDensityGradient(Float64Array.of(-0.3), gradient);
    assert.ok(Number.isFinite(value) && Number.isFinite(gradient[0]), `${value}, ${model.rejection}`);
    const written = model.write(Float64Array.of(-0.3), randomStream(1, 0, 0));
    assert.is(written.length, name.endsWith("_rng") ? 4 : 1);
    assert.ok(written.every(Number.isFinite));
  });

test.run();
