// Values of the language in tests: numbers, nested arrays (matrices by rows), a complex number as [re, im], tuples as arrays of their slots.
// The type says how a value is to be read.

import type { Type } from "../../../../compiler/ir/type.ts";
import { COMPLEX, COMPLEX_ROW_VECTOR, REAL, ROW_VECTOR } from "../../../../compiler/ir/type.ts";

export type Nested = number | readonly Nested[];

/** The type of x[1], null for what has no elements. */
export function elementType(type: Type): Type | null {
  switch (type.kind) {
    case "array":
      return type.element;
    case "vector":
    case "rowVector":
      return REAL;
    case "matrix":
      return ROW_VECTOR;
    case "complexVector":
    case "complexRowVector":
      return COMPLEX;
    case "complexMatrix":
      return COMPLEX_ROW_VECTOR;
    default:
      return null;
  }
}

/** Depth of indices of a type. */
export function rankOf(type: Type): number {
  const element = elementType(type);
  return element === null ? 0 : 1 + rankOf(element);
}

/** A value of a type with `size` elements wherever it has elements; `leaf` is asked for each scalar, with its number. */
export function build(type: Type, size: number, leaf: (n: number, isInt: boolean) => Nested): Nested {
  let count = 0;
  const visit = (at: Type): Nested => {
    const element = elementType(at);
    if (element === null) return leaf(count++, at.kind === "int");
    return Array.from({ length: size }, () => visit(element));
  };
  return visit(type);
}

/**
 * f over the elements of its arguments, as the language lifts a function of scalars: containers go element by element together, arguments of
 * fewer indices than the deepest are the same for each of its elements.
 */
export function lift(
  types: readonly Type[],
  values: readonly Nested[],
  f: (scalars: readonly Nested[]) => Nested,
): Nested {
  const deepest = Math.max(...types.map(rankOf), 0);
  if (deepest === 0) return f(values);
  const isOuter = types.map((type) => rankOf(type) === deepest);
  const { length } = values[isOuter.indexOf(true)] as readonly Nested[];
  return Array.from({ length }, (_, i) =>
    lift(
      types.map((type, k) => (isOuter[k] ? elementType(type)! : type)),
      values.map((value, k) => (isOuter[k] ? (value as readonly Nested[])[i]! : value)),
      f,
    ),
  );
}

/** Names and numbers of all cells, named as models name them: `x[1,2]`, `z.real`, `t.2[1]`. */
export function cells(name: string, type: Type, value: Nested): [string, number][] {
  if (type.kind === "tuple")
    return type.slots.flatMap((slot, k) => cells(`${name}.${k + 1}`, slot, (value as readonly Nested[])[k]!));
  const found: [string, number][] = [];
  const visit = (at: Type, x: Nested, index: readonly number[]): void => {
    const element = elementType(at);
    if (element !== null)
      return (x as readonly Nested[]).forEach((y, i) => visit(element, y, [...index, i + 1]));
    const full = index.length === 0 ? name : `${name}[${index.join(",")}]`;
    if (at.kind === "complex")
      (x as readonly number[]).forEach((part, k) =>
        found.push([`${full}.${k === 0 ? "real" : "imag"}`, part]),
      );
    else found.push([full, x as number]);
  };
  visit(type, value, []);
  return found;
}

/** A declaration of a variable that holds this value. */
export function declarationOf(type: Type, value: Nested): string {
  if (type.kind === "tuple")
    return `tuple(${type.slots.map((slot, k) => declarationOf(slot, (value as readonly Nested[])[k]!)).join(", ")})`;
  const sizes: number[] = [];
  let [at, x]: [Type, Nested] = [type, value];
  while (at.kind === "array") {
    sizes.push((x as readonly Nested[]).length);
    [at, x] = [at.element, (x as readonly Nested[])[0] ?? []];
  }
  const own: number[] = [];
  for (
    let y = x, t: Type | null = elementType(at), held: Type = at;
    t !== null;
    held = t, t = elementType(held)
  ) {
    own.push((y as readonly Nested[]).length);
    y = (y as readonly Nested[])[0] ?? [];
  }
  const names: Partial<Record<Type["kind"], string>> = {
    rowVector: "row_vector",
    complexVector: "complex_vector",
    complexRowVector: "complex_row_vector",
    complexMatrix: "complex_matrix",
  };
  const basic = `${names[at.kind] ?? at.kind}${own.length > 0 ? `[${own.join(", ")}]` : ""}`;
  return sizes.length > 0 ? `array[${sizes.join(", ")}] ${basic}` : basic;
}

export const isIntType = (type: Type): boolean =>
  type.kind === "array"
    ? isIntType(type.element)
    : type.kind === "tuple"
      ? type.slots.some(isIntType)
      : type.kind === "int";

export const scalarOf = (type: Type): Type => (type.kind === "array" ? scalarOf(type.element) : type);
