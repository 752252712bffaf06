// Branches and loops that depend on parameters make the density jump or its number of terms vary, which no gradient sees: in the
// blocks themselves, and inside functions through their arguments.

import type { FunctionDefinition, Problem } from "../../../grammar/index.ts";
import { statementExpressions, walkExpression } from "../../../grammar/index.ts";
import * as say from "../../diagnostics/pedantic.ts";
import type { ResolvedCall, Typed, TypedExpr, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import type { Facts } from "./facts.ts";
import { flowOf, mentioned } from "./flow.ts";

export function controlFlowWarnings(facts: Facts): Problem[] {
  const { flow, program } = facts;
  const deciding = decidingArguments(facts);
  return flow.statements.flatMap(({ statement, block }) => {
    if (block !== "model" && block !== "transformed parameters") return [];
    const deciders = controls(statement).flatMap((expr) => parametersIn(facts, expr));
    const own = deciders.length > 0 ? [say.parameterControlFlow(statement.span, [...new Set(deciders)])] : [];
    const calls = callsIn(statement, program.calls.get(statement));
    return [...own, ...calls.flatMap((call) => callWarnings(facts, call, deciding))];
  });
}

/** What decides how a statement goes on. */
function controls(statement: TypedStatement): readonly TypedExpr[] {
  switch (statement.kind) {
    case "if":
    case "while":
      return [statement.condition];
    case "for":
      return [statement.lower, statement.upper];
    default:
      return [];
  }
}

function parametersIn({ flow, parameters }: Facts, expr: TypedExpr): string[] {
  return [...flow.sources(expr)].filter((symbol) => parameters.has(symbol)).map(({ name }) => name);
}

interface Call {
  readonly definition: FunctionDefinition<Typed>;
  readonly args: readonly TypedExpr[];
  readonly span: TypedExpr["span"];
}

/** The calls of the program's own functions in a statement. */
function callsIn(statement: TypedStatement, resolved: ResolvedCall | undefined): Call[] {
  const calls: Call[] = [];
  if (resolved?.kind === "user" && (statement.kind === "tilde" || statement.kind === "callStatement")) {
    const args = statement.kind === "tilde" ? [statement.variate, ...statement.args] : statement.args;
    calls.push({ definition: resolved.definition, args, span: statement.span });
  }
  for (const expr of statementExpressions(statement))
    walkExpression(expr, (part) => {
      if (part.kind === "call" && part.call?.kind === "user")
        calls.push({ definition: part.call.definition, args: part.args, span: part.span });
    });
  return calls;
}

function callWarnings(facts: Facts, { definition, args, span }: Call, deciding: Deciding): Problem[] {
  const names = definition.args.map(({ name }) => name.text);
  return [...(deciding.get(definition) ?? [])].flatMap((at) => {
    const depends = args[at] === undefined ? [] : parametersIn(facts, args[at]);
    return depends.length === 0
      ? []
      : [say.argumentControlFlow(span, definition.name.text, names[at]!, depends)];
  });
}

/** For each function, which arguments decide about its control flow. */
type Deciding = ReadonlyMap<FunctionDefinition<Typed>, ReadonlySet<number>>;

/** Repeated until nothing changes, since a function may pass its arguments on to others and to itself. */
function decidingArguments({ program }: Facts): Deciding {
  const deciding = new Map<FunctionDefinition<Typed>, Set<number>>();
  const bodies = program.functions
    .filter(({ body }) => body !== null)
    .map((definition) => {
      const body = { name: "model" as const, body: definition.body!, span: definition.span };
      return { definition, flow: flowOf({ ...program, functions: [], blocks: [body] }) };
    });
  for (let changed = true; changed;) {
    changed = false;
    for (const { definition, flow } of bodies) {
      const symbols = definition.args.map(({ name }) => program.symbols.get(name));
      const known = deciding.get(definition) ?? new Set();
      const note = (used: ReadonlySet<VariableSymbol>) =>
        symbols.forEach((symbol, at) => {
          if (symbol === undefined || !used.has(symbol) || known.has(at)) return;
          known.add(at);
          changed = true;
        });
      for (const { statement } of flow.statements) {
        for (const expr of controls(statement)) note(flow.sources(expr));
        for (const call of callsIn(statement, program.calls.get(statement)))
          for (const at of deciding.get(call.definition) ?? [])
            if (call.args[at] !== undefined) note(flow.sourcesOf(mentioned(call.args[at])));
      }
      deciding.set(definition, known);
    }
  }
  return deciding;
}
