// Random statements about the target: increments, `~` with distributions of every shape, truncation, generalised linear models.

import { matrix, vector } from "./containers.ts";
import { argument, callables, fill, real } from "./expressions.ts";
import { assign, cover, type Make, mutable } from "./making.ts";
import {
  chance,
  type Expression,
  type Generator,
  indexInto,
  indicesInto,
  ofData,
  ofKind,
  pick,
  sizeText,
} from "./scope.ts";
import { line } from "./tree.ts";

/** A statement of the target's block. */
const inTarget =
  (make: Make): Make =>
  (g) =>
    g.hasTarget ? make(g) : null;

const isActive = (...all: readonly Expression[]): boolean => all.some(({ active }) => active);

/** A scale that stays away from 0. */
function scale(g: Generator): Expression {
  const e = chance(g, 0.4) ? real(g, 1) : null;
  if (e === null) return { text: pick(g, ["1", "2.5", "1.5"]), active: false };
  return { text: pick(g, [`(1 + square(${e.text}))`, `exp(0.5 * tanh(${e.text}))`]), active: e.active };
}

/** What a density is about: an observation, or anything. Derived programs can do something with the former only. */
function variate(g: Generator, n: number | null): Expression {
  const found = chance(g, 0.35)
    ? ofKind(ofData(g), "vector").filter((v) => v.type.size.value >= (n ?? 1))
    : [];
  if (found.length === 0) return n === null ? real(g, 1) : vector(g, n, 1);
  const v = pick(g, found);
  const size = v.type.size.value;
  if (n === null) return { text: `${v.name}[${indexInto(g, size) ?? "1"}]`, active: false };
  if (size === n) return { text: v.name, active: false };
  const indices = chance(g, 0.5) ? indicesInto(g, n, size) : null;
  return { text: `${v.name}[${indices ?? `1:${n}`}]`, active: false };
}

export const increment = inTarget((g) => {
  const e = chance(g, 0.7) ? real(g) : vector(g, pick(g, [4, 3, 1, 0]));
  cover(g, "target +=", e.active);
  return [line(`target += ${e.text};`)];
});

export const jacobian: Make = (g) => {
  if (g.hasJacobian !== true) return null;
  const e = chance(g, 0.7) ? real(g, 1) : vector(g, pick(g, [4, 3, 1, 0]), 1);
  cover(g, "jacobian +=", e.active);
  return [line(`jacobian += ${e.text};`)];
};

export const readTarget: Make = (g) => {
  const found = mutable(g, "real");
  if (!g.mayReadTarget || found.length === 0) return null;
  const v = pick(g, found);
  const text = `tanh(0.1 * target() + ${real(g, 1).text})`;
  return assign(g, "read target()", v, v.name, { text, active: true });
};

/** Densities on the whole line with a location and a scale. */
const LINE = [
  "normal(#, #)",
  "logistic(#, #)",
  "cauchy(#, #)",
  "student_t(5, #, #)",
  "double_exponential(#, #)",
  "gumbel(#, #)",
];

export const tildeScalar = inTarget((g) => {
  const [y, mu, sigma] = [variate(g, null), real(g, 1), scale(g)];
  cover(g, "~ scalar", isActive(y, mu, sigma));
  const density = chance(g, 0.75)
    ? pick(g, LINE)
    : pick(g, ["skew_normal(#, #, 0.7)", "exp_mod_normal(#, #, 1.1)"]);
  return [line(`${y.text} ~ ${fill(density, mu, sigma)!.text};`)];
});

export const tildeContainer = inTarget((g) => {
  const n = pick(g, [4, 4, 3, 1, 0]);
  const y = variate(g, n);
  const mu = chance(g, 0.5) ? real(g, 1) : vector(g, n, 1);
  const one = scale(g);
  const some = vector(g, n, 0);
  const sigma = chance(g, 0.7) ? one : { text: `exp(0.5 * tanh(${some.text}))`, active: some.active };
  cover(g, "~ container", isActive(y, mu, sigma), n);
  return [line(`${y.text} ~ ${fill(pick(g, LINE.slice(0, 4)), mu, sigma)!.text};`)];
});

/** The variate is inside the bounds at every point. */
export const tildeTruncated = inTarget((g) => {
  const [y, mu, sigma] = [real(g, 1), real(g, 1), scale(g)];
  const bound = real(g, 0);
  const lower = chance(g, 0.5) ? "-1.5" : `(-2 - square(tanh(${bound.text})))`;
  const cut = pick(g, [`T[${lower}, ]`, "T[, 1.25]", `T[${lower}, 2]`]);
  cover(g, "~ truncated", isActive(y, mu, sigma));
  return [line(`tanh(${y.text}) ~ ${pick(g, ["normal", "logistic", "student_t"])}(${mu.text}, ${sigma.text}) ${cut};`.replace("student_t(", "student_t(4, "))];
}); // prettier-ignore

export const tildePositive = inTarget((g) => {
  const [y, a, b] = [real(g, 1), real(g, 1), scale(g)];
  cover(g, "~ positive", isActive(y, a, b));
  const shape = `(1.5 + square(tanh(${a.text})))`;
  const [variate, density] = pick(g, [
    [`exp(tanh(${y.text}))`, `gamma(${shape}, ${b.text})`],
    [`exp(tanh(${y.text}))`, `inv_gamma(${shape}, ${b.text})`],
    [`exp(tanh(${y.text}))`, `lognormal(${a.text}, ${b.text})`],
    [`exp(tanh(${y.text}))`, `weibull(${shape}, ${b.text})`],
    [`exp(tanh(${y.text}))`, `exponential(${b.text})`],
    [`inv_logit(${y.text})`, `beta(${shape}, ${b.text})`],
    [`(2 + tanh(${y.text}))`, `pareto(0.5, ${shape})`],
    [`exp(tanh(${y.text}))`, `scaled_inv_chi_square(3, ${b.text})`],
  ] as const);
  return [line(`${variate} ~ ${density};`)];
});

export const tildeDiscrete = inTarget((g) => {
  const at = indexInto(g, 4);
  const n = pick(g, [4, 3, 1]);
  const counts = indicesInto(g, n, 3);
  if (at === null || counts === null) return null;
  const [rate, rates] = [real(g, 1), vector(g, n, 1)];
  const isMany = chance(g, 0.5);
  cover(g, "~ discrete", isMany ? rates.active : rate.active);
  const [y, eta] = isMany ? [counts, rates.text] : [at, rate.text];
  const density = pick(g, [
    `poisson_log(${eta})`,
    `binomial_logit(5, ${eta})`,
    `neg_binomial_2_log(${eta}, 2.5)`,
    `poisson(exp(tanh(${eta})))`,
    `binomial(6, inv_logit(${eta}))`,
  ]);
  return [line(`${y} ~ ${density};`)];
});

export const tildeCategorical = inTarget((g) => {
  const at = indexInto(g, 3);
  if (at === null) return null;
  const v = vector(g, 3, 1);
  cover(g, "~ categorical", v.active);
  const density = pick(g, [`categorical_logit(${v.text})`, `categorical(softmax(${v.text}))`]);
  return [line(chance(g, 0.2) ? `target += ordered_logistic_lpmf(${at} | ${real(g, 1).text}, cumulative_sum(exp(tanh(${v.text}))));` : `${at} ~ ${density};`)];
}); // prettier-ignore

export const tildeMultivariate = inTarget((g) => {
  const n = pick(g, [3, 4]);
  const [y, mu, A] = [variate(g, n), vector(g, n, 1), matrix(g, n, n, 0)];
  const spread = `add_diag(tcrossprod(tanh(${A.text})), 1.5)`;
  const [text, parts] = pick<() => readonly [string, readonly Expression[]]>(g, [
    () => [`${y.text} ~ multi_normal(${mu.text}, ${spread});`, [y, mu, A]],
    () => [`${y.text} ~ multi_normal_cholesky(${mu.text}, cholesky_decompose(${spread}));`, [y, mu, A]],
    () => [`${y.text} ~ multi_normal_prec(${mu.text}, ${spread});`, [y, mu, A]],
    () => [`${y.text} ~ multi_student_t(5, ${mu.text}, ${spread});`, [y, mu, A]],
    () => [`softmax(${y.text}) ~ dirichlet(exp(tanh(${mu.text})) + 0.5);`, [y, mu]],
    () => [`${spread} ~ inv_wishart(${n} + 1.5, ${`add_diag(rep_matrix(0, ${n}, ${n}), 2)`});`, [A]],
    () => [`${spread} ~ wishart(${n} + 1.5, ${`add_diag(rep_matrix(0, ${n}, ${n}), 2)`});`, [A]],
  ])();
  cover(g, "~ multivariate", isActive(...parts));
  return [line(text)];
});

/** By rows of a matrix of M rows. */
export const tildeLinear = inTarget((g) => {
  const n = pick(g, [4, 3, 1, 0]);
  const [X, beta, alpha, y] = [matrix(g, 3, n, 0), vector(g, n, 1), real(g, 1), variate(g, 3)];
  const counts = indicesInto(g, 3, 3);
  if (counts === null) return null;
  const isNormal = chance(g, 0.4);
  cover(g, "~ linear model", isActive(X, beta, alpha) || (isNormal && y.active), n);
  const rows = sizeText(g, 3).text;
  const flags = `rep_array(1, ${rows})`;
  const inner = `${X.text}, ${alpha.text}, ${beta.text}`;
  if (isNormal) return [line(`${y.text} ~ normal_id_glm(${inner}, 1.2);`)];
  return [
    line(
      pick(g, [
        `${flags} ~ bernoulli_logit_glm(${inner});`,
        `${counts} ~ poisson_log_glm(${inner});`,
        `${counts} ~ neg_binomial_2_log_glm(${inner}, 1.7);`,
      ]),
    ),
  ];
});

export const tildeUser = inTarget((g) => {
  const found = callables(g, ["lpdf"], { kind: "real" });
  if (found.length === 0) return null;
  const f = pick(g, found);
  const args = f.args.map((arg) => argument(g, arg, 1));
  if (args.includes(null)) return null;
  const [y, ...others] = args as Expression[];
  cover(g, "~ user density", isActive(y!, ...others));
  return [line(`${y!.text} ~ ${f.name}(${others.map(({ text }) => text).join(", ")});`)];
});
