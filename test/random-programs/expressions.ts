// Random expressions of every type. Values stay of order one, so that differences of the density are as exact as they can be: what is
// multiplied is bounded and functions with poles get arguments away from them.

import {
  chance,
  type Expression,
  type Generator,
  indexInto,
  indicesInto,
  int,
  ofKind,
  pick,
  sizeText,
  type Variable,
} from "./scope.ts";

type Make = () => Expression | null;

/** `text` with the `k`-th `#` replaced by the `k`-th argument. */
function fill(text: string, ...args: readonly (Expression | null)[]): Expression | null {
  if (args.some((arg) => arg === null)) return null;
  let k = 0;
  return { text: text.replace(/#/g, () => args[k++]!.text), active: args.some((arg) => arg!.active) };
}

const of = (text: string, v: Variable): Expression => ({ text, active: v.active });

/** One of the alternatives that exist here; the last resort is the first. */
function choose(g: Generator, last: Make, alternatives: readonly Make[]): Expression {
  for (let tries = 0; tries < 6; tries++) {
    const made = pick(g, alternatives)();
    if (made !== null) return made;
  }
  return last()!;
}

const LITERALS = ["0.5", "1.3", "-0.7", "2", "0.25", "1", "0"];

export function real(g: Generator, depth = 2): Expression {
  const number: Make = () => ({ text: pick(g, LITERALS), active: false });
  const variable: Make = () => {
    const found = ofKind(g, "real");
    return found.length === 0 ? null : ((v) => of(v.name, v))(pick(g, found));
  };
  const atoms: Make[] = [variable, variable, variable, () => element(g), () => element(g), number];
  if (depth <= 0) return choose(g, number, atoms);
  const sub = (): Expression => real(g, depth - 1);
  const size = pick(g, [4, 3, 1, 4]);
  const some = (): Expression => vector(g, size, depth - 1);
  const counted: Make = () => {
    const at = indexInto(g, 4);
    return at === null ? null : fill(`(${at}) * #`, sub());
  };
  return choose(g, number, [
    ...atoms,
    () => fill("sin(#)", sub()),
    () => fill("tanh(#)", sub()),
    () => fill("inv_logit(#)", sub()),
    () => fill("exp(-square(#))", sub()),
    () => fill("(# + #)", sub(), sub()),
    () => fill("(# - #)", sub(), sub()),
    () => fill("(# * #)", sub(), sub()),
    () => fill("(# * #)", sub(), sub()),
    () => fill("(-#)", sub()),
    () => fill("(# / (1 + square(#)))", sub(), sub()),
    () => fill("log1p_exp(#)", sub()),
    () => fill("sqrt(1 + square(#))", sub()),
    () => fill("fmax(#, #)", sub(), sub()),
    () => fill("(# ? # : #)", condition(g, depth - 1), sub(), sub()),
    counted,
    () => fill("sum(#)", vector(g, pick(g, [4, 3, 1, 0]), depth - 1)),
    () => fill("mean(#)", some()),
    () => fill("prod(#)", some()),
    () => fill("log_sum_exp(#)", some()),
    () => fill("dot_self(#)", some()),
    () => fill("dot_product(#, #)", some(), some()),
    () => fill("variance(#)", vector(g, 4, depth - 1)),
    () => fill("(# * #)", row(g, size, depth - 1), some()),
    () => fill("trace(#)", matrix(g, 3, 3, depth - 1)),
    () => fill("sum(#)", matrix(g, 3, 4, depth - 1)),
    () => fill("log_determinant(add_diag(tcrossprod(#), 2))", matrix(g, 3, 3, depth - 1)),
    () => call(g, "real", depth - 1),
    () => call(g, "lpdf", depth - 1),
    () => (g.mayReadTarget && chance(g, 0.3) ? { text: "(0.1 * target())", active: true } : null),
  ]);
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

export function elementOf(g: Generator, v: Variable): string | null {
  const { type } = v;
  const sizes =
    type.kind === "matrix" || type.kind === "grid"
      ? [type.rows, type.columns]
      : type.kind === "vectors"
        ? [type.size, type.inner]
        : "size" in type
          ? [type.size]
          : [];
  const at = sizes.map((size) => indexInto(g, size.value));
  if (at.includes(null)) return null;
  return `${v.name}[${at.join(", ")}]`;
}

export function call(
  g: Generator,
  kind: "real" | "vector" | "lpdf",
  depth: number,
  size?: number,
): Expression | null {
  const found = g.functions.filter((f) => f.kind === kind && (size === undefined || f.size === size));
  if (found.length === 0) return null;
  const f = pick(g, found);
  const [u, v] = [real(g, depth), vector(g, f.size, depth)];
  if (kind === "lpdf") return fill(`${f.name}_lpdf(# | #, #)`, real(g, depth), u, v);
  const at = indexInto(g, 4) ?? "2";
  return kind === "real" ? fill(`${f.name}(#, #, ${at})`, u, v) : fill(`${f.name}(#, #)`, v, u);
}

export function vector(g: Generator, size: number, depth = 2): Expression {
  const n = sizeText(g, size).text;
  const repeated: Make = () => fill(`rep_vector(#, ${n})`, real(g, 0));
  const own = ofKind(g, "vector").filter((v) => v.type.size.value === size);
  const variable: Make = () => (own.length === 0 ? null : ((v) => of(v.name, v))(pick(g, own)));
  const parts: Make[] = [variable, variable, variable, () => part(g, size), repeated];
  if (depth <= 0) return choose(g, repeated, parts);
  const sub = (): Expression => vector(g, size, depth - 1);
  const scalar = (): Expression => real(g, depth - 1);
  const m = pick(g, [3, 4]);
  const isSome = size > 0;
  return choose(g, repeated, [
    ...parts,
    () => fill("(# + #)", sub(), sub()),
    () => fill("(# - #)", sub(), sub()),
    () => fill("(# .* #)", sub(), sub()),
    () => fill("(# * #)", scalar(), sub()),
    () => fill("(# + #)", scalar(), sub()),
    () => fill("sin(#)", sub()),
    () => fill("tanh(#)", sub()),
    () => fill("(# ./ (1 + square(#)))", sub(), sub()),
    () => fill("(# * #)", matrix(g, size, m, depth - 1), vector(g, m, depth - 1)),
    () => fill("(#)'", row(g, size, depth - 1)),
    () => (isSome ? fill("softmax(#)", sub()) : null),
    () => (isSome ? fill("log_softmax(#)", sub()) : null),
    () => fill("cumulative_sum(#)", sub()),
    () => (isSome ? fill("sort_asc(#)", sub()) : null),
    () => fill("reverse(#)", sub()),
    () => (size > 0 ? fill("append_row(#, #)", scalar(), vector(g, size - 1, depth - 1)) : null),
    () => (size === 3 ? fill("[#, #, #]'", scalar(), scalar(), scalar()) : null),
    () => (size === 3 ? fill("diagonal(#)", matrix(g, 3, 3, depth - 1)) : null),
    () =>
      size === 3
        ? fill(
            "mdivide_left_tri_low(cholesky_decompose(add_diag(tcrossprod(#), 2)), #)",
            matrix(g, 3, 3, depth - 1),
            sub(),
          )
        : null,
    () => choice(g, sub(), depth),
    () => call(g, "vector", depth - 1, size),
  ]);
}

/** Both sides have the size in the same words: others are refused for now. */
const choice = (g: Generator, e: Expression, depth: number): Expression | null =>
  fill("(# ? # : sin(#))", condition(g, depth - 1), e, e);

/** `size` elements of something larger. */
function part(g: Generator, size: number): Expression | null {
  const vectors = ofKind(g, "vector").filter((v) => v.type.size.value >= size);
  const arrays = ofKind(g, "vectors").filter((v) => v.type.inner.value === size);
  const matrices = ofKind(g, "matrix").filter((v) => v.type.rows.value === size);
  const kind = int(g, 5);
  if (kind === 0 && arrays.length > 0) {
    const v = pick(g, arrays);
    const at = indexInto(g, v.type.size.value);
    return at === null ? null : of(`${v.name}[${at}]`, v);
  }
  if (kind === 1 && matrices.length > 0) {
    const v = pick(g, matrices);
    const at = indexInto(g, v.type.columns.value);
    return at === null ? null : of(pick(g, [`${v.name}[, ${at}]`, `col(${v.name}, ${at})`]), v);
  }
  if (vectors.length === 0) return null;
  const v = pick(g, vectors);
  if (kind === 2) {
    const at = indicesInto(g, size, v.type.size.value);
    return at === null ? null : of(`${v.name}[${at}]`, v);
  }
  const from = 1 + int(g, v.type.size.value - size + 1);
  return of(pick(g, [`${v.name}[${from}:${from + size - 1}]`, `segment(${v.name}, ${from}, ${size})`]), v);
}

export function row(g: Generator, size: number, depth = 1): Expression {
  const turned: Make = () => fill("(#)'", vector(g, size, depth - 1));
  const own = ofKind(g, "row").filter((v) => v.type.size.value === size);
  const matrices = ofKind(g, "matrix").filter((v) => v.type.columns.value === size);
  const variable: Make = () => (own.length === 0 ? null : ((v) => of(v.name, v))(pick(g, own)));
  const rows: Make = () => {
    if (matrices.length === 0) return null;
    const v = pick(g, matrices);
    const at = indexInto(g, v.type.rows.value);
    return at === null ? null : of(`${v.name}[${at}]`, v);
  };
  if (depth <= 0) return choose(g, turned, [variable, rows, turned]);
  return choose(g, turned, [
    variable,
    rows,
    turned,
    () => fill("(# * #)", row(g, 3, depth - 1), matrix(g, 3, size, depth - 1)),
    () => fill("(# + #)", row(g, size, depth - 1), row(g, size, depth - 1)),
    () => fill("(# * #)", real(g, depth - 1), row(g, size, depth - 1)),
  ]);
}

export function matrix(g: Generator, rows: number, columns: number, depth = 1): Expression {
  const [m, n] = [sizeText(g, rows).text, sizeText(g, columns).text];
  const repeated: Make = () => fill(`rep_matrix(#, ${m}, ${n})`, real(g, 0));
  const own = ofKind(g, "matrix").filter(
    (v) => v.type.rows.value === rows && v.type.columns.value === columns,
  );
  const turned = ofKind(g, "matrix").filter(
    (v) => v.type.rows.value === columns && v.type.columns.value === rows,
  );
  const variable: Make = () => (own.length === 0 ? null : ((v) => of(v.name, v))(pick(g, own)));
  const transpose: Make = () => (turned.length === 0 ? null : ((v) => of(`${v.name}'`, v))(pick(g, turned)));
  if (depth <= 0) return choose(g, repeated, [variable, variable, transpose, repeated]);
  const sub = (): Expression => matrix(g, rows, columns, depth - 1);
  return choose(g, repeated, [
    variable,
    variable,
    transpose,
    repeated,
    () => fill("(# + #)", sub(), sub()),
    () => fill("(# .* #)", sub(), sub()),
    () => fill("(# * #)", real(g, depth - 1), sub()),
    () => fill("(# * #)", matrix(g, rows, 3, depth - 1), matrix(g, 3, columns, depth - 1)),
    () => fill("(# * #)", vector(g, rows, depth - 1), row(g, columns, depth - 1)),
    () => fill("tanh(#)", sub()),
    () => (rows === columns ? fill("diag_matrix(#)", vector(g, rows, depth - 1)) : null),
    () => (rows === columns ? fill("add_diag(#, #)", sub(), real(g, depth - 1)) : null),
    () =>
      rows === columns && rows > 0 ? fill("cholesky_decompose(add_diag(tcrossprod(#), 2))", sub()) : null,
    () => fill("diag_pre_multiply(#, #)", vector(g, rows, depth - 1), sub()),
  ]);
}

/** A truth value; `active` means that the point decides. */
export function condition(g: Generator, depth = 1, wanted?: "data" | "parameters"): Expression {
  const data: Make = () => {
    const at = indexInto(g, 4);
    return at === null
      ? null
      : { text: pick(g, [`${at} > 2`, `(${at}) % 2 == 0`, `${at} != 3`, `${at} == 1`]), active: false };
  };
  const flag: Make = () => {
    const found = ofKind(g, "int");
    return found.length === 0
      ? null
      : { text: `${pick(g, found).name} ${pick(g, [">", "<=", "=="])} ${int(g, 4)}`, active: false };
  };
  const parameters: Make = () =>
    fill(`(# ${pick(g, [">", "<"])} #)`, real(g, depth), {
      text: pick(g, ["0.1", "-0.3", "0.45"]),
      active: false,
    });
  const last: Make = () => ({ text: "1 < 2", active: false });
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
