// A whole random program with its data: functions first, then data that every program has, transformed data, parameters with
// constraints of every kind, transformed parameters, and a model whose last statements send every real variable to the target.

import { real, vector } from "./expressions.ts";
import {
  chance,
  fresh,
  type Callable,
  type Generator,
  int,
  literal,
  newRandom,
  pick,
  type Place,
  type Size,
  type Type,
  type Variable,
} from "./scope.ts";
import { spell } from "./declarations.ts";
import { block_ } from "./statements.ts";
import { inOtherWords, line, type Node, type ProgramTree, type Signature } from "./tree.ts";

export interface RandomProgram {
  readonly seed: number;
  readonly tree: ProgramTree;
  /** The same density: data declared in another order, the model block inside a function. */
  readonly twins: Readonly<Record<string, ProgramTree>>;
  readonly events: readonly Event[];
}

/** One statement that was written, for the coverage table. */
export interface Event {
  readonly kind: string;
  readonly active: boolean;
  readonly places: readonly Place[];
  readonly size?: number;
}

const Z: Size = { text: "Z", value: 0 };
const U: Size = { text: "U", value: 1 };
const M: Size = { text: "M", value: 3 };
const N: Size = { text: "N", value: 4 };

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
  name,
  type,
  active: false,
  mutable: false,
  ...(range === undefined ? {} : { range }),
});

const DATA_VARIABLES: readonly Variable[] = [
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

const DECLARATIONS = [
  "int Z;",
  "int U;",
  "int M;",
  "int N;",
  "int flag;",
  ...DATA_VARIABLES.slice(5).map((v) => `${spell(v.type, v.name)};`),
];
const SHUFFLED = [...DECLARATIONS.slice(0, 4).reverse(), ...DECLARATIONS.slice(4).reverse()];

const COLUMN: Type = { kind: "vector", size: N };
const SHORT: Type = { kind: "vector", size: M };
const SQUARE: Type = { kind: "matrix", rows: M, columns: M };
const WIDE: Type = { kind: "matrix", rows: M, columns: N };

/** Declarations of one parameter: `#` is its name. */
const PARAMETERS: readonly (readonly [string, Type])[] = [
  ["real #;", { kind: "real" }],
  ["real<lower=0> #;", { kind: "real" }],
  ["real<upper=ds> #;", { kind: "real" }],
  ["real<lower=-1, upper=2> #;", { kind: "real" }],
  ["real<lower=p0> #;", { kind: "real" }],
  ["real<offset=0.3, multiplier=2> #;", { kind: "real" }],
  ["real<offset=p0, multiplier=1.5> #;", { kind: "real" }],
  ["vector[N] #;", COLUMN],
  ["vector[M] #;", SHORT],
  ["vector[Z] #;", { kind: "vector", size: Z }],
  ["vector[U] #;", { kind: "vector", size: U }],
  ["vector<lower=0>[M] #;", SHORT],
  ["vector<lower=dv>[N] #;", COLUMN],
  ["vector<lower=-2, upper=p1 + 4>[N] #;", COLUMN],
  ["vector<multiplier=0.5>[N] #;", COLUMN],
  ["vector<offset=p1>[N] #;", COLUMN],
  ["row_vector[N] #;", { kind: "row", size: N }],
  ["row_vector<upper=1>[M] #;", { kind: "row", size: M }],
  ["matrix[M, N] #;", WIDE],
  ["matrix<lower=-1>[M, M] #;", SQUARE],
  ["array[N] real #;", { kind: "reals", size: N }],
  ["array[M] real<lower=0> #;", { kind: "reals", size: M }],
  ["array[2] vector[M] #;", { kind: "vectors", size: literal(2), inner: M }],
  ["array[2] simplex[M] #;", { kind: "vectors", size: literal(2), inner: M }],
  ["simplex[N] #;", COLUMN],
  ["simplex[U] #;", { kind: "vector", size: U }],
  ["ordered[N] #;", COLUMN],
  ["positive_ordered[M] #;", SHORT],
  ["unit_vector[M] #;", SHORT],
  ["sum_to_zero_vector[N] #;", COLUMN],
  ["corr_matrix[M] #;", SQUARE],
  ["cov_matrix[M] #;", SQUARE],
  ["cholesky_factor_corr[M] #;", SQUARE],
  ["cholesky_factor_cov[M] #;", SQUARE],
  ["column_stochastic_matrix[M, M] #;", SQUARE],
  ["row_stochastic_matrix[M, M] #;", SQUARE],
];

interface Shared {
  readonly random: Generator["random"];
  readonly names: { next: number };
  readonly functions: Callable[];
  readonly events: Event[];
}

function generatorOf(
  s: Shared,
  variables: readonly Variable[],
  fuel: number,
  changes: Partial<Generator> = {},
): Generator {
  return {
    random: s.random,
    variables: [...variables],
    sizes: [Z, U, M, N],
    functions: s.functions,
    places: ["top"],
    hasTarget: false,
    mayReadTarget: false,
    isInLoop: false,
    returns: null,
    returnSize: 0,
    names: s.names,
    fuel: { left: fuel },
    cover: (kind, active, places, size) =>
      s.events.push({ kind, active, places: [...places], ...(size === undefined ? {} : { size }) }),
    ...changes,
  };
}

const readOnly = (v: Variable): Variable => ({ ...v, mutable: false });

export function randomProgram(seed: number): RandomProgram {
  const random = newRandom(seed);
  const shared: Shared = { random, names: { next: 0 }, functions: [], events: [] };
  const any = generatorOf(shared, [], 0);
  const functions = Array.from({ length: int(any, 4) }, () => userFunction(shared));

  const prepare = generatorOf(shared, DATA_VARIABLES, 5);
  const transformedData = chance(any, 0.5) ? block_(prepare, 1 + int(prepare, 4)) : [];
  const dataLevel = prepare.variables.map(readOnly);

  const chosen = Array.from({ length: 1 + int(any, 3) }, () => pick(any, PARAMETERS));
  const declared: [string, Type][] = [["real #;", { kind: "real" }], ["vector[N] #;", COLUMN], ...chosen] as [
    string,
    Type,
  ][];
  const parameters = declared.map(([text], k) => text.replace("#", `p${k}`));
  const parameterVariables = declared.map(([, type], k): Variable => ({
    name: `p${k}`,
    type,
    active: true,
    mutable: false,
  }));

  const transform = generatorOf(shared, [...dataLevel, ...parameterVariables], 8, { isRealOnly: true });
  const transformedParameters = chance(any, 0.5)
    ? [...block_(transform, 1 + int(any, 4)), ...constrained(transform)]
    : [];
  const before = transform.variables.map(readOnly);

  const size = pick(any, [3, 5, 8, 14]);
  const model = generatorOf(shared, before, size, { hasTarget: true, mayReadTarget: chance(any, 0.12) });
  const statements = [...block_(model, 2 + int(any, 4)), ...ending(model)];
  const tree: ProgramTree = {
    functions,
    data: DECLARATIONS,
    transformedData,
    parameters,
    transformedParameters,
    model: statements,
  };
  return {
    seed,
    tree,
    twins: {
      shuffled: { ...tree, data: SHUFFLED },
      wrapped: wrapped(tree, before),
      reworded: inOtherWords(tree),
    },
    events: shared.events,
  };
}

/** Transformed parameters with constraints, which they satisfy. */
function constrained(g: Generator): readonly Node[] {
  const [a, b] = [fresh(g, "tp"), fresh(g, "tp")];
  const [u, v] = [real(g, 1), vector(g, 4, 1)];
  const [text, value] = pick(g, [
    [`vector<lower=-1, upper=1>[N] ${b}`, `tanh(${v.text})`],
    [`simplex[N] ${b}`, `softmax(${v.text})`],
    [`ordered[N] ${b}`, `cumulative_sum(exp(tanh(${v.text})))`],
    [`vector<lower=${a}>[N] ${b}`, `${a} + exp(tanh(${v.text}))`],
  ] as const);
  g.cover("constrained transformed parameters", u.active || v.active, g.places);
  g.variables.push(
    { name: a, type: { kind: "real" }, active: u.active, mutable: true },
    { name: b, type: COLUMN, active: v.active, mutable: true },
  );
  return [line(`real<lower=0> ${a} = exp(tanh(${u.text}));`), line(`${text} = ${value};`)];
}

/** Everything real that is in scope counts. */
function ending(g: Generator): readonly Node[] {
  const reals = g.variables.filter((v) => v.active);
  const term = ({ name, type }: Variable): string => {
    if (type.kind === "real") return `sin(${name})`;
    if (type.kind === "grid") return `sum(sin(to_vector(${name}[1])))`;
    if (type.kind === "vectors") return `sum(sin(${name}[1]))`;
    return type.kind === "reals" ? `sum(sin(to_vector(${name})))` : `sum(sin(${name}))`;
  };
  const chosen = reals.filter(({ name }) => /^p/.test(name) || chance(g, 0.8));
  return chosen.map((v) => line(`target += ${term(v)};`));
}

// ------------------------------------------------------------------------------------------------------------- functions

function userFunction(s: Shared): Signature {
  const kind = (["real", "vector", "lpdf", "lp"] as const)[Math.floor(s.random.uniform() * 4)]!;
  const size = s.random.uniform() < 0.6 ? 4 : 3;
  const name = `f${s.functions.length}${kind === "lp" ? "_lp" : ""}`;
  const argument = (stem: string, type: Type, range?: readonly [number, number]): Variable => ({
    ...known(stem, type, range),
    active: true,
  });
  const u = argument("u", { kind: "real" });
  const v = argument("v", { kind: "vector", size: literal(size) });
  const y = argument("y", { kind: "real" });
  const n = known("n", { kind: "int" }, [1, 4]);
  const variables = kind === "real" ? [u, v, n] : kind === "lpdf" ? [y, u, v] : [u, v];
  const g = generatorOf(s, variables, 7, {
    sizes: [{ text: "size(v)", value: size }],
    functions: [...s.functions],
    places: ["function"],
    hasTarget: kind === "lp",
    mayReadTarget: kind === "lp" && s.random.uniform() < 0.1,
    returns: kind === "lp" ? null : kind === "vector" ? "vector" : "real",
    returnSize: size,
  });
  const body = block_(g, 1 + int(g, 4));
  s.functions.push({ name, kind, size });
  const head = {
    real: `real ${name}(real u, vector v, int n)`,
    vector: `vector ${name}(vector v, real u)`,
    lpdf: `real ${name}_lpdf(real y, real u, vector v)`,
    lp: `void ${name}(vector v, real u)`,
  }[kind];
  if (kind === "lp") return { head, body: [...body, line("target += sin(u) * sum(v);")] };
  const e =
    kind === "vector"
      ? `tanh(${vector(g, size, 1).text}) + v * u`
      : `tanh(${real(g).text}) + ${kind === "lpdf" ? "y * " : ""}u * sum(v)`;
  return { head, body: [...body, line(`return ${e};`)] };
}

/** The model block as the body of a function of everything it may mention. */
function wrapped(tree: ProgramTree, variables: readonly Variable[]): ProgramTree {
  const unsized = ({ name, type }: Variable): string => {
    switch (type.kind) {
      case "real":
      case "int":
        return `${type.kind} ${name}`;
      case "vector":
        return `vector ${name}`;
      case "row":
        return `row_vector ${name}`;
      case "matrix":
        return `matrix ${name}`;
      case "reals":
        return `array[] real ${name}`;
      case "grid":
        return `array[,] real ${name}`;
      case "ints":
        return `array[] int ${name}`;
      case "vectors":
        return `array[] vector ${name}`;
    }
  };
  const head = `void whole_lp(${variables.map(unsized).join(", ")})`;
  const call = line(`whole_lp(${variables.map((v) => v.name).join(", ")});`);
  return { ...tree, functions: [...tree.functions, { head, body: tree.model }], model: [call] };
}
