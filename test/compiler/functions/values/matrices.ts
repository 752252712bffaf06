// What the functions of matrices and complex numbers should give: from their definitions, with elimination, power series and plain sums.
// Decompositions that are not unique are named by what holds of them: pairs of values that must be equal.

import { c, choleskyFactor, columns, conjugate, elementary, expm, exponential, identity, logarithm, matmul, modulus, over, plus, solve, times, total, transposed, type C, type Grid, type Row } from "./complex-arithmetic.ts"; // prettier-ignore
import { asC, asGrid, asMatrix, asRow, count, elementwise, fromC, fromGrid, fromRow, isComplexType, list, numbers, shaped, type Given, type Reference } from "./containers.ts"; // prettier-ignore
import { lift, rankOf, type Nested } from "./nested.ts";

const ofMatrix =
  (f: (a: Grid) => Grid): Reference =>
  ({ args: [a], result }) =>
    fromGrid(f(asGrid(a!)), result);
const inverse = (a: Grid): C[][] => solve(a, identity(a.length)).x;
const determinant = (a: Grid): number => solve(a, identity(a.length)).determinant[0];
const symmetricFromLower = (a: Grid): C[][] =>
  a.map((row, i) => row.map((_, j) => (j <= i ? a[i]![j]! : a[j]![i]!)));
const lowerPart = (a: Grid): C[][] => a.map((row, i) => row.map((x, j) => (j <= i ? x : c(0))));
const trace = (a: Grid): C => total(a.map((row, i) => row[i]!));
const scaledRows = (a: Grid, d: Row): C[][] => a.map((row, i) => row.map((x) => times(d[i]!, x)));
const scaledColumns = (a: Grid, d: Row): C[][] => a.map((row) => row.map((x, j) => times(x, d[j]!)));

const divideLeft =
  (part: (a: Grid) => Grid): Reference =>
  ({ args: [a, b], types, result }) =>
    shaped(solve(part(asGrid(a!)), asMatrix(b!, types[1]!)).x, result);
const divideRight =
  (part: (a: Grid) => Grid): Reference =>
  ({ args: [b, a], types, result }) =>
    shaped(transposed(solve(transposed(part(asGrid(a!))), transposed(asMatrix(b!, types[0]!))).x), result);
const same = (a: Grid): Grid => a;

/** b' a b. */
const quadratic = (given: Given): C[][] => {
  const [a, b] = [asGrid(given.args[0]!), asMatrix(given.args[1]!, given.types[1]!)];
  return matmul(transposed(b), matmul(a, b));
};

const softmax: Reference = ({ args: [x], types: [type] }) => {
  if (type!.kind === "array")
    return list(x).map((y) => softmax({ args: [y], types: [type!.element], result: type!.element }));
  const sum = numbers(x).reduce((s, v) => s + Math.exp(v), 0);
  return numbers(x).map((v) => Math.exp(v) / sum);
};
const logOf = (x: Nested): Nested => (typeof x === "number" ? Math.log(x) : x.map(logOf));

/** Compressed rows: values, their columns, where each row starts; from 1. */
function sparse(a: Nested): { w: number[]; v: number[]; u: number[] } {
  const [w, v, u]: [number[], number[], number[]] = [[], [], [1]];
  for (const row of a as readonly (readonly number[])[]) {
    row.forEach((x, j) => x !== 0 && (w.push(x), v.push(j + 1)));
    u.push(w.length + 1);
  }
  return { w, v, u };
}

function dense(args: readonly Nested[]): number[][] {
  const [m, n, w, v, u] = args;
  return Array.from({ length: count(m) }, (_, i) => {
    const row = new Array<number>(count(n)).fill(0);
    for (let k = numbers(u)[i]!; k < numbers(u)[i + 1]!; k++)
      row[numbers(v)[k - 1]! - 1] = numbers(w)[k - 1]!;
    return row;
  });
}

const fourier = (z: Row, sign: 1 | -1): C[] =>
  z.map((_, j) => {
    const sum = total(z.map((x, k) => times(x, exponential(c(0, (sign * -2 * Math.PI * j * k) / z.length)))));
    return sign === 1 ? sum : over(sum, c(z.length));
  });
const fourier2 = (a: Grid, sign: 1 | -1): C[][] =>
  transposed(columns(a.map((row) => fourier(row, sign))).map((col) => fourier(col, sign)));

const ofParts =
  (f: (z: C) => Nested): Reference =>
  ({ args: [z], types: [type] }) => {
    const visit = (x: Nested, rank: number): Nested =>
      rank === 0 ? f(asC(x)) : list(x).map((y) => visit(y, rank - 1));
    return visit(z!, rankOf(type!));
  };

/** Stationary covariances of the distance r, and the two that are not. */
type Kernel = (x: readonly number[], y: readonly number[], p: readonly number[]) => number;
const squared = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((s, v, i) => s + (v - y[i]!) ** 2, 0);
const stationary =
  (f: (r: number) => number): Kernel =>
  (x, y, [sigma]) =>
    sigma! ** 2 * f(Math.sqrt(squared(x, y)));
const covariance =
  (kernel: Kernel, parameters: number): Reference =>
  ({ args, types }) => {
    const hasTwo = args.length > parameters + 1;
    const points = (x: Nested): number[][] =>
      list(x).map((y) => (typeof y === "number" ? [y] : [...numbers(y)]));
    const [xs, ys] = [points(args[0]!), points(args[hasTwo ? 1 : 0]!)];
    const rest = args.slice(hasTwo ? 2 : 1);
    const scale = rest[1];
    // Lengths per dimension, or one for all.
    const scaled = (x: readonly number[]): number[] =>
      parameters === 2 && scale !== undefined
        ? x.map((v, i) => v / (typeof scale === "number" ? scale : numbers(scale)[i]!))
        : [...x];
    return xs.map((x) => ys.map((y) => kernel(scaled(x), scaled(y), rest as number[])));
  };

const forward = (log: Grid, gamma: readonly (readonly number[])[], rho: readonly number[]): number => {
  let alpha = rho.map((p, k) => p * Math.exp(log[k]![0]![0]));
  for (let n = 1; n < log[0]!.length; n++)
    alpha = rho.map((_, k) => Math.exp(log[k]![n]![0]) * alpha.reduce((s, a, j) => s + a * gamma[j]![k]!, 0));
  return alpha.reduce((a, b) => a + b, 0);
};

export const matrices: Readonly<Record<string, Reference>> = {
  crossprod: ofMatrix((a) => matmul(transposed(a), a)),
  tcrossprod: ofMatrix((a) => matmul(a, transposed(a))),
  multiply_lower_tri_self_transpose: ofMatrix((a) => matmul(lowerPart(a), transposed(lowerPart(a)))),
  inverse: ofMatrix(inverse),
  inverse_spd: ofMatrix(inverse),
  generalized_inverse: ofMatrix(inverse),
  chol2inv: ofMatrix((l) => inverse(matmul(l, transposed(l)))),
  cholesky_decompose: ({ args: [a] }) => choleskyFactor(a as readonly (readonly number[])[]),
  matrix_exp: ofMatrix(expm),
  matrix_exp_multiply: ({ args: [a, b], result }) => fromGrid(matmul(expm(asGrid(a!)), asGrid(b!)), result),
  scale_matrix_exp_multiply: ({ args: [t, a, b], result }) =>
    fromGrid(matmul(expm(asGrid(a!).map((row) => row.map((x) => times(asC(t!), x)))), asGrid(b!)), result),
  matrix_power: ({ args: [a, n], result }) =>
    fromGrid(
      Array.from({ length: count(n) }).reduce<Grid>((p) => matmul(p, asGrid(a!)), identity(list(a).length)),
      result,
    ),
  determinant: ({ args: [a] }) => determinant(asGrid(a!)),
  log_determinant: ({ args: [a] }) => Math.log(Math.abs(determinant(asGrid(a!)))),
  log_determinant_spd: ({ args: [a] }) => Math.log(determinant(asGrid(a!))),
  mdivide_left: divideLeft(same),
  mdivide_left_spd: divideLeft(same),
  mdivide_left_tri_low: divideLeft(lowerPart),
  mdivide_right: divideRight(same),
  mdivide_right_spd: divideRight(same),
  mdivide_right_tri_low: divideRight(lowerPart),
  divide: (given) => {
    if (given.result.kind === "int") return Math.trunc(count(given.args[0]) / count(given.args[1]));
    if (rankOf(given.types[1]!) < 2 || rankOf(given.types[0]!) === 0) return elementwise(over)(given);
    return divideRight(same)(given);
  },
  elt_divide: (given) =>
    given.result.kind === "int"
      ? Math.trunc(count(given.args[0]) / count(given.args[1]))
      : elementwise(over)(given),
  diag_pre_multiply: ({ args: [d, a], result }) => fromGrid(scaledRows(asGrid(a!), asRow(d!)), result),
  diag_post_multiply: ({ args: [a, d], result }) => fromGrid(scaledColumns(asGrid(a!), asRow(d!)), result),
  diag_matrix: ({ args: [d], result }) => fromGrid(scaledRows(identity(list(d).length), asRow(d!)), result),
  add_diag: ({ args: [a, d], types, result }) => {
    const extra = (i: number): C => (rankOf(types[1]!) === 0 ? asC(d!) : asRow(d!)[i]!);
    return fromGrid(asGrid(a!).map((row, i) => row.map((x, j) => (i === j ? plus(x, extra(i)) : x))), result); // prettier-ignore
  },
  quad_form: (given) => shaped(quadratic(given), given.result),
  quad_form_sym: (given) => shaped(quadratic(given), given.result),
  quad_form_diag: ({ args: [a, d], result }) =>
    fromGrid(scaledColumns(scaledRows(asGrid(a!), asRow(d!)), asRow(d!)), result),
  trace: ({ args: [a], result }) => fromC(trace(asGrid(a!)), isComplexType(result)),
  trace_dot: ({ args: [a, b] }) => trace(matmul(asGrid(a!), asGrid(b!)))[0],
  trace_quad_form: (given) => trace(quadratic(given))[0],
  trace_gen_quad_form: ({ args: [d, a, b] }) =>
    trace(matmul(asGrid(d!), matmul(transposed(asGrid(b!)), matmul(asGrid(a!), asGrid(b!)))))[0],
  symmetrize_from_lower_tri: ofMatrix(symmetricFromLower),
  softmax,
  log_softmax: (given) => logOf(softmax(given)),
  log_sum_exp: ({ args: [x] }) =>
    Math.log([x!].flat(3).reduce<number>((s, v) => s + Math.exp(v as number), 0)),
  csr_extract: ({ args: [a] }) => {
    const { w, v, u } = sparse(a!);
    return [w, v, u];
  },
  csr_extract_w: ({ args: [a] }) => sparse(a!).w,
  csr_extract_v: ({ args: [a] }) => sparse(a!).v,
  csr_extract_u: ({ args: [a] }) => sparse(a!).u,
  csr_to_dense_matrix: ({ args }) => dense(args),
  csr_matrix_times_vector: ({ args }) =>
    dense(args).map((row) => row.reduce((s, x, j) => s + x * numbers(args[5])[j]!, 0)),
  to_complex: ({ args, types }) => {
    const parts = args.length === 0 ? [0, 0] : args.length === 1 ? [args[0]!, 0] : args;
    const kinds = args.length === 2 ? types : ([{ kind: "real" }, { kind: "real" }] as const);
    return lift(kinds, parts, ([re, im]) => [re!, im!]);
  },
  get_real: ofParts((z) => z[0]),
  get_imag: ofParts((z) => z[1]),
  conj: ofParts(([re, im]) => [re, -im]),
  arg: ofParts(([re, im]) => Math.atan2(im, re)),
  norm: ofParts(([re, im]) => re * re + im * im),
  abs: ofParts(modulus),
  proj: ofParts((z) => [...z]),
  polar: ({ args: [r, theta] }) => [count(r) * Math.cos(count(theta)), count(r) * Math.sin(count(theta))],
  pow: ({ args, types }) =>
    lift(types, args, ([a, b]) => [...exponential(times(asC(b!), logarithm(asC(a!))))]),
  minus: ofParts(([re, im]) => [-re, -im]),
  plus: ({ args: [x] }) => x!,
  fft: ({ args: [z], result }) => fromRow(fourier(asRow(z!), 1), result),
  inv_fft: ({ args: [z], result }) => fromRow(fourier(asRow(z!), -1), result),
  fft2: ({ args: [z], result }) => fromGrid(fourier2(asGrid(z!), 1), result),
  inv_fft2: ({ args: [z], result }) => fromGrid(fourier2(asGrid(z!), -1), result),
  gp_exp_quad_cov: covariance(
    stationary((r) => Math.exp(-0.5 * r * r)),
    2,
  ),
  gp_exponential_cov: covariance(
    stationary((r) => Math.exp(-r)),
    2,
  ),
  gp_matern32_cov: covariance(
    stationary((r) => (1 + Math.sqrt(3) * r) * Math.exp(-Math.sqrt(3) * r)),
    2,
  ),
  gp_matern52_cov: covariance(
    stationary((r) => (1 + Math.sqrt(5) * r + (5 / 3) * r * r) * Math.exp(-Math.sqrt(5) * r)),
    2,
  ),
  gp_dot_prod_cov: covariance((x, y, [sigma]) => sigma! ** 2 + x.reduce((s, v, i) => s + v * y[i]!, 0), 1),
  gp_periodic_cov: covariance(
    (x, y, [sigma, l, p]) =>
      sigma! ** 2 * Math.exp((-2 * Math.sin((Math.PI * Math.sqrt(squared(x, y))) / p!) ** 2) / l! ** 2),
    3,
  ),
  hmm_marginal: ({ args: [log, gamma, rho] }) =>
    Math.log(forward(asGrid(log!), gamma as readonly (readonly number[])[], numbers(rho))),
  log_mix: ({ args, types }) => {
    if (args.length === 3) {
      const [p, a, b] = args as number[];
      return Math.log(p! * Math.exp(a!) + (1 - p!) * Math.exp(b!));
    }
    const mixed = (x: readonly number[]): number =>
      Math.log(x.reduce((s, v, k) => s + numbers(args[0])[k]! * Math.exp(v), 0));
    return rankOf(types[1]!) === 1
      ? mixed(numbers(args[1]))
      : (list(args[1]) as (readonly number[])[]).reduce((s, x) => s + mixed(x), 0);
  },
  hypergeometric_3F2: ({ args }) => series(numbers(args[0]), numbers(args[1]), count(args[2])),
  hypergeometric_pFq: ({ args }) => series(numbers(args[0]), numbers(args[1]), count(args[2])),
  // Initial values, tolerance, steps, solver, halvings of a step, whether another solver may follow: Stan's defaults.
  generate_laplace_options: ({ args: [given] }) => [
    typeof given === "number" ? new Array<number>(given).fill(0) : given!,
    1.5e-8,
    500,
    1,
    1000,
    1,
  ],
  hmm_hidden_state_prob: ({ args: [log, gamma, rho] }) =>
    hiddenStates(asGrid(log!), gamma as readonly (readonly number[])[], numbers(rho)),
  quantile: ({ args: [x, p] }) =>
    typeof p === "number"
      ? sampleQuantile(numbers(x), p)
      : numbers(p).map((q) => sampleQuantile(numbers(x), q)),
  fma: ({ args, types, result }) => {
    const [a, b, d] = args.map((x, k) => asMatrix(x, types[k]!));
    const at = (m: Grid, k: number, i: number, j: number): C =>
      rankOf(types[k]!) === 0 ? m[0]![0]! : m[i]![j]!;
    const like = [a!, b!, d!][types.findIndex((type) => rankOf(type) === Math.max(...types.map(rankOf)))]!;
    return shaped(like.map((row, i) => row.map((_, j) => plus(times(at(a!, 0, i, j), at(b!, 1, i, j)), at(d!, 2, i, j)))), result); // prettier-ignore
  },
};

/** By the weights of all paths: the share of those that are in state k at time n. */
function hiddenStates(log: Grid, gamma: readonly (readonly number[])[], rho: readonly number[]): number[][] {
  const [states, steps] = [log.length, log[0]!.length];
  const weights = log.map((row) => row.map(() => 0));
  let sum = 0;
  for (let path = 0; path < states ** steps; path++) {
    const at = Array.from({ length: steps }, (_, n) => Math.floor(path / states ** n) % states);
    const weight = at.reduce(
      (w, k, n) => w * Math.exp(log[k]![n]![0]) * (n === 0 ? rho[k]! : gamma[at[n - 1]!]![k]!),
      1,
    );
    at.forEach((k, n) => (weights[k]![n]! += weight));
    sum += weight;
  }
  return weights.map((row) => row.map((w) => w / sum));
}

function series(a: readonly number[], b: readonly number[], z: number): number {
  let [term, sum] = [1, 1];
  for (let n = 0; n < 400; n++) {
    for (const x of a) term *= x + n;
    for (const x of b) term /= x + n;
    term *= z / (n + 1);
    sum += term;
  }
  return sum;
}

/** Linear interpolation of the order statistics at 1 + (n - 1) p. */
function sampleQuantile(x: readonly number[], p: number): number {
  const sorted = [...x].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

/** Elementary functions of complex numbers, element by element. */
export const complexElementary = (name: string): Reference | null =>
  Object.hasOwn(elementary, name) ? ofParts((z) => [...elementary[name]!(z)]) : null;

type Pair = readonly [found: Grid, expected: Grid];
const diagonal = (d: Row): C[][] => scaledRows(identity(d.length), d);
const adjoint = (a: Grid): C[][] => transposed(a).map((row) => row.map(conjugate));
const isUnitary = (q: Grid): Pair => [matmul(adjoint(q), q), identity(q[0]!.length)];
const productIs = (a: Grid, ...factors: readonly Grid[]): Pair => [factors.reduce((p, f) => matmul(p, f)), a];
const isUpper = (r: Grid): Pair => [lowerPart(r).map((row, i) => row.map((x, j) => (i === j ? c(0) : x))), r.map((row) => row.map(() => c(0)))]; // prettier-ignore

/** Pairs of values that are equal for a right result. */
export const properties: Readonly<Record<string, (a: Grid, found: Nested) => readonly Pair[]>> = {
  eigenvalues_sym: (a, d) => characteristic(a, asRow(d)),
  eigenvalues: (a, d) => characteristic(a, asRow(d)),
  eigenvectors_sym: (a, v) => [
    isUnitary(asGrid(v)),
    isDiagonal(matmul(matmul(adjoint(asGrid(v)), a), asGrid(v))),
  ],
  eigenvectors: (a, v) => [isDiagonal(matmul(inverse(asGrid(v)), matmul(a, asGrid(v))))],
  eigendecompose_sym: (a, found) => {
    const [v, d] = list(found);
    return [isUnitary(asGrid(v!)), productIs(a, asGrid(v!), diagonal(asRow(d!)), adjoint(asGrid(v!)))];
  },
  eigendecompose: (a, found) => {
    const [v, d] = list(found);
    return [[matmul(a, asGrid(v!)), matmul(asGrid(v!), diagonal(asRow(d!)))]];
  },
  singular_values: (a, s) =>
    characteristic(
      matmul(adjoint(a), a),
      asRow(s).map((x) => times(x, x)),
    ),
  svd: (a, found) => {
    const [u, s, v] = list(found);
    return [
      isUnitary(asGrid(u!)),
      isUnitary(asGrid(v!)),
      productIs(a, asGrid(u!), diagonal(asRow(s!)), adjoint(asGrid(v!))),
    ];
  },
  svd_U: (a, u) => [
    isUnitary(asGrid(u)),
    isDiagonal(matmul(adjoint(asGrid(u)), matmul(matmul(a, adjoint(a)), asGrid(u)))),
  ],
  svd_V: (a, v) => [
    isUnitary(asGrid(v)),
    isDiagonal(matmul(adjoint(asGrid(v)), matmul(matmul(adjoint(a), a), asGrid(v)))),
  ],
  qr: (a, found) => decomposedQr(a, found),
  qr_thin: (a, found) => decomposedQr(a, found),
  qr_Q: (a, q) => [isUnitary(asGrid(q)), isUpper(matmul(adjoint(asGrid(q)), a))],
  qr_thin_Q: (a, q) => [isUnitary(asGrid(q)), isUpper(matmul(adjoint(asGrid(q)), a))],
  qr_R: (a, r) => [isUpper(asGrid(r)), productIs(matmul(adjoint(a), a), adjoint(asGrid(r)), asGrid(r))],
  qr_thin_R: (a, r) => [isUpper(asGrid(r)), productIs(matmul(adjoint(a), a), adjoint(asGrid(r)), asGrid(r))],
  complex_schur_decompose: (a, found) => {
    const [u, t] = list(found);
    return [
      isUnitary(asGrid(u!)),
      isUpper(asGrid(t!)),
      productIs(a, asGrid(u!), asGrid(t!), adjoint(asGrid(u!))),
    ];
  },
  complex_schur_decompose_u: (a, u) => [
    isUnitary(asGrid(u)),
    isUpper(matmul(adjoint(asGrid(u)), matmul(a, asGrid(u)))),
  ],
  complex_schur_decompose_t: (a, t) => [
    isUpper(asGrid(t)),
    ...characteristic(
      a,
      asGrid(t).map((row, i) => row[i]!),
    ),
  ],
};

function decomposedQr(a: Grid, found: Nested): Pair[] {
  const [q, r] = list(found);
  return [isUnitary(asGrid(q!)), isUpper(asGrid(r!)), productIs(a, asGrid(q!), asGrid(r!))];
}

const isDiagonal = (a: Grid): Pair => [
  a.map((row, i) => row.map((x, j) => (i === j ? c(0) : x))),
  a.map((row) => row.map(() => c(0))),
];

/** Traces of the powers of A are the power sums of its eigenvalues. */
function characteristic(a: Grid, values: Row): Pair[] {
  const found: C[] = [];
  const expected: C[] = [];
  let power: Grid = identity(a.length);
  let powers: Row = values.map(() => c(1));
  for (let k = 0; k < a.length; k++) {
    power = matmul(power, a);
    powers = powers.map((x, i) => times(x, values[i]!));
    found.push(total(powers));
    expected.push(trace(power));
  }
  return [[[found], [expected]]];
}
