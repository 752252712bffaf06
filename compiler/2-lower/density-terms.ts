// Element-wise densities from their formulas. What depends on scalars only stands before the loop (subterms) or after it (terms, times the
// number of elements); what depends on a container stands in one loop, its elements loaded once.

import type { Expr as Formula } from "../../grammar/index.ts";
import type { ArgumentDomain, Distribution } from "../../runtime/descriptor.ts";
import { mul, num, select } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { add } from "../ir/build.ts";
import { asReal } from "../library/arithmetic.ts";
import { instantiate, isTrivial, parseFormula, usesOf } from "../library/formula.ts";
import type { LibraryCall } from "./calls.ts";
import { check } from "./checks.ts";
import { binder, bindLet, type Context } from "./context.ts";
import { checkDomain } from "./domains.ts";
import { eachElementOf } from "./loops.ts";
import { checkSameShape, sameDims } from "./pull-array.ts";
import { weighted, type Sink } from "./sinks.ts";
import { provablyTrue } from "./truth.ts";
import { isDataValue, sizeOf, type Container, type Value } from "./value.ts";

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

export function elementwiseDensity(ctx: Context, d: Distribution, call: LibraryCall, sink: Sink): void {
  const args = argumentsOf(d, call);
  const drops = call.propto && ctx.frame.propto;
  const containers = args.flatMap(({ value }) => (value.kind === "container" ? [value] : []));
  checkSameShape(ctx, call.args, call.texts);
  const { where, terms } = partsOf(d);
  const varying = new Set(args.filter(({ value }) => value.kind === "container").map(({ name }) => name));
  const isVarying = (part: Part): boolean => [...part.needs].some((name) => varying.has(name));
  const isDropped = (part: Part): boolean =>
    drops && args.every(({ name, value }) => !part.needs.has(name) || isDataValue(value));
  const uses = countUses([...where, ...terms]);
  const bindings = new Map<string, Expr>();
  bindArguments(ctx, args.filter(({ name }) => !varying.has(name)), bindings, uses, () => null); // prettier-ignore
  checkArguments(ctx, d, args.filter(({ name }) => !varying.has(name)), bindings); // prettier-ignore
  bindParts(ctx, where.filter((part) => !isVarying(part)), bindings); // prettier-ignore
  const value = (part: Part): Expr => {
    const term = asReal(instantiate(part.formula, bindings, binder(ctx)));
    return isDropped(part) ? weighted(ctx, term) : term;
  };
  const element = (): void => {
    const conditions = conditionsOf(ctx, d, bindings);
    bindParts(ctx, where.filter(isVarying), bindings); // prettier-ignore
    const inLoop = conditions.guard === null ? terms.filter(isVarying) : terms;
    if (conditions.guard === null) return inLoop.forEach((part) => sink.add(value(part)));
    const total = inLoop.map(value).reduce(add, num(0));
    sink.add(select(conditions.guard, total, num(-Infinity)));
  };
  if (containers.length === 0) {
    const { guard } = conditionsOf(ctx, d, bindings);
    if (guard === null) return terms.forEach((part) => sink.add(value(part)));
    return sink.add(select(guard, terms.map(value).reduce(add, num(0)), num(-Infinity)));
  }
  const natural = naturalShapes(containers);
  const shapes = args.map((arg) => (arg.value.kind === "container" ? natural.get(arg.value)! : null));
  let guarded = false;
  eachElementOf(ctx, [...natural.values()], (index) => {
    const varyingArgs = args.filter(({ name }) => varying.has(name));
    const at = (arg: Argument): Expr | null => shapes[args.indexOf(arg)]?.at(index) ?? null;
    for (const { name } of args) if (varying.has(name)) bindings.delete(name);
    bindArguments(ctx, varyingArgs, bindings, uses, at);
    checkArguments(ctx, d, varyingArgs, bindings);
    guarded = supportGuard(ctx, d, bindings) !== null;
    element();
  });
  if (guarded) return;
  const count = asReal(sizeOf(containers[0]!));
  for (const part of terms) if (!isVarying(part)) sink.add(mul(count, value(part)));
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
  args: readonly Argument[],
  bindings: Map<string, Expr>,
  uses: ReadonlyMap<string, number>,
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
  d: Distribution,
  args: readonly Argument[],
  bindings: Map<string, Expr>,
): void {
  for (const { name, domain, text } of args)
    if (domain !== null) checkDomain(ctx, bindings.get(name)!, domain, d.name, text);
}

/** Checks what must hold and returns the condition under which the density is not zero; null where it always holds. */
function conditionsOf(
  ctx: Context,
  d: Distribution,
  bindings: ReadonlyMap<string, Expr>,
): { readonly guard: Expr | null } {
  for (const text of [d.requires?.always, d.requires?.density])
    if (text !== undefined) requireTrue(ctx, d, text, bindings);
  const guard = supportGuard(ctx, d, bindings);
  if (guard !== null || d.support === undefined || d.outside !== "reject") return { guard };
  requireTrue(ctx, d, d.support, bindings);
  return { guard: null };
}

export function requireTrue(
  ctx: Context,
  d: Distribution,
  text: string,
  bindings: ReadonlyMap<string, Expr>,
): void {
  const condition = instantiate(parseFormula(text), bindings, (_, value) => value);
  if (provablyTrue(ctx.facts, condition)) return;
  const variate = Object.keys(d.over)[0]!;
  check(ctx, condition, [`${d.name}: ${text} must hold, but ${variate} is `, bindings.get(variate)!]);
}

function supportGuard(ctx: Context, d: Distribution, bindings: ReadonlyMap<string, Expr>): Expr | null {
  if (d.support === undefined || d.outside === "reject") return null;
  const condition = instantiate(parseFormula(d.support), bindings, (_, value) => value);
  return provablyTrue(ctx.facts, condition) ? null : condition;
}

/** Loops run over the natural shape of flattened containers where all of them have the same one. */
function naturalShapes(containers: readonly Container[]): ReadonlyMap<Container, Container> {
  const natural = containers.map((c) => c.unflattened ?? c);
  const agree = natural.every((c) => sameDims(c, natural[0]!) && c.form === natural[0]!.form);
  return new Map(containers.map((c, k) => [c, agree ? natural[k]! : c]));
}
