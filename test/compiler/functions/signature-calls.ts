// Text that calls a signature of the library: identifiers for its argument types, declarations of fixed sizes, functions to hand on.

import { showType } from "../../../compiler/diagnostics/show-type.ts";
import type { Type } from "../../../compiler/ir/type.ts";
import type { Signature } from "../../../compiler/library/signatures.ts";

/** Every size: three, so that vectors, matrices and arrays fit one another. */
export const SIZE = 3;

const sized: Partial<Record<Type["kind"], string>> = {
  vector: `vector[${SIZE}]`,
  rowVector: `row_vector[${SIZE}]`,
  matrix: `matrix[${SIZE}, ${SIZE}]`,
  complexVector: `complex_vector[${SIZE}]`,
  complexRowVector: `complex_row_vector[${SIZE}]`,
  complexMatrix: `complex_matrix[${SIZE}, ${SIZE}]`,
};

/** `array[3, 3] vector[3]`. */
export function declaredType(type: Type): string {
  const dims: number[] = [];
  let element = type;
  for (; element.kind === "array"; element = element.element) dims.push(SIZE);
  const basic =
    element.kind === "tuple"
      ? `tuple(${element.slots.map(declaredType).join(", ")})`
      : (sized[element.kind] ?? showType(element));
  return dims.length === 0 ? basic : `array[${dims.join(", ")}] ${basic}`;
}

/** `aavector` for arrays of arrays of vector. */
export function typeName(type: Type): string {
  if (type.kind === "array") return `a${typeName(type.element)}`;
  return type.kind === "tuple" ? `t${type.slots.map(typeName).join("")}` : type.kind.toLowerCase();
}

export function elementOf(type: Type): Type {
  return type.kind === "array" ? elementOf(type.element) : type;
}

export const isIntType = (type: Type): boolean =>
  type.kind === "tuple" ? type.slots.some(isIntType) : elementOf(type).kind === "int";

/** `normal_lpdf(a | b, c)`. */
export function callText(name: string, args: readonly string[]): string {
  return /_(lpdf|lpmf|cdf|lcdf|lccdf)$/.test(name)
    ? `${name}(${args[0]} | ${args.slice(1).join(", ")})`
    : `${name}(${args.join(", ")})`;
}

/** `name(types) -> type`, as messages write types. */
export function signatureText(name: string, { args, result }: Signature): string {
  return `${name}(${args.map(({ type }) => showType(type)).join(", ")}) -> ${showType(result)}`;
}

/** A function of this type by the name `name`; it returns its first argument, or the second, whichever has the type of the result. */
export function callbackText(name: string, type: Extract<Type, { kind: "function" }>): string {
  const args = type.args.map((arg, i) => `${arg.isData ? "data " : ""}${showType(arg.type)} x${i}`);
  const returned = type.args.findIndex((arg) => showType(arg.type) === showType(type.result));
  return `${showType(type.result)} ${name}(${args.join(", ")}) { return x${returned}; }`;
}
