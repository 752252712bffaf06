// Messages about expressions other than calls: operators, literals, conditionals, indexing, tuples.

import type { BinaryOperator, Expr, Problem, Span } from "../../grammar/index.ts";
import type { Type } from "../ir/type.ts";
import { count, error, insertion } from "./build.ts";
import { showType } from "./show-type.ts";

export function integerTooBig(span: Span, text: string): Problem {
  return error(
    "lit-int-too-big",
    span,
    `The integer ${text} is larger than 2147483647, the largest there is.`,
    {
      hint: `Write it as a real: ${text}.0`,
      fix: insertion(span, span.end, ".0"),
    },
  );
}

export function badBinaryOperands(span: Span, operator: BinaryOperator, left: Type, right: Type): Problem {
  return error(
    "op-ill-typed",
    span,
    `Operator '${operator}' does not take ${showType(left)} and ${showType(right)}.`,
    { hint: binaryHint(operator, left, right) },
  );
}

function binaryHint(operator: BinaryOperator, left: Type, right: Type): string | undefined {
  const isVectorLike = (type: Type) => type.kind === "vector" || type.kind === "rowVector";
  if (left.kind === "array" || right.kind === "array")
    return "Arrays have no arithmetic: use vectors (to_vector converts an array), or a loop.";
  if (operator === "*" && left.kind === right.kind && isVectorLike(left))
    return "Use '.*' for the elementwise product, dot_product(a, b) for the inner product.";
  if (
    (operator === "*" || operator === "+" || operator === "-") &&
    isVectorLike(left) !== isVectorLike(right)
  )
    return "The shapes do not fit: transpose one side (x') or convert it (to_vector, to_row_vector).";
  if (
    (operator === "+" || operator === "-") &&
    left.kind !== right.kind &&
    isVectorLike(left) &&
    isVectorLike(right)
  )
    return "Transpose one side (x') so that both are columns or both are rows.";
  if (operator === "/" && isVectorLike(left) && isVectorLike(right))
    return "Use './' for elementwise division.";
  if (operator === "%" || operator === "%/%") return "Both sides must be int.";
  if (operator === "&&" || operator === "||")
    return "Both sides must be int; compare reals with an operator such as '!= 0' first.";
  if (["<", "<=", ">", ">=", "==", "!="].includes(operator))
    return "Only scalars compare: compare element by element in a loop.";
  return undefined;
}

export function badPrefixOperand(span: Span, operator: string, operand: Type): Problem {
  return error("op-ill-typed", span, `Operator '${operator}' does not take ${showType(operand)}.`, {
    hint:
      operator === "!" ? "It takes an int; compare reals with an operator such as '!= 0' first." : undefined,
  });
}

export function badTranspose(span: Span, operand: Type): Problem {
  return error(
    "op-ill-typed",
    span,
    `Only vectors, row vectors and matrices can be transposed, not ${showType(operand)}.`,
  );
}

export function intExpected(expr: Expr<object>, what: string, found: Type): Problem {
  return error("type-int-expected", expr.span, `${what} must be int, but this is ${showType(found)}.`, {
    hint:
      expr.kind === "realLiteral" && Number.isInteger(expr.value)
        ? `Write ${expr.value} without a decimal point or exponent.`
        : undefined,
  });
}

export function conditionNotInt(expr: Expr<object>, what: string, found: Type): Problem {
  return error(
    "type-int-expected",
    expr.span,
    `${what} must be int (0 is false), but this is ${showType(found)}.`,
    {
      hint: found.kind === "real" ? "Compare it with something, for example '!= 0'." : undefined,
    },
  );
}

export function ternaryCondition(span: Span, found: Type): Problem {
  return error("ternary", span, `The condition of '?:' must be int, but it is ${showType(found)}.`, {
    hint: found.kind === "real" ? "Compare it with something, for example '!= 0'." : undefined,
  });
}

export function ternaryBranches(span: Span, then: Type, otherwise: Type): Problem {
  return error(
    "ternary",
    span,
    `The branches of '?:' have no common type: ${showType(then)} and ${showType(otherwise)}.`,
    {
      hint: "Both branches must have the same type, or one must promote to the other (int to real to complex).",
    },
  );
}

export function ternaryOfFunctions(span: Span): Problem {
  return error("ternary", span, "The branches of '?:' cannot be functions.", {
    hint: "Choose between the results of two calls instead.",
  });
}

export function arrayElements(span: Span, first: Type, other: Type): Problem {
  return error(
    "array-literal-types",
    span,
    `The elements of an array must have one type, but here are ${showType(first)} and ${showType(other)}.`,
    {
      hint: "Use a tuple (a, b) to keep values of different types together.",
    },
  );
}

export function functionInLiteral(
  span: Span,
  code: "array-literal-types" | "rowvec-literal-types" | "tuple-literal-types",
): Problem {
  return error(code, span, "A function name is not a value and cannot stand in a literal.", {
    hint: "Call the function.",
  });
}

export function rowVectorElements(span: Span, found: Type): Problem {
  return error(
    "rowvec-literal-types",
    span,
    `Between [ ] all elements must be scalars (a row vector) or all must be row vectors (a matrix), but here is ${showType(found)}.`,
    { hint: "Write { } for an array; transpose column vectors by an apostrophe: v'." },
  );
}

export function indexedScalar(span: Span, found: Type): Problem {
  return error(
    "index-scalar",
    span,
    `Only arrays, vectors and matrices can be indexed, but this is ${showType(found)}.`,
    {
      hint: found.kind === "tuple" ? "Take a part of a tuple with a dot: t.1" : undefined,
    },
  );
}

export function tooManyIndices(span: Span, found: Type, given: number, possible: number): Problem {
  return error(
    "index-too-many",
    span,
    `Too many indices: ${showType(found)} takes at most ${possible}, but here are ${given}.`,
  );
}

export function badIndex(expr: Expr<object>, found: Type): Problem {
  return error(
    "index-not-int",
    expr.span,
    `An index must be an int, an array[] int or a range, but this is ${showType(found)}.`,
    {
      hint:
        found.kind === "real"
          ? "Indices count positions: declare the variable as int, or convert data with to_int."
          : undefined,
    },
  );
}

export function notATuple(span: Span, found: Type): Problem {
  return error("tuple-index-type", span, `Only tuples have numbered parts, but this is ${showType(found)}.`, {
    hint: found.kind === "array" || found.kind === "vector" ? "Index with brackets: x[1]" : undefined,
  });
}

export function tupleSlotRange(span: Span, slot: number, slots: number): Problem {
  return error(
    "tuple-index-range",
    span,
    `There is no part ${slot}: this tuple has ${count(slots, "part")}.`,
    {
      hint: `Use a number from 1 to ${slots}.`,
    },
  );
}
