// Types as the language writes them: `array[,] real`, `tuple(int, vector)`, `(real, data vector) => vector`.

import { assertNever } from "./internal-error.ts";
import type { ArgumentType, Type } from "../ir/type.ts";

const basicNames = {
  int: "int",
  real: "real",
  complex: "complex",
  vector: "vector",
  rowVector: "row_vector",
  matrix: "matrix",
  complexVector: "complex_vector",
  complexRowVector: "complex_row_vector",
  complexMatrix: "complex_matrix",
} as const;

export function showType(type: Type): string {
  switch (type.kind) {
    case "array": {
      let depth = 1;
      let element = type.element;
      for (; element.kind === "array"; element = element.element) depth++;
      return `array[${",".repeat(depth - 1)}] ${showType(element)}`;
    }
    case "tuple":
      return `tuple(${type.slots.map(showType).join(", ")}${type.slots.length === 1 ? "," : ""})`;
    case "void":
      return "void";
    case "function":
      return `(${showArguments(type.args)}) => ${showType(type.result)}`;
    case "int":
    case "real":
    case "complex":
    case "vector":
    case "rowVector":
    case "matrix":
    case "complexVector":
    case "complexRowVector":
    case "complexMatrix":
      return basicNames[type.kind];
    default:
      return assertNever(type);
  }
}

export function showTypes(types: readonly Type[]): string {
  return types.map(showType).join(", ");
}

export function showArguments(args: readonly ArgumentType[]): string {
  return args.map(({ isData, type }) => (isData ? "data " : "") + showType(type)).join(", ");
}
