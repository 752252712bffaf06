// Programs of older versions of the language: each first error comes with the fix that rewrites it, and once every fix has been applied
// the program compiles and says what it said.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check, migrate as migrated } from "../../compiler/index.ts";

const test = suite("migration");

interface Migrated {
  readonly text: string;
  /** The first error's code, step by step. */
  readonly codes: readonly string[];
}

/** Applies the fix of the first error until there is none left. */
function migrate(text: string): Migrated {
  const codes: string[] = [];
  for (;;) {
    const [first] = check(text, { fileName: "old.stan" }).problems.filter(
      ({ severity }) => severity === "error",
    );
    if (first === undefined) return { text, codes };
    assert.ok(first.fix, `${first.message}\n${text}`);
    assert.ok(codes.push(first.code) < 100, text);
    const { span, text: put } = first.fix;
    text = text.slice(0, span.start) + put + text.slice(span.end);
  }
}

const cases: readonly (readonly [what: string, old: string, migrated: string])[] = [
  [
    "arrays behind their names",
    "data { int<lower=0> N; real<lower=0> x[N, 2]; vector[N] v[3]; simplex[3] s[N]; }",
    "data { int<lower=0> N; array[N, 2] real<lower=0> x; array[3] vector[N] v; array[N] simplex[3] s; }",
  ],
  [
    "several names in one declaration, with comments and values",
    "transformed data {\n  real a, x[2], // two\n       b = 1, y[1] = {2.0};\n}",
    "transformed data {\n  real a; array[2] real x; // two\n       real b = 1; array[1] real y = {2.0};\n}",
  ],
  [
    "array types in signatures",
    "functions { real[,] f(int[] n, vector[] v, real x[]) { real y[2, 2]; return y; } }",
    "functions { array[,] real f(array[] int n, array[] vector v, array[] real x) { array[2, 2] real y; return y; } }",
  ],
  [
    "arrows and hash comments",
    "# a model\nmodel { real x; # here\n x <- 1; }",
    "// a model\nmodel { real x; // here\n x = 1; }",
  ],
  [
    "the log density",
    "parameters { real x; } model { increment_log_prob(-square(x)); } generated quantities { real y = normal_log(x, 0, 1) + normal_cdf(x, 0, 1) + normal_ccdf_log(x, 0, 1); }",
    "parameters { real x; } model { target += (-square(x)); } generated quantities { real y = normal_lpdf(x | 0, 1) + normal_cdf(x | 0, 1) + normal_lccdf(x | 0, 1); }",
  ],
  [
    "get_lp",
    "functions { real f_lp(real x) { return get_lp(); } }",
    "functions { real f_lp(real x) { return target(); } }",
  ],
  [
    "functions under other names",
    "transformed data { real x = if_else(1 < 2, fabs(-1), multiply_log(2, 3.0)) + binomial_coefficient_log(4, 2); }",
    "transformed data { real x = (1 < 2 ? abs(-1) : lmultiply(2, 3.0)) + lchoose(4, 2); }",
  ],
  [
    "densities of one's own",
    "functions { real mine_log(real y, real m) { return -square(y - m); } real count_log(int[] n) { return 0; } } parameters { real y; } model { y ~ mine(1); {1, 2} ~ count(); } generated quantities { real z = mine_log(y, 2); }",
    "functions { real mine_lpdf(real y, real m) { return -square(y - m); } real count_lpmf(array[] int n) { return 0; } } parameters { real y; } model { y ~ mine(1); {1, 2} ~ count(); } generated quantities { real z = mine_lpdf(y | 2); }",
  ],
  [
    "words that were names once",
    "data { int N; vector[N] offset; real<lower=0, upper=1> upper; } parameters { vector<offset=offset, multiplier=2>[N] b; } model { b ~ normal(offset, upper); }",
    "data { int N; vector[N] offset_value; real<lower=0, upper=1> upper_value; } parameters { vector<offset=offset_value, multiplier=2>[N] b; } model { b ~ normal(offset_value, upper_value); }",
  ],
];

for (const [what, old, today] of cases)
  test(what, () => {
    assert.is(migrate(old).text, today);
    assert.is(migrated(old, { fileName: "old.stan" }), today);
  });

test("what is no old spelling stays", () => {
  const text = "data { real x[2]; int n = 3; } model { y <- 2; }";
  assert.is(
    migrated(text, { fileName: "old.stan" }),
    "data { array[2] real x; int n = 3; } model { y <- 2; }",
  );
});

test("a whole program of 2013", () => {
  const { codes } = migrate(`# weights of two groups
functions {
  real pull_log(real y, real mu, real beta) {
    real z;
    z <- (y - mu) / beta;
    return -log(beta) - (z + exp(-z));
  }
}
data {
  int N, M;
  real y[N], w[N, M];
  int<lower=1, upper=2> group[N];
}
parameters {
  real mu[2];
  real<lower=0> beta;
}
transformed parameters {
  real fit[N];
  for (n in 1:N) fit[n] <- mu[group[n]] * sum(w[n]);
}
model {
  real total;
  total <- 0;
  for (n in 1:N) {
    y[n] ~ pull(fit[n], beta);
    total <- total + normal_log(mu[group[n]], 0, fabs(beta));
  }
  increment_log_prob(total);
}
generated quantities {
  real above[N];
  for (n in 1:N) above[n] <- 1 - exp(normal_cdf_log(y[n], fit[n], beta));
}
`);
  assert.ok(codes.length >= 14, codes.join(" "));
});

test.run();
