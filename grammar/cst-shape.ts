// Shapes of expressions that the grammar must tell apart after having parsed them: what may be assigned to, what is a bare call.

import type { ExpressionCstNode, OperandCstNode } from "./cst.ts";

/** The operand of an expression that is nothing but a primary with its suffixes, else null. */
function primaryOf(node: ExpressionCstNode): OperandCstNode["children"] | null {
  const { operand, Question } = node.children;
  if (operand.length !== 1 || Question !== undefined) return null;
  const inner = operand[0]!.children;
  if (
    inner.PrefixOperator !== undefined ||
    inner.Transpose !== undefined ||
    inner.PowerOperator !== undefined
  )
    return null;
  return inner;
}

export function isPrimary(node: ExpressionCstNode): boolean {
  return primaryOf(node) !== null;
}

/** `f(a, b)`: a call that may stand as a statement. */
export function isPlainCall(node: ExpressionCstNode): boolean {
  const inner = primaryOf(node);
  const call = inner?.callArguments?.[0];
  return call !== undefined && call.children.Bar === undefined && inner!.suffix === undefined;
}

/** A name with any indices and slots, or a tuple of such: `(a, b[1], (c, d.2))`. */
export function isAssignable(node: ExpressionCstNode): boolean {
  const inner = primaryOf(node);
  if (inner === null) return false;
  if (inner.Identifier !== undefined) return inner.callArguments === undefined;
  const pack = inner.parenthesized?.[0];
  if (pack === undefined || inner.suffix !== undefined || pack.children.Comma === undefined) return false;
  return pack.children.expression.every(isAssignable);
}
