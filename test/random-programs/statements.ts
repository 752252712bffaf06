// Random statements. Every kind reports itself with the places it stands in and whether it carries derivatives, which is what the
// coverage table counts.

import { call, condition, elementOf, matrix, real, row, vector } from "./expressions.ts";
import {
  anySize,
  chance,
  type Expression,
  fresh,
  type Generator,
  indexInto,
  indicesInto,
  inner,
  int,
  literal,
  pick,
  type Place,
  sizeText,
  type Type,
  type Variable,
} from "./scope.ts";
import { block, line, type Node } from "./tree.ts";

/** The nodes of one statement; null where it cannot stand. */
type Make = (g: Generator) => readonly Node[] | null;

const cover = (g: Generator, kind: string, active: boolean, size?: number): void =>
  g.cover(kind, active, g.places, size);

/** Bent where it might grow: what a loop feeds back stays bounded. */
function bent(g: Generator, e: Expression): Expression {
  return chance(g, 0.5) || g.places.length > 1
    ? { ...e, text: pick(g, [`tanh(${e.text})`, `sin(${e.text})`, `(0.7 * tanh(${e.text}))`]) }
    : e;
}

/** The twin computes the whole value before any of it is stored. */
function assign(
  g: Generator,
  kind: string,
  v: Variable,
  place: string,
  e: Expression,
  size?: number,
  held = "real",
): readonly Node[] {
  cover(g, kind, e.active || v.active, size);
  v.active ||= e.active;
  return [line(`${place} = ${e.text};`, held_(g, held, place, e.text))];
}

function held_(g: Generator, type: string, place: string, value: string): string {
  const name = fresh(g, "held");
  return `{ ${type} ${name} = ${value}; ${place} = ${name}; }`;
}

/** `x += e`; its twin is `x = x + e`. */
function compound(place: string, operator: string, e: Expression): Node {
  return line(`${place} ${operator} ${e.text};`, `${place} = ${place} ${operator.slice(0, -1)} (${e.text});`);
}

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

const mutable = (g: Generator, ...kinds: readonly Type["kind"][]): Variable[] =>
  g.variables.filter((v) => v.mutable && kinds.includes(v.type.kind));

// ------------------------------------------------------------------------------------------------------------ declarations

function valueOf(g: Generator, type: Type): Expression | null {
  switch (type.kind) {
    case "real":
      return real(g);
    case "vector":
      return vector(g, type.size.value);
    case "row":
      return row(g, type.size.value);
    case "matrix":
      return matrix(g, type.rows.value, type.columns.value);
    default:
      return null;
  }
}

export function spell(type: Type, name: string): string {
  switch (type.kind) {
    case "real":
    case "int":
      return `${type.kind} ${name}`;
    case "vector":
      return `vector[${type.size.text}] ${name}`;
    case "row":
      return `row_vector[${type.size.text}] ${name}`;
    case "matrix":
      return `matrix[${type.rows.text}, ${type.columns.text}] ${name}`;
    case "reals":
      return `array[${type.size.text}] real ${name}`;
    case "grid":
      return `array[${type.rows.text}, ${type.columns.text}] real ${name}`;
    case "ints":
      return `array[${type.size.text}] int ${name}`;
    case "vectors":
      return `array[${type.size.text}] vector[${type.inner.text}] ${name}`;
  }
}

function anyType(g: Generator): Type {
  const kind = pick(g, [
    "real",
    "real",
    "real",
    "vector",
    "vector",
    "vector",
    "row",
    "matrix",
    "reals",
    "vectors",
    "grid",
  ] as const);
  if (kind === "real") return { kind };
  if (kind === "matrix" || kind === "grid") {
    const rows = pick(g, [3, 3, 4, 1]);
    return {
      kind,
      rows: sizeText(g, rows),
      columns: sizeText(g, chance(g, 0.5) ? rows : pick(g, [4, 3, 0])),
    };
  }
  if (kind === "vectors")
    return { kind, size: sizeText(g, pick(g, [2, 3])), inner: sizeText(g, pick(g, [4, 3])) };
  return { kind, size: anySize(g) };
}

const sizeOf = (type: Type): number | undefined =>
  "size" in type ? type.size.value : "columns" in type ? type.columns.value : undefined;

const declare: Make = (g) => {
  const type = anyType(g);
  const value = valueOf(g, type);
  if (value === null) return declareLater(g);
  const name = fresh(g, type.kind === "real" ? "s" : type.kind === "matrix" ? "A" : "x");
  cover(g, `declare ${type.kind}`, value.active, sizeOf(type));
  g.variables.push({ name, type, active: value.active, mutable: true });
  return [line(`${spell(type, name)} = ${value.text};`)];
};

/** Without an initialiser, then set by a branch or a loop that covers every cell. */
const declareLater: Make = (g) => {
  const type = anyType(g);
  if (type.kind === "ints" || type.kind === "int") return null;
  const name = fresh(g, "y");
  const head = line(`${spell(type, name)};`);
  const i = fresh(g, "i");
  const within = (size: { readonly value: number }): Generator => withIndex(g, i, [1, size.value]);
  let nodes: Node[];
  let active: boolean;
  if (type.kind === "real") {
    const [c, a, b] = [condition(g), bent(g, real(g)), bent(g, real(g, 1))];
    active = a.active || b.active;
    nodes = [
      {
        kind: "block",
        parts: [
          { head: `if (${c.text})`, body: [line(`${name} = ${a.text};`)] },
          { head: "else", body: [line(`${name} = ${b.text};`)] },
        ],
      },
    ];
  } else if (type.kind === "matrix" || type.kind === "grid") {
    const j = fresh(g, "j");
    const e = bent(g, real(withIndex(within(type.rows), j, [1, type.columns.value])));
    active = e.active;
    nodes = [
      block(`for (${i} in 1:${type.rows.text})`, [
        block(`for (${j} in 1:${type.columns.text})`, [line(`${name}[${i}, ${j}] = ${e.text};`)]),
      ]),
    ];
  } else {
    const value = within(type.size);
    const e = type.kind === "vectors" ? vector(value, type.inner.value) : bent(value, real(value));
    active = e.active;
    nodes = [block(`for (${i} in 1:${type.size.text})`, [line(`${name}[${i}] = ${e.text};`)])];
  }
  cover(g, `declare ${type.kind} without a value`, active, sizeOf(type));
  g.variables.push({ name, type, active, mutable: true });
  return [head, ...nodes];
};

function withIndex(
  g: Generator,
  name: string,
  range: readonly [number, number],
  place: Place = "loop",
): Generator {
  const never = range[1] < range[0];
  const index: Variable = {
    name,
    type: { kind: "int" },
    active: false,
    mutable: false,
    range: never ? [1, 4] : range,
    ...(never ? { never } : {}),
  };
  const made = inner(g, place, { isInLoop: true });
  made.variables.push(index);
  return made;
}

/** What a transformed parameters block declares at its top must be real. */
const mayDeclareInts = (g: Generator): boolean => g.isRealOnly !== true || g.places.length > 1;

const declareInt: Make = (g) => {
  if (!mayDeclareInts(g)) return null;
  const name = fresh(g, "k");
  const high = pick(g, [3, 4]);
  const at = indexInto(g, high) ?? "1";
  cover(g, "declare int", false);
  g.variables.push({ name, type: { kind: "int" }, active: false, mutable: true, range: [1, high] });
  return [line(`int ${name} = ${at};`)];
};

const declareInts: Make = (g) => {
  if (!mayDeclareInts(g)) return null;
  const name = fresh(g, "idx");
  const [size, high] = [sizeText(g, pick(g, [3, 4])), pick(g, [3, 4])];
  const i = fresh(g, "i");
  const at = indexInto(withIndex(g, i, [1, size.value]), high)!;
  cover(g, "declare ints", false, size.value);
  g.variables.push({ name, type: { kind: "ints", size }, active: false, mutable: false, range: [1, high] });
  return [
    line(`array[${size.text}] int ${name};`),
    block(`for (${i} in 1:${size.text})`, [line(`${name}[${i}] = ${at};`)]),
  ];
};

// ------------------------------------------------------------------------------------------------------------- assignments

const assignScalar: Make = (g) => {
  const found = mutable(g, "real");
  return found.length === 0
    ? null
    : ((v) => assign(g, "assign scalar", v, v.name, bent(g, real(g))))(pick(g, found));
};

const compoundScalar: Make = (g) => {
  const found = mutable(g, "real");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const e = bent(g, real(g));
  cover(g, "compound scalar", e.active || v.active);
  v.active ||= e.active;
  return [compound(v.name, pick(g, ["+=", "-=", "*=", "+="]), e)];
};

const assignInt: Make = (g) => {
  const found = mutable(g, "int");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const high = v.range![1];
  cover(g, "assign int", false);
  const at = pick(g, [`${v.name} % ${high} + 1`, `${v.name} % ${high} + 1`, indexInto(g, high) ?? "1"]);
  return [line(`${v.name} = ${at};`)];
};

const assignElement: Make = (g) => {
  const found = mutable(g, "vector", "row", "reals", "matrix", "vectors", "grid");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const place = elementOf(g, v);
  if (place === null) return null;
  if (chance(g, 0.6)) return assign(g, "assign element", v, place, bent(g, real(g)));
  const e = bent(g, real(g));
  cover(g, "compound element", e.active || v.active);
  v.active ||= e.active;
  return [compound(place, pick(g, ["+=", "-=", "*=", "+="]), e)];
};

const assignWhole: Make = (g) => {
  const found = mutable(g, "vector", "row", "matrix");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const e = bent(g, valueOf(g, v.type)!);
  if (chance(g, 0.6))
    return assign(g, "assign whole", v, v.name, e, sizeOf(v.type), spell(v.type, "").trim());
  cover(g, "compound whole", e.active || v.active, sizeOf(v.type));
  v.active ||= e.active;
  return [compound(v.name, pick(g, ["+=", "-=", ".*="]), e)];
};

const assignPart: Make = (g) => {
  const found = mutable(g, "vector", "matrix", "vectors");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const { type } = v;
  if (type.kind === "matrix") {
    const [m, n] = [int(g, type.rows.value + 1), int(g, type.columns.value + 1)];
    if (chance(g, 0.3)) {
      const place = `${v.name}[1:${m}, ${type.columns.value - n + 1}:${type.columns.value}]`;
      return assign(g, "assign block", v, place, bent(g, matrix(g, m, n)), n, `matrix[${m}, ${n}]`);
    }
    const at = indexInto(g, type.rows.value);
    const across = indexInto(g, type.columns.value);
    if (at !== null && chance(g, 0.5))
      return assign(
        g,
        "assign row",
        v,
        `${v.name}[${at}]`,
        bent(g, row(g, type.columns.value)),
        undefined,
        `row_vector[${type.columns.value}]`,
      );
    if (across === null) return null;
    return assign(
      g,
      "assign column",
      v,
      `${v.name}[, ${across}]`,
      bent(g, vector(g, type.rows.value)),
      undefined,
      `vector[${type.rows.value}]`,
    );
  }
  if (type.kind === "vectors") {
    const at = indexInto(g, type.size.value);
    return at === null
      ? null
      : assign(
          g,
          "assign vector of array",
          v,
          `${v.name}[${at}]`,
          bent(g, vector(g, type.inner.value)),
          undefined,
          `vector[${type.inner.value}]`,
        );
  }
  if (type.kind !== "vector") return null;
  const count = int(g, type.size.value + 1);
  const indices = chance(g, 0.5) ? indicesInto(g, count, type.size.value) : null;
  if (indices !== null)
    return assign(
      g,
      "assign multi-index",
      v,
      `${v.name}[${indices}]`,
      bent(g, vector(g, count)),
      count,
      `vector[${count}]`,
    );
  const from = 1 + int(g, type.size.value - count + 1);
  return assign(
    g,
    "assign slice",
    v,
    `${v.name}[${from}:${from + count - 1}]`,
    bent(g, vector(g, count)),
    count,
    `vector[${count}]`,
  );
};

// ---------------------------------------------------------------------------------------------------------------- aliasing

function aliased(
  g: Generator,
  kind: string,
  v: Variable,
  text: string,
  e: Expression | null = null,
): readonly Node[] {
  cover(g, `alias: ${kind}`, v.active || e?.active === true);
  v.active ||= e?.active === true;
  const [place, value] = text.slice(0, -1).split(/ = (.*)/) as [string, string];
  return [line(text, held_(g, heldBy(place, v.type), place, value))];
}

/** The type of what is assigned to a place of these forms: `x`, `x[2:4]`, `x[1]`, `A[1]`, `x[indices]`. */
function heldBy(place: string, type: Type): string {
  const range = /\[(\d+):(\d+)\]$/.exec(place);
  if (range !== null) return `vector[${Number(range[2]) - Number(range[1]) + 1}]`;
  if (!place.endsWith("[1]")) return spell(type, "").trim();
  return type.kind === "matrix" ? `row_vector[${type.columns.value}]` : "real";
}

/** Aliasing needs a variable: where there is none, one is made. */
const alias: Make = (g) => {
  const made = aliasing(g);
  if (made !== null) return made;
  const isSquare = chance(g, 0.5);
  const n = sizeText(g, 3);
  const type: Type = isSquare ? { kind: "matrix", rows: n, columns: n } : { kind: "vector", size: n };
  const name = fresh(g, isSquare ? "A" : "x");
  const value = chance(g, 0.4)
    ? { text: isSquare ? "rep_matrix(0.3, 3, 3)" : "rep_vector(0.3, 3)", active: false }
    : valueOf(g, type)!;
  g.variables.push({ name, type, active: value.active, mutable: true });
  return [line(`${spell(type, name)} = ${value.text};`), ...(aliasing(g) ?? [])];
};

const aliasing: Make = (g) => {
  const vectors = mutable(g, "vector").filter((v) => v.type.kind === "vector" && v.type.size.value >= 3);
  const square = mutable(g, "matrix").filter(
    (v) => v.type.kind === "matrix" && v.type.rows.value === v.type.columns.value && v.type.rows.value > 1,
  );
  if (square.length > 0 && (vectors.length === 0 || chance(g, 0.4))) {
    const A = pick(g, square);
    const n = (A.type as Extract<Type, { kind: "matrix" }>).rows.value;
    return chance(g, 0.5)
      ? aliased(g, "A = A'", A, `${A.name} = ${A.name}';`)
      : aliased(g, "A[1] = A[2]", A, `${A.name}[1] = (${A.name}[, ${n}])' + ${A.name}[2];`);
  }
  if (vectors.length === 0) return null;
  const v = pick(g, vectors);
  const x = v.name;
  const n = (v.type as Extract<Type, { kind: "vector" }>).size.value;
  const indices = indicesInto(g, n, n) ?? "{1}";
  const e = real(g, 1);
  const i = fresh(g, "i");
  const loop = (head: string, text: string): readonly Node[] => {
    cover(
      g,
      `alias: ${head.includes("- 1") || text.includes("- 1") ? "x[i] = f(x[i - 1])" : "x[i] = f(x[i + 1])"}`,
      v.active || e.active,
    );
    v.active ||= e.active;
    return [block(head, [line(text)])];
  };
  return pick<() => readonly Node[]>(g, [
    () => aliased(g, "x = x[perm]", v, `${x} = ${x}[${indices}];`),
    () => aliased(g, "x[2:n] = x[1:n-1]", v, `${x}[2:${n}] = ${x}[1:${n - 1}];`),
    () => aliased(g, "x[1:n-1] = x[2:n]", v, `${x}[1:${n - 1}] = ${x}[2:${n}] * ${e.text};`, e),
    () => aliased(g, "x = reverse(x)", v, `${x} = reverse(${x});`),
    () => aliased(g, "x[perm] = x", v, `${x}[${indices}] = sin(${x});`),
    () =>
      aliased(g, "x = f(x)", v, `${x} = ${pick(g, ["softmax", "cumulative_sum", "sort_asc"])}(${x}) - ${x};`),
    () => aliased(g, "x[1] = x[2]", v, `${x}[1] = ${x}[2] * ${x}[1] + ${x}[${indexInto(g, n) ?? "1"}];`),
    () => loop(`for (${i} in 2:${n})`, `${x}[${i}] = tanh(${x}[${i} - 1] * ${e.text} + ${x}[${i}]);`),
    () => loop(`for (${i} in 1:${n - 1})`, `${x}[${i}] = ${x}[${i} + 1] * ${x}[${i}] + ${e.text};`),
    () => loop(`for (${i} in 1:${n - 1})`, `${x}[${n} - ${i}] = sin(${x}[${n + 1} - ${i}]) * ${e.text};`),
  ])();
};

const copyWhole: Make = (g) => {
  const found = mutable(g, "vector", "reals", "vectors", "matrix", "grid");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const name = fresh(g, "t");
  cover(g, "declare a copy", v.active, sizeOf(v.type));
  g.variables.push({ ...v, name });
  return [line(`${spell(v.type, name)} = ${v.name};`)];
};

// --------------------------------------------------------------------------------------------------- values of special kinds

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

function body(within: Generator, outer: Generator, before: readonly Node[] = []): Node[] {
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

function branch(kind: "data" | "parameters"): Make {
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

export { literal };
