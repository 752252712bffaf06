// Indexing: each slot of a bracket group either selects one position (and removes a dimension) or several (and keeps it).

import type { Expr, Index, Located, Span } from "../../grammar/index.ts";
import * as say from "../diagnostics/expressions.ts";
import {
  COMPLEX,
  COMPLEX_ROW_VECTOR,
  COMPLEX_VECTOR,
  REAL,
  ROW_VECTOR,
  VECTOR,
  type Type,
} from "../ir/type.ts";
import type { Typed, TypedExpr } from "../ir/typed-ast.ts";
import { isComplexType } from "./ast-types.ts";
import { broken, BROKEN, isBroken, report, type Checker } from "./checker.ts";
import { checkExpr, checkInt } from "./expressions.ts";
import { joinLevels } from "./levels.ts";

export function checkIndexing(checker: Checker, expr: Expr<Located> & { readonly kind: "index" }): TypedExpr {
  const base = checkExpr(checker, expr.base);
  const indices = expr.indices.map((index) => checkIndex(checker, index));
  return applyIndices(checker, expr, base, indices);
}

/** The typed index node, once base and indices are. */
export function applyIndices(
  checker: Checker,
  expr: Expr<Located> & { readonly kind: "index" },
  base: TypedExpr,
  indices: readonly Index<Typed>[],
): TypedExpr {
  if (isBroken(base.type) || !indices.every(isSoundIndex)) return broken(expr);
  const type = typeOfIndexed(checker, expr.span, base.type, indices);
  if (isBroken(type)) return broken(expr);
  return { ...expr, base, indices, type, level: joinLevels(type, [base.level]) };
}

export function checkIndex(checker: Checker, index: Index<Located>): Index<Typed> {
  switch (index.kind) {
    case "all":
      return index;
    case "single": {
      const value = checkExpr(checker, index.value);
      const { type } = value;
      if (isBroken(type) || type.kind === "int" || (type.kind === "array" && type.element.kind === "int"))
        return { ...index, value };
      report(checker, say.badIndex(index.value, type));
      return { ...index, value: broken(value) };
    }
    case "range":
      return {
        ...index,
        lower: index.lower && checkInt(checker, index.lower, "The bound of a range"),
        upper: index.upper && checkInt(checker, index.upper, "The bound of a range"),
      };
  }
}

function isSoundIndex(index: Index<Typed>): boolean {
  switch (index.kind) {
    case "all":
      return true;
    case "single":
      return !isBroken(index.value.type);
    case "range":
      return !(index.lower && isBroken(index.lower.type)) && !(index.upper && isBroken(index.upper.type));
  }
}

/** Selects one position, so that the dimension disappears. */
export function isSingle(index: Index<Typed>): boolean {
  return index.kind === "single" && index.value.type.kind === "int";
}

function typeOfIndexed(checker: Checker, span: Span, base: Type, indices: readonly Index<Typed>[]): Type {
  const singles = indices.map(isSingle);
  const type = indexedType(base, singles);
  if (type !== null) return type;
  const possible = dimensionsOf(base);
  report(
    checker,
    possible === 0 ? say.indexedScalar(span, base) : say.tooManyIndices(span, base, indices.length, possible),
  );
  return BROKEN;
}

/** Type after indexing with slots that are single (true) or multiple (false); null if there are too many. */
function indexedType(type: Type, singles: readonly boolean[]): Type | null {
  const [first, second] = singles;
  if (first === undefined) return type;
  switch (type.kind) {
    case "array": {
      const element = indexedType(type.element, singles.slice(1));
      return element === null || first ? element : { kind: "array", element };
    }
    case "vector":
    case "rowVector":
    case "complexVector":
    case "complexRowVector":
      if (singles.length > 1) return null;
      return first ? scalarOf(type) : type;
    case "matrix":
    case "complexMatrix": {
      if (singles.length > 2) return null;
      const isComplex = isComplexType(type);
      if (first) return second === true ? scalarOf(type) : isComplex ? COMPLEX_ROW_VECTOR : ROW_VECTOR;
      return second === true ? (isComplex ? COMPLEX_VECTOR : VECTOR) : type;
    }
    default:
      return null;
  }
}

function scalarOf(type: Type): Type {
  return isComplexType(type) ? COMPLEX : REAL;
}

function dimensionsOf(type: Type): number {
  switch (type.kind) {
    case "array":
      return 1 + dimensionsOf(type.element);
    case "vector":
    case "rowVector":
    case "complexVector":
    case "complexRowVector":
      return 1;
    case "matrix":
    case "complexMatrix":
      return 2;
    default:
      return 0;
  }
}
