// Random declarations, with and without a value, of every type.

import { condition, matrix, real, row, vector } from "./expressions.ts";
import { type Make, cover, bent } from "./making.ts";
import {
  anySize,
  chance,
  type Expression,
  fresh,
  type Generator,
  indexInto,
  inner,
  pick,
  type Place,
  sizeText,
  type Type,
  type Variable,
} from "./scope.ts";
import { block, line, type Node } from "./tree.ts";

export function valueOf(g: Generator, type: Type): Expression | null {
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

export const sizeOf = (type: Type): number | undefined =>
  "size" in type ? type.size.value : "columns" in type ? type.columns.value : undefined;

export const declare: Make = (g) => {
  const type = anyType(g);
  const value = valueOf(g, type);
  if (value === null) return declareLater(g);
  const name = fresh(g, type.kind === "real" ? "s" : type.kind === "matrix" ? "A" : "x");
  cover(g, `declare ${type.kind}`, value.active, sizeOf(type));
  g.variables.push({ name, type, active: value.active, mutable: true });
  return [line(`${spell(type, name)} = ${value.text};`)];
};

/** Without an initialiser, then set by a branch or a loop that covers every cell. */
export const declareLater: Make = (g) => {
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

export function withIndex(
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
