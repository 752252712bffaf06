// One small program per entry of the catalogue, with the entry in an active position: all its real arguments are parameters, and what it
// computes is scaled or bent, so that an adjoint that gets lost, doubled or turned is seen. Functions of the language come as text
// through the whole compiler; those that only formulas of the library use enter as MIR.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { accumulateLocal, int, letLocal, load, local, mul, num, op, ref } from "../../compiler/ir/build.ts";
import type { Expr, Model as Mir } from "../../compiler/ir/mir.ts";
import { simplify } from "../../compiler/3-simplify/index.ts";
import type { ArgumentDomain, Distribution, ScalarFunction } from "../../runtime/descriptor.ts";
import { distributions, scalarFunctions, transforms } from "../../runtime/library.ts";
import { randomStream } from "../../runtime/random/random.ts";
import { declaredScalar, gradientModel, parameter } from "../compiler/6-emit/build-model.ts";
import { front } from "./pipeline.ts";

export interface Program {
  readonly name: string;
  /** In the language; null where it enters as MIR or under another simplex transform. */
  readonly text: string | null;
  readonly build: () => Mir;
  readonly data: Readonly<Record<string, unknown>>;
  readonly points: (dimension: number) => readonly (readonly number[])[];
}

const POINTS = 5;

/** The same points in every run, spread enough that no partial is small at all of them. */
function randomPoints(dimension: number): number[][] {
  const random = randomStream(7, dimension, 0);
  return Array.from({ length: POINTS }, () =>
    Array.from({ length: dimension }, () => 2.4 * random.uniform() - 1.2),
  );
}

export const program = (name: string, text: string, data: Program["data"] = {}): Program => ({
  name,
  text,
  build: () => front(text),
  data,
  points: randomPoints,
});

// ------------------------------------------------------------------------------------------------------------ operations

/** Every differentiable row of compiler/ir/ops.ts. */
export const OPERATIONS: Readonly<Record<string, string>> = {
  add: "a + b",
  sub: "a - b",
  mul: "a * b",
  div: "a / b",
  neg: "-a",
  square: "square(a)",
  sqrt: "sqrt(a + 2)",
};

export const operationProgram = (name: string): Program =>
  program(
    `operation ${name}`,
    `parameters { real a; real b; } model { target += 1.3 * sin(${OPERATIONS[name]!}); target += cos(b); }`,
  );

// ------------------------------------------------------------------------------------------------------ scalar functions

const language = Object.keys(
  JSON.parse(
    gunzipSync(readFileSync(new URL("../compiler/1-check/signatures.json.gz", import.meta.url))).toString(
      "utf8",
    ),
  ) as object,
);

/** Arguments that depend on each other: their partials are total derivatives, so they are reached as the language reaches them. */
const DEPENDENT: Readonly<Record<string, string>> = {
  log_inc_beta:
    "parameters { real<lower=0, upper=1> x; real<lower=0> a; real<lower=0> b; } model { target += 1.3 * beta_lcdf(x | a, b); }",
};

/** Functions of a real argument with a real value; the others have nothing to differentiate. */
export const differentiableFunctions = (): readonly ScalarFunction[] =>
  Object.values(scalarFunctions).filter(
    (f) =>
      f.result !== "int" &&
      Object.values(f.args).includes("real") &&
      (f.testPoints.length > 0 || Object.keys(f.partials ?? {}).length > 0),
  );

export function scalarProgram(f: ScalarFunction): Program {
  const name = `function ${f.name}`;
  const dependent = DEPENDENT[f.name];
  if (dependent !== undefined) return program(name, dependent);
  const types = Object.values(f.args);
  const isReal = (_: unknown, k: number): boolean => types[k] === "real";
  const points = f.testPoints.map((point) => point.filter(isReal));
  // Integer arguments are data and so the same at all points.
  const data = Object.fromEntries(
    types.flatMap((type, k) => (type === "int" ? [[`n${k}`, f.testPoints[0]?.[k]]] : [])),
  );
  const text = language.includes(f.name) ? scalarText(f) : null;
  const build = text === null ? () => scalarMir(f) : () => front(text);
  return { name, text, build, data, points: () => points };
}

function scalarText(f: ScalarFunction): string {
  const types = Object.values(f.args);
  const declare = (wanted: "int" | "real"): string =>
    types.map((type, k) => (type === wanted ? `${type} ${type === "int" ? "n" : "x"}${k};` : "")).join(" ");
  const args = types.map((type, k) => `${type === "int" ? "n" : "x"}${k}`).join(", ");
  return `data { ${declare("int")} } parameters { ${declare("real")} } model { target += 1.3 * ${f.name}(${args}); }`;
}

function scalarMir(f: ScalarFunction): Mir {
  const types = Object.values(f.args);
  const data = types.flatMap((type, k) => (type === "int" ? [declaredScalar(`n${k}`, "int")] : []));
  const reals = types.flatMap((type, k) => (type === "real" ? [declaredScalar(`x${k}`, "real")] : []));
  const [ints, arguments_] = [[...data], [...reals]];
  const args = types.map((type): Expr => ref((type === "int" ? ints : arguments_).shift()!.local));
  const parameters = reals.map((x, k) => parameter(x, int(k), int(1)));
  const { model } = gradientModel({ data, parameters, dimension: int(reals.length) }, () => []);
  const value = local("value", "real");
  return simplify({
    ...model,
    logJoint: [
      ...reals.map((x, k) => letLocal(x.local, load(model.q, [int(k)]))),
      letLocal(value, op(f.name, ...args)),
      accumulateLocal(model.target, mul(num(1.3), ref(value))),
    ],
  });
}

// --------------------------------------------------------------------------------------------------------------- kernels

const OSCILLATOR =
  "vector osc(real t, vector y, real k) { return [y[2], -k * y[1] - 0.3 * y[2] + sin(t)]'; }" +
  " vector sum_of(array[] vector z) { return z[1] + 1.7 * z[2]; }";
const ode = (solver: string): readonly [string, string, string] => [
  "vector[2] y0; real<lower=0> k; real<upper=0.4> t0; real<lower=0.6, upper=2> tau;",
  `sum(sin(sum_of(ode_${solver}_tol(osc, y0, t0, {0.5, tau}, 1e-11, 1e-11, 100000, k)) + 0.4))`,
  OSCILLATOR,
];
const SYSTEM =
  "vector sys(vector x, real a, vector b) { return [x[1] ^ 3 + x[1] - a, x[2] * exp(x[2]) - exp(b[1]) * exp(0.3 * x[1])]'; }";
const solve = (solver: string): readonly [string, string, string] => [
  "real a; vector[1] b;",
  `sum(sin(solve_${solver}_tol(sys, [0.5, 0.5]', 1e-12, 1e-12, 1000, a, b) + 0.4))`,
  SYSTEM,
];
const RAMP =
  "real ramp(real x, real xc, array[] real th, data array[] real xr, data array[] int xi) { return exp(-th[1] * x) * cos(x); }";

/** Parameters and a number that depends on them through the kernel; functions it calls back. */
const KERNELS: Readonly<Record<string, readonly [parameters: string, value: string, functions?: string]>> = {
  cholToInverse: ["cholesky_factor_cov[3] L;", "sum(sin(chol2inv(L) + 0.4))"],
  choleskyDecompose: ["cov_matrix[3] S;", "sum(sin(cholesky_decompose(S) + 0.4))"],
  csrMatrixTimesVector: [
    "vector[4] w; vector[3] b;",
    "sum(sin(csr_matrix_times_vector(2, 3, w, {1, 3, 1, 2}, {1, 3, 5}, b) + 0.4))",
  ],
  csrToDenseMatrix: ["vector[4] w;", "sum(sin(csr_to_dense_matrix(2, 3, w, {1, 3, 1, 2}, {1, 3, 5}) + 0.4))"],
  dae: [
    "real<lower=-1, upper=1> k; real a;",
    "sum(sin(dae_tol(decay, [a, a * a]', [-k * a, -2 * k * a * a]', 0, {0.5, 1.5}, 1e-11, 1e-11, 100000, k)[2] + 0.4))",
    "vector decay(real t, vector y, vector rate, real k) { return [rate[1] + k * y[1], y[2] - square(y[1])]'; }",
  ],
  determinant: ["matrix[3, 3] A;", "determinant(A)"],
  eigenGeneral: [
    "matrix[3, 3] A; matrix[3, 3] B;",
    "dot_product([1, 2, 4.5], abs_of(eigenvectors(to_complex(A, B + diag_matrix([1, 2, 4]'))) * diag_matrix(eigenvalues(to_complex(A, B + diag_matrix([1, 2, 4]'))))))",
    "row_vector abs_of(complex_matrix z) { return [1, 2, 4.5] * (get_real(z) .* get_real(z) + get_imag(z)); }",
  ],
  eigenHermitian: [
    "cov_matrix[3] S; real b;",
    "dot_product([1, 2, 4.5], abs_of(eigenvectors_sym(to_complex(S, [[0, b, 0.3], [-b, 0, 0.5], [-0.3, -0.5, 0]]))))",
    "row_vector abs_of(complex_matrix z) { return [1, 2, 4.5] * (get_real(z) .* get_real(z) + get_imag(z)); }",
  ],
  eigenvaluesSym: ["cov_matrix[3] S;", "sum(sin(eigenvalues_sym(S) + 0.4))"],
  eigenvectorsSym: ["cov_matrix[3] S;", "[1, 2, 4.5] * (square(eigenvectors_sym(S)) * [1, 2, 4.5]')"],
  fourier: [
    "vector[5] x; vector[5] y;",
    "sum(sin(get_real(fft(to_complex(x, y))) + 0.4)) + sum(sin(get_imag(inv_fft(to_complex(x, y))) + 0.4))",
  ],
  generalizedInverse: ["matrix[3, 2] A;", "sum(sin(generalized_inverse(A) + 0.4))"],
  hmmMarginal: [
    "matrix[2, 4] omega; row_stochastic_matrix[2, 2] Gamma; simplex[2] rho;",
    "hmm_marginal(omega, Gamma, rho)",
  ],
  hypergeometricSeries: [
    "vector<lower=0>[2] a; vector<lower=0>[1] b; real<lower=-0.6, upper=0.6> z;",
    "hypergeometric_pFq(a, b, z)",
  ],
  integrate1d: [
    "real a; real b; real c;",
    "integrate_1d(ramp, a, b + 3, {c}, zeros_array(0), zeros_int_array(0), 1e-10)",
    RAMP,
  ],
  inverseMatrix: ["matrix[3, 3] A;", "sum(sin(inverse(A) + 0.4))"],
  inverseSpd: ["cov_matrix[3] S;", "sum(sin(inverse_spd(S) + 0.4))"],
  laplaceCounts: [
    "real<lower=0.5> s; real<lower=0.5> phi; vector[2] m;",
    "laplace_marginal_neg_binomial_2_log_lpmf({1, 0, 3} | {1, 2, 2}, [phi]', m, 1, spread, (s, 2))",
    "matrix spread(real s, int n) { return add_diag(rep_matrix(0.4 * s, n, n), s); }",
  ],
  laplaceMarginal: [
    "real<lower=0.5> s; real b;",
    "laplace_marginal(counted, ({1, 3}, b), 1, spread, (s, 2))",
    "matrix spread(real s, int n) { return add_diag(rep_matrix(0.4 * s, n, n), s); }" +
      " real counted(vector theta, array[] int y, real b) { return poisson_log_lpmf(y | theta + b); }",
  ],
  logDeterminant: ["matrix[3, 3] A;", "log_determinant(A)"],
  logDeterminantSpd: ["cov_matrix[3] S;", "log_determinant_spd(S)"],
  logMixture: ["simplex[3] w; vector[3] x;", "log_mix(w, x)"],
  logSoftmax: ["vector[3] x;", "sum(sin(log_softmax(x) + 0.4))"],
  logSumExp: ["vector[3] x;", "log_sum_exp(x)"],
  matrixExp: ["matrix[3, 3] A;", "sum(sin(matrix_exp(A) + 0.4))"],
  maximum: ["vector[3] x;", "max(x)"],
  minimum: ["vector[3] x;", "min(x)"],
  mdivideLeft: ["matrix[3, 3] A; matrix[3, 2] B;", "sum(sin(mdivide_left(A, B) + 0.4))"],
  mdivideLeftSpd: ["cov_matrix[3] A; matrix[3, 2] B;", "sum(sin(mdivide_left_spd(A, B) + 0.4))"],
  mdivideLeftTriLow: [
    "cholesky_factor_cov[3] A; matrix[3, 2] B;",
    "sum(sin(mdivide_left_tri_low(A, B) + 0.4))",
  ],
  mdivideRight: ["matrix[3, 3] A; matrix[2, 3] B;", "sum(sin(mdivide_right(B, A) + 0.4))"],
  mdivideRightSpd: ["cov_matrix[3] A; matrix[2, 3] B;", "sum(sin(mdivide_right_spd(B, A) + 0.4))"],
  mdivideRightTriLow: [
    "cholesky_factor_cov[3] A; matrix[2, 3] B;",
    "sum(sin(mdivide_right_tri_low(B, A) + 0.4))",
  ],
  norm2: ["vector[3] x;", "norm2(x)"],
  odeAdams: ode("adams"),
  odeBdf: ode("bdf"),
  odeCkrk: ode("ckrk"),
  odeRk45: ode("rk45"),
  product: ["vector[3] x;", "prod(x)"],
  qrQ: ["matrix[3, 2] A;", "sum(sin(qr_thin_Q(A) + 0.4))"],
  qrR: ["matrix[3, 2] A;", "sum(sin(qr_thin_R(A) + 0.4))"],
  schur: [
    "matrix[3, 3] A; matrix[3, 3] B;",
    "dot_product([1, 2, 4.5], abs_of(complex_schur_decompose_t(to_complex(A, B)))) + dot_product([1, 2, 4.5], abs_of(complex_schur_decompose_u(to_complex(A, B))))",
    "row_vector abs_of(complex_matrix z) { return [1, 2, 4.5] * (get_real(z) .* get_real(z) + get_imag(z)); }",
  ],
  singularValues: ["matrix[3, 2] A;", "sum(sin(singular_values(A) + 0.4))"],
  softmax: ["vector[3] x;", "sum(sin(softmax(x) + 0.4))"],
  sortAsc: ["vector[3] x;", "dot_product(sort_asc(x), [1.0, 2.0, 4.5]')"],
  sortDesc: ["vector[3] x;", "dot_product(sort_desc(x), [1.0, 2.0, 4.5]')"],
  solveNewton: solve("newton"),
  solvePowell: solve("powell"),
  standardDeviation: ["vector[3] x;", "sd(x)"],
  svdComplex: [
    "matrix[3, 2] A; matrix[3, 2] B;",
    "dot_product([1, 2.5], abs_of(svd_U(to_complex(A, B)))) + dot_product([1, 2.5], singular_values(to_complex(A, B)))",
    "row_vector abs_of(complex_matrix z) { return [1, 2, 4.5] * (get_real(z) .* get_real(z) + get_imag(z)); }",
  ],
  svdU: ["matrix[3, 2] A;", "[1, 2, 4.5] * (square(svd_U(A)) * [1, 2.5]')"],
  svdV: ["matrix[3, 2] A;", "[1, 2.5] * (square(svd_V(A)) * [1, 2.5]')"],
  variance: ["vector[3] x;", "variance(x)"],
};

/** By itself, or by the transform or the distribution that it belongs to. Null: nobody has said how to reach it. */
export function kernelProgram(name: string): Program | null {
  const given = KERNELS[name];
  if (given !== undefined)
    return program(
      `kernel ${name}`,
      `${given[2] === undefined ? "" : `functions { ${given[2]} } `}parameters { ${given[0]} } model { target += 1.3 * ${given[1]}; }`,
    );
  const transform = Object.entries(transforms).find(([, t]) => t.kernel?.name === name);
  if (transform !== undefined) return transformProgram(transform[0]);
  const distribution = kernelDistributions().find((d) =>
    Object.values(d.kernels ?? {}).some((kernel) => kernel.name === name),
  );
  return distribution === undefined ? null : distributionProgram(distribution);
}

// ------------------------------------------------------------------------------------------------------------ transforms

const STRUCTURED: Readonly<Record<string, string>> = {
  ordered: "ordered[3]",
  positive_ordered: "positive_ordered[3]",
  simplex: "simplex[3]",
  simplex_stick_breaking: "simplex[3]",
  unit_vector: "unit_vector[3]",
  sum_to_zero_vector: "sum_to_zero_vector[3]",
  sum_to_zero_matrix: "sum_to_zero_matrix[3, 4]",
  cholesky_factor_corr: "cholesky_factor_corr[3]",
  cholesky_factor_cov: "cholesky_factor_cov[3, 2]",
  corr_matrix: "corr_matrix[3]",
  cov_matrix: "cov_matrix[3]",
  column_stochastic_matrix: "column_stochastic_matrix[3, 2]",
  row_stochastic_matrix: "row_stochastic_matrix[2, 3]",
};

/** Scalar transforms and the structured ones by their Stan type; null: nobody has said how to reach it. */
export function transformProgram(name: string): Program | null {
  const scalars: Readonly<Record<string, string>> = {
    lower: "real<lower=-0.4>",
    upper: "real<upper=0.7>",
    lower_upper: "real<lower=-0.4, upper=0.9>",
    offset_multiplier: "real<offset=0.3, multiplier=1.7>",
  };
  const type = scalars[name] ?? STRUCTURED[name];
  if (type === undefined) return null;
  const value = name in scalars ? "sin(x)" : "sum(sin(x + 0.4))";
  const text = `parameters { ${type} x; } model { target += 1.3 * ${value}; }`;
  return {
    ...program(`transform ${name}`, text),
    text: name === "simplex_stick_breaking" ? null : text,
    build: () => front(text, name === "simplex_stick_breaking" ? "stick-breaking" : "ilr"),
  };
}

// --------------------------------------------------------------------------------------------------------- distributions

const INTS: readonly ArgumentDomain[] = ["int", "count", "positive-int", "binary"];

const SCALAR_TYPES: Partial<Readonly<Record<ArgumentDomain, string>>> = {
  positive: "<lower=0>",
  "positive-any": "<lower=0>",
  nonnegative: "<lower=0>",
  "nonnegative-any": "<lower=0>",
  unit: "<lower=0, upper=1>",
  "open-unit": "<lower=0, upper=1>",
};

/** At K = 2 the part of this density that depends on nu alone is constant. */
const LARGER: Readonly<Record<string, readonly unknown[]>> = {
  multi_student_t_cholesky: [[0, 0, 0], 4, [0, 0, 0], [[], [], []]],
};

/** A distribution by kernels, at the shapes and integers of its first test point and at random reals. */
export function distributionProgram(d: Distribution): Program {
  const formal = Object.entries({ ...d.over, ...d.params } as Record<string, ArgumentDomain>);
  const point = LARGER[d.name] ?? d.testPoints[0]!;
  const isInt = (domain: ArgumentDomain): boolean => INTS.includes(domain);
  const declare = (wanted: boolean): string =>
    formal
      .map(([name, domain], k) => (isInt(domain) === wanted ? declaration(name, domain, point[k]) : ""))
      .join(" ");
  const data = Object.fromEntries(
    formal.flatMap(([name, domain], k) => (isInt(domain) ? [[name, point[k]]] : [])),
  );
  const [variate, ...rest] = formal.map(([name]) => name);
  const suffix = isInt(formal[0]![1]) ? "lpmf" : "lpdf";
  const text =
    `data { ${declare(true)} } parameters { ${declare(false)} }` +
    ` model { target += 1.3 * ${d.name}_${suffix}(${variate} | ${rest.join(", ")}); }`;
  return program(`distribution ${d.name}`, text, data);
}

function declaration(name: string, domain: ArgumentDomain, value: unknown): string {
  const dims: number[] = [];
  for (let v = value; Array.isArray(v); v = v[0] as unknown) dims.push(v.length);
  if (INTS.includes(domain)) return `${dims.length > 0 ? `array[${dims.join(", ")}] ` : ""}int ${name};`;
  return `${realType(domain, dims)} ${name};`;
}

function realType(domain: ArgumentDomain, dims: readonly number[]): string {
  const square: Partial<Record<ArgumentDomain, string>> = {
    covariance: "cov_matrix",
    correlation: "corr_matrix",
    "cholesky-covariance": "cholesky_factor_cov",
    "cholesky-correlation": "cholesky_factor_corr",
    simplex: "simplex",
    ordered: "ordered",
  };
  if (square[domain] !== undefined) return `${square[domain]}[${dims[0]}]`;
  if (domain === "real-matrix") return `matrix[${dims.join(", ")}]`;
  const constraint = domain === "positive-vector" ? "<lower=0>" : (SCALAR_TYPES[domain] ?? "");
  return dims.length === 0 ? `real${constraint}` : `vector${constraint}[${dims[0]}]`;
}

/** An elementwise distribution at its own test points: the density, and the cumulative functions it has. */
export function elementwiseProgram(d: Distribution): Program {
  const formal = Object.entries({ ...d.over, ...d.params } as Record<string, ArgumentDomain>);
  const isInt = formal.map(([, domain]) => INTS.includes(domain));
  const points = d.testPoints as readonly (readonly number[])[];
  const declare = (wanted: boolean): string =>
    formal.map(([name], k) => (isInt[k] === wanted ? `${wanted ? "int" : "real"} ${name};` : "")).join(" ");
  const data = Object.fromEntries(formal.flatMap(([name], k) => (isInt[k] ? [[name, points[0]![k]]] : [])));
  const [variate, ...rest] = formal.map(([name]) => name);
  const called = d.calledAs ?? d.name;
  const call = (suffix: string): string =>
    `target += 1.3 * ${called}_${suffix}(${variate} | ${rest.join(", ")});`;
  const cumulative = (["cdf", "lcdf", "lccdf"] as const).filter(
    (kind) => d[kind] !== undefined && language.includes(`${d.name}_${kind}`),
  );
  const body = [isInt[0] ? "lpmf" : "lpdf", ...cumulative].map(call).join(" ");
  const text = `data { ${declare(true)} } parameters { ${declare(false)} } model { ${body} }`;
  return {
    ...program(`distribution ${d.name}`, text, data),
    points: () => points.map((point) => point.filter((_, k) => !isInt[k])),
  };
}

export const elementwiseDistributions = (): readonly Distribution[] =>
  Object.values(distributions).filter((d) => d.vectorised === "elementwise");

export const kernelDistributions = (): readonly Distribution[] =>
  Object.values(distributions).filter((d) => d.kernels !== undefined || d.isWrittenOut === true);
