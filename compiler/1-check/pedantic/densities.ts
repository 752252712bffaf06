// Uses of densities: `y ~ d(a)` and calls of `d_lpdf`, `d_lupmf` and so on. A use is additive if its value as it stands is added to
// the target, so that it can be a prior; inside log_mix and the like it cannot.

import {
  statementExpressions,
  walkExpression,
  walkStatement,
  type BlockName,
  type Span,
} from "../../../grammar/index.ts";
import type { TypedExpr, TypedProgram, TypedStatement } from "../../ir/typed-ast.ts";
import { splitSuffix } from "../names.ts";

export interface Density {
  /** Without its suffix. */
  readonly name: string;
  readonly variate: TypedExpr;
  readonly args: readonly TypedExpr[];
  readonly span: Span;
  readonly statement: TypedStatement;
  readonly isAdditive: boolean;
  /** A function of the program rather than of the library. */
  readonly isUser: boolean;
  readonly block: BlockName | "functions";
}

export function densitiesOf(program: TypedProgram): Density[] {
  const parts = [
    ...program.functions.map(({ body }) => ({ block: "functions" as const, body: body ?? [] })),
    ...program.blocks.map(({ name, body }) => ({ block: name, body })),
  ];
  const found: Density[] = [];
  for (const { block, body } of parts)
    for (const top of body)
      walkStatement(top, (statement) => {
        found.push(...densitiesIn(program, statement, block));
      });
  return found;
}

function densitiesIn(program: TypedProgram, statement: TypedStatement, block: Density["block"]): Density[] {
  const found: Density[] = [];
  if (statement.kind === "tilde") {
    const { distribution, variate, args, span } = statement;
    const isUser = program.calls.get(statement)?.kind === "user";
    found.push({ name: distribution.text, variate, args, span, statement, isAdditive: true, isUser, block });
  }
  const terms = new Set(statement.kind === "targetIncrement" ? addends(statement.value) : []);
  for (const expr of statementExpressions(statement))
    walkExpression(expr, (part) => {
      const [name, suffix] = part.kind === "call" ? splitSuffix(part.callee.text) : ["", null];
      if (part.kind !== "call" || suffix === null || !/^lu?p[dm]f$/.test(suffix)) return;
      const [variate, ...args] = part.args;
      if (variate === undefined) return;
      const isUser = part.call?.kind === "user";
      found.push({
        name,
        variate,
        args,
        span: part.span,
        statement,
        isAdditive: terms.has(part),
        isUser,
        block,
      });
    });
  return found;
}

/** The terms of a sum. */
export function addends(expr: TypedExpr): TypedExpr[] {
  if (expr.kind === "parenthesized") return addends(expr.inner);
  if (expr.kind === "binary" && (expr.operator === "+" || expr.operator === "-"))
    return [...addends(expr.left), ...addends(expr.right)];
  return [expr];
}
