// Overloads of the distributions: which functions each family has and over what. Notation of signatures-notation.ts; the first
// argument of a density is the variate, so an rng's arguments are the rest of them.

const CUMULATIVE = ["cdf", "lcdf", "lccdf"];

/** [names, arguments of the density and the cumulative functions, arguments of the rng]. */
type Vectorised = readonly [names: string, density: string, rng: string];

/** Real variates with density, cdfs and rng. */
const continuous: readonly Vectorised[] = [
  ["std_normal", "REALS", ""],
  ["chi_square inv_chi_square exponential rayleigh", "REALS REALS", "REALSI"],
  [
    "normal cauchy double_exponential logistic gumbel lognormal scaled_inv_chi_square gamma inv_gamma weibull frechet " +
      "pareto beta von_mises uniform loglogistic",
    "REALS REALS REALS",
    "REALSI REALSI",
  ],
  [
    "exp_mod_normal skew_normal skew_double_exponential student_t pareto_type_2",
    "REALS REALS REALS REALS",
    "REALSI REALSI REALSI",
  ],
  ["beta_proportion", "REALS REALS REALSI", "REALS REALSI"],
];

/** Integer variates with mass function, cdfs and rng. */
const discrete: readonly Vectorised[] = [
  ["bernoulli poisson yule_simon", "INTS REALS", "REALSI"],
  ["neg_binomial neg_binomial_2", "INTS REALS REALS", "REALSI REALSI"],
  ["binomial", "INTS INTS REALS", "INTS REALSI"],
  ["beta_binomial", "INTS INTS REALS REALS", "INTS REALSI REALSI"],
  ["beta_neg_binomial", "INTS REALS REALS REALS", "REALSI REALSI REALSI"],
  ["discrete_range", "INTS INTS INTS", "INTS INTS"],
];

/** Families of the two lists above that lack a function. */
const absent = new Set(["loglogistic_lcdf", "loglogistic_lccdf", "beta_proportion_cdf"]);

const others: readonly (readonly [names: string, notation: string])[] = [
  ["bernoulli_logit_lpmf poisson_log_lpmf", "INTS REALS -> r"],
  ["bernoulli_logit_rng poisson_log_rng", "REALSI -> i*"],
  ["neg_binomial_2_log_lpmf", "INTS REALS REALS -> r"],
  ["neg_binomial_2_log_rng", "REALSI REALSI -> i*"],
  ["binomial_logit_lpmf", "INTS INTS REALS -> r"],
  ["bernoulli_logit_glm_lpmf poisson_log_glm_lpmf", "INTS m {r|v} v -> r; i[] rv {r|v} v -> r"],
  ["bernoulli_logit_glm_rng", "{m|rv} v v -> i[]"],
  [
    "binomial_logit_glm_lpmf",
    "INTS INTS m r v -> r; i i m v v -> r; i[] i[] {m|rv} v v -> r; i[] i[] rv r v -> r",
  ],
  ["categorical_lpmf categorical_logit_lpmf", "INTS v -> r"],
  ["categorical_rng categorical_logit_rng", "v -> i"],
  ["categorical_logit_glm_lpmf", "INTS {m|rv} v m -> r"],
  ["hypergeometric_lpmf", "i i i i -> r"],
  ["hypergeometric_rng", "i i i -> i"],
  ["multinomial_lpmf multinomial_logit_lpmf dirichlet_multinomial_lpmf", "i[] v -> r"],
  ["multinomial_rng multinomial_logit_rng dirichlet_multinomial_rng", "v i -> i[]"],
  ["neg_binomial_2_log_glm_lpmf", "INTS m {r|v} v r -> r; i[] rv {r|v} v r -> r"],
  ["ordered_logistic_lpmf", "i r v -> r; i[] v {v|v[]} -> r"],
  ["ordered_logistic_rng ordered_probit_rng", "r v -> i"],
  ["ordered_logistic_glm_lpmf", "INTS {m|rv} v v -> r"],
  ["ordered_probit_lpmf", "INTS r v -> r; i[] {r|v} v[] -> r; i[] v v -> r"],
  ["normal_id_glm_lpdf", "{r|v} m {r|v} v {r|v} -> r; v rv {r|v} v {r|v} -> r"],
  ["wiener_lpdf", `REALS REALS REALS REALS REALS -> r; ${longWienerForms("r")}; ${longWienerForms("v")}`],
  ["multi_normal_lpdf multi_normal_prec_lpdf multi_normal_cholesky_lpdf", "VECS VECS m -> r"],
  ["multi_normal_rng multi_normal_cholesky_rng", "{v|rv} m -> v; {v[]|rv[]} m -> v[]"],
  ["multi_student_t_lpdf multi_student_t_cholesky_lpdf", "VECS r VECS m -> r"],
  ["multi_student_t_rng multi_student_t_cholesky_rng", "r {v|rv} m -> v; r {v[]|rv[]} m -> v[]"],
  ["multi_gp_lpdf multi_gp_cholesky_lpdf", "m m v -> r"],
  ["gaussian_dlm_obs_lpdf", "m m m {m|v} m v m -> r"],
  ["dirichlet_lpdf", "VECS VECS -> r"],
  ["dirichlet_rng", "v -> v"],
  ["lkj_corr_lpdf lkj_corr_cholesky_lpdf", "m r -> r"],
  ["lkj_corr_rng lkj_corr_cholesky_rng", "i r -> m"],
  ["lkj_cov_lpdf", "m v v r -> r"],
  ["wishart_lpdf inv_wishart_lpdf wishart_cholesky_lpdf inv_wishart_cholesky_lpdf", "m r m -> r"],
  ["wishart_rng inv_wishart_rng wishart_cholesky_rng inv_wishart_cholesky_rng", "r m -> m"],
  ["hmm_latent_rng", "m m v -> i[]"],
];

/** Six arguments (drift varies) or eight (bias and non-decision time too), each optionally with a precision: never mixed shapes. */
function longWienerForms(t: string): string {
  const six = Array(6).fill(t).join(" ");
  return `${six} -> r; ${six} !r -> r; ${six} ${t} ${t} -> r; ${six} ${t} ${t} !r -> r`;
}

function rowsOf([names, density, rng]: Vectorised, suffix: "lpdf" | "lpmf", variate: "r" | "i") {
  return names
    .split(" ")
    .flatMap((name) => [
      ...[suffix, ...CUMULATIVE].map((kind) => [`${name}_${kind}`, `${density} -> r`] as const),
      [`${name}_rng`, `${rng} -> ${variate}*`] as const,
    ]);
}

export const distributionSignatures = [
  ...continuous.flatMap((row) => rowsOf(row, "lpdf", "r")),
  ...discrete.flatMap((row) => rowsOf(row, "lpmf", "i")),
  ...others,
].filter(([name]) => !absent.has(name));
