// The arguments at which a signature is evaluated: points of the catalogue for functions and distributions of scalars, else plain numbers,
// made into what the function wants (a covariance, a simplex) by a function of the program that this file also computes.

import type { Type } from "../../../../compiler/ir/type.ts";
import type { Signature } from "../../../../compiler/library/signatures.ts";
import type { Distribution } from "../../../../runtime/descriptor.ts";
import { distributions, scalarFunctions } from "../../../../runtime/library.ts";
import { argumentsOf, at, type Kind } from "../../../laws/density.ts";
import { constant, evaluate } from "../../../laws/formula.ts";
import { choleskyFactor, matmul, transposed } from "./complex-arithmetic.ts";
import { asGrid } from "./containers.ts";
import { build, isIntType, rankOf, scalarOf, type Nested } from "./nested.ts";

export interface Argument {
  readonly type: Type;
  readonly isData: boolean;
  /** What the variable holds. */
  readonly raw: Nested;
  readonly made: Making | null;
  /** What the function is given. */
  readonly value: Nested;
}

export const SIZE = 3;

export interface Making {
  readonly name: string;
  /** Body of a function of `x` in the language. */
  readonly body: string;
  readonly of: (x: Nested) => Nested;
}

type Matrix = readonly (readonly number[])[];
const numbers = (x: Nested): readonly number[] => x as readonly number[];
const matrix = (x: Nested): Matrix => x as Matrix;
const softened = (x: readonly number[]): number[] => {
  const sum = x.reduce((s, v) => s + Math.exp(v), 0);
  return x.map((v) => Math.exp(v) / sum);
};
const flipped = (x: Matrix): number[][] => x[0]!.map((_, j) => x.map((row) => row[j]!));
const spd = (x: Nested): number[][] =>
  matmul(asGrid(x), transposed(asGrid(x))).map((row, i) => row.map(([re], j) => re + (i === j ? 1 : 0)));
const correlation = (x: Nested): number[][] => {
  const s = spd(x);
  return s.map((row, i) => row.map((v, j) => v / Math.sqrt(s[i]![i]! * s[j]![j]!)));
};
const average = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

const making = (name: string, body: string, of: (x: Nested) => Nested): Making => ({ name, body, of });
export const makings = {
  simplex: making("to_simplex", "return softmax(x);", (x) => softened(numbers(x))),
  simplexRow: making("to_simplex", "return softmax(x);", (x) => softened(numbers(x))),
  /** Of an array of reals, as a whole. */
  simplexArray: making("to_simplex", "return to_array_1d(softmax(to_vector(x)));", (x) =>
    softened(numbers(x)),
  ),
  rows: making(
    "to_rows",
    "matrix[rows(x), cols(x)] y; for (i in 1:rows(x)) y[i] = to_row_vector(softmax(x[i]')); return y;",
    (x) => matrix(x).map(softened),
  ),
  columns: making(
    "to_columns",
    "matrix[rows(x), cols(x)] y; for (j in 1:cols(x)) y[, j] = softmax(x[, j]); return y;",
    (x) => flipped(flipped(matrix(x)).map(softened)),
  ),
  covariance: making("to_covariance", "return x * x' + identity_matrix(rows(x));", spd),
  factor: making(
    "to_factor",
    "matrix[rows(x), cols(x)] y = x; for (i in 1:rows(x)) for (j in i + 1:cols(x)) y[i, j] = 0; return y;",
    (x) => matrix(x).map((row, i) => row.map((v, j) => (j > i ? 0 : v))),
  ),
  symmetric: making("to_symmetric", "return x + x';", (x) =>
    matrix(x).map((row, i) => row.map((v, j) => v + matrix(x)[j]![i]!)),
  ),
  hermitian: making(
    "to_hermitian",
    "return x + [[conj(x[1,1]), conj(x[2,1]), conj(x[3,1])], [conj(x[1,2]), conj(x[2,2]), conj(x[3,2])], [conj(x[1,3]), conj(x[2,3]), conj(x[3,3])]];",
    (x) => {
      // prettier-ignore
      const a = asGrid(x);
      return a.map((row, i) => row.map(([re, im], j) => [re + a[j]![i]![0], im - a[j]![i]![1]]));
    },
  ),
  correlation: making(
    "to_correlation",
    "matrix[rows(x), cols(x)] s = x * x' + identity_matrix(rows(x)); vector[rows(x)] d = 1 ./ sqrt(diagonal(s));" +
      " return diag_matrix(d) * s * diag_matrix(d);",
    correlation,
  ),
  correlationFactor: making(
    "to_correlation_factor",
    "matrix[rows(x), cols(x)] s = x * x' + identity_matrix(rows(x)); vector[rows(x)] d = 1 ./ sqrt(diagonal(s));" +
      " return cholesky_decompose(diag_matrix(d) * s * diag_matrix(d));",
    (x) => choleskyFactor(correlation(x)),
  ),
  zeroSum: making("to_zero_sum", "return x - mean(x);", (x) =>
    numbers(x).map((v) => v - average(numbers(x))),
  ),
  zeroSumMatrix: making(
    "to_zero_sums",
    "matrix[rows(x), cols(x)] y = x; for (i in 1:rows(x)) y[i] -= mean(x[i]); for (j in 1:cols(x)) y[, j] -= mean(y[, j]); return y;",
    (x) => {
      const rows = matrix(x).map((row) => row.map((v) => v - average(row)));
      return flipped(flipped(rows).map((col) => col.map((v) => v - average(col))));
    },
  ),
  unit: making("to_unit", "return x / sqrt(dot_self(x));", (x) => {
    const size = Math.hypot(...numbers(x));
    return numbers(x).map((v) => v / size);
  }),
  ordered: making("to_ordered", "return cumulative_sum(exp(x));", (x) => {
    let sum = 0;
    return numbers(x).map((v) => (sum += Math.exp(v)));
  }),
} as const satisfies Readonly<Record<string, Making>>;

/** A making over the elements of arrays. */
function madeOf(type: Type, x: Nested, how: Making): Nested {
  return type.kind === "array" && how !== makings.simplexArray
    ? (x as readonly Nested[]).map((y) => madeOf(type.element, y, how))
    : how.of(x);
}

const DOMAINS: Readonly<Record<string, Making>> = {
  simplex: makings.simplex,
  covariance: makings.covariance,
  "cholesky-covariance": makings.factor,
  correlation: makings.correlation,
  "cholesky-correlation": makings.correlationFactor,
  ordered: makings.ordered,
};

/** What arguments of functions must be, by position. */
const MADE: Readonly<Record<string, readonly (Making | null)[]>> = {
  chol2inv: [makings.factor],
  cholesky_decompose: [makings.covariance],
  inverse_spd: [makings.covariance],
  log_determinant_spd: [makings.covariance],
  mdivide_left_spd: [makings.covariance],
  mdivide_right_spd: [null, makings.covariance],
  mdivide_left_tri_low: [makings.factor],
  mdivide_right_tri_low: [null, makings.factor],
  quad_form_sym: [makings.symmetric],
  eigenvalues_sym: [makings.symmetric],
  eigenvectors_sym: [makings.symmetric],
  eigendecompose_sym: [makings.symmetric],
  hmm_marginal: [null, makings.rows, makings.simplex],
  hmm_hidden_state_prob: [null, makings.rows, makings.simplex],
  hmm_latent_rng: [null, makings.rows, makings.simplex],
  simplex_unconstrain: [makings.simplex],
  stochastic_row_unconstrain: [makings.rows],
  stochastic_column_unconstrain: [makings.columns],
  unit_vector_unconstrain: [makings.unit],
  ordered_unconstrain: [makings.ordered],
  positive_ordered_unconstrain: [makings.ordered],
  cholesky_factor_corr_unconstrain: [makings.correlationFactor],
  cholesky_factor_cov_unconstrain: [makings.factor],
  corr_matrix_unconstrain: [makings.correlation],
  cov_matrix_unconstrain: [makings.covariance],
  categorical_rng: [makings.simplex],
  multinomial_rng: [makings.simplex],
  multi_normal_rng: [null, makings.covariance],
  multi_normal_cholesky_rng: [null, makings.factor],
  multi_student_t_rng: [null, null, makings.covariance],
  multi_student_t_cholesky_rng: [null, null, makings.factor],
  wishart_rng: [null, makings.covariance],
  inv_wishart_rng: [null, makings.covariance],
  wishart_cholesky_rng: [null, makings.factor],
  inv_wishart_cholesky_rng: [null, makings.factor],
  ordered_logistic_rng: [null, makings.ordered],
  ordered_probit_rng: [null, makings.ordered],
};

function makingOf(name: string, k: number, type: Type): Making | null {
  if (name === "sum_to_zero_unconstrain")
    return type.kind.startsWith("matrix") || scalarOf(type).kind === "matrix"
      ? makings.zeroSumMatrix
      : makings.zeroSum;
  if (name === "log_mix")
    return k > 0 || rankOf(type) === 0
      ? null
      : type.kind === "array"
        ? makings.simplexArray
        : type.kind === "rowVector"
          ? makings.simplexRow
          : makings.simplex;
  const own = MADE[name]?.[k] ?? null;
  if (own === makings.symmetric && scalarOf(type).kind === "complexMatrix") return makings.hermitian;
  if (own !== null) return own;
  const density = /^(.*)_(lpdf|lpmf)$/.exec(name);
  const d = density === null ? undefined : distributions[density[1]!];
  if (d?.vectorised !== "kernel") return null;
  if (name === "gaussian_dlm_obs_lpdf" && k === 3) return rankOf(type) === 2 ? makings.covariance : null;
  const domain = Object.values({ ...d.over, ...d.params })[k];
  return (domain !== undefined && DOMAINS[domain]) || null;
}

/** Values by name and position where the plain ones are none of the function's. Ints and scalars. */
const VALUES: Readonly<Record<string, readonly (Nested | null)[]>> = {
  rep_array: [null, 2, 3, 2],
  rep_vector: [null, 4],
  rep_row_vector: [null, 4],
  rep_matrix: [null, 2, 4],
  one_hot_array: [4, 2],
  one_hot_int_array: [4, 2],
  one_hot_vector: [4, 2],
  one_hot_row_vector: [4, 2],
  linspaced_array: [3, -1, 2],
  linspaced_int_array: [3, 1, 5],
  linspaced_vector: [3, -1, 2],
  linspaced_row_vector: [3, -1, 2],
  block: [null, 1, 2, 2, 2],
  sub_row: [null, 2, 1, 2],
  sub_col: [null, 1, 2, 2],
  matrix_power: [null, 3],
  quantile: [null, 0.4],
  csr_extract: [[[0.5, 0, 1], [0, 0, 2], [1.5, 0, 0]]], // prettier-ignore
  csr_extract_v: [[[0.5, 0, 1], [0, 0, 2], [1.5, 0, 0]]], // prettier-ignore
  csr_extract_u: [[[0.5, 0, 1], [0, 0, 2], [1.5, 0, 0]]], // prettier-ignore
  csr_to_dense_matrix: [3, 3, [0.4, 1.2, -0.7], [1, 3, 2], [1, 3, 3, 4]],
  csr_matrix_times_vector: [3, 3, [0.4, 1.2, -0.7], [1, 3, 2], [1, 3, 3, 4], [1, -2, 0.5]],
  cholesky_factor_corr_constrain: [null, 3],
  cholesky_factor_corr_jacobian: [null, 3],
  corr_matrix_constrain: [null, 3],
  corr_matrix_jacobian: [null, 3],
  cov_matrix_constrain: [null, 2],
  cov_matrix_jacobian: [null, 2],
  cholesky_factor_cov_constrain: [null, 2, 2],
  cholesky_factor_cov_jacobian: [null, 2, 2],
  generate_laplace_options: [3],
  hypergeometric_3F2: [[0.7, 1.3, 0.4], [1.5, 2.2], 0.3],
  hypergeometric_pFq: [null, null, 0.3],
  bernoulli_logit_glm_lpmf: [[1, 0, 1]],
  bernoulli_logit_glm_rng: [],
  binomial_logit_glm_lpmf: [
    [1, 2, 3],
    [4, 4, 5],
  ],
  multinomial_rng: [null, 5],
  multinomial_logit_rng: [null, 5],
  dirichlet_multinomial_rng: [null, 5],
  lkj_corr_rng: [3, 1.5],
  lkj_corr_cholesky_rng: [3, 1.5],
  wishart_lpdf: [null, 4.5],
  inv_wishart_lpdf: [null, 4.5],
  wishart_cholesky_lpdf: [null, 4.5],
  inv_wishart_cholesky_lpdf: [null, 4.5],
  wishart_rng: [4.5],
  inv_wishart_rng: [4.5],
  wishart_cholesky_rng: [4.5],
  inv_wishart_cholesky_rng: [4.5],
  hypergeometric_lpmf: [2, 5, 4, 3],
  hypergeometric_rng: [5, 4, 3],
  lower_bound_unconstrain: [null, -1],
  upper_bound_unconstrain: [null, 5],
  lower_upper_bound_constrain: [null, -1, 4],
  lower_upper_bound_jacobian: [null, -1, 4],
  lower_upper_bound_unconstrain: [null, -1, 5],
  integrate_1d: [null, 0.4, 1.5, null, null, null, 1e-9],
  ...Object.fromEntries(
    ["integrate_ode", "integrate_ode_rk45", "integrate_ode_bdf", "integrate_ode_adams"].map((name) => [
      name,
      [null, [1, 2, 0.5], 0.1, [0.5, 0.9, 1.4], [0.3, 0.7, 1.1], null, null, 1e-9, 1e-9, 10000],
    ]),
  ),
  algebra_solver: [null, null, null, null, null, 1e-10, 1e-10, 1000],
  algebra_solver_newton: [null, null, null, null, null, 1e-10, 1e-10, 1000],
};

/** Numbers without a pattern, all positive, rising within a block of three. */
const plain = (k: number, n: number): number => 0.3 + (((n * 7 + k * 5) % 11) * 0.11 + (n % 3) * 0.2);

/** `rows`: those of a matrix made of argument 1, by three columns. */
function plainValue(name: string, k: number, type: Type, rows: number): Nested {
  const special = VALUES[name]?.[k] ?? null;
  if (name === "to_matrix" && rankOf(type) === 0 && k > 0) return k === 3 ? 0 : k === 1 ? rows : 3;
  if (special !== null && rankOf(type) > 0 === (typeof special !== "number")) return special;
  if (Array.isArray(special) && rankOf(type) === 0) return special[0]!;
  const isComplex = scalarOf(type).kind.startsWith("complex");
  return build(type, SIZE, (n, isInt) => {
    if (typeof special === "number") return isInt || isComplex ? special : special + 0.05 * (n % 9);
    if (isInt) return rankOf(type) === 0 ? 2 : 1 + (n % 3);
    return isComplex ? [plain(k, n), 0.4 * plain(k + 1, n) - 0.2] : plain(k, n);
  });
}

const INTS = [2, 1, 3, 0, 4, -1];

/** Points near one of the catalogue's that `isGood` accepts, one for each leaf; ints are searched. */
function nearPoint(
  types: readonly Type[],
  points: readonly (readonly number[])[],
  isFixed: (k: number) => boolean,
  isGood: (point: readonly number[]) => boolean,
): Nested[] | null {
  for (const point of points)
    for (const [int, next] of INTS.flatMap((a) => INTS.map((b) => [a, b] as const))) {
      const isInt = (x: number, k: number): boolean =>
        isIntType(types[k]!) && !(isFixed(k) && Number.isInteger(x));
      const first = point.findIndex(isInt);
      const base = point.map((x, k) => (!isInt(x, k) ? x : k === first ? int : next));
      if (!isGood(base)) continue;
      const moved = base.map(
        (x, k) => (n: number) => (isIntType(types[k]!) || isFixed(k) ? x : x * (1 + 0.01 * n)),
      );
      const canMove = [1, 8].every(
        (n) =>
          isGood(moved.map((f) => f(n))) &&
          moved.every((f, k) => isGood(base.map((x, j) => (j === k ? f(n) : x)))),
      );
      return types.map((type, k) => build(type, SIZE, (n) => (canMove ? moved[k]!(n % 9) : base[k]!)));
    }
  return null;
}

const MODERATE = (point: readonly number[]): boolean => point.every((x) => Math.abs(x) <= 60);

/** Not where the quotient turns an integer. */
const isSmoothModulo = ([x, y]: readonly number[]): boolean => Math.abs(x! / y! - Math.round(x! / y!)) > 0.05;

function scalarPoints(name: string, types: readonly Type[]): Nested[] | null {
  const f = scalarFunctions[name];
  if (
    f === undefined ||
    Object.hasOwn(VALUES, name) ||
    types.length === 0 ||
    Object.keys(f.args).length !== types.length
  )
    return null;
  const names = Object.keys(f.args);
  const value = (point: readonly number[]): number =>
    evaluate(
      `${name}(${names.join(", ")})`,
      new Map(names.map((arg, k) => [arg, constant(point[k]!, 0, f.args[arg] === "int")])),
    ).value;
  const points = (f.testPoints as readonly (readonly number[])[]).filter(MODERATE);
  // Not at the edge of a domain, not at a corner of the function.
  const ordered = [
    ...points.filter((p) => p.every((x) => Math.abs(x) > 0.05 && Math.abs(x) < 0.95)),
    ...points.filter((p) => p.every((x) => Math.abs(x) > 0.05 && Math.abs(x) < 6)),
    ...points,
  ];
  return nearPoint(
    types,
    ordered,
    (k) => f.args[names[k]!] === "int",
    (p) => Number.isFinite(value(p)) && (name !== "fmod" || isSmoothModulo(p)),
  );
}

function densityPoints(d: Distribution, kind: Kind, types: readonly Type[], isRng: boolean): Nested[] | null {
  const variate = (p: readonly number[]): number[] =>
    isRng ? [d.testPoints[0]![0] as number, ...p] : [...p];
  const points = (d.testPoints as readonly (readonly number[])[]).map((p) => (isRng ? p.slice(1) : p));
  const names = argumentsOf(d).slice(isRng ? 1 : 0);
  const domains = { ...d.over, ...d.params } as Record<string, string>;
  const isInt = (k: number): boolean =>
    ["int", "count", "positive-int", "binary"].includes(domains[names[k]!]!);
  return nearPoint(types, points, isInt, (p) => {
    const outcome = at(d, kind, variate(p));
    return outcome !== "reject" && (isRng || Number.isFinite(outcome.value));
  });
}

/** The points, and a precision where there is one argument more. */
const withPrecision = (points: Nested[] | null, count: number): Nested[] | null =>
  points === null || points.length === count ? points : [...points, 1e-10];

interface Elementwise {
  readonly d: Distribution;
  readonly kind: Kind | "rng";
  /** Arguments that the distribution takes; one more says how precise the value should be. */
  readonly count: number;
}

/** The elementwise distribution that a name belongs to, by its number of arguments. */
export function elementwiseOf(name: string, count: number): Elementwise | null {
  const [, family, suffix, unnormalised] = /^(.*)_(lpdf|lpmf|cdf|lcdf|lccdf|rng)(_unnorm)?$/.exec(name) ?? [];
  if (family === undefined) return null;
  const kind = (unnormalised === undefined ? suffix : `${suffix}Unnorm`) as Kind | "rng";
  const forms = Object.values(distributions).filter(
    (d) => d.vectorised === "elementwise" && (d.name === family || d.name.startsWith(`${family}_varying`)),
  );
  const takes = (given: number): Distribution | undefined =>
    forms.find(
      (d) =>
        argumentsOf(d).length === given + (kind === "rng" ? 1 : 0) &&
        (unnormalised === undefined || d[kind as "lcdfUnnorm"] !== undefined),
    );
  const exact = takes(count);
  if (exact !== undefined) return { d: exact, kind, count };
  const shorter = family === "wiener" ? takes(count - 1) : undefined;
  return shorter === undefined ? null : { d: shorter, kind, count: count - 1 };
}

export function argumentsFor(name: string, { args }: Signature): Argument[] {
  const types = args.map(({ type }) => type);
  const distribution = elementwiseOf(name, args.length);
  const isDiscrete = distribution !== null && Object.values(distribution.d.over)[0] === "int";
  const density = isDiscrete ? "lpmf" : "lpdf";
  const kind = distribution === null || distribution.kind === "rng" ? density : distribution.kind;
  const isComplex = types.some((type) => scalarOf(type).kind.startsWith("complex"));
  const found =
    distribution !== null
      ? withPrecision(
          densityPoints(
            distribution.d,
            kind,
            types.slice(0, distribution.count),
            distribution.kind === "rng",
          ),
          types.length,
        )
      : isComplex
        ? null
        : scalarPoints(name, types);
  const raws = found ?? types.map((type, k) => plainValue(name, k, type, rankOf(types[0]!) === 2 ? 3 : 1));
  return args.map(({ type, isData }, k) => {
    const made = found === null ? makingOf(name, k, type) : null;
    const raw = raws[k]!;
    return { type, isData, raw, made, value: made === null ? raw : madeOf(type, raw, made) };
  });
}
