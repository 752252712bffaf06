// Draws of the parameters from their priors, in the order in which they depend on one another. A parameter without a prior is uniform where
// its constraint bounds it on both sides or is a simplex; otherwise nothing can be drawn.

import type { SizedType } from "../../../grammar/index.ts";
import { typeExpressions, walkExpression, walkStatement } from "../../../grammar/index.ts";
import { num } from "../../ir/build.ts";
import { compare } from "../../library/arithmetic.ts";
import type { Typed, TypedExpr, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import { emit, type Context, type DensityStatement } from "../context.ts";
import { eachElement } from "../loops.ts";
import { contentsOf } from "../storage.ts";
import { readSymbol } from "../variables.ts";
import { block, blocked } from "./blocks.ts";
import { drawConstrained, drawUniform } from "./constrained-draws.ts";
import { rootsOf } from "./dependence.ts";
import type { Derivation, Rule } from "./derivation.ts";
import { drawingOf, inOrder } from "./order.ts";
import { asVariable, newOutput, type Outputs } from "./outputs.ts";
import type { Term } from "./terms.ts";

interface ParameterDeclaration {
  readonly symbol: VariableSymbol;
  readonly type: SizedType<Typed>;
  readonly statement: TypedStatement;
}

export const drawParameters: Rule = {
  suffix: "",
  elem: "own",
  start: "nan",
  prepare: (outputs, derivation) => {
    const { ctx, blocks } = outputs;
    const body = [...bodyOf(ctx, "transformed parameters"), ...derivation.model];
    refuseJacobians(outputs, body);
    const declared = parametersOf(ctx);
    for (const { symbol } of declared) {
      const value = readSymbol(ctx, symbol);
      if (value.kind !== "struct") ctx.variables.set(symbol, asVariable(newOutput(outputs, symbol, value)));
    }
    const types = new Map(declared.map(({ symbol, type }) => [symbol, type]));
    const drawing = drawingOf(derivation, isPrior, (symbol) => symbolsIn(types.get(symbol)));
    const drawn = new Set<VariableSymbol>();
    for (const top of body)
      walkStatement(top, (s) => drawing.drawnBy(s).forEach(({ symbol }) => drawn.add(symbol)));
    for (const { symbol, type, statement } of declared)
      if (!drawn.has(symbol) && !drawUniform(outputs, derivation, symbol, type))
        block(blocks, statement.span, `${symbol.name} has no prior`);
    return inOrder(body, drawing, blocks);
  },
  apply: drawPrior,
  finish: requireAll,
};

const isPrior = (term: Term): boolean =>
  term.kind === "density" &&
  term.part === "prior" &&
  rootsOf(term.variate).some(({ origin }) => origin === "parameters");

function drawPrior(outputs: Outputs, { dependence }: Derivation, term: Term, s: DensityStatement): void {
  const { ctx, blocks } = outputs;
  if (term.part === "likelihood") return;
  const depends = dependence.of(term.kind === "value" ? term.value : term.variate).parameters;
  if (!depends) return;
  if (term.kind === "value")
    return blocked(blocks, s.span, "it changes the prior in a way that does not say how to draw");
  if (!isPrior(term)) return blocked(blocks, s.span, "its variate is not a parameter");
  const roots = rootsOf(term.variate);
  const drawn = parametersOf(ctx).find(({ symbol }) => roots.length === 1 && symbol === roots[0]);
  if (drawn === undefined) return blocked(blocks, s.span, "its variate is more than a parameter");
  drawConstrained(outputs, dependence, term, s, drawn.type);
}

/** A change of variables by hand gives another density than the one that is drawn from. */
function refuseJacobians({ blocks }: Outputs, body: readonly TypedStatement[]): void {
  for (const top of body)
    walkStatement(top, (s) => {
      if (s.kind === "jacobianIncrement")
        block(blocks, s.span, "it changes the prior in a way that does not say how to draw");
    });
}

/** Elements that no statement drew are found when the program runs. */
function requireAll({ ctx, found }: Outputs): void {
  for (const { home, name } of found.values()) {
    if (home.kind !== "storage") continue;
    const contents = contentsOf(home.storage, true);
    eachElement(ctx, contents, (index) => {
      const condition = compare("le", contents.at(index), num(Infinity));
      emit(ctx, { kind: "check", condition, message: [`some elements of ${name} have no prior`] });
    });
  }
}

function bodyOf(ctx: Context, name: string): readonly TypedStatement[] {
  return ctx.program.blocks.find((b) => b.name === name)?.body ?? [];
}

function parametersOf(ctx: Context): readonly ParameterDeclaration[] {
  return bodyOf(ctx, "parameters").flatMap((s) =>
    s.kind !== "declaration"
      ? []
      : s.declarators.map(({ name }) => ({
          symbol: ctx.program.symbols.get(name)!,
          type: s.type,
          statement: s,
        })),
  );
}

function symbolsIn(type: SizedType<Typed> | undefined): readonly VariableSymbol[] {
  const found = new Set<VariableSymbol>();
  for (const e of type === undefined ? [] : typeExpressions(type))
    walkExpression(e as TypedExpr, (node) => {
      const { symbol } = node as TypedExpr;
      if (symbol !== undefined) found.add(symbol);
    });
  return [...found];
}
