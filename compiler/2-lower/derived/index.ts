// Programs derived from `~`: nobody writes predictive draws or pointwise likelihoods by hand. Each program lowers the model block once more with
// a rule of its own for densities; what a program cannot make of a statement blocks that program only, by name.

import type { Buffer, Declared, Programs } from "../../ir/mir.ts";
import type { VariableSymbol } from "../../ir/typed-ast.ts";
import { walkStatement } from "../../../grammar/index.ts";
import type { TypedStatement } from "../../ir/typed-ast.ts";
import type { Parameters } from "../blocks.ts";
import type { Context, DensityStatement } from "../context.ts";
import { dependenceOf, rootsOf } from "./dependence.ts";
import { derive, type Derivation } from "./derivation.ts";
import { drawParameters } from "./parameters.ts";
import { pointwise } from "./pointwise.ts";
import { predict, simulate } from "./predict.ts";
import { split } from "./split.ts";
import { termsOf } from "./terms.ts";

export function derivePrograms(
  ctx: Context,
  parameters: Parameters,
  inputs: readonly Declared[],
  q: Buffer,
): Programs {
  const dependence = dependenceOf(ctx.program);
  const model = ctx.program.blocks.find(({ name }) => name === "model")?.body ?? [];
  const derivation: Derivation = { ctx, dependence, model, inputs, variables: new Map(ctx.variables) };
  const observed = observedIn(derivation);
  return {
    pointwise: derive(derivation, pointwise),
    predict: derive(derivation, predict),
    simulate: derive(derivation, simulate(observed)),
    drawParameters: derive({ ...derivation, inputs: [] }, drawParameters),
    split: split(derivation, parameters, q),
  };
}

const isData = ({ origin }: VariableSymbol): boolean => origin === "data" || origin === "transformed data";

/** Variables of data that are the variate of some density. */
function observedIn({ ctx, dependence, model }: Derivation): ReadonlySet<VariableSymbol> {
  const found = new Set<VariableSymbol>();
  const visit = (s: DensityStatement): void => {
    for (const term of termsOf(ctx, dependence, s))
      if (term.part === "likelihood" && term.kind === "density")
        for (const symbol of rootsOf(term.variate)) if (isData(symbol)) found.add(symbol);
  };
  for (const s of model)
    walkStatement(s, (inner: TypedStatement) => {
      if (inner.kind === "tilde" || inner.kind === "targetIncrement") visit(inner);
    });
  return found;
}
