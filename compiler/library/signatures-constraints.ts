// Overloads of the functions behind constrained types: `<family>_constrain` and `<family>_jacobian` share theirs,
// `<family>_unconstrain` is their inverse. Notation of signatures-notation.ts.

const SAME_VECTOR = "0-7: v^ -> v^";
const SAME_MATRIX = "0-7: m^ -> m^";

const ONE_BOUND =
  ["v", "rv", "m"].map((t) => `0-7: ${t}^ r -> ${t}^; 0-7: ${t}^ ${t}^ -> ${t}^`).join(";") +
  "; r r -> r; 1-8: r^ r -> r^; 1-8: r^ r^ -> r^";

const TWO_BOUNDS =
  ["v", "rv", "m"]
    .map(
      (t) =>
        `0-7: ${t}^ r r -> ${t}^; 0-7: ${t}^ r ${t}^ -> ${t}^; 0-7: ${t}^ ${t}^ r -> ${t}^; 0-7: ${t}^ ${t}^ ${t}^ -> ${t}^`,
    )
    .join(";") +
  "; r r r -> r; 1-8: r^ r r -> r^; 1-8: r^ r r^ -> r^; 1-8: r^ r^ r -> r^; 1-8: r^ r^ r^ -> r^";

const FREE_MATRIX = "0-7: m^ -> v^";

const families: readonly (readonly [names: string, constrain: string, unconstrain?: string])[] = [
  ["lower_bound upper_bound", ONE_BOUND],
  ["lower_upper_bound offset_multiplier", TWO_BOUNDS],
  ["ordered positive_ordered simplex unit_vector", SAME_VECTOR],
  ["sum_to_zero", `${SAME_VECTOR}; ${SAME_MATRIX}`],
  ["stochastic_column stochastic_row", SAME_MATRIX],
  ["cholesky_factor_corr corr_matrix cov_matrix", "0-7: v^ i -> m^", FREE_MATRIX],
  ["cholesky_factor_cov", "0-7: v^ i i -> m^", FREE_MATRIX],
];

/** The families, and what their functions make. */
export const constraintFamilies: readonly (readonly [family: string, constrained: string])[] = [
  ["lower_bound", "A value above a bound"],
  ["upper_bound", "A value below a bound"],
  ["lower_upper_bound", "A value between two bounds"],
  ["offset_multiplier", "A shifted and scaled value"],
  ["ordered", "An increasing vector"],
  ["positive_ordered", "An increasing vector of positive numbers"],
  ["simplex", "A simplex"],
  ["unit_vector", "A vector of length one"],
  ["sum_to_zero", "A vector, or rows and columns of a matrix, with sums of zero"],
  ["stochastic_column", "A matrix whose columns are simplexes"],
  ["stochastic_row", "A matrix whose rows are simplexes"],
  ["cholesky_factor_corr", "The Cholesky factor of a correlation matrix"],
  ["corr_matrix", "A correlation matrix"],
  ["cov_matrix", "A covariance matrix"],
  ["cholesky_factor_cov", "The Cholesky factor of a covariance matrix"],
];

export const constraintSignatures = families.flatMap(([names, constrain, unconstrain = constrain]) =>
  names
    .split(" ")
    .flatMap((name) => [
      [`${name}_constrain ${name}_jacobian`, constrain] as const,
      [`${name}_unconstrain`, unconstrain] as const,
    ]),
);
