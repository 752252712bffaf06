// Types of the language without sizes, shared by the checker, the library and lowering. Arrays nest one level at a time, so
// `array[,] real` is an array of arrays of real and "the element type" is always one step away.

export type BasicType = {
  readonly kind:
    | "int"
    | "real"
    | "complex"
    | "vector"
    | "rowVector"
    | "matrix"
    | "complexVector"
    | "complexRowVector"
    | "complexMatrix";
};

export type Type =
  | BasicType
  | { readonly kind: "array"; readonly element: Type }
  | { readonly kind: "tuple"; readonly slots: readonly Type[] }
  | { readonly kind: "void" }
  | { readonly kind: "function"; readonly args: readonly ArgumentType[]; readonly result: Type };

export interface ArgumentType {
  readonly isData: boolean;
  readonly type: Type;
}

export const INT = { kind: "int" } as const;
export const REAL = { kind: "real" } as const;
export const COMPLEX = { kind: "complex" } as const;
export const VECTOR = { kind: "vector" } as const;
export const ROW_VECTOR = { kind: "rowVector" } as const;
export const MATRIX = { kind: "matrix" } as const;
export const COMPLEX_VECTOR = { kind: "complexVector" } as const;
export const COMPLEX_ROW_VECTOR = { kind: "complexRowVector" } as const;
export const COMPLEX_MATRIX = { kind: "complexMatrix" } as const;
export const VOID = { kind: "void" } as const;

export function arrayOf(element: Type, dimensions = 1): Type {
  return dimensions === 0 ? element : { kind: "array", element: arrayOf(element, dimensions - 1) };
}

export function sameType(a: Type, b: Type): boolean {
  if (a.kind === "array" && b.kind === "array") return sameType(a.element, b.element);
  if (a.kind === "tuple" && b.kind === "tuple")
    return a.slots.length === b.slots.length && a.slots.every((slot, i) => sameType(slot, b.slots[i]!));
  if (a.kind === "function" && b.kind === "function")
    return (
      sameType(a.result, b.result) &&
      a.args.length === b.args.length &&
      a.args.every((arg, i) => arg.isData === b.args[i]!.isData && sameType(arg.type, b.args[i]!.type))
    );
  return a.kind === b.kind;
}
