// A random value of any type, and how a type is written: in declarations with its sizes, in the heads of functions without.

import { complex, complexes, matrix, reals, row, vector } from "./containers.ts";
import { call, fill, real, variableOf } from "./expressions.ts";
import {
  chance,
  type Expression,
  type Generator,
  indexInto,
  indicesInto,
  pick,
  type Size,
  type Type,
} from "./scope.ts";

/** null where there is none. */
export function valueOf(g: Generator, type: Type, depth = 2): Expression | null {
  const inner = Math.max(depth - 1, 0);
  switch (type.kind) {
    case "real":
      return real(g, depth);
    case "int": {
      const at = indexInto(g, 3);
      return at === null ? null : { text: at, active: false };
    }
    case "vector":
      return vector(g, type.size.value, depth);
    case "row":
      return row(g, type.size.value, depth);
    case "matrix":
      return matrix(g, type.rows.value, type.columns.value, Math.min(depth, 1));
    case "reals":
      return reals(g, type.size.value, depth);
    case "ints": {
      const text = indicesInto(g, type.size.value, 3);
      return text === null ? null : { text, active: false };
    }
    case "complex":
      return complex(g, depth);
    case "complexes":
      return complexes(g, type.size.value, depth);
    case "vectors": {
      const variable = chance(g, 0.5) ? variableOf(g, type) : null;
      const element = (): Expression => vector(g, type.inner.value, inner);
      if (variable !== null) return variable;
      return chance(g, 0.5) || type.size.value === 0
        ? fill(`rep_array(#, ${type.size.text})`, element())
        : fill(`{${Array(type.size.value).fill("#").join(", ")}}`, ...Array.from({ length: type.size.value }, element)); // prettier-ignore
    }
    case "grid": {
      const variable = chance(g, 0.5) ? variableOf(g, type) : null;
      if (variable !== null) return variable;
      const { rows, columns } = type;
      return chance(g, 0.5)
        ? fill(`rep_array(#, ${rows.text}, ${columns.text})`, real(g, inner))
        : fill("to_array_2d(#)", matrix(g, rows.value, columns.value, inner));
    }
    case "tuple": {
      const variable = chance(g, 0.4) ? variableOf(g, type) : null;
      if (variable !== null) return variable;
      const called = chance(g, 0.4) ? call(g, type, ["plain"], inner) : null;
      if (called !== null) return called;
      return fill(
        `(${type.slots.map(() => "#").join(", ")})`,
        ...type.slots.map((slot) => valueOf(g, slot, inner)),
      );
    }
  }
}

/** The type before the name, as a local variable is declared. */
export function spellType(type: Type): string {
  switch (type.kind) {
    case "real":
    case "int":
    case "complex":
      return type.kind;
    case "vector":
      return `vector[${type.size.text}]`;
    case "row":
      return `row_vector[${type.size.text}]`;
    case "matrix":
      return `matrix[${type.rows.text}, ${type.columns.text}]`;
    case "reals":
      return `array[${type.size.text}] real`;
    case "grid":
      return `array[${type.rows.text}, ${type.columns.text}] real`;
    case "ints":
      return `array[${type.size.text}] int`;
    case "vectors":
      return `array[${type.size.text}] vector[${type.inner.text}]`;
    case "complexes":
      return `complex_vector[${type.size.text}]`;
    case "tuple":
      return `tuple(${type.slots.map(spellType).join(", ")})`;
  }
}

export const spell = (type: Type, name: string): string => `${spellType(type)} ${name}`;

const UNSIZED = {
  ...{ real: "real", int: "int", complex: "complex", vector: "vector", row: "row_vector", matrix: "matrix" },
  ...{ reals: "array[] real", grid: "array[,] real", ints: "array[] int", vectors: "array[] vector" },
  complexes: "complex_vector",
} as const;

export const unsized = (type: Type): string =>
  type.kind === "tuple" ? `tuple(${type.slots.map(unsized).join(", ")})` : UNSIZED[type.kind];

/** The size a table of sizes counts; none for scalars. */
export const sizeOf = (type: Type): number | undefined =>
  "size" in type ? type.size.value : "columns" in type ? type.columns.value : undefined;

/** A statement's worth of smooth number from a value: what carries its derivative to the target. */
export function asNumber(type: Type, name: string): string | null {
  switch (type.kind) {
    case "int":
    case "ints":
    case "tuple":
      return null;
    case "real":
      return `sin(${name})`;
    case "complex":
      return `sin(get_real(${name})) + cos(get_imag(${name}))`;
    case "complexes":
      return `sum(sin(get_real(${name}))) + sum(cos(get_imag(${name})))`;
    case "grid":
      return type.rows.value === 0 ? null : `sum(sin(to_vector(${name}[1])))`;
    case "vectors":
      return type.size.value === 0 ? null : `sum(sin(${name}[1]))`;
    case "reals":
      return `sum(sin(to_vector(${name})))`;
    default:
      return `sum(sin(${name}))`;
  }
}

export const anySlots = (g: Generator, size: Size, hasInts: boolean): readonly Type[] =>
  pick<readonly Type[]>(g, [
    [{ kind: "real" }, { kind: "vector", size }],
    [{ kind: "real" }, { kind: "real" }],
    [{ kind: "vector", size }, { kind: hasInts ? "int" : "real" }, { kind: "real" }],
    [{ kind: "complex" }, { kind: "real" }],
    [{ kind: "real" }, { kind: "tuple", slots: [{ kind: "vector", size }, { kind: "real" }] }],
    [{ kind: "vectors", size: { text: "2", value: 2 }, inner: size }, { kind: "real" }],
  ]);
