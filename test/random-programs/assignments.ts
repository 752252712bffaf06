// Random assignments: to whole variables, elements and parts, and the forms in which both sides overlap.

import { valueOf, spell, sizeOf } from "./declarations.ts";
import { elementOf, matrix, real, row, vector } from "./expressions.ts";
import { type Make, cover, bent, assign, held_, compound, mutable } from "./making.ts";
import {
  chance,
  type Expression,
  fresh,
  type Generator,
  indexInto,
  indicesInto,
  int,
  pick,
  sizeText,
  type Type,
  type Variable,
} from "./scope.ts";
import { block, line, type Node } from "./tree.ts";

export const assignScalar: Make = (g) => {
  const found = mutable(g, "real");
  return found.length === 0
    ? null
    : ((v) => assign(g, "assign scalar", v, v.name, bent(g, real(g))))(pick(g, found));
};

export const compoundScalar: Make = (g) => {
  const found = mutable(g, "real");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const e = bent(g, real(g));
  cover(g, "compound scalar", e.active || v.active);
  v.active ||= e.active;
  return [compound(v.name, pick(g, ["+=", "-=", "*=", "+="]), e)];
};

export const assignInt: Make = (g) => {
  const found = mutable(g, "int");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const high = v.range![1];
  cover(g, "assign int", false);
  const at = pick(g, [`${v.name} % ${high} + 1`, `${v.name} % ${high} + 1`, indexInto(g, high) ?? "1"]);
  return [line(`${v.name} = ${at};`)];
};

export const assignElement: Make = (g) => {
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

export const assignWhole: Make = (g) => {
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

export const assignPart: Make = (g) => {
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
export const alias: Make = (g) => {
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

export const copyWhole: Make = (g) => {
  const found = mutable(g, "vector", "reals", "vectors", "matrix", "grid");
  if (found.length === 0) return null;
  const v = pick(g, found);
  const name = fresh(g, "t");
  cover(g, "declare a copy", v.active, sizeOf(v.type));
  g.variables.push({ ...v, name });
  return [line(`${spell(v.type, name)} = ${v.name};`)];
};
