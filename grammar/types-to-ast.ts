// Types: concrete syntax -> AST, sized ones of declarations and unsized ones of function signatures.

import type { IToken } from "chevrotain";
import type { BasicTypeName, Constraint, SizedType, SizedTypeName, UnsizedType } from "./ast.ts";
import type {
  BasicSizedTypeCstNode,
  ConstraintCstNode,
  SizedTupleCstNode,
  SizedTypeCstNode,
  UnsizedTupleCstNode,
  UnsizedTypeCstNode,
} from "./cst.ts";
import { expressionsToAst, nodeSpan, tokenSpan } from "./expressions-to-ast.ts";
import type { SpanAt } from "./expressions-to-ast.ts";

export function unsizedTypeToAst(node: UnsizedTypeCstNode, spanAt: SpanAt): UnsizedType {
  const { BasicType, unsizedTuple, Array: array, Comma } = node.children;
  const element =
    BasicType !== undefined
      ? unsizedBasic(BasicType[0]!, spanAt)
      : unsizedTupleToAst(unsizedTuple![0]!, spanAt);
  if (array === undefined) return element;
  return {
    kind: "array",
    dimensions: 1 + (Comma?.length ?? 0),
    element,
    span: nodeSpan(node, spanAt),
  };
}

function unsizedBasic(token: IToken, spanAt: SpanAt): UnsizedType {
  return { kind: "basic", name: token.image as BasicTypeName, span: tokenSpan(token, spanAt) };
}

function unsizedTupleToAst(node: UnsizedTupleCstNode, spanAt: SpanAt): UnsizedType {
  const slots = node.children.unsizedType.map((slot) => unsizedTypeToAst(slot, spanAt));
  return { kind: "tuple", slots, span: nodeSpan(node, spanAt) };
}

export function sizedTypeToAst(node: SizedTypeCstNode, spanAt: SpanAt): SizedType {
  const { sizedTuple, basicSizedType, Array: array, expression } = node.children;
  const element =
    sizedTuple !== undefined
      ? sizedTupleToAst(sizedTuple[0]!, spanAt)
      : basicToAst(basicSizedType![0]!, spanAt);
  if (array === undefined) return element;
  return {
    kind: "array",
    sizes: expressionsToAst(expression, spanAt),
    element,
    span: nodeSpan(node, spanAt),
  };
}

function sizedTupleToAst(node: SizedTupleCstNode, spanAt: SpanAt): SizedType {
  const slots = node.children.sizedType.map((slot) => sizedTypeToAst(slot, spanAt));
  return { kind: "tuple", slots, span: nodeSpan(node, spanAt) };
}

function basicToAst(node: BasicSizedTypeCstNode, spanAt: SpanAt): SizedType {
  const of = node.children;
  const [name] = (of.Int ??
    of.ScalarType ??
    of.VectorType ??
    of.MatrixType ??
    of.OneSizeType ??
    of.TwoSizeType ??
    of.CholeskyFactorCov)!;
  const [sizes] = of.oneSize ?? of.twoSizes ?? of.oneOrTwoSizes ?? [];
  return {
    kind: "basic",
    name: name!.image as SizedTypeName,
    sizes: expressionsToAst(sizes?.children.expression, spanAt),
    constraint: constraintToAst(of.constraint?.[0], spanAt),
    span: nodeSpan(node, spanAt),
  };
}

function constraintToAst(node: ConstraintCstNode | undefined, spanAt: SpanAt): Constraint {
  if (node === undefined) return { kind: "none" };
  const { Lower, Upper, Offset, Multiplier, expression } = node.children;
  const values = expressionsToAst(expression, spanAt);
  const span = nodeSpan(node, spanAt);
  // Values come in the order written; the keyword that stands first takes the first.
  const valueOf = (keyword: IToken[] | undefined, other: IToken[] | undefined) => {
    if (keyword === undefined) return null;
    return values[other !== undefined && other[0]!.startOffset < keyword[0]!.startOffset ? 1 : 0]!;
  };
  if (Lower !== undefined || Upper !== undefined)
    return { kind: "bounds", lower: valueOf(Lower, Upper), upper: valueOf(Upper, Lower), span };
  return {
    kind: "affine",
    offset: valueOf(Offset, Multiplier),
    multiplier: valueOf(Multiplier, Offset),
    span,
  };
}
