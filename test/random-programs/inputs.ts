// Data that every random program has, parameters with constraints of every kind, and the functions that solvers call back.

import { literal, type Size, type Type, type Variable } from "./scope.ts";
import { line, type Signature } from "./tree.ts";
import { spell } from "./values.ts";

export const SIZES: Readonly<Record<"Z" | "U" | "M" | "N", Size>> = {
  Z: { text: "Z", value: 0 },
  U: { text: "U", value: 1 },
  M: { text: "M", value: 3 },
  N: { text: "N", value: 4 },
};
const { Z, U, M, N } = SIZES;

export const DATA: Readonly<Record<string, unknown>> = {
  Z: 0,
  U: 1,
  M: 3,
  N: 4,
  flag: 1,
  perm: [3, 1, 4, 2],
  grp: [2, 3, 2, 1],
  pair: [3, 1, 3],
  none: [],
  dv: [0.3, -0.8, 1.1, 0.4],
  dw: [0.9, -0.2, 0.5],
  dz: [],
  X: [[0.2, -0.5, 0.8, 1.2], [1.1, 0.3, -0.6, 0.7], [-0.9, 0.4, 0.1, -0.3]], // prettier-ignore
  ds: 0.6,
};

const known = (name: string, type: Type, range?: readonly [number, number]): Variable => ({
  ...{ name, type, active: false, mutable: false, isData: true as const },
  ...(range === undefined ? {} : { range }),
});

export const DATA_VARIABLES: readonly Variable[] = [
  known("Z", { kind: "int" }),
  known("U", { kind: "int" }, [1, 1]),
  known("M", { kind: "int" }, [3, 3]),
  known("N", { kind: "int" }, [4, 4]),
  known("flag", { kind: "int" }, [0, 1]),
  known("perm", { kind: "ints", size: N }, [1, 4]),
  known("grp", { kind: "ints", size: N }, [1, 3]),
  known("pair", { kind: "ints", size: M }, [1, 3]),
  known("none", { kind: "ints", size: Z }, [1, 1]),
  known("dv", { kind: "vector", size: N }),
  known("dw", { kind: "vector", size: M }),
  known("dz", { kind: "vector", size: Z }),
  known("X", { kind: "matrix", rows: M, columns: N }),
  known("ds", { kind: "real" }),
];

export const DECLARATIONS: readonly string[] = DATA_VARIABLES.map((v) => `${spell(v.type, v.name)};`);
/** Sizes before what they size. */
export const SHUFFLED: readonly string[] = [
  ...DECLARATIONS.slice(0, 4).reverse(),
  ...DECLARATIONS.slice(4).reverse(),
];

const REAL: Type = { kind: "real" };
export const COLUMN: Type = { kind: "vector", size: N };
const SHORT: Type = { kind: "vector", size: M };
const SQUARE: Type = { kind: "matrix", rows: M, columns: M };
const WIDE: Type = { kind: "matrix", rows: M, columns: N };
const PAIR: Type = { kind: "vectors", size: literal(2), inner: M };

/** Declarations of one parameter: `#` is its name. `p0` is a real, `p1` a vector[N]. */
export const PARAMETERS: readonly (readonly [string, Type])[] = [
  ["real #;", REAL],
  ["real<lower=0> #;", REAL],
  ["real<upper=ds> #;", REAL],
  ["real<lower=-1, upper=2> #;", REAL],
  ["real<lower=p0> #;", REAL],
  ["real<lower=p0, upper=p0 + 3> #;", REAL],
  ["real<offset=0.3, multiplier=2> #;", REAL],
  ["real<offset=p0, multiplier=1.5> #;", REAL],
  ["real<multiplier=exp(0.2 * p0)> #;", REAL],
  ["vector[N] #;", COLUMN],
  ["vector[M] #;", SHORT],
  ["vector[Z] #;", { kind: "vector", size: Z }],
  ["vector[U] #;", { kind: "vector", size: U }],
  ["vector<lower=0>[M] #;", SHORT],
  ["vector<lower=dv>[N] #;", COLUMN],
  ["vector<lower=-2, upper=p1 + 4>[N] #;", COLUMN],
  ["vector<multiplier=0.5>[N] #;", COLUMN],
  ["vector<offset=p1>[N] #;", COLUMN],
  ["vector<offset=dv, multiplier=exp(0.1 * p1)>[N] #;", COLUMN],
  ["row_vector[N] #;", { kind: "row", size: N }],
  ["row_vector<upper=1>[M] #;", { kind: "row", size: M }],
  ["row_vector<offset=p0, multiplier=2>[M] #;", { kind: "row", size: M }],
  ["matrix[M, N] #;", WIDE],
  ["matrix<lower=-1>[M, M] #;", SQUARE],
  ["matrix<upper=X + 2>[M, N] #;", WIDE],
  ["array[N] real #;", { kind: "reals", size: N }],
  ["array[M] real<lower=0> #;", { kind: "reals", size: M }],
  ["array[M, N] real<lower=p0, upper=5 + square(p0)> #;", { kind: "grid", rows: M, columns: N }],
  ["array[2] vector[M] #;", PAIR],
  ["array[2] simplex[M] #;", PAIR],
  ["array[2] ordered[M] #;", PAIR],
  ["array[2] sum_to_zero_vector[M] #;", PAIR],
  ["simplex[N] #;", COLUMN],
  ["simplex[U] #;", { kind: "vector", size: U }],
  ["ordered[N] #;", COLUMN],
  ["positive_ordered[M] #;", SHORT],
  ["unit_vector[M] #;", SHORT],
  ["sum_to_zero_vector[N] #;", COLUMN],
  ["sum_to_zero_matrix[M, N] #;", WIDE],
  ["corr_matrix[M] #;", SQUARE],
  ["cov_matrix[M] #;", SQUARE],
  ["cholesky_factor_corr[M] #;", SQUARE],
  ["cholesky_factor_cov[M] #;", SQUARE],
  ["cholesky_factor_cov[N, M] #;", { kind: "matrix", rows: N, columns: M }],
  ["column_stochastic_matrix[M, M] #;", SQUARE],
  ["row_stochastic_matrix[M, M] #;", SQUARE],
  ["complex #;", { kind: "complex" }],
  ["complex_vector[M] #;", { kind: "complexes", size: M }],
  ["tuple(real<lower=0>, vector[M]) #;", { kind: "tuple", slots: [REAL, SHORT] }],
  ["tuple(simplex[N], tuple(complex, real<upper=1>)) #;", { kind: "tuple", slots: [COLUMN, { kind: "tuple", slots: [{ kind: "complex" }, REAL] }] }], // prettier-ignore
];

const helper = (head: string, ...body: readonly string[]): Signature => ({
  head,
  body: body.map((text) => line(text)),
});

/** By name; a program has those that it mentions. */
export const HELPERS: Readonly<Record<string, Signature>> = {
  decay_: helper(
    "vector decay_(real t, vector y, real a, vector b)",
    "return -0.5 * y .* (1 + square(tanh(b))) + 0.3 * sin(t + a);",
  ),
  bump_: helper(
    "real bump_(real x, real xc, array[] real th, data array[] real xr, data array[] int xi)",
    "return exp(-square(x - th[1])) * (2 + sin(th[2] * xr[xi[1]]));",
  ),
  roots_: helper("vector roots_(vector x, vector b, real a)", "return 2 * x + tanh(x .* b) - cos(a);"),
  part_: helper(
    "real part_(array[] real s, int from, int to, real a)",
    "return a * sum(sin(to_vector(s))) + (to - from);",
  ),
  shard_: helper(
    "vector shard_(vector phi, vector th, data array[] real xr, data array[] int xi)",
    "return sin(phi) * xr[1] + sum(tanh(th)) * xi[1];",
  ),
};
