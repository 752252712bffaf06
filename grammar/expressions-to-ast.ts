// Expressions: concrete syntax -> AST. The parser delivers `a op b op c` flat; here the precedence table turns the list into a tree,
// with an explicit stack, so that chains of ten thousand terms cost no depth.

import type { CstNode, IToken } from "chevrotain";
import type { BinaryOperator, Expr, Index, Name, PrefixOperator } from "./ast.ts";
import type {
  CallArgumentsCstNode,
  ExpressionCstNode,
  OperandCstNode,
  ParenthesizedCstNode,
  SuffixCstNode,
} from "./cst.ts";
import { binaryLevel } from "./precedence.ts";
import { spanBetween } from "./source.ts";
import type { Span } from "./source.ts";

/** The place of `[start, end)` in the joint offsets of the tokens. */
export type SpanAt = (start: number, end: number) => Span;

export function nodeSpan(node: CstNode, spanAt: SpanAt): Span {
  return spanAt(node.location!.startOffset, node.location!.endOffset! + 1);
}

export function tokenSpan(token: IToken, spanAt: SpanAt): Span {
  return spanAt(token.startOffset, token.endOffset! + 1);
}

export function nameOf(token: IToken, spanAt: SpanAt): Name {
  return { text: token.image, span: tokenSpan(token, spanAt) };
}

export function expressionsToAst(nodes: readonly ExpressionCstNode[] | undefined, spanAt: SpanAt): Expr[] {
  return (nodes ?? []).map((node) => expressionToAst(node, spanAt));
}

export function expressionToAst(node: ExpressionCstNode, spanAt: SpanAt): Expr {
  const { operand, BinaryOperator, Question, expression } = node.children;
  const condition = chainToAst(operand, BinaryOperator ?? [], spanAt);
  if (Question === undefined) return condition;
  const [then, otherwise] = expressionsToAst(expression, spanAt);
  return {
    kind: "ternary",
    condition,
    then: then!,
    otherwise: otherwise!,
    span: nodeSpan(node, spanAt),
  };
}

/** Operator precedence over a flat list; all operators of these levels associate to the left. */
function chainToAst(operands: readonly OperandCstNode[], operators: readonly IToken[], spanAt: SpanAt): Expr {
  const first = operandToAst(operands[0]!, spanAt);
  if (operators.length === 0) return first;
  const values: Expr[] = [first];
  const waiting: BinaryOperator[] = [];
  const reduce = () => {
    const right = values.pop()!;
    values.push(binary(waiting.pop()!, values.pop()!, right));
  };
  operators.forEach((token, position) => {
    const operator = token.image as BinaryOperator;
    while (waiting.length > 0 && binaryLevel(waiting.at(-1)!) >= binaryLevel(operator)) reduce();
    waiting.push(operator);
    values.push(operandToAst(operands[position + 1]!, spanAt));
  });
  while (waiting.length > 0) reduce();
  return values[0]!;
}

function binary(operator: BinaryOperator, left: Expr, right: Expr): Expr {
  return { kind: "binary", operator, left, right, span: spanBetween(left.span, right.span) };
}

function operandToAst(node: OperandCstNode, spanAt: SpanAt): Expr {
  const { PrefixOperator, PowerOperator, Transpose, suffix, operand } = node.children;
  let value = primaryToAst(node, spanAt);
  for (const one of suffix ?? []) value = suffixToAst(value, one, spanAt);
  for (const token of Transpose ?? [])
    value = { kind: "transpose", operand: value, span: spanBetween(value.span, tokenSpan(token, spanAt)) };
  if (PowerOperator !== undefined)
    value = binary(PowerOperator[0]!.image as BinaryOperator, value, operandToAst(operand![0]!, spanAt));
  for (const token of PrefixOperator?.toReversed() ?? []) {
    const operator = token.image as PrefixOperator;
    value = {
      kind: "prefix",
      operator,
      operand: value,
      span: spanBetween(tokenSpan(token, spanAt), value.span),
    };
  }
  return value;
}

function primaryToAst(node: OperandCstNode, spanAt: SpanAt): Expr {
  const {
    Identifier,
    callArguments,
    IntLiteral,
    RealLiteral,
    DotNumeral,
    ImaginaryLiteral,
    parenthesized,
    rowVectorLiteral,
    arrayLiteral,
    targetCall,
  } = node.children;
  if (Identifier !== undefined) {
    const name = nameOf(Identifier[0]!, spanAt);
    return callArguments === undefined
      ? { kind: "variable", name, span: name.span }
      : callToAst(name, callArguments[0]!, spanAt);
  }
  if (IntLiteral !== undefined) return number("intLiteral", IntLiteral[0]!, spanAt);
  if (RealLiteral !== undefined) return number("realLiteral", RealLiteral[0]!, spanAt);
  if (DotNumeral !== undefined) return number("realLiteral", DotNumeral[0]!, spanAt);
  if (ImaginaryLiteral !== undefined) return number("imaginaryLiteral", ImaginaryLiteral[0]!, spanAt);
  if (parenthesized !== undefined) return parenthesizedToAst(parenthesized[0]!, spanAt);
  if (rowVectorLiteral !== undefined) {
    const elements = expressionsToAst(rowVectorLiteral[0]!.children.expression, spanAt);
    return { kind: "rowVector", elements, span: nodeSpan(rowVectorLiteral[0]!, spanAt) };
  }
  if (arrayLiteral !== undefined) {
    const elements = expressionsToAst(arrayLiteral[0]!.children.expression, spanAt);
    return { kind: "array", elements, span: nodeSpan(arrayLiteral[0]!, spanAt) };
  }
  const call = targetCall![0]!;
  const callee = nameOf(call.children.Target[0]!, spanAt);
  return { kind: "call", callee, args: [], bar: false, span: nodeSpan(call, spanAt) };
}

function number(
  kind: "intLiteral" | "realLiteral" | "imaginaryLiteral",
  token: IToken,
  spanAt: SpanAt,
): Expr {
  const text = token.image;
  const value = Number(text.replaceAll("_", "").replace(/i$/, ""));
  return { kind, text, value, span: tokenSpan(token, spanAt) };
}

function parenthesizedToAst(node: ParenthesizedCstNode, spanAt: SpanAt): Expr {
  const span = nodeSpan(node, spanAt);
  const elements = expressionsToAst(node.children.expression, spanAt);
  if (node.children.Comma === undefined) return { kind: "parenthesized", inner: elements[0]!, span };
  return { kind: "tuple", elements, span };
}

const conditional = /_(?:lpdf|lupdf|lpmf|lupmf|cdf|lcdf|lccdf)$/;

function callToAst(callee: Name, node: CallArgumentsCstNode, spanAt: SpanAt): Expr {
  const args = expressionsToAst(node.children.expression, spanAt);
  const bar = node.children.Bar !== undefined || (args.length === 1 && conditional.test(callee.text));
  return { kind: "call", callee, args, bar, span: spanBetween(callee.span, nodeSpan(node, spanAt)) };
}

function suffixToAst(base: Expr, node: SuffixCstNode, spanAt: SpanAt): Expr {
  const span = spanBetween(base.span, nodeSpan(node, spanAt));
  const { DotNumeral } = node.children;
  if (DotNumeral !== undefined) {
    const slot = Number(DotNumeral[0]!.image.slice(1).replaceAll("_", ""));
    return { kind: "projection", base, slot, span };
  }
  return { kind: "index", base, indices: indicesToAst(node, spanAt), span };
}

function indicesToAst(node: SuffixCstNode, spanAt: SpanAt): Index[] {
  const { LeftBracket, index, Comma, RightBracket } = node.children;
  const ends = [...LeftBracket!, ...(Comma ?? []), ...RightBracket!];
  return index!.map((one, position): Index => {
    const { lower, Colon, upper } = one.children;
    // An empty slot stands between its separators.
    const empty = lower === undefined && Colon === undefined;
    if (empty)
      return { kind: "all", span: spanAt(ends[position]!.endOffset! + 1, ends[position + 1]!.startOffset) };
    const span = nodeSpan(one, spanAt);
    const [from] = expressionsToAst(lower, spanAt);
    if (Colon === undefined) return { kind: "single", value: from!, span };
    const [to] = expressionsToAst(upper, spanAt);
    if (from === undefined && to === undefined) return { kind: "all", span };
    return { kind: "range", lower: from ?? null, upper: to ?? null, span };
  });
}
