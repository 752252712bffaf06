// Element-wise densities from their formulas. What depends on scalars only stands before the loop (subterms) or after it (terms, times the
// number of elements); what depends on a container stands in one loop, its elements loaded once.

import type { Expr as Formula } from "../../grammar/index.ts";
import type { ArgumentDomain, Distribution } from "../../runtime/descriptor.ts";
import { isNumber, mul, num, select } from "../ir/build.ts";
import type { Expr, MessagePart } from "../ir/mir.ts";
import { add } from "../ir/build.ts";
import { asReal, compare, isInt } from "../library/arithmetic.ts";
import { instantiate, isTrivial, parseFormula, usesOf } from "../library/formula.ts";
import type { LibraryCall } from "./calls.ts";
import { check, nameOf, type Element } from "./checks.ts";
import { binder, bindLet, type Context } from "./context.ts";
import { checkDomain, type Checked } from "./domains.ts";
import { eachElementOf } from "./loops.ts";
import { checkSameShape, sameDims } from "./pull-array.ts";
import { weighted, type Sink } from "./sinks.ts";
import { provablyTrue } from "./truth.ts";
import { expectContainer, isDataValue, sizeOf, type Container, type Value } from "./value.ts";

interface Argument {
  readonly name: string;
  readonly value: Value;
  readonly text: string;
  readonly domain: ArgumentDomain | null;
}

interface Part {
  readonly name: string;
  readonly formula: Formula;
  /** Arguments it depends on, through other parts as well. */
  readonly needs: ReadonlySet<string>;
}

/** The formulas of one call: what varies over its elements, what `~` drops. */
interface Plan {
  readonly d: Distribution;
  readonly fixed: readonly Argument[];
  readonly varying: readonly Argument[];
  readonly where: readonly Part[];
  readonly terms: readonly Part[];
  readonly uses: ReadonlyMap<string, number>;
  readonly isVarying: (part: Part) => boolean;
  readonly isDropped: (part: Part) => boolean;
}

function planOf(ctx: Context, d: Distribution, call: LibraryCall): Plan {
  const args = argumentsOf(d, call);
  const isContainer = ({ value }: Argument): boolean => value.kind === "container";
  const varying = args.filter(isContainer);
  const drops = call.propto && ctx.frame.propto;
  const { where, terms } = partsOf(d);
  return {
    d,
    fixed: args.filter((arg) => !isContainer(arg)),
    varying,
    where,
    terms,
    uses: countUses([...where, ...terms]),
    isVarying: (part) => varying.some(({ name }) => part.needs.has(name)),
    isDropped: (part) =>
      drops && args.every(({ name, value }) => !part.needs.has(name) || isDataValue(value)),
  };
}

export function elementwiseDensity(ctx: Context, d: Distribution, call: LibraryCall, sink: Sink): void {
  checkSameShape(ctx, call.args, call.texts);
  const plan = planOf(ctx, d, call);
  const { fixed, varying, where, terms, isVarying } = plan;
  const bindings = new Map<string, Expr>();
  const names = new Map<string, Element>(fixed.map(({ name, text }) => [name, { text, index: [] }]));
  bindArguments(ctx, plan, fixed, bindings, () => null);
  const of: Call = { plan, bindings, names, sink };
  checkArguments(ctx, of, fixed);
  bindParts(ctx, where.filter((part) => !isVarying(part)), bindings); // prettier-ignore
  if (varying.length === 0) return void addTerms(ctx, of, terms);
  const containers = varying.map(({ value }) => expectContainer(value));
  const natural = naturalShapes(containers);
  let isGuarded = false;
  eachElementOf(ctx, natural, (index) => {
    for (const { name } of varying) bindings.delete(name);
    bindArguments(ctx, plan, varying, bindings, (arg) => natural[varying.indexOf(arg)]!.at(index));
    varying.forEach(({ name, text }, k) =>
      names.set(name, { text, index: natural[k] === containers[k] ? index : [] }),
    );
    checkArguments(ctx, of, varying);
    isGuarded = addTerms(ctx, of, terms.filter(isVarying));
  });
  if (isGuarded) return;
  const count = asReal(sizeOf(containers[0]!));
  for (const part of terms) if (!isVarying(part)) sink.add(mul(count, termOf(ctx, plan, bindings, part)));
}

const nameInMessages = ({ name, calledAs }: Distribution): string => calledAs ?? name;

function termOf(ctx: Context, { isDropped }: Plan, bindings: ReadonlyMap<string, Expr>, part: Part): Expr {
  const term = asReal(instantiate(part.formula, bindings, binder(ctx)));
  return isDropped(part) ? weighted(ctx, term) : term;
}

/** A plan at work: the arguments of the element at hand, under the user's names for them. */
interface Call {
  readonly plan: Plan;
  readonly bindings: Map<string, Expr>;
  readonly names: Map<string, Element>;
  readonly sink: Sink;
}

/** Adds the terms of one element. Where it may lie outside the support, all of its terms together are behind that question. */
function addTerms(ctx: Context, call: Call, terms: readonly Part[]): boolean {
  const { plan, bindings, sink } = call;
  const guard = supportOf(ctx, call);
  bindParts(ctx, plan.where.filter(plan.isVarying), bindings); // prettier-ignore
  const value = (part: Part): Expr => termOf(ctx, plan, bindings, part);
  if (guard === null) {
    for (const part of terms) sink.add(value(part));
    return false;
  }
  sink.add(select(guard, plan.terms.map(value).reduce(add, num(0)), num(-Infinity))); // prettier-ignore
  return true;
}

function argumentsOf(d: Distribution, call: LibraryCall): readonly Argument[] {
  const variate = Object.keys(d.over)[0]!;
  const params = Object.entries(d.params);
  return call.args.map((value, k) => {
    const text = call.texts[k]!;
    if (k === 0) return { name: variate, value, text, domain: null };
    return { name: params[k - 1]![0], value, text, domain: params[k - 1]![1] };
  });
}

/** Formulas with the arguments they depend on. */
function partsOf(d: Distribution): { readonly where: readonly Part[]; readonly terms: readonly Part[] } {
  const needsOf = new Map<string, ReadonlySet<string>>();
  const part = (name: string, text: string): Part => {
    const formula = parseFormula(text);
    const needs = new Set([...usesOf(formula).keys()].flatMap((used) => [...(needsOf.get(used) ?? [used])]));
    return { name, formula, needs };
  };
  const where = Object.entries(d.where ?? {}).map(([name, text]) => {
    const found = part(name, text);
    needsOf.set(name, found.needs);
    return found;
  });
  return { where, terms: (d.logDensity ?? []).map((text) => part("term", text)) };
}

function countUses(parts: readonly Part[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { formula } of parts)
    for (const [name, count] of usesOf(formula)) uses.set(name, (uses.get(name) ?? 0) + count);
  return uses;
}

function bindArguments(
  ctx: Context,
  { uses }: Plan,
  args: readonly Argument[],
  bindings: Map<string, Expr>,
  element: (arg: Argument) => Expr | null,
): void {
  for (const arg of args) {
    const inLoop = element(arg);
    const value = inLoop ?? (arg.value.kind === "scalar" ? arg.value.expr : num(NaN));
    const isReused = (uses.get(arg.name) ?? 0) > 1;
    const isBound = !isTrivial(value) && (isReused || (inLoop === null && value.kind !== "load"));
    bindings.set(arg.name, isBound ? bindLet(ctx, arg.name, value) : value);
  }
}

function bindParts(ctx: Context, parts: readonly Part[], bindings: Map<string, Expr>): void {
  for (const { name, formula } of parts) {
    const value = instantiate(formula, bindings, binder(ctx));
    bindings.set(name, isTrivial(value) ? value : bindLet(ctx, name, value));
  }
}

function checkArguments(
  ctx: Context,
  { plan, bindings, names, sink }: Call,
  args: readonly Argument[],
): void {
  for (const { name, domain } of args) {
    const argument = { value: bindings.get(name)!, ...names.get(name)! };
    if (domain !== null) checkDomain(ctx, argument, domain, nameInMessages(plan.d), sink.isNeeded);
  }
}

/** Checks what must hold and returns the condition under which the density is not zero; null where it always holds. */
function supportOf(ctx: Context, { plan: { d }, bindings, names, sink }: Call): Expr | null {
  for (const text of [d.requires?.always, d.requires?.density])
    if (text !== undefined) requireTrue(ctx, d, text, bindings, names);
  if (d.support === undefined) return null;
  if (d.outside === "reject") {
    requireTrue(ctx, d, d.support, bindings, names);
    return null;
  }
  const condition = instantiate(parseFormula(d.support), bindings, (_, value) => value);
  if (provablyTrue(ctx.facts, condition)) return null;
  const variate = Object.keys(d.over)[0]!;
  if (sink.isNeeded) requireNumber(ctx, d, { value: bindings.get(variate)!, ...names.get(variate)! });
  return condition;
}

/** A NaN lies outside the support like any other outcome, but it rejects. */
function requireNumber(ctx: Context, d: Distribution, argument: Checked): void {
  const { value } = argument;
  if (!isInt(value)) check(ctx, compare("eq", value, value), [`${nameInMessages(d)}: `, ...nameOf(argument), " is NaN"]);
}

export function requireTrue(
  ctx: Context,
  d: Distribution,
  text: string,
  bindings: ReadonlyMap<string, Expr>,
  names: ReadonlyMap<string, Element>,
): void {
  const condition = instantiate(parseFormula(text), bindings, (_, value) => value);
  if (provablyTrue(ctx.facts, condition)) return;
  // The condition in the user's words, and what each of them is.
  const words = text.split(/\b([a-z_]\w*)\b/i);
  const stated = words.flatMap((word) => (names.has(word) ? nameOf(names.get(word)!) : [word]));
  const mentioned = [...new Set(words)].filter((word) => names.has(word) && !isNumber(bindings.get(word)!));
  const values = mentioned.flatMap((name, k): MessagePart[] => [
    k === 0 ? "" : ", ",
    ...nameOf(names.get(name)!),
    " is ",
    bindings.get(name)!,
  ]);
  check(ctx, condition, [`${nameInMessages(d)}: `, ...stated, " must hold, but ", ...values]);
}

/** The containers in the shape their loop runs over: the natural one of flattened containers where all of them have the same. */
function naturalShapes(containers: readonly Container[]): readonly Container[] {
  const natural = containers.map((c) => c.unflattened ?? c);
  const [first] = natural;
  return natural.every((c) => sameDims(c, first!) && c.form === first!.form) ? natural : containers;
}
