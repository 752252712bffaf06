// Statements: concrete syntax -> AST.

import type { AssignOperator, Declarator, PrintItem, Statement, Truncation } from "./ast.ts";
import type {
  BodyCstNode,
  DeclaratorCstNode,
  ExpressionStatementCstNode,
  PrintItemCstNode,
  StatementCstNode,
  TruncationCstNode,
} from "./cst.ts";
import { expressionsToAst, expressionToAst, nameOf, nodeSpan, tokenSpan } from "./expressions-to-ast.ts";
import type { SpanAt } from "./expressions-to-ast.ts";
import type { Span } from "./source.ts";
import { sizedTypeToAst } from "./types-to-ast.ts";

export function bodyToAst(node: BodyCstNode, spanAt: SpanAt): Statement[] {
  return (node.children.statement ?? []).map((statement) => statementToAst(statement, spanAt));
}

function statementToAst(node: StatementCstNode, spanAt: SpanAt): Statement {
  const span = nodeSpan(node, spanAt);
  const of = node.children;
  if (of.declaration !== undefined) {
    const { sizedType, declarator } = of.declaration[0]!.children;
    const declarators = declarator.map((one) => declaratorToAst(one, spanAt));
    return { kind: "declaration", type: sizedTypeToAst(sizedType[0]!, spanAt), declarators, span };
  }
  if (of.expressionStatement !== undefined)
    return expressionStatementToAst(of.expressionStatement[0]!, span, spanAt);
  if (of.targetIncrement !== undefined) {
    const value = expressionToAst(of.targetIncrement[0]!.children.expression[0]!, spanAt);
    return { kind: "targetIncrement", value, span };
  }
  if (of.jacobianIncrement !== undefined) {
    const value = expressionToAst(of.jacobianIncrement[0]!.children.expression[0]!, spanAt);
    return { kind: "jacobianIncrement", value, span };
  }
  if (of.returnStatement !== undefined) {
    const [value] = expressionsToAst(of.returnStatement[0]!.children.expression, spanAt);
    return { kind: "return", value: value ?? null, span };
  }
  if (of.simpleStatement !== undefined) {
    const { Break, Continue } = of.simpleStatement[0]!.children;
    return { kind: Break !== undefined ? "break" : Continue !== undefined ? "continue" : "empty", span };
  }
  if (of.printStatement !== undefined) {
    const { PrintKeyword, printItem } = of.printStatement[0]!.children;
    const items = printItem.map((item) => printItemToAst(item, spanAt));
    const word = PrintKeyword[0]!.image;
    return { kind: word === "print" ? "print" : word === "reject" ? "reject" : "fatalError", items, span };
  }
  return compoundToAst(node, span, spanAt);
}

/** Statements that hold statements. */
function compoundToAst(node: StatementCstNode, span: Span, spanAt: SpanAt): Statement {
  const { body, ifStatement, whileStatement, forStatement, profileStatement } = node.children;
  if (body !== undefined) return { kind: "block", body: bodyToAst(body[0]!, spanAt), span };
  if (ifStatement !== undefined) {
    const { expression, statement } = ifStatement[0]!.children;
    const condition = expressionToAst(expression[0]!, spanAt);
    const [then, otherwise] = statement.map((one) => statementToAst(one, spanAt));
    return { kind: "if", condition, then: then!, otherwise: otherwise ?? null, span };
  }
  if (whileStatement !== undefined) {
    const { expression, statement } = whileStatement[0]!.children;
    const condition = expressionToAst(expression[0]!, spanAt);
    return { kind: "while", condition, body: statementToAst(statement[0]!, spanAt), span };
  }
  if (forStatement !== undefined) {
    const { Identifier, expression, statement } = forStatement[0]!.children;
    const variable = nameOf(Identifier[0]!, spanAt);
    const [first, upper] = expressionsToAst(expression, spanAt);
    const inner = statementToAst(statement[0]!, spanAt);
    if (upper === undefined) return { kind: "foreach", variable, container: first!, body: inner, span };
    return { kind: "for", variable, lower: first!, upper, body: inner, span };
  }
  const { StringLiteral, body: profiled } = profileStatement![0]!.children;
  return {
    kind: "profile",
    name: unquoted(StringLiteral[0]!.image),
    body: bodyToAst(profiled[0]!, spanAt),
    span,
  };
}

function expressionStatementToAst(node: ExpressionStatementCstNode, span: Span, spanAt: SpanAt): Statement {
  const { expression, AssignOperator, Tilde, Identifier, tildeArguments, truncation } = node.children;
  const first = expressionToAst(expression[0]!, spanAt);
  if (AssignOperator !== undefined) {
    const operator = AssignOperator[0]!.image as AssignOperator;
    const value = expressionToAst(expression[1]!, spanAt);
    return { kind: "assignment", target: first, operator, value, span };
  }
  if (Tilde !== undefined)
    return {
      kind: "tilde",
      variate: first,
      distribution: nameOf(Identifier![0]!, spanAt),
      args: expressionsToAst(tildeArguments![0]!.children.expression, spanAt),
      truncation: truncationToAst(truncation?.[0], spanAt),
      span,
    };
  // The parser lets nothing but a plain call through.
  if (first.kind !== "call") throw new Error(`unexpected ${first.kind} as a statement`);
  return { kind: "callStatement", callee: first.callee, args: first.args, span };
}

function truncationToAst(node: TruncationCstNode | undefined, spanAt: SpanAt): Truncation | null {
  if (node === undefined) return null;
  const [lower] = expressionsToAst(node.children.lower, spanAt);
  const [upper] = expressionsToAst(node.children.upper, spanAt);
  return { lower: lower ?? null, upper: upper ?? null, span: nodeSpan(node, spanAt) };
}

function declaratorToAst(node: DeclaratorCstNode, spanAt: SpanAt): Declarator {
  const { Identifier, expression } = node.children;
  const [initial] = expressionsToAst(expression, spanAt);
  return { name: nameOf(Identifier[0]!, spanAt), initial: initial ?? null, span: nodeSpan(node, spanAt) };
}

function printItemToAst(node: PrintItemCstNode, spanAt: SpanAt): PrintItem {
  const { StringLiteral, expression } = node.children;
  if (StringLiteral !== undefined)
    return {
      kind: "text",
      text: unquoted(StringLiteral[0]!.image),
      span: tokenSpan(StringLiteral[0]!, spanAt),
    };
  return { kind: "value", value: expressionToAst(expression![0]!, spanAt), span: nodeSpan(node, spanAt) };
}

function unquoted(literal: string): string {
  return literal.slice(1, -1);
}
