// One density as a draw of its variate: element by element by the distribution's generator, in order, each put where the variate stands.

import type { Expr } from "../../ir/mir.ts";
import { INT, MATRIX, REAL, type Type, VECTOR } from "../../ir/type.ts";
import type { TypedExpr } from "../../ir/typed-ast.ts";
import { distributions } from "../../../runtime/library.ts";
import { asReal, compare } from "../../library/arithmetic.ts";
import { int, select } from "../../ir/build.ts";
import { evaluate, libraryCall, type LibraryCall } from "../calls.ts";
import { sourceText } from "../checks.ts";
import { once, type Context, type DensityStatement } from "../context.ts";
import { lowerExpr } from "../expressions.ts";
import { generate } from "../generators.ts";
import { eachElementOf } from "../loops.ts";
import { inlineCall } from "../user-functions.ts";
import { parametersVia, type Via } from "../value-formula.ts";
import { expectContainer, expectScalar, scalar, type Value } from "../value.ts";
import { blocked } from "./blocks.ts";
import { type Dependence, rootsOf } from "./dependence.ts";
import { eachDensity, type Element } from "./elements.ts";
import { exactCell, type Output, outputOf, type Outputs, placeOf, setCell } from "./outputs.ts";
import type { DensityTerm } from "./terms.ts";
import { drawWithin, type Interval } from "./truncated-draws.ts";

/** Where a scalar at `index` of the variable must lie, besides its truncation. */
export type BoundsAt = (index: readonly Expr[]) => Interval;

export function drawTerm(
  outputs: Outputs,
  dependence: Dependence,
  term: DensityTerm,
  s: DensityStatement,
  bounds: BoundsAt,
): void {
  const { ctx, blocks } = outputs;
  const { variate, args, call, family } = term;
  if (term.isNegative) return blocked(blocks, s.span, "the density is taken off the target");
  const output = outputOf(outputs, variate);
  onlyOnce(outputs, dependence, output, variate, s);
  const place = placeOf(outputs, output, variate);
  if (call.kind === "user") return drawByUser(outputs, output, term, place, s);
  const evaluated = evaluate(ctx, { ...call, propto: false }, [variate, ...args], s.span);
  const truncation = intervalOf(ctx, term);
  eachDensity(ctx, family, evaluated, place, (element) => {
    if (element.isShared)
      return blocked(blocks, s.span, "it gives one variate the densities of several distributions");
    drawElement(outputs, output, element, truncation, bounds, s);
  });
}

function drawElement(
  outputs: Outputs,
  output: Output,
  { family, call, place }: Element,
  truncation: Interval,
  bounds: BoundsAt,
  s: DensityStatement,
): void {
  const { ctx } = outputs;
  if (place.kind === "struct") return;
  const [generator, params] = generatorOf(ctx, family, call, place);
  if (place.kind === "container") {
    const { lower, upper } = bounds(place.dims.map(() => int(0)));
    if (lower !== null || upper !== null)
      return blocked(outputs.blocks, s.span, "its variate is bounded and drawn as a whole");
    return put(outputs, output, place, generate(ctx, generator, params), s);
  }
  const at = exactCell(output, place.expr);
  if (at === null) return noPart(outputs, output, s);
  const interval = intersection(ctx, truncation, bounds(at.index));
  setCell(ctx, at.cell, drawWithin(ctx, generator, params, interval));
}

/** Distributions that are drawn from by way of another. */
const BY_WAY_OF: Readonly<Record<string, Via>> = {
  binomial_logit: { distribution: "binomial", params: ["N", "inv_logit(alpha)"] },
  multi_normal_prec: { distribution: "multi_normal", params: ["mu", "inverse_spd(Omega)"] },
};

/** The distribution whose generator serves, and its call. */
function generatorOf(
  ctx: Context,
  family: string,
  call: LibraryCall,
  place: Exclude<Value, { readonly kind: "struct" }>,
): readonly [string, LibraryCall] {
  const [args, texts] = [call.args.slice(1), call.texts.slice(1)];
  const result = resultOf(family, place);
  const via = BY_WAY_OF[family];
  if (via !== undefined) {
    const params = parametersVia(ctx, distributions[family]!, via, args, texts);
    const values = params.map(({ value }) => value);
    const rng = {
      ...call,
      name: `${via.distribution}_rng`,
      args: values,
      texts: params.map(({ text }) => text),
    };
    return [via.distribution, { ...rng, result }];
  }
  if (family.includes("multinomial")) {
    // As many trials as were observed.
    const trials = libraryCall(ctx, { ...call, name: "sum", args: [call.args[0]!], texts: [call.texts[0]!], result: INT }); // prettier-ignore
    return [
      family,
      { ...call, name: `${family}_rng`, args: [...args, trials], texts: [...texts, "N"], result },
    ];
  }
  // Generators of correlations are told the size first.
  const size = place.kind === "container" && family.startsWith("lkj_corr") ? [place.dims[0]!] : [];
  const sized = [...size.map((expr) => scalar(expr, true)), ...args];
  return [family, { ...call, name: `${family}_rng`, args: sized, texts: [...size.map(() => "K"), ...texts], result }]; // prettier-ignore
}

function resultOf(family: string, place: Value): Type {
  if (place.kind !== "container") {
    const over = Object.values<string>(distributions[family]!.over)[0]!;
    const isInt = /^(int|count|positive-int|binary)$/.test(over);
    return isInt ? INT : REAL;
  }
  if (place.form === "matrix") return MATRIX;
  return place.form === "scalar" ? { kind: "array", element: place.elem === "int" ? INT : REAL } : VECTOR;
}

function put(outputs: Outputs, output: Output, place: Value, drawn: Value, s: DensityStatement): void {
  const { ctx } = outputs;
  if (place.kind === "scalar") {
    const at = exactCell(output, place.expr);
    return at === null ? noPart(outputs, output, s) : setCell(ctx, at.cell, expectScalar(drawn).expr);
  }
  const [to, from] = [expectContainer(place), expectContainer(drawn)];
  eachElementOf(ctx, [to], (index) => {
    const at = exactCell(output, to.at(index));
    if (at === null) return noPart(outputs, output, s);
    setCell(ctx, at.cell, from.at(index));
  });
}

function noPart({ blocks }: Outputs, output: Output, s: DensityStatement): never {
  return blocked(blocks, s.span, `its variate is computed from ${output.name}, not a part of it`);
}

/** A user's distribution is drawn from by the user's generator of its name. */
function drawByUser(
  outputs: Outputs,
  output: Output,
  term: DensityTerm,
  place: Value,
  s: DensityStatement,
): void {
  const { ctx, blocks } = outputs;
  const name = `${term.family}_rng`;
  if (term.truncation !== null) return blocked(blocks, s.span, "it truncates a user's distribution");
  const definition = ctx.program.functions.find(
    (f) => f.name.text === name && f.args.length === term.args.length && f.body !== null,
  );
  if (definition === undefined) return blocked(blocks, s.span, `there is no function ${name}`);
  const values = term.args.map((arg) => lowerExpr(ctx, arg));
  const result = place.kind === "container" ? VECTOR : REAL;
  put(outputs, output, place, inlineCall(ctx, { kind: "user", definition, result, propto: false }, values, s.span), s); // prettier-ignore
}

function intervalOf(ctx: Context, { truncation }: DensityTerm): Interval {
  const bound = (e: TypedExpr | null | undefined, name: string): Expr | null =>
    e ? once(ctx, name, expectScalar(lowerExpr(ctx, e)).expr) : null;
  return { lower: bound(truncation?.lower, "lowest"), upper: bound(truncation?.upper, "highest") };
}

function intersection(ctx: Context, a: Interval, b: Interval): Interval {
  const tighter = (x: Expr | null, y: Expr | null, comparison: "gt" | "lt"): Expr | null => {
    if (x === null || y === null) return x ?? y;
    const [p, q] = [once(ctx, "bound", asReal(x)), once(ctx, "bound", asReal(y))];
    return select(compare(comparison, p, q), p, q);
  };
  return { lower: tighter(a.lower, b.lower, "gt"), upper: tighter(a.upper, b.upper, "lt") };
}

/** The same part of a variable drawn by two statements has the product of two densities, which nobody can draw from. */
function onlyOnce(
  { drawn, blocks }: Outputs,
  dependence: Dependence,
  { symbol }: Output,
  variate: TypedExpr,
  s: DensityStatement,
): void {
  const before = drawn.get(symbol) ?? [];
  drawn.set(symbol, [...before, s]);
  const isWhole = (e: TypedExpr): boolean => variables(e) === symbol.name;
  for (const other of before) {
    if (other === s || dependence.areExclusive(other, s)) continue;
    const otherVariate = other.kind === "tilde" ? other.variate : firstArgument(other.value, symbol.name);
    if (otherVariate === null) continue;
    const isSame = sourceText(otherVariate.span) === sourceText(variate.span);
    if (isSame || isWhole(variate) || isWhole(otherVariate))
      blocked(blocks, s.span, `${symbol.name} has a distribution already`);
  }
}

const variables = (e: TypedExpr): string =>
  e.kind === "variable" ? e.name.text : e.kind === "parenthesized" ? variables(e.inner) : "";

/** The variate of the density in an increment that is about the variable. */
function firstArgument(e: TypedExpr, name: string): TypedExpr | null {
  if (e.kind === "call" && e.args.length > 0)
    return rootsOf(e.args[0]!).some((symbol) => symbol.name === name) ? e.args[0]! : null;
  if (e.kind === "binary") return firstArgument(e.left, name) ?? firstArgument(e.right, name);
  if (e.kind === "prefix") return firstArgument(e.operand, name);
  return e.kind === "parenthesized" ? firstArgument(e.inner, name) : null;
}
