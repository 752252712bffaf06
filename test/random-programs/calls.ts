// Random statements whose value is of a kind that the compiler treats in its own way: kernels of linear algebra, users' functions, functions
// as values.

import { matrix, vector } from "./containers.ts";
import { mayDeclareInts } from "./declarations.ts";
import { call, callables, callOf, condition, fill, real } from "./expressions.ts";
import { assign, cover, type Make, mutable } from "./making.ts";
import {
  announce,
  chance,
  type Expression,
  fresh,
  type Generator,
  isSame,
  pick,
  type Role,
  type Type,
  type Variable,
} from "./scope.ts";
import { line } from "./tree.ts";
import { spell, spellType } from "./values.ts";

/** The value of a whole vector. */
const whole =
  (kind: string, make: (g: Generator, self: Variable, n: number) => Expression | null, least = 0): Make =>
  (g) => {
    const found = mutable(g, "vector").filter(
      ({ type }) => type.kind === "vector" && type.size.value >= least,
    );
    if (found.length === 0) return null;
    const v = pick(g, found);
    const n = (v.type as Extract<Type, { kind: "vector" }>).size.value;
    const e = make(g, v, n);
    return e === null ? null : assign(g, kind, v, v.name, e, n, `vector[${n}]`);
  };

export const kernel = whole(
  "kernel",
  (g, v, n) => {
    const e = chance(g, 0.5) ? { text: v.name, active: v.active } : vector(g, n, 1);
    const f = pick(g, ["softmax", "cumulative_sum", "sort_desc", "log_softmax", "tanh"]);
    return fill(`${f}(#)${pick(g, ["", ` .* ${v.name}`])}`, e);
  },
  1,
);
export const product = whole("matrix product", (g, _, n) =>
  fill("tanh(# * #)", matrix(g, n, 3), vector(g, 3, 1)),
);
export const factor = whole("cholesky", (g, _, n) =>
  fill("diagonal(cholesky_decompose(add_diag(tcrossprod(#), 2)))", matrix(g, n, n, 1)),
);
export const solve = whole("solve", (g, _, n) => {
  const [A, b] = [matrix(g, n, n, 1), vector(g, n, 1)];
  return fill(
    pick(g, [
      "(add_diag(0.4 * tanh(#), 2) \\ #)",
      "mdivide_left_spd(add_diag(tcrossprod(tanh(#)), 2), #)",
      "mdivide_left_tri_low(add_diag(0.4 * tanh(#), 2), #)",
    ]),
    A,
    b,
  );
});
/** Of the size that the function returns: one of those in scope, or a new one. */
export const userVector: Make = (g) => {
  const found = g.functions.filter(({ role, result }) => role === "plain" && result?.kind === "vector");
  if (found.length === 0) return null;
  const f = pick(g, found);
  const e = callOf(g, f, 1);
  if (e === null) return null;
  const own = mutable(g, "vector").filter(({ type }) => isSame(type, f.result!));
  if (own.length > 0)
    return ((v) => assign(g, "user container function", v, v.name, e, undefined, spellType(v.type)))(
      pick(g, own),
    );
  const name = fresh(g, "x");
  cover(g, "user container function", e.active);
  g.variables.push({ name, type: f.result!, active: e.active, mutable: true });
  return [line(`${spell(f.result!, name)} = ${e.text};`)];
};
/** Both sides have their size in the same words: others come from elsewhere, by hand (2-lower/sizes). */
export const containerTernary = whole("ternary of containers", (g, v, n) => {
  const e = vector(g, n, 1);
  const own = { text: v.name, active: v.active };
  return chance(g, 0.5)
    ? fill("# ? # : # .* #", condition(g), own, own, e)
    : fill("# ? # : sin(#)", condition(g), e, e);
});

/** The value of a number. */
const number =
  (kind: string, make: (g: Generator) => Expression | null, size?: (e: Expression) => number): Make =>
  (g) => {
    const found = mutable(g, "real");
    const e = found.length === 0 ? null : make(g);
    return e === null ? null : ((v) => assign(g, kind, v, v.name, e, size?.(e)))(pick(g, found));
  };

export const reduction: Make = (g) => {
  const n = pick(g, [4, 3, 1]);
  const f = pick(g, ["sum", "mean", "log_sum_exp", "dot_self", "max", "prod"]);
  return number(
    "reduction",
    () => fill(`${f}(#)`, vector(g, n, 1)),
    () => n,
  )(g);
};
export const determinant = number("determinant", (g) =>
  fill(
    pick(g, [
      "determinant(add_diag(0.4 * tanh(#), 2))",
      "log_determinant(add_diag(0.4 * tanh(#), 2))",
      "log_determinant_spd(add_diag(tcrossprod(tanh(#)), 2))",
    ]),
    matrix(g, 3, 3, 1),
  ),
);
export const ternary = number("ternary", (g) => {
  const [c, a, b] = [condition(g), real(g, 1), real(g, 1)];
  return { text: `${c.text} ? ${a.text} : ${b.text}`, active: a.active || b.active };
});
export const userReal = number("user function", (g) => call(g, { kind: "real" }, ["plain", "lpdf"], 1));

/** A result of another type, as a new variable. */
const userOther =
  (kind: string, isInt: boolean): Make =>
  (g) => {
    const found = g.functions.filter(({ role, result }) => {
      const is = result?.kind ?? "real";
      return role === "plain" && (is === "int") === isInt && is !== "real" && is !== "vector";
    });
    if (found.length === 0 || (isInt && !mayDeclareInts(g))) return null;
    const f = pick(g, found);
    const e = callOf(g, f, 1);
    if (e === null) return null;
    const name = fresh(g, "r");
    cover(g, kind, e.active && !isInt);
    const range = isInt ? { range: [1, 3] as const } : {};
    announce(g, { name, type: f.result!, active: e.active && !isInt, mutable: !isInt, ...range });
    return [line(`${spell(f.result!, name)} = ${e.text};`)];
  };
export const userAny = userOther("user function of other types", false);
export const userInts = userOther("user function of ints", true);

const voidCall =
  (kind: string, role: Role, may: (g: Generator) => boolean): Make =>
  (g) => {
    const found = callables(g, [role], null);
    if (found.length === 0 || !may(g)) return null;
    const e = callOf(g, pick(g, found), 1);
    if (e === null) return null;
    cover(g, kind, e.active);
    return [line(`${e.text};`)];
  };
export const callLp = voidCall("call of a _lp function", "lp", (g) => g.hasTarget);
export const callJacobian = voidCall(
  "call of a _jacobian function",
  "jacobian",
  (g) => g.hasJacobian === true,
);
export const callVoid = voidCall("void call", "plain", () => true);

// ------------------------------------------------------------------------------------------------------ functions as values

/** Solvers are dear and may not stand in recursive functions. */
const dear =
  (kind: string, isSolver: boolean, make: (g: Generator) => Expression | null): Make =>
  (g) => {
    if (g.dear.left <= 0 || (isSolver && g.places.includes("recursion"))) return null;
    const made = number(kind, make)(g);
    if (made !== null) g.dear.left--;
    return made;
  };

export const ode = dear("ode", true, (g) => {
  const solver = pick(g, ["ode_rk45_tol", "ode_ckrk_tol", "ode_bdf_tol", "ode_adams_tol"]);
  return fill(
    `sum(${solver}(decay_, #, 0.0, {0.4, 0.9}, 1e-11, 1e-11, 100000, #, #)[2])`,
    vector(g, 3, 1),
    real(g, 1),
    vector(g, 3, 1),
  );
});
export const integral = dear("integral", true, (g) =>
  fill("integrate_1d(bump_, -1.0, 2.0, {#, #}, {0.7}, {1, 2})", real(g, 1), real(g, 1)),
);
export const equation = dear("algebraic equation", true, (g) =>
  fill(
    `sum(${pick(g, ["solve_newton_tol", "solve_powell_tol"])}(roots_, rep_vector(0.1, 3), 1e-12, 1e-12, 200, tanh(#), #))`,
    vector(g, 3, 1),
    real(g, 1),
  ),
);
export const reduceSum = dear("reduce_sum", false, (g) =>
  fill(
    `reduce_sum(part_, to_array_1d(#), ${pick(g, ["1", "2"])}, #)`,
    vector(g, pick(g, [4, 3, 1]), 1),
    real(g, 1),
  ),
);
export const mapRect = dear("map_rect", false, (g) =>
  fill(
    "sum(map_rect(shard_, #, {#, #}, {{0.4}, {0.8}}, {{1}, {2}}))",
    vector(g, 3, 1),
    vector(g, 3, 0),
    vector(g, 3, 0),
  ),
);
