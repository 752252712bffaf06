// Random declarations, with and without a value, of every type.

import { condition, real } from "./expressions.ts";
import { bent, cover, type Make, mutable } from "./making.ts";
import {
  announce,
  anySize,
  chance,
  extent,
  fresh,
  type Generator,
  indexInto,
  inner,
  ofKind,
  pick,
  sizeText,
  type Type,
  type Variable,
} from "./scope.ts";
import { block, line, type Node } from "./tree.ts";
import { anySlots, asNumber, sizeOf, spell, valueOf } from "./values.ts";

type Kind = Type["kind"];

export function anyType(g: Generator, kind: Kind): Type {
  switch (kind) {
    case "real":
    case "int":
    case "complex":
      return { kind };
    case "matrix":
    case "grid": {
      const rows = pick(g, [3, 3, 4, 3, 1, 0]);
      const columns = chance(g, 0.5) ? rows : pick(g, [4, 3, 0, 1]);
      return { kind, rows: sizeText(g, rows), columns: sizeText(g, columns) };
    }
    case "vectors":
      return {
        kind,
        size: sizeText(g, pick(g, [2, 3, 2, 1, 0])),
        inner: sizeText(g, pick(g, [4, 3, 3, 1, 0])),
      };
    case "tuple":
      return { kind, slots: anySlots(g, sizeText(g, pick(g, [4, 3])), mayDeclareInts(g)) };
    default:
      return { kind, size: anySize(g) };
  }
}

const STEMS: Partial<Record<Kind, string>> = { real: "s", matrix: "A", complex: "z", tuple: "t" };

export const declare =
  (kind: Kind): Make =>
  (g) => {
    const type = anyType(g, kind);
    const value = valueOf(g, type);
    if (value === null) return null;
    const name = fresh(g, STEMS[kind] ?? "x");
    cover(g, `declare ${kind}`, value.active, sizeOf(type));
    announce(g, { name, type, active: value.active, mutable: true });
    return [line(`${spell(type, name)} = ${value.text};`)];
  };

/** Without an initialiser, then set by a branch or a loop that covers every cell. */
export const declareLater =
  (kind: Kind): Make =>
  (g) => {
    const type = anyType(g, kind);
    const name = fresh(g, "y");
    const value = filled(g, type, name);
    if (value === null) return null;
    cover(g, `declare ${kind} without a value`, value.active, sizeOf(type));
    announce(g, { name, type, active: value.active, mutable: true });
    return [line(`${spell(type, name)};`), ...value.nodes];
  };

function filled(
  g: Generator,
  type: Type,
  name: string,
): { readonly nodes: readonly Node[]; readonly active: boolean } | null {
  if (type.kind === "real" || type.kind === "complex" || type.kind === "tuple") {
    const [c, a, b] = [condition(g), valueOf(g, type, 1), valueOf(g, type, 1)];
    if (a === null || b === null) return null;
    const parts = [
      { head: `if (${c.text})`, body: [line(`${name} = ${a.text};`)] },
      { head: "else", body: [line(`${name} = ${b.text};`)] },
    ];
    return { nodes: [{ kind: "block", parts }], active: a.active || b.active };
  }
  const i = fresh(g, "i");
  const rows = withIndex(g, i, [1, extent(type)[0]!]);
  if (type.kind === "matrix" || type.kind === "grid") {
    const j = fresh(g, "j");
    const e = bent(g, real(withIndex(rows, j, [1, type.columns.value])));
    const set = block(`for (${j} in 1:${type.columns.text})`, [line(`${name}[${i}, ${j}] = ${e.text};`)]);
    return { nodes: [block(`for (${i} in 1:${type.rows.text})`, [set])], active: e.active };
  }
  if (!("size" in type) || type.kind === "ints") return null;
  const element: Type =
    type.kind === "vectors"
      ? { kind: "vector", size: type.inner }
      : { kind: type.kind === "complexes" ? "complex" : "real" };
  const value = valueOf(rows, element);
  if (value === null) return null;
  const e = element.kind === "complex" ? value : bent(rows, value);
  return {
    nodes: [block(`for (${i} in 1:${type.size.text})`, [line(`${name}[${i}] = ${e.text};`)])],
    active: e.active,
  };
}

export function withIndex(g: Generator, name: string, range: readonly [number, number]): Generator {
  const never = range[1] < range[0];
  const index: Variable = {
    name,
    type: { kind: "int" },
    active: false,
    mutable: false,
    range: never ? [1, 4] : range,
    ...(never ? { never } : {}),
  };
  const made = inner(g, "loop", { isInLoop: true });
  made.variables.push(index);
  return made;
}

/** What a transformed parameters block declares at its top must be real. */
export const mayDeclareInts = (g: Generator): boolean => g.isRealOnly !== true || g.places.length > 1;

export const declareInt: Make = (g) => {
  if (!mayDeclareInts(g)) return null;
  const name = fresh(g, "k");
  const high = pick(g, [3, 4]);
  const at = indexInto(g, high) ?? "1";
  cover(g, "declare int", false);
  g.variables.push({ name, type: { kind: "int" }, active: false, mutable: true, range: [1, high] });
  return [line(`int ${name} = ${at};`)];
};

export const declareInts: Make = (g) => {
  if (!mayDeclareInts(g)) return null;
  const name = fresh(g, "idx");
  const [size, high] = [sizeText(g, pick(g, [3, 4, 3, 4, 1, 0])), pick(g, [3, 4])];
  const i = fresh(g, "i");
  const at = indexInto(withIndex(g, i, [1, size.value]), high)!;
  cover(g, "declare ints", false, size.value);
  g.variables.push({ name, type: { kind: "ints", size }, active: false, mutable: false, range: [1, high] });
  return [
    line(`array[${size.text}] int ${name};`),
    block(`for (${i} in 1:${size.text})`, [line(`${name}[${i}] = ${at};`)]),
  ];
};

export const copyWhole: Make = (g) => {
  const found = mutable(g, "vector", "reals", "vectors", "matrix", "grid", "complexes", "row").filter((v) => v.isSlot !== true); // prettier-ignore
  if (found.length === 0) return null;
  const v = pick(g, found);
  const name = fresh(g, "t");
  cover(g, "declare a copy", v.active, sizeOf(v.type));
  g.variables.push({ ...v, name });
  return [line(`${spell(v.type, name)} = ${v.name};`)];
};

/**
 * A local as long as an index says: its size differs from iteration to iteration. In recursive functions, where others are refused for now,
 * as long as an argument says.
 */
export const declareBySize: Make = (g) => {
  const isRecursive = g.places.includes("recursion");
  const indices = ofKind(g, "int").filter(
    (v) =>
      v.never !== true &&
      v.range !== undefined &&
      v.range[0] >= 1 &&
      (!isRecursive || /^(n|depth\d)$/.test(v.name)),
  );
  const found = ofKind(g, "vector").filter((v) => indices.some((i) => i.range![1] <= v.type.size.value));
  if (found.length === 0) return null;
  const v = pick(g, found);
  const i = pick(
    g,
    indices.filter(({ range }) => range![1] <= v.type.size.value),
  ).name;
  const [name, k] = [fresh(g, "w"), fresh(g, "k")];
  const e = bent(g, real(g, 1));
  const active = v.active || e.active;
  cover(g, "declare as long as an index", active);
  const result = fresh(g, "s");
  g.variables.push({ name: result, type: { kind: "real" }, active, mutable: true });
  const change = pick<() => readonly Node[]>(g, [
    () => [line(`${name}[${i}] += ${e.text};`)],
    () => [block(`for (${k} in 2:${i})`, [line(`${name}[${k}] = tanh(${name}[${k} - 1] + ${name}[${k}]) * ${e.text};`)])],
    () => [line(`${name} = ${pick(g, ["softmax", "reverse", "cumulative_sum"])}(${name}) * ${e.text};`)],
    () => [line(`${name}[1:${i}] = ${name}[1:${i}] .* ${name} - ${e.text};`)],
  ])(); // prettier-ignore
  return [
    line(`real ${result} = 0;`),
    block("", [
      line(`vector[${i}] ${name} = ${pick(g, [`${v.name}[1:${i}]`, `head(${v.name}, ${i})`, `sin(${v.name}[:${i}])`])};`),
      ...change,
      line(`${result} += tanh(${pick(g, ["sum", "dot_self", "log_sum_exp"])}(${name}));`),
    ]),
  ]; // prettier-ignore
};

/** Everything real of a variable, as a term of the target. */
export const termOf = ({ type, name }: Variable): string | null => asNumber(type, name);
