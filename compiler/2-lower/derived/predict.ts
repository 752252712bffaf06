// Draws of the observed variables: each density of data becomes a draw from the distribution, put where the observation stands. In `predict`
// what statements read of data is what was observed; in `simulate` it is what was drawn before, so statements run in the order of draws.

import { walkStatement } from "../../../grammar/index.ts";
import type { TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import type { DensityStatement } from "../context.ts";
import { mentions, mentionsIn } from "../usage.ts";
import { readSymbol } from "../variables.ts";
import { block } from "./blocks.ts";
import { rootsOf } from "./dependence.ts";
import type { Derivation, Rule } from "./derivation.ts";
import { drawTerm } from "./draw-term.ts";
import { drawingOf, inOrder } from "./order.ts";
import { asVariable, newOutput, type Outputs } from "./outputs.ts";
import type { Term } from "./terms.ts";

const anywhere = (): { lower: null; upper: null } => ({ lower: null, upper: null });

export const predict: Rule = {
  suffix: "_rep",
  elem: "own",
  start: "observed",
  apply: drawObserved,
};

/** `observed`: the variables that some statement draws. */
export const simulate = (observed: ReadonlySet<VariableSymbol>): Rule => ({
  suffix: "_sim",
  elem: "own",
  start: "observed",
  prepare: (outputs, derivation) => {
    refuseFeedback(outputs, observed);
    const { ctx } = outputs;
    for (const symbol of observed) {
      const value = readSymbol(ctx, symbol);
      if (value.kind === "struct") continue;
      ctx.variables.set(symbol, asVariable(newOutput(outputs, symbol, value)));
    }
    const drawing = drawingOf(derivation, (term) => term.part === "likelihood");
    return inOrder(derivation.model, drawing, outputs.blocks);
  },
  apply: (outputs, derivation, term, s) => {
    if (term.kind === "density" && term.part === "likelihood") refuseOwnReads(outputs, term, s);
    drawObserved(outputs, derivation, term, s);
  },
});

function drawObserved(outputs: Outputs, { dependence }: Derivation, term: Term, s: DensityStatement): void {
  if (term.part !== "likelihood") return;
  if (term.kind === "value") return block(outputs.blocks, s.span, "it does not say how to draw the data");
  drawTerm(outputs, dependence, term, s, anywhere);
}

/** Transformed data and parameters keep their values while data are drawn, so they may not come from what is drawn. */
function refuseFeedback({ ctx, blocks }: Outputs, observed: ReadonlySet<VariableSymbol>): void {
  const body = ctx.program.blocks.find(({ name }) => name === "transformed parameters")?.body ?? [];
  const isSimple = (s: TypedStatement): boolean => !/^(if|for|foreach|while|block|profile)$/.test(s.kind);
  for (const top of body)
    walkStatement(top, (s) => {
      const read = [...observed].find((symbol) => isSimple(s) && mentions(s, symbol));
      if (read !== undefined)
        block(blocks, s.span, `it is computed from ${read.name} before ${read.name} can be drawn`);
    });
}

function refuseOwnReads(
  { blocks }: Outputs,
  { variate, args }: Extract<Term, { readonly kind: "density" }>,
  s: DensityStatement,
): void {
  for (const symbol of rootsOf(variate)) {
    if (symbol.origin === "transformed data")
      block(blocks, s.span, `${symbol.name} is computed from data, so draws of it are no data`);
    if (
      variate.type.kind !== "int" &&
      variate.type.kind !== "real" &&
      args.some((e) => mentionsIn(e, symbol))
    )
      block(blocks, s.span, `it draws ${symbol.name} from ${symbol.name} all at once: write it as a loop`);
  }
}
