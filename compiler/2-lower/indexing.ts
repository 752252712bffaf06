// `x[i, 2:3, idx]`: each index becomes a map from the result's indices to the base's, so slicing costs index arithmetic only. The result
// is still one block of memory when the fixed indices come first, in storage order, and at most one range follows.

import type { Index } from "../../grammar/index.ts";
import { int } from "../ir/build.ts";
import { minus, plus } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import type { Typed, TypedExpr } from "../ir/typed-ast.ts";
import { asInt, compare } from "../library/arithmetic.ts";
import { select } from "../ir/build.ts";
import { nameFor } from "../ir/naming.ts";
import { isTrivial } from "../library/formula.ts";
import { check, checkIndex, sourceText } from "./checks.ts";
import { once, type Context } from "./context.ts";
import { lowerExpr } from "./expressions.ts";
import { provablyAtMost, provablyNonNegative } from "./facts.ts";
import { asIndex } from "./int-ranges.ts";
import { eachElementOf } from "./loops.ts";
import {
  arrayRank,
  container,
  expectScalar,
  formRank,
  scalar,
  storageOrder,
  type Container,
  type Form,
  type Struct,
  type Value,
} from "./value.ts";

/** One slot of a bracket, counted from 0. */
export type Selector =
  | { readonly kind: "all" }
  | { readonly kind: "single"; readonly at: Expr }
  | { readonly kind: "range"; readonly from: Expr; readonly count: Expr }
  | { readonly kind: "multi"; readonly indices: Container };

export function lowerIndexing(
  ctx: Context,
  base: Value,
  indices: readonly Index<Typed>[],
  what: string,
): Value {
  if (base.kind === "struct") return indexStruct(ctx, base, indices, what);
  if (base.kind === "scalar") throw new Error("a scalar has no elements");
  const selectors = indices.map((index, k) => lowerIndex(ctx, index, base.dims[k]!, what));
  return selectFrom(base, selectors);
}

function indexStruct(ctx: Context, base: Struct, indices: readonly Index<Typed>[], what: string): Value {
  const selectors = indices.map((index, k) => lowerIndex(ctx, index, sizeAlong(base, k), what));
  return selectFromStruct(base, selectors);
}

/** Complex vectors and matrices are indexed beyond the array dimensions that surround the struct. */
function sizeAlong(base: Struct, k: number): Expr {
  if (k < base.outer.length) return base.outer[k]!;
  const [slot] = base.slots;
  return slot?.kind === "container" ? slot.dims[k]! : int(1);
}

function selectFromStruct(base: Struct, selectors: readonly Selector[]): Value {
  const slots = base.slots.map((slot): Value => {
    if (slot.kind === "container") return selectFrom(slot, selectors);
    return slot.kind === "struct" ? selectFromStruct(slot, selectors) : slot;
  });
  const outer = base.outer.flatMap((size, k) => keptSize(selectors[k] ?? { kind: "all" }, size));
  return { ...base, slots, outer };
}

function lowerIndex(ctx: Context, index: Index<Typed>, size: Expr, what: string): Selector {
  switch (index.kind) {
    case "all":
      return { kind: "all" };
    case "single":
      return lowerSingle(ctx, index.value, size, what);
    case "range":
      return lowerRange(ctx, index.lower, index.upper, size, what);
  }
}

function lowerSingle(ctx: Context, e: TypedExpr, size: Expr, what: string): Selector {
  const value = asIndex(ctx, true, () => lowerExpr(ctx, e));
  if (value.kind === "container") {
    checkIndices(ctx, value, size, what);
    return { kind: "multi", indices: value };
  }
  const at = minus(asInt(expectScalar(value).expr), int(1));
  const isSimple = at.kind !== "select";
  const index = isSimple ? at : once(ctx, nameFor(at), at);
  checkIndex(ctx, index, size, what);
  return { kind: "single", at: index };
}

/** All indices are checked before the first element is used. */
function checkIndices(ctx: Context, indices: Container, size: Expr, what: string): void {
  eachElementOf(ctx, [indices], (i) => checkIndex(ctx, minus(indices.at(i), int(1)), size, what));
}

function lowerRange(
  ctx: Context,
  lower: TypedExpr | null,
  upper: TypedExpr | null,
  size: Expr,
  what: string,
): Selector {
  const bound = (e: TypedExpr): Expr => {
    const value = asInt(expectScalar(asIndex(ctx, true, () => lowerExpr(ctx, e))).expr);
    return isTrivial(value) || value.kind === "op" ? value : once(ctx, nameFor(value), value);
  };
  const from = lower === null ? int(0) : minus(bound(lower), int(1));
  const to = upper === null ? size : bound(upper);
  const length = minus(to, from);
  const count = provablyNonNegative(ctx.facts, length)
    ? length
    : select(compare("gt", length, int(0)), length, int(0));
  checkRange(ctx, from, to, count, size, what);
  return { kind: "range", from, count: count.kind === "select" ? once(ctx, "count", count) : count };
}

/** An empty range is fine wherever it lies. */
function checkRange(ctx: Context, from: Expr, to: Expr, count: Expr, size: Expr, what: string): void {
  const low = provablyNonNegative(ctx.facts, from);
  const high = provablyAtMost(ctx.facts, to, size);
  if (low && high) return;
  const message = [
    "range ",
    plus(from, int(1)),
    ":",
    to,
    " is out of range for ",
    what,
    ", which has size ",
    size,
  ];
  const inside = compare("ge", from, int(0));
  const below = compare("le", to, size);
  const isEmpty = compare("le", to, from);
  const required = low ? below : high ? inside : { kind: "op" as const, op: "and", args: [inside, below] };
  const condition =
    count.kind === "select" ? { kind: "op" as const, op: "or", args: [isEmpty, required] } : required;
  check(ctx, condition, message);
}

// ------------------------------------------------------------------------------------------------------------- selection

function keptSize(selector: Selector, size: Expr): readonly Expr[] {
  if (selector.kind === "all") return [size];
  if (selector.kind === "single") return [];
  return [selector.kind === "range" ? selector.count : selector.indices.dims[0]!];
}

/** Elements of `base` chosen by one selector per leading dimension; missing ones take everything. */
export function selectFrom(base: Container, given: readonly Selector[]): Value {
  const selectors = base.dims.map((_, k): Selector => given[k] ?? { kind: "all" });
  const mapIndex = (index: readonly Expr[]): readonly Expr[] => {
    let next = 0;
    return selectors.map((selector) => {
      if (selector.kind === "single") return selector.at;
      const i = index[next++]!;
      if (selector.kind === "all") return i;
      return selector.kind === "range" ? plus(selector.from, i) : minus(selector.indices.at([i]), int(1));
    });
  };
  const dims = base.dims.flatMap((size, k) => keptSize(selectors[k]!, size));
  if (dims.length === 0) return scalar(base.at(mapIndex([])), base.isData);
  const isContiguous = base.isContiguous && isBlock(base, selectors);
  const isCheap = base.isCheap && selectors.every((s) => s.kind !== "multi" || s.indices.isCheap);
  const at = (index: readonly Expr[]): Expr => base.at(mapIndex(index));
  const isFlat = isContiguous && dims.length === 1;
  return container({
    elem: base.elem,
    form: formAfter(base, selectors),
    dims,
    at,
    isData: base.isData,
    isCheap,
    isContiguous,
    ...(isFlat ? { flatAt: (position: Expr) => at([position]) } : {}),
    ...(base.isLiteral || selectors.some(isLiteralChoice) ? { isLiteral: true } : {}),
  });
}

const isLiteralChoice = (s: Selector): boolean => s.kind === "multi" && s.indices.isLiteral === true;

/** In storage order: single indices, then at most one range, then everything. */
function isBlock(base: Container, selectors: readonly Selector[]): boolean {
  const order = storageOrder(base.form, selectors);
  let k = 0;
  while (k < order.length && order[k]!.kind === "single") k++;
  if (k < order.length && order[k]!.kind === "range") k++;
  return order.slice(k).every((selector) => selector.kind === "all");
}

function formAfter(base: Container, selectors: readonly Selector[]): Form {
  const inner = selectors.slice(arrayRank(base));
  const kept = inner.filter((s) => s.kind !== "single").length;
  if (kept === formRank(base.form)) return base.form;
  if (kept === 0) return "scalar";
  return inner[0]!.kind === "single" ? "rowVector" : "vector";
}

/** Element `i` (from 0) of the outermost dimension. */
export const elementAt = (base: Container, i: Expr): Value => selectFrom(base, [{ kind: "single", at: i }]);

export const nameOfExpr = (e: TypedExpr): string => sourceText(e.span);
