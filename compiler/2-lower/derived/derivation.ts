// One derived program under construction: the model block lowered once more, each density handed to the program's own rule.

import type { Declared, Routine, Statement } from "../../ir/mir.ts";
import type { TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import type { Derived } from "../../ir/mir.ts";
import { nested, NotAvailable, type Context, type DensityStatement } from "../context.ts";
import { lowerStatements } from "../control-flow.ts";
import { topFrame } from "../frames.ts";
import { type Variable } from "../variables.ts";
import { block, blocked, collecting, noBlocks } from "./blocks.ts";
import type { Dependence } from "./dependence.ts";
import { declaredOutput, startOf, type Outputs } from "./outputs.ts";
import { type Term, termsOf } from "./terms.ts";

export interface Derivation {
  readonly ctx: Context;
  readonly dependence: Dependence;
  /** Statements of the model block. */
  readonly model: readonly TypedStatement[];
  readonly inputs: readonly Declared[];
  /** Variables that the program sees. */
  readonly variables: ReadonlyMap<VariableSymbol, Variable>;
}

export interface Rule {
  readonly suffix: string;
  readonly elem: Outputs["elem"];
  readonly start: "zero" | "observed" | "nan";
  /** Before the statements; says which and in what order. */
  readonly prepare?: (outputs: Outputs, derivation: Derivation) => readonly TypedStatement[];
  readonly apply: (outputs: Outputs, derivation: Derivation, term: Term, s: DensityStatement) => void;
  /** After the statements. */
  readonly finish?: (outputs: Outputs, derivation: Derivation) => void;
}

const MOST_PASSES = 5;

export function derive(derivation: Derivation, rule: Rule): Derived {
  const kept: Outputs["kept"] = new Map();
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const outputs: Outputs = {
      ctx: derivation.ctx,
      blocks: noBlocks(),
      suffix: rule.suffix,
      elem: rule.elem,
      found: new Map(),
      kept,
      isSettled: true,
      drawn: new Map(),
    };
    const derived = once(derivation, rule, outputs);
    if (outputs.isSettled) return derived;
  }
  return { kind: "blocked", by: ["the shape of its results cannot be told"] };
}

function once(derivation: Derivation, rule: Rule, outputs: Outputs): Derived {
  const { ctx, inputs } = derivation;
  let body: readonly Statement[] = [];
  let results: readonly Declared[] = [];
  const by = collecting(ctx, outputs.blocks, () => {
    begin(derivation, "generate");
    const statements = nested(ctx, () => {
      const list = rule.prepare?.(outputs, derivation) ?? derivation.model;
      ctx.derive = (s) =>
        eachTerm(derivation, outputs.blocks, s, (term) => rule.apply(outputs, derivation, term, s));
      lowerStatements(ctx, list);
      rule.finish?.(outputs, derivation);
    });
    ctx.variables = new Map(derivation.variables);
    const start = [...outputs.found.values()].flatMap((output) => startOf(ctx, output, rule.start));
    body = [...start, ...statements];
    results = [...outputs.found.values()].map(declaredOutput);
  });
  if (by.length > 0) return { kind: "blocked", by };
  if (results.length === 0) return { kind: "blocked", by: ["no statement says how data are distributed"] };
  const routine: Routine = { inputs, body, outputs: results };
  return { kind: "routine", routine };
}

/** Everything counts: nothing is dropped, nothing depends on parameters that are given. */
export function begin({ ctx, variables }: Derivation, stage: Context["stage"]): void {
  ctx.stage = stage;
  ctx.frame = { ...topFrame(true), propto: false };
  ctx.depth = 0;
  ctx.variables = new Map(variables);
}

export function eachTerm(
  { ctx, dependence }: Derivation,
  blocks: Outputs["blocks"],
  s: DensityStatement,
  visit: (term: Term) => void,
): void {
  if (ctx.frame.inlined !== null) return blocked(blocks, s.span, "it stands in a function");
  blocks.statement = s.span;
  try {
    for (const term of termsOf(ctx, dependence, s)) {
      if (term.part === "unclear") block(blocks, s.span, term.why);
      else visit(term);
    }
  } catch (error) {
    if (!(error instanceof NotAvailable) || error.what === "") throw error;
    blocked(blocks, s.span, `${error.what} is not available yet`);
  } finally {
    blocks.statement = null;
  }
}
