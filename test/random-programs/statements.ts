// Random statements. Every kind reports itself with the places it stands in and whether it carries derivatives, which is what the
// coverage table counts.

import {
  assignScalar,
  compoundScalar,
  assignInt,
  assignElement,
  assignWhole,
  assignPart,
  alias,
  copyWhole,
} from "./assignments.ts";
import {
  sizeOf,
  declare,
  declareLater,
  withIndex,
  mayDeclareInts,
  declareInt,
  declareInts,
} from "./declarations.ts";
import { call, condition, matrix, real, vector } from "./expressions.ts";
import { type Make, cover, assign, mutable } from "./making.ts";
import {
  chance,
  type Expression,
  fresh,
  type Generator,
  indexInto,
  inner,
  int,
  pick,
  sizeText,
  type Type,
  type Variable,
} from "./scope.ts";
import { block, line, type Node } from "./tree.ts";

export function block_(g: Generator, count: number): Node[] {
  const out: Node[] = [];
  for (let i = 0; i < count; i++) out.push(...statement(g));
  return out;
}

export function statement(g: Generator): readonly Node[] {
  g.fuel.left--;
  const depth = g.places.length;
  for (let tries = 0; tries < 8; tries++) {
    const simple = g.fuel.left <= 0 || depth > 4 || chance(g, 0.45 + 0.1 * depth);
    const made = pick(g, simple ? SIMPLE : COMPOUND)(g);
    if (made !== null) return made;
  }
  return [];
}

/** A statement whose value is of a kind that the compiler treats in its own way. */
function special(kind: string, make: (g: Generator, self: Variable, n: number) => Expression | null): Make {
  return (g) => {
    const found = mutable(g, "vector").filter((v) => v.type.kind === "vector" && v.type.size.value > 0);
    if (found.length === 0) return null;
    const v = pick(g, found);
    const n = (v.type as Extract<Type, { kind: "vector" }>).size.value;
    const e = make(g, v, n);
    return e === null ? null : assign(g, kind, v, v.name, e, n, `vector[${n}]`);
  };
}

const wrap = (e: Expression, before: string, after: string): Expression => ({
  ...e,
  text: `${before}${e.text}${after}`,
});

const kernel = special("kernel", (g, v, n) => {
  const e = chance(g, 0.5) ? { text: v.name, active: v.active } : vector(g, n, 1);
  return wrap(
    e,
    `${pick(g, ["softmax", "cumulative_sum", "sort_desc", "log_softmax", "tanh"])}(`,
    pick(g, [")", `) .* ${v.name}`]),
  );
});
const product = special("matrix product", (g, _, n) => {
  const [A, x] = [matrix(g, n, 3), vector(g, 3, 1)];
  return { text: `tanh(${A.text} * ${x.text})`, active: A.active || x.active };
});
const factor = special("cholesky", (g, _, n) => {
  const A = matrix(g, n, n, 1);
  return wrap(A, "diagonal(cholesky_decompose(add_diag(tcrossprod(", "), 2)))");
});
const userVector = special("user vector function", (g, _, n) => call(g, "vector", 1, n));

const reduction: Make = (g) => {
  const found = mutable(g, "real");
  if (found.length === 0) return null;
  const n = pick(g, [4, 3, 1]);
  const e = vector(g, n, 1);
  const v = pick(g, found);
  return assign(
    g,
    "reduction",
    v,
    v.name,
    wrap(e, `${pick(g, ["sum", "mean", "log_sum_exp", "dot_self", "max", "prod"])}(`, ")"),
    n,
  );
};
const ternary: Make = (g) => {
  const found = mutable(g, "real");
  if (found.length === 0) return null;
  const [v, c, a, b] = [pick(g, found), condition(g), real(g, 1), real(g, 1)];
  return assign(g, "ternary", v, v.name, {
    text: `${c.text} ? ${a.text} : ${b.text}`,
    active: a.active || b.active,
  });
};
const userReal: Make = (g) => {
  const found = mutable(g, "real");
  const e = call(g, "real", 1);
  return found.length === 0 || e === null
    ? null
    : ((v) => assign(g, "user function", v, v.name, e))(pick(g, found));
};
const userDensity: Make = (g) => {
  const found = g.functions.filter((f) => f.kind === "lpdf");
  if (found.length === 0 || !g.hasTarget) return null;
  const f = pick(g, found);
  const [y, u, v] = [real(g, 1), real(g, 1), vector(g, f.size, 1)];
  const active = y.active || u.active || v.active;
  cover(g, "user density", active);
  return [line(`${y.text} ~ ${f.name}(${u.text}, ${v.text});`)];
};
const callLp: Make = (g) => {
  const found = g.functions.filter((f) => f.kind === "lp");
  if (found.length === 0 || !g.hasTarget) return null;
  const f = pick(g, found);
  const [u, v] = [real(g, 1), vector(g, f.size, 1)];
  cover(g, "call of a _lp function", u.active || v.active);
  return [line(`${f.name}(${v.text}, ${u.text});`)];
};

// ------------------------------------------------------------------------------------------------------------------ target

const increment: Make = (g) => {
  if (!g.hasTarget) return null;
  const e = chance(g, 0.7) ? real(g) : vector(g, pick(g, [4, 3, 1, 0]));
  cover(g, "target +=", e.active);
  return [line(`target += ${e.text};`)];
};

const readTarget: Make = (g) => {
  const found = mutable(g, "real");
  if (!g.mayReadTarget || found.length === 0) return null;
  const v = pick(g, found);
  return assign(g, "read target()", v, v.name, {
    text: `tanh(0.1 * target() + ${real(g, 1).text})`,
    active: true,
  });
};

const tilde: Make = (g) => {
  if (!g.hasTarget) return null;
  const scale = { text: pick(g, ["1", "2.5", `exp(${pick(g, ["0.3 * p0", "sin(p0)"])})`]), active: false };
  const known = g.variables.some((v) => v.name === "p0") ? scale : { text: "1.5", active: false };
  if (chance(g, 0.4)) {
    const [y, mu] = [real(g, 1), real(g, 1)];
    cover(g, "~ scalar", y.active || mu.active);
    return [line(`${y.text} ~ ${pick(g, ["normal", "logistic", "cauchy"])}(${mu.text}, ${known.text});`)];
  }
  const n = pick(g, [4, 4, 3, 1, 0]);
  const y = vector(g, n, 1);
  const mu = chance(g, 0.5) ? real(g, 1) : vector(g, n, 1);
  cover(g, "~ container", y.active || mu.active, n);
  if (n > 1 && chance(g, 0.15)) {
    const at = matrix(g, n, n, 0);
    const center = vector(g, n, 1);
    return [line(`${y.text} ~ multi_normal(${center.text}, add_diag(tcrossprod(${at.text}), 1.5));`)];
  }
  return [line(`${y.text} ~ ${pick(g, ["normal", "normal", "logistic"])}(${mu.text}, ${known.text});`)];
};

// ------------------------------------------------------------------------------------------------------------ control flow

const bodyCount = (g: Generator): number => 1 + int(g, 3);

/** The end of a body: what it computed goes somewhere outside it. */
function leak(within: Generator, outer: Generator): readonly Node[] {
  const locals = within.variables.filter(
    (v) => v.type.kind === "real" && v.active && !outer.variables.includes(v),
  );
  if (locals.length === 0 || !chance(within, 0.7)) return [];
  const v = pick(within, locals);
  const found = mutable(outer, "real");
  if (found.length > 0 && chance(within, 0.6)) {
    const to = pick(within, found);
    to.active = true;
    return [
      line(`${to.name} = ${pick(within, [`0.5 * ${to.name} + `, "", `${to.name} * `])}tanh(${v.name});`),
    ];
  }
  return within.hasTarget ? [line(`target += sin(${v.name});`)] : [];
}

export function body(within: Generator, outer: Generator, before: readonly Node[] = []): Node[] {
  return [...before, ...block_(within, bodyCount(within)), ...leak(within, outer)];
}

const forLoop: Make = (g) => {
  const i = fresh(g, "i");
  const size = pick(g, [4, 3, 3, 1, 0]);
  const to = sizeText(g, size);
  let [from, low]: [string, number] = ["1", 1];
  const k = indexInto(g, size);
  if (size > 1 && chance(g, 0.25)) [from, low] = ["2", 2];
  else if (k !== null && chance(g, 0.15)) from = k;
  const head = chance(g, 0.15) && k !== null ? `for (${i} in 1:${k})` : `for (${i} in ${from}:${to.text})`;
  if (head.includes("in 1:")) low = 1;
  const within = withIndex(g, i, [low, size]);
  const nodes = body(within, g);
  g.cover("for", isActive(within), g.places, size);
  return [block(head, nodes)];
};

const isActive = (g: Generator): boolean => g.variables.some((v) => v.mutable && v.active);

const forEach: Make = (g) => {
  const found = g.variables.filter(({ type }) =>
    ["vector", "row", "reals", "matrix", "vectors"].includes(type.kind),
  );
  if (found.length === 0) return null;
  const v = pick(g, found);
  const name = fresh(g, "e");
  const within = inner(g, "loop", { isInLoop: true });
  const type: Type = v.type.kind === "vectors" ? { kind: "vector", size: v.type.inner } : { kind: "real" };
  within.variables.push({ name, type, active: v.active, mutable: false });
  cover(g, "foreach", v.active, sizeOf(v.type));
  return [block(`for (${name} in ${v.name})`, body(within, g))];
};

const whileLoop: Make = (g) => {
  if (!mayDeclareInts(g)) return null;
  const c = fresh(g, "c");
  const trips = pick(g, [3, 3, 4, 1, 0]);
  const extra = chance(g, 0.5) ? ` && ${condition(g).text}` : "";
  const within = inner(g, "while", { isInLoop: true });
  within.variables.push({
    name: c,
    type: { kind: "int" },
    active: false,
    mutable: false,
    range: [1, Math.max(trips, 1)],
  });
  const nodes = body(within, g, [line(`${c} += 1;`)]);
  g.cover("while", isActive(within), g.places, trips);
  return [line(`int ${c} = 0;`), block(`while (${c} < ${trips}${extra})`, nodes)];
};

export function branch(kind: "data" | "parameters"): Make {
  return (g) => {
    const c = condition(g, 1, kind);
    const then = inner(g, "branch");
    const parts = [{ head: `if (${c.text})`, body: body(then, g) }];
    const otherwise = inner(g, "branch");
    if (chance(g, 0.5)) parts.push({ head: "else", body: body(otherwise, g) });
    else if (chance(g, 0.3)) parts.push({ head: `else if (${condition(g).text})`, body: body(otherwise, g) });
    g.cover(`if on ${kind}`, isActive(then), g.places);
    return [{ kind: "block", parts }];
  };
}

const local: Make = (g) => {
  const within = inner(g, null);
  const nodes = body(within, g);
  g.cover("local block", isActive(within), g.places);
  return [block("", nodes)];
};

function jump(kind: "break" | "continue"): Make {
  return (g) => {
    if (!g.isInLoop) return null;
    const c = condition(g);
    g.cover(kind, isActive(g), g.places);
    const before = chance(g, 0.4) ? [...(assignScalar(inner(g, "branch")) ?? [])] : [];
    return [block(`if (${c.text})`, [...before, line(`${kind};`)])];
  };
}

const earlyReturn: Make = (g) => {
  if (g.returns === null) return null;
  const e = g.returns === "real" ? real(g, 1) : vector(g, g.returnSize, 1);
  g.cover("early return", e.active, g.places);
  return [block(`if (${condition(g).text})`, [line(`return ${e.text};`)])];
};

const SIMPLE: readonly Make[] = [
  declare, declare, declareLater, declareInt, declareInts, assignScalar, assignScalar, compoundScalar, compoundScalar, assignInt,
  assignElement, assignElement, assignElement, assignWhole, assignPart, assignPart, alias, alias, alias, alias, copyWhole, kernel, product,
  factor, userVector, reduction, ternary, userReal, userDensity, callLp, increment, increment, readTarget, tilde, tilde,
]; // prettier-ignore
const COMPOUND: readonly Make[] = [
  forLoop, forLoop, forLoop, forLoop, forEach, forEach, whileLoop, whileLoop, branch("data"), branch("parameters"), local, jump("break"),
  jump("continue"), earlyReturn, earlyReturn,
]; // prettier-ignore
