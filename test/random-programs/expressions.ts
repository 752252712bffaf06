// Random scalar expressions. Values stay of order one, so that differences of the density are as exact as they can be: what is multiplied is
// bounded and functions with poles get arguments away from them.

import { complexes, matrix, row, vector } from "./containers.ts";
import {
  type Argument,
  type Callable,
  chance,
  type Expression,
  extent,
  type Generator,
  indexInto,
  int,
  isSame,
  ofData,
  ofKind,
  pick,
  type Role,
  type Type,
  type Variable,
} from "./scope.ts";
import { valueOf } from "./values.ts";

export type MakeExpression = () => Expression | null;

/** `text` with the `k`-th `#` replaced by the `k`-th argument. */
export function fill(text: string, ...args: readonly (Expression | null)[]): Expression | null {
  if (args.some((arg) => arg === null)) return null;
  let k = 0;
  return { text: text.replace(/#/g, () => args[k++]!.text), active: args.some((arg) => arg!.active) };
}

export const of = (text: string, v: Variable): Expression => ({ text, active: v.active });

/** One of the alternatives that exist here; the last resort is the first. */
export function choose(
  g: Generator,
  last: MakeExpression,
  alternatives: readonly MakeExpression[],
): Expression {
  for (let tries = 0; tries < 6; tries++) {
    const made = pick(g, alternatives)();
    if (made !== null) return made;
  }
  return last()!;
}

/** One of the variables of this very type. */
export function variableOf(g: Generator, type: Type): Expression | null {
  const found = g.variables.filter((v) => isSame(v.type, type));
  return found.length === 0 ? null : ((v) => of(v.name, v))(pick(g, found));
}

const LITERALS = ["0.5", "1.3", "-0.7", "2", "0.25", "1", "0"];

/** Smooth on the whole line, values of order one for arguments of order one. */
const SMOOTH = [
  "sin(#)",
  "cos(#)",
  "tanh(#)",
  "inv_logit(#)",
  "exp(-square(#))",
  "log1p_exp(#)",
  "sqrt(1 + square(#))",
  "atan(#)",
  "erf(#)",
  "Phi(#)",
  "Phi_approx(#)",
  "log1p(square(#))",
  "lgamma(1.5 + square(tanh(#)))",
  "digamma(2 + sin(#))",
  "(2 + sin(#)) ^ 1.7",
  "(#) ^ 2",
  "expm1(tanh(#))",
  "log_inv_logit(#)",
  "asinh(#)",
  "log(2 + cos(#))",
  "inv(2 + sin(#))",
  "square(tanh(#))",
  "inv_sqrt(1 + square(#))",
  "cbrt(3 + sin(#))",
  "abs(2 + sin(#))",
  "(-#)",
];
const BINARY = [
  "(# + #)",
  "(# - #)",
  "(# * #)",
  "(# * #)",
  "(# / (1 + square(#)))",
  "fmax(#, #)",
  "fmin(#, #)",
  "hypot(1 + square(#), #)",
  "log_sum_exp(#, #)",
  "lbeta(1 + square(tanh(#)), 2 + sin(#))",
  "log_diff_exp(2 + square(#), sin(#))",
  "pow(2 + tanh(#), sin(#))",
  "atan2(2 + sin(#), #)",
  "normal_lpdf(# | #, 1.3)",
  "normal_lcdf(# | #, 1.2)",
  "logistic_lccdf(# | #, 0.8)",
  "cauchy_lpdf(# | #, 2)",
  "student_t_lpdf(# | 4, #, 1.5)",
  "gamma_lpdf(1.1 + sin(#) | 2, 1 + square(#))",
  "lognormal_lpdf(exp(tanh(#)) | #, 0.9)",
  "beta_lpdf(inv_logit(#) | 1.5 + square(tanh(#)), 2)",
  "poisson_log_lpmf(3 | tanh(#) + sin(#))",
  "bernoulli_logit_lpmf(1 | # - #)",
  "get_real(to_complex(#, #) * to_complex(0.3, 0.8))",
  "get_imag(exp(to_complex(tanh(#), #)))",
  "log_mix(inv_logit(#), -0.3, #)",
];

export function real(g: Generator, depth = 2): Expression {
  const number: MakeExpression = () => ({ text: pick(g, LITERALS), active: false });
  const variable: MakeExpression = () => variableOf(g, { kind: "real" });
  const atoms: MakeExpression[] = [
    variable,
    variable,
    variable,
    () => element(g),
    () => element(g),
    () => part(g),
    number,
  ];
  if (depth <= 0) return choose(g, number, atoms);
  const sub = (): Expression => real(g, depth - 1);
  const smooth: MakeExpression = () => fill(pick(g, SMOOTH), sub());
  const binary: MakeExpression = () => fill(pick(g, BINARY), sub(), sub());
  return choose(g, number, [
    ...atoms,
    ...[smooth, smooth, smooth, smooth, smooth, smooth],
    ...[binary, binary, binary, binary, binary],
    () => fill("fma(#, #, #)", sub(), sub(), sub()),
    () => fill("(# ? # : #)", condition(g, depth - 1), sub(), sub()),
    () => counted(g, depth),
    () => reduced(g, depth),
    () => reduced(g, depth),
    () => reduced(g, depth),
    () => reduced(g, depth),
    () => call(g, { kind: "real" }, ["plain", "lpdf"], depth - 1),
    () => call(g, { kind: "real" }, ["plain", "lpdf"], depth - 1),
    () => (g.mayReadTarget && chance(g, 0.3) ? { text: "(0.1 * target())", active: true } : null),
    () => draw(g),
  ]);
}

const RANDOM = ["normal_rng(0, 1)", "uniform_rng(-1, 1)", "(0.3 * bernoulli_rng(0.4))", "beta_rng(2, 3)"];
const draw = (g: Generator): Expression | null =>
  g.hasRandom === true ? { text: pick(g, RANDOM), active: false } : null;

/** Integer arithmetic beside reals. */
function counted(g: Generator, depth: number): Expression | null {
  const at = indexInto(g, 4);
  if (at === null) return null;
  const forms = [
    `(${at}) * #`,
    `(${at}) * 0.25 + #`,
    `((${at}) %/% 2) * #`,
    `((${at}) % 3) * #`,
    `# / (${at})`,
  ];
  return fill(pick(g, [...forms, `# * max({${at}, 2})`]), real(g, depth - 1));
}

/** One number from containers. */
function reduced(g: Generator, depth: number): Expression | null {
  const size = pick(g, [4, 3, 1, 4]);
  const some = (n = size): Expression => vector(g, n, depth - 1);
  const square_ = (): Expression => matrix(g, 3, 3, depth - 1);
  return pick<MakeExpression>(g, [
    () => fill("sum(#)", some(pick(g, [4, 3, 1, 0]))),
    () => fill("mean(#)", some()),
    () => fill("prod(#)", some()),
    () => fill("log_sum_exp(#)", some()),
    () => fill("dot_self(#)", some()),
    () => fill("dot_product(#, #)", some(), some()),
    () => fill("variance(#)", some(4)),
    () => fill("max(#)", some()),
    () => fill("squared_distance(#, #)", some(), some()),
    () => fill("(# * #)", row(g, size, depth - 1), some()),
    () => fill("trace(#)", square_()),
    () => fill("sum(#)", matrix(g, 3, 4, depth - 1)),
    () => fill("log_determinant(add_diag(tcrossprod(#), 2))", square_()),
    () => fill("determinant(add_diag(0.5 * tanh(#), 2))", square_()),
    () => fill("quad_form(tanh(#), #)", square_(), some(3)),
    () => fill("log_determinant_spd(add_diag(crossprod(tanh(#)), 2))", square_()),
    () => fill("sum(get_real(#))", complexes(g, 3, depth - 1)),
    () => fill("normal_lpdf(# | #, 1.2)", some(), some()),
    () => range(g),
  ])();
}

/** A part of a vector whose length an index decides. */
function range(g: Generator): Expression | null {
  const found = ofKind(g, "vector").filter((v) => v.type.size.value > 1);
  if (found.length === 0) return null;
  const v = pick(g, found);
  const n = v.type.size.value;
  const at = indexInto(g, n);
  if (at === null) return null;
  const part = pick(g, [
    `${v.name}[${at}:]`,
    `${v.name}[:${at}]`,
    `head(${v.name}, ${at})`,
    `tail(${v.name}, ${at})`,
    `${v.name}[${at}:${n}]`,
  ]);
  return of(`${pick(g, ["sum", "dot_self", "mean"])}(${part})`, v);
}

/** One element of a container in scope. */
function element(g: Generator): Expression | null {
  const containers = g.variables.filter(({ type }) =>
    ["vector", "row", "reals", "matrix", "vectors", "grid"].includes(type.kind),
  );
  if (containers.length === 0) return null;
  const v = pick(g, containers);
  const place = elementOf(g, v);
  return place === null ? null : of(place, v);
}

/** One part of a complex number. */
function part(g: Generator): Expression | null {
  const found = g.variables.filter(({ type }) => type.kind === "complex" || type.kind === "complexes");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const place = v.type.kind === "complex" ? v.name : elementOf(g, v);
  return place === null ? null : of(`${pick(g, ["get_real", "get_imag", "norm"])}(${place})`, v);
}

export function elementOf(g: Generator, v: Variable): string | null {
  const at = extent(v.type).map((size) => indexInto(g, size));
  return at.includes(null) ? null : `${v.name}[${at.join(", ")}]`;
}

// -------------------------------------------------------------------------------------------------------------------- calls

export const callables = (g: Generator, roles: readonly Role[], result: Type | null): readonly Callable[] =>
  g.functions.filter(
    (f) =>
      roles.includes(f.role) &&
      (result === null ? f.result === null : f.result !== null && isSame(f.result, result)),
  );

export function call(g: Generator, result: Type, roles: readonly Role[], depth: number): Expression | null {
  const found = callables(g, roles, result);
  return found.length === 0 ? null : callOf(g, pick(g, found), depth);
}

/** A call with arguments; null where there are none of some type. */
export function callOf(g: Generator, f: Callable, depth: number): Expression | null {
  const args = f.args.map((arg) => (arg.name === f.depth ? countdown(g, f) : argument(g, arg, depth)));
  if (args.includes(null)) return null;
  const [first, ...others] = args as Expression[];
  if (first === undefined) return { text: `${f.name}()`, active: false };
  const rest = others.map(({ text }) => text).join(", ");
  const isActive = args.some((arg) => arg!.active);
  if (f.role === "lpdf") return { text: `${f.name}_lpdf(${first.text} | ${rest})`, active: isActive };
  return { text: `${f.name}(${[first, ...others].map(({ text }) => text).join(", ")})`, active: isActive };
}

/** In its own body one less; elsewhere a small number to start from. */
const countdown = (g: Generator, f: Callable): Expression => ({
  text: g.variables.some((v) => v.name === f.depth) ? `${f.depth} - 1` : String(1 + int(g, 3)),
  active: false,
});

export function argument(g: Generator, { type, isData, range }: Argument, depth: number): Expression | null {
  if (type.kind === "int") {
    const at = indexInto(g, range![1]);
    return at === null ? null : { text: at, active: false };
  }
  return valueOf(isData === true ? ofData(g) : g, type, depth);
}

// --------------------------------------------------------------------------------------------------------------- conditions

/** A truth value; `active` means that the point decides. */
export function condition(g: Generator, depth = 1, wanted?: "data" | "parameters"): Expression {
  const data: MakeExpression = () => {
    const at = indexInto(g, 4);
    return at === null
      ? null
      : { text: pick(g, [`${at} > 2`, `(${at}) % 2 == 0`, `${at} != 3`, `${at} == 1`]), active: false };
  };
  const flag: MakeExpression = () => {
    const found = ofKind(g, "int");
    return found.length === 0
      ? null
      : { text: `${pick(g, found).name} ${pick(g, [">", "<=", "=="])} ${int(g, 4)}`, active: false };
  };
  const parameters: MakeExpression = () =>
    fill(`(# ${pick(g, [">", "<"])} #)`, real(g, depth), {
      text: pick(g, ["0.1", "-0.3", "0.45"]),
      active: false,
    });
  const last: MakeExpression = () => ({ text: "1 < 2", active: false });
  if (wanted === "data") return choose(g, last, [data, flag]);
  if (wanted === "parameters") return parameters()!;
  if (depth <= 0) return choose(g, last, [data, flag, parameters]);
  return choose(g, last, [
    data,
    flag,
    parameters,
    parameters,
    () => fill("(# && #)", condition(g, 0), condition(g, 0)),
    () => fill("(# || #)", condition(g, 0), condition(g, 0)),
    () => fill("(!(#))", condition(g, 0)),
  ]);
}
