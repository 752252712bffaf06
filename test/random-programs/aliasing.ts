// Random assignments in which both sides overlap: permutations, shifted slices, swaps, a value computed from itself.

import { callOf, fill, real } from "./expressions.ts";
import { cover, heldFirst, type Make, mutable, withoutOwnInts } from "./making.ts";
import {
  chance,
  type Expression,
  extent,
  fresh,
  type Generator,
  indexInto,
  indicesInto,
  isSame,
  pick,
  sizeText,
  type Type,
  type Variable,
} from "./scope.ts";
import { block, line, type Node } from "./tree.ts";
import { spell, spellType, valueOf } from "./values.ts";

const NOTHING: Expression = { text: "", active: false };

/** The statement, and its twin that computes the whole value before any of it is stored. */
function aliased(
  g: Generator,
  kind: string,
  v: Variable,
  held: string,
  text: string,
  e = NOTHING,
): readonly Node[] {
  cover(g, `alias: ${kind}`, v.active || e.active);
  v.active ||= e.active;
  const [place, value] = text.slice(0, -1).split(/ = (.*)/) as [string, string];
  return [line(text, heldFirst(g, held, place, value))];
}

/** A variable of this kind with three or more elements (a side); where there is none, one is made. */
function subject(
  g: Generator,
  kind: "vector" | "matrix",
): { readonly v: Variable; readonly before: readonly Node[] } {
  const found = mutable(g, kind).filter(({ type }) =>
    type.kind === "vector"
      ? type.size.value >= 3
      : type.kind === "matrix" && type.rows.value === type.columns.value && type.rows.value >= 3,
  );
  if (found.length > 0 && chance(g, 0.8)) return { v: pick(g, found), before: [] };
  const n = sizeText(g, 3);
  const type: Type = kind === "matrix" ? { kind, rows: n, columns: n } : { kind, size: n };
  const value = valueOf(g, type)!;
  const v: Variable = {
    name: fresh(g, kind === "matrix" ? "A" : "x"),
    type,
    active: value.active,
    mutable: true,
  };
  g.variables.push(v);
  return { v, before: [line(`${spell(type, v.name)} = ${value.text};`)] };
}

type Form = (g: Generator, v: Variable, x: string, n: number) => readonly Node[] | null;

const onVector =
  (form: Form): Make =>
  (g) => {
    const { v, before } = subject(g, "vector");
    const nodes = form(
      withoutOwnInts(g, v),
      v,
      v.name,
      (v.type as Extract<Type, { kind: "vector" }>).size.value,
    );
    return nodes === null && before.length === 0 ? null : [...before, ...(nodes ?? [])];
  };
const onMatrix =
  (form: Form): Make =>
  (g) => {
    const { v, before } = subject(g, "matrix");
    const nodes = form(
      withoutOwnInts(g, v),
      v,
      v.name,
      (v.type as Extract<Type, { kind: "matrix" }>).rows.value,
    );
    return nodes === null && before.length === 0 ? null : [...before, ...(nodes ?? [])];
  };

const vectorOf = (n: number): string => `vector[${n}]`;

/** A loop that goes over a vector and reads its neighbour. */
const recurrence =
  (kind: string, make: (x: string, i: string, n: number, e: string) => readonly [string, string]): Form =>
  (g, v, x, n) => {
    const [i, e] = [fresh(g, "i"), real(g, 1)];
    cover(g, `alias: ${kind}`, v.active || e.active);
    v.active ||= e.active;
    const [range, text] = make(x, i, n, e.text);
    return [block(`for (${i} in ${range})`, [line(text)])];
  };

/** By the kind that the coverage table counts. */
export const ALIASING: Readonly<Record<string, Make>> = {
  "alias: x = x[perm]": onVector((g, v, x, n) =>
    aliased(g, "x = x[perm]", v, vectorOf(n), `${x} = ${x}[${indicesInto(g, n, n) ?? "{1, 1, 1}"}];`),
  ),
  "alias: x[perm] = f(x)": onVector((g, v, x, n) =>
    aliased(g, "x[perm] = f(x)", v, vectorOf(n), `${x}[${indicesInto(g, n, n) ?? "{1, 1, 1}"}] = sin(${x});`),
  ),
  "alias: x[2:n] = x[1:n-1]": onVector((g, v, x, n) =>
    aliased(g, "x[2:n] = x[1:n-1]", v, vectorOf(n - 1), `${x}[2:${n}] = ${x}[1:${n - 1}];`),
  ),
  "alias: x[1:n-1] = x[2:n]": onVector((g, v, x, n) => {
    const e = real(g, 1);
    const text = `${x}[1:${n - 1}] = ${x}[2:${n}] * ${e.text};`;
    return aliased(g, "x[1:n-1] = x[2:n]", v, vectorOf(n - 1), text, e);
  }),
  "alias: x = reverse(x)": onVector((g, v, x, n) =>
    aliased(g, "x = reverse(x)", v, vectorOf(n), `${x} = ${pick(g, [`reverse(${x})`, `${x}[{${countdown(n)}}]`])};`),
  ),
  "alias: x = f(x)": onVector((g, v, x, n) => {
    const f = pick(g, ["softmax", "cumulative_sum", "sort_asc", "log_softmax"]);
    return aliased(g, "x = f(x)", v, vectorOf(n), `${x} = ${f}(${x}) - ${x};`);
  }),
  "alias: x = user f(x)": (g) => {
    const found = g.functions.filter(({ role, result }) => role === "plain" && result?.kind === "vector");
    if (found.length === 0) return null;
    const f = pick(g, found);
    const own = mutable(g, "vector").filter(({ type }) => isSame(type, f.result!));
    const v: Variable = own.length > 0 ? pick(g, own) : { name: fresh(g, "x"), type: f.result!, active: false, mutable: true };
    const before = own.length > 0 ? [] : [line(`${spell(v.type, v.name)} = rep_vector(0.4, ${extent(v.type)[0]});`)];
    if (own.length === 0) g.variables.push(v);
    const e = callOf({ ...g, variables: [...g.variables, v, v, v] }, f, 0);
    if (e === null) return before;
    return [...before, ...aliased(g, "x = user f(x)", v, spellType(v.type), `${v.name} = ${e.text} + 0.5 * ${v.name};`, e)];
  },
  "alias: a[i] = a[j]": onVector((g, v, x, n) => {
    const [i, j] = [indexInto(g, n) ?? "1", indexInto(g, n) ?? "2"];
    return aliased(g, "a[i] = a[j]", v, "real", `${x}[${i}] = ${x}[${j}] * ${x}[${i}] + ${x}[${indexInto(g, n) ?? "3"}];`);
  }),
  "alias: swap": onVector((g, v, x, n) => {
    const [i, j, t] = [indexInto(g, n) ?? "1", indexInto(g, n) ?? "2", fresh(g, "t")];
    cover(g, "alias: swap", v.active);
    return [block("", [line(`real ${t} = ${x}[${i}];`), line(`${x}[${i}] = ${x}[${j}];`), line(`${x}[${j}] = ${t};`)])];
  }),
  "alias: (a, b) = (b, a)": (g) => {
    const found = mutable(g, "real").filter(({ name }) => !name.includes("."));
    if (found.length < 2) return null;
    const a = pick(g, found);
    const b = pick(g, found.filter((v) => v !== a));
    const [c, e] = [a.active || b.active, real(g, 0)];
    cover(g, "alias: (a, b) = (b, a)", c || e.active);
    a.active = b.active = c || e.active;
    const value = fill(`(${b.name}, ${a.name} * #)`, e)!;
    return [line(`(${a.name}, ${b.name}) = ${value.text};`, heldFirst(g, "tuple(real, real)", `(${a.name}, ${b.name})`, value.text))];
  },
  "alias: x[i] = f(x[i - 1])": onVector(
    recurrence("x[i] = f(x[i - 1])", (x, i, n, e) => [`2:${n}`, `${x}[${i}] = tanh(${x}[${i} - 1] * ${e} + ${x}[${i}]);`]),
  ),
  "alias: x[i] = f(x[i + 1])": onVector(
    recurrence("x[i] = f(x[i + 1])", (x, i, n, e) => [`1:${n - 1}`, `${x}[${i}] = ${x}[${i} + 1] * ${x}[${i}] + tanh(${e});`]),
  ),
  "alias: x[n - i] = f(x[n + 1 - i])": onVector(
    recurrence("x[n - i] = f(x[n + 1 - i])", (x, i, n, e) => [`1:${n - 1}`, `${x}[${n} - ${i}] = sin(${x}[${n + 1} - ${i}]) * ${e};`]),
  ),
  "alias: A = A'": onMatrix((g, v, A) => aliased(g, "A = A'", v, spellType(v.type), `${A} = ${A}';`)),
  "alias: A = f(A)": onMatrix((g, v, A) =>
    aliased(g, "A = f(A)", v, spellType(v.type), `${A} = ${pick(g, [`tanh(${A} * ${A})`, `0.5 * tanh(crossprod(${A}))`, `${A}' - ${A}`])};`),
  ),
  "alias: A[1] = A[2]": onMatrix((g, v, A, n) =>
    aliased(g, "A[1] = A[2]", v, `row_vector[${n}]`, `${A}[1] = (${A}[, ${n}])' + ${A}[2];`),
  ),
  "alias: row to column": onMatrix((g, v, A, n) => {
    const [i, j] = [indexInto(g, n) ?? "1", indexInto(g, n) ?? "2"];
    return chance(g, 0.5)
      ? aliased(g, "row to column", v, vectorOf(n), `${A}[, ${j}] = ${A}[${i}]';`)
      : aliased(g, "row to column", v, `row_vector[${n}]`, `${A}[${i}] = ${A}[, ${j}]';`);
  }),
  "alias: overlapping blocks": onMatrix((g, v, A) =>
    aliased(g, "overlapping blocks", v, "matrix[2, 2]", pick(g, [`${A}[1:2, 1:2] = ${A}[2:3, 2:3];`, `${A}[2:3, 2:3] = ${A}[1:2, 1:2]';`])),
  ),
}; // prettier-ignore

const countdown = (n: number): string => Array.from({ length: n }, (_, i) => n - i).join(", ");
