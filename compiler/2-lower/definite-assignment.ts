// Whether a container declared without a value is certainly assigned, all of it, before any element is read: then it needs no fill. The
// proof follows the statements after the declaration and counts how many leading rows are complete: `x[1] = ...; for (t in 2:N) x[t] = ...`.
// Rows may be read once they are complete; anything else ends the proof, and the container is filled.

import type { SizedType } from "../../grammar/index.ts";
import { statementExpressions, walkExpression, walkStatement } from "../../grammar/index.ts";
import type { Typed, TypedExpr, TypedStatement, VariableSymbol } from "../ir/typed-ast.ts";
import type { Context } from "./context.ts";
import { linearSyntax, plusConstant, constantDifference, type SyntaxLinear } from "./linear-syntax.ts";
import { mentions, mentionsIn, type Usage } from "./usage.ts";

/** What is known along one dimension: rows up to `count` are complete, and inside a loop all rows before its variable. */
interface Level {
  readonly size: SyntaxLinear | null;
  count: SyntaxLinear;
  /** Loop variable that stands for the row being assigned. */
  readonly row: SyntaxLinear | null;
}

interface Proof {
  readonly usage: Usage;
  readonly symbol: VariableSymbol;
  /** Order in which the dimensions are walked. */
  readonly order: readonly number[];
  readonly sizes: readonly (SyntaxLinear | null)[];
}

const ZERO: SyntaxLinear = { constant: 0, terms: new Map() };

export function isAssignedFirst(ctx: Context, symbol: VariableSymbol, type: SizedType<Typed>): boolean {
  const mention = ctx.usage.firstMention.get(symbol);
  if (mention === undefined) return false;
  const list = mention.list.slice(mention.at);
  const sizes = sizesOf(type).map((e) => linearSyntax(ctx.usage, e));
  const natural = sizes.map((_, k) => k);
  const orders = sizes.length === 2 ? [natural, [1, 0]] : [natural];
  return orders.some((order) => {
    const proof = { usage: ctx.usage, symbol, order, sizes: order.map((k) => sizes[k]!) };
    return completes(proof, [], list);
  });
}

function sizesOf(type: SizedType<Typed>): readonly TypedExpr[] {
  if (type.kind === "tuple") return [];
  return type.kind === "array" ? [...type.sizes, ...sizesOf(type.element)] : type.sizes;
}

/** Whether the list assigns the whole block at the rows of `outer` levels before reading any of it. */
function completes(proof: Proof, outer: readonly Level[], list: readonly TypedStatement[]): boolean {
  const level: Level = { size: proof.sizes[outer.length] ?? null, count: ZERO, row: null };
  const levels = [...outer, level];
  const isDone = (): boolean => level.size !== null && constantDifference(level.count, level.size) === 0;
  for (let at = 0; at < list.length; at++) {
    const s = list[at]!;
    if (!mentions(s, proof.symbol)) continue;
    if (s.kind === "block" || s.kind === "profile") {
      const inlined = completes(proof, outer, s.body);
      if (inlined) return true;
      if (level.count.constant !== 0 || level.count.terms.size > 0 || !readsAreSafe(proof, levels, s))
        return false;
      continue;
    }
    if (isOnlyUse(proof, outer, level, s, list.slice(at + 1))) return true;
    if (s.kind === "assignment" && s.operator === "=") {
      const step = assignment(proof, outer, levels, s);
      if (step === "all") return true;
      if (step === "unsafe") return false;
      if (step === "row") level.count = plusConstant(level.count, 1);
    } else if (s.kind === "for") {
      if (!loop(proof, outer, level, s)) return false;
    } else if (s.kind === "if" && s.otherwise !== null && isEmpty(level)) {
      if (completes(proof, outer, [s.then]) && completes(proof, outer, [s.otherwise]))
        return !mentionsIn(s.condition, proof.symbol);
      if (!readsAreSafe(proof, levels, s)) return false;
    } else if (!readsAreSafe(proof, levels, s)) return false;
    if (isDone()) return true;
  }
  return false;
}

/** A loop or branch whose body completes the container for itself, where nothing after it looks at the container. */
function isOnlyUse(
  proof: Proof,
  outer: readonly Level[],
  level: Level,
  s: TypedStatement,
  rest: readonly TypedStatement[],
): boolean {
  if (outer.length > 0 || !isEmpty(level) || rest.some((later) => mentions(later, proof.symbol)))
    return false;
  switch (s.kind) {
    case "for":
      return (
        !mentionsIn(s.lower, proof.symbol) &&
        !mentionsIn(s.upper, proof.symbol) &&
        completes(proof, outer, [s.body])
      );
    case "foreach":
      return !mentionsIn(s.container, proof.symbol) && completes(proof, outer, [s.body]);
    case "while":
      return !mentionsIn(s.condition, proof.symbol) && completes(proof, outer, [s.body]);
    case "if":
      return (
        s.otherwise === null && !mentionsIn(s.condition, proof.symbol) && completes(proof, outer, [s.then])
      );
    default:
      return false;
  }
}

const isEmpty = (level: Level): boolean => level.count.constant === 0 && level.count.terms.size === 0;

/** Indices of an assignment's target in the proof's order; null where it is not a plain element or block of leading rows. */
function targetIndices(proof: Proof, target: TypedExpr): readonly (SyntaxLinear | null)[] | null {
  const given: (SyntaxLinear | null)[] = [];
  let e = target;
  while (e.kind === "index") {
    const group = e.indices.map((i) =>
      i.kind === "single" && i.value.type.kind === "int" ? linearSyntax(proof.usage, i.value) : null,
    );
    given.unshift(...group);
    e = e.base;
  }
  if (e.kind !== "variable" || e.symbol !== proof.symbol) return null;
  const permuted = proof.order.map((k) => given[k] ?? null);
  const known = permuted.findIndex((i) => i === null);
  const leading = known < 0 ? permuted : permuted.slice(0, known);
  // Indices after a missing one, or indices that are not understood, make it a partial assignment.
  return leading.length === given.length ? leading : null;
}

type Step = "all" | "row" | "other" | "unsafe";

function assignment(
  proof: Proof,
  outer: readonly Level[],
  levels: readonly Level[],
  s: Extract<TypedStatement, { readonly kind: "assignment" }>,
): Step {
  if (!readsAreSafe(proof, levels, s)) return "unsafe";
  const indices = targetIndices(proof, s.target);
  if (indices === null) return "other";
  const isHere = outer.every(
    ({ row }, k) => indices[k] !== undefined && row !== null && constantDifference(indices[k]!, row) === 0,
  );
  if (!isHere) return "other";
  if (indices.length === outer.length) return "all";
  const level = levels[outer.length]!;
  const isNext = constantDifference(indices[outer.length]!, level.count) === 1;
  return isNext && indices.length === outer.length + 1 ? "row" : "other";
}

/** Rows that an iteration assigns, relative to the loop's variable. */
const SHIFTS = [0, 1, -1];

/** A loop that completes the next rows, or the next single row by its inner dimensions; false where its reads are not safe. */
function loop(
  proof: Proof,
  outer: readonly Level[],
  level: Level,
  s: Extract<TypedStatement, { readonly kind: "for" }>,
): boolean {
  const [first, last] = [linearSyntax(proof.usage, s.lower), linearSyntax(proof.usage, s.upper)];
  const variable: SyntaxLinear = { constant: 0, terms: new Map([[s.variable.text, 1]]) };
  if (first !== null && last !== null)
    for (const shift of SHIFTS) {
      const gap = constantDifference(plusConstant(first, shift), level.count);
      const row = plusConstant(variable, shift);
      if (gap === null || gap > 1 || !completes(proof, [...outer, { ...level, row }], [s.body])) continue;
      level.count = plusConstant(last, shift);
      return true;
    }
  const next = plusConstant(level.count, 1);
  if (outer.length + 1 < proof.sizes.length && completes(proof, [...outer, { ...level, row: next }], [s])) {
    level.count = next;
    return true;
  }
  return readsAreSafe(proof, [...outer, level], s);
}

const queries = new Set(["size", "rows", "cols", "num_elements", "dims"]);

/** Whether every read of the variable in the statement is of complete rows. */
function readsAreSafe(proof: Proof, levels: readonly Level[], s: TypedStatement): boolean {
  let safe = true;
  walkStatement(s, (inner) => {
    const written = inner.kind === "assignment" ? inner.target : null;
    for (const root of statementExpressions(inner))
      walkExpression(root, (e) => {
        if (!mentionsIn(e, proof.symbol)) return false;
        if (e.kind === "call" && queries.has(e.callee.text)) return false;
        if (e.kind === "index") {
          const isWritten = e === written && inner.kind === "assignment" && inner.operator === "=";
          if (isWritten) return subscriptsAreFree(proof, e) ? false : void (safe = false);
          if (isCompleteRow(proof, levels, e)) return false;
        }
        if (e.kind === "variable" && e !== written) safe = false;
        return safe;
      });
    return safe;
  });
  return safe;
}

/** The target's own subscripts must not read the variable. */
function subscriptsAreFree(proof: Proof, target: TypedExpr): boolean {
  if (target.kind !== "index") return true;
  const isFree = target.indices.every((i) => i.kind !== "single" || !mentionsIn(i.value, proof.symbol));
  return isFree && subscriptsAreFree(proof, target.base);
}

function isCompleteRow(proof: Proof, levels: readonly Level[], e: TypedExpr): boolean {
  const indices = leadingIndices(proof, e);
  for (let k = 0; k < levels.length; k++) {
    const index = indices[k];
    if (index === undefined || index === null) return false;
    const { count, row } = levels[k]!;
    const beyond = constantDifference(index, count);
    if (beyond !== null && beyond <= 0) return true;
    if (row === null) return false;
    const behind = constantDifference(index, row);
    if (behind === null || behind > 0) return false;
    if (behind < 0) return true;
  }
  return false;
}

function leadingIndices(proof: Proof, target: TypedExpr): readonly (SyntaxLinear | null)[] {
  const given: (SyntaxLinear | null)[] = [];
  let e = target;
  while (e.kind === "index") {
    const group = e.indices.map((i) =>
      i.kind === "single" && i.value.type.kind === "int" ? linearSyntax(proof.usage, i.value) : null,
    );
    given.unshift(...group);
    e = e.base;
  }
  return proof.order.map((k) => given[k] ?? null);
}
