// Types as written in the program to the types the checker works with.

import type { BasicTypeName, SizedType, SizedTypeName, UnsizedType } from "../../grammar/index.ts";
import { assertNever } from "../diagnostics/internal-error.ts";
import {
  COMPLEX,
  COMPLEX_MATRIX,
  COMPLEX_ROW_VECTOR,
  COMPLEX_VECTOR,
  INT,
  MATRIX,
  REAL,
  ROW_VECTOR,
  VECTOR,
  VOID,
  arrayOf,
  type Type,
} from "../ir/type.ts";

const basic: Record<BasicTypeName, Type> = {
  int: INT,
  real: REAL,
  complex: COMPLEX,
  vector: VECTOR,
  row_vector: ROW_VECTOR,
  matrix: MATRIX,
  complex_vector: COMPLEX_VECTOR,
  complex_row_vector: COMPLEX_ROW_VECTOR,
  complex_matrix: COMPLEX_MATRIX,
};

const constrained: Record<Exclude<SizedTypeName, BasicTypeName>, Type> = {
  ordered: VECTOR,
  positive_ordered: VECTOR,
  simplex: VECTOR,
  unit_vector: VECTOR,
  sum_to_zero_vector: VECTOR,
  sum_to_zero_matrix: MATRIX,
  cholesky_factor_corr: MATRIX,
  cholesky_factor_cov: MATRIX,
  corr_matrix: MATRIX,
  cov_matrix: MATRIX,
  column_stochastic_matrix: MATRIX,
  row_stochastic_matrix: MATRIX,
};

const typeByName: Record<SizedTypeName, Type> = { ...basic, ...constrained };

/** The type of the values that a sized type holds, without its sizes and constraint. */
export function typeOfSized(sized: SizedType<object>): Type {
  switch (sized.kind) {
    case "basic":
      return typeByName[sized.name];
    case "array":
      return arrayOf(typeOfSized(sized.element), sized.sizes.length);
    case "tuple":
      return { kind: "tuple", slots: sized.slots.map(typeOfSized) };
    default:
      return assertNever(sized);
  }
}

export function typeOfUnsized(unsized: UnsizedType): Type {
  switch (unsized.kind) {
    case "basic":
      return basic[unsized.name];
    case "array":
      return arrayOf(typeOfUnsized(unsized.element), unsized.dimensions);
    case "tuple":
      return { kind: "tuple", slots: unsized.slots.map(typeOfUnsized) };
    case "void":
      return VOID;
    default:
      return assertNever(unsized);
  }
}

export function isComplexType(type: Type): boolean {
  return (
    type.kind === "complex" ||
    type.kind === "complexVector" ||
    type.kind === "complexRowVector" ||
    type.kind === "complexMatrix"
  );
}

/** int, or arrays and tuples of nothing but ints. */
export function isIntegral(type: Type): boolean {
  if (type.kind === "array") return isIntegral(type.element);
  if (type.kind === "tuple") return type.slots.every(isIntegral);
  return type.kind === "int";
}

export function containsInt(type: Type): boolean {
  if (type.kind === "array") return containsInt(type.element);
  if (type.kind === "tuple") return type.slots.some(containsInt);
  return type.kind === "int";
}
