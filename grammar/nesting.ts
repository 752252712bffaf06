// The depth of expressions. The parser already stops at the nesting limit, but chains of suffixes and prefixes (`x[1][1]...`) are flat
// in the concrete syntax and deep in the tree, so the tree is measured too. Left operands cost no depth: chains of terms are meant
// to be long, and every walk treats them without recursion.

import type { Expr, Program } from "./ast.ts";
import { NESTING_LIMIT } from "./recovery.ts";
import type { Span } from "./source.ts";
import { childExpressions, programStatements, statementExpressions, walkStatement } from "./walk.ts";

/** The place of an expression nested beyond the limit, if there is one. */
export function tooDeepExpression(program: Program): Span | null {
  let found: Span | null = null;
  for (const top of programStatements(program))
    walkStatement(top, (statement) => {
      for (const expression of statementExpressions(statement)) found ??= tooDeep(expression);
    });
  return found;
}

function tooDeep(root: Expr): Span | null {
  const waiting: { expression: Expr; depth: number }[] = [{ expression: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { expression, depth } = next;
    if (depth > NESTING_LIMIT) return expression.span;
    const isChain =
      expression.kind === "binary" && expression.operator !== "^" && expression.operator !== ".^";
    for (const child of childExpressions(expression))
      waiting.push({ expression: child, depth: isChain ? depth : depth + 1 });
  }
  return null;
}
