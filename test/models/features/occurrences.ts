// Everything that stands in a checked program, each with how it matters to the density: the ground on which features are recognised.

import type { BlockName, Declarator, FunctionDefinition, SizedType } from "../../../grammar/index.ts";
import { childExpressions, childStatements, statementExpressions } from "../../../grammar/walk.ts";
import type {
  Typed,
  TypedExpr,
  TypedProgram,
  TypedStatement,
  VariableSymbol,
} from "../../../compiler/ir/typed-ast.ts";
import { type Activity, type Flow, flowOf } from "./flow.ts";

export interface Surroundings {
  readonly program: TypedProgram;
  readonly flow: Flow;
  readonly block: BlockName | "functions";
  readonly definition: FunctionDefinition<Typed> | null;
  /** Statements around, outermost first. */
  readonly around: readonly TypedStatement[];
}

export interface ExpressionSite extends Surroundings {
  readonly expression: TypedExpr;
  readonly statement: TypedStatement;
  readonly parent: TypedExpr | null;
  /** Assigned to, or part of what is. */
  readonly isTarget: boolean;
  readonly activity: Activity;
}

export interface StatementSite extends Surroundings {
  readonly statement: TypedStatement;
  readonly activity: Activity;
}

export interface DeclarationSite extends Surroundings {
  readonly type: SizedType<Typed>;
  readonly declarator: Declarator<Typed>;
  readonly symbol: VariableSymbol;
  readonly activity: Activity;
}

export interface DefinitionSite {
  readonly program: TypedProgram;
  readonly definition: FunctionDefinition<Typed>;
  readonly activity: Activity;
}

export interface Occurrences {
  readonly program: TypedProgram;
  readonly expressions: readonly ExpressionSite[];
  readonly statements: readonly StatementSite[];
  readonly declarations: readonly DeclarationSite[];
  readonly definitions: readonly DefinitionSite[];
}

export function occurrencesIn(program: TypedProgram): Occurrences {
  const flow = flowOf(program);
  const found = { program, expressions: [], statements: [], declarations: [], definitions: [] } as {
    -readonly [K in keyof Occurrences]: Occurrences[K] extends readonly (infer T)[] ? T[] : Occurrences[K];
  };
  const visitStatement = (statement: TypedStatement, where: Surroundings): void => {
    const activity = flow.statement(statement);
    found.statements.push({ ...where, statement, activity });
    for (const e of statementExpressions(statement)) visitExpression(e, null, statement, where);
    if (statement.kind === "declaration")
      for (const declarator of statement.declarators) {
        const symbol = program.symbols.get(declarator.name)!;
        found.declarations.push({
          ...where,
          type: statement.type,
          declarator,
          symbol,
          activity: flow.symbol(symbol),
        });
      }
    const inside = { ...where, around: [...where.around, statement] };
    for (const child of childStatements(statement)) visitStatement(child, inside);
  };
  const visitExpression = (
    expression: TypedExpr,
    parent: TypedExpr | null,
    statement: TypedStatement,
    where: Surroundings,
  ): void => {
    const isTarget = statement.kind === "assignment" && isInside(statement.target, expression);
    const activity = isTarget ? flow.statement(statement) : flow.expression(expression, statement);
    found.expressions.push({ ...where, expression, statement, parent, isTarget, activity });
    for (const child of childExpressions(expression)) visitExpression(child, expression, statement, where);
  };
  for (const definition of program.functions) {
    found.definitions.push({ program, definition, activity: flow.definition(definition) });
    const where: Surroundings = { program, flow, block: "functions", definition, around: [] };
    for (const s of definition.body ?? []) visitStatement(s, where);
  }
  for (const { name, body } of program.blocks)
    for (const s of body) visitStatement(s, { program, flow, block: name, definition: null, around: [] });
  return found;
}

/** The expression is an lvalue, a slot of one, or its base; not an index in it. */
function isInside(target: TypedExpr, e: TypedExpr): boolean {
  if (target === e) return true;
  if (target.kind === "tuple") return target.elements.some((slot) => isInside(slot, e));
  if (target.kind === "index" || target.kind === "projection") return isInside(target.base, e);
  return target.kind === "parenthesized" && isInside(target.inner, e);
}
