// Small programs, each with the data variable `y` (and more where the form asks for it), one parameter point, and a hand-written `y_rep` to
// compare derived draws with: `y_wrong` is the same with something off, which a test of distributions must notice.

export interface Program {
  readonly name: string;
  readonly source: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Variables that are replicated; each has `NAME_rep` and `NAME_wrong` in generated quantities, cell by cell. */
  readonly observed: readonly string[];
}

const x = [-1.2, 0.4, 2.1];
const X = [
  [1, -1.2],
  [0.5, 0.4],
  [-0.3, 2.1],
];

const real = (lines: string, draw: string, wrong: string): string => `
data {
  int<lower=0> N;
  vector[N] x;
  vector[N] y;
}
parameters {
  real a;
  real b;
  real<lower=0> s;
}
model {
  a ~ normal(0, 2);
  b ~ normal(0, 1);
  s ~ exponential(1);
  ${lines}
}
generated quantities {
  vector[N] y_rep;
  vector[N] y_wrong;
  for (n in 1:N) {
    y_rep[n] = ${draw};
    y_wrong[n] = ${wrong};
  }
}
`;

const count = (lines: string, draw: string, wrong: string): string => `
data {
  int<lower=0> N;
  vector[N] x;
  matrix[N, 2] X;
  array[N] int<lower=0> y;
}
parameters {
  real a;
  vector[2] b;
  real<lower=0> phi;
  ordered[2] c;
}
model {
  a ~ normal(0, 2);
  b ~ normal(0, 1);
  phi ~ gamma(2, 1);
  c ~ normal(0, 3);
  ${lines}
}
generated quantities {
  array[N] int y_rep;
  array[N] int y_wrong;
  for (n in 1:N) {
    y_rep[n] = ${draw};
    y_wrong[n] = ${wrong};
  }
}
`;

const realData = { N: 3, x, y: [0.3, 1.1, 4.2] };
const realPoint = { a: 0.7, b: 1.3, s: 0.8 };
const countData = { N: 3, x, X, y: [2, 1, 1] };
const countPoint = { a: 0.4, b: [0.5, -0.3], phi: 2.2, c: [-0.6, 0.9] };

const reals: readonly (readonly [string, string, string, string])[] = [
  ["vectorised normal", "y ~ normal(a + b * x, s);", "normal_rng(a + b * x[n], s)", "normal_rng(a + b * x[n], 1.5 * s)"],
  ["loop", "for (n in 1:N) y[n] ~ student_t(4, a + b * x[n], s);", "student_t_rng(4, a + b * x[n], s)", "normal_rng(a + b * x[n], 0.6 * s)"],
  ["increment", "target += logistic_lpdf(y | a + b * x, s);", "logistic_rng(a + b * x[n], s)", "logistic_rng(a + b * x[n] + 0.5, s)"],
  ["slices", "y[1] ~ normal(a, s); y[2:N] ~ gumbel(b, s);", "n == 1 ? normal_rng(a, s) : gumbel_rng(b, s)", "n == 1 ? normal_rng(a + 0.4, s) : gumbel_rng(b, 1.6 * s)"],
  ["earlier observations", "for (n in 2:N) y[n] ~ normal(b * y[n - 1], s);", "n == 1 ? y[1] : normal_rng(b * y[n - 1], s)", "n == 1 ? y[1] + 1 : normal_rng(b * y[n - 1] + 0.4, s)"],
  ["truncated normal", "for (n in 1:N) y[n] ~ normal(a, s) T[0.2, ];", "a - s * inv_Phi(Phi((a - 0.2) / s) * uniform_rng(0, 1))", "normal_rng(a, s)"],
  ["truncated on both sides", "y ~ gamma(2, s) T[0.1, 5];", "gamma_between_rng(2, s, 0.1, 5)", "gamma_rng(2, s)"],
  ["normal_id_glm", "y ~ normal_id_glm(append_col(x, x), a, [b, 0.5]', s);", "normal_rng(a + (b + 0.5) * x[n], s)", "normal_rng(a + b * x[n], s)"],
  ["branches", "if (N > 2) y ~ double_exponential(a, s); else y ~ normal(a, s);", "double_exponential_rng(a, s)", "double_exponential_rng(a, 1.7 * s)"],
]; // prettier-ignore

const counts: readonly (readonly [string, string, string, string])[] = [
  ["poisson_log", "y ~ poisson_log(a + b[1] * x);", "poisson_log_rng(a + b[1] * x[n])", "poisson_log_rng(a + b[1] * x[n] + 0.4)"],
  ["poisson_log_glm", "y ~ poisson_log_glm(X, a, b);", "poisson_log_rng(a + X[n] * b)", "poisson_log_rng(a + 0.5)"],
  ["neg_binomial_2", "y ~ neg_binomial_2(exp(a + x), phi);", "neg_binomial_2_rng(exp(a + x[n]), phi)", "poisson_rng(exp(a + x[n] + 0.3))"],
  ["binomial_logit", "y ~ binomial_logit(9, a + b[1] * x);", "binomial_rng(9, inv_logit(a + b[1] * x[n]))", "binomial_rng(9, inv_logit(a + b[1] * x[n] - 0.4))"],
  ["ordered_logistic", "y ~ ordered_logistic(a * x, c);", "ordered_logistic_rng(a * x[n], c)", "ordered_logistic_rng(a * x[n] + 0.6, c)"],
  ["categorical_logit", "y ~ categorical_logit(append_row(a, b));", "categorical_logit_rng(append_row(a, b))", "categorical_logit_rng(append_row(a + 0.6, b))"],
  ["truncated poisson", "for (n in 1:N) y[n] ~ poisson(phi) T[1, ];", "poisson_above_rng(phi)", "poisson_rng(phi)"],
]; // prettier-ignore

const functions = `functions {
  real gamma_between_rng(real shape, real rate, real low, real high) {
    real draw = low - 1;
    while (draw < low || draw > high) draw = gamma_rng(shape, rate);
    return draw;
  }
  int poisson_above_rng(real rate) {
    int draw = 0;
    while (draw < 1) draw = poisson_rng(rate);
    return draw;
  }
}
`;

const vectors: Program = {
  name: "multi_normal",
  source: `
data {
  int N;
  array[N] vector[2] y;
  matrix[2, 2] S;
  array[2] int k;
}
parameters {
  vector[2] m;
  simplex[2] p;
}
model {
  m ~ normal(0, 2);
  y ~ multi_normal(m, S);
  k ~ multinomial(p);
}
generated quantities {
  array[N] vector[2] y_rep;
  array[N] vector[2] y_wrong;
  array[2] int k_rep = multinomial_rng(p, sum(k));
  array[2] int k_wrong = multinomial_rng([0.45, 0.55]', sum(k));
  for (n in 1:N) {
    y_rep[n] = multi_normal_rng(m, S);
    y_wrong[n] = multi_normal_rng(m + 0.5, S);
  }
}
`,
  data: { N: 2, y: [[0.1, 0.4], [1.3, -0.5]], S: [[1.5, 0.9], [0.9, 1.1]], k: [7, 5] }, // prettier-ignore
  parameters: { m: [0.3, -0.4], p: [0.3, 0.7] },
  observed: ["y", "k"],
};

export const programs: readonly Program[] = [
  ...reals.map(([name, lines, draw, wrong]) => ({
    name,
    source: functions + real(lines, draw, wrong),
    data: realData,
    parameters: realPoint,
    observed: ["y"],
  })),
  ...counts.map(([name, lines, draw, wrong]) => ({
    name,
    source: functions + count(lines, draw, wrong),
    data: countData,
    parameters: countPoint,
    observed: ["y"],
  })),
  vectors,
];
