// Chooses among overloads: each argument must be of the parameter's type or promote to it, and the candidate with the smallest
// total promotion cost wins. A tie is an error rather than a choice by order, so adding an overload can never silently change
// the meaning of a program. When nothing fits, the closest candidates come back with their first offending argument.

import type { ArgumentType, Type } from "../ir/type.ts";
import type { Level } from "../ir/typed-ast.ts";

/** What a call supplies. `functions`: the overloads of a function name passed bare, any of which may be meant. */
export interface Actual {
  readonly type: Type;
  readonly level: Level;
  readonly functions?: readonly Type[];
}

export interface Formal {
  readonly args: readonly ArgumentType[];
}

/** Why a candidate does not fit; `index` counts arguments from 0. */
export type Mismatch =
  | { readonly kind: "count"; readonly expected: number; readonly found: number }
  | { readonly kind: "type"; readonly index: number; readonly expected: Type; readonly found: Type }
  | { readonly kind: "data"; readonly index: number; readonly expected: Type };

export interface Misfit<C> {
  readonly candidate: C;
  readonly mismatch: Mismatch;
}

export type Resolution<C> =
  | { readonly kind: "match"; readonly candidate: C }
  | { readonly kind: "ambiguous"; readonly candidates: readonly C[] }
  /** `closest`: at most `CLOSEST`, best first, none with more wrong arguments than the best; `total`: how many candidates there were. */
  | { readonly kind: "none"; readonly closest: readonly Misfit<C>[]; readonly total: number };

const CLOSEST = 5;

/** Weight of one wrong argument in the distance of a candidate. */
const WRONG = 100;

export function resolve<C extends Formal>(
  candidates: readonly C[],
  actuals: readonly Actual[],
): Resolution<C> {
  let best: C[] = [];
  let bestCost = Infinity;
  for (const candidate of candidates) {
    const cost = fit(candidate.args, actuals);
    if (typeof cost !== "number" || cost > bestCost) continue;
    if (cost < bestCost) best = [];
    best.push(candidate);
    bestCost = cost;
  }
  if (best.length === 1) return { kind: "match", candidate: best[0]! };
  if (best.length > 1) return { kind: "ambiguous", candidates: best };
  return { kind: "none", closest: closest(candidates, actuals), total: candidates.length };
}

/** Total promotion cost, or the first thing that does not fit. */
export function fit(formals: readonly ArgumentType[], actuals: readonly Actual[]): number | Mismatch {
  if (formals.length !== actuals.length)
    return { kind: "count", expected: formals.length, found: actuals.length };
  let total = 0;
  for (let index = 0; index < formals.length; index++) {
    const formal = formals[index]!;
    const actual = actuals[index]!;
    const cost = argumentCost(formal.type, actual);
    if (cost === null) return { kind: "type", index, expected: formal.type, found: actual.type };
    if (formal.isData && !isDataOnly(actual.level)) return { kind: "data", index, expected: formal.type };
    total += cost;
  }
  return total;
}

/** No slot of the value may depend on parameters. */
export function isDataOnly(level: Level): boolean {
  return typeof level === "string" ? level === "data" : level.every(isDataOnly);
}

function argumentCost(formal: Type, actual: Actual): number | null {
  if (actual.functions === undefined) return promotionCost(actual.type, formal);
  return actual.functions.some((type) => acceptsFunction(formal, type)) ? 0 : null;
}

/** A supplied function must have exactly the required types and may not ask for data where the caller may pass parameters. */
export function acceptsFunction(required: Type, supplied: Type): boolean {
  if (required.kind !== "function" || supplied.kind !== "function") return false;
  return (
    equalTypes(required.result, supplied.result) &&
    required.args.length === supplied.args.length &&
    required.args.every((arg, i) => {
      const given = supplied.args[i]!;
      return equalTypes(arg.type, given.type) && (arg.isData || !given.isData);
    })
  );
}

function equalTypes(a: Type, b: Type): boolean {
  return promotionCost(a, b) === 0;
}

/**
 * Cost of using a value of one type where another is asked for, null if that is not allowed. Arrays promote at equal depth for
 * the cost of one element; tuples slot by slot, adding up.
 */
export function promotionCost(from: Type, to: Type): number | null {
  if (from.kind === "array") return to.kind === "array" ? promotionCost(from.element, to.element) : null;
  if (from.kind === "tuple") {
    if (to.kind !== "tuple" || from.slots.length !== to.slots.length) return null;
    let total = 0;
    for (let i = 0; i < from.slots.length; i++) {
      const cost = promotionCost(from.slots[i]!, to.slots[i]!);
      if (cost === null) return null;
      total += cost;
    }
    return total;
  }
  if (from.kind === "function") return acceptsFunction(to, from) ? 0 : null;
  if (from.kind === to.kind) return 0;
  switch (from.kind) {
    case "int":
      return to.kind === "real" ? 1 : to.kind === "complex" ? 2 : null;
    case "real":
      return to.kind === "complex" ? 1 : null;
    case "vector":
      return to.kind === "complexVector" ? 1 : null;
    case "rowVector":
      return to.kind === "complexRowVector" ? 1 : null;
    case "matrix":
      return to.kind === "complexMatrix" ? 1 : null;
    default:
      return null;
  }
}

/** The smallest type that both promote to, null if there is none. */
export function commonType(a: Type, b: Type): Type | null {
  if (promotionCost(a, b) !== null) return b;
  if (promotionCost(b, a) !== null) return a;
  if (a.kind === "array" && b.kind === "array") {
    const element = commonType(a.element, b.element);
    return element === null ? null : { kind: "array", element };
  }
  if (a.kind === "tuple" && b.kind === "tuple" && a.slots.length === b.slots.length) {
    const slots = a.slots.map((slot, i) => commonType(slot, b.slots[i]!));
    return slots.some((slot) => slot === null) ? null : { kind: "tuple", slots: slots as Type[] };
  }
  return null;
}

function closest<C extends Formal>(candidates: readonly C[], actuals: readonly Actual[]): Misfit<C>[] {
  if (candidates.length === 0) return [];
  const misfits = candidates.map((candidate) => {
    const mismatch = fit(candidate.args, actuals) as Mismatch;
    return { candidate, mismatch, distance: distance(mismatch, candidate, actuals) };
  });
  misfits.sort((a, b) => a.distance - b.distance);
  const wrong = Math.floor(misfits[0]!.distance / WRONG);
  return misfits.filter((misfit) => Math.floor(misfit.distance / WRONG) === wrong).slice(0, CLOSEST);
}

/** How far off a candidate is: few wrong arguments before many, wrong data level before wrong type, wrong count last. */
function distance(mismatch: Mismatch, candidate: Formal, actuals: readonly Actual[]): number {
  let wrong = mismatch.kind === "count" ? 1e6 + 1e4 * Math.abs(mismatch.expected - mismatch.found) : 0;
  for (let i = 0; i < Math.min(actuals.length, candidate.args.length); i++) {
    const formal = candidate.args[i]!;
    const cost = argumentCost(formal.type, actuals[i]!);
    if (cost === null) wrong += WRONG + depthDifference(formal.type, actuals[i]!.type);
    else wrong += cost / 100 + (formal.isData && !isDataOnly(actuals[i]!.level) ? 10 : 0);
  }
  return wrong;
}

function depthDifference(a: Type, b: Type): number {
  return Math.abs(arrayDepth(a) - arrayDepth(b));
}

function arrayDepth(type: Type): number {
  return type.kind === "array" ? 1 + arrayDepth(type.element) : 0;
}
