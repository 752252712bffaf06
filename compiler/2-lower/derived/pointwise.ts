// Log likelihood per observation: each density of data is taken apart into its elements, and each element's log density, with all constants,
// is added to the cell of the observation. Several densities of one observation add up.

import { neg } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import { asReal } from "../../library/arithmetic.ts";
import { evaluate } from "../calls.ts";
import type { DensityStatement } from "../context.ts";
import { density } from "../densities.ts";
import { lowerExpr } from "../expressions.ts";
import { sumSink } from "../sinks.ts";
import { truncate } from "../truncation.ts";
import { inlineCall } from "../user-functions.ts";
import type { Value } from "../value.ts";
import { blocked } from "./blocks.ts";
import type { Rule } from "./derivation.ts";
import { rootsOf } from "./dependence.ts";
import { eachDensity } from "./elements.ts";
import {
  addToCell,
  cellBehind,
  jointCell,
  type Output,
  outputOf,
  type Outputs,
  placeOf,
  wholeCell,
} from "./outputs.ts";
import type { DensityTerm, ValueTerm } from "./terms.ts";

export const pointwise: Rule = {
  suffix: "_log_lik",
  elem: "real",
  start: "zero",
  apply: (outputs, _, term, s) => {
    if (term.part !== "likelihood") return;
    if (term.kind === "density") addDensity(outputs, term, s);
    else addTerm(outputs, term, s);
  },
};

function addDensity(outputs: Outputs, term: DensityTerm, s: DensityStatement): void {
  const { ctx } = outputs;
  const { variate, args, call, family } = term;
  const output = outputOf(outputs, variate);
  const place = placeOf(outputs, output, variate);
  const add = (at: Value, value: Expr): void => addAt(outputs, output, at, term.isNegative, value, s);
  if (call.kind === "user") {
    if (term.truncation !== null)
      return blocked(outputs.blocks, s.span, "it truncates a user's distribution");
    const values = [variate, ...args].map((arg) => lowerExpr(ctx, arg));
    return add(place, scalarValue(outputs, inlineCall(ctx, { ...call, propto: false }, values, s.span), s));
  }
  const evaluated = evaluate(ctx, { ...call, propto: false }, [variate, ...args], s.span);
  eachDensity(ctx, family, evaluated, place, (element) => {
    const { sink, total } = sumSink();
    density(ctx, element.family, element.call, sink);
    if (term.truncation !== null)
      truncate(ctx, { ...element.call, name: element.family }, term.truncation, sink);
    add(element.place, total());
  });
}

function addTerm(outputs: Outputs, term: ValueTerm, s: DensityStatement): void {
  const { value, observation, isNegative } = term;
  if (observation === null) return addJointly(outputs, term, s);
  const output = outputOf(outputs, observation);
  const place = placeOf(outputs, output, observation);
  addAt(outputs, output, place, isNegative, scalarValue(outputs, lowerExpr(outputs.ctx, value), s), s);
}

/** A density of several observations of one variable together, such as that of a hidden Markov chain: one number for the variable. */
function addJointly(outputs: Outputs, { value, variates, isNegative }: ValueTerm, s: DensityStatement): void {
  const { ctx, blocks } = outputs;
  const roots = new Set(variates.flatMap(rootsOf));
  const [first] = variates;
  if (first === undefined || roots.size > 1)
    return blocked(blocks, s.span, "it is the density of several variables together");
  const output = outputOf(outputs, first);
  const cell = wholeCell(outputs, output);
  const amount = scalarValue(outputs, lowerExpr(ctx, value), s);
  if (cell !== null) addToCell(ctx, cell, isNegative ? neg(amount) : amount);
}

function scalarValue({ blocks }: Outputs, value: Value, s: DensityStatement): Expr {
  if (value.kind === "scalar") return asReal(value.expr);
  return blocked(blocks, s.span, "it adds a whole container at once");
}

function addAt(
  outputs: Outputs,
  output: Output,
  at: Value,
  isNegative: boolean,
  value: Expr,
  s: DensityStatement,
): void {
  const cell = cellOfValue(outputs, output, at);
  if (cell === null) return blocked(outputs.blocks, s.span, `its variate is no part of ${output.name}`);
  addToCell(outputs.ctx, cell, isNegative ? neg(value) : value);
}

function cellOfValue(outputs: Outputs, output: Output, at: Value): Expr | null {
  if (at.kind === "scalar") return cellBehind(output, at.expr);
  return at.kind === "container" ? jointCell(outputs, output, at) : null;
}
